import { malformed, type Table } from "#intake";
import { nameColumn, numberColumn, textColumn } from "./columns.ts";

/** The rows of one sex in one area and period: one per age group, and the one of those born, if there is one. */
export interface Cohort {
  readonly area: string;
  readonly period: number;
  readonly sex: "female" | "male";
  readonly rows: readonly number[];
  readonly birth: number | null;
}

/** A table of people by area, period, sex and age. */
export interface Cohorts {
  readonly table: Table;
  /** Labels from young to old. */
  readonly ages: readonly string[];
  /** Years in an age group. */
  readonly width: number;
  readonly areas: readonly string[];
  readonly periods: readonly number[];
  readonly all: readonly Cohort[];
}

/** The columns that say whom a row is about; null where there is none. */
export interface CohortColumns {
  readonly area: string | null;
  readonly period: string | null;
  readonly sex: string;
  readonly age: string;
}

const sexes: Readonly<Record<string, "female" | "male">> = {
  female: "female",
  f: "female",
  women: "female",
  male: "male",
  m: "male",
  men: "male",
};

/** The youngest age of `5-9`, `85+` or `85`; −1 for those born in the period. */
function youngest(text: string): number | null {
  if (/^births?$/i.test(text)) return -1;
  const [, from] = /^(\d+)\s*(?:[-–]\s*\d+|\+|(?:and|or) (?:over|older))?$/.exec(text) ?? [];
  return from === undefined ? null : Number(from);
}

/** The age groups of the table, all as wide. */
function agesOf(table: Table, column: string, from: readonly number[], texts: readonly string[]) {
  const labels = new Map(from.map((age, at) => [age, texts[at]!]));
  labels.delete(-1);
  const sorted = [...labels.keys()].sort((a, b) => a - b);
  const [first, second] = sorted;
  const place = { file: table.file, column };
  if (first !== 0 || second === undefined)
    throw malformed(place, "age groups from 0 on are expected, such as 0-4, 5-9 … 85+.");
  for (const [at, age] of sorted.entries())
    if (age !== at * second)
      throw malformed(
        place,
        `age groups of ${second} years are expected; after ${labels.get(sorted[at - 1]!)} comes ${labels.get(age)}.`,
      );
  return { ages: sorted.map((age) => labels.get(age)!), width: second, youngest: sorted };
}

/** Reads who each row is about. @throws {Refusal} input-malformed with file, line and column */
export function cohortsOf(table: Table, columns: CohortColumns): Cohorts {
  const ages = textColumn(table, columns.age);
  const names = textColumn(table, columns.sex);
  const areas = columns.area === null ? ages.map(() => "all") : nameColumn(table, columns.area);
  const periods =
    columns.period === null ? ages.map(() => 1) : [...numberColumn(table, columns.period)];
  const placeOf = (at: number, column: string) => ({
    file: table.file,
    line: table.rows[at]!.line,
    column,
  });
  const from = ages.map((text, at) => {
    const age = youngest(text);
    if (age !== null) return age;
    throw malformed(
      placeOf(at, columns.age),
      `"${text}" is no age group; expected 5-9, 85+ or birth.`,
    );
  });
  const { ages: labels, width, youngest: bounds } = agesOf(table, columns.age, from, ages);
  const found = new Map<
    string,
    { cohort: Omit<Cohort, "rows" | "birth">; rows: Map<number, number> }
  >();
  for (const [at, name] of names.entries()) {
    const sex = sexes[name.toLowerCase()];
    if (sex === undefined)
      throw malformed(placeOf(at, columns.sex), `"${name}" is no sex; expected female or male.`);
    const cohort = { area: areas[at]!, period: periods[at]!, sex };
    const key = JSON.stringify(cohort);
    const own = found.get(key) ?? { cohort, rows: new Map<number, number>() };
    const before = own.rows.get(from[at]!);
    if (before !== undefined)
      throw malformed(
        placeOf(at, columns.age),
        `${sex}, ${ages[at]} was on line ${table.rows[before]!.line} already; name the areas with --area, or the periods with --period.`,
      );
    own.rows.set(from[at]!, at);
    found.set(key, own);
  }
  const all = [...found.values()].map(({ cohort, rows }): Cohort => {
    const missing = bounds.findIndex((age) => !rows.has(age));
    if (missing >= 0)
      throw malformed(
        { file: table.file, column: columns.age },
        `${cohort.area}, ${cohort.sex}: there is no row for ${labels[missing]}.`,
      );
    return { ...cohort, rows: bounds.map((age) => rows.get(age)!), birth: rows.get(-1) ?? null };
  });
  return {
    table,
    ages: labels,
    width,
    areas: [...new Set(areas)],
    periods: [...new Set(periods)].sort((a, b) => a - b),
    all,
  };
}
