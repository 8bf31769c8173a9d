import Flatbush from "flatbush";
import { MeasureError, requireCount } from "../numeric/index.ts";
import type { AreaShape, Position } from "../space/index.ts";
import { baseOf, edgeLength, type Surface, stripBelow } from "./surface.ts";

/** Edges of all areas, packed and turned so that x0 < x1; area i has those from `starts[i]` up to `starts[i + 1]`. Upright edges bound no strip and are left out. */
export interface PackedAreas {
  readonly surface: Surface;
  readonly starts: Int32Array;
  readonly x0: Float64Array;
  readonly y0: Float64Array;
  readonly x1: Float64Array;
  readonly y1: Float64Array;
  /** 1 where the area is below the edge, −1 where it is above. */
  readonly sign: Int8Array;
  /** Least x, least y, largest x, largest y of each area. */
  readonly boxes: Float64Array;
  /** Area of each. */
  readonly area: Float64Array;
  /** Length of all its rings. */
  readonly perimeter: Float64Array;
}

/** Twice the flat area of a ring; above 0 if it runs against the clock. */
export function turn(ring: readonly Position[]): number {
  const [originX, originY] = [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0];
  let sum = 0;
  for (let at = 0; at < ring.length; at++) {
    const [x, y] = ring[at] as readonly [number, number];
    const [nextX, nextY] = ring[(at + 1) % ring.length] as readonly [number, number];
    sum += (x - originX) * (nextY - originY) - (nextX - originX) * (y - originY);
  }
  return sum;
}

/** Whether a ring has to be read backwards: outer rings run against the clock, holes with it. */
export const isBackwards = (ring: readonly Position[], place: number): boolean =>
  turn(ring) > 0 === place > 0;

function requirePlace(position: Position | undefined, area: number, surface: Surface): void {
  const [x, y] = position ?? [];
  if (!Number.isFinite(x) || !Number.isFinite(y))
    throw new MeasureError(
      "not-finite",
      `area ${area} has a corner at ${x}, ${y}; two numbers are needed.`,
      { area },
    );
  if (surface === "wgs84" && (Math.abs(x!) > 180 || Math.abs(y!) > 90))
    throw new MeasureError(
      "out-of-range",
      `area ${area} has a corner at ${x}, ${y}; that is no longitude and latitude. For coordinates of a flat map ask for the surface "plane".`,
      { area },
    );
}

/** @throws {MeasureError} too-few if there is no area, not-finite, out-of-range */
export function requireShapes(areas: readonly AreaShape[], surface: Surface): void {
  requireCount("areas", areas.length, 1);
  for (const [area, shape] of areas.entries())
    for (const polygon of shape)
      for (const ring of polygon)
        for (const position of ring) requirePlace(position, area, surface);
}

const cornerCount = (areas: readonly AreaShape[]): number =>
  areas.reduce(
    (all, shape) =>
      all + shape.reduce((own, polygon) => own + polygon.reduce((sum, r) => sum + r.length, 0), 0),
    0,
  );

/** Puts edges one after another. */
class EdgePacker {
  readonly packed: PackedAreas;
  #at = 0;

  constructor(areas: readonly AreaShape[], surface: Surface) {
    const [corners, count] = [cornerCount(areas), areas.length];
    this.packed = {
      surface,
      starts: new Int32Array(count + 1),
      x0: new Float64Array(corners),
      y0: new Float64Array(corners),
      x1: new Float64Array(corners),
      y1: new Float64Array(corners),
      sign: new Int8Array(corners),
      boxes: new Float64Array(4 * count),
      area: new Float64Array(count),
      perimeter: new Float64Array(count),
    };
  }

  #put(x: number, y: number, toX: number, toY: number, sign: number): void {
    const { packed } = this;
    const at = this.#at++;
    packed.x0[at] = x;
    packed.y0[at] = y;
    packed.x1[at] = toX;
    packed.y1[at] = toY;
    packed.sign[at] = sign;
  }

  putRing(ring: readonly Position[], area: number, place: number): void {
    const { boxes, perimeter, surface } = this.packed;
    const backwards = isBackwards(ring, place) ? -1 : 1;
    for (let at = 0; at < ring.length; at++) {
      const [x, y] = ring[at] as readonly [number, number];
      const [toX, toY] = ring[(at + 1) % ring.length] as readonly [number, number];
      const box = 4 * area;
      if (x < boxes[box]!) boxes[box] = x;
      if (y < boxes[box + 1]!) boxes[box + 1] = y;
      if (x > boxes[box + 2]!) boxes[box + 2] = x;
      if (y > boxes[box + 3]!) boxes[box + 3] = y;
      perimeter[area]! += edgeLength(x, y, toX, toY, surface);
      if (x < toX) this.#put(x, y, toX, toY, -backwards);
      else if (x > toX) this.#put(toX, toY, x, y, backwards);
    }
  }

  end(area: number): void {
    const { packed } = this;
    packed.starts[area + 1] = this.#at;
    const base = baseOf(packed.boxes[4 * area + 1]!, packed.surface);
    let sum = 0;
    for (let at = packed.starts[area]!; at < this.#at; at++)
      sum +=
        packed.sign[at]! *
        stripBelow(
          packed.x1[at]! - packed.x0[at]!,
          packed.y0[at]!,
          packed.y1[at]!,
          base,
          packed.surface,
        );
    packed.area[area] = sum;
  }
}

/** @throws {MeasureError} too-few if there is no area, not-finite, out-of-range */
export function packAreas(areas: readonly AreaShape[], surface: Surface): PackedAreas {
  requireShapes(areas, surface);
  const packer = new EdgePacker(areas, surface);
  for (const [area, shape] of areas.entries()) {
    packer.packed.boxes.set([Infinity, Infinity, -Infinity, -Infinity], 4 * area);
    for (const polygon of shape)
      for (const [place, ring] of polygon.entries()) packer.putRing(ring, area, place);
    packer.end(area);
  }
  return packer.packed;
}

/** Boxes, four numbers each, to be searched; the place in the index is that in the list. An area without corners is never found. */
export function indexOf(boxes: Float64Array): Flatbush {
  const index = new Flatbush(boxes.length / 4);
  for (let at = 0; at < boxes.length; at += 4)
    index.add(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!);
  index.finish();
  return index;
}
