import { MeasureError, type Numbers, requireCount, requireSameLength } from "../numeric/index.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** What a value that is NaN does: `refuse` the question, or leave its row out as if it were outside the domain. */
export type MissingRule = "refuse" | "leave-out";

/** Whom a question is about. */
export interface DomainOptions {
  /** One per row, true (or not 0) for those whom the question is about; default all. */
  readonly domain?: ArrayLike<boolean | number> | undefined;
  /** The same as numbers of rows, for many small domains in a large sample. */
  readonly domainRows?: Int32Array | undefined;
  /** Default `refuse`. */
  readonly missing?: MissingRule | undefined;
}

function check(design: SurveyDesign, columns: Readonly<Record<string, Numbers>>): void {
  const rows = design.weights.length;
  for (const [name, values] of Object.entries(columns))
    requireSameLength(name, values, "the design", rows);
}

/**
 * The rows that count: in the domain, with a weight, with a value in every column.
 * @throws {MeasureError} length-mismatch; not-finite; empty-group; too-few
 */
export function domainRows(
  design: SurveyDesign,
  columns: Readonly<Record<string, Numbers>>,
  { domain, domainRows: listed, missing = "refuse" }: DomainOptions,
): Int32Array {
  check(design, { ...columns, ...(domain === undefined ? {} : { domain: domain as Numbers }) });
  const kept: number[] = [];
  const named = Object.entries(columns);
  const count = listed?.length ?? design.weights.length;
  for (let at = 0; at < count; at++) {
    const row = listed === undefined ? at : listed[at]!;
    if (design.weights[row] === 0 || (domain !== undefined && !domain[row])) continue;
    const gap = named.find(([, values]) => !Number.isFinite(values[row]));
    if (gap === undefined) kept.push(row);
    else if (missing === "refuse" || !Number.isNaN(gap[1][row]))
      throw new MeasureError(
        "not-finite",
        `${gap[0]}[${row}] is ${gap[1][row]}; a number is needed. Fill the gap, or leave such rows out.`,
        { name: gap[0], at: row },
      );
  }
  if (kept.length === 0)
    throw new MeasureError(
      "empty-group",
      "nobody in the sample is in this domain with a value and a weight; leave the domain out, or join it with another.",
    );
  requireCount("rows in the domain", kept.length, 2);
  return Int32Array.from(kept);
}
