import {
  MeasureError,
  type Numbers,
  requireAnswer,
  requireCount,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import { requireCounts } from "./living-apart.ts";

/** One area in a segregation of several groups. */
export interface MixedArea {
  /** Its share of everybody, 0 to 1. */
  readonly populationShare: number;
  /** How mixed it is: 0 (one group) to the logarithm of the number of groups (all as large). */
  readonly entropy: number;
  /** What it adds to `information`: its share times how far its mix is from that of all. */
  readonly contribution: number;
}

/** One district in a segregation that is split by district. */
export interface MixedDistrict {
  readonly district: string;
  readonly populationShare: number;
  readonly entropy: number;
  /** Theil's H among its own areas; null where only one group lives. */
  readonly index: number | null;
  /** What it adds to `within`. */
  readonly within: number;
}

/** How far several groups live apart. */
export interface GroupSegregation {
  /** Theil's H: 0 (every area is mixed as the whole is) to 1 (every area has one group). */
  readonly index: number;
  /** Mutual information M = H × entropy, in natural units. */
  readonly information: number;
  /** How mixed the whole is. */
  readonly entropy: number;
  /** Dissimilarity of several groups: share that would have to move, of the most that could have to; 0 to 1. */
  readonly dissimilarity: number;
  readonly areas: readonly MixedArea[];
  /** H split by district: index = between + within; only with districts. */
  readonly parts?: {
    readonly between: number;
    readonly within: number;
    readonly districts: readonly MixedDistrict[];
  };
}

/** −Σ p ln p. */
function entropyOfMix(counts: Numbers, total: number): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const share = counts[at]! / total;
    if (share > 0) sum -= share * Math.log(share);
  }
  return Math.max(0, sum);
}

/** Counts by area: `mixes[area][group]`. */
function byArea(groups: readonly Numbers[]): readonly Float64Array[] {
  const areas = groups[0]?.length ?? 0;
  return Array.from({ length: areas }, (_, area) => Float64Array.from(groups, (one) => one[area]!));
}

const added = (mixes: readonly Float64Array[]): Float64Array =>
  mixes.reduce(
    (sum, mix) => sum.map((value, at) => value + mix[at]!),
    new Float64Array(mixes[0]!.length),
  );

/** How far mixes are from the mix of them all together: Σ pᵢ (E − Eᵢ), for people as shares of `everybody`. */
function informationOf(mixes: readonly Float64Array[], everybody: number): number {
  const all = added(mixes);
  const people = sumOf(all);
  if (people === 0) return 0;
  const apart = mixes.map((mix) => {
    const own = sumOf(mix);
    return own === 0 ? 0 : (own / everybody) * entropyOfMix(mix, own);
  });
  return Math.max(0, (people / everybody) * entropyOfMix(all, people) - sumOf(apart));
}

/** Σ_g |share of g here − share of g everywhere| × people here, over twice what it is when nobody is mixed. */
function dissimilarityOfMixes(mixes: readonly Float64Array[], all: Float64Array): number {
  const people = sumOf(all);
  const shares = all.map((count) => count / people);
  const most = 2 * people * sumOf(shares.map((share) => share * (1 - share)));
  const moved = mixes.map((mix) => {
    const own = sumOf(mix);
    return sumOf(mix.map((count, at) => Math.abs(count - own * shares[at]!)));
  });
  return sumOf(moved) / most;
}

/** What the mix of one area tells: its people as a share, times Σ q ln(q / q of all). */
function areaOf(mix: Float64Array, all: Float64Array, everybody: number): MixedArea {
  const own = sumOf(mix);
  if (own === 0) return { populationShare: 0, entropy: 0, contribution: 0 };
  const told = mix.map((count, at) =>
    count === 0 ? 0 : (count / own) * Math.log(count / own / (all[at]! / everybody)),
  );
  return {
    populationShare: own / everybody,
    entropy: entropyOfMix(mix, own),
    contribution: (own / everybody) * sumOf(told),
  };
}

function partsByDistrict(
  mixes: readonly Float64Array[],
  { names, of }: Grouping,
  entropy: number,
): NonNullable<GroupSegregation["parts"]> {
  const everybody = sumOf(added(mixes));
  const members: Float64Array[][] = names.map(() => []);
  for (const [at, mix] of mixes.entries()) members[of[at]!]!.push(mix);
  const districts = names.map((district, at): MixedDistrict => {
    const own = added(members[at]!);
    const people = sumOf(own);
    const mixed = people === 0 ? 0 : entropyOfMix(own, people);
    const information = informationOf(members[at]!, everybody);
    const most = (people / everybody) * mixed;
    return {
      district,
      populationShare: people / everybody,
      entropy: mixed,
      index: most > 0 ? information / most : null,
      within: information / entropy,
    };
  });
  return {
    between: informationOf(members.map(added), everybody) / entropy,
    within: sumOf(districts.map((district) => district.within)),
    districts,
  };
}

/**
 * How far two or more groups live apart, and how much of that is within districts and how much between them.
 *
 * With E = −Σ_g q_g ln q_g the mixing of the whole and Eᵢ that of area i: H = Σ pᵢ (E − Eᵢ) / E, and M = H E. Split by
 * district, H = between districts + Σ_d p_d (E_d/E) H_d, exactly. Dissimilarity is D = Σᵢ Σ_g tᵢ |q_ig − q_g| / (2 T I), with
 * I = Σ q_g (1 − q_g); with two groups it is that of `dissimilarityIndex`.
 *
 * @param groups members per area of each group: `groups[group][area]`, 0 or more; 2 or more groups and areas
 * @param options.districts the name of each area's district; 2 or more different ones
 * @throws {MeasureError} too-few, length-mismatch, not-finite, out-of-range (a negative count), empty-group (a group
 * that nobody is in)
 *
 * @example
 * import { groupSegregation } from "@krachtwijk/measure/inequality";
 * groupSegregation([[10, 0], [0, 10]]); // → { index: 1, information: 0.6931, dissimilarity: 1 }
 * groupSegregation([[10, 10], [30, 30]]).index; // → 0
 *
 * Source: Theil & Finizza (1971), Journal of Mathematical Sociology 1(2), 187–193; Reardon & Firebaugh (2002),
 * Sociological Methodology 32, 33–67; Mora & Ruiz-Castillo (2011), Sociological Methodology 41, 159–194, for M.
 */
export function groupSegregation(
  groups: readonly Numbers[],
  options: { readonly districts?: readonly string[] | undefined } = {},
): GroupSegregation {
  requireCount("groups", groups.length, 2);
  for (const [at, group] of groups.entries()) {
    requireSameLength(`groups[${at}]`, group, "groups[0]", groups[0]!.length);
    requireCounts(`groups[${at}]`, group);
  }
  const mixes = byArea(groups);
  const all = added(mixes);
  const everybody = sumOf(all);
  const entropy = entropyOfMix(all, everybody);
  if (!(entropy > 0))
    throw new MeasureError("no-variance", "groups: everybody is in one group. Check the columns.");
  const areas = mixes.map((mix) => areaOf(mix, all, everybody));
  const told = sumOf(areas.map((area) => area.contribution));
  const information = Math.max(0, requireAnswer("information", told));
  const whole = {
    index: information / entropy,
    information,
    entropy,
    dissimilarity: dissimilarityOfMixes(mixes, all),
    areas,
  };
  if (options.districts === undefined) return whole;
  const grouping = groupingOf(options.districts, mixes.length);
  return { ...whole, parts: partsByDistrict(mixes, grouping, entropy) };
}
