import { ink, muted, paper, textSize } from "./look.ts";
import { element, label, textWidth, wrap } from "./svg.ts";

/** An entry of the list below a drawing. */
export interface Entry {
  /** A letter that stands in the drawing too; empty: a ring, as the drawing has for every one of them. */
  readonly letter: string;
  readonly label: string;
  readonly shown: string;
}

const lineHeight = 16;

/** The mark of something that stands out: a ring, so that it differs by shape and not by colour alone. */
export const ring = (x: number, y: number) =>
  element("circle", { class: "kw-ring", cx: x, cy: y, r: 4, fill: paper, stroke: ink });

/** Names with their values, below a drawing, in two columns where there is room. @returns parts, and where they end */
export function namedList(
  title: string,
  entries: readonly Entry[],
  { top, width }: { readonly top: number; readonly width: number },
): { readonly parts: readonly string[]; readonly bottom: number } {
  if (entries.length === 0) return { parts: [], bottom: top };
  const columns = width >= 560 ? 2 : 1;
  const room = width / columns - 16;
  const parts = [label(title, 0, top + 12, { "font-weight": "bold" })];
  const perColumn = Math.ceil(entries.length / columns);
  let bottom = top + 22;
  for (let column = 0; column < columns; column++) {
    const x = (column * width) / columns;
    let y = top + 22;
    for (const entry of entries.slice(column * perColumn, (column + 1) * perColumn)) {
      const shownWidth = textWidth(entry.shown, textSize) + 8;
      const lines = wrap(entry.label, room - 18 - shownWidth, textSize);
      parts.push(
        entry.letter === ""
          ? ring(x + 5, y + 8)
          : label(entry.letter, x, y + 12, { "font-weight": "bold" }),
        ...lines.map((line, at) => label(line, x + 18, y + 12 + at * lineHeight)),
        label(entry.shown, x + room, y + 12, {
          "text-anchor": "end",
          class: "kw-label kw-muted",
          fill: muted,
        }),
      );
      y += lines.length * lineHeight + 3;
    }
    bottom = Math.max(bottom, y);
  }
  return { parts, bottom };
}
