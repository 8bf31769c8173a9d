import { MeasureError } from "../numeric/index.ts";
import { type GapRule, scoreOf } from "./aggregate.ts";
import { factorWeights, firstComponentWeights } from "./component-weights.ts";
import type { CompositeSpec, Weighting } from "./composite-spec.ts";
import type { TreeScores } from "./contributions.ts";
import type { Branch, Hierarchy } from "./hierarchy.ts";
import { judgementWeights } from "./judgement-weights.ts";
import { optimisedWeights } from "./optimised-weights.ts";
import { about } from "./prepare.ts";

/** What the weights may be taken from. */
interface Evidence {
  readonly parts: readonly Float64Array[];
  readonly given: Float64Array;
  readonly judgement: Float64Array | undefined;
}

function weightsBy(weighting: Weighting, { parts, given, judgement }: Evidence): Float64Array {
  if (weighting.method === "given") return given;
  if (weighting.method === "equal" || parts.length === 1) return given.map(() => 1);
  switch (weighting.method) {
    case "first-component":
      return firstComponentWeights(parts);
    case "factor":
      return factorWeights(parts, weighting.factors).weights;
    case "optimised":
      return optimisedWeights(parts, given).weights;
    case "judgement":
      if (judgement === undefined)
        throw new MeasureError(
          "unknown-name",
          "weights by judgement need a judgement of each area; name the column that has it.",
        );
      return judgementWeights(parts, judgement, weighting).weights;
  }
}

/** @throws {MeasureError} out-of-range if a mean other than the arithmetic would get a weight below 0 */
function requireUsable({ exponent, weights }: Branch, weighting: Weighting): void {
  if (exponent === 1 || (weighting.method !== "optimised" && !weights.some((one) => one < 0)))
    return;
  throw new MeasureError(
    "out-of-range",
    weighting.method === "optimised"
      ? "optimised weights are for the arithmetic mean. Take that, or other weights."
      : `the ${weighting.method} weights are below 0 for an indicator, which only an arithmetic mean can take. Leave that indicator out, or take other weights.`,
  );
}

/**
 * The scores of every node of a tree from the normalised indicators, one column per node, and the tree with the weights
 * that its weighting says, found parent by parent from the lowest.
 * @throws {MeasureError} what the weighting throws, naming the dimension
 */
export function weighAndAggregate(
  tree: Hierarchy,
  normalised: readonly Float64Array[],
  spec: Pick<CompositeSpec, "dimensions" | "weighting">,
  { rule, judgement }: { readonly rule: GapRule; readonly judgement: Float64Array | undefined },
): TreeScores {
  const byName = new Map((spec.dimensions ?? []).map((one) => [one.name, one.weighting]));
  const scores = [...normalised];
  const branches = tree.branches.map((branch) => {
    const name = tree.names[branch.node]!;
    const way = byName.get(name) ?? spec.weighting ?? { method: "given" as const };
    const parts = Array.from(branch.children, (child) => scores[child]!);
    const weights = about(`"${name}"`, () =>
      weightsBy(way, { parts, given: branch.weights, judgement }),
    );
    const weighed = { ...branch, weights };
    about(`"${name}"`, () => requireUsable(weighed, way));
    scores.push(scoreOf(weighed, scores, tree.names, rule));
    return weighed;
  });
  return { tree: { ...tree, branches }, scores };
}
