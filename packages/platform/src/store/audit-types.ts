import type { Acting, ReadDb } from "./types.ts";

/** Columns of a row by name. */
export type Cells = Readonly<Record<string, unknown>>;

/** A table of which every change is in the audit trail. */
export interface ChangedTable {
  /** `room.table` */
  readonly name: string;
  /** Its columns that are personal or secret: the trail says that they changed, not what they were. */
  readonly withheld: readonly string[];
}

/** What work that changes rows may do. It has no other way to write, so no change can go without its entry. */
export interface ChangeDb extends ReadDb {
  /**
   * Writes one row of the programme, found by its key without `programme_id`: the columns in `cells` become what they say, null removes the row.
   * @returns whether that changed anything
   * @throws {Refusal} change-collided when another row that may not be there beside it was written at the same moment
   */
  readonly change: (table: ChangedTable, key: Cells, cells: Cells | null) => Promise<boolean>;
}

/** What somebody changes, and why. */
export interface ChangeOrder {
  readonly programme: string;
  /** The name of the command. */
  readonly command: string;
  readonly why: string;
  /** Finds out who acts, and refuses who may not. */
  readonly who: (db: ReadDb) => Promise<Acting>;
}

/** What an entry of the audit trail tells. */
export interface AuditContent {
  readonly programme: string;
  /** A moment, ISO 8601 in UTC. */
  readonly at: string;
  readonly person: string;
  readonly command: string;
  readonly why: string;
  readonly table: string;
  readonly key: Cells;
  /** null: there was no row. */
  readonly before: Cells | null;
  /** null: the row was removed. */
  readonly after: Cells | null;
}

/** An entry in its place. */
export interface AuditEntry extends AuditContent {
  /** 1, 2, 3 … within the programme. */
  readonly seq: number;
  readonly previous: string;
}

/** An entry as it is kept: the whole of it as canonical JSON, what is looked up by beside it, and the hash of that text. */
export interface StoredEntry {
  readonly programme: string;
  readonly seq: number;
  readonly person: string;
  readonly said: string;
  readonly previous: string;
  readonly hash: string;
}

/** A place in the chain, and its hash. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** The first entry that does not fit, and how. */
export interface AuditFault {
  readonly kind: "missing" | "altered" | "unlinked" | "cut-off" | "beyond-head" | "not-as-noted";
  readonly seq: number;
}

/** What walking a whole trail found. */
export type AuditVerdict =
  | { readonly kind: "whole"; readonly head: AuditHead }
  | { readonly kind: "broken"; readonly fault: AuditFault };
