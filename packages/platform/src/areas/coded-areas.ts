import type { AreaId } from "#kernel";
import { AreaBook, type BookFacts } from "./area-book.ts";
import { codesAround, type HierarchyRule, liesAbove } from "./hierarchy.ts";
import { type Alias, type Area, type CodedArea, type SetKind, setKinds } from "./types.ts";

/** A code as the sets of a programme have it, before it is known which areas there are. */
export interface FoundCode {
  readonly id: AreaId;
  readonly kind: SetKind;
  readonly names: CodedArea["names"];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The area it lies in by its point, where its code does not tell. */
  readonly inside: AreaId | null;
  /** The newest set that has it. */
  readonly set: string;
}

/** What a store knows of areas beyond the programme's folder: codes, and names that a person judged. */
export interface Learned {
  readonly codes: readonly FoundCode[];
  readonly rules: ReadonlyMap<string, readonly HierarchyRule[]>;
  readonly judged: readonly Alias[];
}

const isSetKind = (kind: string): kind is SetKind => (setKinds as readonly string[]).includes(kind);

/** The country, when there is one: what is in no other area lies in it. */
function soleCountry(kinds: ReadonlyMap<string, string>): AreaId | null {
  const countries = [...kinds].filter(([, kind]) => kind === "country");
  return countries.length === 1 ? (countries[0]![0] as AreaId) : null;
}

function withParents(areas: readonly Area[], { codes, rules }: Learned): readonly CodedArea[] {
  const kinds = new Map<string, string>(codes.map(({ id, kind }) => [id, kind]));
  for (const { id, kind } of areas) kinds.set(id, kind);
  const country = soleCountry(kinds);
  return codes.map(({ id, kind, names, latitude, longitude, inside, set }) => {
    // Only a larger kind can be around: so no area ever lies, by way of others, inside itself.
    const isAround = (at: AreaId) => {
      const found = kinds.get(at);
      return found !== undefined && isSetKind(found) && liesAbove(found, kind);
    };
    const around = [
      ...codesAround(id, kind, rules.get(set) ?? []),
      ...(inside === null ? [] : [inside]),
      ...(country === null ? [] : [country]),
    ];
    return {
      id,
      kind,
      names,
      parent: around.find(isAround) ?? null,
      point:
        latitude === null || longitude === null
          ? null
          : { latitude, longitude, from: `boundary:${id}` },
    };
  });
}

/** The book of a programme: its folder's areas together with what the store learned. A judged name whose area is gone is left out. */
export function makeBook(facts: BookFacts, learned: Learned): AreaBook {
  const coded = withParents(facts.areas, learned);
  const known = new Set<string>([...facts.areas, ...coded].map(({ id }) => id));
  const judged = learned.judged.filter(
    ({ area, within }) => known.has(area) && (within === null || known.has(within)),
  );
  return new AreaBook({ ...facts, aliases: [...facts.aliases, ...judged], coded });
}
