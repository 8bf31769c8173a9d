import { type IndicatorId, id, type ProgrammeId, type ReleaseId } from "#kernel";
import type { Lake, ReadDb, Store, WriteDb } from "#store";
import {
  type Figures,
  figuresIn,
  filesOfRelease,
  type ReleaseFile,
  writeFigures,
} from "./figure-store.ts";
import { parseFormula } from "./formula.ts";
import type { Figure, Indicator, Release } from "./types.ts";

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

/** Every release of a programme: by source, the newest of a source first. */
export async function readReleases(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly Release[]> {
  return db.rows<Release>(
    `select id, source_id as source, number, kind, title, origin, file, checksum, bytes,
            row_count as rows, figure_count as figures, imported_at as "importedAt", findings,
            set_aside as "setAside",
            number = max(number) over (partition by source_id) as current
       from indicators.release where programme_id = $1 order by source_id, number desc`,
    [programme],
  );
}

/** Where the current figures are: of one indicator, or of all for null. */
export async function filesWith(
  db: ReadDb,
  programme: ProgrammeId,
  indicator: IndicatorId | null,
): Promise<readonly ReleaseFile[]> {
  // The later published source comes last: where two give the same figure, it has the last word.
  return db.rows<ReleaseFile>(
    `select id, figures_file as file
       from (select *, number = max(number) over (partition by source_id) as current
               from indicators.release where programme_id = $1 and kind = 'figures') as release
      where current and ($2::text is null or $2 = any (indicators))
      order by origin ->> 'published', source_id`,
    [programme, indicator],
  );
}

/** The figures that sources give of one indicator, in the newest release of each. */
export async function readMeasuredFigures(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicator: IndicatorId,
): Promise<readonly Figure[]> {
  const files = await filesWith(db, programme, indicator);
  const byKey = new Map<string, Figure>();
  for (const file of files)
    for (const figure of await figuresIn(lake, file, indicator))
      byKey.set(`${figure.area} ${figure.period.id}`, figure);
  return [...byKey.values()];
}

/** All figures of one release, current or not. Empty for a release that has none, such as one of grants. */
export async function readReleaseFigures(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  release: ReleaseId,
): Promise<readonly Figure[]> {
  const [file] = await db.rows<ReleaseFile>(
    `select id, figures_file as file from indicators.release
      where programme_id = $1 and id = $2 and figures_file is not null`,
    [programme, release],
  );
  return file === undefined ? [] : figuresIn(lake, file, null);
}

/** Names the set of current releases: as long as it is the same, everything derived from figures is the same. */
export async function edition(db: ReadDb, programme: ProgrammeId): Promise<string> {
  const [row] = await db.rows<{ edition: string | null }>(
    `select string_agg(id || ' ' || digest, ',' order by id) as edition
       from indicators.release where programme_id = $1`,
    [programme],
  );
  return row?.edition ?? "";
}

/** A release as it is about to be published: all that a release has, but for what the store gives it. */
export interface NewRelease
  extends Omit<Release, "id" | "number" | "importedAt" | "current" | "figures"> {
  readonly figures: Figures | number;
  /** Of what was read: the same file read to the same result is not a new release. */
  readonly digest: string;
  /** A checksum of all it was read with: mapping, catalogue, areas. Left out: not known. */
  readonly readWith?: string;
}

/** What became of a file that was delivered. */
export interface Published {
  readonly release: ReleaseId;
  readonly isNew: boolean;
}

async function newestOf(db: ReadDb, programme: ProgrammeId, source: string) {
  const [newest] = await db.rows<{
    id: ReleaseId;
    number: number;
    checksum: string;
    digest: string;
  }>(
    `select id, number, checksum, digest from indicators.release
      where programme_id = $1 and source_id = $2 order by number desc limit 1`,
    [programme, source],
  );
  return newest ?? null;
}

/** What publishing this release would do, without doing it. */
export async function foreseeRelease(
  db: ReadDb,
  programme: ProgrammeId,
  { source, checksum, digest }: Pick<NewRelease, "source" | "checksum" | "digest">,
): Promise<Published & { readonly number: number }> {
  const newest = await newestOf(db, programme, source);
  if (newest !== null && newest.checksum === checksum && newest.digest === digest)
    return { release: newest.id, number: newest.number, isNew: false };
  const number = (newest?.number ?? 0) + 1;
  return { release: id<"release">(`${source}-r${number}`), number, isNew: true };
}

/**
 * Publishes a release, unless the newest of its source says exactly the same. The Parquet file is written first;
 * only the row, which becomes visible at commit, makes it exist.
 */
export async function publishRelease(
  db: WriteDb,
  lake: Lake,
  programme: ProgrammeId,
  fresh: NewRelease,
): Promise<Published> {
  const { release, number, isNew } = await foreseeRelease(db, programme, fresh);
  if (!isNew) return { release, isNew };
  const { figures } = fresh;
  const written =
    typeof figures === "number" ? null : await writeFigures(lake, programme, release, figures);
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
      figure_count: written?.figures ?? figures,
      figures_file: written?.file ?? null,
      indicators: written?.indicators ?? [],
      read_with: fresh.readWith ?? null,
      findings: fresh.findings,
      set_aside: fresh.setAside,
    },
  ]);
  return { release, isNew };
}

/** The Parquet files that some release names, of all programmes. */
export async function releasedFiles(db: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ file: string }>(
    "select figures_file as file from indicators.release where figures_file is not null",
  );
  return new Set(rows.flatMap(({ file }) => filesOfRelease(file)));
}

/** One import at a time: two would number the same release, and one would sweep away the other's files. */
export async function lockReleases(db: WriteDb): Promise<void> {
  await db.rows("select pg_advisory_xact_lock(hashtext('krachtwijk import'))");
}
