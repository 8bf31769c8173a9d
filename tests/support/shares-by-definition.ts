import type { Instance } from "../../packages/allocate/src/instance.ts";
import { compareRationals, type Rational } from "../../packages/allocate/src/rational.ts";

const min = (a: Rational, b: Rational) => (compareRationals(a, b) <= 0 ? a : b);
const plus = (a: Rational, b: Rational, times = 1n): Rational => ({
  num: a.num * b.den + times * b.num * a.den,
  den: a.den * b.den,
});
const zero: Rational = { num: 0n, den: 1n };

/** The least rate at which supporters pay the cost together: the richest k pay equally, the others all they have. */
function rateOf(instance: Instance, place: number, purses: readonly Rational[]): Rational | null {
  const { groups, sizes } = instance.supports[place]!;
  const cost: Rational = { num: instance.costs[place]!, den: 1n };
  const size = (at: number) => BigInt(sizes[at]!);
  const purse = (at: number) => purses[groups[at]!]!;
  const rich = [...groups.keys()].sort((a, b) => compareRationals(purse(b), purse(a)));
  const rates = rich.map((_, last): Rational => {
    const weight = rich.slice(0, last + 1).reduce((sum, at) => sum + size(at), 0n);
    const rest = rich.slice(last + 1).reduce((sum, at) => plus(sum, purse(at), size(at)), zero);
    const open = plus(cost, rest, -1n);
    return { num: open.num, den: open.den * weight };
  });
  const paid = (rate: Rational) =>
    rich.reduce((sum, at) => plus(sum, min(purse(at), rate), size(at)), zero);
  return rates
    .filter((rate) => rate.num >= 0n && compareRationals(paid(rate), cost) === 0)
    .reduce<Rational | null>((least, rate) => (least === null ? rate : min(least, rate)), null);
}

/** Below 0 if a goes first in a tie: more votes, lower cost, then the id. */
function compareTied({ supports, costs, ids }: Instance, a: number, b: number): number {
  const byCost = Number(costs[a]! - costs[b]!);
  return supports[b]!.votes - supports[a]!.votes || byCost || (ids[a]! < ids[b]! ? -1 : 1);
}

/** Equal Shares with cost as worth, as its definition says: slow, and independent of the code that is tested. */
export function sharesByDefinition(instance: Instance): readonly number[] {
  const purses = instance.groups.map(
    (): Rational => ({ num: instance.budget, den: BigInt(instance.voters) }),
  );
  const winners: number[] = [];
  for (;;) {
    const affordable = [...instance.ids.keys()].flatMap((place) => {
      const rate = winners.includes(place) ? null : rateOf(instance, place, purses);
      if (rate === null) return [];
      const cost = instance.costs[place]!;
      const key = cost === 0n ? { num: -1n, den: 1n } : { num: rate.num, den: rate.den * cost };
      return [{ place, rate, key }];
    });
    affordable.sort(
      (a, b) => compareRationals(a.key, b.key) || compareTied(instance, a.place, b.place),
    );
    const [best] = affordable;
    if (best === undefined) return winners;
    winners.push(best.place);
    for (const group of instance.supports[best.place]!.groups)
      purses[group] = plus(purses[group]!, min(purses[group]!, best.rate), -1n);
  }
}
