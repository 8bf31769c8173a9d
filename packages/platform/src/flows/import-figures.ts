import { basename } from "node:path";
import { readAreaBook } from "#areas";
import {
  type FigureSet,
  type FiguresMapping,
  figuresMappingSchema,
  foreseeChanges,
  foreseeRelease,
  type Knowledge,
  lockReleases,
  type NewRelease,
  type Published,
  publishRelease,
  readCatalogue,
  readFigureFiles,
  releasedFiles,
  unchangedRelease,
} from "#indicators";
import { checksumOf, malformed, openTable, readDelivered, readYaml } from "#intake";
import type { ProgrammeId } from "#kernel";
import { readProgramme } from "#programme";
import type { Store } from "#store";
import type { ImportOutcome } from "./delivery.ts";
import {
  checkSeveral,
  filesChecksum,
  type HashedFile,
  hashFiles,
  keepFiles,
} from "./several-files.ts";

/** Files of figures of one source, and how to read them. */
export interface FiguresOrder {
  readonly programme: ProgrammeId;
  /** More than one: together they are one release. */
  readonly file: string | readonly string[];
  /** The mapping file; left out: `NAME.mapping.yaml` beside `NAME.csv`. */
  readonly mapping: string | undefined;
  /** In the place of the scope that the mapping gives. */
  readonly scope?: "whole" | "partial" | undefined;
  readonly dryRun: boolean;
}

const mappingBeside = (file: string) => file.replace(/\.[a-z]+$/i, ".mapping.yaml");

/** Of all that decides what the files are read to, besides the files. */
const readWithOf = (mapping: FiguresMapping, { book, catalogue }: Knowledge) =>
  checksumOf(
    JSON.stringify([readerVersion, mapping, [...catalogue.values()], book.areas, book.aliases]),
  );

/** Raised when the same file is read to other figures than before by a newer krachtwijk. */
const readerVersion = 1;

async function readKnowledge({ db }: Store, programme: ProgrammeId): Promise<Knowledge> {
  const catalogue = await readCatalogue(db, programme);
  return {
    book: await readAreaBook(db, programme),
    catalogue: new Map(catalogue.map((indicator) => [indicator.id, indicator])),
  };
}

/** Reads the files to a release. One file at a time is in memory. */
async function understand(
  files: readonly HashedFile[],
  mapping: FiguresMapping,
  known: Knowledge,
): Promise<Omit<NewRelease, "checksum" | "bytes" | "file" | "figures"> & { figures: FigureSet }> {
  const streams = files.map(({ path, name }) => async () => {
    return openTable(await readDelivered(path, name), mapping.file);
  });
  const read = await readFigureFiles(streams, mapping, known);
  if (read.rows === 0)
    throw malformed(
      { file: files[0]!.name },
      "the table has a header and no rows; figures were expected.",
    );
  const { source, title, origin, scope } = mapping;
  const boundaries = mapping.areas?.boundaries;
  const originals = files.map(({ name, checksum: sha256, bytes }) => ({ name, sha256, bytes }));
  return { source, title, origin, scope, boundaries, kind: "figures", originals, ...read };
}

/**
 * Imports files of figures of one source into a programme that is there already: all of them as one release, or nothing.
 * The same files twice change nothing, and are not read twice; a changed file is a new release.
 * @throws {Refusal} for the first thing that is wrong, with file, line and column
 */
export async function importFigures(
  store: Store,
  { programme, file, mapping: given, scope, dryRun }: FiguresOrder,
): Promise<ImportOutcome> {
  await readProgramme(store.db, programme); // refuses a programme that is not there before reading on
  const paths = typeof file === "string" ? [file] : file;
  checkSeveral(paths, given);
  const files = await hashFiles(paths);
  const mappingFile = given ?? mappingBeside(paths[0]!);
  const mappingRead = await readDelivered(mappingFile, basename(mappingFile));
  const written = readYaml(mappingRead, figuresMappingSchema);
  const mapping = { ...written, scope: scope ?? written.scope };
  const known = { ...(await readKnowledge(store, programme)), mappingFile: mappingRead };
  const delivered = { ...filesChecksum(files), readWith: readWithOf(mapping, known) };
  const same = await unchangedRelease(store.db, programme, {
    source: mapping.source,
    ...delivered,
  });
  if (same !== null) {
    const { figures, findings } = same;
    const { release, withdrawn } = same;
    const outcome = { release, isNew: false, changes: null, withdrawn };
    const file = { ...outcome, file: delivered.file, figures, findings };
    return { programme, files: [file], changed: false };
  }
  const fresh = { ...(await understand(files, mapping, known)), ...delivered };
  const foreseen = await foreseeRelease(store.db, programme, fresh);
  const outcome = {
    file: fresh.file,
    figures: fresh.figures.size,
    findings: fresh.findings,
  };
  const told = ({ release, isNew, changes, withdrawn }: Published) => ({
    programme,
    files: [{ ...outcome, release, isNew, changes, withdrawn }],
    changed: isNew,
  });
  if (dryRun || !foreseen.isNew) {
    const changes = dryRun ? await foreseeChanges(store, programme, fresh, foreseen) : null;
    return told({ ...foreseen, changes });
  }
  await keepFiles(store.lake, files);
  const order = { programme, file: fresh.file, checksum: fresh.checksum };
  return told(
    await store.transact("import-figures", order, async (db) => {
      await lockReleases(db);
      await store.lake.sweep(await releasedFiles(db));
      return publishRelease(db, store.lake, programme, fresh);
    }),
  );
}
