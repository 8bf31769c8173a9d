import type { Area, AreaBook } from "#areas";
import { boundaryYear, type Figure, type Release, type Whole, wholesOf } from "#indicators";
import { type AreaId, comparePeriods, type Period, Refusal } from "#kernel";

/** What is added up to what in one period. */
export interface PeriodWholes {
  readonly period: Period;
  readonly wholes: readonly Whole[];
  /** What an area or grouping is added up from in that period; empty: it is not. */
  readonly membersOf: (area: AreaId) => Whole["members"];
}

/** Areas by period, of those that have a figure. */
interface Measured {
  readonly book: AreaBook;
  readonly figures: readonly Figure[];
  /** The year of the boundaries that is asked; null: the one that the figures of a period are of. */
  readonly boundaries: number | null;
  readonly releases: readonly Pick<Release, "id" | "manifest">[];
}

type Finder = (to: string) => readonly Whole[];

/** @throws {Refusal} area-unknown for a year of which there are no boundaries of that kind */
function yearAsked(book: AreaBook, kind: Area["kind"], year: number): number {
  const years = book.setYears(kind);
  if (years.has(year)) return year;
  throw new Refusal(
    "area-unknown",
    `--boundaries ${year}: there are no boundaries of that year of the kind ${kind}; there are of ${[...years].sort().join(", ") || "none"}.`,
    { kind, year },
  );
}

/** The year that the mappings of the figures in a period name; null: they name none, or several. */
function yearNamed(period: Period, { figures, releases }: Measured): number | null {
  const own = new Set(
    figures.filter((one) => one.period.id === period.id).map(({ release }) => release),
  );
  const named = releases.flatMap(({ id, manifest }) => (own.has(id) ? [manifest.boundaries] : []));
  const [year, ...others] = new Set(named);
  return others.length === 0 ? (year ?? null) : null;
}

/** Finds wholes by the areas that have figures in a period, or where those are larger ones only, in any. */
function finderFor(period: Period, measured: Measured): Finder {
  const { book, figures, boundaries } = measured;
  const named = yearNamed(period, measured);
  const there = new Set<AreaId>();
  const ever = new Set<AreaId>();
  for (const figure of figures) {
    ever.add(figure.area);
    if (figure.period.id === period.id) there.add(figure.area);
  }
  const found = new Map<string, readonly Whole[]>();
  const find: Finder = (to) => {
    const { wholes } = wholesOf(
      to,
      book,
      ({ id }) => there.has(id),
      (kind) => {
        if (boundaries !== null) return yearAsked(book, kind, boundaries);
        const isThere = named !== null && book.setYears(kind).has(named);
        return isThere ? named : boundaryYear(book, there, { kind, period });
      },
    );
    return wholes;
  };
  return (to) => {
    let wholes = found.get(to);
    if (wholes !== undefined) return wholes;
    try {
      wholes = find(to);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "question-impossible") throw error;
      wholes = wholesOf(to, book, ({ id }) => ever.has(id)).wholes;
    }
    found.set(to, wholes);
    return wholes;
  };
}

function membersBy(find: Finder, book: AreaBook): PeriodWholes["membersOf"] {
  const byKind = new Map<string, ReadonlyMap<AreaId, Whole>>();
  return (id) => {
    const area = book.find(id);
    if (area === undefined) return [];
    if (area.kind === "grouping") return book.members(id);
    let known = byKind.get(area.kind);
    if (known === undefined) {
      known = new Map(smaller(find, area.kind).map((whole) => [whole.area.id, whole]));
      byKind.set(area.kind, known);
    }
    return known.get(id)?.members ?? [];
  };
}

/** The wholes of a kind; none where nothing smaller has figures, or where a kind is not added up to. */
function smaller(find: Finder, kind: string): readonly Whole[] {
  try {
    return find(kind);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/**
 * What is added up to what, by period: the smaller areas are those of one set of boundaries, the one that the figures of the
 * period are of.
 * @throws {Refusal} area-unknown, question-impossible for what cannot be added up to
 */
export function wholesByPeriod(
  to: readonly string[],
  asked: string | null,
  measured: Measured,
): readonly PeriodWholes[] {
  const { book, figures } = measured;
  const ever = new Set(figures.map(({ area }) => area));
  // Names are held against all figures first: what is refused does not depend on a period.
  for (const one of to) wholesOf(one, book, ({ id }) => ever.has(id));
  const periods = new Map(figures.map(({ period }) => [period.id, period]));
  return [...periods.values()]
    .filter(({ id }) => asked === null || id === asked)
    .sort(comparePeriods)
    .map((period) => {
      const find = finderFor(period, measured);
      const all = new Map(to.flatMap(find).map((whole) => [whole.area.id, whole]));
      return { period, wholes: [...all.values()], membersOf: membersBy(find, book) };
    });
}
