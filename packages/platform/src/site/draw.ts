import { type Area, fullName, type Outline } from "#areas";
import { changeChart, dotMap, rankingChart, trendChart } from "#charts";
import { formatReading, formatValue, type Reading } from "#indicators";
import { periodName } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import { usualClasses } from "./map/map-asked.ts";
import { classed } from "./map/map-figures.ts";
import { classNames } from "./map/map-words.ts";
import { areaName, areaPath, countryName, type Page } from "./page.ts";
import { nameIn, tellChange, tellSpan } from "./telling.ts";

const latestValue = ({ latest }: AreaTrend): number | null =>
  latest?.reading.kind === "value" ? latest.reading.value : null;

/** The forty as dots, coloured by the latest value of an indicator. */
export function drawMap(page: Page, monitor: Monitor, outline: Outline | null, id: string): string {
  const { language, say } = page;
  const { indicator, focus, periods } = monitor;
  const found = focus.map(({ area, latest }): { area: Area; reading: Reading } => ({
    area,
    reading: latest?.reading ?? { kind: "gap", why: "not-available" },
  }));
  const made = classed(found, indicator, usualClasses);
  const last = periods.at(-1);
  return dotMap({
    id,
    language,
    outline,
    title: say(`Kaart: ${indicator.name.nl}`, `Map: ${indicator.name.en}`),
    description: say(
      `Kaart van ${countryName(page)} met de ${focus.length} aandachtswijken als stippen. Hoe donkerder een stip, hoe hoger het cijfer. Alle cijfers staan ook in een tabel.`,
      `Map of ${countryName(page)} with the ${focus.length} focus neighbourhoods as dots. The darker a dot, the higher the figure. All figures are in a table too.`,
    ),
    dots: made.areas.flatMap(({ area, reading, class: at }) => {
      if (area.point === null) return [];
      return [
        {
          label: fullName(area, page.data.book),
          href: areaPath(page, area),
          latitude: area.point.latitude,
          longitude: area.point.longitude,
          class: at,
          shown: formatReading(reading, indicator, language),
        },
      ];
    }),
    legend: {
      title:
        last === undefined
          ? indicator.short[language]
          : `${indicator.short[language]}, ${periodName(last, language)}`,
      classes: classNames({ ...made, indicator }, language),
      unknown: say("geen cijfer", "no figure"),
    },
  });
}

/** The forty from the highest to the lowest value, with the country as a line. */
export function drawRanking(page: Page, monitor: Monitor): string {
  const { language, say } = page;
  const { indicator, focus, country } = monitor;
  const mark = country?.latest?.reading;
  return rankingChart({
    id: "ranking",
    language,
    title: say(
      `${indicator.name.nl}: de wijken op volgorde`,
      `${indicator.name.en}: the neighbourhoods in order`,
    ),
    description: say(
      "Staven van hoog naar laag. Dezelfde cijfers staan in de tabel.",
      "Bars from high to low. The same figures are in the table.",
    ),
    rows: focus.map((trend) => ({
      label: fullName(trend.area, page.data.book),
      value: latestValue(trend),
      shown:
        trend.latest === null
          ? say("niet bekend", "not available")
          : formatReading(trend.latest.reading, indicator, language),
    })),
    mark:
      country === null || mark?.kind !== "value"
        ? null
        : {
            label: areaName(page, country.area),
            value: mark.value,
            shown: formatReading(mark, indicator, language),
          },
  });
}

/** Rises and falls of the forty, the largest rise first. Null when nothing has a change. */
export function drawChanges(page: Page, monitor: Monitor): string | null {
  const { language, say } = page;
  const { indicator, focus } = monitor;
  const sizeOf = ({ change }: AreaTrend) =>
    change === null
      ? null
      : ["share", "score"].includes(indicator.unit)
        ? change.absolute
        : change.relative;
  const known = focus
    .filter((trend) => sizeOf(trend) !== null)
    .sort((a, b) => sizeOf(b)! - sizeOf(a)!);
  if (known.length === 0) return null;
  return changeChart({
    id: "changes",
    language,
    title: say(
      `${indicator.name.nl}: verandering per wijk`,
      `${indicator.name.en}: change by neighbourhood`,
    ),
    description: say(
      "Staven naar rechts zijn een stijging, naar links een daling. Dezelfde cijfers staan in de tabel.",
      "Bars to the right are a rise, to the left a fall. The same figures are in the table.",
    ),
    rows: known.map((trend) => {
      const span = tellSpan(trend.change!, monitor, language);
      const shown = tellChange(trend.change, indicator, language);
      return {
        label: fullName(trend.area, page.data.book),
        value: sizeOf(trend),
        shown: span === null ? shown : `${shown} (${span})`,
        improved: trend.change!.improved,
      };
    }),
  });
}

/** One neighbourhood over time beside its municipality and the country. Null with fewer than two values. */
export function drawTrend(
  page: Page,
  monitor: Pick<Monitor, "indicator" | "others" | "country">,
  trend: AreaTrend,
): string | null {
  const { language, say } = page;
  const { indicator, others, country } = monitor;
  const municipality = page.data.book.municipalityOf(trend.area);
  const compared = [others.find(({ area }) => area.id === municipality?.id), country].filter(
    (one) => one !== undefined && one !== null,
  );
  const series = [trend, ...compared]
    .filter((one) => one.points.some(({ reading }) => reading.kind === "value"))
    .map((one) => ({
      label: one === trend ? one.area.name : areaName(page, one.area),
      points: one.points.map(({ period, reading }) => ({
        label: period.kind === "month" ? period.id.slice(0, 4) : period.id,
        at: period.begin,
        value: reading.kind === "value" ? reading.value : null,
        shown: formatReading(reading, indicator, language),
      })),
    }));
  const own = trend.points.filter(({ reading }) => reading.kind === "value");
  if (own.length < 2) return null;
  return trendChart({
    id: `trend-${indicator.id}`,
    language,
    title: `${indicator.name[language]}: ${trend.area.name}`,
    description: say(
      `Lijnen door de tijd van ${trend.area.name}${compared.length > 0 ? `, met ${compared.map(({ area }) => area.name).join(" en ")}` : ""}.`,
      `Lines over time of ${trend.area.name}${compared.length > 0 ? `, with ${compared.map(({ area }) => nameIn(area.name, "en")).join(" and ")}` : ""}.`,
    ),
    series,
    yLabel: indicator.short[language],
    formatTick: (value) => formatValue(value, indicator, language, { decimals: 0 }),
  });
}
