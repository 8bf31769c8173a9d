import type { Aggregate } from "./aggregate.ts";
import type { Figure, Indicator, Reading } from "./types.ts";

/** The columns of a file of aggregates, one row for each. */
export const aggregateColumns = [
  "indicator",
  "area",
  "kind",
  "name",
  "period",
  "period_begin",
  "period_end",
  "state",
  "value",
  "numerator",
  "denominator",
  "members_known",
  "members_of",
  "coverage",
  "least",
  "most",
  "why",
  "status",
  "releases",
] as const;

type Cell = string | number | null;

const stateOf = (reading: Reading) =>
  reading.kind === "gap" ? reading.why : reading.kind === "bound" ? "at-least" : "value";

/**
 * Aggregates as rows, in the order of `aggregateColumns`. A value is in the indicator's unit (a share is 0 to 1). `coverage` is the share
 * of the whole that the known members are, by size; empty where sizes are not known. `least` and `most` are between what the figure
 * of all members lies.
 */
export function aggregateRows(
  indicator: Pick<Indicator, "id">,
  aggregates: readonly Aggregate[],
): readonly (readonly Cell[])[] {
  return aggregates.map(({ area, period, reading, counts, coverage, range, ...one }) => [
    indicator.id,
    area.id,
    area.kind,
    area.name,
    period.id,
    period.begin,
    period.end,
    stateOf(reading),
    reading.kind === "gap" ? null : reading.value,
    counts?.numerator ?? null,
    counts?.denominator ?? null,
    coverage.members.known,
    coverage.members.of,
    coverage.size,
    range?.least ?? null,
    range?.most ?? null,
    one.why,
    one.status,
    one.releases.join(" "),
  ]);
}

/** Aggregates as figures of a release of their own; `columns` says of how many members each is, and from which releases. */
export function figuresOfAggregates(
  indicator: Pick<Indicator, "id">,
  aggregates: readonly Aggregate[],
): readonly Omit<Figure, "release">[] {
  return aggregates.map(({ area, period, reading, counts, coverage, status, releases }, at) => ({
    indicator: indicator.id,
    area: area.id,
    period,
    reading,
    counts,
    printed: null,
    status,
    line: at + 2, // its row in the file of aggregates, after the header
    columns: `${coverage.members.known} of ${coverage.members.of} [${releases.join(", ")}]`,
  }));
}
