import type { TreeScores } from "./contributions.ts";
import type { Branch } from "./hierarchy.ts";
import { chord } from "./power-mean.ts";

/** Which rows are the same area before and after. */
export interface Pairs {
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** A mean before and after, on the scale that it adds up. */
interface Move {
  readonly exponent: number;
  readonly before: number;
  readonly after: number;
  /** Unit of the mean per unit of what is added up, along the chord from before to after. */
  readonly slope: number;
  /** The middle of the mean before and after, on the scale that it adds up. */
  readonly middle: number;
}

/** What a mean adds up, so shifted that it does not depend on the unit. */
function added({ exponent, before }: Move, value: number): number {
  if (exponent === 1) return value;
  const ratio = value / before;
  return exponent === 0 ? Math.log(ratio) : (ratio ** exponent - 1) / exponent;
}

function moveOf(exponent: number, before: number, after: number): Move {
  const slope = exponent === 1 ? 1 : before / chord(exponent, after / before - 1);
  const move = { exponent, before, after, slope, middle: 0 };
  return { ...move, middle: (added(move, before) + added(move, after)) / 2 };
}

/** Workplaces for one pair of rows, used again for each. */
interface Desk {
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** How much of the index one unit of a node's own change is. */
  readonly factor: Float64Array;
  /** What a node gets by coming, going or weighing more, in the unit of the index. */
  readonly extra: Float64Array;
}

/** The weight of all parts that are there. */
function totalOf({ children, weights }: Branch, values: Float64Array): number {
  let total = 0;
  for (const [at, child] of children.entries())
    if (!Number.isNaN(values[child])) total += weights[at]!;
  return total;
}

/** What one part brings to the change of its whole: by its own change (a factor), and by its weight. */
function partOf(
  move: Move,
  part: { readonly before: number; readonly after: number },
  weight: { readonly before: number; readonly after: number },
): { readonly factor: number; readonly extra: number } {
  const { exponent, middle, slope } = move;
  if (weight.before === 0 && weight.after === 0) return { factor: 0, extra: 0 };
  const from = added(move, part.before) - middle;
  const to = added(move, part.after) - middle;
  if (Number.isNaN(part.before)) return { factor: 0, extra: slope * weight.after * to };
  if (Number.isNaN(part.after)) return { factor: 0, extra: -slope * weight.before * from };
  const weighs = (weight.before + weight.after) / 2;
  const bend =
    exponent === 1
      ? 1
      : ((part.before / move.before) ** (exponent - 1) *
          chord(exponent, part.after / part.before - 1)) /
        chord(exponent, move.after / move.before - 1);
  return {
    factor: weighs * bend,
    extra: slope * (weight.after - weight.before) * ((from + to) / 2),
  };
}

function shareOf(weight: number, value: number, total: number): number {
  return !Number.isNaN(value) && total > 0 ? weight / total : 0;
}

/** Hands what a branch has on to its parts. */
function handDown(branch: Branch, desk: Desk): void {
  const { node, children, weights, exponent } = branch;
  const { before, after, factor, extra } = desk;
  const [from, to] = [before[node]!, after[node]!];
  const totals = { before: totalOf(branch, before), after: totalOf(branch, after) };
  const sides = (!Number.isNaN(from) ? 1 : 0) + (!Number.isNaN(to) ? 1 : 0);
  const move = sides === 2 ? moveOf(exponent, from, to) : null;
  for (const [at, child] of children.entries()) {
    const part = { before: before[child]!, after: after[child]! };
    const weight = {
      before: !Number.isNaN(from) ? shareOf(weights[at]!, part.before, totals.before) : 0,
      after: !Number.isNaN(to) ? shareOf(weights[at]!, part.after, totals.after) : 0,
    };
    const own = move === null ? { factor: 0, extra: 0 } : partOf(move, part, weight);
    const inherited = extra[node]! * ((weight.before + weight.after) / Math.max(sides, 1));
    factor[child] = factor[node]! * own.factor;
    extra[child] = factor[node]! * own.extra + inherited;
  }
}

/** Contributions to the change of one area, written into the row `pair` of `result`. */
function explain(
  { tree, scores }: TreeScores,
  { from, to, pair }: { readonly from: number; readonly to: number; readonly pair: number },
  desk: Desk,
  result: readonly Float64Array[],
): void {
  const last = tree.names.length - 1;
  for (let node = 0; node <= last; node++) {
    desk.before[node] = scores[node]![from]!;
    desk.after[node] = scores[node]![to]!;
  }
  const isKnown = !Number.isNaN(desk.before[last]) && !Number.isNaN(desk.after[last]);
  desk.factor[last] = 1;
  desk.extra[last] = 0;
  if (isKnown) for (const branch of tree.branches.toReversed()) handDown(branch, desk);
  for (let node = 0; node < tree.indicatorCount; node++) {
    const step = desk.after[node]! - desk.before[node]!;
    const own = (!Number.isNaN(step) ? desk.factor[node]! * step : 0) + desk.extra[node]!;
    result[node]![pair] = isKnown ? own : Number.NaN;
    if (!isKnown) continue;
    for (let up = tree.parents[node]!; up !== last; up = tree.parents[up]!)
      result[up]![pair]! += own;
  }
  if (!isKnown) for (let up = tree.indicatorCount; up < last; up++) result[up]![pair] = Number.NaN;
}

/** Changes of contributions: what an index that is a weighted sum needs. One value per pair. */
export function differences(
  contributions: readonly Float64Array[],
  { before, after }: Pairs,
): readonly Float64Array[] {
  return contributions.map((own) => {
    const result = new Float64Array(before.length);
    for (let pair = 0; pair < result.length; pair++)
      result[pair] = own[after[pair]!]! - own[before[pair]!]!;
    return result;
  });
}

/**
 * What each indicator and dimension brings to the change of the index of each area. They add up to the change.
 *
 * @param part scores of the same tree with the same weights, before and after in one column
 * @returns one column per node but the index, one value per pair; NaN where an area lacks a score
 */
export function changeContributions(
  part: TreeScores,
  { before, after }: Pairs,
): readonly Float64Array[] {
  const size = part.tree.names.length;
  const result = Array.from({ length: size - 1 }, () => new Float64Array(before.length));
  const desk = {
    before: new Float64Array(size),
    after: new Float64Array(size),
    factor: new Float64Array(size),
    extra: new Float64Array(size),
  };
  for (let pair = 0; pair < before.length; pair++)
    explain(part, { from: before[pair]!, to: after[pair]!, pair }, desk, result);
  return result;
}
