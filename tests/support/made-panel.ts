import { Random } from "../../packages/measure/src/numeric/index.ts";

/** A panel that a test made. */
export interface MadePanel {
  readonly unit: readonly number[];
  readonly time: readonly number[];
  readonly outcome: readonly number[];
  readonly treatedFrom: readonly number[];
}

/** What a panel is made like. */
export interface Making {
  readonly seed: number;
  /** First treated period of each unit; Infinity for never. */
  readonly beginnings: readonly number[];
  readonly periods: number;
  /** Added from treatment on. */
  readonly effect?: number;
  /** How much the errors of a unit hang together from one period to the next. */
  readonly memory?: number;
}

/** `count` units that begin at `from`. */
export const units = (count: number, from: number): readonly number[] =>
  new Array<number>(count).fill(from);

/** Units with a level of their own, a common path, and errors that hang together over time. */
export function madePanel({
  seed,
  beginnings,
  periods,
  effect = 0,
  memory = 0.5,
}: Making): MadePanel {
  const random = new Random(seed);
  const rows = beginnings.flatMap((from, unit) => {
    const level = 3 * random.normal();
    let error = random.normal() / Math.sqrt(1 - memory ** 2);
    return Array.from({ length: periods }, (_, time) => {
      error = memory * error + random.normal();
      const gain = time >= from ? effect : 0;
      return { unit, time, outcome: level + Math.sin(time) + error + gain, treatedFrom: from };
    });
  });
  return panelOf(rows);
}

/** A row of a panel. */
export interface MadeRow {
  readonly unit: number;
  readonly time: number;
  readonly outcome: number;
  readonly treatedFrom: number;
}

/** Columns from rows. */
export function panelOf(rows: readonly MadeRow[]): MadePanel {
  return {
    unit: rows.map((row) => row.unit),
    time: rows.map((row) => row.time),
    outcome: rows.map((row) => row.outcome),
    treatedFrom: rows.map((row) => row.treatedFrom),
  };
}

/** Rows from columns. */
export function rowsOf({ unit, time, outcome, treatedFrom }: MadePanel): readonly MadeRow[] {
  return unit.map((own, row) => ({
    unit: own,
    time: time[row]!,
    outcome: outcome[row]!,
    treatedFrom: treatedFrom[row]!,
  }));
}
