import {
  type AreaBook,
  areasEdition,
  type BoundarySet,
  readAreaBook,
  readBoundarySets,
} from "#areas";
import { edition, type Indicator, type Release, readCatalogue, readReleases } from "#indicators";
import type { ProgrammeId } from "#kernel";
import { type Fund, type Project, readFunds, readProjects } from "#money";
import {
  type Commitment,
  type ParliamentDocument,
  readCommitments,
  readDocuments,
} from "#parliament";
import { type Programme, readProgramme } from "#programme";
import type { Store } from "#store";

/** What answers are made of: everything public of one programme but its figures, which are asked for one by one. */
export interface ApiData {
  /** Names the state that it is: as long as this is the same, so is every answer. */
  readonly edition: string;
  readonly programme: Programme;
  readonly book: AreaBook;
  readonly sets: readonly BoundarySet[];
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  readonly funds: readonly Fund[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
}

async function read(store: Store, id: ProgrammeId, state: string, asOf: string | null) {
  const { db } = store;
  const [programme, book, sets, catalogue, releases, funds, projects, commitments, documents] =
    await Promise.all([
      readProgramme(db, id),
      readAreaBook(db, id),
      readBoundarySets(db, id),
      readCatalogue(db, id),
      readReleases(db, id, { asOf }),
      readFunds(db, id),
      readProjects(db, id),
      readCommitments(db, id),
      readDocuments(db, id),
    ]);
  const current = sets.filter((set) => set.current);
  return {
    edition: state,
    programme,
    book,
    sets: current,
    catalogue,
    releases,
    funds,
    projects,
    commitments,
    documents,
  } satisfies ApiData;
}

/** The data, and what names its state. */
export interface DataReader {
  /** Names the state as of an ISO day; null: now. Cheap: two small questions. */
  readonly edition: (asOf: string | null) => Promise<string>;
  readonly read: (asOf: string | null) => Promise<ApiData>;
}

/** Now, and a few earlier days: more than these are read again. */
const momentsKept = 3;

/** Reads what answers are made of, and keeps it for as long as nothing was published, loaded or judged. */
export function dataReader(store: Store, id: ProgrammeId): DataReader {
  const kept = new Map<string, Promise<ApiData>>();
  const editionOf = async (asOf: string | null) => {
    const [figures, areas] = await Promise.all([
      edition(store.db, id, { asOf }),
      areasEdition(store.db, id),
    ]);
    return `${figures} ${areas}`;
  };
  const whole = async (state: string, asOf: string | null): Promise<ApiData> => {
    const data = await read(store, id, state, asOf);
    const after = await editionOf(asOf); // something may have been published meanwhile
    return after === state ? data : whole(after, asOf);
  };
  return {
    edition: editionOf,
    read: async (asOf) => {
      const name = await editionOf(asOf);
      const known = kept.get(name);
      const data = known ?? whole(name, asOf);
      kept.delete(name);
      kept.set(name, data); // the last one asked for is the last to go
      for (const oldest of [...kept.keys()].slice(0, -momentsKept)) kept.delete(oldest);
      if (known === undefined) data.catch(() => kept.delete(name));
      return data;
    },
  };
}
