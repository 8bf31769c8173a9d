import { checksumOf } from "#intake";
import { type IndicatorId, id, type ProgrammeId, type ReleaseId } from "#kernel";
import type { Lake, ReadDb, Store, WriteDb } from "#store";
import { type Comparison, columnsOf, compareStates } from "./compare-store.ts";
import { figuresIn, filesOfRelease, type ReleaseFile, writeFigures } from "./figure-store.ts";
import { parseFormula } from "./formula.ts";
import { manifestOf } from "./manifest.ts";
import type { NewRelease } from "./new-release.ts";
import {
  type AsOf,
  type ChainFile,
  fileOf,
  filesUpTo,
  now,
  readClock,
  readRelease,
  releasesBefore,
  repeatable,
} from "./release-store.ts";
import type { Changes, Figure, Indicator, Manifest, Withdrawal } from "./types.ts";
import { requireReadable } from "./withdrawal.ts";

type IndicatorWords = Pick<Indicator, "name" | "short" | "definition" | "counts" | "source">;
type IndicatorFacts = Pick<
  Indicator,
  "dimension" | "licence" | "contact" | "denominator" | "rounding" | "suppression"
> & { readonly formula: string | null };

interface IndicatorRow
  extends Pick<Indicator, "id" | "unit" | "decimals" | "better" | "theme" | "headline" | "total"> {
  readonly words: IndicatorWords;
  readonly facts: IndicatorFacts;
}

/** What is measured in a programme, in the order of its catalogue. */
export async function readCatalogue(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly Indicator[]> {
  const rows = await db.rows<IndicatorRow>(
    `select id, unit, decimals, better, theme_id as theme, headline, total, words, facts
       from indicators.indicator where programme_id = $1 order by position`,
    [programme],
  );
  return rows.map(({ words, facts: { formula, ...facts }, ...row }) => ({
    ...row,
    ...words,
    ...facts,
    formula: formula === null ? null : { written: formula, tree: parseFormula(formula) },
  }));
}

/** The indicators that follow from others; mostly none, which is told in no time. */
export async function readDerivedIds(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly IndicatorId[]> {
  const rows = await db.rows<{ id: IndicatorId }>(
    `select id from indicators.indicator
      where programme_id = $1 and facts ->> 'formula' is not null order by position`,
    [programme],
  );
  return rows.map(({ id }) => id);
}

/** Whether the catalogue forbids to tell anything. */
export async function hasRules(db: ReadDb, programme: ProgrammeId): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(
    `select exists (select from indicators.indicator
       where programme_id = $1 and facts -> 'suppression' <> 'null') as found`,
    [programme],
  );
  return row!.found;
}

/** Stores the catalogue in place of the one before. Figures of an indicator that is gone stay in their releases. */
export async function replaceCatalogue(
  db: WriteDb,
  programme: ProgrammeId,
  catalogue: readonly Indicator[],
): Promise<void> {
  await db.run("delete from indicators.indicator where programme_id = $1", [programme]);
  await db.insert(
    "indicators.indicator",
    catalogue.map(({ id, unit, decimals, better, theme, headline, total, ...words }, position) => ({
      programme_id: programme,
      id,
      position,
      theme_id: theme,
      unit,
      decimals,
      better,
      headline,
      words: pickWords(words),
      facts: pickFacts(words),
      total,
    })),
  );
}

const pickWords = ({
  name,
  short,
  definition,
  counts,
  source,
}: IndicatorWords): IndicatorWords => ({ name, short, definition, counts, source });

const pickFacts = ({
  dimension,
  licence,
  contact,
  denominator,
  rounding,
  suppression,
  formula,
}: Omit<IndicatorFacts, "formula"> & Pick<Indicator, "formula">): IndicatorFacts => ({
  dimension,
  licence,
  contact,
  denominator,
  rounding,
  suppression,
  formula: formula?.written ?? null,
});

/** What sources give of one indicator in a chain: of two that are the same figure, the later file has the last word. */
export async function measuredFiguresOf(
  lake: Lake,
  chain: readonly ChainFile[],
  indicator: IndicatorId,
  period: string | null = null,
): Promise<readonly Figure[]> {
  const byKey = new Map<string, Figure>();
  for (const file of chain)
    if (file.indicators.includes(indicator))
      for (const figure of await figuresIn(lake, file, indicator, period))
        byKey.set(`${figure.area} ${figure.period.id}`, figure);
  return [...byKey.values()];
}

/**
 * All figures of one release as they were delivered, current or not; `readReleaseFigures` gives what may be seen of them. Empty for
 * a release that has none, such as one of grants.
 * @throws {Refusal} release-unknown; release-withdrawn for one that was taken back by then
 */
export async function readDeliveredFigures(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  release: ReleaseId,
  { asOf }: AsOf = now,
): Promise<readonly Figure[]> {
  requireReadable(await readRelease(db, programme, release, { asOf }));
  const file = await fileOf(db, programme, release);
  return file === null ? [] : figuresIn(lake, file, null);
}

/** What became of a file that was delivered. */
export interface Published {
  readonly release: ReleaseId;
  readonly isNew: boolean;
  /** Against what its source said before; null: it said nothing, or this is no release of figures, or not new. */
  readonly changes: Changes | null;
  /** The note on the release that it says again, when that was taken back; it does not count. */
  readonly withdrawn: Withdrawal | null;
}

/** What publishing would do, but for what would change. */
export type Foreseen = Omit<Published, "changes"> & { readonly number: number };

/**
 * What publishing this release would do, without doing it. It is not new when it says what a release says that counts
 * now, or that came after that one and was taken back: importing again does not undo a withdrawal.
 */
export async function foreseeRelease(
  db: ReadDb,
  programme: ProgrammeId,
  { source, checksum, digest, scope }: Pick<NewRelease, "source" | "checksum" | "digest" | "scope">,
): Promise<Foreseen> {
  const before = await releasesBefore(db, programme, source);
  const same = repeatable(before).find(
    (one) => one.checksum === checksum && one.digest === digest && one.scope === scope,
  );
  if (same !== undefined) {
    const { withdrawn } = await readRelease(db, programme, same.id);
    return { release: same.id, number: same.number, isNew: false, withdrawn };
  }
  const number = (before[0]?.number ?? 0) + 1;
  return { release: id<"release">(`${source}-r${number}`), number, isNew: true, withdrawn: null };
}

/** How many of its largest revisions a release keeps for its page. */
const revisionsKept = 20;

/**
 * What a release that is not stored would change. Its figures are written to be compared, where no reader looks, and
 * removed.
 */
export async function foreseeChanges(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  fresh: NewRelease,
  { release, number, isNew }: Foreseen,
): Promise<Changes | null> {
  if (!isNew || typeof fresh.figures === "number") return null;
  const written = await writeFigures(lake, programme, release, fresh.figures, "tmp");
  try {
    const file = { id: release, ...written };
    return (await changesBy(db, lake, programme, fresh, file, number))?.counts ?? null;
  } finally {
    await lake.erase({ paths: filesOfRelease(written.file), originals: [] });
  }
}

/** Compares with what the source said before; null when it said nothing. */
async function changesBy(
  db: ReadDb,
  lake: Lake,
  programme: ProgrammeId,
  { source, scope }: NewRelease,
  written: ReleaseFile,
  number: number,
): Promise<Comparison | null> {
  const before = await filesUpTo(db, programme, { source, number: number - 1 });
  if (before.length === 0) return null;
  const only = scope === "partial" ? "fresh" : "both";
  return compareStates(lake, before, [written], { limit: revisionsKept, only });
}

async function summed(lake: Lake, files: readonly string[]): Promise<Manifest["parquet"]> {
  const sums = files.map(async (file) => ({ file, ...(await lake.sumOf(file)) }));
  return Promise.all(sums);
}

/** Writes the manifest beside its Parquet file. @returns its path in the lake */
async function writeManifest(lake: Lake, manifest: Manifest, beside: string): Promise<string> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  // Named by its content, as the figures are.
  const folder = beside.slice(0, beside.lastIndexOf("/"));
  const path = `${folder}/${manifest.release}-${checksumOf(text).slice(0, 16)}.manifest.json`;
  await lake.writeText(path, text);
  return path;
}

/**
 * Publishes a release, unless it says what is there already. The Parquet file is written first, then its manifest;
 * only the row, which becomes visible at commit, makes them exist.
 */
export async function publishRelease(
  db: WriteDb,
  lake: Lake,
  programme: ProgrammeId,
  fresh: NewRelease,
): Promise<Published> {
  const { release, number, isNew, withdrawn } = await foreseeRelease(db, programme, fresh);
  if (!isNew) return { release, isNew, withdrawn, changes: null };
  const { figures } = fresh;
  const written =
    typeof figures === "number" ? null : await writeFigures(lake, programme, release, figures);
  const compared =
    written && (await changesBy(db, lake, programme, fresh, { id: release, ...written }, number));
  const manifest = manifestOf(fresh, {
    programme,
    release,
    number,
    written,
    clock: await readClock(db),
    before: await releasesBefore(db, programme, fresh.source),
    parquet: written === null ? [] : await summed(lake, filesOfRelease(written.file)),
    columns: written === null ? [] : await columnsOf(lake, written.file),
    changes: compared?.counts ?? null,
  });
  await db.insert("indicators.release", [
    {
      programme_id: programme,
      id: release,
      source_id: fresh.source,
      number,
      kind: fresh.kind,
      title: fresh.title,
      origin: fresh.origin,
      file: fresh.file,
      checksum: fresh.checksum,
      digest: fresh.digest,
      bytes: fresh.bytes,
      row_count: fresh.rows,
      figure_count: manifest.counts.figures,
      figures_file: written?.file ?? null,
      indicators: written?.indicators ?? [],
      read_with: fresh.readWith ?? null,
      findings: fresh.findings,
      set_aside: fresh.setAside,
      scope: fresh.scope,
      available: manifest.available,
      available_by: manifest.availableBy,
      manifest,
      revisions: compared?.revised ?? [],
      manifest_file: written && (await writeManifest(lake, manifest, written.file)),
    },
  ]);
  return { release, isNew, withdrawn, changes: manifest.changes };
}
