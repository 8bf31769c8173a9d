import { type Area, type AreaBook, areasOfPostcode } from "#areas";

/** What was typed and is no one area, with areas that it may mean. */
export interface UnknownArea {
  readonly typed: string;
  readonly candidates: readonly Area[];
}

/** Which areas an address asks for. */
export interface AskedAreas {
  readonly areas: readonly Area[];
  readonly unknown: readonly UnknownArea[];
  /** Asked for more than once. */
  readonly repeated: readonly Area[];
  /** There was no room for these. */
  readonly leftOut: readonly Area[];
}

/** So many stand side by side. */
export const comparedMost = 6;

/** One field: a code, a postcode, a name, or a name with the code behind it in brackets, as the list of suggestions writes it. */
function areasIn(book: AreaBook, typed: string) {
  const code = /\(([^()]+)\)\s*$/.exec(typed)?.[1];
  const known = book.find(typed) ?? book.find(typed.toUpperCase()) ?? book.find(code ?? "");
  if (known !== undefined) return { kind: "found", areas: [known] } as const;
  const postcode = areasOfPostcode(book, typed);
  if (postcode?.kind === "found")
    return postcode.areas.length === 1
      ? ({ kind: "found", areas: postcode.areas } as const)
      : ({ kind: "unknown", candidates: postcode.areas } as const);
  const found = book.resolve(typed, null);
  if (found.kind === "found") return found;
  // `Amsterdam, Bijlmer`: what is before the comma is around what is after it.
  const [around, ...rest] = typed.split(",");
  const within = rest.length === 0 ? null : book.resolve(around!.trim(), null);
  if (within?.kind !== "found") return found;
  const inside = book.resolve(rest.join(",").trim(), within.areas[0]!.id);
  return inside.kind === "found" ? inside : found;
}

/** Reads the values of `areas` in an address: codes with commas between them, and fields as people fill them in. */
export function askedAreas(book: AreaBook, given: readonly string[]): AskedAreas {
  const areas = new Set<Area>();
  const repeated = new Set<Area>();
  const unknown: UnknownArea[] = [];
  const fields = given.flatMap((one) => {
    const codes = one.split(",").map((code) => code.trim());
    const areCodes = codes.length > 1 && codes.every((code) => book.find(code) !== undefined);
    return areCodes ? codes : [one.trim().slice(0, 100)];
  });
  for (const typed of fields.filter((one) => one !== "").slice(0, 4 * comparedMost)) {
    const found = areasIn(book, typed);
    if (found.kind === "unknown") unknown.push({ typed, candidates: found.candidates });
    else for (const area of found.areas) (areas.has(area) ? repeated : areas).add(area);
  }
  const all = [...areas];
  return {
    areas: all.slice(0, comparedMost),
    unknown: unknown.slice(0, comparedMost),
    repeated: [...repeated],
    leftOut: all.slice(comparedMost),
  };
}
