import { basename } from "node:path";
import { readAreaBook } from "#areas";
import {
  figuresMappingSchema,
  lockReleases,
  publishRelease,
  readCatalogue,
  readFigureTable,
  releasedFiles,
} from "#indicators";
import { malformed, openTable, readDelivered, readYaml, wholeTable } from "#intake";
import type { ProgrammeId } from "#kernel";
import { readProgramme } from "#programme";
import type { Store } from "#store";
import { figureDelivery, foresee, type ImportOutcome, outcomeOf } from "./delivery.ts";

/** One file of figures, and how to read it. */
export interface FiguresOrder {
  readonly programme: ProgrammeId;
  readonly file: string;
  /** The mapping file; left out: `NAME.mapping.yaml` beside `NAME.csv`. */
  readonly mapping: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Imports one file of figures into a programme that is there already: all of it, or nothing.
 * The same file twice changes nothing; a changed file is a new release.
 * @throws {Refusal} for the first thing that is wrong, with file, line and column
 */
export async function importFigures(
  store: Store,
  { programme, file, mapping, dryRun }: FiguresOrder,
): Promise<ImportOutcome> {
  await readProgramme(store.db, programme); // refuses a programme that is not there before reading on
  const data = await readDelivered(file, basename(file));
  const mappingFile = mapping ?? file.replace(/\.[^./\\]+$/, ".mapping.yaml");
  const table = await wholeTable(await openTable(data, {}));
  if (table.rows.length === 0)
    throw malformed({ file: table.file }, "the table has a header and no rows; figures were expected.");
  const understood = readYaml(
    await readDelivered(mappingFile, basename(mappingFile)),
    figuresMappingSchema,
  );
  const catalogue = await readCatalogue(store.db, programme);
  const read = readFigureTable(table, understood, {
    book: await readAreaBook(store.db, programme),
    catalogue: new Map(catalogue.map((indicator) => [indicator.id, indicator])),
  });
  const delivery = figureDelivery({ data, rows: table.rows.length, mapping: understood, read });
  const foreseen = await foresee(store.db, programme, [delivery]);
  const changed = foreseen.some(({ isNew }) => isNew);
  if (dryRun || !changed) return { programme, files: foreseen, changed };
  await store.lake.keepSource(data.bytes);
  const order = { programme, file: data.name, checksum: delivery.release.checksum };
  const published = await store.transact("import-figures", order, async (db) => {
    await lockReleases(db);
    await store.lake.sweep(await releasedFiles(db));
    return publishRelease(db, store.lake, programme, delivery.release);
  });
  return { programme, files: [outcomeOf(delivery, published)], changed: published.isNew };
}
