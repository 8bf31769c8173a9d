import { type Area, type BoundarySet, fullName, type Outline, readSetGeometry } from "#areas";
import {
  type ChoroplethArea,
  type ChoroplethBorder,
  type ChoroplethLegend,
  choropleth,
  type Ground,
  groundFor,
  linksAtMost,
  type MapBox,
  type MapPolygons,
} from "#charts";
import type { Lake } from "#store";
import { areaPath, type Page } from "../page.ts";
import type { MapArea } from "./map-figures.ts";

/** A set as it is drawn on one sheet. */
interface DrawnSet {
  readonly ground: Ground;
  readonly paths: ReadonlyMap<string, string>;
}

/** How wide the drawing is, in units. */
const width = 560;
/** Units in a step: some hundred areas are drawn finely, a country of thousands coarsely. */
const fineStep = 0.2;
const coarseStep = 0.8;
/** Taking so many shapes apart takes some milliseconds; then others have their turn. */
const shapesAtOnce = 250;

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

const shapesOf = async (
  lake: Lake,
  set: BoundarySet,
  wanted: ReadonlySet<string> | null,
): Promise<ReadonlyMap<string, MapPolygons>> => {
  const { codes, geometries } = await readSetGeometry(lake, set);
  const shapes = new Map<string, MapPolygons>();
  for (const [at, code] of codes.entries()) {
    if (wanted === null || wanted.has(code)) shapes.set(code, JSON.parse(geometries[at]!));
    if (at % shapesAtOnce === 0) await pause();
  }
  return shapes;
};

function boxOf(points: Iterable<readonly number[]>): MapBox | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude!);
    east = Math.max(east, longitude!);
    south = Math.min(south, latitude!);
    north = Math.max(north, latitude!);
  }
  if (west > east) return null;
  // One dot alone has a map too.
  return east - west < 0.02
    ? [west - 0.05, south - 0.03, east + 0.05, north + 0.03]
    : [west, south, east, north];
}

async function drawSet(
  lake: Lake,
  set: BoundarySet,
  { wanted, box, step }: { wanted: ReadonlySet<string> | null; box: MapBox | null; step: number },
): Promise<DrawnSet | null> {
  const shapes = await shapesOf(lake, set, wanted);
  const around = box ?? boxOf([...shapes.values()].flat(3));
  if (around === null) return null;
  const ground = groundFor(around, { width, step });
  const paths = new Map<string, string>();
  for (const [code, polygons] of shapes) {
    paths.set(code, ground.pathOf(polygons));
    if (paths.size % shapesAtOnce === 0) await pause();
  }
  return { ground, paths };
}

/** Whole sets as they are drawn, the few that are asked for most. */
export class DrawnSets {
  readonly #lake: Lake;
  readonly #kept = new Map<string, Promise<DrawnSet | null>>();

  constructor(lake: Lake) {
    this.#lake = lake;
  }

  /** A whole set on a sheet of its own, or on that of another. */
  whole(set: BoundarySet, on: MapBox | null = null): Promise<DrawnSet | null> {
    const key = `${set.shapesFile} ${on?.join() ?? ""}`;
    const step = set.areas > linksAtMost || on !== null ? coarseStep : fineStep;
    const known = this.#kept.get(key);
    const made = known ?? drawSet(this.#lake, set, { wanted: null, box: on, step });
    this.#kept.delete(key);
    this.#kept.set(key, made);
    for (const oldest of [...this.#kept.keys()].slice(0, -4)) this.#kept.delete(oldest);
    if (known === undefined) made.catch(() => this.#kept.delete(key));
    return made;
  }

  /** Some areas of a set, as finely as it is. */
  some(set: BoundarySet, wanted: ReadonlySet<string>): Promise<DrawnSet | null> {
    return drawSet(this.#lake, set, { wanted, box: null, step: fineStep });
  }
}

/** Land and water where no boundaries are. */
function behindOf(outline: Outline | null, ground: Ground) {
  return (outline?.features ?? []).map(({ properties, geometry }) => ({
    kind: properties.kind,
    path: ground.pathOf(
      geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
    ),
  }));
}

/** The sheet for areas that are dots: the land if there is one, else around the dots. */
function dotGround(areas: readonly MapArea[], outline: Outline | null): DrawnSet | null {
  const land = (outline?.features ?? []).flatMap(({ geometry }) => geometry.coordinates.flat(2));
  const pairs = land.filter((one): one is [number, number] => Array.isArray(one));
  const dots = areas.flatMap(({ area: { point } }) =>
    point === null ? [] : [[point.longitude, point.latitude]],
  );
  const box = boxOf([...pairs, ...dots]);
  return box === null
    ? null
    : { ground: groundFor(box, { width, step: fineStep }), paths: new Map() };
}

/** A drawing, and what must be said about it. */
export interface MapDrawing {
  readonly svg: string;
  /** Areas that are too small to be seen at this size. */
  readonly unseen: number;
  /** Whether each area is a link. */
  readonly links: boolean;
  readonly dots: number;
  /** Areas with a boundary of which there is no figure at all. */
  readonly silent: number;
}

function drawnArea(
  page: Page,
  one: MapArea,
  { ground, paths }: DrawnSet,
  { chosen, tell, bare }: Pick<Drawing, "chosen" | "tell" | "bare">,
): ChoroplethArea {
  const { area, fill } = one;
  const path = paths.get(area.id);
  return {
    path: path ?? "",
    place:
      path === undefined && area.point !== null
        ? ground.placeOf(area.point.longitude, area.point.latitude)
        : null,
    fill,
    label: `${fullName(area, page.data.book)}: ${tell(one)}`,
    ...(bare ? {} : { href: areaPath(page, area) }),
    highlight: chosen?.id === area.id,
  };
}

/** Areas that the set has and of which there is no figure: they are on the map, and say so. */
function silent(
  page: Page,
  known: ReadonlySet<string>,
  drawn: DrawnSet,
  bare: boolean,
): readonly ChoroplethArea[] {
  return [...drawn.paths].flatMap(([code, path]) => {
    const area = known.has(code) ? undefined : page.data.book.find(code);
    if (area === undefined) return [];
    const label = `${fullName(area, page.data.book)}: ${page.say("geen cijfer", "no figure")}`;
    const href = bare ? {} : { href: areaPath(page, area) };
    return [{ path, place: null, fill: { kind: "none" } as const, label, ...href }];
  });
}

/** What is drawn, and how. */
export interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly areas: readonly MapArea[];
  /** Their boundaries; null: they are dots. */
  readonly set: BoundarySet | null;
  readonly within: Area | null;
  readonly chosen: Area | null;
  readonly outline: Outline | null;
  readonly sets: DrawnSets;
  /** What an area says of its figure. */
  readonly tell: (one: MapArea) => string;
  /** Without links: in a file, and in the frame of another site, they would lead nowhere. */
  readonly bare: boolean;
  /** Larger areas, drawn as lines over a country of small ones. */
  readonly around: { readonly set: BoundarySet; readonly to: (area: Area) => string } | null;
  readonly legend?: ChoroplethLegend;
}

/** Draws a map as SVG: what there is without scripts, and on paper. */
export async function drawChoropleth(page: Page, shown: Drawing): Promise<MapDrawing> {
  const { areas, within, sets, around, set, bare } = shown;
  const inside = new Set<string>(areas.map(({ area }) => area.id));
  const made =
    set === null ? null : await (within === null ? sets.whole(set) : sets.some(set, inside));
  const drawn = made ?? dotGround(areas, shown.outline);
  const { say, language } = page;
  const frame = {
    id: shown.id,
    language,
    title: shown.title,
    description: say(
      `${areas.length} gebieden, ingekleurd naar klasse. De legenda noemt de klassen; alle cijfers staan in de tabel onder de kaart.`,
      `${areas.length} areas, coloured by class. The legend names the classes; all figures are in the table below the map.`,
    ),
  };
  if (drawn === null) return { svg: "", unseen: 0, links: false, dots: 0, silent: 0 };
  const own = areas.map((one) => drawnArea(page, one, drawn, shown));
  const all = within === null ? [...own, ...silent(page, inside, drawn, bare)] : own;
  const many = all.length > linksAtMost;
  return {
    svg: choropleth({
      ...frame,
      ground: drawn.ground,
      areas: all,
      behind: made === null ? behindOf(shown.outline, drawn.ground) : [],
      borders:
        many && around !== null ? await bordersOf(page, drawn, { ...around, bare }, sets) : [],
      ...(shown.legend === undefined ? {} : { legend: shown.legend }),
    }),
    unseen: own.filter(({ path, place }) => path === "" && place === null).length,
    links: !many,
    dots: own.filter(({ place }) => place !== null).length,
    silent: all.length - own.length,
  };
}

async function bordersOf(
  page: Page,
  { ground }: DrawnSet,
  around: {
    readonly set: BoundarySet;
    readonly to: (area: Area) => string;
    readonly bare: boolean;
  },
  sets: DrawnSets,
): Promise<readonly ChoroplethBorder[]> {
  const drawn = await sets.whole(around.set, ground.box);
  return [...(drawn?.paths ?? [])].flatMap(([code, path]) => {
    const area = page.data.book.find(code);
    return area === undefined || path === ""
      ? []
      : [{ path, label: area.name, ...(around.bare ? {} : { href: around.to(area) }) }];
  });
}
