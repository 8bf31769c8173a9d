import {
  type AreasPeriod,
  householdsOf,
  leslieMatrix,
  type Period,
  projectAreas,
  type StablePopulation,
  stablePopulation,
} from "@krachtwijk/measure/population";
import { malformed, readCsv, readDelivered, type Table } from "#intake";
import type { Values } from "../command.ts";
import { nameColumn, numberColumn } from "./columns.ts";
import type { Answer, Method } from "./method.ts";
import { positiveOption, shareOption } from "./number-options.ts";
import { choiceOption, textOption, wholeOption } from "./options.ts";
import { type Cohorts, cohortsOf } from "./project-cohorts.ts";
import { type AreaToProject, areasOf } from "./project-rates.ts";
import { significant } from "./significant.ts";

/** A column by its option, or by its own name where the file has it. */
function optionalColumn(table: Table, options: Values, name: string): string | null {
  return textOption(options, name) ?? (table.header.includes(name) ? name : null);
}

function settings(table: Table, options: Values) {
  const inMigration = textOption(options, "in-migration") ?? null;
  const outMigration = textOption(options, "out-migration") ?? null;
  const isGross = inMigration !== null || outMigration !== null;
  return {
    area: optionalColumn(table, options, "area"),
    period: optionalColumn(table, options, "period"),
    sex: textOption(options, "sex") ?? "sex",
    age: textOption(options, "age") ?? "age",
    population: textOption(options, "population") ?? "population",
    survival: textOption(options, "survival") ?? "survival",
    personYears: textOption(options, "person-years") ?? null,
    radix: positiveOption(options, "radix", 100_000),
    survivalAtBirth: shareOption(options, "survival-at-birth"),
    fertility: textOption(options, "fertility") ?? "fertility",
    migration: isGross ? null : optionalColumn(table, options, "migration"),
    inMigration,
    outMigration,
    migrationAs: choiceOption(options, "migration-as", ["count", "rate"]),
    migrationTiming: choiceOption(options, "migration-timing", ["half", "begin", "end"]),
    headship: optionalColumn(table, options, "headship"),
    vacancy: shareOption(options, "vacancy") ?? 0,
    periods: wholeOption(options, "periods", 1, 4),
    from: wholeOption(options, "from", 0, 0),
    sexRatioAtBirth: positiveOption(options, "sex-ratio", 1.05),
    destinations: textOption(options, "destinations") ?? null,
  };
}

/** Shares of those who leave, from a file with columns from, to and share. */
async function destinationsOf(
  file: string,
  areas: readonly string[],
): Promise<readonly Float64Array[]> {
  const table = readCsv(await readDelivered(file, file));
  const shares = numberColumn(table, "share");
  const matrix = areas.map(() => new Float64Array(areas.length));
  const [from, to] = [nameColumn(table, "from"), nameColumn(table, "to")];
  const find = (name: string, column: string, at: number): number => {
    const place = areas.indexOf(name);
    if (place >= 0) return place;
    const { line } = table.rows[at]!;
    throw malformed(
      { file: table.file, line, column },
      `there is no area "${name}"; there are ${areas.join(", ")}.`,
    );
  };
  for (const [at, share] of shares.entries())
    matrix[find(from[at]!, "from", at)]![find(to[at]!, "to", at)]! += share;
  return matrix;
}

const populationOf = ({ female, male }: Period) => ({
  female: [...female.population],
  ...(male === undefined ? {} : { male: [...male.population] }),
});

function dwellingsOf(period: Period, { headship }: AreaToProject, vacancy: number) {
  if (headship === null) return {};
  const people = { female: period.female.population, male: period.male?.population };
  const { households, dwellings } = householdsOf(people, headship, { vacancy });
  return { households, dwellings };
}

/** The long run of the rates of the first period; null where no children are born. */
function stableOf(
  { rates: [rates] }: AreaToProject,
  options: { width: number; sexRatioAtBirth: number },
) {
  if (!Array.from(rates.fertility).some((rate) => rate > 0)) return null;
  const found: StablePopulation = stablePopulation(leslieMatrix(rates, options), options.width);
  const { growthFactor, intrinsicRate, ageShares } = found;
  return { growthFactor, intrinsicRate, ageShares: [...ageShares] };
}

type Labelled = { readonly from: number; readonly to: number };

function answerOf(
  cohorts: Cohorts,
  areas: readonly AreaToProject[],
  projected: readonly AreasPeriod[],
  parameters: ReturnType<typeof settings> & { readonly width: number },
): Answer {
  const { width, vacancy } = parameters;
  const label = (at: number): Labelled => ({
    from: parameters.from + at * width,
    to: parameters.from + (at + 1) * width,
  });
  const rows = areas.map((area, place) => ({
    id: area.name,
    periods: projected.map(({ areas: all }, at) => {
      const { female, male, ...balance } = all[place]!;
      const homes = dwellingsOf(all[place]!, area, vacancy);
      return { ...label(at), ...balance, ...homes, population: populationOf(all[place]!) };
    }),
    stable: stableOf(area, parameters),
  }));
  const totals = projected.map(({ areas: _, ...balance }, at) => {
    const own = rows.map(({ periods }) => periods[at]!);
    const sum = (of: (row: (typeof own)[number]) => number | undefined) =>
      own.reduce((total, row) => total + (of(row) ?? 0), 0);
    const homes =
      parameters.headship === null
        ? {}
        : { households: sum((row) => row.households), dwellings: sum((row) => row.dwellings) };
    return { ...label(at), ...balance, ...homes };
  });
  const lines = totals.map(
    (one) =>
      `${one.from}–${one.to}: ${significant(one.start)} + ${significant(one.births)} births − ${significant(one.deaths)} deaths ${one.netMigration < 0 ? "−" : "+"} ${significant(Math.abs(one.netMigration))} migration = ${significant(one.end)}${"dwellings" in one ? `, ${significant(one.dwellings ?? 0)} dwellings` : ""}`,
  );
  return { parameters, results: { ages: cohorts.ages, periods: totals, areas: rows }, lines };
}

const column = (name: string, about: string) =>
  ({ type: "string", value: "C", about: `${about}, default ${name}` }) as const;

/** `krachtwijk measure project`. */
export const projectMethod: Method = {
  name: "project",
  usage: "INPUT.csv [--periods N] [--from YEAR] [--area C] …",
  about:
    "How many people there will be, by age and sex: births, deaths and migration, in periods of one age group.",
  help: [
    "One row per area, sex and age group (0-4, 5-9 … 85+; the last one open-ended), with the population at the begin, the share",
    "alive a period later, births per woman per year, and who comes less who goes in a period. A row with age birth has the",
    "share of those born in a period who are alive at its end. In every period end = start + births − deaths + net migration.",
    "With headship rates it says how many households that makes. Rates that change have a row per period (--period).",
    "",
    "  krachtwijk measure project examples/measure/population.csv --from 2025 --periods 4 --vacancy 0.02",
  ],
  options: {
    area: column("area, if there is one", "column of area names"),
    sex: column("sex", "column of female and male"),
    age: column("age", "column of age groups"),
    population: column("population", "column of people at the begin"),
    survival: column("survival", "column of shares alive a period later"),
    "person-years": {
      type: "string",
      value: "C",
      about: "instead of survival: column of person-years of a life table",
    },
    radix: { type: "string", value: "N", about: "births of that life table, default 100000" },
    "survival-at-birth": {
      type: "string",
      value: "SHARE",
      about: "instead of rows with age birth",
    },
    fertility: column("fertility", "column of births per woman per year"),
    migration: column(
      "migration, if there is one",
      "column of those who come less those who go in a period",
    ),
    "in-migration": { type: "string", value: "C", about: "instead: column of those who come" },
    "out-migration": { type: "string", value: "C", about: "and column of those who go" },
    "migration-as": {
      type: "string",
      value: "count|rate",
      about: "net or out as persons or as share of those at the begin; default count",
    },
    "migration-timing": {
      type: "string",
      value: "half|begin|end",
      about: "when in a period; default half at each",
    },
    destinations: {
      type: "string",
      value: "D.csv",
      about: "from,to,share: where those who leave an area go",
    },
    headship: column("headship, if there is one", "column of shares who lead a household"),
    vacancy: {
      type: "string",
      value: "SHARE",
      about: "share of dwellings that stand empty, default 0",
    },
    period: column("period, if there is one", "column of period numbers, for rates that change"),
    periods: { type: "string", value: "N", about: "how many, default 4" },
    from: { type: "string", value: "YEAR", about: "of the population at the begin, default 0" },
    "sex-ratio": { type: "string", value: "N", about: "boys per girl at birth, default 1.05" },
  },
  async run({ table, values: options }) {
    const asked = settings(table, options);
    const cohorts = cohortsOf(table, asked);
    const areas = areasOf(cohorts, asked);
    const parameters = { ...asked, width: cohorts.width };
    const destinations =
      asked.destinations === null
        ? undefined
        : await destinationsOf(asked.destinations, cohorts.areas);
    const projected = projectAreas(areas, { ...parameters, destinations });
    return answerOf(cohorts, areas, projected, parameters);
  },
};
