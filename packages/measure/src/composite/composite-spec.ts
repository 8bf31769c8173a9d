import type { FillRule } from "./fill-gaps.ts";
import type { DimensionItem, TreeItem } from "./hierarchy.ts";
import type { Normalisation } from "./normalise.ts";
import type { Aggregation } from "./power-mean.ts";
import type { Ties } from "./ranked-places.ts";
import type { Direction } from "./scale.ts";
import type { ScreeningRule } from "./screen-areas.ts";
import type { Treatment } from "./treat.ts";

/** An indicator of an index. */
export interface IndicatorSpec extends TreeItem {
  /** 1 (default) when more is better, −1 when less is better. */
  readonly direction?: Direction | undefined;
  /** In place of those of the whole index. */
  readonly treatment?: Treatment | undefined;
  readonly normalisation?: Normalisation | undefined;
}

/** A dimension of an index: indicators, or other dimensions, put together. */
export interface DimensionSpec extends DimensionItem {
  /** In place of that of the whole index. */
  readonly weighting?: Weighting | undefined;
}

/** What is done with gaps. `available-case` takes the mean of what there is, from a share `least` of the parts. */
export type MissingRule =
  | { readonly rule: "none" }
  | { readonly rule: "available-case"; readonly least?: number | undefined }
  | { readonly rule: FillRule };

/** Where weights come from, parent by parent. */
export type Weighting =
  | { readonly method: "given" }
  | { readonly method: "equal" }
  | { readonly method: "first-component" }
  | { readonly method: "factor"; readonly factors?: number | undefined }
  | { readonly method: "judgement"; readonly nonNegative?: boolean | undefined }
  | { readonly method: "optimised" };

/** Which areas and periods give the numbers of a normalisation (mean, smallest …). */
export type Scope =
  | { readonly over: "all-periods" }
  | { readonly over: "each-period" }
  | { readonly over: "base-period"; readonly base: number };

/** How an index is made. Only `indicators` is needed; what is left out is said beside each key. */
export interface CompositeSpec {
  readonly indicators: readonly IndicatorSpec[];
  /** Default: those that indicators name as their parent, each a part of the index with weight 1. */
  readonly dimensions?: readonly DimensionSpec[] | undefined;
  /** Name of the index; default "index". */
  readonly index?: string | undefined;
  /** Default: all areas take part. */
  readonly screening?:
    | (ScreeningRule & { readonly when?: "before-filling" | "after-filling" | undefined })
    | undefined;
  /** Default none: an area with a gap has no score. */
  readonly missing?: MissingRule | undefined;
  /** Default none. */
  readonly treatment?: Treatment | undefined;
  /** Default min-max, 0 to 100. */
  readonly normalisation?: Normalisation | undefined;
  /** Default all periods together, so that scores can be compared over time. */
  readonly scope?: Scope | undefined;
  /** Default given: the weights of indicators and dimensions, 1 where none is given. */
  readonly weighting?: Weighting | undefined;
  /** For all dimensions, or one per level from the lowest; default arithmetic. */
  readonly aggregation?: Aggregation | readonly Aggregation[] | undefined;
  /** Which place equal scores share; default `min`: 1, 2, 2, 4. */
  readonly ties?: Ties | undefined;
}

/** The figures of an index. Rows are areas; with periods, all areas of the first period, then those of the next. */
export interface CompositeData {
  /** One column per indicator, in their order; NaN is a gap. */
  readonly columns: readonly ArrayLike<number>[];
  /** How many rows each period has, in order; default one period. */
  readonly periods?: readonly number[] | undefined;
  /** The group of each row, for filling gaps by group. */
  readonly groups?: readonly string[] | undefined;
  /** A judgement of each row, for weights that are fitted to one; NaN where there is none. */
  readonly judgement?: ArrayLike<number> | undefined;
}
