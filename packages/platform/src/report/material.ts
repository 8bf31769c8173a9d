import { type AreaBook, readAreaBook } from "#areas";
import {
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
  /** All of them, those that a newer one replaced too: an earlier edition tells what was known then. */
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
): Promise<Material> {
  const { db } = store;
  const programme = await readProgramme(db, programmeId);
  const [book, catalogue, releases, funds, projects, commitments, documents] = await Promise.all([
    readAreaBook(db, programmeId),
    readCatalogue(db, programmeId),
    readReleases(db, programmeId),
    readFunds(db, programmeId),
    readProjects(db, programmeId),
    readCommitments(db, programmeId),
    readDocuments(db, programmeId),
  ]);
  const figures = await Promise.all(
    releases
      .filter(({ kind }) => kind === "figures")
      .map(async ({ id }) => [id, await readReleaseFigures(store, programmeId, id)] as const),
  );
  return {
    programme,
    book,
    catalogue,
    releases,
    figures: new Map(figures),
    funds,
    projects,
    commitments,
    documents,
  };
}
