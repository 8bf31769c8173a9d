import { MeasureError } from "../numeric/index.ts";
import type { AreaShape } from "../space/index.ts";
import type { Surface } from "./surface.ts";

/** Below this, whole numbers and their products are exact. */
const exact = 2 ** 53;

/** Points on a fine grid, each once: then equal is equal, and which side of a line a point is on is exact. */
export class GridVertices {
  readonly step: number;
  readonly #left: number;
  readonly #bottom: number;
  readonly #rows: number;
  readonly #numbers = new Map<number, number>();
  /** Column and row of each vertex. */
  readonly columns: number[] = [];
  readonly rows: number[] = [];

  constructor(
    { left, bottom, right, top }: Readonly<Record<"left" | "bottom" | "right" | "top", number>>,
    step: number,
  ) {
    this.step = step;
    this.#left = left;
    this.#bottom = bottom;
    this.#rows = Math.round((top - bottom) / step) + 1;
    if (!(step > 0) || (this.#rows * (right - left)) / step >= exact)
      throw new MeasureError(
        "out-of-range",
        `grid is ${step}; with this map's size it must be larger, so that its cells can be counted.`,
        { grid: step },
      );
  }

  /** The number of the vertex at a place, which may be new. */
  at(x: number, y: number): number {
    return this.inCell(
      Math.round((x - this.#left) / this.step),
      Math.round((y - this.#bottom) / this.step),
    );
  }

  inCell(column: number, row: number): number {
    const key = column * this.#rows + row;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const fresh = this.columns.length;
    this.#numbers.set(key, fresh);
    this.columns.push(column);
    this.rows.push(row);
    return fresh;
  }

  x(vertex: number): number {
    return this.#left + this.columns[vertex]! * this.step;
  }

  y(vertex: number): number {
    return this.#bottom + this.rows[vertex]! * this.step;
  }
}

/** 10⁻⁷ degree, a centimetre: the precision of surveyed borders. */
const finestDegrees = 1e-7;

/** An empty grid over some areas. @param step default 10⁻⁷ degree, or a power of two of about 10⁻⁸ of the side of a plane */
export function gridOver(
  areas: readonly AreaShape[],
  surface: Surface,
  step: number | undefined,
): GridVertices {
  const box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (const shape of areas)
    for (const polygon of shape)
      for (const ring of polygon)
        for (const [x, y] of ring) {
          box.left = Math.min(box.left, x!);
          box.right = Math.max(box.right, x!);
          box.bottom = Math.min(box.bottom, y!);
          box.top = Math.max(box.top, y!);
        }
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  const coarsest = Math.sqrt((width * height) / exact) * 1.01;
  const fine = surface === "wgs84" ? finestDegrees : 1e-9 * Math.max(width, height);
  const side = Math.max(fine, coarsest) || 1;
  // On a plane a power of two keeps whole metres whole.
  const own = surface === "plane" ? 2 ** Math.ceil(Math.log2(side)) : side;
  return new GridVertices(box, step ?? own);
}
