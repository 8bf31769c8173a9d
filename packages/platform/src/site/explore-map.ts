import { type Area, type BoundarySet, type Outline, readBoundarySets } from "#areas";
import { formatReading, formatValue, type Reading } from "#indicators";
import { type AreaId, formatNumber } from "#kernel";
import type { Explored, ExploreStore } from "./explore-data.ts";
import { rankingTable } from "./explore-ranking.ts";
import { mapPath } from "./explore-state.ts";
import { tellKnown, tellSubject } from "./explore-telling.ts";
import { releasesIn, type View, type ViewMap } from "./explore-view.ts";
import { type ClassesAsked, classNumber } from "./map/map-asked.ts";
import { type DrawnSets, drawChoropleth } from "./map/map-drawing.ts";
import { bordersFor, classed, type MapArea, setFor } from "./map/map-figures.ts";
import { legendRows } from "./map/map-legend.tsx";
import { classNames, tellClasses, tellMiddle } from "./map/map-words.ts";

/** What maps are drawn with. */
export interface MapSheets extends ExploreStore {
  readonly outline: Outline | null;
  readonly sets: DrawnSets;
}

/** What is put on a map: a reading of every area, and how it is told. */
export interface OnMap {
  readonly title: string;
  readonly found: readonly { readonly area: Area; readonly reading: Reading }[];
  /** Heads the legend. */
  readonly what: string;
  /** 0 for a change; null: as the figures say. */
  readonly middle: number | null;
  /** Lower is better, so that blue is below the middle. */
  readonly isReversed: boolean;
  readonly tell: (one: MapArea) => string;
  readonly format: typeof formatValue;
  /** What the two hues mean, when there are two. */
  readonly hues: string;
  /** The same on the map that can be moved; null: there is none. */
  readonly large: string | null;
}

/** How the address wants classes to be made. */
const classesAsked = ({ state }: Explored): ClassesAsked => ({
  classes: state.classes === "" ? "quantile" : state.classes,
  number: classNumber(state.number),
  cutOffs: state.cutoffs,
});

/** What became of the cut-offs that somebody typed. */
function tellCutOffs({ state, page: { say } }: Explored, cutOffs: readonly number[]): string[] {
  if (state.classes !== "given" || /\d/.test(state.cutoffs)) return [];
  return [
    say(
      `Bij “eigen grenzen” staat geen getal. Typ bijvoorbeeld: 10; 20,5. U ziet nu ${cutOffs.length + 1} klassen met elk ongeveer evenveel gebieden.`,
      `There is no number in “limits of my own”. Type for example: 10; 20.5. You now see ${cutOffs.length + 1} classes with about as many areas in each.`,
    ),
  ];
}

const reversed = (one: MapArea): MapArea =>
  one.fill.kind === "class" ? { ...one, fill: { ...one.fill, step: -one.fill.step } } : one;

/** A reading of every area on a map, with its legend and what must be said about it. */
export async function mapOn(
  explored: Explored,
  { store, programme, outline, sets }: MapSheets,
  on: OnMap,
): Promise<{ readonly map: ViewMap; readonly told: readonly string[]; names: readonly string[] }> {
  const { page, indicator, kind, period } = explored;
  const { language } = page;
  const asked = classesAsked(explored);
  const made = classed(on.found, indicator, asked, on.middle);
  const isTurned = on.isReversed && made.middle !== null;
  const areas = isTurned ? made.areas.map(reversed) : made.areas;
  const fills = isTurned
    ? made.fills.map((one) => (one.kind === "class" ? { ...one, step: -one.step } : one))
    : made.fills;
  const names = classNames({ ...made, indicator }, language, on.format);
  const all = await readBoundarySets(store.db, programme);
  const set = setFor(all, kind, period);
  const around = bordersFor(all, { kind, set });
  const legend = { areas, fills, names };
  const inFile = {
    title: on.what,
    rows: legendRows(page, legend).map(({ fill, words, count }) => ({
      fill,
      words,
      shown: formatNumber(count, language),
    })),
  };
  return {
    names,
    told: [
      ...tellCutOffs(explored, made.cutOffs),
      [
        tellClasses(made, asked, language),
        ...(made.middle === null ? [] : [on.hues, ...tellMiddle(made, language)]),
      ].join(" "),
    ],
    map: {
      draw: (id, where) =>
        drawChoropleth(page, {
          id,
          title: on.title,
          areas,
          set,
          within: null,
          chosen: null,
          outline,
          sets,
          tell: on.tell,
          bare: where !== "page",
          around: bordersOf(explored, around),
          ...(where === "file" ? { legend: inFile } : {}),
        }),
      legend,
      legendTitle: on.what,
      set,
      large: on.large,
    },
  };
}

/** Lines of municipalities; one leads to the map of that municipality. */
const bordersOf = ({ page, state }: Explored, around: BoundarySet | null) =>
  around === null ? null : { set: around, to: ({ id }: Area) => mapPath(page, state, id) };

/** Every area of a kind in the colour of its class. */
export async function mapView(explored: Explored, sheets: MapSheets): Promise<View> {
  const { page, rows, indicator, state } = explored;
  const { language, say } = page;
  const subject = tellSubject(explored);
  const title = say(`${subject}: op de kaart`, `${subject}: on the map`);
  const { map, told, names } = await mapOn(explored, sheets, {
    title,
    found: rows,
    what: indicator.short[language],
    middle: null,
    isReversed: false,
    tell: ({ reading }) => formatReading(reading, indicator, language),
    format: formatValue,
    hues: say("Oranje is lager dan 0, blauw is hoger.", "Orange is lower than 0, blue is higher."),
    large: mapPath(page, state),
  });
  const classOfArea = new Map(map.legend.areas.map((one, at) => [rows[at]!.area.id, one.class]));
  const ranking = rankingTable(explored);
  const code = ranking.columns.findIndex(({ name }) => name === "area");
  return {
    title,
    told: [...told, ...tellKnown(explored)],
    draw: null,
    map: rows.length === 0 ? null : map,
    table: {
      ...ranking,
      columns: [
        ...ranking.columns,
        {
          name: "class",
          type: "text",
          about: { nl: "Klasse op de kaart", en: "Class on the map" },
          head: say("Klasse", "Class"),
          figure: false,
        },
      ],
      rows: ranking.rows.map((row) => {
        const at = classOfArea.get(row[code]!.value as AreaId) ?? null;
        const words = at === null ? null : names[at]!;
        return [...row, { value: words, shown: words ?? "–" }];
      }),
    },
    method: "classes",
    releases: releasesIn(rows),
    indicators: [indicator.id],
  };
}
