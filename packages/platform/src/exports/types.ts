import type { Indicator, Release } from "#indicators";
import type { IndicatorId, Text } from "#kernel";

/** A cell of an exported table. */
export type Cell = string | number | null;

/** A column of an exported table. */
export interface Column {
  readonly name: string;
  readonly type: "text" | "double" | "integer";
  /** What stands in it. */
  readonly about: Text;
}

/** What every export says of itself: what it is, where it comes from and under which terms. */
export interface About {
  /** Names the file: letters, digits and dashes. */
  readonly name: string;
  readonly title: Text;
  /** The releases that it was made from. */
  readonly releases: readonly Release[];
  readonly indicators: readonly Indicator[];
  /** The ISO day as of which it was asked; null: now. */
  readonly asOf: string | null;
  /** The address of an indicator's definition. */
  readonly definition: (indicator: IndicatorId) => string;
}

/** A table to export: its rows may be more than memory holds. */
export interface ExportTable {
  readonly about: About;
  readonly columns: readonly Column[];
  readonly count: number;
  readonly batches: () => AsyncIterable<readonly (readonly Cell[])[]>;
}
