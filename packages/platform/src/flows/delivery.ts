import {
  type FiguresMapping,
  type FiguresRead,
  type Finding,
  foreseeChanges,
  foreseeRelease,
  type NewRelease,
  type Published,
} from "#indicators";
import { checksumOf, type Delivered } from "#intake";
import type { ProgrammeId } from "#kernel";
import type { GrantsMapping, Project } from "#money";
import type { Store } from "#store";

/** A data file that was understood: its mapping, and what was read by it. */
export interface Understood<Mapping, Read> {
  readonly data: Delivered;
  readonly rows: number;
  readonly mapping: Mapping;
  readonly read: Read;
}

/** A file of figures that was understood. */
export type UnderstoodFigures = Understood<FiguresMapping, FiguresRead>;
/** A list of granted projects that was understood. */
export type UnderstoodGrants = Understood<GrantsMapping, readonly Omit<Project, "release">[]>;

/** What an import did, or with `dryRun` would do. */
export interface ImportOutcome {
  readonly programme: ProgrammeId;
  /** The release that each file is now in; `isNew` when this import made it. */
  readonly files: readonly FileOutcome[];
  readonly changed: boolean;
}

/** What became of one file. */
export interface FileOutcome extends Published {
  readonly file: string;
  readonly figures: number;
  /** What the file prints that does not follow from its own figures, also when it was stored before. */
  readonly findings: readonly Finding[];
}

/** A release to publish, and what else must be stored when it is new. */
export interface Delivery {
  readonly release: NewRelease;
  readonly delivered: Delivered;
  readonly projects: readonly Omit<Project, "release">[] | null;
}

/** The parts of a release that follow from its file and its mapping. */
export function commonParts(
  data: Delivered,
  rows: number,
  { source, title, origin }: Pick<NewRelease, "source" | "title" | "origin">,
) {
  return {
    source,
    title,
    origin,
    rows,
    file: data.name,
    checksum: checksumOf(data.bytes),
    bytes: data.bytes.byteLength,
  };
}

/** The same file is read to another result when an alias or the mapping changes: that is a new release. */
const digestOf = ({ title, origin }: Pick<NewRelease, "title" | "origin">, read: unknown): string =>
  checksumOf(JSON.stringify([title, origin, read]));

/** A file of figures as a release. */
export const figureDelivery = ({ data, rows, mapping, read }: UnderstoodFigures): Delivery => ({
  delivered: data,
  projects: null,
  release: {
    ...commonParts(data, rows, mapping),
    kind: "figures",
    scope: mapping.scope,
    boundaries: mapping.areas?.boundaries,
    ...read,
  },
});

/** A list of granted projects as a release. */
export const grantDelivery = ({ data, rows, mapping, read }: UnderstoodGrants): Delivery => ({
  delivered: data,
  projects: read,
  release: {
    ...commonParts(data, rows, mapping),
    kind: "grants",
    scope: "whole",
    figures: read.length,
    findings: [],
    setAside: [],
    digest: digestOf(mapping, read),
  },
});

function sizeOf(figures: NewRelease["figures"]): number {
  if (typeof figures === "number") return figures;
  return "size" in figures ? figures.size : figures.length;
}

/** What became of a delivery. */
export const outcomeOf = (
  { release }: Delivery,
  { release: id, isNew, changes, withdrawn }: Published,
): FileOutcome => ({
  release: id,
  isNew,
  changes,
  withdrawn,
  file: release.file,
  figures: sizeOf(release.figures),
  findings: release.findings,
});

/** What publishing would do, with `changes` also against what each source says now. */
export async function foresee(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  deliveries: readonly Delivery[],
  { changes }: { readonly changes: boolean },
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const delivery of deliveries) {
    const { release } = delivery;
    const foreseen = await foreseeRelease(store.db, programme, release);
    const told = changes ? await foreseeChanges(store, programme, release, foreseen) : null;
    outcomes.push(outcomeOf(delivery, { ...foreseen, changes: told }));
  }
  return outcomes;
}
