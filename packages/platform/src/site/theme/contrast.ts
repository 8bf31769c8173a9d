import { colourIn, type OwnTheme } from "./theme-css.ts";
import { type Look, looks } from "./tokens.ts";

/** Text on its ground, with the least contrast that it may have (WCAG 2.2, 1.4.3 and 1.4.11). */
interface Pair {
  readonly text: string;
  readonly ground: string;
  readonly least: 3 | 4.5;
}

const texts = ["ink", "muted", "link", "accent", "good", "bad"] as const;

/** The pairs that pages are made of. Text is 4.5, a border of a field and the focus 3. */
const pairs: readonly Pair[] = [
  ...["paper", "surface"].flatMap((ground) =>
    texts.map((text) => ({ text, ground, least: 4.5 as const })),
  ),
  { text: "deep-ink", ground: "deep", least: 4.5 },
  { text: "focus-ink", ground: "focus", least: 4.5 },
  { text: "focus", ground: "paper", least: 3 },
  { text: "edge", ground: "paper", least: 3 },
  { text: "fill", ground: "paper", least: 3 },
];

type Rgb = readonly [red: number, green: number, blue: number];

/** `#1a2b3c`, `#123` and `rgb(1, 2, 3)`, each part 0 to 255; null for anything else. */
export function readColour(written: string): Rgb | null {
  const [, short] = /^#([0-9a-f]{3})$/i.exec(written) ?? [];
  const hex = short?.replace(/./g, "$&$&") ?? /^#([0-9a-f]{6})$/i.exec(written)?.[1];
  const parts =
    hex === undefined
      ? /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/.exec(written)?.slice(1).map(Number)
      : [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [red = 256, green = 256, blue = 256] = parts ?? [];
  return Math.max(red, green, blue) > 255 ? null : [red, green, blue];
}

/** Relative luminance, 0 (black) to 1 (white). */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast of two colours, 1 (the same) to 21 (black on white).
 *
 * Source: WCAG 2.2, "contrast ratio" and "relative luminance".
 */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const inWords: Readonly<Record<Look, string>> = {
  light: "in the light look",
  dark: "in the dark look",
  contrast: "for readers who ask for more contrast",
  "dark-contrast": "in the dark look for readers who ask for more contrast",
};

/** A sentence for every pair that cannot be told apart well enough, or cannot be judged. */
export function contrastComplaints(own: OwnTheme | null): readonly string[] {
  return looks.flatMap((look) =>
    pairs.flatMap(({ text, ground, least }) => {
      const names = [`--kw-${text}`, `--kw-${ground}`] as const;
      const [front, back] = names.map((name) => colourIn(look, name, own) ?? "");
      const [one, other] = [readColour(front ?? ""), readColour(back ?? "")];
      if (one === null || other === null) {
        const [name, value] = one === null ? [names[0], front] : [names[1], back];
        return [
          `${name} is "${value}" ${inWords[look]}; write it as #rrggbb, so that its contrast can be checked.`,
        ];
      }
      const has = contrastOf(one, other);
      if (has >= least) return [];
      return [
        `${names[0]} (${front}) on ${names[1]} (${back}) has a contrast of ${has.toFixed(1)} ${inWords[look]}; ` +
          `it must be at least ${least}, or people will not be able to read it.`,
      ];
    }),
  );
}
