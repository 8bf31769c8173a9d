import type { Instance } from "../instance.ts";
import { greatestDivisor, type Rational } from "../rational.ts";
import { AmountTooLarge } from "./densest.ts";

/** How a resident divides the voucher over the projects on the ballot. `vouchers` says what each does. */
export const voucherSplits = ["order", "points", "equal"] as const;
/** One of them. */
export type VoucherSplit = (typeof voucherSplits)[number];

/** What a group of equal ballots gives to one project, in parts of `of`. */
interface Gift {
  readonly group: number;
  readonly size: bigint;
  readonly points: bigint;
  readonly of: bigint;
}

/** Beyond this many bits, a fraction takes longer than anybody waits. */
const mostBits = 100_000;

const leastMultiple = (a: bigint, b: bigint) => (a / greatestDivisor(a, b)) * b;

/**
 * What all residents have left of their vouchers, and to which projects it is given now. Exact: whole parts of one
 * common denominator, and for each project its gifts by the number of parts that the giver divides over.
 */
export class VoucherPurses {
  readonly #instance: Instance;
  readonly #split: VoucherSplit;
  readonly #places: Int32Array;
  readonly #left: bigint[];
  readonly #open = new Set<number>();
  readonly #given: Map<bigint, bigint>[];
  #den: bigint;

  constructor(instance: Instance, voucher: Rational, split: VoucherSplit, places: Int32Array) {
    this.#instance = instance;
    this.#split = split;
    this.#places = places;
    this.#den = voucher.den;
    this.#left = instance.groups.map(() => voucher.num);
    this.#given = instance.ids.map(() => new Map());
    for (const [project, { votes }] of instance.supports.entries())
      if (votes > 0) this.#open.add(project);
    for (const group of instance.groups.keys()) this.#give(group, 1n);
  }

  /** Projects that are neither carried out nor dropped. */
  get open(): ReadonlySet<number> {
    return this.#open;
  }

  /** To which open projects a ballot gives, and in which parts. */
  #weights(group: number): {
    readonly projects: readonly (readonly [number, bigint])[];
    of: bigint;
  } {
    const { projects, points } = this.#instance.groups[group]!;
    const open = projects.flatMap((project, at) =>
      this.#open.has(project) ? [[project, points[at]!] as const] : [],
    );
    if (this.#split === "order") {
      const [first] = open.sort(
        ([a, pointsA], [b, pointsB]) => pointsB - pointsA || this.#places[a]! - this.#places[b]!,
      );
      return { projects: first === undefined ? [] : [[first[0], 1n]], of: 1n };
    }
    const weighed = open.map(
      ([project, own]) => [project, this.#split === "points" ? BigInt(own) : 1n] as const,
    );
    return { projects: weighed, of: weighed.reduce((sum, [, own]) => sum + own, 0n) };
  }

  /** Gives what a group has left to its open projects, or (`sign` −1) takes it back. */
  #give(group: number, sign: bigint): void {
    const { projects, of } = this.#weights(group);
    const money = sign * this.#left[group]! * BigInt(this.#instance.groups[group]!.size);
    for (const [project, points] of projects) {
      const given = this.#given[project]!;
      given.set(of, (given.get(of) ?? 0n) + money * points);
    }
  }

  #giftsTo(project: number): readonly Gift[] {
    return [...this.#instance.supports[project]!.groups].flatMap((group) => {
      const { projects, of } = this.#weights(group);
      const points = projects.find(([one]) => one === project)?.[1];
      if (points === undefined || this.#left[group] === 0n) return [];
      return [{ group, size: BigInt(this.#instance.groups[group]!.size), points, of }];
    });
  }

  /** How many residents give to a project now. */
  giversTo(project: number): number {
    return this.#giftsTo(project).reduce((sum, { size }) => sum + Number(size), 0);
  }

  /** What a project has been given now. */
  givenTo(project: number): Rational {
    const given = [...this.#given[project]!].filter(([, money]) => money !== 0n);
    const of = given.reduce((multiple, [own]) => leastMultiple(multiple, own), 1n);
    const num = given.reduce((sum, [own, money]) => sum + money * (of / own), 0n);
    return { num, den: this.#den * of };
  }

  /** What nobody has paid for anything. */
  left(): Rational {
    const num = this.#left.reduce(
      (sum, money, group) => sum + money * BigInt(this.#instance.groups[group]!.size),
      0n,
    );
    return { num, den: this.#den };
  }

  /** Takes a project off: what it was given goes to other projects of the giver, as far as there are any. */
  drop(project: number): void {
    const groups = this.#giftsTo(project).map(({ group }) => group);
    for (const group of groups) this.#give(group, -1n);
    this.#open.delete(project);
    for (const group of groups) this.#give(group, 1n);
  }

  /**
   * Carries out a project that has been given its cost or more: every giver pays the same, at most what was given.
   * @returns the most that a giver pays
   */
  carryOut(project: number): Rational {
    const gifts = this.#giftsTo(project);
    const of = gifts.reduce((multiple, gift) => leastMultiple(multiple, gift.of), 1n);
    const worthOf = ({ group, points, of: own }: Gift) => this.#left[group]! * points * (of / own);
    let due = this.#instance.costs[project]! * this.#den * of;
    let rich = gifts.map((gift) => ({ size: gift.size, value: worthOf(gift) }));
    let payers = rich.reduce((sum, { size }) => sum + size, 0n);
    for (;;) {
      const poor = rich.filter(({ value }) => value * payers < due);
      if (poor.length === 0) break;
      rich = rich.filter(({ value }) => value * payers >= due);
      due -= poor.reduce((sum, { size, value }) => sum + size * value, 0n);
      payers -= poor.reduce((sum, { size }) => sum + size, 0n);
    }
    const divisor = greatestDivisor(due, payers === 0n ? 1n : payers);
    const factor = payers === 0n ? 1n : payers / divisor;
    const most = due / divisor;
    const paid = gifts.map((gift) => {
      const value = worthOf(gift) * factor;
      return value < most ? value : most;
    });
    for (const { group } of gifts) this.#give(group, -1n);
    this.#open.delete(project);
    this.#refine(of * factor);
    for (const [at, { group }] of gifts.entries()) {
      this.#left[group]! -= paid[at]!;
      this.#give(group, 1n);
    }
    return { num: most, den: this.#den };
  }

  #refine(factor: bigint): void {
    if (factor === 1n) return;
    this.#den *= factor;
    if (this.#den.toString(16).length * 4 > mostBits)
      throw new AmountTooLarge(
        "The vouchers of this election split into parts too small to count; count it with another rule.",
      );
    for (const group of this.#left.keys()) this.#left[group]! *= factor;
    for (const given of this.#given) for (const [of, money] of given) given.set(of, money * factor);
  }
}
