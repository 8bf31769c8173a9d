import type { AreaBook } from "#areas";
import type { Aggregate } from "./aggregate.ts";
import type { HiddenMember } from "./aggregate-disclosure.ts";
import type { Figure, Indicator, Reading, Release } from "./types.ts";

/** The columns of a file of aggregates, one row for each. */
export const aggregateColumns = [
  "indicator",
  "area",
  "kind",
  "name",
  "period",
  "period_begin",
  "period_end",
  "state",
  "value",
  "numerator",
  "denominator",
  "members_known",
  "members_of",
  "coverage",
  "least",
  "most",
  "why",
  "status",
  "boundaries",
  "releases",
  "publisher",
  "licence",
  "published",
  "as_of",
] as const;

type Cell = string | number | null;

/** Where rows come from. */
export interface RowsAbout {
  /** The releases that there are: of those that a row is from, publisher, licence and day are told. */
  readonly releases: readonly Pick<Release, "id" | "origin">[];
  /** The ISO day as of which it was asked; empty: now. */
  readonly asOf: string;
}

/** Release, publisher, licence and day of publication, in the same order; what is the same for all stands once. */
function originCells(own: readonly string[], { releases, asOf }: RowsAbout): readonly Cell[] {
  const origins = releases.filter(({ id }) => own.includes(id)).map(({ origin }) => origin);
  const all = (cells: readonly string[]) => [...new Set(cells)].join("; ");
  return [
    own.join(" "),
    all(origins.map(({ publisher }) => publisher)),
    all(origins.map(({ licence }) => licence.en)),
    all(origins.map(({ published }) => published)),
    asOf,
  ];
}

const stateOf = (reading: Reading) =>
  reading.kind === "gap" ? reading.why : reading.kind === "bound" ? "at-least" : "value";

/**
 * Aggregates as rows, in the order of `aggregateColumns`. A value is in the indicator's unit (a share is 0 to 1). `coverage` is the share
 * of the whole that the known members are, by size; empty where sizes are not known. `least` and `most` are between what the figure
 * of all members lies.
 */
export function aggregateRows(
  indicator: Pick<Indicator, "id">,
  aggregates: readonly Aggregate[],
  about: RowsAbout,
): readonly (readonly Cell[])[] {
  return aggregates.map(({ area, period, reading, counts, coverage, range, ...one }) => [
    indicator.id,
    area.id,
    area.kind,
    area.name,
    period.id,
    period.begin,
    period.end,
    stateOf(reading),
    reading.kind === "gap" ? null : reading.value,
    counts?.numerator ?? null,
    counts?.denominator ?? null,
    coverage.members.known,
    coverage.members.of,
    coverage.size,
    range?.least ?? null,
    range?.most ?? null,
    one.why,
    one.status,
    one.boundaries,
    ...originCells(one.releases, about),
  ]);
}

/** Figures of members that must be left out too, as rows in the same columns, with the state `leave-out` and no number. */
export function leaveOutRows(
  indicator: Pick<Indicator, "id">,
  hidden: readonly HiddenMember[],
  { book, figures, ...about }: RowsAbout & { book: AreaBook; figures: readonly Figure[] },
): readonly (readonly Cell[])[] {
  const own = new Map(figures.map((figure) => [`${figure.area} ${figure.period.id}`, figure]));
  return hidden.map(({ area: id, period }) => {
    const area = book.get(id);
    const figure = own.get(`${id} ${period.id}`);
    const why = "leave this figure out too, or the totals give away one that is too small";
    return [
      ...[indicator.id, id, area.kind, area.name, period.id, period.begin, period.end, "leave-out"],
      ...new Array<null>(8).fill(null),
      why,
      figure?.status ?? null,
      null,
      ...originCells(figure === undefined ? [] : [figure.release], about),
    ];
  });
}

/** Aggregates as figures of a release of their own; `columns` says of how many members each is, and from which releases. */
export function figuresOfAggregates(
  indicator: Pick<Indicator, "id">,
  aggregates: readonly Aggregate[],
): readonly Omit<Figure, "release">[] {
  return aggregates.map(({ area, period, reading, counts, coverage, status, releases }, at) => ({
    indicator: indicator.id,
    area: area.id,
    period,
    reading,
    counts,
    printed: null,
    status,
    line: at + 2, // its row in the file of aggregates, after the header
    columns: `${coverage.members.known} of ${coverage.members.of} [${releases.join(", ")}]`,
  }));
}
