import { basename, join } from "node:path";
import { z } from "zod";
import {
  type JudgedName,
  judgeName,
  readAreaBook,
  readUnmatched,
  replaceUnmatched,
  UnknownNames,
} from "#areas";
import { readDelivered, readYaml } from "#intake";
import { type AreaId, id, isId, type ProgrammeId, Refusal } from "#kernel";
import { listProgrammes } from "#programme";
import type { Store } from "#store";
import type { ImportOutcome } from "./delivery.ts";
import { type FiguresOrder, importFigures } from "./import-figures.ts";
import { importProgramme } from "./import-programme.ts";
import { programmeOf } from "./understand-folder.ts";

/** Where a file's mapping is, to say which source it is of. */
async function sourceIn(mapping: string): Promise<string> {
  const read = await readDelivered(mapping, basename(mapping));
  return readYaml(read, z.looseObject({ source: z.string() })).source;
}

/** The list is of a programme that is there: what a first import does not know is mended in its folder. */
const isThere = async ({ db }: Store, programme: ProgrammeId) =>
  (await listProgrammes(db)).some((known) => known.id === programme);

/** Puts the names on the list that waits for a person. */
async function keepNames(
  store: Store,
  programme: ProgrammeId,
  source: string,
  { file, names }: UnknownNames,
): Promise<void> {
  const order = { programme, file, names: names.length };
  await store.transact("list-unmatched-names", order, (db) =>
    replaceUnmatched(db, programme, { source, file }, names),
  );
}

/** A file that is stored has no names that wait any more. */
async function clearNames(store: Store, { programme, files }: ImportOutcome): Promise<void> {
  const waiting = new Set((await readUnmatched(store.db, programme)).map(({ file }) => file));
  const done = files.map(({ file }) => file).filter((file) => waiting.has(file));
  if (done.length === 0) return;
  await store.transact("clear-unmatched-names", { programme, files: done }, async (db) => {
    for (const file of done) await replaceUnmatched(db, programme, { source: "", file }, []);
  });
}

interface Reviewed {
  readonly dryRun: boolean;
  readonly programme: () => Promise<ProgrammeId>;
  /** Where the mapping of a file is that has unknown names. */
  readonly mappingOf: (file: string) => string;
  readonly work: () => Promise<ImportOutcome>;
}

/** Does an import; names that are no area's go on the list, and nothing else is stored. A dry run stores nothing at all. */
async function reviewed(
  store: Store,
  { dryRun, programme, mappingOf, work }: Reviewed,
): Promise<ImportOutcome> {
  try {
    const outcome = await work();
    if (!dryRun) await clearNames(store, outcome);
    return outcome;
  } catch (error) {
    if (!(error instanceof UnknownNames) || dryRun) throw error;
    const of = await programme();
    if (await isThere(store, of))
      await keepNames(store, of, await sourceIn(mappingOf(error.file)), error);
    throw error;
  }
}

/** `importFigures`, with a list for the names that nobody knows. */
export const importFiguresReviewed = (store: Store, order: FiguresOrder): Promise<ImportOutcome> =>
  reviewed(store, {
    dryRun: order.dryRun,
    programme: async () => order.programme,
    mappingOf: () => {
      const [first] = typeof order.file === "string" ? [order.file] : order.file;
      return order.mapping ?? first!.replace(/\.[^./\\]+$/, ".mapping.yaml");
    },
    work: () => importFigures(store, order),
  });

/** `importProgramme`, with a list for the names that nobody knows. */
export const importProgrammeReviewed = (
  store: Store,
  folder: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ImportOutcome> =>
  reviewed(store, {
    dryRun,
    programme: async () =>
      programmeOf({
        programme: await readDelivered(join(folder, "programme.yaml"), "programme.yaml"),
      }),
    mappingOf: (file) => join(folder, file.replace(/\.[^./\\]+$/, ".mapping.yaml")),
    work: () => importProgramme(store, folder, { dryRun }),
  });

/** What a person says of a printed name. */
export interface NameOrder {
  readonly programme: ProgrammeId;
  readonly name: string;
  /** The area it is printed under; left out: as it waits on the list. */
  readonly within: string | undefined;
  /** The area it means; null: none of ours. */
  readonly area: string | null;
  readonly by: string;
  /** ISO date. */
  readonly on: string;
  readonly note: string;
  /** Whether the name means this area besides those it was said to mean before. */
  readonly also: boolean;
}

/**
 * Stores what a person says of a printed name; the next import uses it.
 * @throws {Refusal} area-unknown for an area that is not there; usage-wrong when nobody says it, or the name waits in several places
 */
export async function judgeNameAs(store: Store, order: NameOrder): Promise<JudgedName> {
  const { programme, name, by } = order;
  if (by.trim() === "")
    throw new Refusal("usage-wrong", "--by is needed: the name of the person who says so.");
  const book = await readAreaBook(store.db, programme);
  const known = (written: string): AreaId => {
    if (isId(written) && book.find(written) !== undefined) return id<"area">(written);
    throw new Refusal("area-unknown", `There is no area "${written}".`, { area: written });
  };
  const waiting = (await readUnmatched(store.db, programme)).filter((one) => one.name === name);
  const places = [...new Set(waiting.map(({ within }) => within))];
  if (order.within === undefined && places.length > 1)
    throw new Refusal(
      "usage-wrong",
      `"${name}" waits in ${places.map((place) => place ?? "no area in particular").join(" and ")}; say which with --within.`,
    );
  const within = order.within === undefined ? (places[0] ?? null) : known(order.within);
  const here = waiting.filter((one) => one.within === within);
  const judged: JudgedName = {
    alias: name,
    within,
    area: order.area === null ? null : known(order.area),
    seenIn: [...new Set(here.map(({ source }) => source))].join(" "),
    confirmedBy: by.trim(),
    confirmedOn: order.on,
    note: order.note,
  };
  const command = judged.area === null ? "reject-name" : "confirm-name";
  await store.transact(command, { programme, ...judged }, (db) =>
    judgeName(db, programme, judged, { also: order.also }),
  );
  return judged;
}
