/** Values of attributes; one that is null or undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** Characters that XML cannot hold at all, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Words as text of an element or value of an attribute. */
export function escapeXml(words: string): string {
  return words.replace(unprintable, "").replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Two decimals are finer than any screen or printer, and keep a drawing small and the same everywhere. */
export function coordinate(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** One element. Children are markup already. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    open += ` ${key}="${typeof value === "number" ? coordinate(value) : escapeXml(value)}"`;
  }
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("")}</${name}>`;
}

/** Words at a point, their baseline on y. */
export function label(words: string, x: number, y: number, attributes: Attributes = {}): string {
  return element("text", { class: "kw-label", x, y, ...attributes }, escapeXml(words));
}

const thin = new Set([..."iIjl.,:;'’|!"]);
const narrow = new Set([..."frt()[]/- \u00a0"]);
const wide = new Set([..."mwMW%@—"]);

function characterEms(character: string): number {
  if (thin.has(character)) return 0.32;
  if (narrow.has(character)) return 0.39;
  if (wide.has(character)) return 0.94;
  return /\p{Lu}/u.test(character) ? 0.73 : 0.62;
}

/**
 * How wide words come out, at most: there is no font to measure with here. Counted after the widest of the fonts
 * that systems use for plain text (DejaVu Sans, Verdana), so that what fits by this count fits on the page.
 */
export function textWidth(words: string, size: number): number {
  let ems = 0;
  for (const character of words) ems += characterEms(character);
  return ems * size;
}

/** Breaks words into lines no wider than `width`; a word that is wider alone gets a line of its own. */
export function wrap(words: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
