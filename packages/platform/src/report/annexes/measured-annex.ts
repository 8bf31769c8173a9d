import type { Release } from "#indicators";
import { type Language, type Period, periodName } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import { numberColumn, table, textColumn } from "../blocks.ts";
import type { Making } from "../making.ts";
import type { Block, Column, Row } from "../types.ts";
import { fullStop, shortPeriod } from "../words/grammar.ts";
import { cellOf, gapNotes, rowsByMunicipality } from "./cells.ts";
import { rankingOf, trendOf } from "./indicator-charts.ts";

const text = {
  nl: {
    area: "Gebied",
    whole: "Hele gemeente",
    indicator: "Wat",
    caption: (title: string) => `${title}, per gebied`,
  },
  en: {
    area: "Area",
    whole: "Whole municipality",
    indicator: "What",
    caption: (title: string) => `${title}, by area`,
  },
} as const satisfies Record<Language, unknown>;

const hasFigures = ({ points }: AreaTrend) => points.length > 0;
const trendIn = ({ focus, others }: Monitor, area: string) =>
  focus.find((one) => one.area.id === area) ?? others.find((one) => one.area.id === area);

function areaRow(
  head: string,
  area: string,
  monitors: readonly Monitor[],
  language: Language,
): Row {
  const cells = monitors.flatMap((monitor) => {
    const trend = trendIn(monitor, area);
    return monitor.periods.map((period) => cellOf(trend, period, monitor, language));
  });
  return { kind: "row", head, cells };
}

/** The country and groupings come first, to compare with; then every municipality with its neighbourhoods. */
function areaRows(making: Making, monitors: readonly Monitor[]): readonly Row[] {
  const { language } = making;
  const known = new Set(
    monitors.flatMap(({ others }) => others.filter(hasFigures).map(({ area }) => area.id)),
  );
  const larger = monitors[0]!.others.filter(
    ({ area }) => (area.kind === "country" || area.kind === "grouping") && known.has(area.id),
  );
  return [
    ...larger.map(({ area }) => areaRow(area.name, area.id, monitors, language)),
    ...rowsByMunicipality(
      making,
      (municipality) => {
        const own = [...known].find((id) => id === municipality);
        return own === undefined ? [] : [areaRow(text[language].whole, own, monitors, language)];
      },
      (area) => areaRow(area.name, area.id, monitors, language),
    ),
  ];
}

/** Figures of neighbourhoods without counts: one table of all areas and periods, and drawings of the course and the ranking. */
export function measuredAnnex(
  making: Making,
  release: Release,
  monitors: readonly Monitor[],
): readonly Block[] {
  const { language } = making;
  const columns: readonly Column[] = [
    textColumn(text[language].area),
    ...monitors.flatMap(({ indicator, periods }) =>
      periods.map((period) =>
        numberColumn(shortPeriod(period, language), indicator.short[language]),
      ),
    ),
  ];
  const rows = areaRows(making, monitors);
  // Of shares that say the same the other way round, the one with a good way is drawn.
  const judged = monitors.filter(({ indicator }) => indicator.better !== "neither");
  const drawn = judged.length > 0 ? judged : monitors.slice(0, 1);
  return [
    ...table(`table-${release.source}`, text[language].caption(release.title[language]), {
      columns,
      rows,
      notes: gapNotes(rows, language),
      sources: [release.id],
    }),
    ...drawn.flatMap((monitor) => trendOf(making, monitor)),
    ...drawn.flatMap((monitor) => rankingOf(making, monitor)),
  ];
}

/** Figures of a country and groupings only, such as plans: a row for every indicator, a column for every area and period. */
export function overallAnnex(
  making: Making,
  release: Release,
  monitors: readonly Monitor[],
): readonly Block[] {
  const { language } = making;
  const caption = text[language].caption(release.title[language]);
  const areas = [
    ...new Map(
      monitors.flatMap(({ others }) => others.map(({ area }) => [area.id, area])),
    ).values(),
  ];
  const periods = [
    ...new Map(
      monitors.flatMap((one) => one.periods.map((period) => [period.id, period])),
    ).values(),
  ];
  const shared = monitors.every((one) => one.periods.length === periods.length);
  const [rows, columns] = shared
    ? byIndicator(monitors, areas, periods, language)
    : byPeriod(monitors, areas, language);
  return table(`table-${release.source}`, caption, {
    columns: [textColumn(text[language].indicator), ...columns],
    rows,
    notes: [...definitions(monitors, language), ...gapNotes(rows, language)],
    sources: [release.id],
  });
}

/** Indicators that the chapters give a line only are explained here. */
const definitions = (monitors: readonly Monitor[], language: Language) =>
  monitors
    .filter(({ indicator }) => !indicator.headline)
    .map(
      ({ indicator }) => `${indicator.name[language]}: ${fullStop(indicator.definition[language])}`,
    );

type Areas = readonly { readonly id: string; readonly name: string }[];

function byIndicator(
  monitors: readonly Monitor[],
  areas: Areas,
  periods: readonly Period[],
  language: Language,
): [readonly Row[], readonly Column[]] {
  const columns = periods.flatMap((period) =>
    areas.map(({ name }) => numberColumn(name, shortPeriod(period, language))),
  );
  const rows = monitors.map((monitor): Row => {
    const cells = periods.flatMap((period) =>
      areas.map(({ id }) => cellOf(trendIn(monitor, id), period, monitor, language)),
    );
    return { kind: "row", head: monitor.indicator.name[language], cells };
  });
  return [rows, columns];
}

function byPeriod(
  monitors: readonly Monitor[],
  areas: Areas,
  language: Language,
): [readonly Row[], readonly Column[]] {
  const rows = monitors.flatMap((monitor) =>
    monitor.periods.map((period): Row => {
      const cells = areas.map(({ id }) => cellOf(trendIn(monitor, id), period, monitor, language));
      return {
        kind: "row",
        head: `${monitor.indicator.name[language]}, ${periodName(period, language)}`,
        cells,
      };
    }),
  );
  return [rows, areas.map(({ name }) => numberColumn(name))];
}
