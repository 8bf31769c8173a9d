import type { Instance } from "../instance.ts";
import { compareRationals, type Rational, rationalToNumber } from "../rational.ts";
import type { Tie } from "../ties.ts";
import { baseOf, type Utility, usesPoints, weightOf } from "../utility.ts";
import { type ExactPrice, ExactShares } from "./exact-shares.ts";
import { type FloatPrice, FloatShares } from "./float-shares.ts";

/** What Equal Shares chooses when everybody has the same share, without completion. */
export interface ShareOutcome {
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
}

/** A project that may still be chosen. Money only shrinks, so what it cost once is the least it costs later. */
interface Candidate {
  readonly project: number;
  readonly base: number;
  /** Between these lies what a unit of utility costs. */
  lowest: number;
  highest: number;
  price: FloatPrice | "unsure";
}

const roundoff = 2 ** -52;

/**
 * Equal Shares for one share after another on the same election, with doubles where they are certain and exact
 * fractions where they are not.
 */
export class ShareCounter {
  readonly #instance: Instance;
  readonly #utility: Utility;
  readonly #places: Int32Array;
  readonly #purses: FloatShares;
  readonly #free: readonly number[];
  readonly #priced: readonly number[];

  constructor(instance: Instance, utility: Utility, places: Int32Array) {
    this.#instance = instance;
    this.#utility = utility;
    this.#places = places;
    this.#purses = new FloatShares(instance, usesPoints(utility));
    const supported = instance.ids
      .map((_, project) => project)
      .filter((project) => weightOf(instance, utility, project) > 0);
    const byPlace = (a: number, b: number) => places[a]! - places[b]!;
    this.#free = supported.filter((project) => instance.costs[project] === 0n).sort(byPlace);
    this.#priced = supported.filter((project) => instance.costs[project] !== 0n);
  }

  /** @param isExactOnly leaves doubles out; the outcome is the same */
  count(share: Rational, isExactOnly = false): ShareOutcome {
    const winners = [...this.#free];
    const ties: Tie[] = [];
    let candidates = this.#priced.map((project): Candidate => {
      const base = Number(baseOf(this.#instance, this.#utility, project));
      return { project, base, lowest: 0, highest: Number.POSITIVE_INFINITY, price: "unsure" };
    });
    this.#purses.fill(rationalToNumber(share));
    const exact = new LazyExact(this.#instance, share, usesPoints(this.#utility));
    for (;;) {
      const { best, dropped } = this.#look(candidates, isExactOnly);
      const chosen =
        best.length === 1 && best[0]!.price !== "unsure"
          ? { candidate: best[0]!, price: best[0]!.price, lost: [] }
          : this.#decide(best, exact.after(winners), ties);
      const gone = new Set([...dropped, ...chosen.lost, chosen.candidate?.project ?? -1]);
      candidates = candidates.filter(({ project }) => !gone.has(project));
      if (chosen.candidate !== null) {
        this.#purses.buy(chosen.candidate.project, chosen.price);
        winners.push(chosen.candidate.project);
      } else if (candidates.length === 0 || best.length === 0) return { winners, ties };
    }
  }

  /** Those that may be the cheapest now, and those that can never be paid any more. */
  #look(candidates: readonly Candidate[], isExactOnly: boolean) {
    const dropped: number[] = [];
    const looked: Candidate[] = [];
    let limit = Number.POSITIVE_INFINITY;
    for (const candidate of [...candidates].sort((a, b) => a.lowest - b.lowest)) {
      if (candidate.lowest > limit) break;
      const price = isExactOnly ? "unsure" : this.#purses.price(candidate.project);
      if (price === null) {
        dropped.push(candidate.project);
        continue;
      }
      candidate.price = price;
      if (price !== "unsure") {
        const key = price.rate / candidate.base;
        const doubt = price.error / candidate.base + 4 * roundoff * key;
        candidate.lowest = key - doubt;
        candidate.highest = key + doubt;
        limit = Math.min(limit, candidate.highest);
      }
      looked.push(candidate);
    }
    const best = looked.filter(({ price, lowest }) => price === "unsure" || lowest <= limit);
    return { best, dropped };
  }

  /** Decides between candidates by exact fractions, and in a tie by the declared order. */
  #decide(best: readonly Candidate[], purses: ExactShares, ties: Tie[]) {
    const lost: number[] = [];
    let least: { candidate: Candidate; key: Rational; price: ExactPrice }[] = [];
    for (const candidate of best) {
      const price = purses.price(candidate.project);
      if (price === null) {
        lost.push(candidate.project);
        continue;
      }
      const base = baseOf(this.#instance, this.#utility, candidate.project);
      const key = { num: price.rate.num, den: price.rate.den * base };
      const order = least.length === 0 ? -1 : compareRationals(key, least[0]!.key);
      if (order < 0) least = [{ candidate, key, price }];
      else if (order === 0) least.push({ candidate, key, price });
    }
    least.sort((a, b) => this.#places[a.candidate.project]! - this.#places[b.candidate.project]!);
    const [first] = least;
    if (first === undefined) return { candidate: null, price: { rate: 0, error: 0 }, lost };
    const { project } = first.candidate;
    if (least.length > 1)
      ties.push({ projects: least.map(({ candidate }) => candidate.project), chosen: project });
    const rate = rationalToNumber(first.price.rate);
    return { candidate: first.candidate, price: { rate, error: 4 * roundoff * rate }, lost };
  }
}

/** Exact purses that are only worked out when somebody asks, up to the winners so far. */
class LazyExact {
  readonly #make: () => ExactShares;
  #purses: ExactShares | null = null;
  #bought = 0;

  constructor(instance: Instance, share: Rational, points: boolean) {
    this.#make = () => new ExactShares(instance, share, points);
  }

  after(winners: readonly number[]): ExactShares {
    this.#purses ??= this.#make();
    for (; this.#bought < winners.length; this.#bought++) {
      const project = winners[this.#bought]!;
      this.#purses.buy(project, this.#purses.price(project)!);
    }
    return this.#purses;
  }
}
