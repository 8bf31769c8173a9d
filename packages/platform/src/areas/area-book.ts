import type { AreaId } from "#kernel";
import { likeness } from "./likeness.ts";
import { normalName } from "./normal-name.ts";
import type { Alias, Area, AreaFacts, AreaKind, Resolution } from "./types.ts";

function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const aliasKey = (name: string, within: AreaId | null) => `${within ?? ""}\n${normalName(name)}`;

/** A programme's areas with their hierarchy, groupings and names, for looking things up. */
export class AreaBook {
  readonly areas: readonly Area[];
  readonly aliases: readonly Alias[];
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #bySlug: ReadonlyMap<string, Area>;
  readonly #byName: ReadonlyMap<string, readonly Area[]>;
  readonly #byAlias: ReadonlyMap<string, readonly Alias[]>;
  readonly #byParent: ReadonlyMap<AreaId | null, readonly Area[]>;
  readonly #members: ReadonlyMap<AreaId, readonly Area[]>;
  readonly #groupings: ReadonlyMap<AreaId, readonly Area[]>;

  constructor({ areas, memberships, aliases }: Omit<AreaFacts, "outline">) {
    this.areas = areas;
    this.aliases = aliases;
    this.#byId = new Map(areas.map((area) => [area.id, area]));
    this.#bySlug = new Map(areas.map((area) => [area.slug, area]));
    const named = areas.flatMap((area) =>
      [...new Set([normalName(area.name), normalName(area.slug)])].map((name) => ({ name, area })),
    );
    this.#byName = new Map(
      [...groupBy(named, ({ name }) => name)].map(([name, all]) => [name, all.map((n) => n.area)]),
    );
    this.#byAlias = groupBy(aliases, ({ alias, within }) => aliasKey(alias, within));
    this.#byParent = groupBy(areas, ({ parent }) => parent);
    const pairs = memberships.map(({ grouping, area }) => ({
      grouping: this.get(grouping),
      area: this.get(area),
    }));
    this.#members = new Map(
      [...groupBy(pairs, (p) => p.grouping.id)].map(([of, all]) => [of, all.map((p) => p.area)]),
    );
    this.#groupings = new Map(
      [...groupBy(pairs, (p) => p.area.id)].map(([of, all]) => [of, all.map((p) => p.grouping)]),
    );
  }

  /** @throws {RangeError} for an id that is not in this book: a bug, not bad input */
  get(id: AreaId): Area {
    const area = this.#byId.get(id);
    if (area === undefined) throw new RangeError(`no area ${id}`);
    return area;
  }

  find(id: string): Area | undefined {
    return this.#byId.get(id);
  }

  bySlug(slug: string): Area | undefined {
    return this.#bySlug.get(slug);
  }

  ofKind(kind: AreaKind): readonly Area[] {
    return this.areas.filter((area) => area.kind === kind);
  }

  /** The areas that belong to a grouping, in the order of the groupings' file. */
  members(grouping: AreaId): readonly Area[] {
    return this.#members.get(grouping) ?? [];
  }

  groupingsOf(area: AreaId): readonly Area[] {
    return this.#groupings.get(area) ?? [];
  }

  childrenOf(parent: AreaId): readonly Area[] {
    return this.#byParent.get(parent) ?? [];
  }

  aliasesOf(area: AreaId): readonly Alias[] {
    return this.aliases.filter((alias) => alias.area === area);
  }

  /** The municipality that an area lies in; null for a municipality itself and for what is larger. */
  municipalityOf(area: Area): Area | null {
    return this.#above(area, "municipality");
  }

  /** The country that an area lies in; null for the country itself and for groupings. */
  countryOf(area: Area): Area | null {
    return this.#above(area, "country");
  }

  /**
   * What a printed name means: by id, by name or slug, then by confirmed alias. Likeness never decides;
   * it only suggests candidates for a name that is not known.
   */
  resolve(name: string, within: AreaId | null): Resolution {
    const byId = this.#byId.get(name);
    if (byId !== undefined && this.#liesWithin(byId, within))
      return { kind: "found", areas: [byId] };
    const named = (this.#byName.get(normalName(name)) ?? []).filter((area) =>
      this.#liesWithin(area, within),
    );
    if (named.length === 1) return { kind: "found", areas: named };
    const aliases =
      this.#byAlias.get(aliasKey(name, within)) ?? this.#byAlias.get(aliasKey(name, null)) ?? [];
    if (aliases.length > 0)
      return { kind: "found", areas: aliases.map(({ area }) => this.get(area)) };
    return { kind: "unknown", candidates: named.length > 0 ? named : this.#likely(name, within) };
  }

  #above(area: Area, kind: AreaKind): Area | null {
    let parent = area.parent;
    while (parent !== null) {
      const above = this.get(parent);
      if (above.kind === kind) return above;
      parent = above.parent;
    }
    return null;
  }

  #liesWithin(area: Area, within: AreaId | null): boolean {
    if (within === null) return true;
    for (let at = area.parent; at !== null; at = this.get(at).parent)
      if (at === within) return true;
    return false;
  }

  /** At most three areas whose name or alias looks most like it, the likeliest first. */
  #likely(name: string, within: AreaId | null): readonly Area[] {
    const best = new Map<Area, number>();
    const weigh = (area: Area, known: string) =>
      best.set(area, Math.max(best.get(area) ?? 0, likeness(name, known)));
    const inScope = this.areas.filter((area) => this.#liesWithin(area, within));
    for (const area of inScope.length > 0 ? inScope : this.areas) {
      weigh(area, area.name);
      for (const { alias } of this.aliasesOf(area.id)) weigh(area, alias);
    }
    // Within one municipality there are few to choose from: all of them are worth showing.
    const few = within !== null && inScope.length <= 3;
    return [...best]
      .filter(([, score]) => few || score >= 0.3)
      .sort(([a, left], [b, right]) => right - left || a.name.localeCompare(b.name, "nl"))
      .slice(0, 3)
      .map(([area]) => area);
  }
}

/** A name that stands on its own: `Amsterdam, Bijlmer` for a focus neighbourhood, else the area's name. */
export function fullName(area: Area, book: AreaBook): string {
  const municipality = book.municipalityOf(area);
  return municipality === null ? area.name : `${municipality.name}, ${area.name}`;
}
