import { surveyProportion } from "@krachtwijk/measure/survey";
import { malformed } from "#intake";
import { isGap, textColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, requiredOption } from "./options.ts";
import { byOptions, estimateAnswer } from "./survey-answer.ts";
import {
  designOptions,
  estimateOptions,
  type SurveyQuestion,
  surveyQuestion,
} from "./survey-input.ts";

/** 1 where the cell has the text, 0 where it has another, NaN where it has none. */
function membership({ table, options }: SurveyQuestion, column: string, is: string): Float64Array {
  const texts = textColumn(table, column);
  if (!texts.includes(is))
    throw malformed(
      { file: table.file, column },
      `nobody has "${is}"; there are: ${[...new Set(texts)].slice(0, 10).join(", ")}.`,
    );
  return Float64Array.from(texts, (text, row) => {
    if (!isGap(text)) return text === is ? 1 : 0;
    if (options.missing === "leave-out") return Number.NaN;
    throw malformed(
      { file: table.file, line: table.rows[row]!.line, column },
      "an answer is expected here; this cell is empty.",
    );
  });
}

/** `krachtwijk measure survey-proportion`. */
export const surveyProportionMethod: Method = {
  name: "survey-proportion",
  usage:
    "INPUT.csv --value C --is TEXT --weight C [--method logit|beta|wilson|likelihood|arcsine|mean]",
  about: "A share from a sample, with an interval between 0 and 1.",
  help: [
    "  krachtwijk measure survey-proportion examples/measure/residents-survey.csv --value feels_unsafe --is yes --weight weight --strata district --cluster block --by tenure",
  ],
  options: {
    value: { type: "string", value: "C", about: "the column" },
    is: { type: "string", value: "TEXT", about: "what to count in it" },
    method: { type: "string", value: "METHOD", about: "how the interval is made; default logit" },
    ...designOptions,
    ...byOptions,
    ...estimateOptions,
  },
  async run(asked) {
    const value = requiredOption(asked.values, "value");
    const is = requiredOption(asked.values, "is");
    const method = choiceOption(asked.values, "method", [
      "logit",
      "beta",
      "wilson",
      "likelihood",
      "arcsine",
      "mean",
    ]);
    const question = await surveyQuestion(asked);
    const members = membership(question, value, is);
    return estimateAnswer(question, asked.values, {
      columns: [members],
      parameters: { value, is, method },
      ask: (options) => surveyProportion(question.design, members, { ...options, method }),
    });
  },
};
