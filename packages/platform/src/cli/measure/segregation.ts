import {
  exposureIndex,
  type GroupSegregation,
  groupSegregation,
  type Isolation,
  isolationIndex,
  locationQuotients,
  type SegregationByLot,
  segregationByLot,
} from "@krachtwijk/measure/inequality";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import { columnsOption } from "./column-lists.ts";
import { idColumn, nameColumn, numberColumn } from "./columns.ts";
import type { Answer, Method } from "./method.ts";
import { textOption, wholeOption } from "./options.ts";
import { significant } from "./significant.ts";

/** The groups that are compared, as columns of counts. */
interface Groups {
  readonly names: readonly string[];
  readonly counts: readonly Float64Array[];
  readonly total: Float64Array;
}

/** `--groups A,B,C`, or `--group A --total T`: then the other group is everybody else. */
function groupsOf(table: Table, names: readonly string[], total: string | null): Groups {
  const counts = names.map((name) => numberColumn(table, name));
  if (total === null) {
    const sums = counts[0]!.map((_, at) => counts.reduce((sum, own) => sum + own[at]!, 0));
    return { names, counts, total: sums };
  }
  const all = numberColumn(table, total);
  const others = all.map((everybody, at) => {
    const rest = counts.reduce((left, own) => left - own[at]!, everybody);
    if (rest >= 0) return rest;
    const place = { file: table.file, line: table.rows[at]!.line, column: total };
    throw malformed(place, `${everybody} is less than ${names.join(" and ")} together.`);
  });
  return { names: [...names, "others"], counts: [...counts, others], total: all };
}

/** Every group's chance to meet every group, its own too. */
function meetings({ names, counts, total }: Groups) {
  return names.map((group, at) => ({
    group,
    ...isolationIndex(counts[at]!, total),
    exposure: Object.fromEntries(
      names
        .map((other, place) => [other, place] as const)
        .filter(([, place]) => place !== at)
        .map(([other, place]) => [other, exposureIndex(counts[at]!, counts[place]!, total)]),
    ),
  }));
}

function areaRows(ids: readonly string[], groups: Groups, whole: GroupSegregation) {
  const inhabited = groups.total.map((count) => (count > 0 ? 1 : 0));
  const kept = (column: Float64Array) => column.filter((_, at) => inhabited[at] === 1);
  const quotients = groups.counts.map((own) => locationQuotients(kept(own), kept(groups.total)));
  let place = 0;
  return ids.map((id, at) => {
    const row = { id, ...whole.areas[at]! };
    if (inhabited[at] === 0) return { ...row, locationQuotients: null };
    const own = quotients.map((quotient) => quotient[place]!);
    place += 1;
    const named = groups.names.map((name, group) => [name, own[group]!]);
    return { ...row, locationQuotients: Object.fromEntries(named) as Record<string, number> };
  });
}

/** How far two groups live apart beside what lot makes, or why that cannot be said. */
function byLot({ counts }: Groups, rounds: number, seed: number): SegregationByLot | string {
  if (rounds === 0) return "--permutations is 0.";
  if (counts.length !== 2) return "people are spread by lot for two groups only.";
  if (!counts.every((own) => own.every(Number.isSafeInteger)))
    return "people are spread by lot in whole numbers only.";
  return segregationByLot(counts[0]!, counts[1]!, { rounds, seed });
}

function linesOf(
  whole: GroupSegregation,
  met: readonly (Isolation & { readonly group: string })[],
  lot: SegregationByLot | string,
): readonly string[] {
  const { dissimilarity, index, parts } = whole;
  return [
    `dissimilarity ${significant(dissimilarity)}   Theil's H ${significant(index)}`,
    ...(typeof lot === "string"
      ? []
      : [`by lot ${significant(lot.expected)}, p = ${significant(lot.p)}`]),
    ...(parts === undefined
      ? []
      : [
          `of H between districts ${significant(parts.between)}, within ${significant(parts.within)}`,
        ]),
    ...met.map(
      ({ group, isolation, corrected }) =>
        `${group}: isolation ${significant(isolation)}, corrected for its size ${significant(corrected)}`,
    ),
  ];
}

function answer(
  ids: readonly string[],
  groups: Groups,
  districts: readonly string[] | undefined,
  parameters: { readonly permutations: number; readonly seed: number },
): Answer {
  const whole = groupSegregation(groups.counts, { districts });
  const { index, information, entropy, dissimilarity, parts } = whole;
  const met = meetings(groups);
  const lot = byLot(groups, parameters.permutations, parameters.seed);
  return {
    parameters: { ...parameters, groups: groups.names },
    results: {
      dissimilarity,
      theilH: index,
      mutualInformation: information,
      entropy,
      ...(parts === undefined ? {} : { districts: parts }),
      groups: met,
      byLot: typeof lot === "string" ? null : lot,
      areas: areaRows(ids, groups, whole),
      reasons: typeof lot === "string" ? { byLot: lot } : {},
    },
    lines: linesOf(whole, met, lot),
  };
}

/** `krachtwijk measure segregation`. */
export const segregationMethod: Method = {
  name: "segregation",
  usage: "INPUT.csv (--groups C,C[,C…] | --group C --total C) [--id C] [--district C]",
  about:
    "How far groups live apart: dissimilarity, isolation, exposure, Theil's H, location quotients.",
  help: [
    "One row per area, one column of counts per group. With --total everybody who is in no named group is one more group.",
    "With --district Theil's H is split into what is between and what is within districts.",
    "For two groups of whole numbers byLot says what dissimilarity there would be if people were spread by lot.",
    "",
    "  krachtwijk measure segregation examples/measure/incomes.csv --groups social_rent,private_rent,owner_occupied --id neighbourhood --district city",
    "  krachtwijk measure segregation examples/measure/incomes.csv --group social_rent --total households --id neighbourhood",
  ],
  options: {
    groups: { type: "string", value: "C,C", about: "columns of counts, two or more" },
    group: { type: "string", value: "C", about: "one column of counts, with --total" },
    total: { type: "string", value: "C", about: "column of everybody per area" },
    id: { type: "string", value: "C", about: "column of area names, default the line number" },
    district: { type: "string", value: "C", about: "column of district names" },
    permutations: { type: "string", value: "N", about: "draws by lot, default 999; 0 for none" },
    seed: { type: "string", value: "N", about: "default 1" },
  },
  run({ table, values: options }) {
    const group = textOption(options, "group");
    const total = textOption(options, "total") ?? null;
    if (group !== undefined && total === null)
      throw new Refusal("usage-wrong", "--group needs --total, the column of everybody per area.");
    const names =
      group === undefined ? columnsOption(options, "groups", total === null ? 2 : 1) : [group];
    const id = textOption(options, "id") ?? null;
    const district = textOption(options, "district") ?? null;
    const parameters = {
      total,
      id,
      district,
      permutations: wholeOption(options, "permutations", 0, 999),
      seed: wholeOption(options, "seed", 0, 1),
    };
    const ids = id === null ? table.rows.map(({ line }) => String(line)) : idColumn(table, id);
    const districts = district === null ? undefined : nameColumn(table, district);
    return answer(ids, groupsOf(table, names, total), districts, parameters);
  },
};
