import { type IndicatorId, type ProgrammeId, parsePeriod, Refusal, type ReleaseId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import { filesOfRelease, type ReleaseFile } from "./figure-store.ts";
import type { Release, Withdrawal } from "./types.ts";

/** As of which day is asked: what was available on that ISO day, or null for now. */
export interface AsOf {
  readonly asOf: string | null;
}

/** What is known now. */
export const now: AsOf = { asOf: null };

/**
 * The releases of programme $1 as they stand as of day $2, null for now. `counts`: available, and not taken back by
 * then; what was erased never counts. `current`: the newest whole one of its source that counts, or a partial one
 * after it. `place`: the later published source comes later, and within a source the later release.
 */
const standing = `(
  select *, counts and number >= coalesce(base, 1) as current,
         max(origin ->> 'published') over (partition by source_id order by number) as place
    from (
      select *, max(number) filter (where counts and scope = 'whole') over (partition by source_id) as base
        from (
          select release.*, withdrawn_on, withdrawn_by, reason, coalesce(erased, false) as erased,
                 is_withdrawn, ($2::date is null or available <= $2::date) as known,
                 ($2::date is null or available <= $2::date) and not is_withdrawn as counts
            from indicators.release
            left join indicators.withdrawal
              on withdrawal.programme_id = release.programme_id and release_id = release.id
           cross join lateral (select release_id is not null
                  and (erased or $2::date is null or withdrawn_on <= $2::date)) as standing (is_withdrawn)
           where release.programme_id = $1
        ) as dated
    ) as based
) as release`;

const columns = `id, source_id as source, number, kind, title, origin, file, checksum, bytes,
  row_count as rows, figure_count as figures, imported_at as "importedAt", findings, set_aside as "setAside",
  scope, available, current, manifest, revisions,
  case when is_withdrawn then jsonb_build_object(
    'on', withdrawn_on, 'by', withdrawn_by, 'reason', reason, 'erased', erased) end as withdrawn`;

/** Every release of a programme that was there by then: by source, the newest of a source first. */
export async function readReleases(
  db: ReadDb,
  programme: ProgrammeId,
  { asOf }: AsOf = now,
): Promise<readonly Release[]> {
  return db.rows<Release>(
    `select ${columns} from ${standing} where known order by source_id, number desc`,
    [programme, asOf],
  );
}

/** One release, also one that was taken back or is of a later day; null when there is none of that name. */
export async function findRelease(
  db: ReadDb,
  programme: ProgrammeId,
  wanted: string,
  { asOf }: AsOf = now,
): Promise<Release | null> {
  if (wanted.includes("\0")) return null; // PostgreSQL takes no such text, and no release is called so
  const [release] = await db.rows<Release>(`select ${columns} from ${standing} where id = $3`, [
    programme,
    asOf,
    wanted,
  ]);
  return release ?? null;
}

/** The same, for who must have one. @throws {Refusal} release-unknown */
export async function readRelease(
  db: ReadDb,
  programme: ProgrammeId,
  wanted: string,
  asOf: AsOf = now,
): Promise<Release> {
  const release = await findRelease(db, programme, wanted, asOf);
  if (release === null)
    throw new Refusal(
      "release-unknown",
      `There is no release "${wanted}". See krachtwijk releases for those that there are.`,
      { release: wanted },
    );
  return release;
}

/** A file whose figures count, and which indicators it has. */
export interface ChainFile extends ReleaseFile {
  readonly source: Release["source"];
  readonly indicators: readonly IndicatorId[];
}

/**
 * The files whose figures count as of a day, in the order in which they have the last word: of every source the newest
 * whole release and the partial ones after it. Read once and handed on, all that is read by it is of one moment.
 */
export async function filesAsOf(
  db: ReadDb,
  programme: ProgrammeId,
  { indicator = null, asOf }: AsOf & { readonly indicator?: IndicatorId | null },
): Promise<readonly ChainFile[]> {
  return db.rows<ChainFile>(
    `select id, source_id as source, figures_file as file, indicators from ${standing}
      where current and kind = 'figures' and ($3::text is null or $3 = any (indicators))
      order by place, source_id, number`,
    [programme, asOf, indicator],
  );
}

/** The file of one release, whether its figures count or not; none for a release without figures. */
export async function filesOfOne(
  db: ReadDb,
  programme: ProgrammeId,
  release: ReleaseId,
): Promise<readonly ChainFile[]> {
  return db.rows<ChainFile>(
    `select id, source_id as source, figures_file as file, indicators from indicators.release
      where programme_id = $1 and id = $2 and kind = 'figures'`,
    [programme, release],
  );
}

/** A file, with what it takes to tell which ones counted when it came. */
export interface PastFile extends ChainFile {
  readonly scope: Release["scope"];
  readonly published: string;
  /** Reference periods; null: not written down. */
  readonly periods: readonly string[] | null;
}

/** The files of all releases that were not erased, whether their figures count or not, in the order in which they came. */
export async function filesOfAll(db: ReadDb, programme: ProgrammeId): Promise<readonly PastFile[]> {
  return db.rows<PastFile>(
    `select id, source_id as source, figures_file as file, indicators, scope, origin ->> 'published' as published, manifest -> 'periods' as periods
       from ${standing}
      where kind = 'figures' and not erased and $2::date is null order by imported_at, source_id, number`,
    [programme, null],
  );
}

/** What is in a release of figures. */
export interface ReleaseContents {
  readonly release: ReleaseId;
  readonly indicators: readonly IndicatorId[];
  /** ISO dates: of the first period and of the last; null without figures. */
  readonly begin: string | null;
  readonly end: string | null;
}

/** What is in every release of figures of a programme, current or not. */
export async function readReleaseContents(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly ReleaseContents[]> {
  const rows = await db.rows<
    Pick<ReleaseContents, "release" | "indicators"> & { readonly periods: readonly string[] }
  >(
    `select id as release, indicators, manifest -> 'periods' as periods
       from indicators.release where programme_id = $1 and kind = 'figures'`,
    [programme],
  );
  return rows.map(({ release, indicators, periods }) => {
    const ends = periods.map((one) => parsePeriod(one)?.end ?? "").sort();
    return {
      release,
      indicators,
      begin: parsePeriod(periods[0] ?? "")?.begin ?? null,
      end: ends.at(-1) ?? null,
    };
  });
}

/**
 * The files that say what a source said with a release: the newest whole one up to it and the partial ones after that.
 * With `before`: what it said just before. What was taken back does not count, unless it is the release itself.
 */
export async function filesUpTo(
  db: ReadDb,
  programme: ProgrammeId,
  { source, number, before = false }: Pick<Release, "source" | "number"> & { before?: boolean },
): Promise<readonly ReleaseFile[]> {
  return db.rows<ReleaseFile>(
    `with counted as (
       select id, number, scope, figures_file from ${standing}
        where source_id = $3 and kind = 'figures' and number <= $4
          and (counts or (number = $4 and not erased)) and ($5 = false or number < $4)
     )
     select id, figures_file as file from counted
      where number >= coalesce((select max(number) from counted where scope = 'whole'), 1)
      order by number`,
    [programme, null, source, number, before],
  );
}

/** The files of all releases that have figures of an indicator, superseded ones too, but for what was taken back. */
export async function filesEver(
  db: ReadDb,
  programme: ProgrammeId,
  { indicator, asOf }: AsOf & { readonly indicator: IndicatorId },
): Promise<readonly ReleaseFile[]> {
  return db.rows<ReleaseFile>(
    `select id, figures_file as file from ${standing}
      where counts and kind = 'figures' and $3 = any (indicators) order by place, source_id, number`,
    [programme, asOf, indicator],
  );
}

/**
 * Names what there is as of a day: as long as it is the same, everything derived from it is the same. Any new release,
 * another catalogue (it says what may be told) and anything taken back changes it, because names, areas and money are those of now on a page of an earlier day too.
 */
export async function edition(
  db: ReadDb,
  programme: ProgrammeId,
  { asOf }: AsOf = now,
): Promise<string> {
  const [row] = await db.rows<{ edition: string | null }>(
    `select md5(concat(
       (select string_agg(concat_ws(' ', id, digest, known, counts, is_withdrawn, erased), ',' order by id) from ${standing}),
       (select string_agg(indicator::text, ',' order by id) from indicators.indicator where programme_id = $1)
     )) as edition`,
    [programme, asOf],
  );
  return row?.edition ?? "";
}

/** The day and the moment of the database, in UTC: what a release is dated by. */
export async function readClock(
  db: ReadDb,
): Promise<{ readonly today: string; readonly moment: string }> {
  const [clock] = await db.rows<{ today: string; moment: string }>(
    `select to_char(now() at time zone 'utc', 'YYYY-MM-DD') as today,
            to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as moment`,
  );
  return clock!;
}

/** What a new release of a source must know of those before it. */
interface Before {
  readonly id: ReleaseId;
  readonly number: number;
  readonly scope: Release["scope"];
  readonly available: string;
  readonly checksum: string;
  readonly digest: string;
  readonly readWith: string | null;
  readonly counts: boolean;
}

/**
 * Of the releases of a source, the newest first, those that a delivery may say again: those that count, and what came
 * after the whole one among them and was taken back.
 */
export function repeatable<One extends Pick<Before, "number" | "scope" | "counts">>(
  before: readonly One[],
): readonly One[] {
  const base = before.find((one) => one.counts && one.scope === "whole")?.number ?? 1;
  return before.filter(({ number }) => number >= base);
}

/** The releases of a source, the newest first. */
export async function releasesBefore(
  db: ReadDb,
  programme: ProgrammeId,
  source: string,
): Promise<readonly Before[]> {
  return db.rows<Before>(
    `select id, number, scope, available, checksum, digest, read_with as "readWith", counts from ${standing}
      where source_id = $3 order by number desc`,
    [programme, null, source],
  );
}

/** Leaves the note in the place of a release. A second one only adds that it was erased, by whom and why. */
export async function noteWithdrawal(
  db: WriteDb,
  programme: ProgrammeId,
  release: ReleaseId,
  note: Omit<Withdrawal, "on">,
): Promise<void> {
  const { today } = await readClock(db);
  await db.run(
    `insert into indicators.withdrawal (programme_id, release_id, withdrawn_on, withdrawn_by, reason, erased)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (programme_id, release_id) do update
       set erased = withdrawal.erased or excluded.erased,
           reason = case when withdrawal.erased or not excluded.erased then withdrawal.reason
             else rtrim(withdrawal.reason, '. ') || '. Erased on ' || excluded.withdrawn_on || ' by '
                  || excluded.withdrawn_by || ': ' || excluded.reason end`,
    [programme, release, today, note.by, note.reason, note.erased],
  );
  if (!note.erased) return;
  // What it said must not live on as the old side of another release's revisions.
  await db.run(
    `update indicators.release
        set revisions = case when id = $2 then '[]'::jsonb else (
              select coalesce(jsonb_agg(one order by place), '[]') from jsonb_array_elements(revisions)
                with ordinality as listed (one, place) where one -> 'old' ->> 'release' <> $2) end
      where programme_id = $1`,
    [programme, release],
  );
}

/** Originals that some release which was not erased still needs, of all programmes. */
export async function neededOriginals(db: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ checksum: string }>(
    `select kept.checksum
       from indicators.release
       left join indicators.withdrawal
         on withdrawal.programme_id = release.programme_id and release_id = release.id
      cross join lateral (
        select release.checksum
        union all
        select original ->> 'sha256' from jsonb_array_elements(manifest -> 'originals') as original
      ) as kept
      where erased is not true`,
  );
  return new Set(rows.map(({ checksum }) => checksum));
}

/** The files that some release names, of all programmes: figures that were not erased, and every manifest. */
export async function releasedFiles(db: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ figures: string | null; manifest: string | null }>(
    `select case when erased is not true then figures_file end as figures, manifest_file as manifest
       from indicators.release
       left join indicators.withdrawal
         on withdrawal.programme_id = release.programme_id and release_id = release.id`,
  );
  return new Set(
    rows.flatMap(({ figures, manifest }) => [
      ...(figures === null ? [] : filesOfRelease(figures)),
      ...(manifest === null ? [] : [manifest]),
    ]),
  );
}

/** The SHA-256 of files of figures that were not erased, of all programmes; of those of before sums were kept there is none. */
export async function releasedSums(db: ReadDb): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ file: string; sha256: string | null }>(
    `select one ->> 'file' as file, one ->> 'sha256' as sha256
       from indicators.release cross join jsonb_array_elements(manifest -> 'parquet') as one`,
  );
  return new Map(rows.flatMap(({ file, sha256 }) => (sha256 === null ? [] : [[file, sha256]])));
}

/** One import at a time: two would number the same release, and one would sweep away the other's files. */
export async function lockReleases(db: WriteDb): Promise<void> {
  await db.rows("select pg_advisory_xact_lock(hashtext('krachtwijk import'))");
}

/** The figures' file of a release; null for one without figures. */
export async function fileOf(
  db: ReadDb,
  programme: ProgrammeId,
  release: ReleaseId,
): Promise<ReleaseFile | null> {
  const [file] = await db.rows<ReleaseFile>(
    `select id, figures_file as file from indicators.release
      where programme_id = $1 and id = $2 and figures_file is not null`,
    [programme, release],
  );
  return file ?? null;
}
