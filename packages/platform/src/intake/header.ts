import { malformed, type Place } from "./place.ts";

/** Signs that nobody sees: zero-width space, marks of direction, word joiner, byte-order mark. */
const invisible = /[\u200b\u200e\u200f\u2060\ufeff]/;

/** @throws {Refusal} input-malformed when a column has no name, two have the same, or one holds what nobody can see */
export function checkNames(place: Place, header: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, name] of header.entries()) {
    if (name === "") throw malformed(place, `column ${at + 1} has no name in the header.`);
    const unseen = invisible.exec(name)?.[0];
    if (unseen !== undefined)
      throw malformed(
        place,
        `the name of column ${at + 1}, "${name.replace(new RegExp(invisible, "g"), "")}", holds the invisible character U+${unseen.charCodeAt(0).toString(16).toUpperCase()}; take it out.`,
      );
    if (seen.has(name)) throw malformed(place, `the header has the column "${name}" twice.`);
    seen.add(name);
  }
}
