import { predictorOver, type SyntheticStudy } from "../../packages/measure/src/effect/index.ts";
import type { Random } from "../../packages/measure/src/numeric/index.ts";

/** Units that follow two common movements, each in its own measure, with noise; nobody is treated. */
export function treatedWorld(
  random: Random,
  units: number,
  periods: number,
  from: number,
): SyntheticStudy {
  const common = Array.from({ length: periods }, () => [random.normal(), random.normal()] as const);
  const outcomes = Array.from({ length: units }, () => {
    const [level, one, other, noise] = [
      random.normal(),
      random.uniform(),
      random.uniform(),
      0.2 + random.uniform(),
    ];
    return common.map(
      ([first, second]) => level + one * first + other * second + noise * random.normal(),
    );
  }).flat();
  return { outcomes, periods, treated: random.below(units), from };
}

/** As above, with the mean and the last outcome before as predictors, and one that says nothing. */
export function withPredictors(study: SyntheticStudy, random: Random): SyntheticStudy {
  const { periods, from } = study;
  const before = Array.from({ length: from }, (_, at) => at);
  const mean = predictorOver(study.outcomes, periods, before);
  const last = predictorOver(study.outcomes, periods, [from - 1]);
  return {
    ...study,
    predictors: [...mean].flatMap((one, at) => [one, last[at]!, random.normal()]),
  };
}
