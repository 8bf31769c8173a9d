import type { AreaBook } from "./area-book.ts";
import type { Area } from "./types.ts";

/** What a typed postcode says of where somebody is. */
export type PostcodeAnswer =
  /** There are no boundaries of postcodes. */
  | { readonly kind: "no-set"; readonly postcode: string }
  /** There are, and this is none of them. */
  | { readonly kind: "unknown"; readonly postcode: string }
  | {
      readonly kind: "found";
      readonly postcode: string;
      /** Whether only its first four digits are known. */
      readonly isWider: boolean;
      /** What its point lies in: the smallest first, the country left out. */
      readonly areas: readonly Area[];
    };

/** `1102 ab` → `1102AB`; null for what is no Dutch postcode. */
function postcodeIn(typed: string): string | null {
  const [, digits, letters = ""] = /^\s*([1-9]\d{3})\s*([a-z]{2})?\s*$/i.exec(typed) ?? [];
  return digits === undefined ? null : digits + letters.toUpperCase();
}

/** A set may write PC41102, 1102 or 1102AB. */
const codeIn = ({ id }: Area) => /(?:^|^PC[46]?)([1-9]\d{3}[A-Z]{0,2})$/i.exec(id)?.[1] ?? id;

function around(area: Area, book: AreaBook): readonly Area[] {
  const found: Area[] = [];
  for (let at = area.parent; at !== null; ) {
    const above = book.get(at);
    if (above.kind !== "country") found.push(above);
    at = above.parent;
  }
  return found;
}

/** More areas than this say nothing of where somebody is. */
const mostAreas = 20;

/**
 * The areas that a postcode lies in, by its point in the boundary sets. Of six characters only the four digits may be known, and
 * of four digits every postcode that begins with them counts.
 * @returns null when what was typed is no Dutch postcode
 */
export function areasOfPostcode(book: AreaBook, typed: string): PostcodeAnswer | null {
  const postcode = postcodeIn(typed);
  if (postcode === null) return null;
  const known = book.ofKind("postcode");
  if (known.length === 0) return { kind: "no-set", postcode };
  const digits = postcode.slice(0, 4);
  const exact = known.filter((area) => codeIn(area) === postcode);
  const wider = exact.length > 0 ? exact : known.filter((area) => codeIn(area) === digits);
  const found =
    wider.length > 0 || postcode.length > 4
      ? wider
      : known.filter((area) => codeIn(area).startsWith(digits));
  const areas = [...new Set(found.flatMap((area) => around(area, book)))].slice(0, mostAreas);
  if (areas.length === 0) return { kind: "unknown", postcode };
  return { kind: "found", postcode, isWider: exact.length === 0 && postcode.length > 4, areas };
}
