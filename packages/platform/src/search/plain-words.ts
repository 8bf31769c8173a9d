/** Small letters without accents: `Zuidwést` and `zuidwest` are one word to who types. */
function plainText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text, plain, in order. `'s-Gravenhage` has the words s and gravenhage. */
export function plainWords(text: string): readonly string[] {
  return plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
