import { type AreaBook, areasEdition, readAreaBook } from "#areas";
import { type AreaId, type IndicatorId, type ProgrammeId, Refusal, type ReleaseId } from "#kernel";
import type { Lake, Store } from "#store";
import { ruleFor, sameCount } from "./aggregate-rule.ts";
import type { Counted } from "./aggregate-table.ts";
import { partsOfFormula } from "./formula.ts";
import { hiddenAreas } from "./hidden-areas.ts";
import { dimensionOf } from "./measurement-unit.ts";
import { type ChainFile, edition, filesAsOf, filesOfAll, now } from "./release-store.ts";
import { hasRules, measuredFiguresOf, readCatalogue } from "./store.ts";
import type {
  Figure,
  FigureChange,
  FigureSide,
  Indicator,
  Reading,
  Release,
  SuppressionRule,
} from "./types.ts";

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

/** Indicators that tell one count, and what may not be told of it. */
interface Family {
  readonly members: readonly Indicator[];
  readonly rule: SuppressionRule;
}

/** The indicators from whose figures a count follows that a figure of this one tells: itself, its counts, its formula's parts. */
function toldBy(
  indicator: Indicator,
  byId: ReadonlyMap<IndicatorId, Indicator>,
): ReadonlySet<Indicator> {
  const found = new Set<Indicator>();
  const add = (id: IndicatorId) => {
    const one = byId.get(id);
    if (one === undefined || found.has(one)) return;
    found.add(one);
    const { total, formula } = one;
    if (total?.kind === "ratio") for (const part of [total.numerator, total.denominator]) add(part);
    for (const part of formula === null ? [] : partsOfFormula(formula.tree)) add(part);
  };
  add(indicator.id);
  return found;
}

const numberIn = (reading: Reading | undefined) =>
  reading?.kind === "value" ? reading.value : null;

/** The count behind a figure; null: it is not known, or there is none. A mean is told by those that it is a mean over. */
function countedIn(
  { reading, counts }: Figure,
  { unit }: Indicator,
  among: number | null,
): Counted | null {
  const within = (count: number, of: number | null): Counted =>
    of !== null && count <= of ? { count, among: of } : { count };
  if (counts !== null) return within(counts.numerator, counts.denominator);
  const value = numberIn(reading);
  if (value === null) return null;
  if (unit === "count") return within(value, among);
  if (among === null) return null;
  const isPart = unit === "share" || unit.startsWith("per-");
  return isPart
    ? within(Math.round(value * dimensionOf(unit).size * among), among)
    : { count: among, among };
}

/** What there is to read, and to judge it by. */
interface Known {
  readonly lake: Lake;
  readonly catalogue: readonly Indicator[];
  readonly book: AreaBook;
  /** What counts now, and below it each release that does not any more. */
  readonly versions: readonly (readonly ChainFile[])[];
}

const belowOf = ({ total, denominator }: Indicator) =>
  total?.kind === "ratio" ? total.denominator : denominator;

/** The counts of a family in one period, as one version has them. */
async function countsIn(
  { lake, catalogue }: Known,
  { members }: Family,
  chain: readonly ChainFile[],
  period: string,
): Promise<ReadonlyMap<AreaId, Counted>> {
  const counts = new Map<AreaId, Counted>();
  for (const indicator of members) {
    const below = belowOf(indicator);
    const among = new Map<AreaId, number | null>();
    if (below !== null && catalogue.some(({ id }) => id === below))
      for (const { area, reading } of await measuredFiguresOf(lake, chain, below, period))
        among.set(area, numberIn(reading));
    for (const figure of await measuredFiguresOf(lake, chain, indicator.id, period)) {
      const counted = countedIn(figure, indicator, among.get(figure.area) ?? null);
      const before = counts.get(figure.area);
      if (counted !== null && before?.among === undefined) counts.set(figure.area, counted);
    }
  }
  return counts;
}

/** What is hidden of a family in one period: all versions of a figure are, where one of them may not be told. */
async function hiddenOf(
  known: Known,
  family: Family,
  period: string,
): Promise<ReadonlySet<AreaId>> {
  const { book, versions } = known;
  const { rule, members } = family;
  const base = Math.max(...members.map(({ rounding }) => rounding?.base ?? 0));
  let hidden = nothing;
  const read = new Set(members.flatMap((one) => [one.id, belowOf(one)]));
  for (const [at, chain] of versions.entries()) {
    if (at > 0 && !chain.at(-1)!.indicators.some((one) => read.has(one))) continue;
    const counts = await countsIn(known, family, chain, period);
    hidden = hiddenAreas({ counts, rule, book, base, hidden });
  }
  return hidden;
}

function coverOf(known: Known): Cover {
  const { catalogue } = known;
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const families = new Map<Indicator, Family>();
  for (const one of catalogue) {
    const rule = families.has(one) ? null : ruleFor(one, catalogue);
    if (rule === null) continue;
    const members = sameCount(one, catalogue);
    for (const member of members) families.set(member, { members, rule });
  }
  const over = new Map(
    catalogue.map((one) => {
      const told = [...toldBy(one, byId)].flatMap((part) => families.get(part) ?? []);
      return [one.id, [...new Set(told)]] as const;
    }),
  );
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
  const current = new Set(chain.map(({ id }) => id));
  const others = all.filter(({ id }) => !current.has(id));
  const versions = [chain, ...others.map((file) => [...chain, file])];
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
 * The file of a release may not be seen as it was delivered when figures in it may not.
 * @throws {Refusal} question-impossible when there are such figures in it
 */
export async function requireOpenOriginal(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  release: ReleaseId,
): Promise<void> {
  const cover = await readCover(store, programme);
  if (cover === noCover) return;
  const file = (await filesOfAll(store.db, programme)).find(({ id }) => id === release);
  if (file === undefined || (await hiddenLines(store.lake, cover, file)).size === 0) return;
  throw new Refusal(
    "question-impossible",
    `${release}: the file as it was delivered holds figures that may not be seen; take the release as CSV or as an archive.`,
    { release },
  );
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
    releases.map(async (release) => {
      const file = files.get(release.id);
      const lines =
        file === undefined || release.findings.length === 0
          ? new Set()
          : await hiddenLines(store.lake, cover, file);
      return {
        ...release,
        revisions: await coverChanges(cover, release.revisions),
        findings: release.findings.filter(({ line }) => !lines.has(line)),
      };
    }),
  );
}
