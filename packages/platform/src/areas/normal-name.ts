/**
 * A name as it is compared: without regard to case, accents, runs of spaces, and spaces or punctuation at the ends.
 * Nothing else is guessed: a dash or a bracket inside a name makes it another name.
 */
export function normalName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "")
    .toLowerCase();
}
