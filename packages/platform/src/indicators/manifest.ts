import type { ProgrammeId, ReleaseId } from "#kernel";
import type { Written } from "./figure-store.ts";
import type { NewRelease } from "./new-release.ts";
import type { Changes, Manifest, Release } from "./types.ts";

/** What a manifest tells that the delivery itself does not know. */
interface Surroundings {
  readonly programme: ProgrammeId;
  readonly release: ReleaseId;
  readonly number: number;
  /** What was written of its figures; null for a release without. */
  readonly written: Written | null;
  readonly clock: { readonly today: string; readonly moment: string };
  /** The releases of the source, the newest first. */
  readonly before: readonly (Pick<Release, "id" | "available"> & { readonly counts: boolean })[];
  readonly parquet: Manifest["parquet"];
  readonly columns: Manifest["columns"];
  readonly changes: Changes | null;
}

/**
 * From which day on a release counts: the first of a source from its publication; a later one from its own if that is
 * after the day of the one before, else from its import, so that what was shown as of an earlier day stays as it was.
 * Nothing counts before it was published, and what is dated in the future counts from its import, as it is shown then.
 */
export function availableFrom(
  published: string,
  { today, before }: { readonly today: string; readonly before: string | null },
): Pick<Manifest, "available" | "availableBy"> {
  if (published <= today && (before === null || published > before))
    return { available: published, availableBy: "published" };
  const available = before !== null && before > today ? before : today;
  return { available, availableBy: "imported" };
}

/** The manifest of a release that is about to be published. Pure. */
export function manifestOf(fresh: NewRelease, about: Surroundings): Manifest {
  const { origin, file, checksum, bytes } = fresh;
  const { clock, before, parquet, columns, written } = about;
  return {
    version: 1,
    programme: about.programme,
    release: about.release,
    source: fresh.source,
    number: about.number,
    kind: fresh.kind,
    scope: fresh.scope,
    title: fresh.title,
    publisher: origin.publisher,
    document: origin.document,
    part: origin.part,
    licence: origin.licence,
    retrieved: fresh.retrieved ?? clock.moment,
    published: origin.published,
    ...availableFrom(origin.published, {
      today: clock.today,
      before: before[0]?.available ?? null,
    }),
    periods: written?.periods ?? [],
    originals: fresh.originals ?? [{ name: file, sha256: checksum, bytes }],
    parquet,
    columns,
    counts: {
      rows: fresh.rows,
      figures: typeof fresh.figures === "number" ? fresh.figures : (written?.figures ?? 0),
      indicators: written?.indicators.length ?? 0,
      areas: written?.areas ?? null,
    },
    previous: before.find(({ counts }) => counts)?.id ?? null,
    ...(fresh.boundaries === undefined ? {} : { boundaries: fresh.boundaries }),
    ...(fresh.follows === undefined ? {} : { follows: fresh.follows }),
    changes: about.changes,
  };
}
