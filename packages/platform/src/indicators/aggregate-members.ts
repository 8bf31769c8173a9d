import type { Area, AreaBook } from "#areas";
import { type AreaId, type Period, Refusal } from "#kernel";

/** Kinds of which the areas fill the area that they lie in, small ones first. Of the others some part is left over. */
const filling = ["neighbourhood", "district", "municipality", "province", "country"];

const sizeOf = ({ kind }: Area) => filling.indexOf(kind);

/** An area or grouping, and the areas that it is added up from. */
export interface Whole {
  readonly area: Area;
  readonly members: readonly Area[];
  /** The boundaries that the members are of, `district 2022`; null: of no year in particular. */
  readonly boundaries: string | null;
}

/** What is added up, and from which kind of area; null: the members of groupings, whatever they are. */
export interface Wholes {
  readonly from: string | null;
  readonly wholes: readonly Whole[];
}

/** The kind below that has the most figures: that is the one they were counted in. */
function smallestWith(book: AreaBook, below: number, hasFigure: (area: Area) => boolean) {
  const counts = new Map<Area["kind"], number>();
  for (const area of book.areas)
    if (sizeOf(area) >= 0 && sizeOf(area) < below && hasFigure(area))
      counts.set(area.kind, (counts.get(area.kind) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}

/**
 * The year of the boundaries that codes of a kind in a period are of: the nearest at or before the period that has them all, or
 * else a later one; where none has all, the one that has most. Null: no boundary set has any of them.
 */
export function boundaryYear(
  book: AreaBook,
  codes: Iterable<AreaId>,
  { kind, period }: { readonly kind: Area["kind"]; readonly period: Pick<Period, "begin"> },
): number | null {
  const counts = new Map<number, number>();
  for (const code of codes) {
    const coded = book.coded(code);
    if (coded?.kind === kind)
      for (const { year } of coded.names) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const of = Number(period.begin.slice(0, 4));
  const distance = (year: number) => (year <= of ? of - year : 1e6 + year);
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || distance(a) - distance(b));
  return best?.[0] ?? null;
}

/** Whether an area is of the boundaries of a year. What no boundary set has is of every year. */
function isOfYear(book: AreaBook, { id }: Area, year: number | null): boolean {
  const coded = year === null ? undefined : book.coded(id);
  return coded === undefined || coded.names.some((one) => one.year === year);
}

interface From {
  readonly book: AreaBook;
  readonly from: Area["kind"];
  readonly year: number | null;
}

function upTo(kind: string, { book, from, year }: From): readonly Whole[] {
  const members = new Map<Area, Area[]>();
  for (const area of book.areas) {
    if (area.kind !== from || !isOfYear(book, area, year)) continue;
    let above: Area | null = area;
    while (above !== null && above.kind !== kind)
      above = above.parent === null ? null : book.get(above.parent);
    if (above === null) continue;
    const known = members.get(above);
    if (known === undefined) members.set(above, [area]);
    else known.push(area);
  }
  return book.areas.flatMap((area) => {
    const own = members.get(area);
    const boundaries = year === null ? null : `${from} ${year}`;
    return own === undefined ? [] : [{ area, members: own, boundaries }];
  });
}

type YearFor = (kind: Area["kind"]) => number | null;

function upHierarchy(
  kind: string,
  book: AreaBook,
  hasFigure: (area: Area) => boolean,
  yearFor: YearFor,
): Wholes {
  const from = smallestWith(book, filling.indexOf(kind), hasFigure);
  if (from === null)
    throw new Refusal(
      "question-impossible",
      `--to ${kind}: no figures of smaller areas that fill a ${kind} are there (focus neighbourhoods are only a part of one); a grouping can be added up from its members.`,
      { to: kind },
    );
  return { from, wholes: upTo(kind, { book, from, year: yearFor(from) }) };
}

/**
 * What is added up to what: a kind of area (`municipality`) from the smaller areas that fill it, or a grouping from its members.
 * @param yearFor the year of the boundaries that smaller areas of a kind are of; null: of all years
 * @throws {Refusal} area-unknown for a name that is neither; question-impossible when nothing smaller has figures
 */
export function wholesOf(
  to: string,
  book: AreaBook,
  hasFigure: (area: Area) => boolean,
  yearFor: YearFor = () => null,
): Wholes {
  if (filling.indexOf(to) > 0) return upHierarchy(to, book, hasFigure, yearFor);
  const grouping = book.find(to) ?? book.bySlug(to);
  const members = grouping === undefined ? [] : book.members(grouping.id);
  if (grouping === undefined || members.length === 0)
    throw new Refusal(
      "area-unknown",
      `--to "${to}" is neither a kind of area (${filling.slice(1).join(", ")}) nor a grouping with members.`,
      { to },
    );
  return { from: null, wholes: [{ area: grouping, members, boundaries: null }] };
}
