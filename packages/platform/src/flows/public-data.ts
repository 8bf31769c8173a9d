import {
  type AreaBook,
  areasEdition,
  type BoundarySet,
  readAreaBook,
  readBoundarySets,
} from "#areas";
import {
  coverReleases,
  edition,
  type FiguresThen,
  filesAsOf,
  type Indicator,
  type Release,
  readCatalogue,
  readReleases,
} from "#indicators";
import type { ProgrammeId } from "#kernel";
import { type Fund, type Project, readFunds, readProjects } from "#money";
import {
  type Commitment,
  type ParliamentDocument,
  readCommitments,
  readDocuments,
} from "#parliament";
import { type Programme, readProgramme } from "#programme";
import { makeSearch, type Search } from "#search";
import type { Store } from "#store";
import { searchEntriesOf } from "./search-entries.ts";

/** Everything public of one programme as it was known on a day, but its figures, which are asked for one by one. */
export interface PublicData {
  /** Names the state that it is: as long as this is the same, so is everything made of it. */
  readonly edition: string;
  /** Names the releases that count. */
  readonly releasesEdition: string;
  readonly programme: Programme;
  readonly book: AreaBook;
  /** The sets of boundaries that count. */
  readonly sets: readonly BoundarySet[];
  /** Every set, corrected ones too. */
  readonly boundaries: readonly BoundarySet[];
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  /** The files that the figures are in. */
  readonly chain: FiguresThen["chain"];
  readonly funds: readonly Fund[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
}

/** Reads what pages and answers are made of, and keeps it for as long as nothing was published, loaded or judged. */
export interface PublicDataReader {
  /** Names the state as of an ISO day; null: now. Cheap: two small questions. */
  readonly edition: (asOf: string | null) => Promise<string>;
  readonly read: (asOf: string | null) => Promise<PublicData>;
  /** The search over it; its index is made when somebody first searches. */
  readonly searchOver: (data: PublicData) => Search;
}

interface State {
  readonly edition: string;
  readonly releasesEdition: string;
}

async function stateOf({ db }: Store, id: ProgrammeId, asOf: string | null): Promise<State> {
  const [releases, areas] = await Promise.all([edition(db, id, { asOf }), areasEdition(db, id)]);
  return { edition: `${releases} ${areas}`, releasesEdition: releases };
}

/** Reads until nothing was published meanwhile, so that nobody sees half of a release. */
async function readWhole(
  store: Store,
  id: ProgrammeId,
  asOf: string | null,
  state: State,
): Promise<PublicData> {
  const { db } = store;
  const [programme, book, boundaries, catalogue, releases, chain, ...doings] = await Promise.all([
    readProgramme(db, id),
    readAreaBook(db, id),
    readBoundarySets(db, id),
    readCatalogue(db, id),
    readReleases(db, id, { asOf }).then((all) => coverReleases(store, id, all)),
    filesAsOf(db, id, { asOf }),
    readFunds(db, id),
    readProjects(db, id),
    readCommitments(db, id),
    readDocuments(db, id),
  ]);
  const [funds, projects, commitments, documents] = doings;
  const after = await stateOf(store, id, asOf);
  if (after.edition !== state.edition) return readWhole(store, id, asOf, after);
  return {
    ...state,
    programme,
    book,
    sets: boundaries.filter(({ current }) => current),
    boundaries,
    catalogue,
    releases,
    chain,
    funds,
    projects,
    commitments,
    documents,
  };
}

/** Now, and a few earlier days: more than these are read again. */
const momentsKept = 6;

function makeReader(store: Store, id: ProgrammeId): PublicDataReader {
  const kept = new Map<string, Promise<PublicData>>();
  const searches = new WeakMap<PublicData, Search>();
  return {
    edition: async (asOf) => (await stateOf(store, id, asOf)).edition,
    read: async (asOf) => {
      const state = await stateOf(store, id, asOf);
      const known = kept.get(state.edition);
      const data = known ?? readWhole(store, id, asOf, state);
      kept.delete(state.edition);
      kept.set(state.edition, data); // the last one asked for is the last to go
      for (const oldest of [...kept.keys()].slice(0, -momentsKept)) kept.delete(oldest);
      if (known === undefined) data.catch(() => kept.delete(state.edition)); // a failure is not a result to keep
      return data;
    },
    searchOver: (data) => {
      const search = searches.get(data) ?? makeSearch(store.db, searchEntriesOf(data));
      searches.set(data, search);
      return search;
    },
  };
}

const readers = new WeakMap<Store, Map<ProgrammeId, PublicDataReader>>();

/** The reader of a programme in a store. Both doors get the same one: a country's areas are read, and indexed, once. */
export function publicDataReader(store: Store, id: ProgrammeId): PublicDataReader {
  const ofStore = readers.get(store) ?? new Map<ProgrammeId, PublicDataReader>();
  readers.set(store, ofStore);
  const reader = ofStore.get(id) ?? makeReader(store, id);
  ofStore.set(id, reader);
  return reader;
}
