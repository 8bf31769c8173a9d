import type { Area } from "#areas";
import { trendChart } from "#charts";
import { formatNumber, type Language, type Period, periodName } from "#kernel";
import type { Explored, ExploreRow, RowsByArea } from "./explore-data.ts";
import { kindName, plainValue, shownOf, tellKnown } from "./explore-telling.ts";
import {
  areaCells,
  areaColumns,
  readingCells,
  readingColumns,
  releasesIn,
  type View,
  type ViewColumn,
  valued,
} from "./explore-view.ts";
import { areaName } from "./page.ts";

/** More periods than these are not read for one picture: the newest count. */
const mostPeriods = 40;
/** More pale lines than these would be a grey field, and heavy: then an even choice from high to low stands for all. */
const mostPale = 250;
/** How many areas from each end are named when nobody says which. */
const namedAtEnd = 2;

interface Moment {
  readonly period: Period;
  readonly rows: RowsByArea;
}

/** The areas of the lines with a name: those that were asked for, else the ends of the newest period. */
function namedAreas({ page, state, rows }: Explored): readonly Area[] {
  const asked = state.areas.flatMap((id) => page.data.book.find(id) ?? []);
  if (asked.length > 0) return asked;
  const sorted = [...valued(rows)].sort((a, b) => b.value - a.value).map(({ area }) => area);
  return sorted.length <= 2 * namedAtEnd
    ? sorted
    : [...sorted.slice(0, namedAtEnd), ...sorted.slice(-namedAtEnd)];
}

/** More cities than this beside the areas that were chosen are lines that nobody tells apart. */
const mostTowns = 2;

/** What lines are compared with, and what they would be if it had figures. */
interface References {
  readonly compared: readonly Area[];
  readonly without: readonly Area[];
}

/** The municipalities of areas that were chosen, when they are few, and the country. */
function references(
  { page, kind, state }: Explored,
  named: readonly Area[],
  moments: readonly Moment[],
): References {
  const { book, programme } = page.data;
  const around =
    state.areas.length === 0 ? [] : named.flatMap((area) => book.municipalityOf(area) ?? []);
  const towns = [...new Set(around)];
  const country = kind === "country" ? undefined : book.find(programme.country);
  const all = [
    ...(towns.length <= mostTowns ? towns : []),
    ...(country === undefined ? [] : [country]),
  ].filter((area) => !named.includes(area));
  const isKnown = ({ id }: Area) => moments.some(({ rows }) => rows.has(id));
  return { compared: all.filter(isKnown), without: all.filter((area) => !isKnown(area)) };
}

const pointsOf = (area: Area, moments: readonly Moment[], explored: Explored) =>
  moments.map(({ period, rows }) => {
    const row = rows.get(area.id);
    const { language, say } = explored.page;
    const value = row?.reading.kind === "value" ? row.reading.value : null;
    const shown =
      row === undefined
        ? say("geen cijfer", "no figure")
        : shownOf(row, explored.indicator, language);
    return { label: period.id, at: period.begin, value, shown };
  });

const nameOf = (area: Area, moments: readonly Moment[]) =>
  moments.map(({ rows }) => rows.get(area.id)?.name).find((name) => name !== undefined) ??
  area.name;

/** The pale lines: all others of the kind, or an even choice from them by their newest value. */
function paleOf(others: readonly Area[], moments: readonly Moment[]): readonly Area[] {
  if (others.length <= mostPale) return others;
  const newest = moments.at(-1)!.rows;
  const newestOf = ({ id }: Area) => {
    const reading = newest.get(id)?.reading;
    return reading?.kind === "value" ? reading.value : Number.NEGATIVE_INFINITY;
  };
  const sorted = others.map((area) => ({ area, value: newestOf(area) }));
  sorted.sort((a, b) => (a.value === b.value ? 0 : b.value - a.value));
  const step = (sorted.length - 1) / (mostPale - 1);
  return Array.from({ length: mostPale }, (_, at) => sorted[Math.round(at * step)]!.area);
}

function seriesTable(
  explored: Explored,
  moments: readonly Moment[],
  first: readonly Area[],
): View["table"] {
  const { page, indicator, kind } = explored;
  const { language } = page;
  const newest = moments.toReversed();
  const columns: readonly ViewColumn[] = newest.flatMap(({ period }) =>
    readingColumns(period.id, periodName(period, language), indicator.name),
  );
  const ofKind = new Map<string, ExploreRow>();
  for (const { rows } of newest)
    for (const [id, row] of rows)
      if (row.area.kind === kind && !ofKind.has(id)) ofKind.set(id, row);
  const firsts = first.flatMap((area) => {
    const row = newest.map(({ rows }) => rows.get(area.id)).find((one) => one !== undefined);
    ofKind.delete(area.id);
    return row === undefined ? [] : [row];
  });
  const rest = [...ofKind.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    caption: `${indicator.name[language]}, ${kindName(kind, language)}`,
    columns: [...areaColumns(explored), ...columns],
    rows: [...firsts, ...rest].map((row) => [
      ...areaCells(row),
      ...newest.flatMap(({ rows }) => readingCells(rows.get(row.area.id), indicator, page)),
    ]),
  };
}

function tellLines(
  { page, kind, state }: Explored,
  { compared, without }: References,
  { background, pale }: { readonly background: number; readonly pale: number },
): readonly string[] {
  const { language, say } = page;
  const asked = state.areas.filter((id) => page.data.book.find(id) !== undefined);
  const unknown = state.areas.filter((id) => !asked.includes(id));
  const some = (of: Language, words: string) =>
    pale < background ? `${formatNumber(pale, of)} ${words}` : "";
  return [
    ...(asked.length > 0
      ? []
      : [
          say(
            `Met naam: de hoogste en de laagste ${kindName(kind, "nl")} van de nieuwste periode. Kies hierboven zelf gebieden.`,
            `By name: the highest and lowest ${kindName(kind, "en")} of the newest period. Choose areas yourself above.`,
          ),
        ]),
    ...(background > 0
      ? [
          say(
            `Licht op de achtergrond: ${some("nl", "van de ")}${formatNumber(background, "nl")} andere ${kindName(kind, "nl")}.`,
            `Pale in the background: ${some(language, "of ")}${formatNumber(background, language)} other ${kindName(kind, "en")}.`,
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          say(
            `Hier niet bekend: ${unknown.join(", ")}. Voeg een gebied toe bij zijn naam of code.`,
            `Not known here: ${unknown.join(", ")}. Add an area by its name or code.`,
          ),
        ]
      : []),
    ...(compared.length > 0
      ? [
          say(
            `Om mee te vergelijken: ${compared.map((area) => areaName(page, area)).join(", ")}.`,
            `To compare with: ${compared.map((area) => areaName(page, area)).join(", ")}.`,
          ),
        ]
      : []),
    ...without.map((area) =>
      say(
        `Van ${areaName(page, area)} als geheel is er geen cijfer om mee te vergelijken.`,
        `There is no figure of ${areaName(page, area)} as a whole to compare with.`,
      ),
    ),
  ];
}

/** Many areas through the years: a few by name, all others pale, with municipality and country to compare with. */
export async function seriesView(explored: Explored): Promise<View> {
  const { page, indicator, kind, periods } = explored;
  const { language, say } = page;
  const read = async (period: Period) => ({
    period,
    rows: period.id === explored.period.id ? explored.all : await explored.read(indicator, period),
  });
  const moments = await Promise.all(periods.slice(0, mostPeriods).toReversed().map(read));
  const named = namedAreas(explored);
  const reference = references(explored, named, moments);
  const drawn = [...named, ...reference.compared];
  const others = new Map(
    moments.flatMap(({ rows }) =>
      [...rows.values()]
        .filter(({ area }) => area.kind === kind)
        .map(({ area }) => [area.id, area]),
    ),
  );
  for (const { id } of drawn) others.delete(id);
  const pale = paleOf([...others.values()], moments);
  const title = say(
    `${indicator.name.nl}, ${kindName(kind, "nl")}: door de tijd`,
    `${indicator.name.en}, ${kindName(kind, "en")}: over time`,
  );
  const isShort = moments.length < 2;
  const told = [
    ...(isShort
      ? [
          say(
            `Er is maar één periode: ${periodName(explored.period, "nl")}. Een lijn door de tijd kan dan nog niet.`,
            `There is only one period: ${periodName(explored.period, "en")}. A line over time is not possible yet.`,
          ),
        ]
      : tellLines(explored, reference, { background: others.size, pale: pale.length })),
    ...tellKnown(explored),
  ];
  const lines = (areas: Iterable<Area>) =>
    [...areas].map((area) => ({
      label: nameOf(area, moments),
      points: pointsOf(area, moments, explored),
    }));
  return {
    title,
    told,
    draw: isShort
      ? null
      : (id, width) =>
          trendChart({
            id,
            title,
            description: told.join(" "),
            language,
            width,
            yLabel: indicator.short[language],
            series: lines(drawn),
            background: lines(pale),
            formatTick: (value) => plainValue(value, indicator, language),
          }),
    table: seriesTable(explored, moments, drawn),
    releases: releasesIn(...moments.map(({ rows }) => [...rows.values()])),
    indicators: [indicator.id],
  };
}
