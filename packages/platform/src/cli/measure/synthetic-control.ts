import {
  leastPredictorWeight,
  type SyntheticControl,
  type SyntheticStudy,
  syntheticControl,
  syntheticControlLeaveOneOut,
  syntheticControlPlacebos,
} from "@krachtwijk/measure/effect";
import { readDelivered } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption, numberOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { type Predictors, readPredictors } from "./predictors.ts";
import { periodFrom, type Series, seriesOf, unitIndex, wholeSeriesColumn } from "./series.ts";

/** Every place of the grid by name: `{"Utah": 0.39, …}`. */
const named = (units: readonly string[], weights: Float64Array, own: number) =>
  Object.fromEntries(
    units.flatMap((unit, at) => (at === own ? [] : [[unit, weights[at]!] as const])),
  );

/** How the predictor weights come about. @throws {Refusal} usage-wrong if they are given twice */
function weightsAsked(values: Values, predictors: Predictors | undefined) {
  const given = predictors?.asked.every(({ weight }) => weight !== undefined) === true;
  if (textOption(values, "predictor-weights") === undefined && given)
    return { how: "given", weights: predictors!.asked.map(({ weight }) => weight!) } as const;
  if (given)
    throw new Refusal(
      "usage-wrong",
      "--predictor-weights is not needed: the predictors have weights of their own.",
    );
  const how = choiceOption(values, "predictor-weights", ["fitted", "equal"]);
  return { how, weights: how } as const;
}

/** Each predictor of the treated unit, of its synthetic control, and on average of all donors. */
function balance(
  { asked, values }: Predictors,
  study: SyntheticStudy,
  { weights, predictorWeights }: SyntheticControl,
) {
  return asked.map(({ name }, row) => {
    const of = (unit: number) => values[unit * asked.length + row]!;
    let [synthetic, donors] = [0, 0];
    for (const [unit, weight] of weights.entries()) {
      synthetic += weight * of(unit);
      if (unit !== study.treated) donors += of(unit) / (weights.length - 1);
    }
    return { name, weight: predictorWeights[row]!, treated: of(study.treated), synthetic, donors };
  });
}

/** Placebos and leaving one out, or nothing of the kind. */
async function comparison(
  { units }: Series,
  study: SyntheticStudy,
  options: Parameters<typeof syntheticControlPlacebos>[1] & object,
) {
  const { placebos, ratio, rank, compared, p } = await syntheticControlPlacebos(study, options);
  const without = units.length < 4 ? [] : await syntheticControlLeaveOneOut(study, options);
  return {
    ratio,
    rank,
    compared,
    p,
    placebos: placebos.map(({ unit, ratio: own, gap, ...placebo }) => ({
      unit: units[unit]!,
      ratio: own ?? null,
      ...placebo,
      gap: [...gap],
    })),
    leaveOneOut: without.map(({ leftOut, averageEffect, rmspePre, rmspePost, gap, weights }) => ({
      leftOut: units[leftOut]!,
      averageEffect,
      rmspePre,
      rmspePost,
      gap: [...gap],
      weights: named(units, weights, study.treated),
    })),
  };
}

const short = (value: number) => value.toPrecision(4);

/** A gap as people read it; what rounding leaves of an exact match is none. */
const shortGap = (gap: number, actual: number) =>
  Math.abs(gap) <= 1e-12 * Math.abs(actual) ? "0" : short(gap);

/** The same for people: what it is made of, what came of it, and how unusual that is. */
function linesOf(
  { units, times }: Series,
  study: SyntheticStudy,
  found: SyntheticControl,
  compared: Awaited<ReturnType<typeof comparison>> | undefined,
): readonly string[] {
  const mixture = units
    .map((unit, at) => ({ unit, weight: found.weights[at]! }))
    .filter(({ weight }) => weight >= 0.0005)
    .sort((one, other) => other.weight - one.weight);
  const lines = [
    `${units[study.treated]} is like: ${mixture.map(({ unit, weight }) => `${unit} ${weight.toFixed(3)}`).join(", ")}`,
    "",
    `${"period".padEnd(12)}${"actual".padStart(12)}${"synthetic".padStart(12)}${"gap".padStart(12)}`,
    ...times.map((time, at) => {
      const actual = study.outcomes[study.treated * times.length + at]!;
      const cells = [short(actual), short(found.synthetic[at]!), shortGap(found.gap[at]!, actual)];
      const mark = at === study.from ? "  treated from here on" : "";
      return `${time.padEnd(12)}${cells.map((cell) => cell.padStart(12)).join("")}${mark}`;
    }),
    "",
    `average effect ${short(found.averageEffect)}; root mean squared gap ${short(found.rmspePre)} before, ${short(found.rmspePost)} after`,
  ];
  if (compared === undefined) return lines;
  const effects = compared.leaveOneOut.map(({ averageEffect }) => averageEffect);
  lines.push(
    `ratio ${short(compared.ratio)}, place ${compared.rank} of ${compared.compared} units: p = ${short(compared.p)}`,
  );
  if (effects.length > 0)
    lines.push(
      `average effect without one of the donors: ${short(Math.min(...effects))} to ${short(Math.max(...effects))}`,
    );
  return lines;
}

/** `--prefit-limit`, none by default. @throws {Refusal} usage-wrong below 1: that would leave out all who fit as well */
function limitOption(values: Values): number | undefined {
  if (textOption(values, "prefit-limit") === undefined) return undefined;
  const limit = numberOption(values, "prefit-limit");
  if (limit < 1)
    throw new Refusal(
      "usage-wrong",
      `--prefit-limit ${limit}: expected at least 1, such as 5 or 20.`,
    );
  return limit;
}

/** Reads what is asked. @throws {Refusal} */
async function readQuestion({ table, values }: Question) {
  const columns = {
    unit: requiredOption(values, "unit"),
    time: requiredOption(values, "time"),
    outcome: requiredOption(values, "outcome"),
  };
  const treated = requiredOption(values, "treated");
  const fromText = requiredOption(values, "from");
  const seed = wholeOption(values, "seed", 0, 1);
  const prefitLimit = limitOption(values);
  const series = seriesOf(table, columns.unit, columns.time);
  const from = periodFrom(series, fromText);
  const file = textOption(values, "predictors");
  const predictors =
    file === undefined ? undefined : readPredictors(await readDelivered(file, file), series, from);
  const study: SyntheticStudy = {
    outcomes: wholeSeriesColumn(series, columns.outcome),
    periods: series.times.length,
    treated: unitIndex(series, treated),
    from,
    predictors: predictors?.values,
    predictorNames: predictors?.asked.map(({ name }) => `predictor "${name}"`),
  };
  const { how, weights } = weightsAsked(values, predictors);
  const areYears = series.times.every((time) => Number.isFinite(Number(time)));
  const times = areYears ? series.times.map(Number) : series.times;
  const isAlone = values["without-placebos"] === true;
  const parameters = {
    ...columns,
    treated,
    from: times[from],
    predictors: predictors?.asked ?? "the outcome in each period before",
    predictorWeights: how,
    leastPredictorWeight: how === "fitted" && predictors ? leastPredictorWeight : null,
    scaling: predictors ? "standard deviation over all units" : "none",
    seed,
    prefitLimit: prefitLimit ?? null,
    placebos: !isAlone,
  };
  const options = { predictorWeights: weights, seed, prefitLimit };
  return { series, times, study, predictors, options, parameters, isAlone };
}

async function run(question: Question): Promise<Answer> {
  const asked = await readQuestion(question);
  const { series, times, study, predictors, options, parameters, isAlone } = asked;
  const found = syntheticControl(study, options);
  const compared = isAlone ? undefined : await comparison(series, study, options);
  const start = study.treated * study.periods;
  return {
    parameters,
    results: {
      weights: named(series.units, found.weights, study.treated),
      times,
      actual: Array.from(study.outcomes).slice(start, start + study.periods),
      synthetic: [...found.synthetic],
      gap: [...found.gap],
      rmspePre: found.rmspePre,
      rmspePost: found.rmspePost,
      averageEffect: found.averageEffect,
      predictorLoss: found.predictorLoss,
      isUnique: found.isUnique,
      predictors: predictors ? balance(predictors, study, found) : [],
      ...(compared ?? {
        ratio: null,
        rank: null,
        compared: null,
        p: null,
        placebos: [],
        leaveOneOut: [],
      }),
    },
    lines: linesOf(series, study, found, compared),
  };
}

/** `krachtwijk measure synthetic-control`. */
export const syntheticControlMethod: Method = {
  name: "synthetic-control",
  usage: "INPUT.csv --unit C --time C --outcome C --treated ID --from T [--predictors SPEC.json]",
  about:
    "What would have happened without the treatment: a mixture of units that was like the treated one.",
  help: [
    "INPUT.csv has one row per unit and period. Without --predictors the mixture is like the treated unit in the outcome",
    "of each period before; with it, in what SPEC.json lists:",
    '  [{ "column": "income", "over": [2010, 2017] }, { "column": "rate", "over": 2015, "agg": "mean", "weight": 1 }]',
    'or { "over": [2010, 2017], "predictors": ["income", "rent"], "special": [{ "column": "rate", "over": 2015 }] }.',
    "Every other unit is treated in turn as if it had been the one; p is the place of the treated unit among them.",
    "  krachtwijk measure synthetic-control examples/measure/assistance.csv --unit neighbourhood --time year --outcome social_assistance_pct --treated Schildersbuurt --from 2018 --predictors examples/measure/assistance-predictors.json",
  ],
  options: {
    unit: { type: "string", value: "COLUMN", about: "who: area, state" },
    time: { type: "string", value: "COLUMN", about: "when: year, day" },
    outcome: { type: "string", value: "COLUMN", about: "what is to be explained" },
    treated: { type: "string", value: "ID", about: "the treated unit" },
    from: {
      type: "string",
      value: "TIME",
      about: "the first period in which the treatment can show",
    },
    predictors: { type: "string", value: "SPEC.json", about: "in what the mixture is to be alike" },
    "predictor-weights": {
      type: "string",
      value: "fitted|equal",
      about: "default fitted: those with the smallest gap before",
    },
    "prefit-limit": {
      type: "string",
      value: "N",
      about:
        "leave out placebos whose mean squared gap before is over N times that of the treated unit",
    },
    "without-placebos": { type: "boolean", about: "no placebos, and no leaving one out" },
    seed: { type: "string", value: "N", about: "of the search for predictor weights (default 1)" },
  },
  run,
};
