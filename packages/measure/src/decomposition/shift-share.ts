import {
  MeasureError,
  type Numbers,
  requireAnswer,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";

/** Jobs, firms or people per branch, at the begin and at the end. */
export interface Growth {
  readonly from: Numbers;
  readonly to: Numbers;
}

/** What is added to a region's growth, in the unit of the counts. */
export interface ShiftShareParts {
  /** What growth as fast as all branches together in the reference would have added. */
  readonly nationalShare: number;
  /** What having more of the branches that grow faster adds. */
  readonly industrialMix: number;
  /** What branches that grow faster here than elsewhere add. */
  readonly regionalShare: number;
}

/** Growth in three parts: change = nationalShare + industrialMix + regionalShare. */
export interface DunnShiftShare extends ShiftShareParts {
  readonly change: number;
  /** industrialMix + regionalShare: the growth that is not that of the reference. */
  readonly netTotalShift: number;
  /** The same for each branch, in order; each column sums to the part above. */
  readonly industries: readonly ShiftShareParts[];
}

/** Growth in four parts, the last of which is having much of what grows fast here. */
export interface EstebanShiftShare extends ShiftShareParts {
  readonly change: number;
  readonly allocationEffect: number;
  readonly industries: readonly (ShiftShareParts & { readonly allocationEffect: number })[];
}

/** Growth as ratios: netTotalShift = industrialMix × regionalShare. */
export interface GerfinShiftShare {
  /** How many times as much the region would have grown as the reference, had its branches grown as elsewhere. */
  readonly industrialMix: number;
  /** How many times as large the region is as it would then have been. */
  readonly regionalShare: number;
  /** Growth factor of the region over that of the reference. */
  readonly netTotalShift: number;
}

/** Counts, checked, and the growth of the reference. */
interface Checked {
  readonly region: Growth;
  readonly reference: Growth;
  readonly count: number;
  /** Growth factor of all branches of the reference together. */
  readonly overall: number;
  readonly from: number;
  readonly to: number;
}

function requireCounts(name: string, counts: Numbers, count: number): void {
  requireSameLength(name, counts, "region.from", count);
  requireFinite(name, counts);
  for (let at = 0; at < count; at++)
    if (counts[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `${name}[${at}] is ${counts[at]}; a count is 0 or more.`,
        {
          name,
          at,
        },
      );
}

function requireStarted(name: string, counts: Numbers, what: string): void {
  for (let at = 0; at < counts.length; at++)
    if (counts[at] === 0)
      throw new MeasureError(
        "empty-group",
        `${name}[${at}] is 0 at the begin, so ${what} has no rate of growth. Put branch ${at} together with another.`,
        { name, at },
      );
}

function checked(region: Growth, reference: Growth): Checked {
  const count = region.from.length;
  requireCount("branches", count, 1);
  requireCounts("region.from", region.from, count);
  requireCounts("region.to", region.to, count);
  requireCounts("reference.from", reference.from, count);
  requireCounts("reference.to", reference.to, count);
  requireStarted("reference.from", reference.from, "a branch of the reference");
  const [from, to] = [sumOf(region.from), sumOf(region.to)];
  if (from === 0)
    throw new MeasureError(
      "empty-group",
      "region.from: there is nothing at the begin that could grow.",
    );
  return {
    region,
    reference,
    count,
    overall: sumOf(reference.to) / sumOf(reference.from),
    from,
    to,
  };
}

function branchesOf({ region, reference, count, overall }: Checked): readonly ShiftShareParts[] {
  return Array.from({ length: count }, (_, at) => {
    const from = region.from[at]!;
    const elsewhere = reference.to[at]! / reference.from[at]!;
    return {
      nationalShare: from * (overall - 1),
      industrialMix: from * (elsewhere - overall),
      regionalShare: region.to[at]! - from * elsewhere,
    };
  });
}

const added = (branches: readonly ShiftShareParts[], part: keyof ShiftShareParts): number =>
  requireAnswer(part, sumOf(branches.map((branch) => branch[part])));

const partsOf = (branches: readonly ShiftShareParts[]): ShiftShareParts => ({
  nationalShare: added(branches, "nationalShare"),
  industrialMix: added(branches, "industrialMix"),
  regionalShare: added(branches, "regionalShare"),
});

/**
 * Why a region grew more or less than its country: with it, by the branches it has, and by doing better in them.
 *
 * With e the counts of the region and g the growth rate of the reference, of branch i (gᵢ) and of all (g):
 * national share Σ e g, industrial mix Σ e (gᵢ − g), regional share Σ (e₁ − e (1 + gᵢ)).
 *
 * @param region counts per branch at the begin and the end, 0 or more, not all 0 at the begin
 * @param reference the same branches of the country, above 0 at the begin; usually with the region in it
 * @throws {MeasureError} too-few, length-mismatch, not-finite; out-of-range (a negative count); empty-group (nothing at
 * the begin)
 *
 * @example
 * import { dunnShiftShare } from "@krachtwijk/measure/decomposition";
 * const region = { from: [100, 50], to: [110, 75] };
 * const country = { from: [1000, 1000], to: [1000, 1400] };
 * dunnShiftShare(region, country); // → { change: 35, nationalShare: 30, industrialMix: -10, regionalShare: 15 }
 *
 * Source: Dunn (1960), Papers of the Regional Science Association 6, 97–112.
 */
export function dunnShiftShare(region: Growth, reference: Growth): DunnShiftShare {
  const asked = checked(region, reference);
  const industries = branchesOf(asked);
  const parts = partsOf(industries);
  return {
    change: asked.to - asked.from,
    ...parts,
    netTotalShift: parts.industrialMix + parts.regionalShare,
    industries,
  };
}

/**
 * As `dunnShiftShare`, with the regional share split: what branches would add that grow faster here, had the region the
 * branches of the country, and what it adds that it has more of just those.
 *
 * With h = E Nᵢ/N the counts of a region of that size with the branches of the reference: regional share
 * Σ h (rᵢ − gᵢ), allocation effect Σ (e − h)(rᵢ − gᵢ), where rᵢ is the growth rate in the region.
 *
 * @param region counts per branch, above 0 at the begin
 * @param reference as in `dunnShiftShare`
 * @throws {MeasureError} as `dunnShiftShare`; empty-group also where the region has nothing in a branch at the begin
 *
 * @example
 * import { estebanShiftShare } from "@krachtwijk/measure/decomposition";
 * const region = { from: [100, 50], to: [110, 75] };
 * const country = { from: [1000, 1000], to: [1000, 1400] };
 * estebanShiftShare(region, country); // → { regionalShare: 15, allocationEffect: 0 }
 *
 * Source: Esteban-Marquillas (1972), Regional and Urban Economics 2(3), 249–255.
 */
export function estebanShiftShare(region: Growth, reference: Growth): EstebanShiftShare {
  const asked = checked(region, reference);
  requireStarted("region.from", region.from, "a branch of the region");
  const all = sumOf(reference.from);
  const industries = branchesOf(asked).map((branch, at) => {
    const alike = (asked.from * reference.from[at]!) / all;
    const regionalShare = (alike * branch.regionalShare) / region.from[at]!;
    return { ...branch, regionalShare, allocationEffect: branch.regionalShare - regionalShare };
  });
  return {
    change: asked.to - asked.from,
    ...partsOf(industries),
    allocationEffect: sumOf(industries.map((branch) => branch.allocationEffect)),
    industries,
  };
}

/**
 * Shift–share as ratios: whether a region's branches, and what it makes of them, lift it above its country.
 *
 * With ê = Σ e (1 + gᵢ) what the region would have: industrial mix (ê/e₀) / (1 + g), regional share e₁/ê, and their
 * product is the growth factor of the region over that of the reference.
 *
 * @param region counts per branch, not all 0 at the begin
 * @param reference as in `dunnShiftShare`
 * @returns ratios above 0; 1 is as the reference
 * @throws {MeasureError} as `dunnShiftShare`
 *
 * @example
 * import { gerfinShiftShare } from "@krachtwijk/measure/decomposition";

 * const region = { from: [100, 50], to: [110, 75] };
 * const country = { from: [1000, 1000], to: [1000, 1400] };
 * gerfinShiftShare(region, country); // → { industrialMix: 0.944, regionalShare: 1.088, netTotalShift: 1.028 }
 *
 * Source: Gerfin (1964), Kyklos 17(4), 565–593.
 */
export function gerfinShiftShare(region: Growth, reference: Growth): GerfinShiftShare {
  const asked = checked(region, reference);
  const { from, to, overall } = asked;
  const { nationalShare, industrialMix } = partsOf(branchesOf(asked));
  const expected = from + nationalShare + industrialMix;
  if (!(expected > 0 && overall > 0))
    throw new MeasureError(
      "empty-group",
      "reference.to: nothing is left at the end of the branches that the region has, so there is no ratio.",
    );
  return {
    industrialMix: requireAnswer("industrialMix", expected / from / overall),
    regionalShare: requireAnswer("regionalShare", to / expected),
    netTotalShift: requireAnswer("netTotalShift", to / from / overall),
  };
}
