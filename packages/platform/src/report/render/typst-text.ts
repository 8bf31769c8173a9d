/** Characters that mean something to Typst wherever they stand in text. */
const always = /[\\#*_`$@<>~[\]]/g;

/**
 * Words as Typst text, that come out as they are. What the typesetter would take for markup is escaped; what is
 * plain stays plain, so that the source can be read and edited by people. Quotes are not touched: the preamble turns
 * clever quotes off.
 */
export function typstText(words: string): string {
  return (
    words
      // Line breaks and tabs are spaces here; other control characters cannot be set at all.
      .replace(/\s/g, (space) => (space === "\u00a0" || space === "\u202f" ? space : " "))
      .replace(/\p{Cc}|\p{Surrogate}/gu, "")
      .replace(/ {2,}/g, " ")
      .replace(always, "\\$&")
      // Comments, addresses (which would become links), dashes of two hyphens, three dots, a minus before a digit.
      .replace(/\/(?=[/*\\])/g, "\\/")
      .replace(/-(?=[-?\p{N}])/gu, "\\-")
      .replace(/\.(?=\.)/g, "\\.")
      .replace(/(https?):/g, "$1\\:")
      // At the beginning: headings, lists, terms, numbered lists.
      .replace(/^( *)([=+/-])/, "$1\\$2")
      .replace(/^( *)(\d+)\.(?=\s|$)/, "$1$2\\.")
  );
}

/** Words as a string in Typst code. */
export function typstString(words: string): string {
  const escaped = words
    .replace(/\p{Surrogate}/gu, "")
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"');
  return `"${escaped}"`;
}
