import {
  atkinsonIndex,
  betweenGroupsTest,
  coefficientOfVariation,
  decileRatio,
  type EntropyParts,
  entropyParts,
  giniIndex,
  herfindahlIndex,
  hooverIndex,
  type InequalityMeasure,
  inequalityInterval,
  lorenzAt,
  lorenzCurve,
  standardDeviationOfLogs,
  theilL,
  theilT,
} from "@krachtwijk/measure/inequality";
import { MeasureError, mean } from "@krachtwijk/measure/numeric";
import { nameColumn, numberColumn } from "./columns.ts";
import type { Answer, Method } from "./method.ts";
import { positiveOption } from "./number-options.ts";
import { confidenceOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { significant } from "./significant.ts";

/** What is asked of one column. */
interface Asked {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly groups: readonly string[] | undefined;
  readonly epsilon: number;
  readonly confidence: number;
  readonly permutations: number;
  readonly seed: number;
}

/** A number, or null with the reason why there is none under its name. */
type Attempt = <Value>(name: string, ask: () => Value) => Value | null;

/** Asks what may be impossible for some data only, such as the logarithm of a 0. */
function attempts(): { readonly attempt: Attempt; readonly reasons: Record<string, string> } {
  const reasons: Record<string, string> = {};
  const attempt: Attempt = (name, ask) => {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof MeasureError)) throw error;
      reasons[name] = error.message;
      return null;
    }
  };
  return { attempt, reasons };
}

const measures: readonly InequalityMeasure[] = [
  "gini",
  "theilT",
  "theilL",
  "atkinson",
  "coefficientOfVariation",
  "standardDeviationOfLogs",
  "hoover",
];

function indices({ values, weights, epsilon }: Asked, attempt: Attempt) {
  const herfindahl = herfindahlIndex(values, { weights });
  return {
    gini: giniIndex(values, { weights }),
    giniCorrected: giniIndex(values, { weights, correction: "small-sample" }),
    theilT: theilT(values, { weights }),
    theilL: attempt("theilL", () => theilL(values, { weights })),
    atkinson: atkinsonIndex(values, { weights, epsilon }),
    coefficientOfVariation: coefficientOfVariation(values, { weights }),
    standardDeviationOfLogs: attempt("standardDeviationOfLogs", () =>
      standardDeviationOfLogs(values, { weights }),
    ),
    hoover: hooverIndex(values, { weights }),
    herfindahl: herfindahl.index,
    herfindahlNormalised: herfindahl.normalised,
    decileRatio: attempt("decileRatio", () => decileRatio(values, { weights })),
  };
}

function intervals({ values, weights, epsilon, confidence }: Asked, attempt: Attempt) {
  const found = measures.map((measure) => {
    const interval = attempt(`intervals.${measure}`, () =>
      inequalityInterval(values, measure, { weights, epsilon, confidence }),
    );
    const { standardError, lower, upper } = interval ?? {};
    return [measure, interval === null ? null : { standardError, interval: [lower, upper] }];
  });
  return Object.fromEntries(found);
}

/** The parts of Theil's T and L, and whether groups by lot would differ as much. */
function decomposition(asked: Asked, attempt: Attempt) {
  const { values, weights, groups, permutations, seed } = asked;
  if (groups === undefined) return null;
  const split = (alpha: number) => {
    const parts = entropyParts(values, groups, { weights, alpha });
    const test =
      permutations === 0
        ? null
        : attempt(`decomposition.${alpha === 1 ? "theilT" : "theilL"}.p`, () =>
            betweenGroupsTest(values, groups, { weights, alpha, permutations, seed }),
          );
    return { parts, test };
  };
  const t = split(1);
  const l = attempt("decomposition.theilL", () => split(0));
  const told = ({ parts, test }: ReturnType<typeof split>) => ({
    within: parts.within,
    between: parts.between,
    betweenShare: parts.total > 0 ? parts.between / parts.total : null,
    expectedShare: test?.expectedShare ?? null,
    p: test?.p ?? null,
  });
  return {
    theilT: told(t),
    theilL: l === null ? null : told(l),
    groups: groupRows(t.parts, l?.parts ?? null),
  };
}

function groupRows(t: EntropyParts, l: EntropyParts | null) {
  return t.groups.map(({ group, count, populationShare, valueShare, mean, index }, at) => ({
    group,
    count,
    populationShare,
    valueShare,
    mean,
    theilT: index,
    theilL: l?.groups[at]?.index ?? null,
  }));
}

function linesOf(
  found: ReturnType<typeof indices>,
  parts: ReturnType<typeof decomposition>,
  reasons: Readonly<Record<string, string>>,
): readonly string[] {
  const rows = Object.entries(found).map(
    ([name, value]) => `${name.padEnd(24)} ${significant(value)}`,
  );
  const split =
    parts === null
      ? []
      : [
          `of theilT between groups ${significant(parts.theilT.betweenShare)}, by lot ${significant(parts.theilT.expectedShare)}, p = ${significant(parts.theilT.p)}`,
          ...parts.groups.map(
            ({ group, count, populationShare, mean: own, theilT: t }) =>
              `  ${group}: ${count} rows, share ${significant(populationShare)}, mean ${significant(own)}, theilT ${significant(t)}`,
          ),
        ];
  const why = Object.entries(reasons)
    .filter(([name]) => !name.includes("."))
    .map(([name, reason]) => `${name}: ${reason}`);
  return [...rows, ...split, ...why];
}

function answer(asked: Asked, parameters: Readonly<Record<string, unknown>>): Answer {
  const { attempt, reasons } = attempts();
  const found = indices(asked, attempt);
  const { values, weights } = asked;
  const curve = lorenzCurve(values, { weights });
  const parts = decomposition(asked, attempt);
  const lorenz = Array.from({ length: 11 }, (_, at) => ({
    population: at / 10,
    value: lorenzAt(curve, at / 10),
  }));
  const results = {
    count: values.length,
    mean: weighedMean(values, weights),
    ...found,
    intervals: intervals(asked, attempt),
    lorenz,
    ...(parts === null ? {} : { decomposition: parts }),
    reasons,
  };
  return { parameters, results, lines: linesOf(found, parts, reasons) };
}

function weighedMean(values: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return mean(values);
  return mean(values.map((value, at) => value * weights[at]!)) / mean(weights);
}

/** `krachtwijk measure inequality`. */
export const inequalityMethod: Method = {
  name: "inequality",
  usage: "INPUT.csv --value C [--population C] [--group C]",
  about:
    "How unequally an amount is spread: Gini, Theil, Atkinson and more, within and between groups.",
  help: [
    "With --population each row counts for that many people. With --group Theil's T and L are split into what is within",
    "and what is between the groups, and p says how often groups drawn by lot would differ as much.",
    "intervals are for rows that are a sample of more; rows that are all there are have no such error.",
    "What cannot be had from these data (the logarithm of 0) is null, with its reason under reasons.",
    "",
    "  krachtwijk measure inequality examples/measure/incomes.csv --value income_1000_euro --population households --group city",
  ],
  options: {
    value: { type: "string", value: "C", about: "column of amounts, 0 or more" },
    population: { type: "string", value: "C", about: "column of people or households per row" },
    group: { type: "string", value: "C", about: "column of group names" },
    epsilon: {
      type: "string",
      value: "N",
      about: "aversion to inequality of Atkinson, default 0.5",
    },
    confidence: { type: "string", value: "SHARE", about: "default 0.95" },
    permutations: {
      type: "string",
      value: "N",
      about: "reshuffles for p, default 999; 0 for none",
    },
    seed: { type: "string", value: "N", about: "default 1" },
  },
  run({ table, values: options }) {
    const value = requiredOption(options, "value");
    const population = textOption(options, "population") ?? null;
    const group = textOption(options, "group") ?? null;
    const parameters = {
      value,
      population,
      group,
      epsilon: positiveOption(options, "epsilon", 0.5),
      confidence: confidenceOption(options),
      permutations: wholeOption(options, "permutations", 0, 999),
      seed: wholeOption(options, "seed", 0, 1),
      correction: "n / (n - 1), with population 1 / (1 - sum of squared shares)",
      divisor: "population",
      quantileType: 7,
    };
    return answer(
      {
        ...parameters,
        values: numberColumn(table, value),
        weights: population === null ? undefined : numberColumn(table, population),
        groups: group === null ? undefined : nameColumn(table, group),
      },
      parameters,
    );
  },
};
