import type { Text } from "#kernel";

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
  /** Other names for the same thing: they count nearly as much as its title. */
  readonly aliases: readonly string[];
  /** More words that lead to it: codes, its definition. */
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
  readonly language: keyof Text;
  /** As typed. */
  readonly text: string;
  /** Left out: all kinds. */
  readonly kinds?: readonly EntryKind[];
  /** How many of the best are told. */
  readonly limit: number;
  /** How many of the best to pass over first. */
  readonly offset?: number;
  /** Whether the last word may still be unfinished. */
  readonly typing: "going-on" | "done";
}

/** What a search gives. */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** How many there are of each kind, of those that were not asked for too. */
  readonly counts: Readonly<Record<EntryKind, number>>;
  /** What was looked for where nothing matched as typed; null: it did. */
  readonly instead: string | null;
  /** Typed words that lead to nothing, not even with an error in them. */
  readonly unknown: readonly string[];
}
