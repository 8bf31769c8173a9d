import type { Stage } from "./design-stage.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** Old number → new number, in the order in which they are first seen. */
function renumber(old: Int32Array): { readonly of: Int32Array; readonly kept: readonly number[] } {
  const places = new Map<number, number>();
  const of = old.map((number) => {
    const place = places.get(number) ?? places.size;
    places.set(number, place);
    return place;
  });
  return { of, kept: [...places.keys()] };
}

function stageOf(stage: Stage, rows: Int32Array): Stage {
  const units = renumber(rows.map((row) => stage.unitOf[row]!));
  const strata = renumber(Int32Array.from(units.kept, (unit) => stage.stratumOf[unit]!));
  const drawn = new Int32Array(strata.kept.length);
  for (const stratum of strata.of) drawn[stratum] = drawn[stratum]! + 1;
  const share = (stratum: number) => stage.population[stratum]! / stage.drawn[stratum]!;
  return {
    unitOf: units.of,
    stratumOf: strata.of,
    drawn,
    population: Float64Array.from(strata.kept, (old, at) => drawn[at]! * share(old)),
    carried: Float64Array.from(strata.kept, (old) => stage.carried[old]!),
    names: strata.kept.map((old) => stage.names[old]!),
  };
}

/** Some rows as a sample of their own, drawn with the same shares: given how many of them there are. */
export function subsample(design: SurveyDesign, rows: Int32Array): SurveyDesign {
  const [first, ...others] = design.stages;
  return {
    weights: Float64Array.from(rows, (row) => design.weights[row]!),
    stages: [stageOf(first, rows), ...others.map((stage) => stageOf(stage, rows))],
    lonelyCluster: design.lonelyCluster,
  };
}
