import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chartCss } from "#charts";
import { contentHash } from "./client/bundle.ts";
import { type OwnTheme, themeCss } from "./theme/theme-css.ts";

/** The components of NL Design System that pages are built from. */
const components = [
  "document",
  "heading-1",
  "heading-2",
  "heading-3",
  "paragraph",
  "link",
  "unordered-list",
  "table",
  "button",
  "textbox",
  "skip-link",
  "breadcrumb-nav",
] as const;

/** One style sheet for all pages; its address changes with its content, so that it can be kept for ever. */
export interface Stylesheet {
  readonly css: string;
  readonly path: string;
}

/** Comments and spaces between rules are for who writes them, not for a phone. */
const smaller = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\n\s*/g, "\n")
    .replace(/\n+/g, "\n")
    .trim();

/** Puts the style sheet together from components, theme, layout and drawings. */
export function makeStylesheet(own: OwnTheme | null): Stylesheet {
  const require = createRequire(import.meta.url);
  const parts = [
    ...components.map((name) =>
      readFileSync(require.resolve(`@utrecht/${name}-css/dist/index.css`), "utf8"),
    ),
    themeCss(own),
    ...["layout", "parts", "explain", "search", "map", "explore", "profile", "media"].map((name) =>
      readFileSync(new URL(`./theme/${name}.css`, import.meta.url), "utf8"),
    ),
    chartCss,
  ];
  const licence =
    "/* Components: NL Design System, EUPL-1.2, © Frameless B.V. and Gemeente Utrecht */\n";
  const css = licence + parts.map(smaller).join("\n");
  return { css, path: `/assets/site.${contentHash(css)}.css` };
}
