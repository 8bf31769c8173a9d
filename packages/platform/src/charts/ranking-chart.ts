import { drawBars } from "./bar-rows.ts";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { bar, strongBar } from "./look.ts";
import type { RankingChart } from "./types.ts";

/** Horizontal bars in the order given, each with its name and its value as the reader sees it. */
export function rankingChart(chart: RankingChart): string {
  if (chart.rows.length === 0) return emptyChart(chart, "ranking");
  const { parts, bottom } = drawBars({
    rows: chart.rows.map((row) => ({
      ...row,
      look:
        row.highlight === true
          ? { class: "kw-bar kw-highlight", fill: strongBar }
          : { class: "kw-bar", fill: bar },
    })),
    mark: chart.mark ?? null,
    width: widthOf(chart),
    top: 2,
  });
  return frame(chart, { kind: "ranking", height: bottom + 2, links: false }, parts);
}
