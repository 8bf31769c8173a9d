import { readAreaBook } from "#areas";
import { searchEntriesOf } from "#flows";
import { readCatalogue } from "#indicators";
import { id } from "#kernel";
import { readProjects } from "#money";
import { readCommitments, readDocuments } from "#parliament";
import { readProgramme } from "#programme";
import { makeSearch, type Search } from "#search";
import type { Store } from "#store";
import { exampleStore } from "./test-store.ts";

/** The search over a store with the neighbourhood programme in it; left out: the worked example. */
export async function exampleSearch(store?: Store): Promise<Search> {
  const { db } = store ?? (await exampleStore());
  const programme = id<"programme">("wijkenaanpak");
  return makeSearch(
    db,
    searchEntriesOf({
      programme: await readProgramme(db, programme),
      book: await readAreaBook(db, programme),
      catalogue: await readCatalogue(db, programme),
      projects: await readProjects(db, programme),
      commitments: await readCommitments(db, programme),
      documents: await readDocuments(db, programme),
    }),
  );
}
