import { MeasureError } from "../numeric/index.ts";
import { makeTriangular, solveUpper, solveUpperTransposed } from "./synthetic-control-plane.ts";

/** A point counts as nearer only if it is so by more than rounding leaves. */
const noise = 4e-15;

/**
 * The mixture of points that lies nearest to the origin, with importance vᵢ of direction i:
 * minimises Σᵢ vᵢ (Σⱼ wⱼ pᵢⱼ)² over wⱼ ≥ 0, Σⱼ wⱼ = 1, exactly up to rounding.
 *
 * An active-set method: of the points outside of the support it takes the one along which the loss falls fastest,
 * goes to the best place in the plane through the support, and drops the points that would get less than nothing.
 * It holds its own memory and begins where it ended last, because the search for predictor weights asks it
 * thousands of times for nearly the same.
 *
 * Source: Wolfe (1976), "Finding the nearest point in a polytope", Mathematical Programming 11, 128–149.
 */
export class NearestMixture {
  /** The points that carry weight: the first `size` of these. */
  readonly support: Int32Array;
  /** Their weights, in the same order. */
  readonly weights: Float64Array;
  size = 0;
  /** Σᵢ vᵢ xᵢ² of the mixture that was found. */
  loss = Number.NaN;
  /** The mixture that was found: Σⱼ wⱼ pᵢⱼ. */
  readonly mixture: Float64Array;

  readonly #points: Float64Array;
  readonly #rows: number;
  readonly #count: number;
  readonly #importance: Float64Array;
  readonly #root: Float64Array;
  readonly #slope: Float64Array;
  readonly #plane: Float64Array;
  readonly #goal: Float64Array;
  readonly #isMember: Uint8Array;

  /** @param points point j at j·rows up to (j + 1)·rows @param rows the number of directions */
  constructor(points: Float64Array, rows: number) {
    // In a space of so many directions, one more point than that spans everything; one more is on trial.
    const most = rows + 2;
    this.#points = points;
    this.#rows = rows;
    this.#count = points.length / rows;
    this.support = new Int32Array(most);
    this.weights = new Float64Array(most);
    this.mixture = new Float64Array(rows);
    this.#importance = new Float64Array(rows);
    this.#root = new Float64Array(rows);
    this.#slope = new Float64Array(rows);
    this.#plane = new Float64Array(rows * most);
    this.#goal = new Float64Array(Math.max(rows, most));
    this.#isMember = new Uint8Array(this.#count);
  }

  /** Finds the mixture. @param importance vᵢ ≥ 0 of each direction, not all 0 @throws {MeasureError} not-converged */
  solve(importance: Float64Array): void {
    this.#importance.set(importance);
    for (let row = 0; row < this.#rows; row++) this.#root[row] = Math.sqrt(importance[row]!);
    if (this.size === 0 || !this.#settle()) this.#begin();
    let before = Number.POSITIVE_INFINITY;
    for (let step = 0; step < 100 * (this.#count + this.#rows); step++) {
      this.#mix();
      // What no longer falls moves on rounding alone.
      if (!(this.loss < before)) return;
      before = this.loss;
      const next = this.#steepest();
      if (next < 0) return;
      this.#add(next);
      if (!this.#settle()) return;
    }
    throw new MeasureError(
      "not-converged",
      "The weights of the donors do not come to rest; check the predictors for values that are far out of scale.",
    );
  }

  /** Points whose slope is the loss itself, up to `tolerance`: all that can have weight in a mixture as near as this. */
  tight(tolerance: number): readonly number[] {
    this.#setSlope();
    const found: number[] = [];
    for (let at = 0; at < this.#count; at++) {
      const room = tolerance * Math.sqrt(this.loss * this.#length(at)) + Number.MIN_VALUE;
      if (this.#isMember[at] === 1 || this.#along(at) <= this.loss + room) found.push(at);
    }
    return found;
  }

  /** Σᵢ vᵢ pᵢⱼ², averaged over the points: what a loss is measured against. */
  meanLength(): number {
    let sum = 0;
    for (let at = 0; at < this.#count; at++) sum += this.#length(at);
    return sum / this.#count;
  }

  /**
   * What the weights would do if the importance changed: solves (AᵀVA) h = c, where the columns of A are the points of
   * the support from the second on, less the first. In place; c has one value for each but the first.
   * @returns false if there is no single answer
   */
  solveAlongSupport(values: Float64Array): boolean {
    const columns = this.size - 1;
    if (!this.#setPlane()) return false;
    solveUpperTransposed(this.#plane, values, this.#rows, columns);
    solveUpper(this.#plane, values, this.#rows, columns);
    return true;
  }

  /** The single point that lies nearest. */
  #begin(): void {
    let first = 0;
    for (let at = 1; at < this.#count; at++) if (this.#length(at) < this.#length(first)) first = at;
    this.#isMember.fill(0);
    this.size = 0;
    this.#add(first);
    this.weights[0] = 1;
  }

  #length(at: number): number {
    let sum = 0;
    for (let row = 0, place = at * this.#rows; row < this.#rows; row++, place++)
      sum += this.#importance[row]! * this.#points[place]! * this.#points[place]!;
    return sum;
  }

  #add(point: number): void {
    this.support[this.size] = point;
    this.weights[this.size] = 0;
    this.#isMember[point] = 1;
    this.size++;
  }

  #drop(at: number): void {
    this.#isMember[this.support[at]!] = 0;
    this.size--;
    for (let next = at; next < this.size; next++) {
      this.support[next] = this.support[next + 1]!;
      this.weights[next] = this.weights[next + 1]!;
    }
  }

  #mix(): void {
    const { mixture } = this;
    mixture.fill(0);
    for (let at = 0; at < this.size; at++) {
      const weight = this.weights[at]!;
      for (let row = 0, place = this.support[at]! * this.#rows; row < this.#rows; row++, place++)
        mixture[row]! += weight * this.#points[place]!;
    }
    this.loss = 0;
    for (let row = 0; row < this.#rows; row++)
      this.loss += this.#importance[row]! * mixture[row]! * mixture[row]!;
  }

  #setSlope(): void {
    for (let row = 0; row < this.#rows; row++)
      this.#slope[row] = this.#importance[row]! * this.mixture[row]!;
  }

  #along(at: number): number {
    let sum = 0;
    for (let row = 0, place = at * this.#rows; row < this.#rows; row++, place++)
      sum += this.#slope[row]! * this.#points[place]!;
    return sum;
  }

  /** The point along which the loss falls fastest, or −1 if it falls along none. */
  #steepest(): number {
    this.#setSlope();
    const points = this.#points;
    const slope = this.#slope;
    const rows = this.#rows;
    const count = this.#count;
    let least = Number.POSITIVE_INFINITY;
    let found = -1;
    for (let at = 0, place = 0; at < count; at++) {
      let along = 0;
      for (let row = 0; row < rows; row++, place++) along += slope[row]! * points[place]!;
      if (along >= least) continue;
      least = along;
      found = at;
    }
    if (found < 0 || this.#isMember[found] === 1) return -1;
    const room = noise * Math.sqrt(this.loss * Math.max(this.#length(found), this.loss));
    return least < this.loss - room ? found : -1;
  }

  /** Goes to the best place in the plane through the support, dropping points that would get less than nothing. */
  #settle(): boolean {
    const { weights } = this;
    while (this.#findGoal()) {
      let share = 1;
      let first = -1;
      for (let at = 0; at < this.size; at++) {
        if (this.#goal[at]! > 0) continue;
        const way = weights[at]! - this.#goal[at]!;
        const part = way > 0 ? weights[at]! / way : 0;
        if (first >= 0 && part >= share) continue;
        share = part;
        first = at;
      }
      for (let at = 0; at < this.size; at++)
        weights[at]! += share * (this.#goal[at]! - weights[at]!);
      if (first < 0) return true;
      this.#drop(first);
      for (let at = this.size - 1; at >= 0; at--) if (!(weights[at]! > 0)) this.#drop(at);
    }
    return false;
  }

  /** The weights of the best place in the plane; without the last point if that follows from the others. */
  #findGoal(): boolean {
    const goal = this.#goal;
    const columns = this.size - 1;
    if (!this.#setPlane()) {
      if (this.weights[columns] === 0) this.#drop(columns);
      return false;
    }
    solveUpper(this.#plane, goal, this.#rows, columns);
    let rest = 1;
    for (let at = columns; at > 0; at--) {
      goal[at] = goal[at - 1]!;
      rest -= goal[at]!;
    }
    goal[0] = rest;
    return true;
  }

  /** The triangle of the points of the support less the first, and the way from the first to the origin. */
  #setPlane(): boolean {
    const rows = this.#rows;
    const points = this.#points;
    const columns = this.size - 1;
    if (columns > rows) return false;
    const base = this.support[0]! * rows;
    for (let row = 0; row < rows; row++) this.#goal[row] = -this.#root[row]! * points[base + row]!;
    for (let column = 0, place = 0; column < columns; column++) {
      const from = this.support[column + 1]! * rows;
      for (let row = 0; row < rows; row++, place++)
        this.#plane[place] = this.#root[row]! * (points[from + row]! - points[base + row]!);
    }
    return makeTriangular(this.#plane, this.#goal, rows, columns) === columns;
  }
}
