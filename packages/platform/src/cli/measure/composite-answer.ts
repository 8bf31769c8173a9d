import {
  type Classes,
  type CompositeIndex,
  classify,
  correlation,
  cronbachAlpha,
  judgementWeights,
  screenAreas,
  varianceShares,
} from "@krachtwijk/measure/composite";
import { MeasureError } from "@krachtwijk/measure/numeric";
import type { CompositeInput } from "./composite-input.ts";

/** What the table and the index are, together. */
export interface Made extends CompositeInput {
  readonly index: CompositeIndex;
  /** The scores of all nodes, in the order of `index.names`. */
  readonly scores: readonly Float64Array[];
}

/** Numbers by name; a gap is left out. */
export const named = (
  names: readonly string[],
  value: (at: number) => number,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    names.flatMap((name, at) => (Number.isNaN(value(at)) ? [] : [[name, value(at)] as const])),
  );

/** A number, or null for a gap. */
export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** An answer that may not exist: null where the figures have none. */
export function ifPossible<Result>(ask: () => Result): Result | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof MeasureError) return null;
    throw error;
  }
}

/** Asks, and tells an impossible question about a row by the name of its area. */
export function byName<Result>({ rows }: CompositeInput, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof MeasureError) || typeof error.facts["row"] !== "number") throw error;
    const { name, at, row } = error.facts;
    const period = rows.periods === null ? "" : ` in ${rows.periods[row]}`;
    const sentence = error.message.replace(
      `${name}[${at}]`,
      `${name} of "${rows.ids[row]}"${period}`,
    );
    throw new MeasureError(error.code, sentence, error.facts);
  }
}

/** Which row of the table an area is. */
export const areaOf = ({ rows }: CompositeInput, row: number) => ({
  id: rows.ids[row]!,
  ...(rows.periods === null ? {} : { period: rows.periods[row]! }),
});

function classesOf({ file, index }: Made): Classes | null {
  return file.classes === undefined ? null : classify(index.score, file.classes);
}

/** One line per area (and period) that takes part, in the order of the table. */
export function scoreLines(made: Made) {
  const { index, scores, file } = made;
  const count = index.indicatorCount;
  const indicators = index.names.slice(0, count);
  const dimensions = index.names.slice(count, -1);
  const classes = classesOf(made);
  return Array.from(index.rows, (row, at) => {
    const missing = indicators.filter((_, node) => Number.isNaN(scores[node]![at]!));
    const own = classes?.classes[at] ?? Number.NaN;
    return {
      ...areaOf(made, row),
      score: orNull(index.score[at]!),
      rank: orNull(index.ranks[at]!),
      ...(classes === null
        ? {}
        : { class: orNull(own), label: file.classes?.labels?.[own] ?? null }),
      contributions: named(indicators, (node) => index.contributions[node]![at]!),
      dimensions: named(dimensions, (node) => scores[count + node]![at]!),
      dimensionContributions: named(dimensions, (node) => index.contributions[count + node]![at]!),
      ...(missing.length === 0 ? {} : { missing }),
    };
  });
}

/** Where classes are cut, and how many areas each has. */
export function classLines(made: Made) {
  const classes = classesOf(made);
  if (classes === null) return null;
  const count = classes.cutOffs.length + 1;
  const sizes = Array.from(
    { length: count },
    (_, at) => classes.classes.filter((one) => one === at).length,
  );
  return { cutOffs: Array.from(classes.cutOffs), labels: made.file.classes?.labels ?? null, sizes };
}

/** What each indicator is, what was done to it, and how much it counts. */
export function indicatorLines({ index, file, scores }: Made) {
  const leaves = index.contributions.slice(0, index.indicatorCount);
  const shares = ifPossible(() => varianceShares(leaves));
  return file.indicators.map(({ column, direction }, at) => ({
    name: index.names[at]!,
    column,
    direction,
    parent: index.names[index.parents[at]!]!,
    weight: index.weights[at]!,
    effectiveWeight: index.effectiveWeights[at]!,
    ...index.preparations[at]!,
    correlation: ifPossible(() => correlation(scores[at]!, index.score)),
    varianceShare: shares?.[at] ?? null,
  }));
}

/** How well the weights of a dimension follow the judgement, where they do. */
function fitOf({ file, spec, data, index }: Made, name: string, parts: readonly Float64Array[]) {
  const own = spec.dimensions?.find((one) => one.name === name)?.weighting ?? file.weighting;
  if (own.method !== "judgement" || parts.length < 2) return {};
  const judgement = Float64Array.from(index.rows, (row) => data.judgement![row]!);
  const { coefficients, standardErrors, ...fit } = judgementWeights(parts, judgement, own);
  return {
    fit: {
      ...fit,
      weights: Array.from(fit.weights),
      coefficients: Array.from(coefficients),
      standardErrors: standardErrors && Array.from(standardErrors),
    },
  };
}

/** What each dimension is, the index last. */
export function dimensionLines(made: Made) {
  const { index, scores } = made;
  const count = index.indicatorCount;
  return index.names.slice(count).map((name, at) => {
    const node = count + at;
    const parts = scores.filter((_, part) => index.parents[part] === node);
    const isIndex = node === index.names.length - 1;
    return {
      name,
      parent: isIndex ? null : index.names[index.parents[node]!]!,
      weight: index.weights[node]!,
      effectiveWeight: index.effectiveWeights[node]!,
      cronbachAlpha: ifPossible(() => cronbachAlpha(parts)),
      correlation: isIndex ? null : ifPossible(() => correlation(scores[node]!, index.score)),
      ...fitOf(made, name, parts),
    };
  });
}

/** The areas that were left out, and why. */
export function screenedLines(made: Made) {
  const { index, data, file } = made;
  if (file.screening === undefined) return null;
  const takesPart = new Set(index.rows);
  const { data: share, nonZero } = screenAreas(data.columns, file.screening);
  return Array.from(share.keys())
    .filter((row) => !takesPart.has(row))
    .map((row) => ({ ...areaOf(made, row), data: share[row]!, nonZero: orNull(nonZero[row]!) }));
}

/** The same area in two periods. */
function pairsOf({ rows, index, file }: Made) {
  const at = new Map(
    Array.from(index.rows, (row, place) => [
      JSON.stringify([rows.ids[row], rows.periods?.[row]]),
      place,
    ]),
  );
  const steps = rows.names.slice(1).map((to, place) => ({ from: rows.names[place]!, to }));
  const first = { from: rows.names[0]!, to: rows.names.at(-1)! };
  const wanted = file.period?.changes === "first-to-last" ? [first] : steps;
  return wanted.flatMap(({ from, to }) =>
    [...new Set(rows.ids)].flatMap((id) => {
      const [before, after] = [from, to].map((period) => at.get(JSON.stringify([id, period])));
      return before === undefined || after === undefined ? [] : [{ id, from, to, before, after }];
    }),
  );
}

/** What changed between periods, and what brought that about. */
export function changeLines(made: Made) {
  const { index, rows, file } = made;
  if (rows.names.length < 2 || file.period?.changes === "none") return null;
  const pairs = pairsOf(made);
  const parts = index.changeBetween({
    before: Int32Array.from(pairs, ({ before }) => before),
    after: Int32Array.from(pairs, ({ after }) => after),
  });
  const count = index.indicatorCount;
  return pairs.map(({ id, from, to, before, after }, pair) => ({
    id,
    from,
    to,
    change: orNull(index.score[after]! - index.score[before]!),
    rankChange: orNull(index.ranks[after]! - index.ranks[before]!),
    contributions: named(index.names.slice(0, count), (node) => parts[node]![pair]!),
    dimensionContributions: named(
      index.names.slice(count, -1),
      (node) => parts[count + node]![pair]!,
    ),
  }));
}
