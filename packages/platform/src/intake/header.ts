import { malformed, type Place } from "./place.ts";

/** @throws {Refusal} input-malformed when a column has no name, or two have the same */
export function checkNames(place: Place, header: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, name] of header.entries()) {
    if (name === "") throw malformed(place, `column ${at + 1} has no name in the header.`);
    if (seen.has(name)) throw malformed(place, `the header has the column "${name}" twice.`);
    seen.add(name);
  }
}
