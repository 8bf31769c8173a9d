import type { Count } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import { greatestDivisor, type Rational } from "../rational.ts";
import { ExactShares } from "../rules/exact-shares.ts";
import { usesPoints } from "../utility.ts";

/** A condition of priceability that does not hold. */
export type PriceFault =
  /** What supporters pay for a winner is not what it costs. */
  | { readonly kind: "not-paid"; readonly project: string; readonly paid: Amount }
  /** Supporters of a loser have more left than it costs. */
  | { readonly kind: "could-pay"; readonly project: string; readonly left: Amount };

/** Whether the outcome of Equal Shares is supported by the prices that voters paid. */
export interface PriceCheck {
  readonly holds: boolean;
  /** What every voter had. */
  readonly share: Amount;
  readonly faults: readonly PriceFault[];
  /** Winners that the completion added, and that nobody paid. */
  readonly unpaid: readonly string[];
  /** What all voters have left together. */
  readonly left: Amount;
}

/** The rate at which each winner was paid, in exact fractions. */
function ratesOf({ instance, settings }: Count, share: Rational, paid: readonly number[]) {
  const purses = new ExactShares(instance, share, usesPoints(settings.utility));
  return paid.map((project) => {
    const price = purses.price(project)!;
    purses.buy(project, price);
    return price.rate;
  });
}

/** What each group has left after all payments, and what each winner received, in parts of `den`. */
function settle(count: Count, share: Rational, paid: readonly number[]) {
  const { instance, settings } = count;
  const rates = ratesOf(count, share, paid);
  const den = rates.reduce(
    (multiple, rate) => (multiple / greatestDivisor(multiple, rate.den)) * rate.den,
    share.den,
  );
  const left = instance.groups.map(() => share.num * (den / share.den));
  const received = paid.map((project, at) => {
    const perPoint = rates[at]!.num * (den / rates[at]!.den);
    const { groups, sizes, points } = instance.supports[project]!;
    let sum = 0n;
    for (let one = 0; one < groups.length; one++) {
      const due = perPoint * (usesPoints(settings.utility) ? BigInt(points[one]!) : 1n);
      const own = left[groups[one]!]!;
      const pays = own < due ? own : due;
      left[groups[one]!] = own - pays;
      sum += pays * BigInt(sizes[one]!);
    }
    return sum;
  });
  return { den, left, received };
}

/**
 * Checks that the outcome of Equal Shares is priceable by its own prices: every voter begins with the same share, pays
 * for projects that he names only and never more than he has, payments for a winner add up to its cost, and the
 * supporters of a loser do not have more left together than it costs. All in exact fractions, apart from the count.
 *
 * @returns null if the outcome is not one of Equal Shares
 *
 * @example
 * import { checkPrices, countElection, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;40\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n3;b\n");
 * checkPrices(countElection(election, plainSettings(election, "equal-shares"))); // → { holds: true, share: { value: 20 }, left: { value: 30 } }
 *
 * Source: Peters & Skowron (2020), "Proportionality and the Limits of Welfarism", EC '20, section 4; for projects with
 * costs: Brill e.a. (2023), "Proportionality in Approval-Based Participatory Budgeting", AAAI 37.
 */
export function checkPrices(count: Count): PriceCheck | null {
  const { instance, trace } = count;
  if (trace.rule !== "equal-shares") return null;
  const { shares } = trace;
  const paid = shares.winners.slice(0, shares.winners.length - shares.filled);
  const { den, left, received } = settle(count, shares.share, paid);
  const amount = (num: bigint) => amountOf(instance, { num, den });
  const notPaid = paid.flatMap((project, at): readonly PriceFault[] =>
    received[at] === instance.costs[project]! * den
      ? []
      : [{ kind: "not-paid", project: instance.ids[project]!, paid: amount(received[at]!) }],
  );
  const chosen = new Set(shares.winners);
  const couldPay = instance.ids.flatMap((id, project): readonly PriceFault[] => {
    if (chosen.has(project)) return [];
    const { groups, sizes } = instance.supports[project]!;
    const money = groups.reduce((sum, group, at) => sum + left[group]! * BigInt(sizes[at]!), 0n);
    return money > instance.costs[project]! * den
      ? [{ kind: "could-pay", project: id, left: amount(money) }]
      : [];
  });
  const faults = [...notPaid, ...couldPay];
  const rest = left.reduce((sum, money, at) => sum + money * BigInt(instance.groups[at]!.size), 0n);
  return {
    holds: faults.length === 0,
    share: amountOf(instance, shares.share),
    faults,
    unpaid: shares.winners.slice(paid.length).map((project) => instance.ids[project]!),
    left: amount(rest),
  };
}
