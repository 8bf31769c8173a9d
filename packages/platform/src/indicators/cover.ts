import { areasEdition, readAreaBook } from "#areas";
import type { AreaId, IndicatorId, ProgrammeId } from "#kernel";
import type { Lake, Store } from "#store";
import { hiddenOf, type Known, versionsOf } from "./cover-counts.ts";
import { type Family, familiesOver } from "./cover-families.ts";
import { type ChainFile, edition, filesAsOf, filesOfAll, now } from "./release-store.ts";
import { hasRules, measuredFiguresOf, readCatalogue } from "./store.ts";
import type { Figure, FigureChange, FigureSide, Release } from "./types.ts";

const nothing: ReadonlySet<AreaId> = new Set();

/** What of the figures of a programme nobody may see. It lies over all of their versions, of whatever release. */
export interface Cover {
  /** Whether it can hide figures of an indicator at all. */
  readonly isOver: (indicator: IndicatorId) => boolean;
  /** The areas whose figure is hidden. Worked out once and kept for as long as releases, catalogue and areas are the same. */
  readonly hiddenIn: (indicator: IndicatorId, period: string) => Promise<ReadonlySet<AreaId>>;
}

/** Over nothing: for who adds up what was delivered, and tells of it only what may be told. */
export const noCover: Cover = { isOver: () => false, hiddenIn: async () => nothing };

function coverOf(known: Known): Cover {
  const over = familiesOver(known.catalogue);
  const kept = new Map<Family, Map<string, Promise<ReadonlySet<AreaId>>>>();
  const hiddenBy = (family: Family, period: string) => {
    const periods = kept.get(family) ?? new Map<string, Promise<ReadonlySet<AreaId>>>();
    kept.set(family, periods);
    const made = periods.get(period) ?? hiddenOf(known, family, period);
    periods.set(period, made);
    made.catch(() => periods.delete(period)); // a failure is not a result to keep
    return made;
  };
  return {
    isOver: (indicator) => (over.get(indicator)?.length ?? 0) > 0,
    hiddenIn: async (indicator, period) => {
      const sets = await Promise.all(
        (over.get(indicator) ?? []).map((family) => hiddenBy(family, period)),
      );
      return sets.length === 1 ? sets[0]! : new Set(sets.flatMap((one) => [...one]));
    },
  };
}

const kept = new WeakMap<
  Lake,
  Map<ProgrammeId, { readonly name: string; readonly cover: Promise<Cover> }>
>();

async function makeCover({ db, lake }: Pick<Store, "db" | "lake">, programme: ProgrammeId) {
  const [catalogue, book, chain, all] = await Promise.all([
    readCatalogue(db, programme),
    readAreaBook(db, programme),
    filesAsOf(db, programme, now),
    filesOfAll(db, programme),
  ]);
  const versions = versionsOf(
    all,
    chain.map(({ id }) => id),
  );
  return coverOf({ lake, catalogue, book, versions });
}

/** What may not be seen of a programme's figures. Without a suppression rule in the catalogue that is told in no time. */
export async function readCover(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
): Promise<Cover> {
  if (!(await hasRules(store.db, programme))) return noCover;
  const editions = [edition(store.db, programme), areasEdition(store.db, programme)];
  const name = (await Promise.all(editions)).join(" ");
  const ofLake = kept.get(store.lake) ?? new Map();
  kept.set(store.lake, ofLake);
  const known = ofLake.get(programme);
  if (known?.name === name) return known.cover;
  const cover = makeCover(store, programme);
  ofLake.set(programme, { name, cover });
  cover.catch(() => ofLake.delete(programme));
  return cover;
}

const suppressed = { kind: "gap", why: "suppressed" } as const;

/** A figure that nobody may see keeps its place, and has the reason instead. */
const hide = (figure: Figure): Figure => ({
  ...figure,
  reading: suppressed,
  counts: null,
  printed: null,
});

/** Figures as they may be seen. */
export async function coverFigures(
  cover: Cover,
  figures: readonly Figure[],
): Promise<readonly Figure[]> {
  if (!figures.some(({ indicator }) => cover.isOver(indicator))) return figures;
  return Promise.all(
    figures.map(async (figure) =>
      (await cover.hiddenIn(figure.indicator, figure.period.id)).has(figure.area)
        ? hide(figure)
        : figure,
    ),
  );
}

const hideSide = (side: FigureSide | null) =>
  side && { ...side, state: "suppressed", value: null, decimals: null };

/** Changes as they may be seen. */
export async function coverChanges(
  cover: Cover,
  changes: readonly FigureChange[],
): Promise<readonly FigureChange[]> {
  return Promise.all(
    changes.map(async (change) =>
      (await cover.hiddenIn(change.indicator, change.period)).has(change.area)
        ? {
            ...change,
            old: hideSide(change.old),
            new: hideSide(change.new),
            difference: null,
            relative: null,
          }
        : change,
    ),
  );
}

/** The changes of which everything may be seen. That a hidden one is among the largest would tell how large it is. */
async function toldChanges(
  cover: Cover,
  changes: readonly FigureChange[],
): Promise<readonly FigureChange[]> {
  const hidden = await Promise.all(
    changes.map(async ({ indicator, area, period }) =>
      (await cover.hiddenIn(indicator, period)).has(area),
    ),
  );
  return changes.filter((_, at) => !hidden[at]);
}

/** The lines of a release's files from which nobody may see a figure. */
async function hiddenLines(
  lake: Lake,
  cover: Cover,
  file: ChainFile,
): Promise<ReadonlySet<number>> {
  const lines = new Set<number>();
  for (const indicator of file.indicators.filter(cover.isOver))
    for (const { area, period, line } of await measuredFiguresOf(lake, [file], indicator))
      if ((await cover.hiddenIn(indicator, period.id)).has(area)) lines.add(line);
  return lines;
}

/**
 * Releases with the checksum of their file only where the file is given as it was delivered: where nothing in it has a
 * rule over it. Who knows all of a file but one small figure could try which figure gives the checksum. It is so whatever
 * the figures are: that a file is there, or is not, must not tell whether there are small ones.
 */
export async function coverOriginals(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  releases: readonly Release[],
): Promise<readonly Release[]> {
  const cover = await readCover(store, programme);
  if (cover === noCover) return releases;
  const closed = new Set(
    (await filesOfAll(store.db, programme))
      .filter(({ indicators }) => indicators.some(cover.isOver))
      .map(({ id }) => id),
  );
  return releases.map((release) => (closed.has(release.id) ? withoutSums(release) : release));
}

function withoutSums(release: Release): Release {
  const { manifest } = release;
  const bare = <File extends object>(file: File) => ({ ...file, sha256: null });
  return {
    ...release,
    checksum: null,
    manifest: {
      ...manifest,
      originals: manifest.originals.map(bare),
      parquet: manifest.parquet.map(bare),
    },
  };
}

/** What is told of releases, without what their revisions and findings would tell of hidden figures. */
export async function coverReleases(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  releases: readonly Release[],
): Promise<readonly Release[]> {
  const cover = await readCover(store, programme);
  if (cover === noCover) return releases;
  const files = new Map((await filesOfAll(store.db, programme)).map((file) => [file.id, file]));
  return Promise.all(
    (await coverOriginals(store, programme, releases)).map(async (release) => {
      const file = files.get(release.id);
      const lines =
        file === undefined || release.findings.length === 0
          ? new Set()
          : await hiddenLines(store.lake, cover, file);
      return {
        ...release,
        revisions: await toldChanges(cover, release.revisions),
        findings: release.findings.filter(({ line }) => !lines.has(line)),
      };
    }),
  );
}
