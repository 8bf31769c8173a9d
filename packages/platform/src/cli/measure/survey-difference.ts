import {
  independentDifference,
  type SurveyDifference,
  surveyDifference,
  surveyMean,
} from "@krachtwijk/measure/survey";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { nameColumn } from "./columns.ts";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption, requiredOption, textOption } from "./options.ts";
import {
  designOptions,
  estimateOptions,
  rowsWhere,
  surveyQuestion,
  valueColumn,
} from "./survey-input.ts";
import { digits, fromTo } from "./table-lines.ts";

/** The two waves to compare; without names the column must have two, and the first in order is compared with. */
function wavesOf(table: Table, values: Values): { column: string; from: string; to: string } {
  const column = requiredOption(values, "wave");
  const there = [...new Set(nameColumn(table, column))].sort();
  const given = ["from", "to"].map((name) => textOption(values, name));
  if (given.some((name) => name === undefined) && there.length !== 2)
    throw malformed(
      { file: table.file, column },
      `there are ${there.length} waves (${there.slice(0, 10).join(", ")}); say which two with --from and --to.`,
    );
  const from = given[0] ?? there.find((wave) => wave !== given[1])!;
  const to = given[1] ?? there.find((wave) => wave !== from)!;
  for (const wave of [from, to])
    if (!there.includes(wave))
      throw malformed(
        { file: table.file, column },
        `there is no wave "${wave}"; there are: ${there.slice(0, 10).join(", ")}.`,
      );
  if (from === to) throw new Refusal("usage-wrong", `--from and --to are both "${from}".`);
  return { column, from, to };
}

async function independent({ table, values }: Question, value: string) {
  const { column, from, to } = wavesOf(table, values);
  const waves = nameColumn(table, column);
  const questions = await Promise.all(
    [from, to].map((wave) =>
      surveyQuestion({ table: rowsWhere(table, (row) => waves[row] === wave), values }),
    ),
  );
  const [before, after] = questions.map((question) =>
    surveyMean(question.design, valueColumn(question, value), question.options),
  );
  const { parameters, options } = questions[0]!;
  return { parameters, found: independentDifference(before!, after!, options) };
}

async function panel({ table, values }: Question, value: string) {
  requiredOption(values, "cluster");
  const { column, from, to } = wavesOf(table, values);
  const all = nameColumn(table, column);
  const both = rowsWhere(table, (row) => all[row] === from || all[row] === to);
  const waves = nameColumn(both, column);
  const question = await surveyQuestion({ table: both, values });
  const groups = {
    first: waves.map((wave) => wave === from),
    second: waves.map((wave) => wave === to),
  };
  const column2 = valueColumn(question, value);
  const { parameters, options } = question;
  return { parameters, found: surveyDifference(question.design, column2, groups, options) };
}

function answerOf(found: SurveyDifference, parameters: Answer["parameters"]): Answer {
  const { first, second, samples, ...results } = found;
  return {
    parameters,
    results: { ...results, before: first, after: second, taken: samples },
    lines: [
      `${digits(first)} → ${digits(second)}: ${digits(found.difference)}   standard error ${digits(found.standardError)}   ${fromTo(found.interval)}   p ${digits(found.p)}`,
    ],
  };
}

/** `krachtwijk measure survey-difference`. */
export const surveyDifferenceMethod: Method = {
  name: "survey-difference",
  usage:
    "INPUT.csv --wave C --value C --weight C [--samples independent|panel] [--from WAVE --to WAVE] [--strata C] [--cluster C] [--fpc C]",
  about: "How a mean changed between two waves of a survey, and whether that is more than chance.",
  help: [
    "independent: each wave is a sample of its own. panel: the same persons or households were asked again; --cluster",
    "names them (or the larger clusters that they are in), and what is alike between the waves cancels.",
    "",
    "  krachtwijk measure survey-difference examples/measure/panel-survey.csv --wave wave --value liveability --weight weight --strata district --samples panel --cluster person",
  ],
  options: {
    wave: { type: "string", value: "C", about: "which wave each row is of" },
    from: { type: "string", value: "WAVE", about: "the wave that is compared with" },
    to: { type: "string", value: "WAVE", about: "the other" },
    value: { type: "string", value: "C", about: "what to average" },
    samples: { type: "string", value: "independent|panel", about: "default independent" },
    ...designOptions,
    ...estimateOptions,
  },
  async run(asked) {
    const value = requiredOption(asked.values, "value");
    const samples = choiceOption(asked.values, "samples", ["independent", "panel"]);
    const { column, from, to } = wavesOf(asked.table, asked.values);
    const { parameters, found } = await (samples === "panel" ? panel : independent)(asked, value);
    return answerOf(found, { wave: column, from, to, value, samples, ...parameters });
  },
};
