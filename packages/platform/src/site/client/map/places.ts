import type { Settings, Values } from "./settings.ts";

/** Where an area is, and what it is called. */
export interface NamedPlace {
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** By code. */
export type Places = ReadonlyMap<string, NamedPlace>;

interface PlaceColumns {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly longitudes: readonly (number | null)[];
  readonly latitudes: readonly (number | null)[];
}

/** Asked for when somebody first uses the keyboard, and kept by the browser from then on. */
export async function readPlaces({ tiles }: Settings, { dots }: Values): Promise<Places> {
  const places = new Map<string, NamedPlace>(dots.map(({ code, ...place }) => [code, place]));
  if (tiles === null) return places;
  const answer = await fetch(`${tiles}/gebieden.json`);
  const { codes, names, longitudes, latitudes } = (await answer.json()) as PlaceColumns;
  for (const [at, code] of codes.entries()) {
    const [longitude, latitude] = [longitudes[at], latitudes[at]];
    if (longitude != null && latitude != null)
      places.set(code, { name: names[at] ?? code, longitude, latitude });
  }
  return places;
}

/** Going sideways counts as so much further than going on. */
const sideways = 2.5;

/**
 * The area that lies nearest in a direction: from the one that was chosen, or the one nearest to the middle of the map.
 * @param way [1, 0] east, [0, 1] north
 */
export function nextArea(
  places: Places,
  chosen: string | null,
  middle: readonly [number, number],
  [east, north]: readonly [number, number],
): string | null {
  const from = chosen === null ? undefined : places.get(chosen);
  const [longitude, latitude] = from === undefined ? middle : [from.longitude, from.latitude];
  const narrow = Math.cos((latitude * Math.PI) / 180); // a degree of longitude is shorter than one of latitude
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [code, place] of places) {
    if (code === chosen) continue;
    const x = (place.longitude - longitude) * narrow;
    const y = place.latitude - latitude;
    const on = x * east + y * north;
    if (from !== undefined && on <= 0) continue;
    const aside = Math.abs(x * north - y * east);
    const cost = from === undefined ? Math.hypot(x, y) : on + sideways * aside;
    if (cost < least) [best, least] = [code, cost];
  }
  return best;
}
