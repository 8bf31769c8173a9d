import {
  attackSums,
  protectSums,
  roundSums,
  type TableArea,
  tellingCounts,
} from "@krachtwijk/measure/disclosure";
import { requireColumns, type Table } from "#intake";
import type { Values } from "../command.ts";
import { idColumn, numberColumn, textColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, numberOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { bounded, shown } from "./shown.ts";

const namesIn = (values: Values, option: string) =>
  (textOption(values, option) ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** The areas of a table. A cell of a totals' column names the total that the row is part of: `district: Noord`. */
function areasIn(table: Table, values: Values): readonly TableArea[] {
  const ids = idColumn(table, textOption(values, "id") ?? "area");
  const counts = numberColumn(table, requiredOption(values, "count"));
  const among = textOption(values, "among");
  const most = among === undefined ? null : numberColumn(table, among);
  const totals = namesIn(values, "totals");
  requireColumns(table, totals);
  const columns = totals.map((name) => ({ name, cells: textColumn(table, name) }));
  return ids.map((id, at) => ({
    id,
    count: counts[at]!,
    ...(most === null ? {} : { among: most[at]! }),
    within: [
      ...columns.flatMap(({ name, cells }) => (cells[at] === "" ? [] : [`${name}: ${cells[at]}`])),
      "all",
    ],
  }));
}

/** Areas and totals as they are published, each with what it is counted among. */
function candidatesIn(areas: readonly TableArea[]) {
  const totals = new Map<string, { id: string; count: number; among: number | undefined }>();
  for (const { count, among, within } of areas)
    for (const id of within) {
      const known = totals.get(id) ?? { id, count: 0, among: 0 };
      const both = known.among !== undefined && among !== undefined;
      totals.set(id, {
        id,
        count: known.count + count,
        among: both ? known.among! + among : undefined,
      });
    }
  return [...areas, ...totals.values()].map(({ id, count, among }) =>
    among === undefined ? { id, count } : { id, count, among },
  );
}

const options = {
  count: { type: "string", value: "C", about: "column of counts" },
  totals: {
    type: "string",
    value: "C,C,…",
    about: "columns that name the totals of each row, district first; empty: not part of one",
  },
  among: { type: "string", value: "C", about: "column of what they are counted among" },
  id: { type: "string", value: "C", about: "column of area names; default area" },
} as const;

const example =
  "examples/measure/benefits-by-area.csv --count on_benefit --among residents_18_64 --totals district,city,focus";

const range = ({ least, most }: { readonly least: number; readonly most: number }) =>
  `${shown(least)} to ${shown(most)}`;

/** `krachtwijk measure protect`. */
export const protectMethod: Method = {
  name: "protect",
  usage: "INPUT.csv --count C --totals C,C,… --below N [--among C] [--width N] [--known NAME,…]",
  about: "Which areas and totals to leave out so that no combination gives a small count away.",
  help: [
    "A row is an area; its totals may overlap. Everything that is left out has the range that somebody can still tell.",
    "",
    `  krachtwijk measure protect ${example} --below 5`,
  ],
  options: {
    ...options,
    below: {
      type: "string",
      value: "N",
      about: "counts (and rests) from 1 to below this are small",
    },
    "min-among": { type: "string", value: "N", about: "counts among fewer than this are not told" },
    width: {
      type: "string",
      value: "N",
      about: "how wide each range must stay; default as --below",
    },
    known: { type: "string", value: "NAME,…", about: "areas and totals that everybody knows" },
    cost: {
      type: "string",
      value: "size|number",
      about: "leave out small ones, or few; default size",
    },
  },
  run({ table, values }) {
    const areas = areasIn(table, values);
    const below = wholeOption(values, "below", 1);
    const minimumDenominator =
      textOption(values, "min-among") === undefined
        ? undefined
        : wholeOption(values, "min-among", 1);
    const width = numberOption(values, "width", below);
    const [known, cost] = [
      namesIn(values, "known"),
      choiceOption(values, "cost", ["size", "number"]),
    ];
    const telling = tellingCounts(candidatesIn(areas), { minimumCount: below, minimumDenominator });
    const primary = telling.map(({ id }) => id);
    const { hidden, sums } = protectSums(areas, { primary, width, known, cost });
    return {
      parameters: { below, minAmong: minimumDenominator ?? null, width, known, cost },
      results: { hidden: hidden.map((one) => ({ ...one, most: bounded(one.most) })), sums },
      lines: [
        `${sums.hidden} of ${sums.of} left out`,
        ...hidden.map(
          (one) =>
            `${one.id}: ${one.why}, ${range(one)}${one.isExact ? "" : " or more"}${one.isProtected ? "" : ", NOT PROTECTED"}`,
        ),
      ],
    };
  },
};

/** `krachtwijk measure attack`. */
export const attackMethod: Method = {
  name: "attack",
  usage: "INPUT.csv --count C --totals C,C,… --hidden NAME,… [--among C]",
  about: "What somebody can tell of counts that were left out, from all that were not.",
  help: [
    "Needs the real counts. A total is named by its column: `district: Noord`; the sum of everything is `all`.",
    "",
    `  krachtwijk measure attack ${example} --hidden Weide,Hof`,
  ],
  options: { ...options, hidden: { type: "string", value: "NAME,…", about: "what is left out" } },
  run({ table, values }) {
    requiredOption(values, "hidden");
    const hidden = namesIn(values, "hidden");
    const ranges = attackSums(areasIn(table, values), hidden);
    return {
      parameters: { hidden },
      results: { ranges: ranges.map((one) => ({ ...one, most: bounded(one.most) })) },
      lines: ranges.map((one) => `${one.id}: ${range(one)}${one.isExact ? "" : " or more"}`),
    };
  },
};

/** `krachtwijk measure round-sums`. */
export const roundSumsMethod: Method = {
  name: "round-sums",
  usage: "INPUT.csv --count C --totals C,C,… --base N [--how nearest|additive]",
  about: "Counts of areas and all their totals rounded to a base, and what that does to each.",
  help: [`  krachtwijk measure round-sums ${example} --base 5 --how additive`],
  options: {
    ...options,
    base: { type: "string", value: "N", about: "such as 3, 5 or 10" },
    how: {
      type: "string",
      value: "nearest|additive",
      about: "each by itself (default), or so that all totals are sums",
    },
  },
  run({ table, values }) {
    const base = wholeOption(values, "base", 1);
    const how = choiceOption(values, "how", ["nearest", "additive"]);
    const sums = roundSums(areasIn(table, values), { base, how });
    return {
      parameters: { base, how },
      results: { sums },
      lines: sums.map(
        ({ id, rounded, difference }) =>
          `${id}: ${rounded} (${difference > 0 ? "+" : ""}${shown(difference)})`,
      ),
    };
  },
};
