import { MeasureError, type Numbers, requireFinite, requireSameLength } from "../numeric/index.ts";
import type { Labels } from "./design-stage.ts";

/** What is known of the population: how many are in each category of a variable. */
export interface Margin {
  readonly variable: string;
  /** Category of each row. */
  readonly categories: Labels;
  /** Category → how many in the population; the report has them in this order. */
  readonly totals: Readonly<Record<string, number>> | ReadonlyMap<string, number>;
}

/** A margin with its categories numbered. */
export interface NumberedMargin {
  readonly variable: string;
  readonly names: readonly string[];
  readonly targets: Float64Array;
  /** Row → category. */
  readonly categoryOf: Int32Array;
}

function checkTarget(variable: string, category: string, total: number): void {
  if (Number.isFinite(total) && total >= 0) return;
  throw new MeasureError(
    "out-of-range",
    `${variable} ${category}: the population total is ${total}; it must be a number of at least 0.`,
    { variable, category, total },
  );
}

/** The category of each row. @throws {MeasureError} unknown-name for one that has no total */
function numbered({ variable, categories, totals }: Margin, weights: Float64Array): NumberedMargin {
  const known = totals instanceof Map ? totals : new Map(Object.entries(totals));
  const names = [...known.keys()];
  for (const name of names) checkTarget(variable, name, known.get(name)!);
  const places = new Map(names.map((name, at) => [name, at]));
  const categoryOf = Int32Array.from({ length: categories.length }, (_, row) => {
    const category = String(categories[row]);
    const place = places.get(category);
    if (place !== undefined) return place;
    throw new MeasureError(
      "unknown-name",
      `${variable} "${category}" (row ${row}) has no population total; add it to the margins, or join it with a category that is there: ${names.slice(0, 5).join(", ")}.`,
      { variable, category, row },
    );
  });
  const margin = {
    variable,
    names,
    targets: Float64Array.from(known.values()),
    categoryOf,
  };
  checkCells(margin, weights);
  return margin;
}

/** @throws {MeasureError} empty-group where the population has people and the sample none, or the other way round */
function checkCells(
  { variable, names, targets, categoryOf }: NumberedMargin,
  weights: Float64Array,
) {
  const held = new Float64Array(names.length);
  for (let row = 0; row < weights.length; row++)
    held[categoryOf[row]!] = held[categoryOf[row]!]! + weights[row]!;
  for (const [at, name] of names.entries()) {
    const isEmpty = held[at] === 0;
    if (isEmpty === (targets[at] === 0)) continue;
    const sentence = isEmpty
      ? `${targets[at]} in the population and nobody in the sample, so nobody can stand for them; join this category with another.`
      : "nobody in the population but somebody in the sample; correct the total, or leave these rows out.";
    const facts = { variable, category: name };
    throw new MeasureError("empty-group", `${variable} "${name}": ${sentence}`, facts);
  }
}

/** @throws {MeasureError} out-of-range if two margins add up to different populations */
function agreed(
  margins: readonly NumberedMargin[],
  scaleTotals: boolean,
): readonly NumberedMargin[] {
  const [first, ...others] = margins.map(({ targets }) => targets.reduce((a, b) => a + b, 0));
  for (const [at, sum] of others.entries())
    if (!scaleTotals && Math.abs(sum - first!) > 1e-9 * first!)
      throw new MeasureError(
        "out-of-range",
        `${margins[0]!.variable} adds up to ${first} and ${margins[at + 1]!.variable} to ${sum}: no weights can hit both. Correct the totals, or have them scaled to the first.`,
        { first: first!, second: sum },
      );
  return margins.map((margin, at) =>
    at === 0
      ? margin
      : { ...margin, targets: margin.targets.map((t) => (t * first!) / others[at - 1]!) },
  );
}

/** Margins checked against the sample and each other. */
export function checkedMargins(
  weights: Float64Array,
  margins: readonly Margin[],
  scaleTotals: boolean,
): readonly NumberedMargin[] {
  if (margins.length === 0)
    throw new MeasureError(
      "too-few",
      "no margins are given; name at least one variable with its totals.",
    );
  const found = margins.map((margin) => {
    requireSameLength(margin.variable, margin.categories as Numbers, "weights", weights.length);
    return numbered(margin, weights);
  });
  return agreed(found, scaleTotals);
}

/** Weights to begin with. @throws {MeasureError} not-finite; out-of-range below 0; empty-group if all are 0 */
export function startingWeights(weights: Numbers): Float64Array {
  requireFinite("weights", weights);
  const start = Float64Array.from(weights);
  const below = start.findIndex((weight) => weight < 0);
  if (below >= 0)
    throw new MeasureError(
      "out-of-range",
      `weights[${below}] is ${start[below]}; a weight to begin with must be 0 or more.`,
      { row: below },
    );
  if (!start.some((weight) => weight > 0))
    throw new MeasureError("empty-group", "all weights are 0, so there is nothing to rake.");
  return start;
}
