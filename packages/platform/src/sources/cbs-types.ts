import type { Period } from "#kernel";

/** Where a table of StatLine is, and by which of the two services it is asked for. */
export interface CbsAddress {
  readonly api: "v3" | "v4";
  /** The number of the table: `83765NED`. */
  readonly table: string;
  readonly base: URL;
  /** Which part of its figures is asked for, in the words of OData; null: all. */
  readonly filter: string | null;
  /** The other address is tried when this one has no such table. */
  readonly otherwise: CbsAddress | null;
}

/** What a table measures. */
export interface CbsMeasure {
  readonly code: string;
  readonly title: string;
  /** In the words of the table: `%`, `aantal`, `x 1 000`. */
  readonly unit: string;
  readonly decimals: number;
  readonly definition: string;
  /** Words are no figures: a measure of words is left out. */
  readonly isNumber: boolean;
}

/** One code of a dimension. */
export interface CbsCode {
  readonly code: string;
  readonly title: string;
  /** Of a period: whether its figures are final. */
  readonly status: "provisional" | "final";
}

/** What figures are split by. */
export interface CbsDimension {
  readonly name: string;
  readonly title: string;
  readonly kind: "time" | "area" | "other";
  readonly codes: readonly CbsCode[];
}

/** A table as it describes itself. */
export interface CbsTable {
  readonly address: CbsAddress;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The period of the whole table, where it has no dimension of time. */
  readonly period: Period | null;
  readonly frequency: string;
  /** When its figures changed last, as the table writes it. */
  readonly modified: string;
  readonly licence: string;
  readonly language: "nl" | "en";
  /** How many observations (v4) or rows (v3) it says it has; null when it does not say. */
  readonly count: number | null;
  readonly measures: readonly CbsMeasure[];
  readonly dimensions: readonly CbsDimension[];
}
