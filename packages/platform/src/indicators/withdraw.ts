import { type ProgrammeId, Refusal } from "#kernel";
import type { WriteDb } from "#store";
import { lockReleases, neededOriginals, noteWithdrawal, readRelease } from "./release-store.ts";
import type { Release, Withdrawal } from "./types.ts";

/** What must go from the lake once a withdrawal is final; empty when nothing is erased. */
export interface ToErase {
  readonly paths: readonly string[];
  readonly originals: readonly string[];
}

/**
 * Takes back a release of figures: a note in its place says who, why and when, and the one before it counts again.
 * With `erased` its files must be removed from the lake after the commit; asking again gives what is to be removed.
 * @throws {Refusal} release-unknown; question-impossible for a release without figures
 */
export async function withdrawRelease(
  db: WriteDb,
  programme: ProgrammeId,
  wanted: string,
  note: Omit<Withdrawal, "on">,
): Promise<{ readonly release: Release; readonly erase: ToErase }> {
  await lockReleases(db);
  const known = await readRelease(db, programme, wanted);
  if (known.kind !== "figures")
    throw new Refusal(
      "question-impossible",
      `Release ${known.id} holds ${known.kind === "grants" ? "grants" : "the programme's own facts"}, no figures; only releases of figures can be withdrawn.`,
      { why: "no-figures", release: known.id },
    );
  if (known.withdrawn === null || note.erased) await noteWithdrawal(db, programme, known.id, note);
  const release = await readRelease(db, programme, wanted);
  if (release.withdrawn?.erased !== true) return { release, erase: { paths: [], originals: [] } };
  const needed = await neededOriginals(db);
  return {
    release,
    erase: {
      paths: release.manifest.parquet.map(({ file }) => file),
      // Of several files their list is kept too, under the checksum of the release.
      originals: [release.checksum, ...release.manifest.originals.map(({ sha256 }) => sha256)]
        .filter((sha256) => sha256 !== null)
        .filter((sha256) => !needed.has(sha256)),
    },
  };
}
