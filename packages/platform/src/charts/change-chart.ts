import type { Language } from "#kernel";
import { type BarLook, drawBars } from "./bar-rows.ts";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { better, muted, textSize, worse } from "./look.ts";
import { element, label, textWidth } from "./svg.ts";
import type { ChangeChart, ChangeRow } from "./types.ts";

const words = {
  nl: { better: "verbeterd", worse: "verslechterd" },
  en: { better: "improved", worse: "worsened" },
} as const satisfies Record<Language, unknown>;

function lookOf({ improved }: ChangeRow): BarLook {
  if (improved === null) return { class: "kw-same", fill: muted };
  return improved ? { class: "kw-better", fill: better } : { class: "kw-worse", fill: worse };
}

/** A legend entry that begins at x. @returns the entry and where the next can begin */
function entry(look: BarLook, name: string, x: number): [string, number] {
  const square = element("rect", {
    class: look.class,
    fill: look.fill,
    x,
    y: 2,
    width: 11,
    height: 11,
  });
  const drawn = element("g", { class: "kw-legend" }, square, label(name, x + 16, 12));
  return [drawn, x + 16 + textWidth(name, textSize) + 18];
}

function legend(language: Language): string[] {
  const [good, next] = entry({ class: "kw-better", fill: better }, words[language].better, 0);
  const [bad] = entry({ class: "kw-worse", fill: worse }, words[language].worse, next);
  return [good, bad];
}

/** Horizontal bars to both sides of "no change": left is a fall, right a rise. */
export function changeChart(chart: ChangeChart): string {
  if (chart.rows.length === 0) return emptyChart(chart, "change");
  const judged = chart.rows.some(({ improved }) => improved !== null);
  const { parts, bottom } = drawBars({
    rows: chart.rows.map((row) => ({ ...row, look: lookOf(row) })),
    mark: null,
    width: widthOf(chart),
    top: judged ? 24 : 2,
  });
  const all = [...(judged ? legend(chart.language) : []), ...parts];
  return frame(chart, { kind: "change", height: bottom + 2, links: false }, all);
}
