import { slopeChart } from "#charts";
import { formatDifference, type Indicator, type Reading, shownDecimals } from "#indicators";
import { formatNumber, type Period, periodName } from "#kernel";
import { differenceOf, isWithinRounding, roundedOf } from "#trends";
import type { Explored, ExploreRow, RowsByArea } from "./explore-data.ts";
import { type MapSheets, mapOn } from "./explore-map.ts";
import { kindName, shownOf, tellKnown } from "./explore-telling.ts";
import {
  areaCells,
  areaColumns,
  countryRow,
  readingCells,
  readingColumns,
  releaseColumn,
  releasesIn,
  type ValuedRow,
  type View,
  type ViewCell,
  valued,
} from "./explore-view.ts";

/** How many of the largest rises and of the largest falls are named. */
const namedEach = 4;

/** An area with both of its values, and what became of it. */
interface Changed {
  readonly from: ValuedRow;
  readonly to: ValuedRow;
  readonly difference: number;
  readonly decimals: number;
  /** `rounding`: the difference can come from rounding alone, so nothing follows from it. */
  readonly verdict: "better" | "worse" | "neither" | "same" | "rounding";
}

function changeOf(from: ValuedRow, to: ValuedRow, indicator: Indicator): Changed {
  const rounded = ({ reading, value }: ValuedRow) =>
    reading.kind === "value"
      ? roundedOf(reading, indicator)
      : { value, decimals: indicator.decimals, margin: 0 };
  const { value, margin, decimals } = differenceOf(rounded(to), rounded(from));
  const base = { from, to, difference: value, decimals: shownDecimals(decimals, indicator) };
  if (isWithinRounding({ value, margin })) return { ...base, verdict: "rounding" };
  if (value === 0) return { ...base, verdict: "same" };
  if (indicator.better === "neither") return { ...base, verdict: "neither" };
  return { ...base, verdict: value > 0 === (indicator.better === "higher") ? "better" : "worse" };
}

function changesOf({ rows, indicator }: Explored, before: RowsByArea): readonly Changed[] {
  return valued(rows)
    .flatMap((to) => {
      const earlier = before.get(to.area.id);
      const from = earlier === undefined ? undefined : valued([earlier])[0];
      return from === undefined ? [] : [changeOf(from, to, indicator)];
    })
    .sort((a, b) => b.difference - a.difference || (a.to.name < b.to.name ? -1 : 1));
}

const verdictWords = ({ say }: Explored["page"]): Readonly<Record<Changed["verdict"], string>> => ({
  better: say("beter", "better"),
  worse: say("slechter", "worse"),
  neither: say("geen oordeel", "no judgement"),
  same: say("gelijk", "the same"),
  rounding: say("kan afronding zijn", "may be rounding"),
});

/** The period to compare with: the one that was asked for, else the one before. */
function earlierPeriod({ periods, period, state }: Explored): Period | null {
  const others = periods.filter(({ id }) => id !== period.id);
  if (state.from !== "") return others.find(({ id }) => id === state.from) ?? null;
  return others.find(({ begin }) => begin < period.begin) ?? others[0] ?? null;
}

function changeTable(
  explored: Explored,
  { changes, before, from }: { changes: readonly Changed[]; before: RowsByArea; from: Period },
): View["table"] {
  const { page, indicator, rows } = explored;
  const { language, say } = page;
  const words = verdictWords(page);
  const known = new Set(changes.map(({ to }) => to.area.id));
  const nothing: readonly ViewCell[] = [
    { value: null, shown: say("niet te zeggen", "cannot be told") },
    { value: null, shown: "" },
  ];
  return {
    caption: `${indicator.name[language]}, ${periodName(from, language)} – ${periodName(explored.period, language)}`,
    columns: [
      ...areaColumns(explored),
      ...readingColumns("from", periodName(from, language), indicator.name),
      ...readingColumns("to", periodName(explored.period, language), indicator.name),
      {
        name: "difference",
        type: "double",
        about: { nl: "Verschil, in de eenheid van het cijfer", en: "Difference, in its unit" },
        head: say("Verschil", "Difference"),
        figure: true,
      },
      {
        name: "verdict",
        type: "text",
        about: { nl: "Beter, slechter, of geen van beide", en: "Better, worse, or neither" },
        head: say("Dat is", "That is"),
        figure: false,
      },
      releaseColumn,
    ],
    rows: [
      ...changes.map(({ from: was, to, difference, decimals, verdict }) => [
        ...areaCells(to),
        ...readingCells(was, indicator, page),
        ...readingCells(to, indicator, page),
        {
          value: difference,
          get shown() {
            return formatDifference(difference, indicator, language, { decimals });
          },
        },
        { value: words[verdict], shown: words[verdict] },
        { value: [...new Set([was.release, to.release])].join(" "), shown: "" },
      ]),
      ...rows
        .filter(({ area }) => !known.has(area.id))
        .map((row) => [
          ...areaCells(row),
          ...readingCells(before.get(row.area.id), indicator, page),
          ...readingCells(row, indicator, page),
          ...nothing,
          { value: row.release, shown: "" },
        ]),
    ],
  };
}

/** Whether a figure has more decimals than a reader sees: it was worked out, from counts for example, or is cut for show. */
const isShownRounded = ({ reading, value }: ValuedRow, indicator: Indicator): boolean => {
  if (reading.kind !== "value") return false;
  const shown = shownDecimals(reading.decimals, indicator);
  const scaled = (indicator.unit === "share" ? value * 100 : value) * 10 ** shown;
  return Math.abs(scaled - Math.round(scaled)) > 1e-6;
};

function tellChanges(explored: Explored, changes: readonly Changed[]): readonly string[] {
  const { page, kind, rows, indicator } = explored;
  const { language, say } = page;
  const count = (verdict: Changed["verdict"]) =>
    formatNumber(changes.filter((one) => one.verdict === verdict).length, language);
  const of = formatNumber(changes.length, language);
  const missing = rows.length - changes.length;
  const rise = formatNumber(changes.filter(({ difference }) => difference > 0).length, language);
  return [
    indicator.better === "neither"
      ? say(
          `${rise} van de ${of} ${kindName(kind, "nl")} gingen omhoog.`,
          `${rise} of ${of} ${kindName(kind, "en")} went up.`,
        )
      : say(
          `${count("better")} van de ${of} ${kindName(kind, "nl")} werden beter, ${count("worse")} slechter.`,
          `${count("better")} of ${of} ${kindName(kind, "en")} got better, ${count("worse")} worse.`,
        ),
    ...(changes.some(({ verdict }) => verdict === "rounding")
      ? [
          say(
            `Bij ${count("rounding")} is het verschil zo klein dat het afronding kan zijn.`,
            `For ${count("rounding")} the difference is so small that it may be rounding.`,
          ),
        ]
      : []),
    ...(missing > 0
      ? [
          say(
            `Van ${formatNumber(missing, "nl")} ontbreekt een van de twee getallen.`,
            `For ${formatNumber(missing, language)} one of the two numbers is missing.`,
          ),
        ]
      : []),
    ...(changes.some(({ from, to }) => [from, to].some((row) => isShownRounded(row, indicator)))
      ? [
          say(
            "De verschillen zijn uitgerekend vóór het afronden. Ze kunnen in het laatste cijfer iets anders zijn dan het verschil tussen de getallen in de tabel.",
            "Differences are worked out before rounding. Their last digit may be slightly off from the difference between the numbers in the table.",
          ),
        ]
      : []),
  ];
}

/** Those that rose most and those that fell most; none of them twice. */
function mostChanged(changes: readonly Changed[]): readonly Changed[] {
  const risen = changes.slice(0, namedEach).filter(({ difference }) => difference > 0);
  const fallen = changes.slice(-namedEach).filter(({ difference }) => difference < 0);
  return [...risen, ...fallen];
}

function drawChanges(
  { page, indicator, period }: Explored,
  changes: readonly Changed[],
  country: Changed | null,
  frame: { readonly title: string; readonly told: readonly string[]; readonly from: Period },
) {
  const { language } = page;
  const named = [...mostChanged(changes), ...(country === null ? [] : [country])];
  const rest = changes.filter((one) => !named.includes(one));
  return (id: string, width: number) =>
    slopeChart({
      id,
      title: frame.title,
      description: frame.told.join(" "),
      language,
      width,
      fromLabel: frame.from.id,
      toLabel: period.id,
      named: named.map(({ from, to, verdict }) => ({
        label: to.name,
        from: from.value,
        to: to.value,
        shownFrom: shownOf(from, indicator, language),
        shownTo: shownOf(to, indicator, language),
        improved: verdict === "better" ? true : verdict === "worse" ? false : null,
      })),
      others: rest.map(({ from, to }) => [from.value, to.value] as const),
    });
}

/** What cannot be compared, with the periods that can. */
function without(explored: Explored): View {
  const { page, periods, indicator, kind, state } = explored;
  const { language, say } = page;
  const others = periods.map((one) => periodName(one, language)).join(", ");
  return {
    title: say(
      `${indicator.name.nl}, ${kindName(kind, "nl")}: verandering`,
      `${indicator.name.en}, ${kindName(kind, "en")}: change`,
    ),
    told: [
      periods.length < 2
        ? say(
            `Er is maar één periode: ${others}. Een verandering kan dan nog niet.`,
            `There is only one period: ${others}. A change is not possible yet.`,
          )
        : say(
            `Van “${state.from}” zijn hier geen andere cijfers. Er zijn cijfers van: ${others}. Kies hierboven twee verschillende periodes.`,
            `“${state.from}” is no other period here. There are figures of: ${others}. Choose two different periods above.`,
          ),
      ...tellKnown(explored),
    ],
    draw: null,
    table: null,
    releases: releasesIn(explored.rows),
    indicators: [indicator.id],
    ...(state.from === "" ? {} : { missing: true }),
  };
}

/** The same areas in two periods. */
interface Compared {
  readonly from: Period;
  readonly before: RowsByArea;
  readonly changes: readonly Changed[];
  readonly country: Changed | null;
  readonly title: string;
  /** What a view of it has, whatever it draws. */
  readonly common: Pick<View, "title" | "table" | "releases" | "indicators">;
}

async function compared(explored: Explored, from: Period): Promise<Compared> {
  const { page, indicator, kind, rows } = explored;
  const { language, say } = page;
  const before = await explored.read(indicator, from);
  const changes = changesOf(explored, before);
  const [now, then] = [countryRow(explored), countryRow(explored, before)];
  const country = now === null || then === null ? null : changeOf(then, now, indicator);
  const span = `${periodName(from, language)} – ${periodName(explored.period, language)}`;
  const title = say(
    `${indicator.name.nl}, ${kindName(kind, "nl")}: verandering ${span}`,
    `${indicator.name.en}, ${kindName(kind, "en")}: change ${span}`,
  );
  return {
    from,
    before,
    changes,
    country,
    title,
    common: {
      title,
      table: changeTable(explored, { changes, before, from }),
      releases: releasesIn(
        rows,
        [...before.values()].filter(({ area }) => area.kind === kind),
        [now, then].filter((row) => row !== null),
      ),
      indicators: [indicator.id],
    },
  };
}

/** What changed between two periods: the largest rises and falls by name, and every area in the table. */
export async function changeView(explored: Explored): Promise<View> {
  const from = earlierPeriod(explored);
  if (from === null) return without(explored);
  const { changes, country, title, common } = await compared(explored, from);
  const { say } = explored.page;
  const told = [
    ...tellChanges(explored, changes),
    say(
      "Met naam: de grootste stijgingen en dalingen. Hele lijn: beter. Streepjes: slechter. Puntjes: geen van beide.",
      "By name: the largest rises and falls. Solid line: better. Dashes: worse. Dots: neither.",
    ),
    ...tellKnown(explored),
  ];
  return {
    ...common,
    told,
    draw:
      changes.length === 0 ? null : drawChanges(explored, changes, country, { title, told, from }),
  };
}

/** A change as a reading of its own: why there is none is what either period says. */
function readingOfChange(
  to: ExploreRow,
  from: ExploreRow | undefined,
  change: Changed | undefined,
): Reading {
  if (change !== undefined)
    return { kind: "value", value: change.difference, decimals: change.decimals };
  return (
    [to.reading, from?.reading].find((one) => one !== undefined && one.kind !== "value") ?? {
      kind: "gap",
      why: "not-available",
    }
  );
}

function tellHues({ page: { say }, indicator }: Explored): string {
  return indicator.better === "neither"
    ? say("Oranje: gedaald. Blauw: gestegen.", "Orange: fallen. Blue: risen.")
    : say("Blauw: beter. Oranje: slechter.", "Blue: better. Orange: worse.");
}

/** The same changes on the map: blue where it got better, orange where it got worse. */
export async function changeMapView(explored: Explored, sheets: MapSheets): Promise<View> {
  const from = earlierPeriod(explored);
  if (from === null) return without(explored);
  const { page, indicator, rows } = explored;
  const { language, say } = page;
  const { before, changes, title, common } = await compared(explored, from);
  const byArea = new Map(changes.map((one) => [one.to.area.id, one]));
  const words = verdictWords(page);
  const found = rows.map((row) => ({
    area: row.area,
    reading: readingOfChange(row, before.get(row.area.id), byArea.get(row.area.id)),
  }));
  const { map, told } = await mapOn(explored, sheets, {
    title,
    found,
    what: `${indicator.short[language]}: ${say("verandering", "change")}`,
    middle: 0,
    isReversed: indicator.better === "lower",
    tell: ({ area }) => {
      const change = byArea.get(area.id);
      if (change === undefined) return say("verandering niet bekend", "change not known");
      const { difference, decimals, verdict } = change;
      return `${formatDifference(difference, indicator, language, { decimals })} (${words[verdict]})`;
    },
    format: formatDifference,
    hues: tellHues(explored),
    large: null,
  });
  return {
    ...common,
    told: [...tellChanges(explored, changes), ...told, ...tellKnown(explored)],
    draw: null,
    map: changes.length === 0 ? null : map,
  };
}
