import type { IndicatorId, Period, ReleaseId, SourceId } from "#kernel";

/** Which figures are meant; null: no condition. */
export interface FigureFilter {
  readonly indicators: readonly IndicatorId[] | null;
  readonly areas: readonly string[] | null;
  /** Kinds of area. */
  readonly kinds: readonly string[] | null;
  readonly periods: readonly Period[] | null;
  /** One release, current or not, instead of what counts now. */
  readonly release: ReleaseId | null;
  readonly source: SourceId | null;
  /** As it stood on this ISO day; null: now. */
  readonly asOf: string | null;
}
