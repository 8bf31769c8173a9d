import { ratioOfSums } from "@krachtwijk/measure";
import type { Figure, Indicator } from "#indicators";
import { type AreaId, comparePeriods, type Period } from "#kernel";
import type { GroupingTotal } from "./types.ts";

interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

function periodsOf(figures: readonly Figure[]): readonly Period[] {
  const byId = new Map(figures.map(({ period }) => [period.id, period]));
  return [...byId.values()].sort(comparePeriods);
}

function sumIn(figures: readonly Figure[], members: ReadonlySet<AreaId>, period: Period) {
  const values = figures.flatMap(({ area, reading, period: { id } }) =>
    id === period.id && members.has(area) && reading.kind === "value" ? [reading.value] : [],
  );
  return { known: values.length, sum: values.reduce((so, value) => so + value, 0) };
}

function sums(figures: readonly Figure[], members: ReadonlySet<AreaId>): readonly GroupingTotal[] {
  return periodsOf(figures).flatMap((period) => {
    const { known, sum } = sumIn(figures, members, period);
    if (known === 0) return [];
    return [{ period, value: sum, counts: null, members: { known, of: members.size } }];
  });
}

function countsIn(
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
  period: Period,
): readonly Counts[] {
  return figures.flatMap(({ area, counts, period: { id } }) =>
    id === period.id && members.has(area) && counts !== null ? [counts] : [],
  );
}

function ratios(
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
): readonly GroupingTotal[] {
  return periodsOf(figures).flatMap((period) => {
    const parts = countsIn(figures, members, period);
    const { numerator, denominator, ratio } = ratioOfSums(parts);
    if (ratio === null) return [];
    const counts = { numerator, denominator };
    return [{ period, value: ratio, counts, members: { known: parts.length, of: members.size } }];
  });
}

/**
 * What the members of a grouping are together, per period: counts added, shares from added counts.
 * Never a mean of percentages. Source: docs/methods/ratio-of-sums.md.
 * @returns empty when the catalogue gives no way to work it out
 */
export function totalsOf(
  { total }: Pick<Indicator, "total">,
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
): readonly GroupingTotal[] {
  if (total === null) return [];
  return total.kind === "sum" ? sums(figures, members) : ratios(figures, members);
}
