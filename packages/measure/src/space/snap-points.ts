import { extentOf } from "./shapes.ts";
import { ascending } from "./weights.ts";

/** Points as the places they are at: those closer together than `snap` are at one place. */
export interface SnappedPoints {
  /** The place of each point, 0 to `count` − 1. */
  readonly place: Int32Array;
  readonly count: number;
  /** Of each place, where one of its points is. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Cells are so many times as wide as `snap`: then most points are not near the edge of their cell, and only that one is searched. */
const cellPerSnap = 16;

/** Points by the cell of a grid that they are in: a hash table of chains. */
class PointGrid {
  readonly #heads: Int32Array;
  readonly #chain: Int32Array;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #mask: number;

  constructor(x: Float64Array, y: Float64Array) {
    const size = 2 ** Math.ceil(Math.log2(2 * x.length + 2));
    this.#heads = new Int32Array(size).fill(-1);
    this.#chain = new Int32Array(x.length);
    [this.#x, this.#y, this.#mask] = [x, y, size - 1];
  }

  #slot(column: number, row: number): number {
    const mixed = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.#mask;
  }

  put(point: number, column: number, row: number): void {
    const slot = this.#slot(column, row);
    this.#chain[point] = this.#heads[slot]!;
    this.#heads[slot] = point;
  }

  /** A point in the cell that is exactly there, or −1. */
  same(x: number, y: number, column: number, row: number): number {
    let point = this.#heads[this.#slot(column, row)]!;
    while (point !== -1 && (this.#x[point] !== x || this.#y[point] !== y))
      point = this.#chain[point]!;
    return point;
  }

  /** Joins a point with those of a cell within a distance. */
  joinNear(point: number, within: number, column: number, row: number, unions: Unions): void {
    const x = this.#x[point]!;
    const y = this.#y[point]!;
    let other = this.#heads[this.#slot(column, row)]!;
    while (other !== -1) {
      if (Math.hypot(this.#x[other]! - x, this.#y[other]! - y) <= within) unions.join(point, other);
      other = this.#chain[other]!;
    }
  }
}

/** Which points are one, by chains of points that are (union–find, Tarjan 1975, JACM 22, 215–225). */
class Unions {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = ascending(count);
  }

  root(point: number): number {
    const parent = this.#parent;
    let at = point;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  join(one: number, other: number): void {
    const first = this.root(one);
    const second = this.root(other);
    // The lowest number stays, so that the order of joining does not matter.
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }
}

/** Numbers the roots 0, 1, 2 … as they come. */
function places(root: Int32Array, x: Float64Array, y: Float64Array): SnappedPoints {
  const numbers = new Int32Array(root.length).fill(-1);
  const place = new Int32Array(root.length);
  const firsts = new Int32Array(root.length);
  let count = 0;
  for (let point = 0; point < root.length; point++) {
    const at = root[point]!;
    if (numbers[at] === -1) {
      firsts[count] = at;
      numbers[at] = count++;
    }
    place[point] = numbers[at]!;
  }
  const pick = (values: Float64Array) =>
    new Float64Array(count).map((_, number) => values[firsts[number]!]!);
  return { place, count, x: pick(x), y: pick(y) };
}

/**
 * Finds the points that are at one place: equal, or within `snap` of each other, directly or by way of others.
 * Time is proportional to the number of points as long as `snap` is small beside their distances.
 */
export function snapPoints(x: Float64Array, y: Float64Array, snap: number): SnappedPoints {
  const width = (snap > 0 ? cellPerSnap * snap : 1e-9 * extentOf(x, y)) || 1;
  const grid = new PointGrid(x, y);
  const unions = new Unions(x.length);
  const root = new Int32Array(x.length);
  const edge = 1 / cellPerSnap + 1e-9;
  for (let point = 0; point < x.length; point++) {
    const atX = x[point]! / width;
    const atY = y[point]! / width;
    const equal = grid.same(x[point]!, y[point]!, Math.floor(atX), Math.floor(atY));
    root[point] = equal === -1 ? point : equal;
    if (equal !== -1) continue;
    if (snap > 0)
      for (let column = Math.floor(atX - edge); column <= Math.floor(atX + edge); column++)
        for (let row = Math.floor(atY - edge); row <= Math.floor(atY + edge); row++)
          grid.joinNear(point, snap, column, row, unions);
    grid.put(point, Math.floor(atX), Math.floor(atY));
  }
  for (let point = 0; point < root.length; point++) root[point] = unions.root(root[point]!);
  return places(root, x, y);
}
