import { type Period, parsePeriod } from "#kernel";
import type { Figure, Reading } from "./types.ts";

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
  readonly state: string;
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

const stateOf = (reading: Reading) =>
  reading.kind === "value" ? "value" : reading.kind === "bound" ? reading.op : reading.why;

/** A figure as a row of cells, in the order of `figureColumns`. */
export function toCells(figure: Omit<Figure, "release">): (string | number | null)[] {
  const { reading, counts, period } = figure;
  return [
    figure.indicator,
    figure.area,
    period.id,
    period.begin,
    period.end,
    stateOf(reading),
    reading.kind === "gap" ? null : reading.value,
    reading.kind === "gap" ? null : reading.decimals,
    counts?.numerator ?? null,
    counts?.denominator ?? null,
    figure.printed,
    figure.status,
    figure.line,
    figure.columns,
  ];
}

function readingOf({ state, value, decimals }: FigureRow): Reading {
  if (state === "value") return { kind: "value", value: value!, decimals };
  if (state === "<" || state === "<=" || state === ">" || state === ">=")
    return { kind: "bound", op: state, value: value!, decimals };
  return { kind: "gap", why: state === "suppressed" ? "suppressed" : "not-available" };
}

/** A stored row as a figure. */
export function toFigure(row: FigureRow): Figure {
  const { numerator, denominator } = row;
  return {
    release: row.release,
    indicator: row.indicator,
    area: row.area,
    period: parsePeriod(row.period) as Period, // written by toCells from a period
    reading: readingOf(row),
    counts: numerator === null || denominator === null ? null : { numerator, denominator },
    printed: row.printed,
    status: row.status,
    line: row.line,
    columns: row.columns,
  };
}
