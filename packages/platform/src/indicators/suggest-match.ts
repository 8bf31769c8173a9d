import { type AreaBook, likeness } from "#areas";
import type { IndicatorId, Text } from "#kernel";
import type { Indicator } from "./types.ts";

/** What a programme knows already; null where there is none. */
export interface SuggestKnowledge {
  readonly book: AreaBook | null;
  readonly catalogue: ReadonlyMap<IndicatorId, Indicator> | null;
}

/** Alike enough to be taken for the same, and alike enough to be named to a person. */
const [takenFrom, namedFrom] = [0.9, 0.55];

/** The indicator of the catalogue that a name is, or the ones that it could be. */
export function matchIndicator(
  { id, name }: { readonly id: string; readonly name: string },
  { catalogue }: SuggestKnowledge,
): { readonly indicator: string; readonly isKnown: boolean; readonly doubts: readonly Text[] } {
  if (catalogue === null) return { indicator: id, isKnown: false, doubts: [] };
  const alike = [...catalogue.values()]
    .map((known) => ({
      id: known.id,
      alike:
        known.id === id
          ? 1
          : Math.max(
              ...[
                known.id.replaceAll("-", " "),
                ...Object.values(known.name),
                ...Object.values(known.short),
              ].map((text) => likeness(name, text)),
            ),
    }))
    .filter((known) => known.alike >= namedFrom)
    .sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1))
    .slice(0, 3);
  const [best] = alike;
  if (best !== undefined && best.alike >= takenFrom) {
    const sure = best.alike === 1;
    const told = {
      nl: `lijkt op ${best.id} uit de catalogus.`,
      en: `looks like ${best.id} of the catalogue.`,
    };
    return { indicator: best.id, isKnown: true, doubts: sure ? [] : [told] };
  }
  const names = alike.map((known) => known.id).join(", ");
  const unknown =
    names === ""
      ? { nl: "staat niet in de catalogus.", en: "is not in the catalogue." }
      : {
          nl: `staat niet in de catalogus; misschien is het ${names}.`,
          en: `is not in the catalogue; it may be ${names}.`,
        };
  return { indicator: id, isKnown: false, doubts: [unknown] };
}
