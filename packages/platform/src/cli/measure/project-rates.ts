import type {
  BySex,
  Migration,
  ProjectedArea,
  Rates,
  SexRates,
} from "@krachtwijk/measure/population";
import { survivalRatios } from "@krachtwijk/measure/population";
import { malformed } from "#intake";
import { Refusal } from "#kernel";
import { numberColumn } from "./columns.ts";
import type { Cohort, Cohorts } from "./project-cohorts.ts";

/** The columns of numbers, and how they are meant. */
export interface RateColumns {
  readonly population: string;
  readonly survival: string;
  readonly personYears: string | null;
  readonly radix: number;
  readonly survivalAtBirth: number | null;
  readonly fertility: string;
  readonly migration: string | null;
  readonly inMigration: string | null;
  readonly outMigration: string | null;
  readonly migrationAs: "count" | "rate";
  readonly headship: string | null;
}

/** Reads numbers of a cohort, each column once. */
type Pick = (column: string, cohort: Cohort) => Float64Array;

function picker({ table }: Cohorts): Pick {
  const columns = new Map<string, Float64Array>();
  return (column, { rows }) => {
    const all = columns.get(column) ?? numberColumn(table, column, "keep");
    columns.set(column, all);
    return Float64Array.from(rows, (at) => {
      const value = all[at]!;
      if (Number.isNaN(value))
        throw malformed(
          { file: table.file, line: table.rows[at]!.line, column },
          "a number is expected here; this cell is empty. Write 0 where there is none.",
        );
      return value;
    });
  };
}

function survivalAtBirthOf(
  cohorts: Cohorts,
  cohort: Cohort,
  columns: RateColumns,
  pick: Pick,
): number {
  if (columns.survivalAtBirth !== null) return columns.survivalAtBirth;
  if (cohort.birth !== null) return pick(columns.survival, { ...cohort, rows: [cohort.birth] })[0]!;
  throw malformed(
    { file: cohorts.table.file },
    `${cohort.area}, ${cohort.sex}: how many of those born are alive at the end of the period is not said. Add a row with age birth and their survival, or give --survival-at-birth.`,
  );
}

function migrationOf(cohort: Cohort, columns: RateColumns, pick: Pick): Migration | undefined {
  const { migration, inMigration, outMigration, migrationAs } = columns;
  if (inMigration !== null && outMigration !== null) {
    const [arrived, left] = [pick(inMigration, cohort), pick(outMigration, cohort)];
    return migrationAs === "count"
      ? { kind: "in-out", in: arrived, out: left }
      : { kind: "in-out-rate", in: arrived, outRates: left };
  }
  if (inMigration !== null || outMigration !== null)
    throw new Refusal("usage-wrong", "--in-migration and --out-migration go together.");
  if (migration === null) return undefined;
  const values = pick(migration, cohort);
  return migrationAs === "count"
    ? { kind: "net", counts: values }
    : { kind: "net-rate", rates: values };
}

function sexRatesOf(cohorts: Cohorts, cohort: Cohort, columns: RateColumns, pick: Pick): SexRates {
  const migration = migrationOf(cohort, columns, pick);
  if (columns.personYears !== null) {
    const years = pick(columns.personYears, cohort);
    const { atBirth, survival } = survivalRatios(years, {
      radix: columns.radix,
      width: cohorts.width,
    });
    return { survivalAtBirth: columns.survivalAtBirth ?? atBirth, survival, migration };
  }
  const survivalAtBirth = survivalAtBirthOf(cohorts, cohort, columns, pick);
  return { survivalAtBirth, survival: pick(columns.survival, cohort), migration };
}

/** An area to project, and the headship rates of its people. */
export interface AreaToProject extends ProjectedArea {
  readonly name: string;
  readonly rates: readonly [Rates, ...Rates[]];
  readonly headship: BySex | null;
}

/** Reads populations and rates per area. @throws {Refusal} input-malformed */
export function areasOf(cohorts: Cohorts, columns: RateColumns): readonly AreaToProject[] {
  const pick = picker(cohorts);
  const isWithMen = cohorts.all.some(({ sex }) => sex === "male");
  const find = (area: string, period: number, sex: Cohort["sex"]): Cohort => {
    const cohort = cohorts.all.find(
      (one) => one.area === area && one.period === period && one.sex === sex,
    );
    if (cohort !== undefined) return cohort;
    const where = `${area}${cohorts.periods.length > 1 ? `, period ${period}` : ""}`;
    throw malformed({ file: cohorts.table.file }, `${where}: there are no rows for ${sex}.`);
  };
  const bySex = (area: string, column: string): BySex => ({
    female: pick(column, find(area, cohorts.periods[0]!, "female")),
    male: isWithMen ? pick(column, find(area, cohorts.periods[0]!, "male")) : undefined,
  });
  return cohorts.areas.map((name) => {
    const [first, ...later] = cohorts.periods.map((period): Rates => {
      const women = find(name, period, "female");
      const rates = (cohort: Cohort) => sexRatesOf(cohorts, cohort, columns, pick);
      return {
        female: rates(women),
        male: isWithMen ? rates(find(name, period, "male")) : undefined,
        fertility: pick(columns.fertility, women),
      };
    });
    return {
      name,
      start: bySex(name, columns.population),
      rates: [first!, ...later],
      headship: columns.headship === null ? null : bySex(name, columns.headship),
    };
  });
}
