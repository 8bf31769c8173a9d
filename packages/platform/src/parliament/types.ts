import type { AreaId, Text, ThemeId } from "#kernel";

/** A document of parliament. */
export interface ParliamentDocument {
  readonly id: string;
  readonly number: string;
  readonly kind: Text;
  /** ISO date; null when the source does not say. */
  readonly date: string | null;
  readonly version: string | null;
  readonly annexTo: string | null;
  readonly title: Text | null;
}

/** When a promise must be kept. */
export type Due =
  | { readonly kind: "date" /** ISO date: the last day. */; readonly by: string }
  | {
      readonly kind: "month";
      readonly month: string /** ISO date: its last day. */;
      readonly by: string;
    }
  | { readonly kind: "recurring" }
  | { readonly kind: "open" }
  | { readonly kind: "this-report" };

/** A promise to parliament. */
export interface Commitment {
  readonly id: string;
  readonly text: Text;
  readonly due: Due;
  readonly madeAt: Text | null;
  readonly done: boolean;
  /** The areas it names; a grouping means all its members. Empty: it names none. */
  readonly areas: readonly AreaId[];
  readonly theme: ThemeId;
  /** Chapter of the report in which it stands. */
  readonly source: string;
}
