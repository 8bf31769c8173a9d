import { ink, textSize } from "./look.ts";
import { coordinate, element, escapeXml } from "./svg.ts";
import type { ChartFrame } from "./types.ts";

/** The id with everything taken out that cannot stand in an id or a list of ids. */
function chartId(id: string): string {
  return id.replace(/[^\w-]+/g, "-");
}

/** Width in units: what was asked, but never too narrow to draw in. */
export function widthOf({ width = 340 }: ChartFrame): number {
  return Math.max(width, 240);
}

/**
 * The drawing around its parts. A picture with links in it is a group to assistive technology: the parts of an `img`
 * are hidden from it.
 */
export function frame(
  chart: ChartFrame,
  { kind, height, links }: { kind: string; height: number; links: boolean },
  parts: readonly string[],
): string {
  const id = chartId(chart.id);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      id,
      class: `kw-chart kw-${kind}`,
      role: links ? "group" : "img",
      "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-desc`,
      viewBox: `0 0 ${coordinate(widthOf(chart))} ${coordinate(height)}`,
      "font-family": "inherit",
      "font-size": textSize,
      fill: ink,
    },
    `\n${element("title", { id: `${id}-title` }, escapeXml(chart.title))}`,
    `\n${element("desc", { id: `${id}-desc` }, escapeXml(chart.description))}`,
    ...parts.map((part) => `\n${part}`),
    "\n",
  );
}

const nothing = { nl: "Er zijn geen gegevens om te tekenen.", en: "There are no data to draw." };

/** A drawing that says that there is nothing to draw. */
export function emptyChart(chart: ChartFrame, kind: string): string {
  const words = element(
    "text",
    { class: "kw-label kw-muted", x: 0, y: 20, fill: ink },
    nothing[chart.language],
  );
  return frame(chart, { kind, height: 32, links: false }, [words]);
}
