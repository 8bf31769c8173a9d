import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readAreaBook } from "#areas";
import { readCatalogue, readReleases } from "#indicators";
import { checksumOf } from "#intake";
import type { ProgrammeId } from "#kernel";
import { type Client, type Source, visitSource } from "#sources";
import { onDisk, type Store, writeWhole } from "#store";

/** Something at an address, and how to import it once it is a file. */
export interface SourceOrder<Outcome> {
  readonly programme: ProgrammeId;
  /** As it was asked for. */
  readonly written: string;
  readonly source: Source;
  /** The file that says how to read it; a changed one is reason to read again. */
  readonly mapping: string | undefined;
  /** The folder of what is fetched. */
  readonly folder: string;
  readonly dryRun: boolean;
  /** Fetches and reads also what did not change. */
  readonly again: boolean;
  readonly importFile: (path: string) => Promise<Outcome>;
}

/** What became of a source: its file was imported, or it is as it was when that was done. */
export type SourceOutcome<Outcome> =
  | { readonly kind: "imported"; readonly outcome: Outcome }
  | { readonly kind: "unchanged"; readonly state: string; readonly importedAt: string };

/** What is remembered of a source that was imported. */
interface Note {
  readonly state: string;
  /** Of all that decides what the file is read to, besides the file. */
  readonly readWith: string;
  readonly checksum: string;
}

const notePath = <Outcome>({ folder, programme, written }: SourceOrder<Outcome>) =>
  join(folder, "imported", `${checksumOf(`${programme} ${written}`).slice(0, 32)}.json`);

/** The same file is read to another result when its mapping, the areas or the catalogue change. */
async function readWithOf<Outcome>(
  { db }: Store,
  { programme, mapping }: SourceOrder<Outcome>,
): Promise<string> {
  const { areas, aliases } = await readAreaBook(db, programme);
  const catalogue = await readCatalogue(db, programme);
  const text = mapping === undefined ? "" : await readFile(mapping, "utf8").catch(() => "");
  return checksumOf(JSON.stringify([text, areas, aliases, catalogue]));
}

/** The note, if all of it still holds: what it is read with, and a release in the store that was made of the file. */
async function validNote<Outcome>(
  store: Store,
  order: SourceOrder<Outcome>,
): Promise<{ readonly state: string; readonly importedAt: string } | null> {
  const text = await readFile(notePath(order), "utf8").catch(() => null);
  if (text === null) return null;
  let note: Note;
  try {
    note = JSON.parse(text) as Note;
  } catch {
    return null; // one that is damaged says nothing
  }
  if (note.readWith !== (await readWithOf(store, order))) return null;
  const releases = await readReleases(store.db, order.programme);
  const release = releases.find(({ checksum }) => checksum === note.checksum);
  return release === undefined ? null : { state: note.state, importedAt: release.importedAt };
}

async function remember<Outcome>(order: SourceOrder<Outcome>, note: Note): Promise<void> {
  const path = notePath(order);
  await onDisk(order.folder, async () => {
    await mkdir(join(order.folder, "imported"), { recursive: true, mode: 0o700 });
    await writeWhole(path, JSON.stringify(note));
  });
}

/**
 * Imports what is at an address, as the file that it is. A source that says it did not change since it was imported
 * is neither fetched nor read.
 * @throws {Refusal} for what cannot be fetched, and for what is wrong in it; nothing is stored then
 */
export async function importSource<Outcome>(
  store: Store,
  client: Client,
  order: SourceOrder<Outcome>,
): Promise<SourceOutcome<Outcome>> {
  const { source, folder, dryRun, again } = order;
  const note = again ? null : await validNote(store, order);
  const visit = await visitSource(client, source, folder, note?.state ?? null);
  if (visit.kind === "unchanged")
    return { kind: "unchanged", state: visit.state, importedAt: note!.importedAt };
  const { file } = visit;
  const outcome = await order.importFile(file.path);
  if (dryRun) return { kind: "imported", outcome };
  if (file.state !== null)
    await remember(order, {
      state: file.state,
      readWith: await readWithOf(store, order),
      checksum: file.checksum,
    });
  await file.discard();
  return { kind: "imported", outcome };
}
