import type { ProgrammeId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type { ParliamentFacts } from "./parliament-file.ts";
import type { Commitment, ParliamentDocument } from "./types.ts";

/** The promises to parliament, in the order of the file. */
export async function readCommitments(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly Commitment[]> {
  return db.rows<Commitment>(
    `select id, words as text, due, made_at as "madeAt", done, areas, theme_id as theme, source
       from parliament.commitment where programme_id = $1 order by position`,
    [programme],
  );
}

/** The documents of parliament that the programme rests on or sent, in the order of the file. */
export async function readDocuments(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly ParliamentDocument[]> {
  return db.rows<ParliamentDocument>(
    `select id, number, kind, date, version, annex_to as "annexTo", title
       from parliament.document where programme_id = $1 order by position`,
    [programme],
  );
}

/** Stores commitments and documents in place of those before. */
export async function replaceParliament(
  db: WriteDb,
  programme: ProgrammeId,
  { commitments, documents }: ParliamentFacts,
): Promise<void> {
  await db.run("delete from parliament.commitment where programme_id = $1", [programme]);
  await db.run("delete from parliament.document where programme_id = $1", [programme]);
  await db.insert(
    "parliament.commitment",
    commitments.map(({ id, text, due, madeAt, done, areas, theme, source }, position) => ({
      programme_id: programme,
      id,
      position,
      words: text,
      due,
      made_at: madeAt,
      done,
      areas,
      theme_id: theme,
      source,
    })),
  );
  await db.insert(
    "parliament.document",
    documents.map(({ id, number, kind, date, version, annexTo, title }, position) => ({
      programme_id: programme,
      id,
      position,
      number,
      kind,
      date,
      version,
      annex_to: annexTo,
      title,
    })),
  );
}
