import {
  type Balance,
  type BalanceRow,
  balanceTable,
  type LogisticRegression,
  logisticRegression,
  type Matching,
  type MatchingBasis,
  matchNearest,
  type NumberColumn,
} from "@krachtwijk/measure/likeness";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { idColumn, numberColumn } from "./columns.ts";
import { idColumnName, indicatorColumns, namedColumns } from "./likeness-columns.ts";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption, numberOption, requiredOption, textOption } from "./options.ts";

/** A column of 0 and 1. @throws {Refusal} input-malformed with the place */
function groupColumn(table: Table, column: string): Float64Array {
  const values = numberColumn(table, column);
  const at = values.findIndex((value) => value !== 0 && value !== 1);
  if (at >= 0)
    throw malformed(
      { file: table.file, line: table.rows[at]!.line, column },
      `1 (treated) or 0 is expected; this is "${table.rows[at]!.cells[column]}".`,
    );
  return values;
}

/** `--caliper`, none by default. @throws {Refusal} usage-wrong below 0 */
function caliperOption(values: Values): number | undefined {
  if (textOption(values, "caliper") === undefined) return undefined;
  const caliper = numberOption(values, "caliper");
  if (caliper < 0)
    throw new Refusal("usage-wrong", `--caliper ${caliper}: expected 0 or more, such as 0.2.`);
  return caliper;
}

/** What areas are matched on, and the chances that are behind it. */
function basisOf(
  distance: "propensity" | "logit" | "mahalanobis",
  treated: Float64Array,
  columns: readonly NumberColumn[],
): { readonly basis: MatchingBasis; readonly regression: LogisticRegression | undefined } {
  if (distance === "mahalanobis") return { basis: { columns }, regression: undefined };
  const regression = logisticRegression(treated, columns);
  const { fitted } = regression;
  const score = distance === "logit" ? fitted.map((p) => Math.log(p / (1 - p))) : fitted;
  return { basis: { score }, regression };
}

/** JSON has no undefined: what there is not is null. */
const withNulls = ({ standardisedDifference, varianceRatio, ...means }: Balance) => ({
  ...means,
  standardisedDifference: standardisedDifference ?? null,
  varianceRatio: varianceRatio ?? null,
});

const short = (value: number | undefined) =>
  value === undefined ? "–" : value.toFixed(3).replace("-", "−");

function linesOf(
  ids: readonly string[],
  { pairs, unmatched }: Matching,
  balance: readonly BalanceRow[],
): readonly string[] {
  const width = Math.max(8, ...balance.map(({ name }) => name.length));
  const cells = ({ standardisedDifference, varianceRatio }: Balance) =>
    `${short(standardisedDifference).padStart(12)}${short(varianceRatio).padStart(12)}`;
  return [
    ...pairs.map(
      ({ treated, control, distance }) =>
        `${ids[treated]} with ${ids[control]}, ${distance.toPrecision(3)} apart`,
    ),
    ...(unmatched.length === 0
      ? []
      : [`without a match: ${unmatched.map((at) => ids[at]).join(", ")}`]),
    "",
    `${"".padEnd(width)}${"before".padStart(24)}${"after".padStart(24)}`,
    `${"column".padEnd(width)}${`${"difference".padStart(12)}${"var. ratio".padStart(12)}`.repeat(2)}`,
    ...balance.map(
      ({ name, before, after }) => `${name.padEnd(width)}${cells(before)}${cells(after)}`,
    ),
  ];
}

/** Reads what is asked. @throws {Refusal} */
function readQuestion({ table, values }: Question) {
  const treatedColumn = requiredOption(values, "treated");
  const distance = choiceOption(values, "distance", ["propensity", "logit", "mahalanobis"]);
  const order = choiceOption(
    values,
    "order",
    distance === "mahalanobis" ? ["data"] : ["largest", "data"],
  );
  const spread = choiceOption(values, "spread", ["treated", "pooled"]);
  const caliper = caliperOption(values);
  const replacement = values["with-replacement"] === true;
  const column = idColumnName(values, table);
  const ids = idColumn(table, column);
  const treated = groupColumn(table, treatedColumn);
  const names = namedColumns(values, table, [column, treatedColumn]);
  const parameters = {
    treated: treatedColumn,
    idColumn: column,
    columns: names,
    distance,
    withReplacement: replacement,
    caliper: caliper ?? null,
    order,
    spread,
  };
  return { ids, treated, names, parameters, options: { replacement, caliper, order } };
}

function run(question: Question): Answer {
  const { ids, treated, names, parameters, options } = readQuestion(question);
  const columns = indicatorColumns(question.table, names);
  const { basis, regression } = basisOf(parameters.distance, treated, columns);
  const matching = matchNearest(treated, basis, options);
  const balance = balanceTable(treated, columns, matching.weights, { spread: parameters.spread });
  const named = (values: Float64Array) =>
    Object.fromEntries(ids.map((id, at) => [id, values[at]!]));
  return {
    parameters,
    results: {
      pairs: matching.pairs.map((pair) => ({
        treated: ids[pair.treated]!,
        control: ids[pair.control]!,
        distance: pair.distance,
      })),
      unmatched: matching.unmatched.map((at) => ids[at]!),
      weights: named(matching.weights),
      balance: balance.map(({ name, before, after }) => ({
        column: name,
        before: withNulls(before),
        after: withNulls(after),
      })),
      propensity: regression
        ? {
            coefficients: regression.coefficients,
            scores: named(regression.fitted),
            logLikelihood: regression.logLikelihood,
            iterations: regression.iterations,
          }
        : null,
    },
    lines: linesOf(ids, matching, balance),
  };
}

/** `krachtwijk measure matching`. */
export const matchingMethod: Method = {
  name: "matching",
  usage: "INPUT.csv --treated C [--columns A,B,C] [--distance propensity|logit|mahalanobis]",
  about: "For each treated area the untreated one that is most like it, with a balance table.",
  help: [
    "INPUT.csv has one row per area, and a column that is 1 for treated areas and 0 for others. The propensity is the chance of",
    "being treated, by logistic regression on the columns; a column of words counts as one of 0 and 1 for each word but the first.",
    "  krachtwijk measure matching examples/measure/likeness.csv --treated treated --columns income_1000_euro,social_rent_pct,under_18_pct --with-replacement --caliper 0.5",
  ],
  options: {
    treated: { type: "string", value: "COLUMN", about: "1 for treated areas, 0 for others" },
    "id-column": {
      type: "string",
      value: "COLUMN",
      about: "names of areas (default the first column)",
    },
    columns: {
      type: "string",
      value: "A,B,C",
      about: "what areas are to be alike in (default all columns of numbers that differ)",
    },
    distance: {
      type: "string",
      value: "propensity|logit|mahalanobis",
      about: "default propensity; logit is the logarithm of its odds",
    },
    "with-replacement": { type: "boolean", about: "an untreated area may serve more than once" },
    caliper: {
      type: "string",
      value: "D",
      about:
        "how far a match may be: in standard deviations of the score, or as Mahalanobis' distance",
    },
    order: {
      type: "string",
      value: "largest|data",
      about:
        "who chooses first: the largest score (default; not for mahalanobis), or the first in the file",
    },
    spread: {
      type: "string",
      value: "treated|pooled",
      about: "standard deviation in which differences are measured (default treated)",
    },
  },
  run,
};
