import { createHash } from "node:crypto";
import type { AuditContent, AuditFault, AuditHead, StoredEntry } from "./audit-types.ts";

/** What stands before the first entry. */
export const chainStart = { seq: 0, hash: "0".repeat(64) } as const satisfies AuditHead;

/** JSON in one spelling: keys in order, no spaces (RFC 8785, for what JSON itself can hold). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const cells = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${cells.map(([key, cell]) => `${JSON.stringify(key)}:${canonicalJson(cell)}`).join(",")}}`;
}

const hashOf = (said: string) => createHash("sha256").update(said).digest("hex");

/** The entry that says `content`, after the one that `head` names. */
export function nextEntry(head: AuditHead, content: AuditContent): StoredEntry {
  const { programme, person } = content;
  const [seq, previous] = [head.seq + 1, head.hash];
  const said = canonicalJson({ ...content, seq, previous });
  return { programme, seq, person, said, previous, hash: hashOf(said) };
}

/** Whether the columns of a row are what its text says, and the text what its hash is of. */
function isAsWritten({ said, hash, ...columns }: StoredEntry): boolean {
  if (hashOf(said) !== hash) return false;
  const content = JSON.parse(said) as Readonly<Record<string, unknown>>; // it has its hash: we wrote it
  return Object.entries(columns).every(([name, cell]) => content[name] === cell);
}

/** Why an entry cannot come after the one that `head` names; null: it can. */
export function faultOf(head: AuditHead, entry: StoredEntry): AuditFault | null {
  if (entry.seq !== head.seq + 1) return { kind: "missing", seq: head.seq + 1 };
  if (!isAsWritten(entry)) return { kind: "altered", seq: entry.seq };
  return entry.previous === head.hash ? null : { kind: "unlinked", seq: entry.seq };
}
