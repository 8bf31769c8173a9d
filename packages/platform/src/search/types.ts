import type { ProgrammeId, Text } from "#kernel";

/** The kinds of things that can be found, in the order in which equals are shown. */
export const entryKinds = ["area", "indicator", "project", "promise", "document"] as const;
/** A kind of thing that can be found. */
export type EntryKind = (typeof entryKinds)[number];

/** One thing that can be found. */
export interface SearchEntry {
  readonly kind: EntryKind;
  /** Names it among its kind. */
  readonly item: string;
  readonly title: Text;
  /** Shown below the title: where it lies, whose it is. */
  readonly below: Text;
  /** More words that lead to it: aliases, codes, its definition. */
  readonly more: Text;
  /** Of two that match alike the heavier comes first. 0 to 1. */
  readonly weight: number;
}

/** What was found, the best first. */
export interface SearchHit {
  readonly kind: EntryKind;
  readonly item: string;
  readonly title: string;
  readonly below: string;
}

/** What somebody looks for. */
export interface SearchQuestion {
  readonly programme: ProgrammeId;
  readonly language: keyof Text;
  /** As typed. */
  readonly text: string;
  readonly kinds?: readonly EntryKind[];
  readonly limit: number;
  /** Whether the last word may still be unfinished. */
  readonly typing: "going-on" | "done";
}

/** What a search gives. `instead` is what was looked for where nothing matched as typed. */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly instead: string | null;
}
