import type { Count } from "../count.ts";
import { type Rational, rationalToNumber } from "../rational.ts";
import type { EqualSharesOutcome } from "../rules/equal-shares.ts";
import { ExactShares } from "../rules/exact-shares.ts";
import { FloatShares } from "../rules/float-shares.ts";
import { tieOrder } from "../ties.ts";
import { usesPoints, weightOf } from "../utility.ts";
import { amountOf } from "./amount.ts";
import type { Why } from "./explanation.ts";
import { refOf } from "./project-ref.ts";

const roundoff = 2 ** -52;

/** A project whose supporters no longer have its cost together. */
interface Lost {
  readonly round: number;
  readonly after: number | null;
  readonly money: Rational;
}

/** Pays the winners of Equal Shares once more at the share that counted, and watches what is left for the others. */
class Replay {
  readonly exact: ExactShares;
  readonly lost = new Map<number, Lost>();
  readonly #floats: FloatShares;
  readonly #count: Count;
  readonly #open: Set<number>;

  constructor(count: Count, share: Rational, open: readonly number[]) {
    const { instance, settings } = count;
    this.#count = count;
    this.#open = new Set(open);
    this.exact = new ExactShares(instance, share, usesPoints(settings.utility));
    this.#floats = new FloatShares(instance, usesPoints(settings.utility));
    this.#floats.fill(rationalToNumber(share));
    this.#look(0, null);
  }

  /** Finds who can no longer be paid; fractions decide where doubles leave doubt. */
  #look(round: number, after: number | null): void {
    for (const project of this.#open) {
      const cost = this.#count.instance.costs[project]!;
      const { money, error } = this.#floats.moneyFor(project);
      const doubt = error + 4 * roundoff * Number(cost);
      if (money - doubt > Number(cost)) continue;
      const exact = this.exact.moneyFor(project);
      if (exact.num >= cost * exact.den) continue;
      this.lost.set(project, { round, after, money: exact });
      this.#open.delete(project);
    }
  }

  pay(project: number, round: number) {
    const price = this.exact.price(project)!;
    const payers = this.exact.buy(project, price);
    const rate = rationalToNumber(price.rate);
    this.#floats.buy(project, { rate, error: 4 * roundoff * rate });
    this.#look(round, project);
    return { rate: price.rate, payers };
  }
}

/** What was left of the budget at the turn of each unpaid project in the filling up; null if nothing is filled up. */
function fillOf(
  { instance, settings }: Count,
  { winners }: EqualSharesOutcome,
  paid: readonly number[],
): ReadonlyMap<number, bigint> | null {
  if (settings.completion !== "add1u") return null;
  const before = tieOrder(instance, settings.ties);
  const weight = (project: number) => weightOf(instance, settings.utility, project);
  const chosen = new Set(winners);
  let left = paid.reduce((rest, project) => rest - instance.costs[project]!, instance.budget);
  const turns = [...instance.ids.keys()].filter((project) => !paid.includes(project));
  turns.sort((a, b) => weight(b) - weight(a) || before(a, b));
  return new Map(
    turns.map((project) => {
      const turn = [project, left] as const;
      if (chosen.has(project)) left -= instance.costs[project]!;
      return turn;
    }),
  );
}

/** Why each project won or lost by Equal Shares: its last run is paid once more, in exact fractions. */
export function whyShares(count: Count, shares: EqualSharesOutcome): readonly Why[] {
  const { instance, settings } = count;
  const { utility } = settings;
  const paid = shares.winners.slice(0, shares.winners.length - shares.filled);
  const chosen = new Set(paid);
  const losers = [...instance.ids.keys()].filter(
    (project) => !chosen.has(project) && weightOf(instance, utility, project) > 0,
  );
  const share = amountOf(instance, shares.share);
  const replay = new Replay(count, shares.share, losers);
  const whys = instance.ids.map((): Why => ({ kind: "no-support" }));
  const perPoint = usesPoints(utility) ? 10n ** BigInt(instance.pointDecimals) : 1n;
  const per = usesPoints(utility) ? "point" : "vote";
  let round = 0;
  for (const project of paid) {
    if (instance.costs[project] === 0n) {
      whys[project] = { kind: "free" };
      continue;
    }
    round += 1;
    const { rate, payers } = replay.pay(project, round);
    const price = amountOf(instance, { num: rate.num * perPoint, den: rate.den });
    whys[project] = { kind: "paid", round, share, per, price, payers };
  }
  const fill = fillOf(count, shares, paid);
  for (const [project, { round: lostIn, after, money }] of replay.lost)
    whys[project] = {
      kind: "unaffordable",
      share,
      round: lostIn,
      after: after === null ? null : refOf(count, after),
      money: amountOf(instance, money),
      missing: amountOf(instance, {
        num: instance.costs[project]! * money.den - money.num,
        den: money.den,
      }),
      moneyAtEnd: amountOf(instance, replay.exact.moneyFor(project)),
      fill: fill === null ? null : amountOf(instance, fill.get(project)!),
      unspent: amountOf(instance, instance.budget - count.cost),
    };
  for (const project of shares.winners.slice(paid.length))
    whys[project] = { kind: "filled-up", left: amountOf(instance, fill!.get(project)!) };
  return whys;
}
