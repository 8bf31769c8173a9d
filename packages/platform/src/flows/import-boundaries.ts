import { basename } from "node:path";
import {
  type BoundarySettings,
  boundaryFiles,
  boundarySettingsSchema,
  type NewBoundarySet,
  placeByShape,
  publishBoundarySet,
  readBoundarySet,
  readBoundarySets,
  readLearned,
  type SetShape,
} from "#areas";
import { lockReleases } from "#indicators";
import {
  checksumOf,
  type Delivered,
  malformed,
  readDelivered,
  readGeoLayer,
  readYaml,
} from "#intake";
import { id, type ProgrammeId, Refusal } from "#kernel";
import { readProgramme } from "#programme";
import type { Store } from "#store";

/** Files of boundaries that are one set together, and how to read them. */
export interface BoundariesOrder {
  readonly programme: ProgrammeId;
  readonly files: readonly string[];
  /** `NAME.boundaries.yaml`; left out: the one beside the first file, if there is one. */
  readonly mapping?: string | undefined;
  /** Settings that were given by hand; they come before those of the YAML file. */
  readonly given: Readonly<Partial<Record<keyof BoundarySettings, string | number>>>;
  readonly dryRun: boolean;
}

/** What an import of boundaries did, or with `dryRun` would do. */
export interface BoundariesOutcome {
  readonly programme: ProgrammeId;
  readonly set: string;
  readonly number: number;
  readonly kind: BoundarySettings["kind"];
  readonly year: number;
  readonly isNew: boolean;
  readonly areas: number;
  readonly checks: NewBoundarySet["checks"];
}

const given = boundarySettingsSchema.partial();

async function settingsFile({ files, mapping }: BoundariesOrder) {
  const beside = files[0]!.replace(/(\.[^./\\]+)$/, ".boundaries.yaml");
  if (mapping !== undefined)
    return readYaml(await readDelivered(mapping, basename(mapping)), given);
  const found = await readDelivered(beside, basename(beside)).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "input-missing") return null;
    throw error;
  });
  return found === null ? {} : readYaml(found, given);
}

/** @throws {Refusal} usage-wrong when something is missing, or is not what it should be */
async function settingsOf(order: BoundariesOrder): Promise<BoundarySettings> {
  const byHand = Object.fromEntries(
    Object.entries(order.given).filter(([, value]) => value !== undefined),
  );
  const result = boundarySettingsSchema.safeParse({ ...(await settingsFile(order)), ...byHand });
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const name = String(issue.path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new Refusal(
    "usage-wrong",
    `--${name} ${String(issue.path[0]) in byHand ? "is not right" : "is needed"}, or "${issue.path.join(".")}" in the .boundaries.yaml file: ${issue.message.replace(/^Invalid input: /, "")}.`,
  );
}

/** A code is one area in all years: it cannot be a district in one set and a neighbourhood in another. */
async function refuseOtherKind(
  { db }: Store,
  programme: ProgrammeId,
  file: string,
  { set, shapes }: { readonly set: NewBoundarySet; readonly shapes: readonly SetShape[] },
): Promise<void> {
  const { codes } = await readLearned(db, programme);
  const kinds = new Map<string, string>(codes.map((code) => [code.id, code.kind]));
  const wrong = shapes.find(({ code }) => (kinds.get(code) ?? set.kind) !== set.kind);
  // Its own earlier number may be corrected to another kind; another set's word stands.
  if (wrong !== undefined && codes.some((code) => code.id === wrong.code && code.set !== set.id))
    throw malformed(
      { file },
      `${wrong.code} is a ${kinds.get(wrong.code)} in the boundary set ${codes.find((code) => code.id === wrong.code)?.set}, and would be a ${set.kind} here; choose the right --kind.`,
    );
}

async function understand(
  files: readonly Delivered[],
  settings: BoundarySettings,
): Promise<{ readonly set: NewBoundarySet; readonly shapes: readonly SetShape[] }> {
  const layers = [];
  for (const file of files) layers.push({ file, features: await readGeoLayer(file, settings) });
  const { shapes, checks } = readBoundarySet(layers, settings);
  return { set: { ...headOf(files, settings), checks }, shapes };
}

/** What a set is before its shapes are read: enough to know whether it is there already. */
function headOf(files: readonly Delivered[], settings: BoundarySettings) {
  const listed = files.map(({ name, bytes }) => ({
    name,
    checksum: checksumOf(bytes),
    bytes: bytes.byteLength,
  }));
  const { kind, year, source, licence, hierarchy } = settings;
  return {
    id: settings.set ?? id<"boundary-set">(`${kind}-${year}`),
    kind,
    year,
    source,
    licence,
    hierarchy,
    referenceDate: settings.referenceDate ?? `${year}-01-01`,
    files: listed,
    checksum: checksumOf(JSON.stringify([listed.map(({ checksum }) => checksum), settings])),
  };
}

/**
 * Imports files of boundaries as one set of a programme: all of it, or nothing. The same files twice change nothing; other files
 * under the same id are a correction beside the old one.
 * @throws {Refusal} for the first thing that is wrong, naming the file and the feature
 */
export async function importBoundaries(
  store: Store,
  order: BoundariesOrder,
): Promise<BoundariesOutcome> {
  const { programme, dryRun } = order;
  await readProgramme(store.db, programme); // refuses a programme that is not there before reading on
  const settings = await settingsOf(order);
  const files: Delivered[] = [];
  for (const path of order.files) files.push(await readDelivered(path, basename(path)));
  const head = headOf(files, settings);
  const { kind, year } = settings;
  const before = (await readBoundarySets(store.db, programme)).find((one) => one.id === head.id);
  const told = { programme, set: head.id, kind, year };
  if (before?.checksum === head.checksum) {
    const { number, areas, checks } = before;
    return { ...told, number, areas, checks, isNew: false };
  }
  const fresh = await understand(files, settings);
  await refuseOtherKind(store, programme, files[0]!.name, fresh);
  const outcome = { ...told, areas: fresh.shapes.length, checks: fresh.set.checks, isNew: true };
  if (dryRun) return { ...outcome, number: (before?.number ?? 0) + 1 };
  for (const { bytes } of files) await store.lake.keepSource(bytes);
  const written = { programme, set: head.id, checksum: head.checksum };
  const number = await store.transact("import-boundaries", written, async (db) => {
    await lockReleases(db);
    await store.lake.sweep(await boundaryFiles(db), "boundaries");
    const published = await publishBoundarySet(db, store.lake, programme, fresh);
    await placeByShape(db, store.lake, programme);
    return published;
  });
  return { ...outcome, number };
}
