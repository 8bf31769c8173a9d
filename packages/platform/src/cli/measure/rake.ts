import { type MarginReport, rake, type Trimming } from "@krachtwijk/measure/survey";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import type { Method } from "./method.ts";
import { choiceOption, numberOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { weightColumn } from "./survey-input.ts";
import { readMargins } from "./survey-margins.ts";
import { digits, tableLines } from "./table-lines.ts";

/** @throws {Refusal} usage-wrong */
function trimming(values: Values): Trimming | undefined {
  const [least, most] = ["trim-least", "trim-most"].map((name) =>
    textOption(values, name) === undefined ? undefined : numberOption(values, name),
  );
  const of = choiceOption(values, "trim-of", ["mean", "base"]);
  if (least === undefined && most === undefined) return undefined;
  if (least !== undefined && !(least >= 0 && least <= 1))
    throw new Refusal("usage-wrong", `--trim-least ${least}: expected 0 to 1.`);
  if (most !== undefined && !(most >= 1))
    throw new Refusal("usage-wrong", `--trim-most ${most}: expected 1 or more.`);
  return { least, most, of };
}

function tolerance(values: Values): number {
  const value = numberOption(values, "tolerance", 1e-10);
  if (value >= 1e-14 && value < 1) return value;
  throw new Refusal("usage-wrong", `--tolerance ${value}: expected 1e-14 to 1, such as 1e-6.`);
}

const reportLines = (margins: readonly MarginReport[]) =>
  tableLines([
    ["category", "rows", "before", "after", "total"],
    ...margins.map(({ variable, category, rows, before, after, target }) => [
      `${variable} ${category}`,
      String(rows),
      digits(before),
      digits(after),
      digits(target),
    ]),
  ]);

/** `krachtwijk measure rake`. */
export const rakeMethod: Method = {
  name: "rake",
  usage:
    "INPUT.csv --margins M.csv [--weight C] [--trim-least X --trim-most X --trim-of mean|base]",
  about: "Weights that add up to what is known of the population, for several variables at once.",
  help: [
    "M.csv has the columns variable, category, total; variable is a column of INPUT.csv. One variable: post-stratification.",
    "",
    "  krachtwijk measure rake examples/measure/residents-survey.csv --margins examples/measure/residents-margins.csv --weight weight --trim-most 3",
  ],
  options: {
    margins: { type: "string", value: "M.csv", about: "variable,category,total of the population" },
    weight: { type: "string", value: "C", about: "weights to begin with; default 1 each" },
    "trim-least": {
      type: "string",
      value: "X",
      about: "no weight below X times what --trim-of says",
    },
    "trim-most": {
      type: "string",
      value: "X",
      about: "no weight above X times what --trim-of says",
    },
    "trim-of": {
      type: "string",
      value: "mean|base",
      about: "mean weight (default), or the row's own before",
    },
    tolerance: {
      type: "string",
      value: "SHARE",
      about: "good enough: share of a total; default 1e-10",
    },
    iterations: { type: "string", value: "N", about: "rounds before giving up; default 1000" },
    "scale-totals": {
      type: "boolean",
      about: "scale variables that add up to another total than the first",
    },
  },
  async run({ table, values }) {
    const file = requiredOption(values, "margins");
    const weight = textOption(values, "weight");
    const trim = trimming(values);
    const settings = {
      tolerance: tolerance(values),
      maximumIterations: wholeOption(values, "iterations", 1, 1000),
      scaleTotals: values["scale-totals"] === true,
    };
    const base = weight === undefined ? table.rows.map(() => 1) : weightColumn(table, weight);
    const found = rake(base, await readMargins(file, table), { ...settings, trim });
    const { weights, margins, ...report } = found;
    return {
      parameters: {
        margins: file,
        weight: weight ?? null,
        trim:
          trim === undefined
            ? null
            : { least: trim.least ?? 0, most: trim.most ?? null, of: trim.of },
        ...settings,
      },
      results: {
        weights: [...weights],
        ...report,
        margins: margins.map((one) => ({ ...one, deviation: one.after - one.target })),
      },
      lines: [
        ...reportLines(margins),
        "",
        `${found.iterations} rounds   design effect ${digits(found.designEffect)}   as good as ${digits(found.effectiveSize)} of ${weights.length} rows   ${found.trimmed} on a bound`,
        "The weights themselves are in the answer with --json.",
      ],
    };
  },
};
