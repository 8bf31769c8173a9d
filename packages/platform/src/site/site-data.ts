import { type AreaBook, areasEdition, readAreaBook } from "#areas";
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
import { type Monitor, readMonitor } from "#trends";

/** What pages are made of: everything public of one programme, as its current releases have it. */
export interface SiteData {
  readonly programme: Programme;
  readonly book: AreaBook;
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  readonly funds: readonly Fund[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
  /** ISO date: when the newest current release was published. What is due is judged on that day. */
  readonly asOf: string;
  readonly monitor: (indicator: Indicator) => Promise<Monitor>;
}

async function read(store: Store, id: ProgrammeId): Promise<SiteData> {
  const { db } = store;
  const [programme, book, catalogue, releases, funds, projects, commitments, documents] =
    await Promise.all([
      readProgramme(db, id),
      readAreaBook(db, id),
      readCatalogue(db, id),
      readReleases(db, id),
      readFunds(db, id),
      readProjects(db, id),
      readCommitments(db, id),
      readDocuments(db, id),
    ]);
  const published = releases.filter(({ current }) => current).map(({ origin }) => origin.published);
  return {
    programme,
    book,
    catalogue,
    releases,
    funds,
    projects,
    commitments,
    documents,
    asOf: published.sort().at(-1) ?? programme.start.begin,
    monitor: (indicator) => readMonitor(store, programme, book, indicator),
  };
}

/**
 * Reads what pages are made of, and keeps it for as long as the set of releases, boundaries and judged names is the
 * same: everything public changes only by one of these.
 */
export function siteDataReader(store: Store, id: ProgrammeId): () => Promise<SiteData> {
  let kept: { readonly edition: string; readonly data: Promise<SiteData> } | null = null;
  return async () => {
    const now = `${await edition(store.db, id)} ${await areasEdition(store.db, id)}`;
    if (kept === null || kept.edition !== now) {
      const data = read(store, id);
      kept = { edition: now, data };
      data.catch(() => {
        kept = null; // a failure is not a result to keep
      });
    }
    return kept.data;
  };
}
