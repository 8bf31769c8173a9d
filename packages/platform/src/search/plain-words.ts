/** Small letters without accents: `Zuidwést` and `zuidwest` are one word to who types. A number is one word: `31.899`, `31 899`. */
function plainText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}.])\d{1,3}(?:[. ]\d{3})+(?![\p{L}\p{N}])/gu, (number) =>
      number.replace(/[. ]/g, ""),
    );
}

/** The words of a text, plain, in order. `'s-Gravenhage` has the words s and gravenhage. */
export function plainWords(text: string): readonly string[] {
  return plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that say nothing by themselves, Dutch and English. */
const fillers: ReadonlySet<string> = new Set(
  "de het een t van in op en of voor bij te nr nummer the a an on and for at to number no".split(
    " ",
  ),
);

/** The words that say what is meant; all of them where all are fillers. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !fillers.has(word));
  return telling.length === 0 ? words : telling;
}
