import type { ProgrammeId, ReleaseId, SourceId } from "#kernel";
import type { ReadDb } from "#store";
import { readRelease, releasesBefore, repeatable } from "./release-store.ts";
import type { Release } from "./types.ts";

/** What is known of a delivery before it is read. */
export interface Delivered {
  readonly source: SourceId;
  /** Of its files. */
  readonly checksum: string;
  /** Of all it is read with: mapping with its scope, catalogue, areas. */
  readonly readWith: string;
}

/**
 * The release of a source that was read from the same bytes with the same mapping, catalogue and areas: reading again can
 * only say the same. One that no longer counts is not asked: what it said must be said anew.
 * @returns null when there is none, so that the files must be read
 */
export async function unchangedRelease(
  db: ReadDb,
  programme: ProgrammeId,
  { source, checksum, readWith }: Delivered,
): Promise<
  | (Pick<Release, "figures" | "findings" | "rows" | "withdrawn"> & { readonly release: ReleaseId })
  | null
> {
  const same = repeatable(await releasesBefore(db, programme, source)).find(
    (one) => one.checksum === checksum && one.readWith === readWith,
  );
  if (same === undefined) return null;
  const { figures, rows, findings, withdrawn } = await readRelease(db, programme, same.id);
  return { release: same.id, figures, rows, findings, withdrawn };
}
