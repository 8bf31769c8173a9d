import {
  type DomainResult,
  kishDesignEffect,
  type SurveyEstimate,
  type SurveyOptions,
  type SurveyProportion,
  surveyByDomain,
} from "@krachtwijk/measure/survey";
import type { OptionSpec, Values } from "../command.ts";
import { nameColumn } from "./columns.ts";
import type { Answer } from "./method.ts";
import { choiceOption, textOption } from "./options.ts";
import { gapsIn, rakingResult, type SurveyQuestion } from "./survey-input.ts";
import { digits, fromTo, tableLines } from "./table-lines.ts";

type Found = SurveyEstimate | SurveyProportion;

/** Options of a method that gives one estimate, also by domain. */
export const byOptions: Readonly<Record<string, OptionSpec>> = {
  by: { type: "string", value: "C", about: "also for each value of this column" },
  "design-effect": {
    type: "string",
    value: "KIND",
    about:
      "against a simple sample: without-replacement, with-replacement, or auto (default): without where weights allow",
  },
};

const cells = (name: string, found: Found): readonly string[] => [
  name,
  digits(found.estimate),
  digits(found.standardError),
  fromTo(found.interval),
  digits(found.designEffect),
  String(found.rows),
];
const head = ["", "estimate", "standard error", "interval", "design effect", "rows"];

const domainResult = (result: DomainResult<Found>) =>
  result.kind === "found"
    ? { domain: result.domain, ...result.found }
    : { domain: result.domain, impossible: { why: result.why, sentence: result.sentence } };

function domainCells(result: DomainResult<Found>): readonly string[] {
  return result.kind === "found"
    ? cells(result.domain, result.found)
    : [result.domain, "–", "–", result.why, "–", "–"];
}

/** What is asked of a sample: the estimate, and the columns that it is made of. */
export interface Asked {
  readonly columns: readonly Float64Array[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly ask: (options: SurveyOptions) => Found;
}

/** One estimate, for all and by domain. */
export function estimateAnswer(question: SurveyQuestion, values: Values, asked: Asked): Answer {
  const by = textOption(values, "by");
  const effect = choiceOption(values, "design-effect", [
    "auto",
    "without-replacement",
    "with-replacement",
  ]);
  const options: SurveyOptions = {
    ...question.options,
    designEffectAgainst: effect === "auto" ? undefined : effect,
  };
  const whole = asked.ask(options);
  const domains =
    by === undefined
      ? undefined
      : surveyByDomain(question.design, nameColumn(question.table, by), (domain) =>
          asked.ask({ ...options, ...domain }),
        );
  return {
    parameters: {
      ...asked.parameters,
      ...question.parameters,
      by: by ?? null,
      designEffect: effect,
    },
    results: {
      ...whole,
      missing: gapsIn(asked.columns),
      weightingEffect: kishDesignEffect(question.design.weights).designEffect,
      ...rakingResult(question),
      ...(domains === undefined ? {} : { domains: domains.map(domainResult) }),
    },
    lines: tableLines([head, cells("all", whole), ...(domains ?? []).map(domainCells)]),
  };
}
