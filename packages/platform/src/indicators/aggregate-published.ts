import type { AreaId, ProgrammeId, ReleaseId } from "#kernel";
import type { Store } from "#store";
import { figuresIn } from "./figure-store.ts";
import { fileOf, readReleaseContents, readReleases } from "./release-store.ts";
import type { Figure, Indicator, Release } from "./types.ts";

/** A count that a release tells, or leaves out. */
export interface PublishedCount {
  readonly area: AreaId;
  readonly period: string;
  /** Null: it is not told. */
  readonly count: number | null;
  readonly isHidden: boolean;
}

/** What one release tells of a count. */
export interface PublishedCounts {
  readonly release: ReleaseId;
  /** Whether it was added up here, and not delivered by a source. */
  readonly isOwn: boolean;
  readonly told: readonly PublishedCount[];
  /** The counts of members as they were then, by `AREA PERIOD`. */
  readonly members: ReadonlyMap<string, number>;
}

/** Whether a release was worked out here from others. */
export const isOwnRelease = ({ manifest: { follows = [] } }: Pick<Release, "manifest">): boolean =>
  follows.length > 0;

function countIn({ reading, counts, area, period }: Figure, isShare: boolean): PublishedCount {
  const isHidden = reading.kind === "gap" && reading.why === "suppressed";
  const isTold = reading.kind === "value" || (reading.kind === "bound" && reading.op === ">=");
  const count = isShare ? (counts?.numerator ?? null) : isTold ? reading.value : null;
  return { area, period: period.id, count, isHidden };
}

/** Everything that was published of a count, in any release that was not erased: what was told once stays known. */
export async function readPublishedCounts(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicators: readonly Indicator[],
): Promise<readonly PublishedCounts[]> {
  const contents = await readReleaseContents(db, programme);
  const has = new Map(contents.map((one) => [one.release, new Set(one.indicators)]));
  const releases = (await readReleases(db, programme))
    .filter(({ withdrawn }) => withdrawn?.erased !== true)
    .sort((a, b) => a.origin.published.localeCompare(b.origin.published) || a.number - b.number);
  const read = new Map<ReleaseId, readonly PublishedCount[]>();
  for (const { id } of releases) {
    const told: PublishedCount[] = [];
    for (const one of indicators) {
      if (has.get(id)?.has(one.id) !== true) continue;
      const file = await fileOf(db, programme, id);
      const figures = file === null ? [] : await figuresIn(lake, file, one.id);
      told.push(...figures.map((figure) => countIn(figure, one.total?.kind === "ratio")));
    }
    if (told.length > 0) read.set(id, told);
  }
  return releases.flatMap((release) => {
    const told = read.get(release.id);
    if (told === undefined) return [];
    const isOwn = isOwnRelease(release);
    const from = isOwn ? new Set(release.manifest.follows) : new Set([release.id]);
    const members = new Map<string, number>();
    for (const [id, counts] of read)
      if (from.has(id))
        for (const { area, period, count } of counts)
          if (count !== null) members.set(`${area} ${period}`, count);
    return [{ release: release.id, isOwn, told, members }];
  });
}
