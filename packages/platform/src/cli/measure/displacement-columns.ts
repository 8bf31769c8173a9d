import type { BeforeAfter, RingPanel } from "@krachtwijk/measure/effect";
import { malformed, type Table } from "#intake";
import type { OptionSpec, Values } from "../command.ts";
import { nameColumn, numberColumn, textColumn } from "./columns.ts";
import { numberOption, requiredOption, textOption } from "./options.ts";

/** Options of `measure displacement`. */
export const zoneOptions: Readonly<Record<string, OptionSpec>> = {
  area: { type: "string", value: "C", about: "column of the area" },
  period: {
    type: "string",
    value: "C",
    about: "column of the period: before and after, or numbers",
  },
  count: { type: "string", value: "C", about: "column of the number of events" },
  zone: {
    type: "string",
    value: "C",
    about: "column of the zone: treated, buffer, control, or ring 0, 1, 2 …",
  },
  from: { type: "string", value: "T", about: "first treated period, where periods are numbers" },
  cluster: {
    type: "string",
    value: "C",
    about: "column that errors of effects are clustered by (default: the area)",
  },
  confidence: { type: "string", value: "SHARE", about: "default 0.95" },
  permutations: {
    type: "string",
    value: "N",
    about:
      "hand zones to other areas so many times (default 0: not); right with few areas in a ring",
  },
  seed: { type: "string", value: "N", about: "of the permutations (default 1)" },
};

/** A ring by number (0: treated), or a zone that serves as control. */
export type Zone = number | "control" | "buffer-control";

/** A table of areas in zones, added up. */
export interface Zones {
  /** Without the buffer's control. */
  readonly panel: RingPanel;
  readonly cluster: readonly string[] | undefined;
  readonly totals: ReadonlyMap<Zone, BeforeAfter>;
  /** How many areas each zone has. */
  readonly areas: ReadonlyMap<Zone, number>;
  /** From 0, in order. */
  readonly rings: readonly number[];
  /** How many periods there are before and after. */
  readonly lengths: BeforeAfter;
  readonly named: Readonly<Record<string, unknown>>;
}

const words: Readonly<Record<string, Zone>> = {
  treated: 0,
  buffer: 1,
  control: "control",
  "buffer-control": "buffer-control",
};

function zoneColumn(table: Table, column: string): readonly Zone[] {
  return textColumn(table, column).map((text, row): Zone => {
    const zone = words[text.toLowerCase()] ?? (text === "" ? Number.NaN : Number(text));
    if (typeof zone === "string" || (Number.isSafeInteger(zone) && zone >= 0)) return zone;
    throw malformed(
      { file: table.file, line: table.rows[row]!.line, column },
      `treated, buffer, control, buffer-control or a ring number from 0 is expected; this is "${text}".`,
    );
  });
}

/** Whole counts from 0. */
function countColumn(table: Table, column: string): Float64Array {
  const counts = numberColumn(table, column);
  const at = counts.findIndex((count) => !Number.isSafeInteger(count) || count < 0);
  if (at >= 0)
    throw malformed(
      { file: table.file, line: table.rows[at]!.line, column },
      `a count is expected, a whole number from 0; this is ${counts[at]}.`,
    );
  return counts;
}

/** Periods as numbers; before and after become 0 and 1. */
function periodColumn(table: Table, column: string, values: Values) {
  const texts = textColumn(table, column).map((text) => text.toLowerCase());
  const isInWords = texts.every((text) => text === "before" || text === "after");
  if (!isInWords) return { time: numberColumn(table, column), from: numberOption(values, "from") };
  return { time: Float64Array.from(texts, (text) => (text === "after" ? 1 : 0)), from: 1 };
}

/** The zone of each area, the same in all its rows, and every area once in every period. */
function requireWhole(
  table: Table,
  area: readonly string[],
  zone: readonly Zone[],
  time: Float64Array,
  columns: Readonly<Record<"area" | "zone" | "period", string>>,
): ReadonlyMap<string, Zone> {
  const known = new Map<string, { zone: Zone; periods: Set<number> }>();
  for (const [row, { line }] of table.rows.entries()) {
    const own = known.get(area[row]!) ?? { zone: zone[row]!, periods: new Set<number>() };
    known.set(area[row]!, own);
    if (own.zone !== zone[row])
      throw malformed(
        { file: table.file, line, column: columns.zone },
        `"${area[row]}" was in another zone before; it must be the same in all its rows.`,
      );
    if (own.periods.has(time[row]!))
      throw malformed(
        { file: table.file, line, column: columns.area },
        `"${area[row]}" has a row in this period already. Add them up first.`,
      );
    own.periods.add(time[row]!);
  }
  const all = [...new Set(time)];
  for (const [name, { periods }] of known) {
    const lacking = all.find((period) => !periods.has(period));
    if (lacking !== undefined)
      throw malformed(
        { file: table.file, column: columns.period },
        `"${name}" lacks a row that others have (${lacking}). Every area is needed in every period; write a count of 0 as 0.`,
      );
  }
  return new Map([...known].map(([name, own]) => [name, own.zone]));
}

function totalsOf(zone: readonly Zone[], count: Float64Array, time: Float64Array, from: number) {
  const totals = new Map<Zone, { before: number; after: number }>();
  for (const [row, own] of zone.entries()) {
    const total = totals.get(own) ?? { before: 0, after: 0 };
    totals.set(own, total);
    total[time[row]! >= from ? "after" : "before"] += count[row]!;
  }
  return totals;
}

function requireZones(table: Table, column: string, totals: ReadonlyMap<Zone, unknown>): void {
  const hasRing = [...totals.keys()].some((zone) => typeof zone === "number" && zone > 0);
  for (const [isThere, what] of [
    [totals.has(0), "treated (or 0)"],
    [hasRing, "buffer (or a ring from 1)"],
    [totals.has("control"), "control"],
  ] as const)
    if (!isThere)
      throw malformed({ file: table.file, column }, `no area is ${what}; there must be some.`);
}

/** Reads areas in zones. @throws {Refusal} usage-wrong; input-malformed with file, line and column */
export function readZones(table: Table, values: Values): Zones {
  const columns = {
    area: requiredOption(values, "area"),
    period: requiredOption(values, "period"),
    count: requiredOption(values, "count"),
    zone: requiredOption(values, "zone"),
  };
  const area = nameColumn(table, columns.area);
  const zone = zoneColumn(table, columns.zone);
  const count = countColumn(table, columns.count);
  const { time, from } = periodColumn(table, columns.period, values);
  const zoneOf = requireWhole(table, area, zone, time, columns);
  const totals = totalsOf(zone, count, time, from);
  requireZones(table, columns.zone, totals);
  const periods = [...new Set(time)];
  const after = periods.filter((period) => period >= from).length;
  if (after === 0 || after === periods.length)
    throw malformed(
      { file: table.file, column: columns.period },
      `all periods are ${after === 0 ? "before" : "after"} ${from}; some before and some after are needed.`,
    );
  const clusterName = textOption(values, "cluster");
  const cluster = clusterName === undefined ? undefined : nameColumn(table, clusterName);
  const rows = [...zone.keys()].filter((row) => zone[row] !== "buffer-control");
  const rings = [...totals.keys()].filter((one) => typeof one === "number");
  const areas = new Map<Zone, number>();
  for (const own of zoneOf.values()) areas.set(own, (areas.get(own) ?? 0) + 1);
  return {
    panel: {
      unit: rows.map((row) => area[row]!),
      time: rows.map((row) => time[row]!),
      outcome: rows.map((row) => count[row]!),
      treatedFrom: rows.map((row) => (zone[row] === "control" ? Infinity : from)),
      ring: rows.map((row) => (zone[row] === "control" ? Infinity : Number(zone[row]))),
    },
    cluster: cluster === undefined ? undefined : rows.map((row) => cluster[row]!),
    totals,
    areas,
    rings: rings.sort((a, b) => a - b),
    lengths: { before: periods.length - after, after },
    named: { ...columns, from, cluster: clusterName ?? columns.area },
  };
}
