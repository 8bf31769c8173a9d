import { type Rational, reduced } from "../rational.ts";

/** Voters who support the same of the projects that are looked at, and how many they are. */
export interface Signature {
  readonly projects: readonly number[];
  readonly size: number;
}

/** Sums up to here are exact in a double. */
const largest = Number.MAX_SAFE_INTEGER;

/** The amounts are too large to be compared exactly by this rule. */
export class AmountTooLarge extends Error {
  override readonly name = "AmountTooLarge";
}

/**
 * A flow from projects to the voters who support them; each project sends what it costs, each voter takes up to a
 * load. Augments along shortest paths (Dinic 1970).
 */
class LoadFlow {
  /** Edges lead from a project to a signature; `edgesOf…` are lists of them. */
  readonly #project: Int32Array;
  readonly #signature: Int32Array;
  readonly #flow: Float64Array;
  readonly #edgesOfProject: readonly (readonly number[])[];
  readonly #edgesOfSignature: readonly (readonly number[])[];
  /** What a project still has to send. */
  readonly #open: Float64Array;
  /** What voters of a signature can still take. */
  readonly #room: Float64Array;
  readonly #levelOfProject: Int32Array;
  readonly #levelOfSignature: Int32Array;
  readonly #next: Int32Array;

  constructor(costs: Float64Array, signatures: readonly Signature[], rooms: Float64Array) {
    const edges = signatures.reduce((sum, { projects }) => sum + projects.length, 0);
    this.#project = new Int32Array(edges);
    this.#signature = new Int32Array(edges);
    this.#flow = new Float64Array(edges);
    const ofProject: number[][] = Array.from(costs, () => []);
    let edge = 0;
    this.#edgesOfSignature = signatures.map(({ projects }, at) =>
      projects.map((project) => {
        this.#project[edge] = project;
        this.#signature[edge] = at;
        ofProject[project]!.push(edge);
        return edge++;
      }),
    );
    this.#edgesOfProject = ofProject;
    this.#open = costs;
    this.#room = rooms;
    this.#levelOfProject = new Int32Array(costs.length);
    this.#levelOfSignature = new Int32Array(signatures.length);
    this.#next = new Int32Array(costs.length);
  }

  /** Distances from projects that still have to send; −1 where none leads. @returns whether room was reached */
  #level(): boolean {
    const [project, signature] = [this.#levelOfProject.fill(-1), this.#levelOfSignature.fill(-1)];
    let front: number[] = [];
    for (let one = 0; one < project.length; one++)
      if (this.#open[one]! > 0) {
        project[one] = 0;
        front.push(one);
      }
    let hasRoom = false;
    for (let level = 1; front.length > 0 && !hasRoom; level += 2) {
      const reached: number[] = [];
      for (const one of front)
        for (const edge of this.#edgesOfProject[one]!) {
          const at = this.#signature[edge]!;
          if (signature[at]! >= 0) continue;
          signature[at] = level;
          hasRoom ||= this.#room[at]! > 0;
          reached.push(at);
        }
      front = [];
      for (const at of reached)
        for (const edge of this.#edgesOfSignature[at]!) {
          const one = this.#project[edge]!;
          if (project[one]! >= 0 || this.#flow[edge] === 0) continue;
          project[one] = level + 1;
          front.push(one);
        }
    }
    return hasRoom;
  }

  #push(one: number, amount: number): number {
    const edges = this.#edgesOfProject[one]!;
    let sent = 0;
    for (; this.#next[one]! < edges.length; this.#next[one]!++) {
      const edge = edges[this.#next[one]!]!;
      const at = this.#signature[edge]!;
      if (this.#levelOfSignature[at] !== this.#levelOfProject[one]! + 1) continue;
      const moved = this.#pushInto(at, amount - sent);
      this.#flow[edge]! += moved;
      sent += moved;
      if (sent >= amount) break;
    }
    return sent;
  }

  /** Into the room of a signature first; then others give way, and send elsewhere what they send here. */
  #pushInto(at: number, amount: number): number {
    let moved = Math.min(this.#room[at]!, amount);
    this.#room[at]! -= moved;
    for (const edge of moved < amount ? this.#edgesOfSignature[at]! : []) {
      const other = this.#project[edge]!;
      const theirs = this.#flow[edge]!;
      if (theirs === 0 || this.#levelOfProject[other] !== this.#levelOfSignature[at]! + 1) continue;
      const away = this.#push(other, Math.min(theirs, amount - moved));
      this.#flow[edge]! -= away;
      moved += away;
      if (moved >= amount) break;
    }
    return moved;
  }

  /** Sends what can be sent. @returns projects that cannot send all, with all that stand in their way; empty if all is sent */
  blocked(): readonly number[] {
    while (this.#level()) {
      this.#next.fill(0);
      for (let one = 0; one < this.#open.length; one++)
        if (this.#open[one]! > 0) this.#open[one]! -= this.#push(one, this.#open[one]!);
    }
    return [...this.#levelOfProject.keys()].filter((one) => this.#levelOfProject[one]! >= 0);
  }
}

/**
 * A load that is not enough for some set of projects: what that set needs. Null if everybody can bear `load`.
 * @throws {AmountTooLarge} if costs × voters exceed 2⁵³
 */
export function heavierLoad(
  costs: readonly number[],
  signatures: readonly Signature[],
  load: Rational,
): Rational | null {
  const [num, den] = [Number(load.num), Number(load.den)];
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const voters = signatures.reduce((sum, { size }) => sum + size, 0);
  if (total * den > largest || voters * num > largest)
    throw new AmountTooLarge(
      "The amounts of this election are too large for this rule; count it with another.",
    );
  const flow = new LoadFlow(
    Float64Array.from(costs, (cost) => cost * den),
    signatures,
    Float64Array.from(signatures, ({ size }) => size * num),
  );
  const set = new Set(flow.blocked());
  if (set.size === 0) return null;
  const cost = [...set].reduce((sum, one) => sum + costs[one]!, 0);
  const near = signatures.filter(({ projects }) => projects.some((one) => set.has(one)));
  return reduced({ num: BigInt(cost), den: BigInt(near.reduce((sum, { size }) => sum + size, 0)) });
}

/**
 * The least load that the most loaded voter bears when supporters pay for projects together, shared as evenly as can
 * be: the largest of cost(S) / voters(S) over all sets S of projects.
 *
 * @param costs what each project costs, whole numbers
 * @param signatures who supports which
 * @param least a load that is known to be needed; the search begins there
 * @throws {AmountTooLarge} if costs × voters exceed 2⁵³
 *
 * Source: Dinkelbach (1967), Management Science 13(7), 492–498, on the cuts of a flow; Goldberg (1984), UCB/CSD-84-171.
 */
export function leastLoad(
  costs: readonly number[],
  signatures: readonly Signature[],
  least: Rational,
): Rational {
  let load = reduced(least);
  for (;;) {
    const next = heavierLoad(costs, signatures, load);
    if (next === null) return load;
    load = next;
  }
}
