import type { ProgrammeId, ReleaseId, SourceId } from "#kernel";
import type { ReadDb } from "#store";
import type { Release } from "./types.ts";

/** What is known of a delivery before it is read. */
export interface Delivered {
  readonly source: SourceId;
  /** Of its files. */
  readonly checksum: string;
  /** Of all it is read with: mapping, catalogue, areas. */
  readonly readWith: string;
}

/**
 * The newest release of a source, when it was read from the same bytes with the same mapping, catalogue and areas: reading
 * again can only say the same.
 * @returns null when that is not known, so that the files must be read
 */
export async function unchangedRelease(
  db: ReadDb,
  programme: ProgrammeId,
  { source, checksum, readWith }: Delivered,
): Promise<
  (Pick<Release, "figures" | "findings" | "rows"> & { readonly release: ReleaseId }) | null
> {
  const [newest] = await db.rows<
    Pick<Release, "figures" | "findings" | "rows"> & {
      readonly release: ReleaseId;
      readonly checksum: string;
      readonly readWith: string | null;
    }
  >(
    `select id as release, checksum, read_with as "readWith", figure_count as figures, row_count as rows, findings
       from indicators.release
      where programme_id = $1 and source_id = $2 order by number desc limit 1`,
    [programme, source],
  );
  if (newest === undefined || newest.checksum !== checksum || newest.readWith !== readWith)
    return null;
  const { release, figures, rows, findings } = newest;
  return { release, figures, rows, findings };
}
