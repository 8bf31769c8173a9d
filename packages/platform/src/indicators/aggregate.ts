import {
  addCounts,
  addMeans,
  addRatios,
  type Coverage,
  coverageOf,
  isCovered,
  type MemberCount,
} from "@krachtwijk/measure/aggregation";
import type { Area } from "#areas";
import { comparePeriods, type Period, type ReleaseId } from "#kernel";
import type { Whole } from "./aggregate-members.ts";
import { dimensionOf } from "./measurement-unit.ts";
import type { Figure, Indicator, Reading } from "./types.ts";

/** One indicator of one area or grouping, added up from its members. */
export interface Aggregate {
  readonly area: Area;
  readonly period: Period;
  /** A value; for a sum with members missing a bound, for it is at least that; or why there is none. */
  readonly reading: Reading;
  readonly counts: Figure["counts"];
  /** Why there is no value, in words; null where there is one. */
  readonly why: string | null;
  readonly coverage: Coverage;
  /** Between which ends the figure of all members lies; null where nothing bounds it. */
  readonly range: { readonly least: number; readonly most: number } | null;
  readonly status: Figure["status"];
  /** The releases that its members' figures are from. */
  readonly releases: readonly ReleaseId[];
  /** The boundaries that its members are of, `district 2022`; null: of no year in particular. */
  readonly boundaries: string | null;
}

/** What is needed to add up an indicator. */
export interface AggregateInput {
  readonly indicator: Pick<Indicator, "unit" | "total" | "denominator" | "rounding">;
  readonly figures: readonly Figure[];
  /** Figures of the count that the indicator is measured over, for weights and coverage; empty: not known. */
  readonly sizes: readonly Figure[];
  readonly wholes: readonly Whole[];
  /** One period; null: every one that has figures. */
  readonly period: string | null;
  /** Share of all, by size or else by number, below which no figure is given. 0 to 1. */
  readonly minimumCoverage: number;
}

/** A member of a whole in one period, with what is known of it. */
interface Member {
  readonly figure: Figure | undefined;
  readonly size: number | null;
}

/** How an indicator is added up; null: it cannot be. */
export type AddingUp = "sum" | "ratio" | "mean";

/** How an indicator is added up: counts as sums, shares from counts, means by what they are a mean over; null: not at all. */
export function addingUpOf({
  unit,
  total,
  denominator,
}: AggregateInput["indicator"]): AddingUp | null {
  if (total !== null) return total.kind;
  const isPart = unit === "share" || unit.startsWith("per-") || unit === "count";
  return isPart || denominator === null ? null : "mean";
}

/** A reading of a count as what is known of it: `< 10` is 0 to 9. */
function countIn(reading: Reading | undefined): MemberCount {
  if (reading === undefined || reading.kind === "gap") return null;
  const { value } = reading;
  if (reading.kind === "value") return value;
  switch (reading.op) {
    case "<":
      return { least: 0, most: Math.max(0, Math.ceil(value) - 1) };
    case "<=":
      return { least: 0, most: value };
    case ">":
      return { least: Math.floor(value) + 1, most: Number.POSITIVE_INFINITY };
    case ">=":
      return { least: value, most: Number.POSITIVE_INFINITY };
  }
}

/** What the members are together, before it is decided whether that may be told. */
type Together = Pick<Aggregate, "counts" | "coverage" | "range"> & {
  readonly value: number | null;
  /** Whether the value is of all members; of a sum over some of them it is only the least that it can be. */
  readonly isWhole: boolean;
};

function sumOf(members: readonly Member[]): Together {
  const counts = members.map(({ figure }) => countIn(figure?.reading));
  const { known, of, least, most } = addCounts(counts);
  const coverage = coverageOf(
    members.map(({ size }, at) => ({ isKnown: typeof counts[at] === "number", size })),
  );
  return {
    value: least,
    counts: null,
    coverage,
    range: most === Number.POSITIVE_INFINITY ? null : { least, most },
    isWhole: known === of,
  };
}

function ratioOf(members: readonly Member[]): Together {
  const { numerator, denominator, ratio, range, coverage } = addRatios(
    members.map(({ figure, size }) =>
      figure?.counts ? figure.counts : { numerator: null, denominator: size },
    ),
  );
  const counts = ratio === null ? null : { numerator, denominator };
  return { value: ratio, counts, coverage, range, isWhole: true };
}

function meanOf(members: readonly Member[]): Together {
  const { mean, coverage } = addMeans(
    members.map(({ figure, size }) => ({
      mean: figure?.reading.kind === "value" ? figure.reading.value : null,
      weight: size,
    })),
  );
  return { value: mean, counts: null, coverage, range: null, isWhole: true };
}

const ways: Readonly<Record<AddingUp, (members: readonly Member[]) => Together>> = {
  sum: sumOf,
  ratio: ratioOf,
  mean: meanOf,
};

/** What the members are together, by the way in which the indicator is added up. */
function told(
  way: AddingUp,
  together: Together,
  minimum: number,
): Pick<Aggregate, "reading" | "why"> {
  const none = (why: string) => ({ reading: { kind: "gap", why: "not-available" } as const, why });
  const { value, coverage, isWhole } = together;
  const { known, of } = coverage.members;
  const what = { sum: "a count", ratio: "counts", mean: "a value and a weight" }[way];
  if (known === 0 || value === null) return none(`none of ${of} members has ${what}`);
  if (!isCovered(coverage, minimum))
    return none(
      `${known} of ${of} members have ${what}${coverage.size === null ? "" : `, ${coverage.size.toFixed(3)} of all`}; at least ${minimum} is asked`,
    );
  if (isWhole) return { reading: { kind: "value", value, decimals: null }, why: null };
  const why = `${of - known} of ${of} members have no count: it is at least this`;
  return { reading: { kind: "bound", op: ">=", value, decimals: null }, why };
}

/** A ratio of counts is a share; per thousand it is a thousand times that. */
function inUnit(together: Together, way: AddingUp, { unit }: Pick<Indicator, "unit">): Together {
  const { size } = dimensionOf(unit);
  if (way !== "ratio" || size === 1) return together;
  const scaled = (value: number) => Number((value / size).toPrecision(15));
  const { value, range } = together;
  return {
    ...together,
    value: value === null ? null : scaled(value),
    range: range && { least: scaled(range.least), most: scaled(range.most) },
  };
}

/** Published values are multiples of a base; counts and ends that are not rounded would undo that. */
function rounded(one: Aggregate, { rounding }: Pick<Indicator, "rounding">): Aggregate {
  if (rounding === null || one.reading.kind === "gap") return one;
  const value = Math.round(one.reading.value / rounding.base) * rounding.base;
  return { ...one, reading: { ...one.reading, value }, counts: null, range: null };
}

const statuses = ["provisional", "revised", "final"] as const;

function byPlace(figures: readonly Figure[]): ReadonlyMap<string, Figure> {
  return new Map(figures.map((figure) => [`${figure.area} ${figure.period.id}`, figure]));
}

/**
 * Adds figures up to larger areas and groupings: counts as sums, shares from counts, means by what they are a mean over. A share of
 * which the counts are not known cannot be added up; the reason stands in its place. A missing member is never a silent 0.
 * Source: docs/methods/aggregation.md.
 *
 * @returns one for every whole and period; empty when the indicator cannot be added up
 */
export function aggregate(input: AggregateInput): readonly Aggregate[] {
  const { indicator, figures, wholes, minimumCoverage } = input;
  const way = addingUpOf(indicator);
  if (way === null) return [];
  const byId = new Map(figures.map(({ period }) => [period.id, period]));
  const periods = [...byId.values()]
    .filter(({ id }) => input.period === null || id === input.period)
    .sort(comparePeriods);
  const [own, sizes] = [byPlace(figures), byPlace(input.sizes)];
  return wholes.flatMap(({ area, members, boundaries }) =>
    periods.map((period): Aggregate => {
      const parts = members.map(({ id }): Member => {
        const size = sizes.get(`${id} ${period.id}`)?.reading;
        return {
          figure: own.get(`${id} ${period.id}`),
          size: size?.kind === "value" ? size.value : null,
        };
      });
      const together = inUnit(ways[way](parts), way, indicator);
      const used = parts.flatMap(({ figure }) => (figure === undefined ? [] : [figure]));
      const answer = told(way, together, minimumCoverage);
      const whole = {
        area,
        period,
        ...answer,
        counts: answer.reading.kind === "gap" ? null : together.counts,
        coverage: together.coverage,
        range: together.range,
        status: statuses.find((one) => used.some(({ status }) => status === one)) ?? "final",
        releases: [...new Set(used.map(({ release }) => release))].sort(),
        boundaries,
      };
      return rounded(whole, indicator);
    }),
  );
}
