import { readLearned, replaceAreas } from "#areas";
import { lockReleases, publishRelease, releasedFiles, replaceCatalogue } from "#indicators";
import { id, type ProgrammeId, type ReleaseId } from "#kernel";
import { replaceFunds, replaceProjects } from "#money";
import { replaceParliament } from "#parliament";
import { replaceProgramme } from "#programme";
import type { Store, WriteDb } from "#store";
import {
  commonParts,
  type Delivery,
  type FileOutcome,
  figureDelivery,
  foresee,
  grantDelivery,
  type ImportOutcome,
  outcomeOf,
} from "./delivery.ts";
import { readProgrammeFolder } from "./programme-folder.ts";
import { programmeOf, type UnderstoodFolder, understandFolder } from "./understand-folder.ts";

/** The facts of the programme itself are delivered too: areas, catalogue, funds, promises. */
function factsDelivery(folder: UnderstoodFolder): Delivery {
  const { programme, funds, parliament, areas, catalogue, file, origin } = folder;
  const counted = [
    programme.outputs,
    programme.targets,
    programme.experiments,
    programme.instruments,
    funds,
    parliament.commitments,
    parliament.documents,
  ];
  const facts = counted.reduce((sum, list) => sum + list.length, 0);
  return {
    delivered: file,
    projects: null,
    release: {
      ...commonParts(file, facts, {
        source: id<"source">("programme"),
        title: {
          nl: `Programma, gebieden en indicatoren: ${programme.name.nl}`,
          en: `Programme, areas and indicators: ${programme.name.en}`,
        },
        origin,
      }),
      kind: "programme",
      scope: "whole",
      figures: areas.areas.length + catalogue.length + facts,
      findings: [],
      setAside: [],
      digest: folder.factsChecksum,
    },
  };
}

const deliveriesOf = (folder: UnderstoodFolder): readonly Delivery[] => [
  factsDelivery(folder),
  ...folder.figures.map(figureDelivery),
  ...folder.grants.map(grantDelivery),
];

async function storeFacts(db: WriteDb, folder: UnderstoodFolder): Promise<void> {
  const { programme } = folder;
  await replaceAreas(db, programme.id, folder.areas);
  await replaceCatalogue(db, programme.id, folder.catalogue);
  await replaceProgramme(db, programme);
  await replaceFunds(db, programme.id, folder.funds);
  await replaceParliament(db, programme.id, folder.parliament);
}

async function publishAll(
  { lake }: Store,
  db: WriteDb,
  folder: UnderstoodFolder,
  deliveries: readonly Delivery[],
) {
  const programme = folder.programme.id;
  await lockReleases(db);
  await lake.sweep(await releasedFiles(db));
  const files: FileOutcome[] = [];
  for (const delivery of deliveries) {
    const published = await publishRelease(db, lake, programme, delivery.release);
    if (published.isNew) await storeWith(db, programme, published.release, delivery, folder);
    files.push(outcomeOf(delivery, published));
  }
  return files;
}

/** What a new release brings along besides its figures. */
async function storeWith(
  db: WriteDb,
  programme: ProgrammeId,
  release: ReleaseId,
  { release: { kind }, projects }: Delivery,
  folder: UnderstoodFolder,
): Promise<void> {
  if (kind === "programme") await storeFacts(db, folder);
  if (projects !== null) await replaceProjects(db, programme, release, projects);
}

/**
 * Imports a programme folder: all of it in one transaction, or nothing. The same folder twice changes nothing;
 * a changed file is a new release beside the old one.
 * @throws {Refusal} for the first thing that is wrong with the folder, with file, line and column
 */
export async function importProgramme(
  store: Store,
  folder: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ImportOutcome> {
  const delivered = await readProgrammeFolder(folder);
  const learned = await readLearned(store.db, programmeOf(delivered));
  const understood = understandFolder(delivered, learned);
  const programme = understood.programme.id;
  const deliveries = deliveriesOf(understood);
  const foreseen = await foresee(store, programme, deliveries, { changes: dryRun });
  const changed = foreseen.some(({ isNew }) => isNew);
  if (dryRun || !changed) return { programme, files: foreseen, changed };
  // The originals first: a release that is visible always has its file. One that no release names does no harm.
  for (const { delivered } of deliveries) await store.lake.keepSource(delivered.bytes);
  const order = { programme, files: foreseen.map(({ file, release }) => ({ file, release })) };
  const files = await store.transact("import-programme", order, (db) =>
    publishAll(store, db, understood, deliveries),
  );
  return { programme, files, changed: files.some(({ isNew }) => isNew) };
}
