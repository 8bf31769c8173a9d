import type { Decimal } from "../decimal.ts";

/** How voters vote in a Pabulib election. */
export const voteTypes = ["approval", "choose-1", "ordinal", "cumulative", "scoring"] as const;
/** One of them. */
export type VoteType = (typeof voteTypes)[number];

/** A project on the ballot. */
export interface Project {
  readonly id: string;
  readonly cost: Decimal;
  /** Every column of its row as it is written, by the name of the column; `project_id` and `cost` too. */
  readonly fields: ReadonlyMap<string, string>;
}

/** One ballot as it was cast. */
export interface Vote {
  readonly voterId: string;
  /** Places in `projects`, in the order of the ballot. */
  readonly choices: readonly number[];
  /** Points for each choice, as written; null where the vote type has none. */
  readonly points: readonly Decimal[] | null;
  /** The other columns, in the order of `voteColumns` without voter_id, vote and points. */
  readonly rest: readonly string[];
}

/** Something odd in a file that does not stop the count. Lines count from 1. */
export interface Finding {
  readonly line: number;
  readonly column: string | null;
  readonly what: string;
}

/** A Pabulib file, read. Nothing of it is lost, so that it can be written again. */
export interface Election {
  readonly meta: ReadonlyMap<string, string>;
  readonly budget: Decimal;
  readonly voteType: VoteType;
  readonly projectColumns: readonly string[];
  readonly projects: readonly Project[];
  readonly voteColumns: readonly string[];
  readonly votes: readonly Vote[];
  readonly findings: readonly Finding[];
}
