import type { AreaId, ProgrammeId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type { Alias } from "./types.ts";
import type { Candidate, UnmatchedName } from "./unmatched.ts";

/** What a person said that a printed name means; null: none of our areas. */
export interface JudgedName extends Omit<Alias, "area"> {
  readonly area: AreaId | null;
}

/** A name that waits for a person. */
export interface WaitingName extends UnmatchedName {
  readonly source: string;
  readonly file: string;
  /** ISO moment of the import that met it. */
  readonly seenAt: string;
}

/** What persons said of names by command, the newest first. */
export async function readJudgedNames(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly JudgedName[]> {
  return db.rows<JudgedName>(
    `select name as alias, nullif(within_id, '') as within, nullif(area_id, '') as area,
            seen_in as "seenIn", judged_by as "confirmedBy", judged_on as "confirmedOn", note
       from areas.judged_name where programme_id = $1 order by judged_on desc, name, area_id`,
    [programme],
  );
}

/**
 * Stores what a person said of a name, in place of what was said of it before, and takes it off the waiting list.
 * A name may mean several areas: `also` keeps what was said before.
 */
export async function judgeName(
  db: WriteDb,
  programme: ProgrammeId,
  { alias, within, area, seenIn, confirmedBy, confirmedOn, note }: JudgedName,
  { also }: { readonly also: boolean },
): Promise<void> {
  const key = [programme, alias, within ?? ""];
  await db.run(
    `delete from areas.judged_name
      where programme_id = $1 and name = $2 and within_id = $3 and (not $4 or area_id in ('', $5))`,
    [...key, also, area ?? ""],
  );
  await db.insert("areas.judged_name", [
    {
      programme_id: programme,
      name: alias,
      within_id: within ?? "",
      area_id: area ?? "",
      seen_in: seenIn,
      judged_by: confirmedBy,
      judged_on: confirmedOn,
      note,
    },
  ]);
  await db.run(
    "delete from areas.unmatched where programme_id = $1 and name = $2 and within_id = $3",
    key,
  );
}

interface UnmatchedRow {
  readonly source: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly within: AreaId | null;
  readonly candidates: readonly Candidate[];
  readonly seenAt: string;
}

/** The names that wait for a person, in the order of their files. */
export async function readUnmatched(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly WaitingName[]> {
  return db.rows<UnmatchedRow>(
    `select source, file, line, name, nullif(within_id, '') as within, candidates, seen_at as "seenAt"
       from areas.unmatched where programme_id = $1 order by file, line, name`,
    [programme],
  );
}

/** A name that waits, and for how long. */
export interface LongWaiting {
  readonly programme: ProgrammeId;
  readonly name: string;
  readonly file: string;
  /** ISO moment of the last import that met it. */
  readonly seenAt: string;
}

/** Names that wait since before a moment, of all programmes. */
export async function readLongWaiting(db: ReadDb, before: Date): Promise<readonly LongWaiting[]> {
  return db.rows<LongWaiting>(
    `select programme_id as programme, name, file, seen_at as "seenAt"
       from areas.unmatched where seen_at < $1 order by seen_at, file, line`,
    [before.toISOString()],
  );
}

/** Takes them off the list. */
export async function dropLongWaiting(db: WriteDb, before: Date): Promise<void> {
  await db.run("delete from areas.unmatched where seen_at < $1", [before.toISOString()]);
}

/** Puts the names of a file that nobody knows on the list, in place of those it had there before. */
export async function replaceUnmatched(
  db: WriteDb,
  programme: ProgrammeId,
  { source, file }: { readonly source: string; readonly file: string },
  names: readonly UnmatchedName[],
): Promise<void> {
  await db.run("delete from areas.unmatched where programme_id = $1 and file = $2", [
    programme,
    file,
  ]);
  await db.insert(
    "areas.unmatched",
    names.map(({ line, name, within, candidates }) => ({
      programme_id: programme,
      source,
      file,
      line,
      name,
      within_id: within ?? "",
      candidates,
    })),
  );
}
