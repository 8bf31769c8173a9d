import type { AreaId } from "#kernel";
import { NameIndex } from "./likeness.ts";
import { normalName } from "./normal-name.ts";
import type {
  Alias,
  Area,
  AreaChange,
  AreaFacts,
  AreaKind,
  CodedArea,
  Resolution,
} from "./types.ts";

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

/** A code as an area: called as in its newest year. Its address is the code itself. */
const areaOfCode = ({ id, kind, names, parent, point }: CodedArea): Area => ({
  id,
  kind,
  slug: id.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  name: names.at(-1)!.name,
  parent,
  point,
});

/** The areas by each of their names; what they were called in other years counts too. */
function byName(named: Iterable<readonly [area: Area, names: readonly string[]]>) {
  const found = new Map<string, Area[]>();
  for (const [area, names] of named)
    for (const name of new Set(names.map(normalName))) {
      const same = found.get(name);
      if (same === undefined) found.set(name, [area]);
      else same.push(area);
    }
  return found;
}

function yearsByKind(coded: Iterable<CodedArea>): ReadonlyMap<AreaKind, ReadonlySet<number>> {
  const years = new Map<AreaKind, Set<number>>();
  for (const { kind, names } of coded) {
    const found = years.get(kind) ?? new Set();
    for (const { year } of names) found.add(year);
    years.set(kind, found);
  }
  return years;
}

/** What a book is made of: the facts of a programme's folder, and the codes of its boundary sets. */
export type BookFacts = Omit<AreaFacts, "outline"> & { readonly coded?: readonly CodedArea[] };

/** A programme's areas with their hierarchy, groupings and names, for looking things up. */
export class AreaBook {
  /** Those of the programme's folder first, then those that only boundary sets have. */
  readonly areas: readonly Area[];
  readonly aliases: readonly Alias[];
  readonly changes: readonly AreaChange[];
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #bySlug: ReadonlyMap<string, Area>;
  readonly #coded: ReadonlyMap<string, CodedArea>;
  readonly #byName: ReadonlyMap<string, readonly Area[]>;
  readonly #byCodedName: ReadonlyMap<string, readonly Area[]>;
  readonly #byAlias: ReadonlyMap<string, readonly Alias[]>;
  readonly #aliasesOf: ReadonlyMap<AreaId, readonly Alias[]>;
  readonly #byKind: ReadonlyMap<AreaKind, readonly Area[]>;
  readonly #byParent: ReadonlyMap<AreaId | null, readonly Area[]>;
  readonly #members: ReadonlyMap<AreaId, readonly Area[]>;
  readonly #groupings: ReadonlyMap<AreaId, readonly Area[]>;
  #index: NameIndex<Area> | null = null;
  #setYears: ReadonlyMap<AreaKind, ReadonlySet<number>> | null = null;

  constructor({ areas, memberships, aliases, coded = [], changes = [] }: BookFacts) {
    const own = new Set<string>(areas.map(({ id }) => id));
    const others = coded.filter(({ id }) => !own.has(id)).map(areaOfCode);
    this.areas = [...areas, ...others];
    this.aliases = aliases;
    this.changes = changes;
    this.#coded = new Map(coded.map((one) => [one.id, one]));
    this.#byId = new Map(this.areas.map((area) => [area.id, area]));
    // From the back, so that an area of the folder keeps its address when a code has the same.
    this.#bySlug = new Map(this.areas.toReversed().map((area) => [area.slug, area]));
    this.#byName = byName(areas.map((area) => [area, [area.name, area.slug]]));
    this.#byCodedName = byName(others.map((area) => [area, this.#yearNames(area)]));
    this.#byAlias = groupBy(aliases, ({ alias, within }) => aliasKey(alias, within));
    this.#aliasesOf = groupBy(aliases, ({ area }) => area);
    this.#byKind = groupBy(this.areas, ({ kind }) => kind);
    this.#byParent = groupBy(this.areas, ({ parent }) => parent);
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
    return this.#byKind.get(kind) ?? [];
  }

  /** What boundary sets say of a code: the years that have it, with its names; undefined when none has it. */
  coded(id: string): CodedArea | undefined {
    return this.#coded.get(id);
  }

  /** The years of which there are boundaries of that kind. */
  setYears(kind: AreaKind): ReadonlySet<number> {
    this.#setYears ??= yearsByKind(this.#coded.values());
    return this.#setYears.get(kind) ?? new Set();
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
    return this.#aliasesOf.get(area) ?? [];
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
   * What a printed name means: by id, by name or slug, by confirmed alias, then by the name that boundary sets give.
   * Spaces around it do not count. Likeness never decides; it only suggests candidates for a name that is not known.
   */
  resolve(printed: string, within: AreaId | null): Resolution {
    const name = printed.trim();
    const inScope = (areas: readonly Area[] = []) =>
      areas.filter((area) => this.liesWithin(area, within));
    const byId = this.#byId.get(name);
    if (byId !== undefined && this.liesWithin(byId, within))
      return { kind: "found", areas: [byId] };
    const named = inScope(this.#byName.get(normalName(name)));
    if (named.length === 1) return { kind: "found", areas: named };
    const aliases =
      this.#byAlias.get(aliasKey(name, within)) ?? this.#byAlias.get(aliasKey(name, null)) ?? [];
    if (aliases.length > 0)
      return { kind: "found", areas: aliases.map(({ area }) => this.get(area)) };
    if (named.length > 0) return { kind: "unknown", candidates: named };
    const coded = inScope(this.#byCodedName.get(normalName(name)));
    if (coded.length === 1) return { kind: "found", areas: coded };
    return {
      kind: "unknown",
      candidates: coded.length > 0 ? coded.slice(0, 3) : this.#likely(name, within),
    };
  }

  /** Whether an area lies in another, at any height; in nothing in particular, it does. */
  liesWithin(area: Area, within: AreaId | null): boolean {
    if (within === null) return true;
    for (let at = area.parent; at !== null; at = this.get(at).parent)
      if (at === within) return true;
    return false;
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

  /** What boundary sets call it, in all years. */
  #yearNames({ id }: Area): readonly string[] {
    return this.#coded.get(id)?.names.map(({ name }) => name) ?? [];
  }

  #namesOf(area: Area): readonly string[] {
    const aliases = this.aliasesOf(area.id).map(({ alias }) => alias);
    return [area.name, ...this.#yearNames(area), ...aliases];
  }

  /** Made when the first name is not known: most books are never asked. */
  #names(): NameIndex<Area> {
    if (this.#index !== null) return this.#index;
    this.#index = new NameIndex<Area>();
    for (const area of this.areas)
      for (const name of new Set(this.#namesOf(area))) this.#index.add(name, area);
    return this.#index;
  }

  /** Everything that lies in an area, at any depth. */
  #below(within: AreaId): readonly Area[] {
    const children = this.childrenOf(within);
    return [...children, ...children.flatMap(({ id }) => this.#below(id))];
  }

  /** At most three areas whose name or alias looks most like it, the likeliest first. */
  #likely(name: string, within: AreaId | null): readonly Area[] {
    const scores = this.#names().like(name);
    const below = within === null ? [] : this.#below(within);
    // Within one municipality there are few to choose from: all of them are worth showing.
    const few = below.length > 0 && below.length <= 3;
    const scope: Iterable<readonly [Area, number]> =
      below.length > 0 ? below.map((area) => [area, scores.get(area) ?? 0] as const) : scores;
    return [...scope]
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
