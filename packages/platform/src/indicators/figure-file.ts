import { type Period, parsePeriod } from "#kernel";
import { readingFrom, type State } from "./figure-codes.ts";
import type { Figure } from "./types.ts";

/** The columns of a release's Parquet file. One row is one figure. */
export const figureColumns = {
  indicator: "text",
  area: "text",
  period: "text",
  period_begin: "text",
  period_end: "text",
  state: "text", // value, or bound with its operator, or the reason of the gap
  value: "double", // in the indicator's unit; null for a gap
  decimals: "integer", // as the source writes it; null for a gap and for what is worked out from counts
  numerator: "double",
  denominator: "double",
  printed: "double",
  status: "text",
  line: "integer",
  columns: "text",
} as const;

/** A row of that file. */
export interface FigureRow {
  readonly indicator: Figure["indicator"];
  readonly area: Figure["area"];
  readonly period: string;
  readonly state: State;
  readonly value: number | null;
  readonly decimals: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly printed: number | null;
  readonly status: Figure["status"];
  readonly line: number;
  readonly columns: string;
  readonly release: Figure["release"];
}

/** A stored row as a figure. */
export function toFigure(row: FigureRow): Figure {
  const { numerator, denominator } = row;
  return {
    release: row.release,
    indicator: row.indicator,
    area: row.area,
    period: parsePeriod(row.period) as Period, // written by toCells from a period
    // no value is stored for a gap, and none is read from it
    reading: readingFrom(row.state, row.value ?? 0, row.decimals),
    counts: numerator === null || denominator === null ? null : { numerator, denominator },
    printed: row.printed,
    status: row.status,
    line: row.line,
    columns: row.columns,
  };
}
