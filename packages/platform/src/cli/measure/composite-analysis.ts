import {
  type CorrelationMethod,
  compositeSensitivity,
  compositeUncertainty,
  copelandScores,
  correlation,
  principalComponents,
  rankedPlaces,
} from "@krachtwijk/measure/composite";
import { areaOf, ifPossible, type Made, named, orNull } from "./composite-answer.ts";
import { choicesOf, rowOf } from "./composite-input.ts";
import type { CompositeSpecFile } from "./composite-spec.ts";

/** Correlations of every node with every other, by name. */
function correlations({ index, scores }: Made, method: CorrelationMethod) {
  return Object.fromEntries(
    index.names.map((name, at) => [
      name,
      Object.fromEntries(
        index.names.map((other, place) => [
          other,
          ifPossible(() => correlation(scores[at]!, scores[place]!, method)),
        ]),
      ),
    ]),
  );
}

/** Principal components of the parts of each dimension. */
function components({ index, scores }: Made) {
  const count = index.indicatorCount;
  return Object.fromEntries(
    index.names.slice(count).map((name, at) => {
      const parts = index.names.flatMap((_, part) =>
        index.parents[part] === count + at ? [part] : [],
      );
      const found = ifPossible(() => principalComponents(parts.map((part) => scores[part]!)));
      const names = parts.map((part) => index.names[part]!);
      return [
        name,
        found && {
          eigenvalues: Array.from(found.eigenvalues),
          shares: Array.from(found.shares),
          loadings: found.loadings.map((own) => named(names, (part) => own[part]!)),
        },
      ];
    }),
  );
}

/** Copeland's scores of the areas, period by period. */
function copeland(made: Made) {
  const { index, scores } = made;
  const count = index.indicatorCount;
  let from = 0;
  return index.periods.flatMap((size) => {
    const start = from;
    from += size;
    if (size < 2) return [];
    const columns = scores.slice(0, count).map((own) => own.subarray(start, from));
    const own = copelandScores(columns, index.effectiveWeights.subarray(0, count));
    const ranks = rankedPlaces(own, { order: "highest-first" });
    return Array.from(own, (score, at) => ({
      ...areaOf(made, index.rows[start + at]!),
      score,
      rank: ranks[at]!,
    }));
  });
}

/** What was asked for under `analysis`. */
export function analysisOf(made: Made): Readonly<Record<string, unknown>> {
  const asked: Readonly<Record<CompositeSpecFile["analysis"][number], () => unknown>> = {
    correlations: () => correlations(made, "pearson"),
    "rank-correlations": () => correlations(made, "spearman"),
    components: () => components(made),
    copeland: () => copeland(made),
  };
  const keys = {
    correlations: "correlations",
    "rank-correlations": "rankCorrelations",
    components: "components",
    copeland: "copeland",
  } as const;
  return Object.fromEntries(made.file.analysis.map((one) => [keys[one], asked[one]()]));
}

/** How much scores and ranks hang on the choices. */
export async function uncertaintyOf(made: Made, specFile: string) {
  const { file, data, spec } = made;
  if (file.uncertainty === undefined) return null;
  const { runs, seed, interval } = file.uncertainty;
  const choices = choicesOf(file.uncertainty.choices, made, specFile);
  const { score, ranks, meanRankShift, nominal } = await compositeUncertainty(data, spec, {
    choices,
    runs,
    seed,
    interval,
  });
  return {
    runs,
    meanRankShift,
    areas: Array.from(made.index.rows, (row) => ({
      ...areaOf(made, row),
      score: orNull(nominal.score[row]!),
      rank: orNull(nominal.ranks[row]!),
      meanScore: orNull(score.mean[row]!),
      scoreInterval: [orNull(score.lower[row]!), orNull(score.upper[row]!)],
      meanRank: orNull(ranks.mean[row]!),
      medianRank: orNull(ranks.median[row]!),
      rankInterval: [orNull(ranks.lower[row]!), orNull(ranks.upper[row]!)],
    })),
  };
}

/** Which choice matters most. */
export async function sensitivityOf(made: Made, specFile: string) {
  const { file, data, spec, rows } = made;
  if (file.sensitivity === undefined) return null;
  const { samples, seed, confidence, area, period } = file.sensitivity;
  const written = file.sensitivity.choices ?? file.uncertainty?.choices ?? [];
  const choices = choicesOf(written, made, specFile);
  const place = { specFile, path: "sensitivity.area" };
  const row = area === undefined ? undefined : rowOf(rows, { area, period }, place);
  const found = await compositeSensitivity(data, spec, { choices, samples, seed, confidence, row });
  return {
    samples,
    outcome: area === undefined ? "mean shift of ranks" : `score of ${area}`,
    variance: found.variance,
    choices: choices.map(({ choice }, at) => ({
      choice,
      firstOrder: found.firstOrder[at]!,
      firstOrderInterval: found.firstOrderIntervals[at]!,
      totalOrder: found.totalOrder[at]!,
      totalOrderInterval: found.totalOrderIntervals[at]!,
    })),
  };
}
