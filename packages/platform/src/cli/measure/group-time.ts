import {
  type AggregatedEffects,
  type Aggregation,
  aggregateEffects,
  type GroupTimeEffects,
  type GroupTimeRandomisation,
  groupTimeEffects,
  groupTimeRandomisation,
  type UniformBand,
  uniformBand,
} from "@krachtwijk/measure/effect";
import type { OptionSpec, Values } from "../command.ts";
import type { Answer, Method, Question } from "./method.ts";
import {
  choiceOption,
  confidenceOption,
  numberOption,
  textOption,
  wholeOption,
} from "./options.ts";
import { columnList, type PanelTable, panelOptions, readPanel } from "./panel-columns.ts";
import { aligned, shown, shownEffect } from "./shown.ts";

const options: Readonly<Record<string, OptionSpec>> = {
  ...panelOptions,
  control: {
    type: "string",
    value: "never-treated|not-yet-treated",
    about: "who the treated are compared with (default never-treated)",
  },
  base: {
    type: "string",
    value: "varying|universal",
    about:
      "effects before treatment against the period before (default), or the last before treatment",
  },
  covariates: {
    type: "string",
    value: "C,C",
    about: "columns to adjust for, as before the change",
  },
  estimator: {
    type: "string",
    value: "doubly-robust|regression|ipw",
    about: "how covariates are adjusted for (default doubly-robust)",
  },
  anticipation: {
    type: "string",
    value: "N",
    about: "periods in which units may respond early (default 0)",
  },
  "first-event": {
    type: "string",
    value: "E",
    about: "dynamic: only event times from here, as --first-event=-2",
  },
  "last-event": { type: "string", value: "E", about: "dynamic: only event times up to here" },
  balance: {
    type: "string",
    value: "E",
    about: "dynamic: only groups seen for this long after treatment",
  },
  bootstrap: {
    type: "string",
    value: "none|multiplier",
    about: "bands that hold for all effects at once (default none: analytic errors)",
  },
  replications: { type: "string", value: "N", about: "draws of the bootstrap (default 1000)" },
  permutations: {
    type: "string",
    value: "N",
    about: "hand treatment to others so many times (default 0: not); right with few treated units",
  },
  seed: { type: "string", value: "N", about: "of bootstrap and permutations (default 1)" },
};

const optionalNumber = (values: Values, name: string): number | undefined =>
  textOption(values, name) === undefined ? undefined : numberOption(values, name);

function settingsOf(values: Values) {
  return {
    control: choiceOption(values, "control", ["never-treated", "not-yet-treated"]),
    base: choiceOption(values, "base", ["varying", "universal"]),
    estimator: choiceOption(values, "estimator", ["doubly-robust", "regression", "ipw"]),
    anticipation: numberOption(values, "anticipation", 0),
    confidence: confidenceOption(values),
    covariates: columnList(values, "covariates"),
    firstEvent: optionalNumber(values, "first-event"),
    lastEvent: optionalNumber(values, "last-event"),
    balance: optionalNumber(values, "balance"),
    bootstrap: choiceOption(values, "bootstrap", ["none", "multiplier"]),
    replications: wholeOption(values, "replications", 100, 1000),
    permutations: wholeOption(values, "permutations", 0, 0),
    seed: wholeOption(values, "seed", 0, 1),
  };
}

/** What `at` is called in each aggregation. */
const placeNames = { dynamic: "eventTime", group: "group", calendar: "time" } as const;

interface Banded {
  readonly result: AggregatedEffects;
  readonly band: UniformBand | null;
}

const errorOf = ({ standardError, p, interval }: AggregatedEffects["effects"][number]) => ({
  standardError,
  interval,
  p,
});

const bandOf = (band: UniformBand | null, at: number) =>
  band === null ? {} : { uniformInterval: band.intervals[at] };

function aggregateOf(kind: keyof typeof placeNames, { result, band }: Banded) {
  const { att, standardError, interval, p, effects } = result;
  return {
    ...{ att, standardError, interval, p },
    ...(band === null ? {} : { criticalValue: band.criticalValue }),
    effects: effects.map((effect, at) => ({
      [placeNames[kind]]: effect.at,
      att: effect.att,
      ...errorOf(effect),
      ...bandOf(band, at),
    })),
  };
}

function warningsOf({ left, smallGroups, preTest, effects }: GroupTimeEffects): readonly string[] {
  const warnings: string[] = [];
  if (left.alwaysTreated > 0)
    warnings.push(
      `${left.alwaysTreated} units were treated from the first period on and are left out.`,
    );
  if (left.incomplete > 0)
    warnings.push(`${left.incomplete} units lack a row in some period and are left out.`);
  if (smallGroups.length > 0) {
    const names = smallGroups.map((group) => (group === Infinity ? "the controls" : group));
    warnings.push(
      `Small groups, whose errors are too small and raise false alarms: ${names.join(", ")}. Ask with --permutations 999 too.`,
    );
  }
  if (preTest === null && effects.some(({ time, group }) => time < group))
    warnings.push("The effects before treatment cannot be tested together.");
  return warnings;
}

function linesOf(found: GroupTimeEffects, aggregates: Readonly<Record<Aggregation, Banded>>) {
  const cells = found.effects.map((effect) => [
    `  ${effect.group}`,
    String(effect.time),
    shown(effect.att),
    effect.standardError === null ? "base period" : shownEffect(effect),
  ]);
  const rows = Object.entries(aggregates).map(([kind, { result }]) => [
    kind,
    shown(result.att),
    shownEffect(result),
  ]);
  const events = aggregates.dynamic.result.effects.map((effect) => [
    `  ${effect.at}`,
    shown(effect.att),
    effect.standardError === null ? "base period" : shownEffect(effect),
  ]);
  const { preTest } = found;
  return [
    ...aligned(rows),
    "periods since treatment",
    ...aligned(events),
    "group and period",
    ...aligned(cells),
    ...(preTest === null
      ? []
      : [
          `before treatment   χ²(${preTest.df}) ${shown(preTest.statistic)}   p ${shown(preTest.p)}`,
        ]),
    ...warningsOf(found),
  ];
}

/** p of each average by handing treatment to others, if that was asked. */
async function randomised(
  read: PanelTable,
  settings: ReturnType<typeof settingsOf>,
): Promise<GroupTimeRandomisation | null> {
  if (settings.permutations === 0) return null;
  const { covariates, cluster } = read;
  return groupTimeRandomisation(read.panel, { ...settings, covariates, cluster });
}

const randomisedLine = ({
  simple,
  dynamic,
  group,
  calendar,
  permutations,
}: GroupTimeRandomisation) =>
  `randomisation   simple p ${shown(simple)}   dynamic ${shown(dynamic)}   group ${shown(group)}   calendar ${shown(calendar)}   ${permutations} assignments`;

async function run({ table, values }: Question): Promise<Answer> {
  const settings = settingsOf(values);
  const read = readPanel(table, values, settings.covariates);
  const { firstEvent: from, lastEvent: to, balance, bootstrap, replications, seed } = settings;
  const found = groupTimeEffects(read.panel, {
    ...settings,
    covariates: read.covariates,
    cluster: read.cluster,
  });
  const band = (effects: Parameters<typeof uniformBand>[0]) =>
    bootstrap === "none" || effects.effects.length === 0
      ? null
      : uniformBand(effects, { replications, seed });
  const aggregate = async (kind: Aggregation): Promise<Banded> => {
    const result = aggregateEffects(found, kind, { from, to, balance });
    return { result, band: await band(result) };
  };
  const aggregates = {
    simple: await aggregate("simple"),
    dynamic: await aggregate("dynamic"),
    group: await aggregate("group"),
    calendar: await aggregate("calendar"),
  };
  const own = await band(found);
  const randomisation = await randomised(read, settings);
  const { att, standardError, interval, p } = aggregates.simple.result;
  return {
    parameters: {
      ...read.named,
      ...settings,
      firstEvent: from ?? null,
      lastEvent: to ?? null,
      balance: balance ?? null,
      droppedRows: read.droppedRows,
    },
    results: {
      groupTime: found.effects.map((effect, at) => ({
        ...{ group: effect.group, time: effect.time, att: effect.att },
        ...errorOf({ ...effect, at }),
        ...bandOf(own, at),
      })),
      aggregate: {
        simple: { att, standardError, interval, p },
        dynamic: aggregateOf("dynamic", aggregates.dynamic),
        group: aggregateOf("group", aggregates.group),
        calendar: aggregateOf("calendar", aggregates.calendar),
      },
      ...(own === null ? {} : { criticalValue: own.criticalValue }),
      preTest: found.preTest,
      ...(randomisation === null ? {} : { randomisation }),
      units: found.units,
      clusters: found.cluster.count,
      leftOut: found.left,
      warnings: warningsOf(found),
    },
    lines: [
      ...linesOf(found, aggregates),
      ...(randomisation === null ? [] : [randomisedLine(randomisation)]),
    ],
  };
}

/** `krachtwijk measure group-time`. */
export const groupTimeMethod: Method = {
  name: "group-time",
  usage: "INPUT.csv --unit C --time C --outcome C --treated-from C [options]",
  about:
    "Effects per group that begins together and per period (Callaway & Sant'Anna), and their averages.",
  help: [
    "One row per area and period, for areas that are treated from different periods on. Each comparison is with areas that are",
    "never treated. Averages: simple, by time since treatment (dynamic), by group, by calendar period.",
    "",
    "  krachtwijk measure group-time examples/measure/neighbourhood-panel.csv --unit neighbourhood --time year --outcome nuisance --treated-from treated_from",
    "",
    "--bootstrap multiplier adds bands that hold for all effects at once. See docs/methods/group-time.md.",
  ],
  options,
  run,
};
