import { fullName } from "#areas";
import { changeChart, rankingChart, trendChart } from "#charts";
import { formatReading, formatRelative, formatValue } from "#indicators";
import type { Language, ReleaseId } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import type { Making } from "../making.ts";
import type { Block, Chart } from "../types.ts";
import { between, inPeriod, shortPeriod } from "../words/grammar.ts";
import { theFocus } from "../words/tell-indicator.ts";

const captions = {
  nl: {
    ranking: (name: string, when: string) => `${name} ${when}, van hoog naar laag`,
    change: (name: string, when: string) => `${name}: verandering ${when}`,
    trend: (name: string) => `${name} in de loop van de tijd`,
    highest: (where: string, value: string) => `Het hoogst: ${where} (${value}).`,
    lowest: (where: string, value: string) => `Het laagst: ${where} (${value}).`,
    lines: (count: number) => (count === 1 ? "Een lijn" : `${count} lijnen`),
    bars: (count: number) => (count === 1 ? "Een staaf" : `${count} staven`),
    table: "De cijfers staan in de tabel.",
    country: "Landelijk",
  },
  en: {
    ranking: (name: string, when: string) => `${name} ${when}, from high to low`,
    change: (name: string, when: string) => `${name}: change ${when}`,
    trend: (name: string) => `${name} over time`,
    highest: (where: string, value: string) => `Highest: ${where} (${value}).`,
    lowest: (where: string, value: string) => `Lowest: ${where} (${value}).`,
    lines: (count: number) => (count === 1 ? "One line" : `${count} lines`),
    bars: (count: number) => (count === 1 ? "One bar" : `${count} bars`),
    table: "The figures are in the table.",
    country: "Nationally",
  },
} as const satisfies Record<Language, unknown>;

function chart(
  id: string,
  caption: string,
  alt: string,
  sources: readonly ReleaseId[],
  draw: (frame: { id: string; width: number; title: string; description: string }) => string,
): Chart {
  const drawing = (kind: "narrow" | "wide") =>
    draw({
      id: `${id}-${kind}`,
      width: kind === "narrow" ? 340 : 600,
      title: caption,
      description: alt,
    });
  return {
    kind: "chart",
    id,
    caption,
    alt: `${caption}. ${alt}`,
    drawings: { narrow: drawing("narrow"), wide: drawing("wide") },
    sources,
  };
}

const barsAlt = (language: Language, rows: readonly { label: string; shown: string }[]): string => {
  const words = captions[language];
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const ends = rows.length === 1 ? [] : [words.lowest(last.label, last.shown)];
  return [
    `${words.bars(rows.length)}.`,
    words.highest(first.label, first.shown),
    ...ends,
    words.table,
  ].join(" ");
};

/** The releases whose figures a drawing shows. */
function sourcesOf({ focus, others }: Monitor): readonly ReleaseId[] {
  const figures = [...focus, ...others].flatMap(({ points }) => points);
  return [...new Set(figures.map(({ release }) => release))];
}

/** The focus neighbourhoods by their latest value, highest first, with a line for the country or for all of them. */
export function rankingOf(making: Making, monitor: Monitor): readonly Block[] {
  const { indicator, focus } = monitor;
  const { language, book } = making;
  const ranked = focus.filter(({ rank }) => rank !== null);
  const last = monitor.periods.at(-1);
  if (ranked.length < 2 || last === undefined) return [];
  const rows = ranked.flatMap(({ area, latest }) =>
    latest?.reading.kind !== "value"
      ? []
      : [
          {
            label: fullName(area, book),
            value: latest.reading.value,
            shown: formatReading(latest.reading, indicator, language),
          },
        ],
  );
  const caption = captions[language].ranking(indicator.name[language], inPeriod(last, language));
  const mark = indicator.unit === "count" ? null : markOf(making, monitor, last.id);
  return [
    chart(
      `ranking-${indicator.id}`,
      caption,
      barsAlt(language, rows),
      sourcesOf(monitor),
      (frame) => rankingChart({ ...frame, language, rows, mark }),
    ),
  ];
}

/** What to compare the neighbourhoods with: the country where it is known, else all of them together. */
function markOf(making: Making, monitor: Monitor, period: string) {
  const { language } = making;
  const national = monitor.country?.points.find((point) => point.period.id === period);
  if (national?.reading.kind === "value") {
    const shown = formatReading(national.reading, monitor.indicator, language);
    return { label: captions[language].country, value: national.reading.value, shown };
  }
  const total = monitor.totals.find((one) => one.period.id === period);
  if (total === undefined) return null;
  const shown = formatValue(total.value, monitor.indicator, language);
  return { label: capitalFocus(making), value: total.value, shown };
}

const capitalFocus = (making: Making) => {
  const words = theFocus(making);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The relative change of every focus neighbourhood, the largest rise first. */
export function changesOf(making: Making, monitor: Monitor): readonly Block[] {
  const { language, book } = making;
  const { indicator, focus, span } = monitor;
  if (span === null) return [];
  const rows = focus
    .flatMap(({ area, change }) =>
      // The caption names the span: a change over a shorter time does not belong under it.
      change?.relative == null || change.from.id !== span.from.id || change.to.id !== span.to.id
        ? []
        : [
            {
              label: fullName(area, book),
              value: change.relative,
              shown: formatRelative(change.relative, change.relativeDecimals, language),
              improved: change.improved,
            },
          ],
    )
    .sort((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1));
  if (rows.length < 2) return [];
  const when = between(span.from, span.to, language);
  const caption = captions[language].change(indicator.name[language], when);
  return [
    chart(`change-${indicator.id}`, caption, barsAlt(language, rows), sourcesOf(monitor), (frame) =>
      changeChart({ ...frame, language, rows }),
    ),
  ];
}

function lineOf(trend: AreaTrend | null, label: string, monitor: Monitor, language: Language) {
  const points = (trend?.points ?? []).map(({ period, reading }) => ({
    label: shortPeriod(period, language),
    at: period.begin,
    value: reading.kind === "value" ? reading.value : null,
    shown: formatReading(reading, monitor.indicator, language),
  }));
  return { label, points };
}

/** The neighbourhoods together and the country over time, where at least one is known for two periods. */
export function trendOf(making: Making, monitor: Monitor): readonly Block[] {
  const { language } = making;
  const { indicator, totals } = monitor;
  const together =
    totals.length > 0
      ? {
          label: capitalFocus(making),
          points: totals.map(({ period, value }) => ({
            label: shortPeriod(period, language),
            at: period.begin,
            value,
            shown: formatValue(value, indicator, language),
          })),
        }
      : lineOf(monitor.printedGrouping, capitalFocus(making), monitor, language);
  const words = captions[language];
  const series = [together, lineOf(monitor.country, words.country, monitor, language)].filter(
    ({ points }) => points.some(({ value }) => value !== null),
  );
  if (!series.some(({ points }) => points.length > 1)) return [];
  const caption = words.trend(indicator.name[language]);
  const told = series.map(({ label, points }) => {
    const course = points.map((point) => `${point.label} ${point.shown}`).join(", ");
    return `${label}: ${course}.`;
  });
  return [
    chart(
      `trend-${indicator.id}`,
      caption,
      [`${words.lines(series.length)}.`, ...told].join(" "),
      sourcesOf(monitor),
      (frame) =>
        trendChart({
          ...frame,
          language,
          series,
          yLabel: indicator.short[language],
          formatTick: (value) =>
            formatValue(
              value,
              indicator,
              language,
              indicator.unit === "share" || indicator.unit === "count" ? { decimals: 0 } : {},
            ),
        }),
    ),
  ];
}
