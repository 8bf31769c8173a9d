import {
  type RakedDesign,
  rakedDesign,
  type SurveyDesign,
  type SurveyOptions,
  surveyDesign,
} from "@krachtwijk/measure/survey";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { OptionSpec, Values } from "../command.ts";
import { nameColumn, numberColumn } from "./columns.ts";
import type { Question } from "./method.ts";
import { choiceOption, confidenceOption, textOption } from "./options.ts";
import { readMargins } from "./survey-margins.ts";

/** Options that say how a sample was drawn. */
export const designOptions: Readonly<Record<string, OptionSpec>> = {
  weight: {
    type: "string",
    value: "C",
    about: "inverse inclusion probabilities; optional with --fpc",
  },
  strata: { type: "string", value: "C[,C]", about: "strata, one column per stage" },
  cluster: { type: "string", value: "C[,C]", about: "clusters, from the first stage to the last" },
  fpc: {
    type: "string",
    value: "C[,C]",
    about: "units in the population, or sampled share, per stage",
  },
  lonely: {
    type: "string",
    value: "RULE",
    about: "stratum with one cluster: fail (default), certainty, adjust, average",
  },
  margins: {
    type: "string",
    value: "M.csv",
    about: "rake to these totals first: variable,category,total",
  },
};

/** Options that say how an estimate is given. */
export const estimateOptions: Readonly<Record<string, OptionSpec>> = {
  gaps: {
    type: "string",
    value: "leave-out|refuse",
    about: "rows without a value; default leave-out",
  },
  interval: { type: "string", value: "t|normal", about: "default t" },
  confidence: { type: "string", value: "SHARE", about: "default 0.95" },
};

/** One column, or several with commas between. A column whose own name has a comma is found first. */
export function columnsOption(values: Values, name: string, table: Table): readonly string[] {
  const text = textOption(values, name);
  if (text === undefined) return [];
  return table.header.includes(text) ? [text] : text.split(",").map((column) => column.trim());
}

/** Weights: numbers of at least 0. @throws {Refusal} input-malformed with file, line and column */
export function weightColumn(table: Table, column: string): Float64Array {
  const weights = numberColumn(table, column);
  const below = weights.findIndex((weight) => weight < 0);
  if (below < 0) return weights;
  throw malformed(
    { file: table.file, line: table.rows[below]!.line, column },
    `a weight of at least 0 is expected; this is ${weights[below]}.`,
  );
}

/** A sample as it was drawn, raked where that was asked, and what was asked. */
export interface SurveyQuestion {
  readonly table: Table;
  readonly design: SurveyDesign;
  readonly raked: RakedDesign["raked"] | undefined;
  readonly options: SurveyOptions;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const orNull = (columns: readonly string[]) =>
  columns.length === 0 ? null : columns.length === 1 ? columns[0] : columns;

/** Some rows of a table. */
export const rowsWhere = (table: Table, keep: (row: number) => boolean): Table => ({
  ...table,
  rows: table.rows.filter((_, row) => keep(row)),
});

/** @throws {Refusal} usage-wrong with neither weights nor fpc; input-malformed */
export async function surveyQuestion({ table, values }: Question): Promise<SurveyQuestion> {
  const weight = textOption(values, "weight");
  const [strata, cluster, fpc] = ["strata", "cluster", "fpc"].map((name) =>
    columnsOption(values, name, table),
  ) as [readonly string[], readonly string[], readonly string[]];
  if (weight === undefined && fpc.length === 0)
    throw new Refusal(
      "usage-wrong",
      "--weight is needed, or --fpc, from which equal weights follow.",
    );
  const lonely = choiceOption(values, "lonely", ["fail", "certainty", "adjust", "average"]);
  const margins = textOption(values, "margins");
  const missing = choiceOption(values, "gaps", ["leave-out", "refuse"]);
  const interval = choiceOption(values, "interval", ["t", "normal"]);
  const confidence = confidenceOption(values);
  const drawn = surveyDesign({
    weights: weight === undefined ? undefined : weightColumn(table, weight),
    strata: strata.length === 0 ? undefined : strata.map((column) => nameColumn(table, column)),
    clusters: cluster.length === 0 ? undefined : cluster.map((column) => nameColumn(table, column)),
    fpc: fpc.length === 0 ? undefined : fpc.map((column) => numberColumn(table, column)),
    lonelyCluster: lonely,
  });
  const after =
    margins === undefined ? undefined : rakedDesign(drawn, await readMargins(margins, table));
  return {
    table,
    design: after?.design ?? drawn,
    raked: after?.raked,
    options: { missing, interval, confidence },
    parameters: {
      weight: weight ?? null,
      strata: orNull(strata),
      cluster: orNull(cluster),
      fpc: orNull(fpc),
      lonely,
      margins: margins ?? null,
      gaps: missing,
      interval,
      confidence,
    },
  };
}

/** A column of values; gaps as the options say. */
export function valueColumn({ table, options }: SurveyQuestion, column: string): Float64Array {
  return numberColumn(table, column, options.missing === "leave-out" ? "keep" : "refuse");
}

/** How many of these columns' rows have no value. */
export const gapsIn = (columns: readonly Float64Array[]): number =>
  columns[0]!.reduce(
    (count, _, row) => count + (columns.some((column) => Number.isNaN(column[row])) ? 1 : 0),
    0,
  );

/** What the raking did, where there was one. */
export const rakingResult = ({ raked }: SurveyQuestion) =>
  raked === undefined
    ? {}
    : {
        raking: {
          iterations: raked.iterations,
          designEffect: raked.designEffect,
          margins: raked.margins,
        },
      };
