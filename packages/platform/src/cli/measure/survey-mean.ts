import { surveyMean, surveyMeans, surveyRatio, surveyTotal } from "@krachtwijk/measure/survey";
import { Refusal } from "#kernel";
import type { Answer, Method, Question } from "./method.ts";
import { requiredOption, textOption } from "./options.ts";
import { byOptions, estimateAnswer } from "./survey-answer.ts";
import {
  columnsOption,
  designOptions,
  estimateOptions,
  gapsIn,
  rakingResult,
  type SurveyQuestion,
  surveyQuestion,
  valueColumn,
} from "./survey-input.ts";
import { digits, fromTo, tableLines } from "./table-lines.ts";

const file = "examples/measure/residents-survey.csv";
const drawnAs = "--weight weight --strata district --cluster block --fpc blocks_in_district";
const usage = "[--strata C] [--cluster C[,C]] [--fpc C[,C]] [--by C] [--margins M.csv]";
const common = { ...designOptions, ...byOptions, ...estimateOptions };

/** Several means in the rows that have them all, with their covariance. */
function severalMeans(question: SurveyQuestion, names: readonly string[]): Answer {
  const columns = names.map((name) => valueColumn(question, name));
  const { estimates, covariance } = surveyMeans(question.design, columns, question.options);
  return {
    parameters: { value: names, ...question.parameters, by: null, designEffect: "auto" },
    results: {
      estimates: estimates.map((found, at) => ({ value: names[at], ...found })),
      covariance,
      missing: gapsIn(columns),
      ...rakingResult(question),
    },
    lines: tableLines([
      ["", "mean", "standard error", "interval", "design effect"],
      ...estimates.map((found, at) => [
        names[at]!,
        digits(found.estimate),
        digits(found.standardError),
        fromTo(found.interval),
        digits(found.designEffect),
      ]),
    ]),
  };
}

/** `krachtwijk measure survey-mean`. */
export const surveyMeanMethod: Method = {
  name: "survey-mean",
  usage: `INPUT.csv --value C --weight C ${usage}`,
  about: "A mean from a sample, with the standard error of its strata and clusters.",
  help: [
    "Weights are inverse inclusion probabilities. --value a,b gives several means with their covariance.",
    "Two stages: --cluster district,school --fpc districts,schools.",
    "",
    `  krachtwijk measure survey-mean ${file} --value liveability ${drawnAs} --by district`,
  ],
  options: { value: { type: "string", value: "C[,C]", about: "what to average" }, ...common },
  async run(asked: Question) {
    requiredOption(asked.values, "value");
    const names = columnsOption(asked.values, "value", asked.table);
    const question = await surveyQuestion(asked);
    const [name, ...more] = names;
    if (more.length > 0) {
      for (const option of ["by", "design-effect"])
        if (textOption(asked.values, option) !== undefined)
          throw new Refusal("usage-wrong", `--${option} goes with one --value; ask one at a time.`);
      return severalMeans(question, names);
    }
    const values = valueColumn(question, name!);
    return estimateAnswer(question, asked.values, {
      columns: [values],
      parameters: { value: name },
      ask: (options) => surveyMean(question.design, values, options),
    });
  },
};

/** `krachtwijk measure survey-total`. */
export const surveyTotalMethod: Method = {
  name: "survey-total",
  usage: `INPUT.csv --value C --weight C ${usage}`,
  about: "A total in the population, estimated from a sample.",
  help: [`  krachtwijk measure survey-total ${file} --value liveability ${drawnAs}`],
  options: { value: { type: "string", value: "C", about: "what to add up" }, ...common },
  async run(asked) {
    const name = requiredOption(asked.values, "value");
    const question = await surveyQuestion(asked);
    const values = valueColumn(question, name);
    return estimateAnswer(question, asked.values, {
      columns: [values],
      parameters: { value: name },
      ask: (options) => surveyTotal(question.design, values, options),
    });
  },
};

/** `krachtwijk measure survey-ratio`. */
export const surveyRatioMethod: Method = {
  name: "survey-ratio",
  usage: `INPUT.csv --numerator C --denominator C --weight C ${usage}`,
  about: "The ratio of two totals, estimated from a sample.",
  help: [
    `  krachtwijk measure survey-ratio ${file} --numerator liveability --denominator blocks_in_district --weight weight`,
  ],
  options: {
    numerator: { type: "string", value: "C", about: "what is above the line" },
    denominator: { type: "string", value: "C", about: "what is below it" },
    ...common,
  },
  async run(asked) {
    const names = ["numerator", "denominator"].map((option) =>
      requiredOption(asked.values, option),
    );
    const question = await surveyQuestion(asked);
    const [above, below] = names.map((name) => valueColumn(question, name)) as [
      Float64Array,
      Float64Array,
    ];
    return estimateAnswer(question, asked.values, {
      columns: [above, below],
      parameters: { numerator: names[0], denominator: names[1] },
      ask: (options) => surveyRatio(question.design, above, below, options),
    });
  },
};
