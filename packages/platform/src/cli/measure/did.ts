import {
  byPeriod,
  type EventStudy,
  eventStudy,
  goodmanBacon,
  type RegressionOptions,
  randomisationInference,
  sunAbraham,
  twoByTwo,
  twoWayFixedEffects,
  wildClusterBootstrap,
} from "@krachtwijk/measure/effect";
import { MeasureError } from "@krachtwijk/measure/numeric";
import { Refusal } from "#kernel";
import type { OptionSpec, Values } from "../command.ts";
import { didLines } from "./did-lines.ts";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption, confidenceOption, textOption, wholeOption } from "./options.ts";
import { columnList, type PanelTable, panelOptions, readPanel } from "./panel-columns.ts";
import { bounded } from "./shown.ts";

const options: Readonly<Record<string, OptionSpec>> = {
  ...panelOptions,
  model: {
    type: "string",
    value: "fixed-effects|two-by-two",
    about:
      "unit and period effects (default), or four means: ever treated or not, before and after",
  },
  vcov: {
    type: "string",
    value: "cluster|iid|hetero|HC1|two-way",
    about:
      "errors: by cluster (default), alike, unlike (hetero and HC1 are the same), by cluster and period",
  },
  "small-sample": {
    type: "string",
    value: "nested|full|clusters|none",
    about: "correction: as fixest (default), counting all fixed effects, G/(G-1) alone, none",
  },
  covariates: { type: "string", value: "C,C", about: "columns that change within units" },
  "by-period": {
    type: "string",
    value: "C,C",
    about: "columns of fixed traits: each may have another coefficient in every period",
  },
  reference: {
    type: "string",
    value: "E,E",
    about: "event times to compare with, as --reference=-2 (default: the last before 0)",
  },
  bootstrap: { type: "string", value: "none|wild", about: "wild cluster bootstrap (default none)" },
  replications: { type: "string", value: "N", about: "draws of the bootstrap (default 9999)" },
  weights: {
    type: "string",
    value: "rademacher|webb",
    about: "of the bootstrap (default rademacher)",
  },
  "draw-by": {
    type: "string",
    value: "cluster|unit|row",
    about: "what the bootstrap turns about together (default cluster)",
  },
  permutations: {
    type: "string",
    value: "N",
    about: "hand treatment to others so many times (default 0: not); right with few treated units",
  },
  seed: { type: "string", value: "N", about: "of bootstrap and permutations (default 1)" },
};

/** Every setting, defaults too. */
function settingsOf(values: Values) {
  const vcov = choiceOption(values, "vcov", ["cluster", "iid", "hetero", "HC1", "two-way"]);
  if (textOption(values, "cluster") !== undefined && vcov !== "cluster" && vcov !== "two-way")
    throw new Refusal("usage-wrong", `--cluster does not go with --vcov ${vcov}.`);
  const reference = textOption(values, "reference")?.split(",").map(Number);
  if (reference?.some((time) => !Number.isFinite(time)) === true)
    throw new Refusal("usage-wrong", "--reference expects event times, such as --reference=-2,-1.");
  return {
    model: choiceOption(values, "model", ["fixed-effects", "two-by-two"]),
    vcov: vcov === "HC1" ? ("hetero" as const) : vcov,
    smallSample: choiceOption(values, "small-sample", ["nested", "full", "clusters", "none"]),
    confidence: confidenceOption(values),
    covariates: columnList(values, "covariates"),
    byPeriod: columnList(values, "by-period"),
    reference,
    bootstrap: choiceOption(values, "bootstrap", ["none", "wild"]),
    replications: wholeOption(values, "replications", 1, 9999),
    weights: choiceOption(values, "weights", ["rademacher", "webb"]),
    drawBy: choiceOption(values, "draw-by", ["cluster", "unit", "row"]),
    permutations: wholeOption(values, "permutations", 0, 0),
    seed: wholeOption(values, "seed", 0, 1),
  };
}

/** What was asked, as the command was given. */
export type DidSettings = ReturnType<typeof settingsOf>;

/** What `did` finds, by name. */
export interface DidResults {
  readonly main: ReturnType<typeof twoWayFixedEffects>;
  readonly events: EventStudy | null;
  readonly sunAbraham: ReturnType<typeof sunAbraham> | null;
  readonly comparisons: ReturnType<typeof goodmanBacon> | null;
  readonly bootstrap: Awaited<ReturnType<typeof wildClusterBootstrap>> | null;
  readonly randomisation: Awaited<ReturnType<typeof randomisationInference>> | null;
  readonly warnings: readonly string[];
}

function regressionOptions(read: PanelTable, settings: DidSettings): RegressionOptions {
  const { vcov, smallSample, confidence, covariates, byPeriod: traits } = settings;
  const changing = covariates.map((name) => [name, read.covariates[name]!] as const);
  const fixed = traits.map((name) => byPeriod(name, read.covariates[name]!, read.panel.time));
  return {
    vcov,
    smallSample,
    confidence,
    cluster: read.cluster,
    covariates: Object.assign({}, Object.fromEntries(changing), ...fixed),
  };
}

/** What comes beside the main answer may be impossible where that is not: then it says why. */
function attempt<Result>(what: string, warnings: string[], ask: () => Result): Result | null {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    warnings.push(`No ${what}: ${error.message}`);
    return null;
  }
}

/** Below this many treated or untreated clusters, clustered errors are known to be too small. */
const fewClusters = 10;

function warningsOf(
  { counts, standardError }: DidResults["main"],
  { vcov }: DidSettings,
  { panel }: PanelTable,
): string[] {
  const { clusters, treatedClusters, alwaysTreatedUnits } = counts;
  const warnings: string[] = [];
  if (standardError === null)
    warnings.push(
      "The model leaves nothing to estimate an error from: it fits every value, or no cluster has a score of its own.",
    );
  // Where treatment begins at different times, those treated later are controls too.
  const beginnings = new Set(Array.from(panel.treatedFrom).filter(Number.isFinite)).size;
  const untreated = beginnings > 1 ? Infinity : clusters - treatedClusters;
  const fewest = Math.min(treatedClusters, untreated);
  if (vcov === "cluster" && fewest < fewClusters)
    warnings.push(
      `${treatedClusters} of ${clusters} clusters are treated: with fewer than ${fewClusters} on a side, clustered errors are too small and raise false alarms. Ask with --permutations 9999 or --bootstrap wild too.`,
    );
  if (alwaysTreatedUnits > 0)
    warnings.push(
      `${alwaysTreatedUnits} units are treated in all their rows. They serve as a control that is treated, but not in the event study: leave them out if effects grow.`,
    );
  return warnings;
}

/** Without units that are treated in all their rows: they have no period before, so an event study has nothing of them. */
function withBefore({ panel, cluster }: PanelTable, regression: RegressionOptions) {
  const { unit, time, treatedFrom } = panel;
  const rows = Array.from(unit, (_, row) => row);
  const seenBefore = new Set(
    rows.filter((row) => time[row]! < treatedFrom[row]!).map((row) => unit[row]),
  );
  const kept = rows.filter((row) => seenBefore.has(unit[row]));
  const pick = <Value>(values: ArrayLike<Value>) => kept.map((row) => values[row]!);
  const covariates = Object.entries(regression.covariates ?? {});
  return {
    panel: {
      unit: pick(unit),
      time: pick(time),
      outcome: pick(panel.outcome),
      treatedFrom: pick(treatedFrom),
    },
    regression: {
      ...regression,
      cluster: cluster === undefined ? undefined : pick(cluster),
      covariates: Object.fromEntries(covariates.map(([name, values]) => [name, pick(values)])),
    },
  };
}

async function fixedEffects(read: PanelTable, settings: DidSettings): Promise<DidResults> {
  const { panel, cluster } = read;
  const regression = regressionOptions(read, settings);
  const { covariates } = regression;
  const main = twoWayFixedEffects(panel, regression);
  const warnings = warningsOf(main, settings, read);
  const { reference, replications, weights, drawBy, seed, permutations, confidence } = settings;
  const inTime = withBefore(read, regression);
  const events = attempt("event study", warnings, () =>
    eventStudy(inTime.panel, { ...inTime.regression, reference }),
  );
  const isPlain = Object.keys(covariates ?? {}).length === 0;
  return {
    main,
    events,
    sunAbraham: attempt("Sun–Abraham", warnings, () => sunAbraham(panel, regression)),
    comparisons: isPlain
      ? attempt("Goodman–Bacon decomposition", warnings, () => goodmanBacon(panel))
      : null,
    bootstrap:
      settings.bootstrap === "none"
        ? null
        : await wildClusterBootstrap(panel, {
            ...{ cluster, covariates, confidence, replications, weights, drawBy, seed },
          }),
    randomisation:
      permutations === 0
        ? null
        : await randomisationInference(panel, { cluster, covariates, permutations, seed }),
    warnings,
  };
}

/** Names of groups in JSON: null for those never treated. */
const control = (from: number) => bounded(from);

function resultsOf(found: DidResults): Readonly<Record<string, unknown>> {
  const { main, events, sunAbraham: clean, comparisons, bootstrap, randomisation } = found;
  const { att, standardError, interval, t, p, degreesOfFreedom, covariates, counts } = main;
  return {
    ...{ att, standardError, interval, t, p, degreesOfFreedom, ...counts },
    covariates,
    eventStudy: events?.effects ?? [],
    referenceEventTimes: events?.reference ?? [],
    preTrend: events?.preTrend ?? null,
    sunAbraham: clean === null ? null : { ...clean, control: control(clean.control) },
    goodmanBacon: comparisons?.map((one) => ({ ...one, control: control(one.control) })) ?? null,
    ...(bootstrap === null
      ? {}
      : { bootstrap: { ...bootstrap, interval: bootstrap.interval.map(bounded) } }),
    ...(randomisation === null ? {} : { randomisation }),
    warnings: found.warnings,
  };
}

/** Four means: whoever is ever treated against the others, before and after the one first treated period. */
function fourMeans(read: PanelTable, settings: DidSettings): Answer["results"] {
  const { outcome, treatedFrom, time, unit } = read.panel;
  const begins = [...new Set(Array.from(treatedFrom))].filter(Number.isFinite);
  const [begin = Infinity] = begins;
  if (begins.length > 1)
    throw new MeasureError(
      "out-of-range",
      `treatment begins in ${begins.sort((a, b) => a - b).join(", ")}; two by two needs one beginning. Use --model fixed-effects, or group-time.`,
    );
  if (settings.vcov === "two-way" || settings.covariates.length + settings.byPeriod.length > 0)
    throw new Refusal(
      "usage-wrong",
      "--model two-by-two knows no covariates and no --vcov two-way.",
    );
  const { vcov, smallSample, confidence } = settings;
  const found = twoByTwo(
    {
      outcome,
      treated: Array.from(treatedFrom, (from) => (from === Infinity ? 0 : 1)),
      post: Array.from(time, (period) => (period >= begin ? 1 : 0)),
      unit: read.cluster ?? unit,
    },
    { vcov, smallSample, confidence },
  );
  return { ...found, eventStudy: [], warnings: [] };
}

async function run({ table, values }: Question): Promise<Answer> {
  const settings = settingsOf(values);
  const read = readPanel(table, values, [...settings.covariates, ...settings.byPeriod]);
  const { reference, ...rest } = settings;
  const parameters = { ...read.named, ...rest, droppedRows: read.droppedRows };
  if (settings.model === "two-by-two") {
    const results = fourMeans(read, settings);
    return { parameters: { ...parameters, reference: [] }, results, lines: didLines(results) };
  }
  const found = await fixedEffects(read, settings);
  return {
    parameters: { ...parameters, reference: found.events?.reference ?? reference ?? [] },
    results: resultsOf(found),
    lines: didLines(resultsOf(found)),
  };
}

/** `krachtwijk measure did`. */
export const didMethod: Method = {
  name: "did",
  usage: "INPUT.csv --unit C --time C --outcome C --treated-from C [--cluster C] [options]",
  about:
    "Difference-in-differences: what treated areas changed more than others, with event study.",
  help: [
    "One row per area and period. Errors are clustered by area and corrected as fixest does. Beside the effect come the event",
    "study with its test before treatment, the effect after Sun & Abraham, and the comparisons that it is made of (Goodman-Bacon).",
    "",
    "  krachtwijk measure did examples/measure/neighbourhood-panel.csv --unit neighbourhood --time year --outcome nuisance --treated-from treated_from",
    "",
    "With few treated areas ask for --permutations 9999 or --bootstrap wild too. See docs/methods/did.md.",
  ],
  options,
  run,
};
