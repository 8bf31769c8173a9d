import { protectSums, type TableArea, tellingCounts } from "@krachtwijk/measure/disclosure";
import type { Area, AreaBook } from "#areas";
import type { AreaId } from "#kernel";
import type { Counted } from "./aggregate-table.ts";
import type { SuppressionRule } from "./types.ts";

/** The counts of one indicator in one period, of areas of every size, and what may not be told of them. */
export interface AreaCounts {
  readonly counts: ReadonlyMap<AreaId, Counted>;
  readonly rule: SuppressionRule;
  readonly book: Pick<AreaBook, "find" | "members">;
  /** Counts are multiples of it; 0: they are as they were counted. */
  readonly base: number;
  /** What is left out anyway. */
  readonly hidden: ReadonlySet<AreaId>;
}

const sum = (counts: readonly number[]) => counts.reduce((so, count) => so + count, 0);

interface Leaf extends TableArea {
  readonly within: string[];
}

/** All told counts as sums of the smallest ones. */
class Sums {
  readonly #told: AreaCounts;
  readonly #parts: ReadonlyMap<AreaId, ReadonlyMap<string, readonly AreaId[]>>;
  readonly #leavesOf = new Map<AreaId, readonly Leaf[]>();
  readonly leaves = new Map<string, Leaf>();
  /** Names of the rest of a sum, of which no count is told. */
  readonly others: string[] = [];
  /** Sums that say once more what another one says. */
  readonly again: string[] = [];

  constructor(told: AreaCounts) {
    this.#told = told;
    this.#parts = partsOf(told);
    for (const id of told.counts.keys()) this.#expand(id);
  }

  /** What a sum and its parts differ by; null: more is in the parts than in the sum, so it is no sum of theirs. */
  #rest(of: AreaId, parts: readonly AreaId[]): number | null {
    const { counts, base } = this.#told;
    const rest = counts.get(of)!.count - sum(parts.map((id) => counts.get(id)!.count));
    if (Math.abs(rest) <= Math.max(base, 1e-9)) return 0;
    return rest < 0 ? null : rest;
  }

  #leaf(id: string, counted: Counted): Leaf {
    const leaf: Leaf = { id, ...counted, within: [] };
    this.leaves.set(id, leaf);
    return leaf;
  }

  /** The leaves that an area is the sum of. What is made of different kinds of parts is a sum of each of them. */
  #expand(id: AreaId): readonly Leaf[] {
    const known = this.#leavesOf.get(id);
    if (known !== undefined) return known;
    this.#leavesOf.set(id, []); // a grouping that is in itself adds nothing
    const ways = [...(this.#parts.get(id)?.values() ?? [])]
      .flatMap((parts) => {
        const rest = this.#rest(id, parts);
        return rest === null ? [] : [{ parts, rest }];
      })
      .sort((a, b) => a.rest - b.rest || b.parts.length - a.parts.length);
    const [main] = ways.map((way, at) => this.#sum(id, at, way));
    const leaves = main ?? [this.#leaf(id, this.#told.counts.get(id)!)];
    this.#leavesOf.set(id, leaves);
    return leaves;
  }

  #sum(id: AreaId, at: number, { parts, rest }: { parts: readonly AreaId[]; rest: number }) {
    const name = at === 0 ? id : `${id} again ${at}`;
    const leaves = parts.flatMap((part) => this.#expand(part));
    const all = rest === 0 ? leaves : [...leaves, this.#leaf(`${name}: others`, { count: rest })];
    if (rest !== 0) this.others.push(`${name}: others`);
    if (at > 0) this.again.push(name);
    for (const leaf of new Set(all)) leaf.within.push(name);
    return all;
  }
}

/** The next larger area that has a count. */
function above({ counts, book }: AreaCounts, area: Area): AreaId | null {
  let parent = area.parent;
  while (parent !== null && !counts.has(parent)) parent = book.find(parent)?.parent ?? null;
  return parent;
}

/** The parts of each area that has some, by their kind: districts fill a municipality, and so do neighbourhoods. */
function partsOf(told: AreaCounts): ReadonlyMap<AreaId, ReadonlyMap<string, readonly AreaId[]>> {
  const parts = new Map<AreaId, Map<string, AreaId[]>>();
  const add = (of: AreaId, kind: string, part: AreaId) => {
    const kinds = parts.get(of) ?? new Map<string, AreaId[]>();
    parts.set(of, kinds);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [part]);
    else known.push(part);
  };
  for (const id of told.counts.keys()) {
    const area = told.book.find(id);
    const parent = area === undefined ? null : above(told, area);
    if (area !== undefined && parent !== null) add(parent, area.kind, id);
    for (const member of told.book.members(id))
      if (told.counts.has(member.id)) add(id, "member", member.id);
  }
  return parts;
}

/**
 * Whose counts may not be told under a rule: those that are too small, and as many others as it takes that nobody works
 * these out from larger areas and groupings. Nothing is hidden where nothing is too small.
 */
export function hiddenAreas(told: AreaCounts): ReadonlySet<AreaId> {
  const { counts, rule, hidden } = told;
  const candidates = [...counts].map(([id, counted]) => ({ id, ...counted }));
  const primary = tellingCounts(candidates, rule).map(({ id }) => id);
  if (primary.length === 0) return hidden;
  const sums = new Sums(told);
  const closed = new Set<string>([...primary, ...[...hidden].filter((id) => counts.has(id))]);
  const isClosed = (again: string) => closed.has(again.slice(0, again.lastIndexOf(" again ")));
  const found = protectSums([...sums.leaves.values()], {
    primary,
    width: Math.max(1, rule.minimumCount ?? 1),
    // What is told in two ways is not hidden in one of them for the sake of another.
    known: sums.again.filter((name) => !isClosed(name)),
    hidden: [...sums.others, ...closed, ...sums.again.filter(isClosed)],
  });
  const all = new Set(hidden);
  for (const { id } of found.hidden) if (counts.has(id as AreaId)) all.add(id as AreaId);
  return all;
}
