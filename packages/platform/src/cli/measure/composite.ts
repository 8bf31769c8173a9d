import { compositeIndex } from "@krachtwijk/measure/composite";
import { readDelivered, readJson } from "#intake";
import { analysisOf, sensitivityOf, uncertaintyOf } from "./composite-analysis.ts";
import {
  byName,
  changeLines,
  classLines,
  dimensionLines,
  indicatorLines,
  type Made,
  scoreLines,
  screenedLines,
} from "./composite-answer.ts";
import { compositeInput } from "./composite-input.ts";
import { compositeSpecSchema } from "./composite-spec.ts";
import type { Method } from "./method.ts";
import { requiredOption } from "./options.ts";

const help = [
  "SPEC.json says how the index is made. Only id and indicators are needed; every key is in docs/methods/composite.md.",
  "",
  "  id             column with the name of each area",
  "  indicators     [{ column, direction 1|-1, weight, parent, denominator, normalisation, treatment }]",
  "  dimensions     [{ name, parent, weight, aggregation, weighting }], to any depth",
  "  period         column with the period: contributions to change follow",
  "  group, judgement   columns for gaps by group, and for weights that follow a judgement",
  "  screening      { leastData, leastNonZero }",
  "  missing        none | available-case | mean | median | group-mean | group-median",
  "  treatment      none | winsorise | limits | percentiles | log | log-shift | box-cox …",
  "  normalisation  z-score | min-max | rank | borda | percentile | distance-to-target | distance-to-reference |",
  "                 fraction-of-maximum | goalposts | none",
  "  weighting      given | equal | first-component | factor | judgement | optimised",
  "  aggregation    arithmetic | geometric | harmonic | { power }, for all or as a list, one per level",
  "  ties           min | max | average | dense: the rank that equal scores share",
  "  classes        { cutOffs: [..], labels: [..] } or { quantiles: 5 }",
  "  analysis       [correlations, rank-correlations, components, copeland]",
  "  uncertainty    { choices: [..], runs, seed, interval }",
  "  sensitivity    { choices: [..], samples, seed, area }",
  "",
  "  krachtwijk measure composite examples/measure/neighbourhoods.csv --spec examples/measure/composite.json",
];

/** The index for people: the highest score first. */
function linesOf(made: Made): readonly string[] {
  const { index, rows } = made;
  const order = Array.from(index.rows.keys()).sort(
    (a, b) => (index.ranks[a] ?? 0) - (index.ranks[b] ?? 0),
  );
  const last = rows.names.at(-1);
  const shown = order.filter(
    (at) => rows.periods === null || rows.periods[index.rows[at]!] === last,
  );
  const width = Math.max(...rows.ids.map((id) => id.length));
  const lines = shown.map((at) => {
    const id = rows.ids[index.rows[at]!]!.padEnd(width);
    return Number.isNaN(index.score[at])
      ? `   –   ${id}   no score: a gap`
      : `${String(index.ranks[at]).padStart(4)}   ${id}   ${index.score[at]!.toPrecision(5)}`;
  });
  return rows.periods === null ? lines : [`${made.file.period!.column} ${last}`, ...lines];
}

/** `krachtwijk measure composite`. */
export const compositeMethod: Method = {
  name: "composite",
  usage: "INPUT.csv --spec SPEC.json",
  about:
    "Many indicators as one index: scores, ranks, classes, contributions, and how sure they are.",
  help,
  options: {
    spec: { type: "string", value: "SPEC.json", about: "how the index is made" },
  },
  async run({ table, values }) {
    const specFile = requiredOption(values, "spec");
    const file = readJson(await readDelivered(specFile, specFile), compositeSpecSchema);
    const input = compositeInput(table, file, specFile);
    const index = byName(input, () => compositeIndex(input.data, input.spec));
    const made: Made = { ...input, index, scores: index.scores() };
    const optional = {
      screened: screenedLines(made),
      classes: classLines(made),
      changes: changeLines(made),
      uncertainty: await uncertaintyOf(made, specFile),
      sensitivity: await sensitivityOf(made, specFile),
    };
    const there = Object.entries(optional).filter(([, value]) => value !== null);
    return {
      parameters: { spec: specFile, ...file },
      results: {
        scores: scoreLines(made),
        indicators: indicatorLines(made),
        dimensions: dimensionLines(made),
        ...Object.fromEntries(there),
        ...analysisOf(made),
      },
      lines: linesOf(made),
    };
  },
};
