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
  filesAsOf,
  type Indicator,
  type Release,
  type Revised,
  readCatalogue,
  readOpenOriginals,
  readReleases,
  readRevised,
} from "#indicators";
import type { ProgrammeId, ReleaseId } from "#kernel";
import { type Fund, type Project, readFunds, readProjects } from "#money";
import {
  type Commitment,
  type ParliamentDocument,
  readCommitments,
  readDocuments,
} from "#parliament";
import { type Programme, readProgramme } from "#programme";
import type { Store } from "#store";
import { type Monitor, readMonitor } from "#trends";
import { type FigureReader, figureReader } from "./figure-reader.ts";

/** What pages are made of: everything public of one programme, with the figures as they were known as of a day. */
export interface SiteData {
  readonly programme: Programme;
  readonly book: AreaBook;
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  /** The releases whose file is given as it was delivered. */
  readonly openOriginals: ReadonlySet<ReleaseId>;
  /** Every set of boundaries, corrected ones too. */
  readonly boundaries: readonly BoundarySet[];
  readonly funds: readonly Fund[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
  /** ISO date: when the newest release that counts was published. What is due is judged on that day. */
  readonly asOf: string;
  readonly monitor: (indicator: Indicator) => Promise<Monitor>;
  /** Figures of any area. */
  readonly figures: FigureReader;
  /** Figures of an indicator that were revised, with their earlier versions. */
  readonly revised: (indicator: Indicator) => Promise<Revised>;
}

/** How many revised figures a page shows the versions of. */
const revisedShown = 50;

async function read(
  store: Store,
  id: ProgrammeId,
  moment: { readonly edition: string; readonly asOf: string | null },
): Promise<SiteData> {
  const { db } = store;
  const { asOf } = moment;
  const [
    programme,
    book,
    catalogue,
    releases,
    boundaries,
    chain,
    funds,
    projects,
    commitments,
    documents,
  ] = await Promise.all([
    readProgramme(db, id),
    readAreaBook(db, id),
    readCatalogue(db, id),
    readReleases(db, id, { asOf }).then((all) => coverReleases(store, id, all)),
    readBoundarySets(db, id),
    filesAsOf(db, id, { asOf }),
    readFunds(db, id),
    readProjects(db, id),
    readCommitments(db, id),
    readDocuments(db, id),
  ]);
  const openOriginals = await readOpenOriginals(store, id, releases);
  const published = releases.filter(({ current }) => current).map(({ origin }) => origin.published);
  return {
    programme,
    book,
    catalogue,
    releases,
    openOriginals,
    boundaries,
    funds,
    projects,
    commitments,
    documents,
    asOf: published.sort().at(-1) ?? programme.start.begin,
    monitor: (indicator) =>
      readMonitor(store, programme, book, indicator, { edition: moment.edition, chain, catalogue }),
    figures: figureReader(store, id, { chain, catalogue, releases }),
    revised: (indicator) => readRevised(store, id, indicator.id, { limit: revisedShown, asOf }),
  };
}

/** Reads until nothing was published meanwhile, so that a page never shows half of a release. */
async function readWhole(
  store: Store,
  id: ProgrammeId,
  asked: { readonly edition: string; readonly asOf: string | null },
): Promise<SiteData> {
  const data = await read(store, id, asked);
  const after = await edition(store.db, id, asked);
  return after === asked.edition ? data : readWhole(store, id, { ...asked, edition: after });
}

/** Now, and a few earlier days: more than these are read again. */
const momentsKept = 6;

/**
 * Reads what pages are made of as of a day, and keeps it for as long as the set of releases, boundaries and judged names
 * is the same: everything public changes only by one of these.
 */
export function siteDataReader(
  store: Store,
  id: ProgrammeId,
): (asOf: string | null) => Promise<SiteData> {
  const kept = new Map<string, Promise<SiteData>>();
  return async (asOf) => {
    const figures = await edition(store.db, id, { asOf });
    const name = `${figures} ${await areasEdition(store.db, id)}`;
    const known = kept.get(name);
    const data = known ?? readWhole(store, id, { edition: figures, asOf });
    kept.delete(name);
    kept.set(name, data); // the last one asked for is the last to go
    for (const oldest of [...kept.keys()].slice(0, -momentsKept)) kept.delete(oldest);
    if (known === undefined) data.catch(() => kept.delete(name)); // a failure is not a result to keep
    return data;
  };
}
