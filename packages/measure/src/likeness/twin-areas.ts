import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireCount,
  requireWhole,
} from "../numeric/index.ts";
import {
  apartness,
  type LikenessColumn,
  type NumberColumn,
  requireColumns,
  requireNumberColumns,
} from "./columns.ts";
import { type DistanceParts, gowerParts } from "./gower.ts";
import { spreadOf, whitened } from "./whiten.ts";

/** How far apart two areas are: in standard deviations, allowing for what goes together; or as a share of the range. */
export type LikenessDistance = "mahalanobis" | "gower";

/** What one column has to do with two areas being twins. */
export interface TwinReason {
  readonly column: string;
  /** The value of the area asked about, and of its twin. */
  readonly own: number | string;
  readonly other: number | string;
  /** What this column adds to the distance, 0 or more; together they are the distance. */
  readonly contribution: number;
  /** How many of the other areas are farther away in this column than the twin is, and how many are nearer. */
  readonly farther: number;
  readonly nearer: number;
  /** Alike if more are farther than nearer, or as many; different otherwise; unknown if a value is missing. */
  readonly verdict: "alike" | "different" | "unknown";
}

/** An area that is like the one asked about. */
export interface TwinArea {
  /** Which one, from 0. */
  readonly area: number;
  readonly distance: number;
  /** One per column, the smallest contribution first. */
  readonly reasons: readonly TwinReason[];
}

/**
 * The areas that are most like one, and why.
 *
 * Mahalanobis: d² = (x − y)ᵀ S⁻¹ (x − y), S the covariance over all areas (n − 1). A difference in two columns that go
 * together counts once, not twice. d² is split over the columns by the corr-max transformation; a column's contribution
 * is its part of d² divided by d, so that the contributions are 0 or more and add up to d.
 * Gower: d = Σ wₖ dₖ / Σ wₖ, dₖ = |xₖ − yₖ| / range for numbers, 0 or 1 for words; columns with a gap in either area
 * are left out. Contributions are wₖ dₖ / Σ wₖ.
 *
 * @param columns one value per area each; numbers without gaps for Mahalanobis
 * @param area which area, from 0
 * @param options.distance default mahalanobis; `count` of twins, default 5; `weights` per column, Gower only, default 1
 * @returns the nearest first; fewer than `count` if there are not so many
 * @throws {MeasureError} too-few below 3 areas or if nothing can be compared; no-variance if a column of numbers is the
 * same everywhere; singular if columns follow from each other (Mahalanobis); not-finite; length-mismatch; out-of-range
 *
 * @example
 * import { twinAreas } from "@krachtwijk/measure/likeness";
 * const columns = [
 *   { name: "income", values: [20, 21, 30, 24] },
 *   { name: "built", values: ["before 1945", "before 1945", "after 2000", "after 2000"] },
 * ];
 * const [twin] = twinAreas(columns, 0, { distance: "gower", count: 1 });
 * twin.area; // → 1
 * twin.distance; // → 0.05
 * twin.reasons.map(({ column, contribution }) => [column, contribution]); // → [["built", 0], ["income", 0.05]]
 *
 * Source: Mahalanobis (1936), Proc. National Institute of Sciences of India 2, 49–55; Gower (1971), Biometrics 27,
 * 857–871; Garthwaite & Koch (2016), Aust. N. Z. J. Stat. 58(1), 99–119.
 */
export function twinAreas(
  columns: readonly LikenessColumn[],
  area: number,
  options: {
    readonly distance?: LikenessDistance;
    readonly count?: number;
    readonly weights?: Numbers;
  } = {},
): readonly TwinArea[] {
  const { distance = "mahalanobis", count = 5, weights } = options;
  const areas = columns[0]?.values.length ?? 0;
  requireColumns(columns, areas);
  requireCount("areas", areas, 3);
  requireWhole("area", area, 0);
  requireBetween("area", area, 0, areas - 1);
  requireWhole("count", count, 1);
  const partsTo: DistanceParts =
    distance === "gower" ? gowerParts(columns, area, weights) : mahalanobisParts(columns, area);
  const found: { area: number; parts: Float64Array; distance: number }[] = [];
  for (let other = 0; other < areas; other++) {
    const parts = other === area ? undefined : partsTo(other);
    if (parts === undefined) continue;
    const distance = total(parts);
    const last = found[count - 1];
    if (last !== undefined && distance >= last.distance) continue;
    // Behind those that are as near: they come before it in the data.
    const place = found.findLastIndex((one) => one.distance <= distance) + 1;
    found.splice(place, 0, { area: other, parts, distance });
    if (found.length > count) found.pop();
  }
  if (found.length === 0)
    throw new MeasureError(
      "too-few",
      "No other area has a value in a column in which this one has; there is nothing to compare.",
    );
  return found.map(({ parts, ...twin }) => ({
    ...twin,
    reasons: columns
      .map((column, at) => reasonOf(column, area, twin.area, parts[at]!))
      .sort((one, other) => one.contribution - other.contribution),
  }));
}

function total(parts: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < parts.length; at++) sum += parts[at]!;
  return sum;
}

/** Parts of Mahalanobis' distance. @throws {MeasureError} */
function mahalanobisParts(columns: readonly LikenessColumn[], area: number): DistanceParts {
  const areas = columns[0]!.values.length;
  const words = columns.find(({ values }) => typeof values[0] === "string");
  if (words !== undefined)
    throw new MeasureError(
      "not-finite",
      `${words.name} has words; Mahalanobis' distance needs numbers. Use Gower's distance, or leave it out.`,
      { name: words.name },
    );
  const numbers = columns as readonly NumberColumn[];
  requireNumberColumns(numbers, areas);
  const turned = whitened(
    numbers.map(({ values }) => values),
    spreadOf(numbers),
  );
  return (other) => {
    const squares = Float64Array.from(turned, (values) => (values[other]! - values[area]!) ** 2);
    const distance = Math.sqrt(total(squares));
    return distance === 0 ? squares : squares.map((square) => square / distance);
  };
}

/** Whether two areas are alike in one column, compared with the other areas. */
function reasonOf(
  { name, values }: LikenessColumn,
  area: number,
  twin: number,
  contribution: number,
): TwinReason {
  const [own, other] = [values[area]!, values[twin]!];
  const apart = (at: number) => apartness(own, values[at]!);
  const reach = apart(twin);
  let [farther, nearer] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (at === area || at === twin) continue;
    if (apart(at) > reach) farther++;
    else if (apart(at) < reach) nearer++;
  }
  const known = farther >= nearer ? "alike" : "different";
  const verdict = Number.isNaN(reach) ? "unknown" : known;
  return { column: name, own, other, contribution, farther, nearer, verdict };
}
