import type { Area, AreaBook } from "#areas";
import { Refusal } from "#kernel";

/** Kinds of which the areas fill the area that they lie in, small ones first. Of the others some part is left over. */
const filling = ["neighbourhood", "district", "municipality", "province", "country"];

const sizeOf = ({ kind }: Area) => filling.indexOf(kind);

/** An area or grouping, and the areas that it is added up from. */
export interface Whole {
  readonly area: Area;
  readonly members: readonly Area[];
}

/** What is added up, and from which kind of area; null: the members of groupings, whatever they are. */
export interface Wholes {
  readonly from: string | null;
  readonly wholes: readonly Whole[];
}

/** The kind below that has the most figures: that is the one they were counted in. */
function smallestWith(book: AreaBook, below: number, hasFigure: (area: Area) => boolean) {
  const counts = new Map<string, number>();
  for (const area of book.areas)
    if (sizeOf(area) >= 0 && sizeOf(area) < below && hasFigure(area))
      counts.set(area.kind, (counts.get(area.kind) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}

function upTo(kind: string, { book, from }: { book: AreaBook; from: string }): readonly Whole[] {
  const members = new Map<Area, Area[]>();
  for (const area of book.areas) {
    if (area.kind !== from) continue;
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
    return own === undefined ? [] : [{ area, members: own }];
  });
}

function upHierarchy(kind: string, book: AreaBook, hasFigure: (area: Area) => boolean): Wholes {
  const from = smallestWith(book, filling.indexOf(kind), hasFigure);
  if (from === null)
    throw new Refusal(
      "question-impossible",
      `--to ${kind}: no figures of smaller areas that fill a ${kind} are there (focus neighbourhoods are only a part of one); a grouping can be added up from its members.`,
      { to: kind },
    );
  return { from, wholes: upTo(kind, { book, from }) };
}

/**
 * What is added up to what: a kind of area (`municipality`) from the smaller areas that fill it, or a grouping from its members.
 * @throws {Refusal} area-unknown for a name that is neither; question-impossible when nothing smaller has figures
 */
export function wholesOf(to: string, book: AreaBook, hasFigure: (area: Area) => boolean): Wholes {
  if (filling.indexOf(to) > 0) return upHierarchy(to, book, hasFigure);
  const grouping = book.find(to) ?? book.bySlug(to);
  const members = grouping === undefined ? [] : book.members(grouping.id);
  if (grouping === undefined || members.length === 0)
    throw new Refusal(
      "area-unknown",
      `--to "${to}" is neither a kind of area (${filling.slice(1).join(", ")}) nor a grouping with members.`,
      { to },
    );
  return { from: null, wholes: [{ area: grouping, members }] };
}
