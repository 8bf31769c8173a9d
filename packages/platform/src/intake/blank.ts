import type { Language } from "#kernel";

/** What a draft has where its reader knows something that no file tells. A file that still has it is refused. */
export const blank: Readonly<Record<Language, string>> = { nl: "INVULLEN", en: "FILL-IN" };

const blanks = Object.values(blank);

/** Whether a text is a blank, or begins with one: `INVULLEN: what is counted`. */
export const isBlank = (text: unknown): boolean =>
  typeof text === "string" &&
  blanks.some((word) => text.trim() === word || text.trimStart().startsWith(`${word}:`));
