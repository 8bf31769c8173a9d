import { shades } from "./look.ts";

/** On a dark page a higher class is lighter, as it is darker on a light one. */
const darkShades = shades.map((_, at) => `.kw-shade-${at}{fill:${shades.at(-1 - at)}}`).join("");

/** Lines of a trend on a dark page, in the order of the drawing's own. */
const darkLines = ["#a9d0f2", "#f0954a", "#b4c0ca", "#74c7b2", "#c9a3e6"]
  .map(
    (colour, at) =>
      `.kw-line.kw-series-${at}{stroke:${colour}}.kw-point.kw-series-${at}{fill:${colour};stroke:#10171e}`,
  )
  .join("");

const dark =
  ".kw-chart,.kw-label{fill:#e6ebf0}.kw-muted{fill:#aab6c1}" +
  ".kw-bar{fill:#5b9bcf}.kw-bar.kw-highlight{fill:#d3e3f0}" +
  ".kw-better{fill:#6fb1e6}.kw-worse{fill:#f0954a}.kw-same{fill:#8a97a4}" +
  ".kw-axis,.kw-leader{stroke:#8a97a4}.kw-grid{stroke:#2f3b47}.kw-mark-line{stroke:#e6ebf0}" +
  ".kw-land{fill:#24303a;stroke:#3b4854}.kw-water{fill:#141d25;stroke:#3b4854}" +
  ".kw-dot{stroke:#0c1217}.kw-unknown{fill:#24303a;stroke:#aab6c1}.kw-dot.kw-highlight{stroke:#ffffff}" +
  ".kw-across{fill:none;stroke:#8a97a4}" +
  darkShades +
  darkLines;

/**
 * What a document that stands alone needs beside the drawings, with colours of its own: it is kept and sent without
 * the site, and has none of the tokens of its theme. For a page of the site: `chartCss`.
 */
export const documentChartCss =
  ".kw-chart{display:block;width:100%;height:auto;max-width:27rem}" +
  ".kw-chart a:focus{outline:none}.kw-chart a:focus-visible .kw-dot{stroke:currentColor;stroke-width:3.5}" +
  ".kw-chart a:focus-visible text{text-decoration-thickness:3px}" +
  `@media screen and (prefers-color-scheme:dark){${dark}}`;
