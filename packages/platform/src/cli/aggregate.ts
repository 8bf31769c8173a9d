import {
  type AggregateOrder,
  type AggregateOutcome,
  aggregateIndicator,
  publishAggregates,
} from "#flows";
import {
  aggregateColumns,
  aggregateRows,
  leaveOutRows,
  type Published,
  readClock,
  toCsv,
} from "#indicators";
import { type AreaId, id, isId, type Period, parsePeriod, Refusal } from "#kernel";
import type { Store } from "#store";
import { asOfIn, asOfOption } from "./as-of-option.ts";
import type { Command, Values } from "./command.ts";
import { numberOption, requiredOption, textOption } from "./measure/options.ts";
import { programmeFor } from "./programme-option.ts";
import { withStore } from "./with-store.ts";
import { writeFileWhole } from "./write-file.ts";

function periodIn(values: Values): string | null {
  const period = textOption(values, "period");
  if (period === undefined || parsePeriod(period) !== null) return period ?? null;
  throw new Refusal(
    "usage-wrong",
    `--period "${period}" is not a period; expected one such as 2008, 2007/2008 or 2008-Q3.`,
  );
}

function coverageIn(values: Values): number {
  const minimum = numberOption(values, "min-coverage", 0.9);
  if (minimum >= 0 && minimum <= 1) return minimum;
  throw new Refusal("usage-wrong", `--min-coverage ${minimum}: expected a share of 0 to 1.`);
}

function boundariesIn(values: Values): number | null {
  const year = textOption(values, "boundaries");
  if (year === undefined || /^\d{4}$/.test(year)) return year === undefined ? null : Number(year);
  throw new Refusal("usage-wrong", `--boundaries "${year}": expected a year such as 2022.`);
}

function sourceIn(values: Values) {
  const source = textOption(values, "publish");
  if (source === undefined) return null;
  if (isId(source)) return id<"source">(source);
  throw new Refusal(
    "usage-wrong",
    `--publish "${source}" cannot name a source; use letters, digits, dots, dashes and underscores.`,
  );
}

/** The rows as a file of its ending: the totals, and then what must be left out with them. */
function written(out: string, outcome: AggregateOutcome, today: string): string {
  const { indicator, aggregates, hidden, ...facts } = outcome;
  const about = { ...facts, asOf: outcome.asOf ?? today };
  const rows = [
    ...aggregateRows(indicator, aggregates, about),
    ...leaveOutRows(indicator, hidden, about),
  ];
  if (/\.csv$/i.test(out)) return toCsv(aggregateColumns, rows);
  return `${JSON.stringify(
    rows.map((row) => Object.fromEntries(aggregateColumns.map((name, at) => [name, row[at]]))),
    null,
    2,
  )}\n`;
}

function outIn(values: Values): string | null {
  const out = textOption(values, "out") ?? null;
  if (out === null && values["publish"] === undefined)
    throw new Refusal("usage-wrong", "aggregate needs --out FILE, ending in .csv or .json.");
  if (out !== null && !/\.(csv|json)$/i.test(out))
    throw new Refusal(
      "usage-wrong",
      `--out ${out}: the ending says what to make; expected .csv or .json.`,
    );
  return out;
}

function orderIn(name: string, values: Values): Omit<AggregateOrder, "programme"> {
  return {
    indicator: name,
    to: requiredOption(values, "to")
      .split(",")
      .map((one) => one.trim()),
    period: periodIn(values),
    ...asOfIn(values),
    release: textOption(values, "release") ?? null,
    minimumCoverage: coverageIn(values),
    size: textOption(values, "size") ?? null,
    boundaries: boundariesIn(values),
  };
}

interface Place {
  readonly area: AreaId;
  readonly period: Period;
}
const placesOf = (places: readonly Place[]) =>
  places.map(({ area, period }) => ({ area, period: period.id }));

/** How it went: how many have a value, and what may not be told. */
function summary({ aggregates, hidden, recoverable }: AggregateOutcome) {
  const count = (kind: string) =>
    aggregates.filter(
      ({ reading }) => (reading.kind === "gap" ? reading.why : reading.kind) === kind,
    ).length;
  return {
    rows: aggregates.length,
    values: count("value"),
    bounds: count("bound"),
    suppressed: count("suppressed"),
    notAvailable: count("not-available"),
    boundaries: [...new Set(aggregates.flatMap(({ boundaries }) => boundaries ?? []))].sort(),
    membersToLeaveOut: placesOf(hidden),
    recoverable: recoverable.map(({ area, period, release }) => ({
      area,
      period: period.id,
      release,
    })),
  };
}

/** Most places that a person is shown. */
const shown = 20;

function listed(places: readonly Place[]): string {
  const more = places.length > shown ? ` and ${places.length - shown} more` : "";
  const names = places.slice(0, shown).map(({ area, period }) => `${area} ${period.id}`);
  return `${names.join(", ")}${more}`;
}

/** What a person must know before it is told to others. */
function warnings(
  { hidden, recoverable, indicator }: AggregateOutcome,
  out: string | null,
): readonly string[] {
  const where =
    out === null
      ? "--out FILE and --json give all of them"
      : `in ${out} they are the rows with state "leave-out"`;
  return [
    ...(hidden.length > 0
      ? [
          `${hidden.length} figures of members must be left out too, or totals give them away: ${listed(hidden)}`,
          `Do not publish those figures beside these totals: ${where}.`,
        ]
      : []),
    ...(recoverable.length > 0
      ? [
          `${indicator.id}: ${recoverable.length} counts that are too small can be worked out, or nearly, from what was published already, which cannot be taken back: ${listed(recoverable)}`,
        ]
      : []),
  ];
}

/** Adds up, publishes if that is asked, and writes the file; nothing is written when there is nothing to publish. */
async function handOver(
  store: Store,
  order: AggregateOrder,
  { out, source }: { readonly out: string | null; readonly source: ReturnType<typeof sourceIn> },
): Promise<{ readonly outcome: AggregateOutcome; readonly published: Published | null }> {
  const told =
    source === null
      ? { outcome: await aggregateIndicator(store, order), published: null }
      : await publishAggregates(store, order, source);
  const { today } = await readClock(store.db);
  if (out !== null) await writeFileWhole(out, written(out, told.outcome, today));
  return told;
}

/** `krachtwijk aggregate`: an indicator added up to larger areas and groupings. */
export const aggregateCommand: Command = {
  name: "aggregate",
  usage: "aggregate INDICATOR --to KIND|GROUPING[,…] --out FILE [options]",
  about: "Add an indicator up to larger areas and groupings, from counts.",
  help: [
    "Counts are summed, shares are sums over sums; a share without counts is not added up. Every row says how many members are known, of how many, and the releases they are from.",
    "Where the catalogue has a suppression rule (its own, or of a share's counts), totals that are too small are left out, and those that would give them away, by themselves or with what was published before.",
    "Only what is published (--publish, or by a source) is remembered: two files of --out that are handed out beside each other are not held against each other. Ask all levels at once, or publish.",
    "Ends with 1 when figures of members must be left out too, or when something small follows from what was published before.",
    "",
    "  krachtwijk aggregate early-school-leaving-rate --to forty --out forty.csv",
  ],
  options: {
    to: {
      type: "string",
      value: "…",
      about: "municipality, district, country … or a grouping; several with commas",
    },
    out: { type: "string", value: "FILE", about: "where to write it: .csv or .json" },
    period: { type: "string", value: "P", about: "one period (default: every one with figures)" },
    "as-of": asOfOption,
    release: { type: "string", value: "ID", about: "figures of this release only" },
    "min-coverage": {
      type: "string",
      value: "SHARE",
      about: "share of the whole that must be known for a figure; default 0.9",
    },
    size: {
      type: "string",
      value: "INDICATOR",
      about: "the count by which members weigh in coverage",
    },
    boundaries: {
      type: "string",
      value: "YEAR",
      about: "the year of the members' boundaries (default: that of the figures)",
    },
    publish: {
      type: "string",
      value: "SOURCE",
      about: "also publish it as a release of this source of its own",
    },
    programme: { type: "string", value: "ID", about: "which programme (default: the only one)" },
  },
  async run(call) {
    const { values, positionals, result } = call;
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0)
      throw new Refusal(
        "usage-wrong",
        "aggregate needs one INDICATOR. See krachtwijk aggregate --help.",
      );
    const out = outIn(values);
    const asked = orderIn(name, values);
    const source = sourceIn(values);
    return withStore(call, async (store) => {
      const order = { ...asked, programme: await programmeFor(store, values["programme"]) };
      const { outcome, published } = await handOver(store, order, { out, source });
      const told = summary(outcome);
      const said = warnings(outcome, out);
      result({ ok: true, out, published, ...told }, [
        `${out ?? name}: ${told.rows} rows; ${told.values} values, ${told.bounds} at least, ${told.suppressed} suppressed, ${told.notAvailable} not available`,
        ...(told.boundaries.length > 0
          ? [`members by boundaries of ${told.boundaries.join(", ")}`]
          : []),
        ...said,
        ...(published ? [`${published.release}${published.isNew ? "" : ": nothing new"}`] : []),
      ]);
      return said.length > 0 ? 1 : 0;
    });
  },
};
