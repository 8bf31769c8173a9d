import {
  roundTable,
  roundToBase,
  type SuppressedTable,
  type Suppression,
  suppressTable,
} from "@krachtwijk/measure/change";
import type { Table } from "#intake";
import type { Values } from "../command.ts";
import { rowNames } from "./areas-in-column.ts";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, requiredOption, wholeOption } from "./options.ts";

interface Counts {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly table: readonly (readonly number[])[];
}

/** The columns of counts, and the table they make; one column is a list. */
function countsOf(table: Table, values: Values): Counts {
  const columns = requiredOption(values, "columns")
    .split(",")
    .map((name) => name.trim());
  const read = columns.map((column) => numberColumn(table, column));
  const rows = rowNames(table, values);
  return { rows, columns, table: rows.map((_, at) => read.map((column) => column[at]!)) };
}

/** One column is a list beside its total: a table of one row. */
const asList = ({ table, columns }: Counts) =>
  columns.length === 1 ? [table.map(([value]) => value!)] : table;
const asRows = <Cell>(
  { columns }: Counts,
  cells: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] => (columns.length === 1 ? cells[0]!.map((cell) => [cell]) : cells);

const named = <Cell>({ rows, columns }: Counts, cells: readonly (readonly Cell[])[]) =>
  rows.map((id, at) => ({
    id,
    ...Object.fromEntries(columns.map((column, place) => [column, cells[at]![place]!])),
  }));

/** Everything that is left out; a total has null for what it sums over. */
function leftOut(
  { rows, columns }: Counts,
  why: readonly (readonly (Suppression | null)[])[],
  { rowTotals, columnTotals, total }: SuppressedTable,
) {
  const listed = [
    ...why.flatMap((row, at) =>
      row.map((reason, place) => ({ id: rows[at]!, column: columns[place]!, why: reason })),
    ),
    ...rowTotals.map((reason, at) => ({ id: rows[at]!, column: null, why: reason })),
    ...columnTotals.map((reason, at) => ({ id: null, column: columns[at]!, why: reason })),
    { id: null, column: null, why: total },
  ];
  return listed.filter((one): one is typeof one & { why: Suppression } => one.why !== null);
}

/** Totals as they may be published: null where they may not. */
function totalsOf({ rows, columns, table }: Counts, found: SuppressedTable) {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const shown = (value: number, why: Suppression | null) => (why === null ? value : null);
  const total = shown(sum(table.flat()), found.total);
  if (found.rowTotals.length === 0) return { total };
  return {
    rows: rows.map((id, at) => ({ id, total: shown(sum(table[at]!), found.rowTotals[at]!) })),
    columns: Object.fromEntries(
      columns.map((column, at) => [
        column,
        shown(sum(table.map((row) => row[at]!)), found.columnTotals[at]!),
      ]),
    ),
    total,
  };
}

/** The smallest width of a range; null where nothing is left out, or nothing bounds them. */
function narrowest({ ranges }: SuppressedTable): number | null {
  const least = Math.min(...ranges.map(({ least, most }) => most - least));
  return Number.isFinite(least) ? least : null;
}

const options = {
  columns: { type: "string", value: "C,C,…", about: "columns of counts" },
  id: { type: "string", value: "C", about: "column of row names" },
} as const;

/** `krachtwijk measure suppress`. */
export const suppressMethod: Method = {
  name: "suppress",
  usage: "INPUT.csv --columns C,C,… --below N [--width N] [--zero]",
  about: "Which counts to leave out so that small ones cannot be worked out from totals.",
  help: [
    "  krachtwijk measure suppress examples/measure/households.csv --id area --columns single,couple,family --below 5",
  ],
  options: {
    ...options,
    below: { type: "string", value: "N", about: "counts from 1 to below this are small" },
    width: {
      type: "string",
      value: "N",
      about: "how wide the range of each must stay; default as --below",
    },
    zero: { type: "boolean", about: "0 is small too" },
  },
  run({ table, values }) {
    const counts = countsOf(table, values);
    const below = wholeOption(values, "below", 1);
    const width = wholeOption(values, "width", 1, below);
    const hidesZero = values["zero"] === true;
    const found = suppressTable(asList(counts), { below, width, hidesZero });
    const why = asRows(counts, found.suppressed);
    const published = counts.table.map((row, at) =>
      row.map((value, place) => (why[at]![place] === null ? value : null)),
    );
    const cells = leftOut(counts, why, found);
    return {
      parameters: { columns: counts.columns, below, width, zero: hidesZero },
      results: {
        published: named(counts, published),
        totals: totalsOf(counts, found),
        suppressed: cells,
        narrowest: narrowest(found),
      },
      lines: cells.map(
        ({ id, column, why: reason }) => `${id ?? "total"}, ${column ?? "total"}: ${reason}`,
      ),
    };
  },
};

/** `krachtwijk measure round`. */
export const roundMethod: Method = {
  name: "round",
  usage: "INPUT.csv --columns C,C,… --base N [--how controlled|nearest] [--seed 1]",
  about: "Counts rounded to a base, so that tables still add up.",
  help: [
    "  krachtwijk measure round examples/measure/households.csv --id area --columns single,couple,family --base 5",
  ],
  options: {
    ...options,
    base: { type: "string", value: "N", about: "such as 5 or 10" },
    how: {
      type: "string",
      value: "controlled|nearest",
      about: "default controlled: totals stay sums",
    },
    seed: { type: "string", value: "N", about: "default 1" },
  },
  run({ table, values }) {
    const counts = countsOf(table, values);
    const base = wholeOption(values, "base", 1);
    const how = choiceOption(values, "how", ["controlled", "nearest"]);
    const seed = wholeOption(values, "seed", 0, 1);
    const rounded =
      how === "controlled"
        ? roundTable(counts.table, { base, seed })
        : counts.table.map((row) => Array.from(roundToBase(row, base)));
    return {
      parameters: { columns: counts.columns, base, how, seed },
      results: { rounded: named(counts, rounded) },
      lines: rounded.map((row, at) => `${counts.rows[at]}   ${row.join("   ")}`),
    };
  },
};
