import { SmallestFirst } from "./smallest-first.ts";
import type { TableNetwork } from "./table-network.ts";

/** What may be passed: numbers that cost nothing, by node, and others by node from cheap to dear. */
export interface Passable {
  readonly free: readonly (readonly number[])[];
  readonly priced: readonly (readonly number[])[];
  /** What passing costs; 0 for one that is among the free. Infinity: not to be passed, nor what comes after it. */
  readonly priceOf: (edge: number) => number;
}

/** Edges with the node that each is left from. */
type Path = readonly (readonly [edge: number, node: number])[];

/** A search from one node to another. */
interface Search {
  readonly passable: Passable;
  /** What an edge must let through. */
  readonly least: number;
  readonly without: number;
  /** Whether it goes against the flow, from the sink. */
  readonly isBackward: boolean;
}

/** Flow through a table network along cheapest paths, to see how far a number can move when others move with it. */
export class CellFlow {
  readonly #network: TableNetwork;
  readonly #degree: Int32Array;
  readonly #added: Float64Array;
  #moved: number[] = [];
  /** By node: the search that reached it last, at what cost, along which edge, and how many priced edges were tried. */
  readonly #search: Int32Array;
  readonly #reached: Float64Array;
  readonly #came: Int32Array;
  readonly #tried: Int32Array;
  #searches = 0;

  constructor(network: TableNetwork) {
    this.#network = network;
    this.#added = new Float64Array(network.values.length);
    this.#search = new Int32Array(network.nodes);
    this.#reached = new Float64Array(network.nodes);
    this.#came = new Int32Array(network.nodes);
    this.#tried = new Int32Array(network.nodes);
    this.#degree = new Int32Array(network.nodes);
    for (const ends of [network.from, network.to])
      for (const node of ends) this.#degree[node] = this.#degree[node]! + 1;
  }

  /** How much more can pass an edge, left from a node: without end along it, down to 0 against it. */
  #room(edge: number, node: number): number {
    const isForward = this.#network.from[edge] === node;
    return isForward ? Infinity : this.#network.values[edge]! + this.#added[edge]!;
  }

  #across(edge: number, node: number): number {
    return this.#network.from[edge] === node ? this.#network.to[edge]! : this.#network.from[edge]!;
  }

  /** Whether an edge of a node may be searched along. */
  #isOpen(edge: number, node: number, { least, without, isBackward }: Search): boolean {
    if (edge === without) return false;
    return this.#room(edge, isBackward ? this.#across(edge, node) : node) >= least;
  }

  /** Puts the next priced edge of a node in line. A node is in line as itself, its next edge as −1 − node. */
  #queueNext(node: number, { passable: { priced, priceOf } }: Search, waiting: SmallestFirst) {
    const edges = priced[node]!;
    while (this.#tried[node]! < edges.length && priceOf(edges[this.#tried[node]!]!) === 0)
      this.#tried[node] = this.#tried[node]! + 1;
    const edge = edges[this.#tried[node]!];
    const price = edge === undefined ? Infinity : priceOf(edge);
    if (price !== Infinity) waiting.add(-1 - node, this.#reached[node]! + price);
  }

  /** Reaches a node; true when it is the goal at a cost that cannot be bettered. */
  #arrive(
    node: number,
    { far, edge, goal, now }: { far: number; edge: number; goal: number; now: number },
    waiting: SmallestFirst,
  ): boolean {
    if (this.#search[node] === this.#searches && !(far < this.#reached[node]!)) return false;
    this.#search[node] = this.#searches;
    this.#reached[node] = far;
    this.#came[node] = edge;
    this.#tried[node] = 0;
    waiting.add(node, far);
    return node === goal && far <= now;
  }

  /** Whether the goal can be reached; the way is in `came`. */
  #reaches(start: number, goal: number, search: Search): boolean {
    this.#searches += 1;
    const waiting = new SmallestFirst();
    this.#arrive(start, { far: 0, edge: -1, goal, now: -1 }, waiting);
    while (waiting.size > 0) {
      const [item, now] = waiting.take();
      if (item === goal) return true;
      const node = item >= 0 ? item : -1 - item;
      if (item >= 0 && now > this.#reached[node]!) continue;
      const along = item >= 0 ? search.passable.free[node]! : [this.#nextPriced(node, search)];
      for (const edge of along) {
        if (!this.#isOpen(edge, node, search)) continue;
        const step = { far: now, edge, goal, now };
        if (this.#arrive(this.#across(edge, node), step, waiting)) return true;
      }
      this.#queueNext(node, search, waiting);
    }
    return false;
  }

  #nextPriced(node: number, { passable }: Search): number {
    const at = this.#tried[node]!;
    this.#tried[node] = at + 1;
    return passable.priced[node]![at]!;
  }

  /** The cheapest path from source to sink that lets `least` through, searched from the end with fewer edges. */
  #path(source: number, sink: number, search: Omit<Search, "isBackward">): Path | null {
    const isBackward = this.#degree[sink]! < this.#degree[source]!;
    const [start, goal] = isBackward ? [sink, source] : [source, sink];
    if (!this.#reaches(start, goal, { ...search, isBackward })) return null;
    const path: (readonly [number, number])[] = [];
    for (let node = goal; node !== start; ) {
      const edge = this.#came[node]!;
      const next = this.#across(edge, node);
      path.push([edge, isBackward ? node : next]);
      node = next;
    }
    return path;
  }

  /** Moves flow along a path: as much as fits, up to `most`. */
  #push(path: Path, most: number): number {
    const amount = path.reduce(
      (least, [edge, node]) => Math.min(least, this.#room(edge, node)),
      most,
    );
    if (amount === Infinity) return Infinity;
    for (const [edge, node] of path) {
      const isForward = this.#network.from[edge] === node;
      this.#added[edge] = this.#added[edge]! + (isForward ? amount : -amount);
      this.#moved.push(edge);
    }
    return amount;
  }

  /**
   * How far a number can go up (or down) while others change with it, up to `enough`, and which others change.
   * Paths wide enough for all of it are taken first.
   */
  reach(
    without: number,
    { direction, enough }: { readonly direction: "up" | "down"; readonly enough: number },
    passable: Passable,
  ): { readonly amount: number; readonly moved: readonly number[] } {
    const [from, to] = [this.#network.from[without]!, this.#network.to[without]!];
    const [source, sink] = direction === "up" ? [to, from] : [from, to];
    const most = direction === "up" ? enough : Math.min(enough, this.#network.values[without]!);
    let amount = 0;
    while (amount < most) {
      const left = most - amount;
      const wide = Number.isFinite(left) ? left : 1;
      const path =
        this.#path(source, sink, { passable, least: wide, without }) ??
        this.#path(source, sink, { passable, least: 1, without });
      if (path === null) break;
      amount += this.#push(path, left);
    }
    const moved = [...new Set(this.#moved)].filter((one) => this.#added[one] !== 0);
    for (const one of this.#moved) this.#added[one] = 0;
    this.#moved = [];
    return { amount, moved };
  }
}
