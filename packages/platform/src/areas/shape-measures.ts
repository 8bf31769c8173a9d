/** Longitude and latitude in degrees. */
type Position = readonly number[];
type Ring = readonly Position[];
/** Polygons, each an outer ring and the rings of its holes, WGS84. */
export type Polygons = readonly (readonly Ring[])[];

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

const wgs84 = { a: 6_378_137, e: Math.sqrt((1 / 298.257223563) * (2 - 1 / 298.257223563)) };
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** On a map with x the longitude in radians and this as y, surfaces are those of the ellipsoid, in m². */
function equalAreaHeight(latitude: number): number {
  const { a, e } = wgs84;
  const sin = Math.sin(radians(latitude));
  const part = Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e);
  return (a * a * (1 - e * e) * (sin / (1 - e * e * sin * sin) - part)) / 2;
}

/** The surface inside a ring, m², whichever way it runs. */
function ringMetres(ring: Ring): number {
  const [firstX, firstY] = [radians(ring[0]![0]!), equalAreaHeight(ring[0]![1]!)];
  let [twice, beforeX, beforeY] = [0, 0, 0];
  for (const [longitude, latitude] of ring) {
    const [x, y] = [radians(longitude!) - firstX, equalAreaHeight(latitude!) - firstY];
    twice += beforeX * y - x * beforeY;
    [beforeX, beforeY] = [x, y];
  }
  return Math.abs(twice) / 2;
}

/** The surface of a polygon without its holes, m². */
const polygonMetres = ([outer, ...holes]: readonly Ring[]) =>
  holes.reduce((sum, hole) => sum - ringMetres(hole), ringMetres(outer!));

/**
 * The surface of an area on the WGS84 ellipsoid, in m²; its edges are straight on an equal-area map. 0 for a shape that encloses nothing.
 * Source: Snyder (1987), Map Projections – A Working Manual, eq. 3-12.
 */
export const squareMetres = (polygons: Polygons): number =>
  polygons.reduce((sum, polygon) => sum + polygonMetres(polygon), 0);

/** The box around an area. */
export function boxOf(polygons: Polygons): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const rings of polygons)
    for (const [x, y] of rings[0]!) {
      if (x! < west) west = x!;
      if (x! > east) east = x!;
      if (y! < south) south = y!;
      if (y! > north) north = y!;
    }
  return [west, south, east, north];
}

/** Where the borders of a polygon cross a parallel, from west to east. */
function crossings(rings: readonly Ring[], latitude: number): number[] {
  const found: number[] = [];
  for (const ring of rings)
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x1, y1] = ring[before]! as readonly [number, number];
      const [x2, y2] = ring[at]! as readonly [number, number];
      if (y1 > latitude !== y2 > latitude)
        found.push(x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1));
    }
  return found.sort((a, b) => a - b);
}

/** A point well inside an area: the middle of the widest stretch of its largest polygon, along one of nine parallels. */
export function innerPoint(polygons: Polygons): readonly [number, number] {
  const largest = [...polygons].sort((a, b) => polygonMetres(b) - polygonMetres(a))[0]!;
  const [west, south, east, north] = boxOf([largest]);
  let best = {
    width: 0,
    at: [(west + east) / 2, (south + north) / 2] as readonly [number, number],
  };
  for (let step = 1; step <= 9; step++) {
    const latitude = south + ((north - south) * step) / 10;
    const found = crossings(largest, latitude);
    for (let at = 0; at + 1 < found.length; at += 2) {
      const [from, to] = [found[at]!, found[at + 1]!];
      if (to - from > best.width) best = { width: to - from, at: [(from + to) / 2, latitude] };
    }
  }
  return best.at;
}

/** Whether a point lies inside an area; on a border it may be either. */
function holds(polygons: Polygons, [x, y]: readonly [number, number]): boolean {
  return polygons.some((rings) => crossings(rings, y).filter((at) => at > x).length % 2 === 1);
}

/** Finds the area that a point lies in, by a grid of boxes: with thousands of areas a search looks at a handful. */
export class PointFinder<Item extends { readonly polygons: Polygons; readonly box: Box }> {
  readonly #cells = new Map<string, Item[]>();
  /** Degrees; a Dutch neighbourhood is about 0.02 wide. */
  readonly #size: number;

  constructor(items: readonly Item[]) {
    const widths = items.map(({ box: [west, , east] }) => east - west).sort((a, b) => a - b);
    this.#size = Math.max(widths[Math.floor(widths.length / 2)] ?? 1, 0.001);
    for (const item of items) {
      const [west, south, east, north] = item.box.map((at) => Math.floor(at / this.#size)) as [
        number,
        number,
        number,
        number,
      ];
      for (let x = west; x <= east; x++)
        for (let y = south; y <= north; y++) {
          const cell = this.#cells.get(`${x} ${y}`);
          if (cell === undefined) this.#cells.set(`${x} ${y}`, [item]);
          else cell.push(item);
        }
    }
  }

  /** The first area that holds the point; undefined outside all. */
  find(point: readonly [number, number]): Item | undefined {
    const [x, y] = point;
    const cell = `${Math.floor(x / this.#size)} ${Math.floor(y / this.#size)}`;
    return this.#cells
      .get(cell)
      ?.find(
        ({ polygons, box: [west, south, east, north] }) =>
          x >= west && x <= east && y >= south && y <= north && holds(polygons, point),
      );
  }
}
