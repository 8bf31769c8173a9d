import { type AreaBook, readAreaBook } from "#areas";
import {
  type AsOf,
  coverReleases,
  type Figure,
  type Indicator,
  type Release,
  readCatalogue,
  readReleaseFigures,
  readReleases,
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

/** Everything that a report is written from. */
export interface Material {
  readonly programme: Programme;
  readonly book: AreaBook;
  readonly catalogue: readonly Indicator[];
  /** ISO day as of which all of it was known; null: now. */
  readonly asOf: string | null;
  /** ISO day on which the first of all releases was available; null: there are none. */
  readonly firstDay: string | null;
  /** All that were not taken back, those that a newer one replaced too: an earlier edition tells what was known then. */
  readonly releases: readonly Release[];
  readonly figures: ReadonlyMap<ReleaseId, readonly Figure[]>;
  readonly funds: readonly Fund[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
}

/** Reads what a report is written from. @throws {Refusal} programme-unknown */
export async function gatherMaterial(
  store: Pick<Store, "db" | "lake">,
  programmeId: ProgrammeId,
  { asOf }: AsOf = { asOf: null },
): Promise<Material> {
  const { db } = store;
  const programme = await readProgramme(db, programmeId);
  const [book, catalogue, ever, known, funds, projects, commitments, documents] = await Promise.all(
    [
      readAreaBook(db, programmeId),
      readCatalogue(db, programmeId),
      readReleases(db, programmeId),
      readReleases(db, programmeId, { asOf }).then((all) => coverReleases(store, programmeId, all)),
      readFunds(db, programmeId),
      readProjects(db, programmeId),
      readCommitments(db, programmeId),
      readDocuments(db, programmeId),
    ],
  );
  const releases = known.filter(({ withdrawn }) => withdrawn === null);
  const figures = await Promise.all(
    releases
      .filter(({ kind }) => kind === "figures")
      .map(
        async ({ id }) => [id, await readReleaseFigures(store, programmeId, id, { asOf })] as const,
      ),
  );
  return {
    programme,
    book,
    catalogue,
    asOf,
    firstDay: ever.map(({ available }) => available).sort()[0] ?? null,
    releases,
    figures: new Map(figures),
    funds,
    projects,
    commitments,
    documents,
  };
}
