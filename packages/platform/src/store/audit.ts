import { chainStart, faultOf } from "./audit-chain.ts";
import type {
  AuditEntry,
  AuditFault,
  AuditHead,
  AuditVerdict,
  StoredEntry,
} from "./audit-types.ts";
import type { Acting, ReadDb, Store } from "./types.ts";

/** The newest entries of a programme that the reader may see, the newest first; of one person when `person` names one. */
export async function readAudit(
  db: ReadDb,
  programme: string,
  { person, limit }: { readonly person: string | null; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  const rows = await db.rows<{ readonly said: string }>(
    `select said from store.audit_entry
      where programme_id = $1 and ($2::text is null or person_id = $2) order by seq desc limit $3`,
    [programme, person, limit],
  );
  return rows.map(({ said }) => JSON.parse(said) as AuditEntry);
}

const entriesAtOnce = 1000;

/** All entries, the first first, some at a time. */
async function* entriesOf(db: ReadDb, programme: string): AsyncGenerator<StoredEntry> {
  for (let last: number | null = null; ; ) {
    const page: readonly StoredEntry[] = await db.rows<StoredEntry>(
      `select programme_id as programme, seq, person_id as person, said, previous, hash from store.audit_entry
        where programme_id = $1 and ($2::bigint is null or seq > $2) order by seq limit $3`,
      [programme, last, entriesAtOnce],
    );
    yield* page;
    if (page.length < entriesAtOnce) return;
    last = page.at(-1)!.seq;
  }
}

/** The head against where the walk ended. */
function faultAtEnd(reached: AuditHead, head: AuditHead): AuditFault | null {
  if (reached.seq < head.seq) return { kind: "cut-off", seq: reached.seq + 1 };
  if (reached.seq > head.seq) return { kind: "beyond-head", seq: head.seq + 1 };
  return reached.hash === head.hash ? null : { kind: "unlinked", seq: reached.seq };
}

/**
 * Walks a trail from its first entry: each fits what it says, each follows the one before, the last is where the head is.
 * @param noted a place and its hash as somebody wrote it down elsewhere; null: none. A trail that was rewritten whole does not fit it.
 */
export async function walkTrail(
  entries: AsyncIterable<StoredEntry> | Iterable<StoredEntry>,
  head: AuditHead,
  noted: AuditHead | null,
): Promise<AuditVerdict> {
  let reached: AuditHead = chainStart;
  const broken = (fault: AuditFault) => ({ kind: "broken", fault }) as const;
  for await (const entry of entries) {
    const fault = faultOf(reached, entry);
    if (fault !== null) return broken(fault);
    reached = entry;
    if (noted?.seq === entry.seq && noted.hash !== entry.hash)
      return broken({ kind: "not-as-noted", seq: entry.seq });
  }
  const fault = faultAtEnd(reached, head);
  if (fault !== null) return broken(fault);
  if (noted !== null && noted.seq > reached.seq)
    return broken({ kind: "cut-off", seq: reached.seq + 1 });
  return { kind: "whole", head };
}

/** Krachtwijk itself: it reads the whole trail, and tells nobody what is in it. */
const verifier = (programme: string): Acting => ({ programme, person: "", may: ["read-audit"] });

/** Walks the trail of a programme as it is at one moment, while others write. */
export function verifyAudit(
  store: Store,
  programme: string,
  noted: AuditHead | null = null,
): Promise<AuditVerdict> {
  return store.snapshot(async (db, act) => {
    await act(verifier(programme));
    const [head = chainStart] = await db.rows<AuditHead>(
      "select seq, coalesce(hash, $2) as hash from store.audit_head where programme_id = $1",
      [programme, chainStart.hash],
    );
    return walkTrail(entriesOf(db, programme), { seq: head.seq, hash: head.hash }, noted);
  });
}
