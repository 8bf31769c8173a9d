import type { Area } from "#areas";
import type { Figure, Indicator } from "#indicators";
import type { Period, ReleaseId } from "#kernel";
import type { RelativeRange } from "./rounding.ts";

/** A change between two periods, in the indicator's unit. */
export interface Change {
  readonly from: Period;
  readonly to: Period;
  /** to − from. A difference between shares is in shares: 0.01 is one percentage point. */
  readonly absolute: number;
  /** How many decimals the difference carries, of the percentage for a share: those of the coarser end. */
  readonly decimals: number;
  /** How much rounding of both ends can hide of it, in its unit; 0: it is exact. */
  readonly margin: number;
  /** (to − from) / from; null when from is 0. */
  readonly relative: number | null;
  /** How many decimals that is worth in percent; below 0: tens, hundreds. */
  readonly relativeDecimals: number;
  /** What it can be rounded from; without width for exact figures; null when the beginning is 0, or can be. */
  readonly relativeRange: RelativeRange | null;
  /** Whether rounding of the printed figures alone can explain it: then it is neither a rise nor a fall. */
  readonly withinRounding: boolean;
  /** Whether it went the good way; null when there is no good way, nothing changed, or rounding can explain it. */
  readonly improved: boolean | null;
}

/** A change of the focus neighbourhoods together: only of those that are known in both periods. */
export interface GroupingChange extends Change {
  /** What those neighbourhoods were together at the beginning, and at the end. */
  readonly first: GroupingTotal;
  readonly last: GroupingTotal;
}

/** How many of the focus neighbourhoods improved between the first and the last period. */
export interface Improved {
  readonly count: number;
  /** How many have a figure for both of those periods. */
  readonly of: number;
  /** Of how many of those rounding of the printed figures can explain the change. */
  readonly unclear: number;
}

/** How far an area is from a comparison area, in the indicator's unit: area − comparison. Positive is above, not "worse". */
export interface GapSeries {
  readonly to: Area;
  /** `decimals`: how many the gap carries, of the percentage for a share. */
  readonly points: readonly {
    readonly period: Period;
    readonly gap: number;
    readonly decimals: number;
  }[];
  /**
   * Whether the distance at the end is smaller than at the beginning; null when it is known for one period only, when both
   * are equal, or when rounding can explain the difference.
   */
  readonly closing: boolean | null;
  /** Whether rounding of the printed figures alone can explain how the distance changed. */
  readonly withinRounding: boolean;
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
  /** The releases that the members' values are from. */
  readonly releases: readonly ReleaseId[];
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
  /** Between the first and the last total, over the members known in both. */
  readonly totalChange: GroupingChange | null;
  /** The first and the last period in which focus neighbourhoods have a value: a change between others is told as such. */
  readonly span: { readonly from: Period; readonly to: Period } | null;
  /** How many of the focus neighbourhoods improved over the span; null when there is no good way, or no change. */
  readonly improved: Improved | null;
  /** Focus neighbourhoods with the largest relative rise and fall over the span that rounding cannot explain. Ties: all of them; empty: none, or rounding leaves open which. */
  readonly mostRisen: readonly AreaTrend[];
  readonly mostFallen: readonly AreaTrend[];
}
