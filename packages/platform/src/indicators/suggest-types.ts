import type { Text } from "#kernel";
import type { SimpleUnit } from "./measurement-unit.ts";
import type { Gap } from "./types.ts";

/** A table of which the beginning was looked at. */
export interface Sample {
  /** The file's name. */
  readonly file: string;
  /** The folder that it lies in; its name may tell the year. */
  readonly folder: string;
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly (readonly string[])[];
  /** The line of each row. */
  readonly lines: readonly number[];
  /** How the text is written; null for a format that says so itself. */
  readonly text: { readonly encoding: string; readonly separator: string } | null;
  readonly sheet: string | null;
  readonly isWhole: boolean;
}

/** One column of figures, and what it seems to be. */
export interface FigureSuggestion {
  readonly column: string;
  readonly indicator: string;
  /** For a catalogue entry: what the column is called. */
  readonly name: string;
  readonly unit: SimpleUnit;
  /** Whether a share is written as a percentage; else it is a part of 1. */
  readonly isPercent: boolean;
  /** Only rows with these cells. */
  readonly where: Readonly<Record<string, string>> | null;
  /** Null: the row or the file says it. */
  readonly period: string | null;
  /** Null: the row says it. */
  readonly area: string | null;
  /** Whether the catalogue has the indicator. */
  readonly isKnown: boolean;
  /** What a person should look at. */
  readonly doubts: readonly Text[];
}

/** What a mapping could be, guessed from a file. The last step writes it down. */
export interface Suggestion {
  readonly source: string;
  readonly title: string;
  readonly sample: Sample;
  readonly decimal: "." | ",";
  /** The sign between thousands; null where no number has one. */
  readonly thousands: "." | "," | null;
  readonly areas: {
    readonly kind: "code" | "name";
    readonly column: string;
    readonly within: string | null;
  } | null;
  readonly period:
    | { readonly kind: "column"; readonly column: string; readonly values: readonly string[] }
    /** Null: neither the file nor its name says it. */
    | { readonly kind: "fixed"; readonly period: string | null }
    | { readonly kind: "heads" };
  readonly figures: readonly FigureSuggestion[];
  readonly missing: readonly { readonly symbol: string; readonly why: Gap }[];
  /** Columns that are not read. */
  readonly aside: readonly string[];
  readonly doubts: Readonly<
    Record<"file" | "areas" | "period" | "missing" | "figures", readonly Text[]>
  >;
}
