import { protectSums, type TableArea, tellingCounts } from "@krachtwijk/measure/disclosure";
import type { AreaId, Period } from "#kernel";
import { type Aggregate, type AggregateInput, addingUpOf } from "./aggregate.ts";
import type { Figure, SuppressionRule } from "./types.ts";

/** A member's figure that may not be told either, if the totals are to be told as they are. */
export interface HiddenMember {
  readonly area: AreaId;
  readonly period: Period;
}

/** Totals as they may be told under a rule. */
export interface Protected {
  readonly aggregates: readonly Aggregate[];
  readonly hidden: readonly HiddenMember[];
}

interface Counted {
  readonly count: number;
  readonly among?: number;
}

/** The count of a member that a total rests on; null: it takes no part. */
function countedIn(figure: Figure | undefined, way: "sum" | "ratio"): Counted | null {
  if (figure === undefined) return null;
  if (way === "ratio") {
    if (figure.counts === null) return null;
    const { numerator: count, denominator: among } = figure.counts;
    return count <= among ? { count, among } : { count }; // a rate can count more events than people
  }
  return figure.reading.kind === "value" ? { count: figure.reading.value } : null;
}

const addUp = (parts: readonly Counted[]): Counted => ({
  count: parts.reduce((so, { count }) => so + count, 0),
  ...(parts.every(({ among }) => among !== undefined)
    ? { among: parts.reduce((so, { among = 0 }) => so + among, 0) }
    : {}),
});

const suppressed = { kind: "gap", why: "suppressed" } as const;

function hiddenIn(
  period: Period,
  {
    figures,
    wholes,
    way,
    rule,
  }: Pick<AggregateInput, "figures" | "wholes"> & {
    readonly way: "sum" | "ratio";
    readonly rule: SuppressionRule;
  },
): ReadonlySet<string> {
  const own = new Map(
    figures.flatMap((figure) => (figure.period.id === period.id ? [[figure.area, figure]] : [])),
  );
  const areas = new Map<string, TableArea & { within: string[] }>();
  const totals: (Counted & { id: string })[] = [];
  for (const { area, members } of wholes) {
    const parts: Counted[] = [];
    for (const { id } of members) {
      const counted = countedIn(own.get(id), way);
      if (counted === null) continue;
      parts.push(counted);
      const known = areas.get(id) ?? { id, ...counted, within: [] };
      areas.set(id, known);
      known.within.push(`total ${area.id}`);
    }
    if (parts.length > 0) totals.push({ id: `total ${area.id}`, ...addUp(parts) });
  }
  const telling = tellingCounts([...areas.values(), ...totals], rule);
  if (telling.length === 0) return new Set();
  const primary = telling.map(({ id }) => id);
  const { hidden } = protectSums([...areas.values()], { primary, width: rule.minimumCount ?? 1 });
  return new Set(hidden.map(({ id }) => id));
}

/**
 * Leaves out the totals that a rule forbids to tell, and as many others with them as it takes that nobody works those out
 * from the rest, by any combination of members, totals and groupings that overlap. Members that must be left out for that
 * are named. What a total is hidden for is not told.
 */
export function protectAggregates(
  aggregates: readonly Aggregate[],
  { indicator, figures, wholes }: AggregateInput,
  rule: SuppressionRule | null,
): Protected {
  const way = addingUpOf(indicator);
  if (rule === null || way === null || way === "mean") return { aggregates, hidden: [] };
  const periods = new Map(aggregates.map(({ period }) => [period.id, period]));
  const byPeriod = new Map(
    [...periods.values()].map(
      (period) => [period.id, hiddenIn(period, { figures, wholes, way, rule })] as const,
    ),
  );
  const members = new Map(wholes.flatMap((whole) => whole.members.map(({ id }) => [id, id])));
  return {
    aggregates: aggregates.map((one) =>
      byPeriod.get(one.period.id)!.has(`total ${one.area.id}`)
        ? {
            ...one,
            reading: suppressed,
            counts: null,
            range: null,
            why: "too small, or it would tell one that is",
          }
        : one,
    ),
    hidden: [...periods.values()].flatMap((period) =>
      [...members.keys()].flatMap((area) =>
        byPeriod.get(period.id)!.has(area) ? [{ area, period }] : [],
      ),
    ),
  };
}
