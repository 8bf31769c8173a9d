import { hairline, muted, textSize } from "./look.ts";
import { element, label, textWidth } from "./svg.ts";

/** A tick of an axis: where it stands, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly shown: string;
}

const pale = { class: "kw-label kw-muted", fill: muted };

/** Room for the words of a vertical axis, left of the plot. */
export const roomFor = (ticks: readonly Tick[]) =>
  Math.max(0, ...ticks.map(({ shown }) => textWidth(shown, textSize))) + 10;

/** Words left of the plot, and a thin line through it at each. */
export const verticalAxis = (ticks: readonly Tick[], left: number, right: number): string[] =>
  ticks.map(({ at, shown }) =>
    element(
      "g",
      { class: "kw-tick" },
      element("line", {
        class: "kw-grid",
        stroke: hairline,
        x1: left,
        x2: right,
        y1: at,
        y2: at,
      }),
      label(shown, left - 6, at + 4, { "text-anchor": "end", ...pale }),
    ),
  );

/** Words below the plot; those that would touch the one before them, or stick out, are left out or moved inside. */
export function horizontalAxis(ticks: readonly Tick[], y: number, width: number): string[] {
  const words: string[] = [];
  let free = -Infinity;
  for (const { at, shown } of ticks) {
    const half = textWidth(shown, textSize) / 2;
    const middle = Math.min(Math.max(at, half), width - half);
    words.push(
      element("line", { class: "kw-axis", stroke: muted, x1: at, x2: at, y1: y, y2: y + 4 }),
    );
    if (middle - half < free) continue;
    free = middle + half + 6;
    words.push(label(shown, middle, y + 17, { "text-anchor": "middle", ...pale }));
  }
  return words;
}
