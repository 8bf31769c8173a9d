/** Shorter pieces are in too many words to mean anything. */
export const shortestPart = 4;
/** Of a long word two letters may be wrong, of a short one none. */
export const allowedErrors = (length: number) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/** How well a known word answers to a typed one: 1 for the word itself, less the further it is, 0 for not at all. */
export function qualityOf(
  typed: { readonly word: string; readonly stem: string; readonly unfinished: boolean },
  known: { readonly word: string; readonly stem: string },
): number {
  const { word } = known;
  if (word === typed.word) return 1;
  // The more of it is there, the surer it is.
  if (typed.unfinished && word.startsWith(typed.word))
    return 0.85 + (0.1 * typed.word.length) / word.length;
  if (known.stem === typed.stem) return 0.85;
  if (typed.word.length < shortestPart) return 0;
  // In a compound the last part says what it is: a speelplaats is a plaats.
  if (word.endsWith(typed.word) || word.endsWith(typed.stem)) return 0.7;
  if (word.startsWith(typed.word)) return 0.65;
  return word.includes(typed.word) ? 0.55 : 0;
}

/** What may stand between the parts of a Dutch compound: `verkeer-s-veiligheid`, `student-en-huis`. */
const links = ["", "s", "en", "e", "n"];

/** Shorter ends are endings of words, not words. */
const shortestEnd = 5;

/**
 * Takes apart a typed compound whose last part only stands in other compounds: `wijkverbetering` into wijk and
 * verbetering, which `woningverbetering` ends with. The last part says what it is.
 */
export function partsByEnd(
  typed: string,
  isKnown: (word: string) => boolean,
  isEnd: (piece: string) => boolean,
): readonly [first: string, last: string] | null {
  for (let end = typed.length - shortestEnd; end >= 3; end--) {
    const first = typed.slice(0, end);
    if (!isKnown(first)) continue;
    for (const link of links) {
      const last = typed.slice(end + link.length);
      if (typed.startsWith(link, end) && last.length >= shortestEnd && isEnd(last))
        return [first, last];
    }
  }
  return null;
}

/**
 * Takes a typed compound apart into known words: `schoolverlaters` into school and verlaters.
 * @returns the parts, the longest first part that works; null when there is no way
 */
export function partsOfCompound(
  typed: string,
  isKnown: (word: string) => boolean,
): readonly string[] | null {
  const from = (rest: string, depth: number): readonly string[] | null => {
    if (depth > 0 && rest.length >= 3 && isKnown(rest)) return [rest];
    if (depth >= 3) return null;
    for (let end = rest.length - 3; end >= 3; end--) {
      const first = rest.slice(0, end);
      if (!isKnown(first)) continue;
      for (const link of links) {
        if (!rest.startsWith(link, end)) continue;
        const others = from(rest.slice(end + link.length), depth + 1);
        if (others !== null) return [first, ...others];
      }
    }
    return null;
  };
  return typed.length < 6 ? null : from(typed, 0);
}
