import { MeasureError } from "../numeric/index.ts";
import { type Aggregation, exponentOf } from "./power-mean.ts";

/** An indicator or a dimension in the tree, as it is written. */
export interface TreeItem {
  readonly name: string;
  /** The dimension it is part of; default the index itself. */
  readonly parent?: string | undefined;
  /** Weight beside the others of the same parent; default 1. */
  readonly weight?: number | undefined;
}

/** A dimension, as it is written. The index itself may be one of them, to say how it is put together. */
export interface DimensionItem extends TreeItem {
  readonly aggregation?: Aggregation | undefined;
}

/** One dimension (or the index) with what it is made of. Numbers are places in `nodes` of the tree. */
export interface Branch {
  readonly node: number;
  readonly children: Int32Array;
  readonly weights: Float64Array;
  /** 1 arithmetic, 0 geometric, −1 harmonic. */
  readonly exponent: number;
}

/** The tree of an index. Indicators come first, in their order; then dimensions, parts before wholes; the index is last. */
export interface Hierarchy {
  readonly names: readonly string[];
  readonly indicatorCount: number;
  /** Parts before wholes; the last one is the index. */
  readonly branches: readonly Branch[];
  /** The place of each node's parent; −1 for the index. */
  readonly parents: Int32Array;
}

/** How a tree is put together. */
export interface HierarchyOptions {
  /** Name of the index; default "index". */
  readonly index?: string | undefined;
  /** For every dimension, or one per level from the lowest; default arithmetic. */
  readonly aggregation?: Aggregation | readonly Aggregation[] | undefined;
}

const unknown = (sentence: string) => new MeasureError("unknown-name", sentence);

function requireNames(items: readonly TreeItem[]): void {
  const seen = new Set<string>();
  for (const { name, weight = 1 } of items) {
    if (seen.has(name))
      throw unknown(
        `"${name}" is there twice; each indicator and dimension needs a name of its own.`,
      );
    seen.add(name);
    if (!(weight >= 0 && weight < Infinity))
      throw new MeasureError(
        "out-of-range",
        `the weight of "${name}" is ${weight}; it must be 0 or more. Turn an indicator around with direction -1.`,
        { name, weight },
      );
  }
}

/** Dimensions that are named as a parent only, when no list of dimensions is given. */
function impliedDimensions(
  indicators: readonly TreeItem[],
  index: string,
): readonly DimensionItem[] {
  const names = new Set(indicators.map(({ parent = index }) => parent));
  names.delete(index);
  return [...names].map((name) => ({ name }));
}

/** Puts dimensions in order, parts before wholes, the index last. @throws {MeasureError} unknown-name for a circle */
function inOrder(dimensions: readonly DimensionItem[], index: string): readonly DimensionItem[] {
  const byName = new Map(dimensions.map((one) => [one.name, one]));
  const depthOf = (one: DimensionItem): number => {
    let depth = 0;
    for (let at: DimensionItem | undefined = one; at !== undefined && at.name !== index; depth++) {
      if (depth > dimensions.length)
        throw unknown(`"${one.name}" is, by its parents, a part of itself.`);
      const parent: string = at.parent ?? index;
      at = byName.get(parent);
      if (at === undefined && parent !== index)
        throw unknown(
          `"${one.name}" has a parent "${parent}" that is not in the list of dimensions.`,
        );
    }
    return depth;
  };
  return dimensions
    .map((one) => ({ one, depth: depthOf(one) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ one }) => one);
}

/** One exponent per branch: its own, that of its level, or that of all. */
function exponentsOf(
  ordered: readonly DimensionItem[],
  heights: readonly number[],
  aggregation: HierarchyOptions["aggregation"] = "arithmetic",
): readonly number[] {
  const levels = Array.isArray(aggregation) ? (aggregation as readonly Aggregation[]) : null;
  const top = Math.max(...heights);
  if (levels !== null && levels.length !== top)
    throw new MeasureError(
      "out-of-range",
      `aggregation has ${levels.length} levels and the index has ${top}; give one for each, from the lowest.`,
    );
  return ordered.map(({ aggregation: own }, at) =>
    exponentOf(own ?? levels?.[heights[at]! - 1] ?? (aggregation as Aggregation)),
  );
}

function branchesOf(
  items: readonly DimensionItem[],
  parents: Int32Array,
  count: number,
  aggregation: HierarchyOptions["aggregation"],
): readonly Branch[] {
  const dimensions = items.slice(count);
  const heights: number[] = [];
  const children = dimensions.map((_, at) => {
    const own: number[] = [];
    for (const [node, parent] of parents.entries()) if (parent === count + at) own.push(node);
    heights.push(
      1 + Math.max(0, ...own.map((node) => (node < count ? 0 : heights[node - count]!))),
    );
    return Int32Array.from(own);
  });
  const exponents = exponentsOf(dimensions, heights, aggregation);
  return dimensions.map(({ name }, at) => {
    const own = children[at]!;
    const weights = Float64Array.from(own, (node) => items[node]!.weight ?? 1);
    if (own.length === 0)
      throw new MeasureError("empty-group", `the dimension "${name}" has no indicator.`, { name });
    if (!weights.some((weight) => weight > 0))
      throw new MeasureError("empty-group", `all parts of "${name}" have weight 0.`, { name });
    return { node: count + at, children: own, weights, exponent: exponents[at]! };
  });
}

/**
 * Checks and orders the tree of an index, of any depth.
 * @throws {MeasureError} unknown-name for a name twice, an unknown parent or a circle; empty-group; out-of-range for a weight
 */
export function hierarchyOf(
  indicators: readonly TreeItem[],
  dimensions: readonly DimensionItem[] | undefined,
  { index = "index", aggregation }: HierarchyOptions,
): Hierarchy {
  if (indicators.length === 0)
    throw new MeasureError("too-few", "there are no indicators; at least 1 is needed.");
  const given = dimensions ?? impliedDimensions(indicators, index);
  const own = given.find(({ name }) => name === index) ?? { name: index };
  const others = given.filter((one) => one !== own);
  requireNames([...indicators, ...others, own]);
  const items = [...indicators, ...inOrder(others, index), own];
  const places = new Map(items.map(({ name }, at) => [name, at]));
  const parents = Int32Array.from(items, ({ name, parent = index }, at) => {
    if (at === items.length - 1) return -1;
    const place = places.get(parent);
    if (place === undefined || place < indicators.length)
      throw unknown(`"${name}" has a parent "${parent}" that is not in the list of dimensions.`);
    return place;
  });
  const branches = branchesOf(items, parents, indicators.length, aggregation);
  return {
    names: items.map(({ name }) => name),
    indicatorCount: indicators.length,
    branches,
    parents,
  };
}

/** The share of each node in its parent, and in the index: weights that add up to 1 within a parent, multiplied upwards. */
export function effectiveWeights(tree: Hierarchy): {
  readonly own: Float64Array;
  readonly effective: Float64Array;
} {
  const own = new Float64Array(tree.names.length).fill(1);
  const effective = own.slice();
  for (const { node, children, weights } of tree.branches.toReversed()) {
    let total = 0;
    for (const weight of weights) total += weight;
    for (const [at, child] of children.entries()) {
      own[child] = weights[at]! / total;
      effective[child] = own[child]! * effective[node]!;
    }
  }
  return { own, effective };
}
