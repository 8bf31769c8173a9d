import { MeasureError, Random, requireBetween, requireWhole } from "../numeric/index.ts";

/** What a coalition of players is worth; they are numbered from 0. */
export type Worth = (members: readonly number[]) => number;

/** How Shapley values are found. */
export interface ShapleyOptions {
  /** `exact` asks for all 2ⁿ coalitions; `sampling` draws orders. Default `exact` up to 15 players. */
  readonly method?: "exact" | "sampling";
  /** Orders drawn, each with its reverse; default 1000. */
  readonly permutations?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What each player adds, all in all. */
export interface ShapleyValues {
  readonly method: "exact" | "sampling";
  /** One per player; they sum to `total`. */
  readonly values: readonly number[];
  /** Of each value, from the drawing of orders; 0 where all coalitions were asked for. */
  readonly standardErrors: readonly number[];
  /** worth(all) − worth(nobody). */
  readonly total: number;
  /** How often `worth` was asked. */
  readonly evaluations: number;
}

const mostExact = 20;

function asked(worth: Worth, members: readonly number[]): number {
  const value = worth(members);
  if (!Number.isFinite(value))
    throw new MeasureError(
      "not-finite",
      `the worth of {${members.join(", ")}} is ${value}; every coalition needs a number.`,
      { members: members.join(",") },
    );
  return value;
}

function exact(count: number, worth: Worth): ShapleyValues {
  const worths = new Float64Array(2 ** count);
  const sizes = new Uint8Array(2 ** count);
  for (let coalition = 0; coalition < worths.length; coalition++) {
    const members: number[] = [];
    for (let player = 0; player < count; player++)
      if ((coalition >> player) & 1) members.push(player);
    sizes[coalition] = members.length;
    worths[coalition] = asked(worth, members);
  }
  // |S|! (n − |S| − 1)! / n!, from one size to the next.
  const chances = new Float64Array(count).fill(1 / count);
  for (let size = 1; size < count; size++)
    chances[size] = (chances[size - 1]! * size) / (count - size);
  const values = Array.from({ length: count }, (_, player) => {
    const bit = 1 << player;
    let sum = 0;
    for (let coalition = 0; coalition < worths.length; coalition++)
      if ((coalition & bit) === 0)
        sum += chances[sizes[coalition]!]! * (worths[coalition | bit]! - worths[coalition]!);
    return sum;
  });
  return {
    method: "exact",
    values,
    standardErrors: values.map(() => 0),
    total: worths.at(-1)! - worths[0]!,
    evaluations: worths.length,
  };
}

/** What each player adds when they come in one after another. */
function addInOrder(
  order: ArrayLike<number>,
  worth: Worth,
  ends: readonly [number, number],
  into: Float64Array,
): void {
  const members: number[] = [];
  let before = ends[0];
  for (let at = 0; at < order.length; at++) {
    const player = order[at]!;
    members.push(player);
    const now =
      members.length === order.length
        ? ends[1]
        : asked(
            worth,
            [...members].sort((a, b) => a - b),
          );
    into[player]! += now - before;
    before = now;
  }
}

function sampled(count: number, worth: Worth, permutations: number, seed: number): ShapleyValues {
  const random = new Random(seed);
  const order = Uint32Array.from({ length: count }, (_, player) => player);
  const everybody = [...order];
  const ends = [asked(worth, []), asked(worth, everybody)] as const;
  const [sums, squares] = [new Float64Array(count), new Float64Array(count)];
  const pair = new Float64Array(count);
  for (let round = 0; round < permutations; round++) {
    random.shuffle(order);
    pair.fill(0);
    addInOrder(order, worth, ends, pair);
    addInOrder([...order].reverse(), worth, ends, pair);
    for (let player = 0; player < count; player++) {
      const value = pair[player]! / 2;
      sums[player]! += value;
      squares[player]! += value * value;
    }
  }
  const values = [...sums].map((sum) => sum / permutations);
  const standardErrors = values.map((value, player) =>
    Math.sqrt(
      Math.max(0, squares[player]! / permutations - value * value) / Math.max(1, permutations - 1),
    ),
  );
  const evaluations = 2 + 2 * permutations * (count - 1);
  return { method: "sampling", values, standardErrors, total: ends[1] - ends[0], evaluations };
}

/**
 * A fair part for each of several components in what they bring about together: what each adds, on average over all
 * orders in which they can come in.
 *
 * φᵢ = Σ_S |S|! (n − |S| − 1)! / n! (v(S ∪ i) − v(S)). The parts sum to the whole, components that add the same get the
 * same, one that adds nothing gets nothing, and parts of a sum of two worths are the sums of the parts.
 * Exact takes 2ⁿ questions; sampling takes 2 n per order, and its standard error falls with the root of their number.
 *
 * @param count number of players, 1 or more; up to 20 exactly
 * @param worth what a coalition is worth, in any unit; gets the numbers of its members from small to large
 * @throws {MeasureError} out-of-range (no players, or more than 20 exactly); not-finite, naming the coalition
 *
 * @example
 * import { shapleyValues } from "@krachtwijk/measure/decomposition";
 * // Lighting alone helps 14, stewards alone 18, both together 40.
 * const worth = (measures) => [0, 14, 18, 40][measures.reduce((sum, one) => sum + one + 1, 0)];
 * shapleyValues(2, worth).values; // → [18, 22]
 *
 * Source: Shapley (1953), in Contributions to the Theory of Games II, 307–317; Castro, Gómez & Tejada (2009), Computers &
 * Operations Research 36(5), 1726–1730, for sampling; Mitchell e.a. (2022), JMLR 23(43), for reversed orders.
 */
export function shapleyValues(
  count: number,
  worth: Worth,
  options: ShapleyOptions = {},
): ShapleyValues {
  requireWhole("count", count, 1);
  const { method = count <= 15 ? "exact" : "sampling", permutations = 1000, seed = 1 } = options;
  if (method === "exact") {
    requireBetween("count, for exact values,", count, 1, mostExact);
    return exact(count, worth);
  }
  requireWhole("permutations", permutations, 2);
  return sampled(count, worth, permutations, seed);
}
