import { unseenMigrations } from "./migrate.ts";
import type { ReadDb } from "./types.ts";

/** What a database says of itself. */
export interface Health {
  /** ISO moments: its clock; the newest entry of the event log, null when it is empty. */
  readonly now: string;
  readonly newestEvent: string | null;
  /** Migrations of this version that it has not seen. */
  readonly behind: readonly string[];
}

/** Asks a database for its clock, the ends of its log, and how far its structure is. */
export async function readHealth(db: ReadDb): Promise<Health> {
  const [row] = await db.rows<Omit<Health, "behind">>(
    `select clock_timestamp() as now, (select max(at) from store.event) as "newestEvent"`,
  );
  const seen = await db.rows<{ name: string }>("select name from store.migration");
  return { ...row!, behind: await unseenMigrations(new Set(seen.map(({ name }) => name))) };
}
