import { editDistance } from "./edit-distance.ts";

/** A word of the entries, near a typed one. */
export interface KnownWord {
  readonly word: string;
  readonly stem: string;
}

/** A word that a typed word may mean. `quality` is 1 for the word itself, less the further it is. */
export interface Alternative {
  readonly word: string;
  readonly quality: number;
}

/** What a typed word may mean. `guessed`: as typed it is in no entry. */
export interface Meaning {
  readonly alternatives: readonly Alternative[];
  readonly guessed: boolean;
}

/** Shorter pieces are in too many words to mean anything. */
const shortestPart = 4;
/** Of a long word two letters may be wrong, of a short one none. */
const allowedErrors = (length: number) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

function qualityOf(typed: string, stem: string, known: KnownWord, unfinished: boolean): number {
  const { word } = known;
  if (word === typed) return 1;
  if (unfinished && word.startsWith(typed)) return 0.9;
  if (known.stem === stem) return 0.85;
  if (typed.length < shortestPart) return 0;
  // In a compound the last part says what it is: a speelplaats is a plaats.
  if (word.endsWith(typed) || word.endsWith(stem)) return 0.7;
  if (word.startsWith(typed)) return 0.65;
  return word.includes(typed) ? 0.55 : 0;
}

/**
 * What a typed word may mean among the words that are known: itself, other forms, compounds of it; and only where there is
 * none of those, words that differ by a typing error.
 * @param near known words that are the typed one, share its stem, hold it, or look like it
 */
export function meaningOf(
  typed: string,
  stem: string,
  near: readonly KnownWord[],
  { unfinished }: { readonly unfinished: boolean },
): Meaning {
  const matching = near.flatMap((known) => {
    const quality = qualityOf(typed, stem, known, unfinished);
    return quality === 0 ? [] : [{ word: known.word, quality }];
  });
  if (matching.length > 0) return { alternatives: matching, guessed: false };
  const errors = allowedErrors(typed.length);
  const close = near.flatMap(({ word }) => {
    // Who is still typing may have made the error in the part that is there.
    const compared = unfinished ? word.slice(0, typed.length + 1) : word;
    const distance = Math.min(
      editDistance(typed, word, errors),
      unfinished ? editDistance(typed, compared, errors) : errors + 1,
    );
    return distance > errors ? [] : [{ word, quality: 0.5 / distance }];
  });
  return { alternatives: close, guessed: true };
}

/** What may stand between the parts of a Dutch compound: `verkeer-s-veiligheid`, `student-en-huis`. */
const links = ["", "s", "en", "e", "n"];

/**
 * Takes a typed compound apart into known words: `schoolverlaters` into school and verlaters.
 * @param known every known word that is somewhere in it
 * @returns the parts, the longest first part that works; null when there is no way
 */
export function partsOfCompound(
  typed: string,
  known: ReadonlySet<string>,
): readonly string[] | null {
  const from = (rest: string, depth: number): readonly string[] | null => {
    if (known.has(rest) && depth > 0) return [rest];
    if (depth >= 3) return null;
    for (let end = rest.length - 3; end >= 3; end--) {
      const first = rest.slice(0, end);
      if (!known.has(first)) continue;
      for (const link of links) {
        if (!rest.startsWith(link, end)) continue;
        const others = from(rest.slice(end + link.length), depth + 1);
        if (others !== null) return [first, ...others];
      }
    }
    return null;
  };
  return from(typed, 0);
}
