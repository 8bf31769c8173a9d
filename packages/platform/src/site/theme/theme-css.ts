import { colours, type Look, looks, mediaOf, shared, type Tokens } from "./tokens.ts";

/** What a municipality gives of its own: properties by look. */
export type OwnTheme = Readonly<Record<Look, Tokens>>;

const rule = (tokens: Tokens) =>
  `:root{${Object.entries(tokens)
    .map(([name, value]) => `${name}:${value};`)
    .join("")}}`;

/**
 * The theme as a style sheet. Ours and a municipality's are mixed look by look, so that a colour of its own for light does
 * not end up on a dark page. Motion is for who did not ask for less.
 */
export function themeCss(own: OwnTheme | null): string {
  const mixed = (look: Look): Tokens => ({ ...colours[look], ...own?.[look] });
  return [
    `:root{color-scheme:light dark}`,
    rule({ ...shared, ...mixed("light") }),
    ...looks.flatMap((look) =>
      look === "light" ? [] : [`@media screen and ${mediaOf[look]}{${rule(mixed(look))}}`],
    ),
    `@media (prefers-reduced-motion:no-preference){:root{--kw-time:0.15s}}`,
  ].join("\n");
}

/** The colour of a token in a look, after every look that it builds on. */
export function colourIn(look: Look, name: string, own: OwnTheme | null): string | undefined {
  const under: Readonly<Record<Look, readonly Look[]>> = {
    light: ["light"],
    dark: ["light", "dark"],
    contrast: ["light", "contrast"],
    "dark-contrast": ["light", "dark", "contrast", "dark-contrast"],
  };
  return under[look]
    .map((one) => own?.[one][name] ?? colours[one][name])
    .findLast((value) => value !== undefined);
}
