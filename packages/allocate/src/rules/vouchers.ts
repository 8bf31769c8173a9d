import type { Instance } from "../instance.ts";
import { compareRationals, type Rational, reduced } from "../rational.ts";
import { defaultTies, type Tie, type TieCriterion, tiePlaces } from "../ties.ts";
import { VoucherPurses, type VoucherSplit } from "./voucher-purses.ts";

/** How vouchers are counted. */
export interface VoucherOptions {
  /** What a voucher is worth, in parts of 10^−moneyDecimals. Default: the budget divided equally over the ballots. */
  readonly voucher?: Rational;
  /** Default "equal". */
  readonly split?: VoucherSplit;
  readonly ties?: readonly TieCriterion[];
}

/** One project that is settled: carried out, or off the list. */
export interface VoucherStep {
  readonly kind: "carried-out" | "dropped";
  readonly project: number;
  /** What it had been given at that moment, by how many residents. */
  readonly given: Rational;
  readonly givers: number;
  /** The most that one of them paid; 0 if it was dropped. */
  readonly most: Rational;
}

/** The outcome of vouchers. */
export interface VouchersOutcome {
  /** In the order in which they were carried out. */
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  readonly voucher: Rational;
  readonly steps: readonly VoucherStep[];
  /** What is left on the vouchers at the end. */
  readonly unspent: Rational;
}

const nothing: Rational = { num: 0n, den: 1n };

/** Which has more of what it costs: below 0 for `a`. What costs nothing has all it needs. */
function compareProgress(
  { costs }: Instance,
  [a, givenA]: readonly [number, Rational],
  [b, givenB]: readonly [number, Rational],
): number {
  const [costA, costB] = [costs[a]!, costs[b]!];
  if (costA === 0n || costB === 0n) return Number(costA !== 0n) - Number(costB !== 0n);
  return compareRationals(
    { num: givenB.num, den: givenB.den * costB },
    { num: givenA.num, den: givenA.den * costA },
  );
}

/** The project that is settled next, and those that were level with it. */
function nextOf(instance: Instance, purses: VoucherPurses, places: Int32Array) {
  const given = [...purses.open].map((project) => [project, purses.givenTo(project)] as const);
  given.sort((a, b) => compareProgress(instance, a, b) || places[a[0]]! - places[b[0]]!);
  const hasEnough = ([project, { num, den }]: readonly [number, Rational]) =>
    num >= instance.costs[project]! * den;
  const kind = hasEnough(given[0]!) ? "carried-out" : "dropped";
  const one = kind === "carried-out" ? given[0]! : given.at(-1)!;
  const level = given.filter((other) => compareProgress(instance, one, other) === 0);
  return { kind, one, level: level.map(([project]) => project) } as const;
}

/**
 * Vouchers: every resident has a voucher of the same amount and gives it to one or more projects. A project that is
 * given its cost is carried out.
 *
 * How a ballot divides the voucher: "order" gives all of it to the first project on the ballot that still takes part
 * (for ordinal ballots); "points" divides it in proportion to the points (cumulative and scoring ballots); "equal"
 * divides it equally (approval ballots). One project is settled at a time:
 *
 * 1. If projects have been given their cost, the one that has most of its cost (given / cost) is carried out. Every
 *    giver pays the same amount, at most what was given; the rest goes back.
 * 2. Otherwise the one that has least of its cost is dropped, and all that was given to it goes back.
 * 3. Money that went back is given to the projects on the ballot that still take part, divided as before. What finds
 *    none stays unspent.
 *
 * Exact, and independent of the order of projects and voters. What costs nothing and is named by somebody is carried
 * out first. Ties go by the declared order: the first is carried out first, the last is dropped first.
 *
 * @throws {RangeError} if all vouchers together are worth more than the budget
 * @throws {AmountTooLarge} if vouchers are split into parts that cannot be counted
 *
 * @example
 * import { makeInstance, readPabulib, vouchers } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;30\nvote_type;ordinal\nPROJECTS\nproject_id;cost\na;20\nb;10\nc;25\nVOTES\nvoter_id;vote\n1;a,b\n2;c,a\n3;b,c\n");
 * const instance = makeInstance(election);
 * vouchers(instance, { split: "order" }).winners.map((place) => instance.ids[place]); // → ["b", "a"]
 *
 * Source: residents who decide by voucher: Movisie (2011), Methodebeschrijving Vouchersysteem; this way of counting is
 * cumulative STV with elimination and transfers over costs, in which givers pay equally: Skowron, Slinko, Szufa &
 * Talmon (2020), "Participatory Budgeting with Cumulative Votes", arXiv:2009.02690.
 */
export function vouchers(instance: Instance, options: VoucherOptions = {}): VouchersOutcome {
  const { budget } = instance;
  const voters = BigInt(instance.voters);
  const { split = "equal", ties: criteria = defaultTies } = options;
  const voucher = options.voucher ?? (voters === 0n ? nothing : { num: budget, den: voters });
  if (voucher.num * voters > budget * voucher.den)
    throw new RangeError("The vouchers together are worth more than the budget.");
  const places = tiePlaces(instance, criteria);
  const purses = new VoucherPurses(instance, voucher, split, places);
  const winners: number[] = [];
  const ties: Tie[] = [];
  const steps: VoucherStep[] = [];
  while (purses.open.size > 0) {
    const { kind, one, level } = nextOf(instance, purses, places);
    const [project, given] = one;
    if (level.length > 1) ties.push({ projects: level, chosen: level[0]! });
    const givers = purses.giversTo(project);
    if (kind === "dropped") purses.drop(project);
    const most = kind === "dropped" ? nothing : reduced(purses.carryOut(project));
    if (kind === "carried-out") winners.push(project);
    steps.push({ kind, project, given: reduced(given), givers, most });
  }
  return { winners, ties, voucher, steps, unspent: reduced(purses.left()) };
}
