import type { TableArea } from "@krachtwijk/measure/disclosure";
import type { Area } from "#areas";
import type { AreaId } from "#kernel";
import type { Whole } from "./aggregate-members.ts";
import type { PublishedCounts } from "./aggregate-published.ts";

/** A count, and what it is counted among where that is known. */
export interface Counted {
  readonly count: number;
  readonly among?: number;
}

/** What there is of one period to make a table of. */
export interface TableInput {
  readonly period: string;
  readonly wholes: readonly Whole[];
  readonly counts: ReadonlyMap<AreaId, Counted>;
  readonly published: readonly PublishedCounts[];
  /** The smaller areas that an area or grouping is added up from; empty: it is not. */
  readonly membersOf: (area: AreaId) => readonly Area[];
  /** Published counts are multiples of it; 0: they are as they were counted. */
  readonly base: number;
}

/** Members, totals that are asked, and totals that were published, as one system of sums. */
export interface CountTable {
  readonly areas: readonly TableArea[];
  readonly totals: readonly (Counted & { readonly id: string })[];
  /** Names of totals that were told before. */
  readonly known: readonly string[];
  /** Names of what was left out before, or is not told any more. */
  readonly hidden: readonly string[];
  /** What a name is about, and in which release it was told; null: it is asked now, or a member. */
  readonly about: ReadonlyMap<
    string,
    { readonly area: AreaId; readonly release: PublishedCounts["release"] | null }
  >;
}

/** The name of a total that is asked. */
export const totalName = (area: AreaId) => `total ${area}`;

const addUp = (parts: readonly Counted[]): Counted => ({
  count: parts.reduce((so, { count }) => so + count, 0),
  ...(parts.every(({ among }) => among !== undefined)
    ? { among: parts.reduce((so, { among = 0 }) => so + among, 0) }
    : {}),
});

interface Leaf extends TableArea {
  readonly within: string[];
}

class Builder {
  readonly #input: TableInput;
  readonly #leaves = new Map<string, Leaf>();
  readonly #totals: (Counted & { id: string })[] = [];
  readonly #known = new Set<string>();
  readonly #hidden = new Set<string>();
  readonly #about = new Map<string, { area: AreaId; release: PublishedCounts["release"] | null }>();

  constructor(input: TableInput) {
    this.#input = input;
  }

  #leaf(id: string, area: AreaId, counted: Counted): Leaf {
    const known = this.#leaves.get(id) ?? { id, ...counted, within: [] };
    this.#leaves.set(id, known);
    this.#about.set(id, { area, release: null });
    return known;
  }

  /** What a member is added up from itself, where that comes to the same count: then it is no unknown of its own. */
  #finest(areas: readonly Area[]): readonly AreaId[] {
    const { counts, membersOf } = this.#input;
    return areas.flatMap(({ id }): readonly AreaId[] => {
      const whole = counts.get(id);
      const parts = whole === undefined ? [] : membersOf(id);
      const known = parts.flatMap((part) => counts.get(part.id) ?? []);
      const isSame = known.length > 0 && addUp(known).count === whole?.count;
      return isSame && known.length === parts.length ? parts.map((part) => part.id) : [id];
    });
  }

  /** The members of a total with the counts that they had then: one that was revised is another unknown. */
  #leavesOf(members: readonly Area[], then: (area: AreaId) => number | undefined): readonly Leaf[] {
    return this.#finest(members).flatMap((area) => {
      const now = this.#input.counts.get(area);
      const count = then(area) ?? now?.count;
      if (count === undefined) return [];
      if (count === now?.count) return [this.#leaf(area, area, now)];
      const id = `${area} as ${count}`;
      this.#hidden.add(id);
      const isWithin = now?.among !== undefined && count <= now.among;
      return [this.#leaf(id, area, isWithin ? { count, among: now.among! } : { count })];
    });
  }

  #total(id: string, about: { area: AreaId; release: PublishedCounts["release"] | null }) {
    return (leaves: readonly Leaf[]) => {
      for (const leaf of leaves) leaf.within.push(id);
      this.#totals.push({ id, ...addUp(leaves) });
      this.#about.set(id, about);
    };
  }

  asked({ area, members }: Whole): void {
    const leaves = this.#leavesOf(members, () => undefined);
    if (leaves.length > 0)
      this.#total(totalName(area.id), { area: area.id, release: null })(leaves);
  }

  told({ release, isOwn, told, members }: PublishedCounts): void {
    const { period, membersOf, base } = this.#input;
    for (const one of told) {
      if (one.period !== period || (one.count === null && !one.isHidden && !isOwn)) continue;
      const leaves = this.#leavesOf(membersOf(one.area), (area) =>
        members.get(`${area} ${period}`),
      );
      if (leaves.length === 0) continue;
      const id = `${release}: ${one.area}`;
      const about = { area: one.area, release };
      // More than its known members are together: there are others, of whom we know no count.
      const rest = one.count === null ? 0 : one.count - addUp(leaves).count;
      if (Math.abs(rest) > Math.max(base, 1e-9) && rest < 0) continue;
      const others = Math.abs(rest) > Math.max(base, 1e-9) ? [this.#others(id, about, rest)] : [];
      this.#total(id, about)([...leaves, ...others]);
      (one.isHidden ? this.#hidden : this.#known).add(id);
    }
  }

  #others(id: string, { area }: { area: AreaId }, count: number): Leaf {
    const name = `${id}: others`;
    this.#hidden.add(name);
    return this.#leaf(name, area, { count });
  }

  done(): CountTable {
    return {
      areas: [...this.#leaves.values()],
      totals: this.#totals,
      known: [...this.#known],
      hidden: [...this.#hidden].filter((name) => !this.#known.has(name)),
      about: this.#about,
    };
  }
}

/**
 * What is asked and what was published, as one system. A count that was not revised is one unknown in all releases, for a reader
 * may know that it was not; a revised one is another.
 */
export function countTable(input: TableInput): CountTable {
  const builder = new Builder(input);
  for (const whole of input.wholes) builder.asked(whole);
  for (const release of input.published) builder.told(release);
  return builder.done();
}
