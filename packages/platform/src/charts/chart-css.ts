import { exploreCss } from "./explore-css.ts";
import { lineLooks, shades } from "./look.ts";

/** Colours that a theme may change, by the names of its tokens. */
const themed = [
  ...shades.map((_, at) => `.kw-shade-${at}{fill:var(--kw-shade-${at})}`),
  ...lineLooks.map(
    (_, at) =>
      `.kw-line.kw-series-${at}{stroke:var(--kw-series-${at})}.kw-point.kw-series-${at}{fill:var(--kw-series-${at});stroke:var(--kw-paper)}`,
  ),
  ".kw-bar{fill:var(--kw-bar)}.kw-bar.kw-highlight{fill:var(--kw-bar-strong)}",
  ".kw-better{fill:var(--kw-better)}.kw-worse{fill:var(--kw-worse)}",
].join("");

const dark =
  ".kw-chart,.kw-label{fill:var(--kw-ink)}.kw-muted{fill:var(--kw-muted)}.kw-same{fill:var(--kw-same)}" +
  ".kw-axis,.kw-leader{stroke:var(--kw-edge)}.kw-grid{stroke:var(--kw-line)}.kw-mark-line{stroke:var(--kw-ink)}" +
  ".kw-land{fill:var(--kw-land);stroke:var(--kw-shore)}.kw-water{fill:var(--kw-water);stroke:var(--kw-shore)}" +
  ".kw-dot{stroke:var(--kw-dot-edge)}.kw-unknown{fill:var(--kw-land);stroke:var(--kw-muted)}" +
  ".kw-dot.kw-highlight{stroke:var(--kw-ink)}.kw-across{fill:none;stroke:var(--kw-edge)}" +
  ".kw-area{fill:var(--kw-better)}.kw-ring{stroke:var(--kw-better)}";

/** The edges of dots on a light page, for who asks for more contrast. */
const contrast =
  ".kw-chart,.kw-label,.kw-muted{fill:var(--kw-ink)}.kw-dot{stroke:var(--kw-dot-edge)}";

/**
 * What a page needs beside the drawings: their size, what a link in one looks like when it has the focus, and their
 * colours on a dark screen. The drawings hold their own colours for a light page and for print.
 */
export const chartCss =
  ".kw-chart{display:block;width:100%;height:auto;max-width:27rem}" +
  ".kw-chart a:focus{outline:none}.kw-chart a:focus-visible .kw-dot{stroke:currentColor;stroke-width:3.5}" +
  ".kw-chart a:focus-visible text{text-decoration-thickness:3px}" +
  themed +
  `@media screen and (prefers-color-scheme:dark){${dark}}@media screen and (prefers-contrast:more){${contrast}}${exploreCss}`;
