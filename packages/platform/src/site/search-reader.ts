import { searchEntriesOf } from "#flows";
import { makeSearch, type Search } from "#search";
import type { ReadDb } from "#store";
import type { SiteData } from "./site-data.ts";

/** Keeps the search over what pages are made of: made anew when that changes, by whatever import or command. */
export function searchReader(db: ReadDb, read: () => Promise<SiteData>): () => Promise<Search> {
  let kept: { readonly data: SiteData; readonly search: Search } | null = null;
  return async () => {
    const data = await read();
    if (kept?.data !== data) kept = { data, search: makeSearch(db, searchEntriesOf(data)) };
    return kept.search;
  };
}
