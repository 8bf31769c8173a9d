import { rdToWgs84, wgs84ToRd } from "#intake";
import type { Box, Place, Polygons } from "./touches.ts";

/** Longitude and latitude, as the standard names them: what shapes are kept in, and what is meant where nothing is said. */
export const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/** East and north in metres, the Dutch national grid. */
const rdNew = "http://www.opengis.net/def/crs/EPSG/0/28992";
/** The coordinates in which a box can be given and shapes can be had. */
export const crsNames = [crs84, rdNew] as const;
/** The name of one of them. */
export type Crs = (typeof crsNames)[number];

const millimetres = (metres: number) => Math.round(metres * 1000) / 1000;

/** A place of a shape in other coordinates. */
function placeIn(crs: Crs, [x, y]: Place): Place {
  if (crs === crs84) return [x, y];
  const [east, north] = wgs84ToRd(x, y);
  return [millimetres(east), millimetres(north)];
}

/** A shape in other coordinates. */
export const shapeIn = (crs: Crs, shape: Polygons): Polygons =>
  crs === crs84
    ? shape
    : shape.map((polygon) => polygon.map((ring) => ring.map((place) => placeIn(crs, place))));

/** A box in its own coordinates, and one in degrees that it certainly lies in, to look for what may touch it. */
export interface Asked {
  readonly crs: Crs;
  readonly box: Box;
  readonly around: Box;
}

/** Where the grid is of use, with room to spare: farther away its formulas mean nothing. */
const gridBox: Box = [-100_000, 200_000, 400_000, 750_000];
/** A side that is straight in one is bent in the other: so many places of it are looked at, and so much is left over. */
const placesOfSide = 16;
const roomDegrees = 0.002;

const within = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), most);

/** A box in metres, as it is asked for. */
export function askedInGrid([west, south, east, north]: Box): Asked {
  const [left, low, right, high] = gridBox;
  const box: Box = [
    within(west, left, right),
    within(south, low, high),
    within(east, left, right),
    within(north, low, high),
  ];
  const places = Array.from({ length: placesOfSide + 1 }, (_, at) => at / placesOfSide).flatMap(
    (part) => {
      const x = box[0] + part * (box[2] - box[0]);
      const y = box[1] + part * (box[3] - box[1]);
      return [
        rdToWgs84(x, box[1]),
        rdToWgs84(x, box[3]),
        rdToWgs84(box[0], y),
        rdToWgs84(box[2], y),
      ];
    },
  );
  const [longitudes, latitudes] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return {
    crs: rdNew,
    box,
    around: [
      Math.min(...longitudes) - roomDegrees,
      Math.min(...latitudes) - roomDegrees,
      Math.max(...longitudes) + roomDegrees,
      Math.max(...latitudes) + roomDegrees,
    ],
  };
}

/** Whether a shape whose own box is this has a point in what is asked, by that alone. */
export function certainlyTouches(own: Box, { crs, box }: Asked): boolean {
  const corners: readonly Place[] = [
    [own[0], own[1]],
    [own[2], own[1]],
    [own[2], own[3]],
    [own[0], own[3]],
  ];
  return corners
    .map((corner) => placeIn(crs, corner))
    .every(([x, y]) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
}
