import type { Area } from "#areas";
import type { Figure, Indicator } from "#indicators";
import type { Period } from "#kernel";

/** A change between two periods, in the indicator's unit. */
export interface Change {
  readonly from: Period;
  readonly to: Period;
  /** to − from. A difference between shares is in shares: 0.01 is one percentage point. */
  readonly absolute: number;
  /** (to − from) / from; null when from is 0. */
  readonly relative: number | null;
  /** Whether it went the good way; null when there is no good way, or nothing changed. */
  readonly improved: boolean | null;
}

/** How far an area is from a comparison area, in the indicator's unit: area − comparison. Positive is above, not "worse". */
export interface GapSeries {
  readonly to: Area;
  readonly points: readonly { readonly period: Period; readonly gap: number }[];
  /** Whether the distance at the end is smaller than at the beginning; null when it is known for one period only, or equal. */
  readonly closing: boolean | null;
}

/** A place in the ranking of the focus neighbourhoods. 1 has the highest value. Equal values share the best place. */
export interface Rank {
  readonly place: number;
  readonly of: number;
  /** How many others have the same value. */
  readonly tiedWith: number;
}

/** One indicator in one area over time. */
export interface AreaTrend {
  readonly area: Area;
  /** In order of time; only periods for which the source has a row. */
  readonly points: readonly Figure[];
  readonly latest: Figure | null;
  /** From the first to the last period that have a value; null with fewer than two. */
  readonly change: Change | null;
  readonly gapToMunicipality: GapSeries | null;
  readonly gapToCountry: GapSeries | null;
  /** Among the focus neighbourhoods, on the latest value; null for other areas and without a value. */
  readonly rank: Rank | null;
}

/** A grouping's value, worked out from the counts of its members: never a mean of percentages. */
export interface GroupingTotal {
  readonly period: Period;
  readonly value: number;
  /** The counts behind a share. */
  readonly counts: { readonly numerator: number; readonly denominator: number } | null;
  /** How many members have a value, of how many. A total over some members is told as such. */
  readonly members: { readonly known: number; readonly of: number };
}

/** What the monitor says of one indicator. */
export interface Monitor {
  readonly indicator: Indicator;
  /** Every period with a figure, in order of time. */
  readonly periods: readonly Period[];
  /** The focus neighbourhoods, in the order of their rank and then of their name; those without a value last. */
  readonly focus: readonly AreaTrend[];
  /** Municipalities, the country and groupings for which the source has figures. */
  readonly others: readonly AreaTrend[];
  readonly country: AreaTrend | null;
  /** The forty as a source prints it, where one does. */
  readonly printedGrouping: AreaTrend | null;
  /** The forty worked out from counts, per period; empty when it cannot be. */
  readonly totals: readonly GroupingTotal[];
  /** From the first to the last total. */
  readonly totalChange: Change | null;
  /** How many of the focus neighbourhoods with a change improved; null when there is no good way. */
  readonly improved: { readonly count: number; readonly of: number } | null;
  /** Focus neighbourhoods with the largest relative rise and fall; null when none has a relative change of that sign. Ties: all of them. */
  readonly mostRisen: readonly AreaTrend[];
  readonly mostFallen: readonly AreaTrend[];
}
