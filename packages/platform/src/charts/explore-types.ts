import type { BarMark, ChartFrame } from "./types.ts";

/** A thing that a drawing names, with its value as the reader sees it. */
export interface Named {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

/** How the values of many areas lie: bars over a box with whiskers, and the farthest by name. */
export interface DistributionChart extends ChartFrame {
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly box: {
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly whiskers: readonly [number, number];
  };
  /** Values beyond the whiskers, named or not. */
  readonly outliers: readonly number[];
  /** The farthest of them; stand in a list below. */
  readonly named: readonly Named[];
  readonly namedTitle: string;
  /** A line to compare with, such as the country. */
  readonly mark?: BarMark | null;
  /** What the bars count: "buurten". */
  readonly yLabel: string;
  readonly xLabel: string;
  readonly formatTick: (value: number) => string;
}

/** A point of a scatter. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** 0 to 4, from small to large; left out: all alike. */
  readonly size?: number;
}

/** Two measures of many areas, the line through them, and the farthest from it by name. */
export interface ScatterChart extends ChartFrame {
  readonly points: readonly ScatterPoint[];
  /** y = intercept + slope · x; null: no line. */
  readonly line: { readonly intercept: number; readonly slope: number } | null;
  /** Far from the line, the farthest first; each has a letter at its point and its name in a list below. */
  readonly named: readonly (ScatterPoint & { readonly label: string; readonly shown: string })[];
  readonly namedTitle: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

/** One area from one period to another. */
export interface SlopeRow {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly shownFrom: string;
  readonly shownTo: string;
  /** Whether the change is the good way; null: there is no good way, or rounding can explain it. */
  readonly improved: boolean | null;
}

/** Areas as lines from one period to another: a few by name over the many. */
export interface SlopeChart extends ChartFrame {
  readonly named: readonly SlopeRow[];
  readonly others: readonly (readonly [from: number, to: number])[];
  readonly fromLabel: string;
  readonly toLabel: string;
}
