import type { Panel } from "@krachtwijk/measure/effect";
import { malformed, type Row, requireColumns, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { OptionSpec, Values } from "../command.ts";
import { nameColumn, numberColumn, textColumn } from "./columns.ts";
import { choiceOption, requiredOption, textOption } from "./options.ts";

/** The options that say which columns make a panel. */
export const panelOptions: Readonly<Record<string, OptionSpec>> = {
  unit: { type: "string", value: "C", about: "column of the area" },
  time: { type: "string", value: "C", about: "column of the period, a number such as 2015" },
  outcome: { type: "string", value: "C", about: "column of the figure that may have changed" },
  "treated-from": {
    type: "string",
    value: "C",
    about: "column of the area's first treated period; 0, empty, NA or Inf: never treated",
  },
  cluster: {
    type: "string",
    value: "C",
    about: "column that errors are clustered by (default: the unit)",
  },
  confidence: { type: "string", value: "SHARE", about: "default 0.95" },
  gaps: {
    type: "string",
    value: "refuse|drop",
    about: "rows without an outcome or covariate: say where (default), or leave out and count",
  },
};

/** A table as a panel. */
export interface PanelTable {
  readonly panel: Panel;
  readonly table: Table;
  readonly cluster: readonly string[] | undefined;
  readonly covariates: Readonly<Record<string, Float64Array>>;
  readonly droppedRows: number;
  /** The options that named the columns, for `parameters`. */
  readonly named: Readonly<Record<string, unknown>>;
}

const never = new Set(["", "0", "NA", "NaN", "Inf", "inf", "Infinity", "null", "."]);

/** First treated period per row; Infinity for never. 0 means never, so it may not be a period. */
function treatedFromColumn(table: Table, column: string, time: Float64Array): Float64Array {
  const texts = textColumn(table, column);
  const hasZero = time.some((period) => period <= 0);
  // What begins after the last period is not seen in these data: the unit is untreated in all of them.
  const last = time.reduce((most, period) => Math.max(most, period), -Infinity);
  return Float64Array.from(texts, (text, at) => {
    const value = Number(text);
    const isZero = text !== "" && value === 0;
    const place = { file: table.file, line: table.rows[at]!.line, column };
    if (isZero && hasZero)
      throw malformed(
        place,
        "0 says never treated, but there are periods of 0 or before. Write Inf for never, or count periods from 1.",
      );
    if (never.has(text) || isZero || value > last) return Infinity;
    if (value < 0 && !hasZero)
      throw malformed(
        place,
        `a first treated period of ${text} lies before all periods; write 0, NA or Inf for never treated.`,
      );
    if (Number.isFinite(value)) return value;
    throw malformed(
      place,
      `the first treated period is expected, or 0, NA or Inf for never; this is "${text}".`,
    );
  });
}

/** @throws {Refusal} input-malformed at the line where a unit comes twice, or gets another first treated period */
function requireOneStory(
  table: Table,
  { unit, time, treatedFrom }: Panel,
  columns: Readonly<Record<"unit" | "treatedFrom", string>>,
): void {
  const seen = new Map<string | number, { from: number; line: number; periods: Set<number> }>();
  for (const [row, { line }] of table.rows.entries()) {
    const name = unit[row]!;
    const [period, from] = [time[row]!, treatedFrom[row]!];
    const known = seen.get(name) ?? { from, line, periods: new Set<number>() };
    seen.set(name, known);
    if (known.periods.has(period))
      throw malformed(
        { file: table.file, line, column: columns.unit },
        `"${name}" has a row in period ${period} already. Add them up or average them first.`,
      );
    if (known.from !== from)
      throw malformed(
        { file: table.file, line, column: columns.treatedFrom },
        `"${name}" has another first treated period here than on line ${known.line}; it must be the same in all its rows.`,
      );
    known.periods.add(period);
  }
}

/** Columns in a list with commas. */
export function columnList(values: Values, name: string): readonly string[] {
  const text = textOption(values, name);
  if (text === undefined) return [];
  const columns = text.split(",").map((column) => column.trim());
  if (columns.includes(""))
    throw new Refusal("usage-wrong", `--${name} "${text}" names an empty column.`);
  return columns;
}

const isGap = ({ cells }: Row, columns: readonly string[]) =>
  columns.some((column) => ["", "NA", "NaN", "null", "."].includes(cells[column]!));

/**
 * Reads a table as a panel.
 * @param covariates columns of numbers that are read too
 * @throws {Refusal} usage-wrong; input-malformed with file, line and column
 */
export function readPanel(whole: Table, values: Values, covariates: readonly string[]): PanelTable {
  const names = {
    unit: requiredOption(values, "unit"),
    time: requiredOption(values, "time"),
    outcome: requiredOption(values, "outcome"),
    treatedFrom: requiredOption(values, "treated-from"),
  };
  const cluster = textOption(values, "cluster");
  const gaps = choiceOption(values, "gaps", ["refuse", "drop"]);
  requireColumns(whole, [...Object.values(names), ...covariates]);
  const kept = whole.rows.filter((row) => !isGap(row, [names.outcome, ...covariates]));
  const table = gaps === "drop" ? { ...whole, rows: kept } : whole;
  const time = numberColumn(table, names.time);
  const panel = {
    unit: nameColumn(table, names.unit),
    time,
    outcome: numberColumn(table, names.outcome),
    treatedFrom: treatedFromColumn(table, names.treatedFrom, time),
  };
  requireOneStory(table, panel, names);
  return {
    panel,
    table,
    cluster: cluster === undefined ? undefined : nameColumn(table, cluster),
    covariates: Object.fromEntries(covariates.map((name) => [name, numberColumn(table, name)])),
    droppedRows: whole.rows.length - table.rows.length,
    named: { ...names, cluster: cluster ?? names.unit, gaps },
  };
}
