import { boundaryFiles, boundaryOriginals } from "#areas";
import { neededOriginals, releasedFiles, releasedSums } from "#indicators";
import type { NamedFile, ReadDb } from "#store";

/** Every file of the lake that some row of some programme names; what was erased is named no more. */
export async function namedFiles(db: ReadDb): Promise<readonly NamedFile[]> {
  const sums = await releasedSums(db);
  const paths = [...(await releasedFiles(db)), ...(await boundaryFiles(db))];
  const originals = new Set([...(await neededOriginals(db)), ...(await boundaryOriginals(db))]);
  return [
    ...paths.sort().map((path) => ({ path, sha256: sums.get(path) ?? null })),
    // an original is kept under its sum
    ...[...originals].sort().map((sha256) => ({ path: `sources/${sha256}`, sha256 })),
  ];
}
