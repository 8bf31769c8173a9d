/** Smaller than this is 0: what is left of adding and taking away. Counts are 1 or more apart. */
const dust = 1e-9;

/** A linear programme in equations: rows · x = wanted, 0 ≤ x ≤ most. */
export interface Equations {
  readonly rows: readonly Float64Array[];
  readonly wanted: readonly number[];
  readonly most: Float64Array;
}

/**
 * The simplex method with bounded variables on a dense tableau: a feasible corner once, and from there the largest value of one
 * linear function after another. A variable at its upper bound is turned round (x becomes most − x), so that all that are
 * not in the basis are 0. Bland's rule after a while keeps it from going in circles.
 *
 * Source: Dantzig (1963), Linear Programming and Extensions, ch. 18 (upper bounds); Bland (1977), Math. Oper. Res. 2, 103–107.
 */
export class Simplex {
  readonly #most: Float64Array;
  readonly #turned: Uint8Array;
  #rows: Float64Array[];
  #right: number[];
  /** Row → its variable; −1: a stand-in that must become 0. */
  #basis: number[];

  /** @throws {RangeError} if nothing fulfils the equations: a bug, for they were made from real counts */
  constructor({ rows, wanted, most }: Equations) {
    this.#most = most;
    this.#turned = new Uint8Array(most.length);
    this.#rows = rows.map((row, at) => (wanted[at]! < 0 ? row.map((x) => -x) : row.slice()));
    this.#right = wanted.map(Math.abs);
    this.#basis = rows.map(() => -1);
    const goal = new Float64Array(most.length);
    for (const row of this.#rows) for (let at = 0; at < goal.length; at++) goal[at]! += row[at]!;
    this.#climb(goal);
    this.#dropStandIns(wanted.reduce((sum, value) => sum + Math.abs(value), 1));
  }

  /** The largest value of weights · x. Infinity if nothing bounds it. */
  largest(weights: Float64Array): number {
    const goal = weights.map((weight, at) => (this.#turned[at] === 1 ? -weight : weight));
    for (const [at, variable] of this.#basis.entries()) {
      const weight = goal[variable]!;
      if (weight === 0) continue;
      const row = this.#rows[at]!;
      for (let column = 0; column < goal.length; column++) goal[column]! -= weight * row[column]!;
      goal[variable] = 0;
    }
    if (!this.#climb(goal)) return Number.POSITIVE_INFINITY;
    const inBasis = new Map(this.#basis.map((variable, at) => [variable, at]));
    let value = 0;
    for (const [at, weight] of weights.entries()) {
      if (weight === 0) continue;
      const row = inBasis.get(at);
      const own = row === undefined ? 0 : this.#right[row]!;
      value += weight * (this.#turned[at] === 1 ? this.#most[at]! - own : own);
    }
    return value;
  }

  /** @returns false if there is no end to it */
  #climb(goal: Float64Array): boolean {
    for (let step = 0; ; step++) {
      const entering = choose(goal, step > 20 * (this.#rows.length + 10));
      if (entering < 0) return true;
      const { row, most, atUpper } = this.#limit(entering);
      if (most === Number.POSITIVE_INFINITY) return false;
      if (row < 0) this.#turn(entering, goal);
      else {
        if (atUpper) this.#turnBasic(row);
        this.#pivot(row, entering, goal);
      }
    }
  }

  /** How far a variable can rise, and what stops it: a row, or −1 for its own bound. */
  #limit(entering: number) {
    let [row, most, atUpper] = [-1, this.#most[entering]!, false];
    for (const [at, cells] of this.#rows.entries()) {
      const slope = cells[entering]!;
      if (Math.abs(slope) <= dust) continue;
      const variable = this.#basis[at]!;
      const isUpper = slope < 0;
      // A stand-in may not rise: it would be a mistake in its equation.
      const room = variable < 0 ? (isUpper ? Number.POSITIVE_INFINITY : 0) : this.#most[variable]!;
      const far = isUpper ? (room - this.#right[at]!) / -slope : this.#right[at]! / slope;
      const isSooner =
        far < most - dust || (row >= 0 && far <= most + dust && variable < this.#basis[row]!);
      if (isSooner) [row, most, atUpper] = [at, Math.max(0, far), isUpper];
    }
    return { row, most, atUpper };
  }

  /** A variable outside the basis goes to its other bound. */
  #turn(variable: number, goal: Float64Array): void {
    const most = this.#most[variable]!;
    for (const [at, cells] of this.#rows.entries()) {
      this.#right[at] = settle(this.#right[at]! - cells[variable]! * most);
      cells[variable] = -cells[variable]!;
    }
    goal[variable] = -goal[variable]!;
    this.#turned[variable] = 1 - this.#turned[variable]!;
  }

  #turnBasic(row: number): void {
    const variable = this.#basis[row]!;
    const cells = this.#rows[row]!;
    for (let at = 0; at < cells.length; at++) if (at !== variable) cells[at] = -cells[at]!;
    this.#right[row] = settle(this.#most[variable]! - this.#right[row]!);
    this.#turned[variable] = 1 - this.#turned[variable]!;
  }

  #pivot(row: number, entering: number, goal: Float64Array): void {
    const cells = this.#rows[row]!;
    const by = cells[entering]!;
    const filled: number[] = [];
    for (let at = 0; at < cells.length; at++) {
      cells[at] = settle(cells[at]! / by);
      if (cells[at] !== 0) filled.push(at);
    }
    this.#right[row] = settle(this.#right[row]! / by);
    for (const [other, values] of this.#rows.entries()) {
      const factor = values[entering]!;
      if (other === row || factor === 0) continue;
      for (const at of filled) values[at] = settle(values[at]! - factor * cells[at]!);
      this.#right[other] = Math.max(0, settle(this.#right[other]! - factor * this.#right[row]!));
    }
    const factor = goal[entering]!;
    for (const at of filled) goal[at] = settle(goal[at]! - factor * cells[at]!);
    this.#basis[row] = entering;
  }

  /** After the first climb every stand-in is 0; a row that has nothing else follows from the others. */
  #dropStandIns(size: number): void {
    const none = new Float64Array(this.#most.length);
    for (const [at, variable] of this.#basis.entries()) {
      if (variable >= 0) continue;
      if (this.#right[at]! > 1e-7 * size) throw new RangeError("the equations have no solution");
      this.#right[at] = 0;
      const other = this.#rows[at]!.findIndex((cell) => Math.abs(cell) > dust);
      if (other >= 0) this.#pivot(at, other, none);
    }
    const kept = [...this.#basis.keys()].filter((at) => this.#basis[at]! >= 0);
    this.#rows = kept.map((at) => this.#rows[at]!);
    this.#right = kept.map((at) => this.#right[at]!);
    this.#basis = kept.map((at) => this.#basis[at]!);
  }
}

const settle = (value: number) => (Math.abs(value) < 1e-11 ? 0 : value);

/** What to let rise: the steepest, or with Bland's rule the first. */
function choose(goal: Float64Array, isFirst: boolean): number {
  let best = -1;
  for (let at = 0; at < goal.length; at++) {
    if (!(goal[at]! > dust)) continue;
    if (isFirst) return at;
    if (best < 0 || goal[at]! > goal[best]!) best = at;
  }
  return best;
}
