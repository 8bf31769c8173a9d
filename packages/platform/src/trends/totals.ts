import { addCounts, addRatios, type MemberCount } from "@krachtwijk/measure/aggregation";
import { type Figure, type Indicator, originsOf } from "#indicators";
import { type AreaId, comparePeriods, type Period } from "#kernel";
import { changeOf } from "./change.ts";
import type { GroupingChange, GroupingTotal } from "./types.ts";

function periodsOf(figures: readonly Figure[]): readonly Period[] {
  const byId = new Map(figures.map(({ period }) => [period.id, period]));
  return [...byId.values()].sort(comparePeriods);
}

/** The figures of the members in a period: one for each, undefined where there is none. */
function membersIn(
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
  period: Period,
): readonly (Figure | undefined)[] {
  const own = new Map(
    figures.flatMap((figure) => (figure.period.id === period.id ? [[figure.area, figure]] : [])),
  );
  return [...members].map((area) => own.get(area));
}

const countOf = (figure: Figure | undefined): MemberCount =>
  figure?.reading.kind === "value" ? figure.reading.value : null;

/** The releases of those that count. */
function releasesOf(
  figures: readonly (Figure | undefined)[],
  counts: (figure: Figure) => boolean,
): GroupingTotal["releases"] {
  const own = figures.flatMap((one) => (one !== undefined && counts(one) ? originsOf(one) : []));
  return [...new Set(own)].sort();
}

function sums(figures: readonly Figure[], members: ReadonlySet<AreaId>): readonly GroupingTotal[] {
  return periodsOf(figures).flatMap((period) => {
    const own = membersIn(figures, members, period);
    const { sum, known, of } = addCounts(own.map(countOf));
    const releases = releasesOf(own, (figure) => countOf(figure) !== null);
    return known === 0
      ? []
      : [{ period, value: sum, counts: null, members: { known, of }, releases }];
  });
}

function ratios(
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
): readonly GroupingTotal[] {
  return periodsOf(figures).flatMap((period) => {
    const own = membersIn(figures, members, period);
    const counts = own.map((figure) => figure?.counts ?? { numerator: null, denominator: null });
    const { numerator, denominator, ratio, coverage } = addRatios(counts);
    if (ratio === null) return [];
    const releases = releasesOf(own, (figure) => figure.counts !== null);
    return [
      {
        period,
        value: ratio,
        counts: { numerator, denominator },
        members: coverage.members,
        releases,
      },
    ];
  });
}

/**
 * What the members of a grouping are together, per period: counts added, shares from added counts.
 * Never a mean of percentages. Source: docs/methods/aggregation.md.
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

/** The members whose part of the total is known in a period. */
function knownIn(
  kind: "sum" | "ratio",
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
  period: Period,
): ReadonlySet<AreaId> {
  const isKnown = ({ reading, counts }: Figure) =>
    kind === "sum" ? reading.kind === "value" : counts !== null;
  return new Set(
    figures
      .filter((one) => one.period.id === period.id && members.has(one.area) && isKnown(one))
      .map(({ area }) => area),
  );
}

/**
 * How the members of a grouping changed together from the first to the last total: only those that are known in both
 * periods, or a member that is missing in one would look like a rise or a fall. Source: docs/methods/aggregation.md.
 * @returns null with fewer than two totals, or when no member is known in both
 */
export function totalChangeOf(
  indicator: Pick<Indicator, "total" | "unit" | "better" | "decimals">,
  figures: readonly Figure[],
  members: ReadonlySet<AreaId>,
): GroupingChange | null {
  const { total, decimals } = indicator;
  const all = totalsOf(indicator, figures, members);
  const [begin, end] = [all.at(0)?.period, all.at(-1)?.period];
  if (total === null || begin === undefined || end === undefined || begin === end) return null;
  const before = knownIn(total.kind, figures, members, begin);
  const after = knownIn(total.kind, figures, members, end);
  const both = new Set([...before].filter((area) => after.has(area)));
  const [first, last] = [begin, end].map((period) =>
    totalsOf(indicator, figures, both).find((one) => one.period.id === period.id),
  );
  if (first === undefined || last === undefined) return null;
  const change = changeOf(
    [first, last].map(({ period, value }) => ({ period, value, decimals, margin: 0 })),
    indicator,
  );
  const ofAll = (one: GroupingTotal): GroupingTotal => ({
    ...one,
    members: { known: one.members.known, of: members.size },
  });
  return change === null ? null : { ...change, first: ofAll(first), last: ofAll(last) };
}
