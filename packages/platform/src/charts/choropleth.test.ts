import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { choropleth, fillClass, fillsFor, groundFor } from "./index.ts";

const square = (west: number, south: number) => [
  [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south + 1],
      [west, south],
    ],
  ],
];
const ground = groundFor([4, 51, 6, 53], { width: 200, step: 0.5 });
const frame = {
  id: "kaart",
  title: "Kaart",
  description: "Vier gebieden",
  language: "nl",
} as const;

test("neighbours share their border to the step, and what is smaller than a step has no path", () => {
  const [left, right] = [ground.pathOf(square(4, 51)), ground.pathOf(square(5, 51))];
  const starts = (path: string) =>
    path
      .match(/^M(\d+) (\d+)/)!
      .slice(1)
      .map(Number);
  const width = starts(right)[0]! - starts(left)[0]!;
  expect(left).toContain(`l${width} 0`);
  expect(
    ground.pathOf([
      [
        [
          [5, 52],
          [5.0001, 52],
          [5.0001, 52.0001],
          [5, 52],
        ],
      ],
    ]),
  ).toBe("");
});

test("a map has title, description, a link for each area, patterns for gaps, and a dot where there is no outline", () => {
  const area = { path: ground.pathOf(square(4, 51)), place: null, label: "A & B: 3", href: "/a" };
  const svg = choropleth({
    ...frame,
    ground,
    areas: [
      { ...area, fill: { kind: "class", scale: "sequential", step: 6 } },
      { ...area, fill: { kind: "withheld" } },
      { ...area, fill: { kind: "none" }, path: "", place: { x: 10, y: 10 } },
    ],
  });
  expect(svg).toContain('<title id="kaart-title">Kaart</title>');
  expect(svg.match(/<a href="\/a" aria-label="A &amp; B: 3">/g)).toHaveLength(3);
  expect(svg).toContain('fill="#08345e"');
  expect(svg).toContain('fill="url(#kaart-withheld)"');
  expect(svg).toContain('<circle class="kw-dot kw-map-none"');
});

test("thousands of areas are one drawing for each colour", () => {
  const path = ground.pathOf(square(4, 51));
  const areas = Array.from({ length: 5000 }, (_, at) => ({
    path,
    place: null,
    label: `${at}`,
    href: "/a",
    fill: { kind: "class", scale: "sequential", step: at % 3 } as const,
  }));
  const svg = choropleth({ ...frame, ground, areas });
  expect(svg.match(/<path class="kw-map-\d"/g)).toHaveLength(3);
  expect(svg).not.toContain("<a ");
});

test.each([
  [[1, 2], null, ["kw-map-1", "kw-map-4", "kw-map-7"]],
  [[], null, ["kw-map-4"]],
  [[-1, 1], 0, ["kw-map-low-3", "kw-map-middle", "kw-map-high-3"]],
  [[0], 0, ["kw-map-low-3", "kw-map-high-3"]],
  [
    [-2, 0, 1, 3],
    0,
    ["kw-map-low-4", "kw-map-low-2", "kw-map-high-2", "kw-map-high-3", "kw-map-high-4"],
  ],
  [[1, 2], 0, ["kw-map-middle", "kw-map-high-2", "kw-map-high-4"]],
])("classes cut at %j around %j are filled %j", (cutOffs, middle, names) => {
  expect(fillsFor(cutOffs, middle).map(fillClass)).toEqual(names);
});

// Colours as the theme has them, and as people see them who do not see red, or green (Machado et al. 2009, full strength).
const css = readFileSync(new URL("../site/theme/map.css", import.meta.url), "utf8");
const [lightCss = "", darkCss = ""] = css.split("prefers-color-scheme: dark");
const eyes = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deutan: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
} as const;
const straight = (part: number) =>
  part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;

function lab(hex: string, eye: readonly number[]): readonly [number, number, number] {
  const rgb = [1, 3, 5].map((at) => straight(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  const seen = [0, 3, 6].map((row) =>
    Math.max(
      0,
      rgb.reduce((sum, part, at) => sum + part * eye[row + at]!, 0),
    ),
  );
  const [r, g, b] = seen as [number, number, number];
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const sides = [
  "low-4",
  "low-3",
  "low-2",
  "low-1",
  "middle",
  "high-1",
  "high-2",
  "high-3",
  "high-4",
];
const scales = { sequential: ["1", "2", "3", "4", "5", "6", "7"], diverging: sides };
const cases = Object.entries({ light: lightCss, dark: darkCss }).flatMap(([page, sheet]) =>
  Object.entries(scales).flatMap(([scale, names]) =>
    Object.entries(eyes).map(([eye, matrix]) => ({ page, sheet, scale, names, eye, matrix })),
  ),
);

test.each(cases)("$scale on a $page page, $eye eyes: neighbours can be told apart", (one) => {
  const colours = one.names.map((name) => {
    const hex = new RegExp(`--kw-map-${name}: (#[0-9a-f]{6})`).exec(one.sheet)![1]!;
    return lab(hex, one.matrix);
  });
  for (const [at, colour] of colours.slice(1).entries())
    expect(
      Math.hypot(...colour.map((part, axis) => part - colours[at]![axis]!)),
      one.names[at],
    ).toBeGreaterThan(8);
  const light = colours.map(([l]) => (one.page === "light" ? l : -l));
  const middle = one.scale === "diverging" ? 4 : 0;
  for (let at = middle + 1; at < light.length; at++)
    expect(light[at]!).toBeLessThan(light[at - 1]!);
  for (let at = middle - 1; at >= 0; at--) expect(light[at]!).toBeLessThan(light[at + 1]!);
});
