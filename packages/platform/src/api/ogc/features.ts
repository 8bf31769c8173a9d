import { type BoundarySet, geometryTexts, readSetFeatures, type SetFeature } from "#areas";
import type { PublicData } from "#flows";
import type { Store } from "#store";
import { pages } from "../pages.ts";
import type { Values } from "../parameters.ts";
import { Problem } from "../problem.ts";
import { type Asked, askedInGrid, type Crs, certainlyTouches, crs84, shapeIn } from "./crs.ts";
import { type Interval, overlap, readInterval } from "./interval.ts";
import type { itemsQuery, Properties } from "./schemas.ts";
import { type Box, boxesTouch, type Polygons, shapeTouches } from "./touches.ts";

/** Sets whose areas are remembered, without their shapes. */
const setsKept = 8;

/** Reads the areas of sets, and keeps those of the last few. */
export class FeatureReader {
  readonly #store: Store;
  readonly #kept = new Map<string, Promise<readonly SetFeature[]>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The areas of a set, without their shapes. */
  async of(set: BoundarySet): Promise<readonly SetFeature[]> {
    const name = set.shapesFile; // named by what is in it
    const found = this.#kept.get(name) ?? readSetFeatures(this.#store.lake, set);
    this.#kept.delete(name);
    this.#kept.set(name, found);
    found.catch(() => this.#kept.delete(name));
    for (const oldest of [...this.#kept.keys()].slice(0, -setsKept)) this.#kept.delete(oldest);
    return found;
  }

  /** The areas that have a point in a box. Only of those at its edge the shape is looked at. */
  async inside(
    set: BoundarySet,
    features: readonly SetFeature[],
    asked: Asked,
  ): Promise<readonly SetFeature[]> {
    const { crs, box, around } = asked;
    const near = features.filter((one) => one.box !== null && boxesTouch(one.box, around));
    const doubtful = near
      .filter((one) => !certainlyTouches(one.box!, asked))
      .map(({ code }) => code);
    const outside = new Set<string>();
    for await (const batch of geometryTexts(this.#store.lake, set, doubtful))
      for (const { code, coordinates } of batch)
        if (!shapeTouches(shapeIn(crs, JSON.parse(coordinates) as Polygons), box))
          outside.add(code);
    return near.filter(({ code }) => !outside.has(code));
  }

  /** Features as GeoJSON, each as a text, in order. */
  async *written(
    set: BoundarySet,
    features: readonly SetFeature[],
    { crs, tell }: { readonly crs: Crs; readonly tell: (one: SetFeature) => Properties },
  ): AsyncIterable<readonly string[]> {
    const byCode = new Map(features.map((one) => [one.code, one]));
    const codes = features.map(({ code }) => code);
    for await (const batch of geometryTexts(this.#store.lake, set, codes))
      yield batch.map(({ code, coordinates }) => {
        const one = byCode.get(code)!;
        const geometry =
          one.box === null
            ? "null"
            : `{"type":"MultiPolygon","coordinates":${coordinatesIn(crs, coordinates)}}`;
        return `{"type":"Feature","id":${JSON.stringify(code)},"geometry":${geometry},"properties":${JSON.stringify(tell(one))}}`;
      });
  }
}

/** A set holds in the year that it is of. */
export const yearOf = ({ year }: BoundarySet): Interval => ({
  from: Date.UTC(year, 0, 1),
  to: Date.UTC(year + 1, 0, 1) - 1,
});

const wrong = (name: string, nl: string, en: string) =>
  new Problem("usage-wrong", { nl: `${name}: ${nl}`, en: `${name}: ${en}` }, name);

/** What is written stays as it is where nobody asks for other coordinates. */
const coordinatesIn = (crs: Crs, text: string) =>
  crs === crs84 ? text : JSON.stringify(shapeIn(crs, JSON.parse(text) as Polygons));

/** A box of four numbers, or of six with heights, which are passed over. @throws {Problem} usage-wrong */
function boxesOf(bbox: readonly number[], crs: Crs): readonly Asked[] {
  const flat = bbox.length === 6 ? [bbox[0]!, bbox[1]!, bbox[3]!, bbox[4]!] : bbox;
  const [west, south, east, north] = flat as unknown as Box;
  if (crs !== crs84) {
    if (bbox.length !== 5 && west <= east && south <= north)
      return [askedInGrid([west, south, east, north])];
    throw wrong(
      "bbox",
      "schrijf west,zuid,oost,noord in meters, vier getallen.",
      "write west,south,east,north in metres, four numbers.",
    );
  }
  const asked = (box: Box): Asked => ({ crs, box, around: box });
  if (bbox.length === 5 || Math.abs(west) > 180 || Math.abs(east) > 180 || south > north)
    throw wrong(
      "bbox",
      "schrijf west,zuid,oost,noord in graden, vier getallen.",
      "write west,south,east,north in degrees, four numbers.",
    );
  // A box over the line where the days meet is two boxes.
  if (west <= east) return [asked([west, south, east, north])];
  return [asked([west, south, 180, north]), asked([-180, south, east, north])];
}

/** What features are asked for, and those that are. @throws {Problem} usage-wrong */
export async function featuresAsked(
  reader: FeatureReader,
  set: BoundarySet,
  { book }: PublicData,
  { bbox, "bbox-crs": bboxCrs, datetime, code, name, municipality }: Values<typeof itemsQuery>,
): Promise<readonly SetFeature[]> {
  const boxes = bbox === undefined ? null : boxesOf(bbox, bboxCrs);
  const time = datetime === undefined ? null : readInterval(datetime);
  if (datetime !== undefined && time === null)
    throw wrong(
      "datetime",
      "schrijf een dag als 2024-12-31, of twee met / ertussen.",
      "write a day such as 2024-12-31, or two with / between.",
    );
  if (time !== null && !overlap(time, yearOf(set))) return [];
  const all = await reader.of(set);
  const liesIn = (id: string) => {
    const area = book.find(id);
    return area !== undefined && book.municipalityOf(area)?.id === municipality;
  };
  const named = all.filter(
    (one) =>
      (code === undefined || one.code === code) &&
      (name === undefined || one.name === name) &&
      (municipality === undefined || liesIn(one.code)),
  );
  if (boxes === null) return named;
  const found = new Set<SetFeature>();
  for (const box of boxes) for (const one of await reader.inside(set, named, box)) found.add(one);
  return named.filter((one) => found.has(one));
}

/** Tells of an area of a set what stands beside its shape. */
export function propertiesOf(set: BoundarySet, data: PublicData, origin: string) {
  const { book } = data;
  return ({ code, name, squareMetres }: SetFeature): Properties => {
    const area = book.find(code);
    const municipality = area === undefined ? null : book.municipalityOf(area);
    return {
      code,
      name,
      kind: set.kind,
      year: set.year,
      referenceDate: set.referenceDate,
      municipality: municipality?.id ?? null,
      municipalityName: municipality?.name ?? null,
      squareMetres,
      page: origin + (area === undefined ? pages.areas("nl") : pages.area(data, area, "nl")),
    };
  };
}
