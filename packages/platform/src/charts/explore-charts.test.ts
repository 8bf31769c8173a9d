import { boxSummary, histogram } from "@krachtwijk/measure";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  distributionChart,
  scatterChart,
  slopeChart,
  standaloneChart,
  trendChart,
} from "./index.ts";
import { spreadLabels } from "./spread-labels.ts";

const frame = {
  id: "d",
  title: "Title & more",
  description: "What it shows",
  language: "nl",
} as const;
const plain = (value: number) => String(Math.round(value * 1000) / 1000);
const count = (svg: string, part: string) => svg.split(part).length - 1;

const distribution = (values: readonly number[], width: number, names: readonly string[] = []) => {
  const box = boxSummary(values);
  return distributionChart({
    ...frame,
    width,
    bins: histogram(values),
    box,
    outliers: box.outliers.map((at) => values[at]!),
    named: names.map((label, at) => ({ label, value: values[at]!, shown: plain(values[at]!) })),
    namedTitle: "Farthest",
    yLabel: "areas",
    xLabel: "score",
    formatTick: plain,
  });
};

const scatter = (
  points: readonly (readonly [number, number])[],
  more: Partial<Parameters<typeof scatterChart>[0]> = {},
) =>
  scatterChart({
    ...frame,
    points: points.map(([x, y]) => ({ x, y })),
    line: null,
    named: [],
    namedTitle: "Farthest",
    xLabel: "x",
    yLabel: "y",
    formatX: plain,
    formatY: plain,
    ...more,
  });

const slope = (rows: readonly (readonly [number, number, boolean | null])[]) =>
  slopeChart({
    ...frame,
    fromLabel: "2005/2006",
    toLabel: "2007/2008",
    named: rows.map(([from, to, improved], at) => ({
      label: `Area ${at}`,
      from,
      to,
      shownFrom: plain(from),
      shownTo: plain(to),
      improved,
    })),
    others: [
      [1, 2],
      [1, 2],
      [2, 1],
    ],
  });

/** Where every text stands, as numbers. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text [^>]*x="([-\d.]+)" y="([-\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);

describe("distribution", () => {
  test.for([
    { values: [1, 2, 3, 4, 5], bars: 5, rings: 0 },
    { values: [1, 2, 3, 4, 20], bars: 2, rings: 1 },
    { values: [7, 7, 7], bars: 1, rings: 0 },
    { values: [-3], bars: 1, rings: 0 },
  ])("of $values", ({ values, bars, rings }) => {
    for (const width of [340, 680]) {
      const svg = distribution(values, width);
      expect(count(svg, 'class="kw-bar"')).toBeLessThanOrEqual(bars + 1);
      expect(count(svg, 'class="kw-bar"')).toBeGreaterThan(0);
      expect(count(svg, 'class="kw-ring"')).toBe(rings);
      expect(svg).toContain("<title");
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test("names the farthest in a list below, each with a ring", () => {
    const svg = distribution([1, 2, 3, 4, 20], 340, ["Bijlmer <b>"]);
    expect(svg).toContain("Bijlmer &lt;b&gt;");
    expect(count(svg, 'class="kw-ring"')).toBe(2);
  });
});

describe("scatter", () => {
  test.for([
    { points: [], says: "Er zijn geen gegevens" },
    { points: [[1, 1]], says: "M" },
    {
      points: [
        [0, 0],
        [0, 0],
      ],
      says: "M",
    },
    {
      points: [
        [1, 5],
        [2, 5],
        [3, 5],
      ],
      says: "M",
    },
  ] as { points: [number, number][]; says: string }[])("of $points", ({ points, says }) => {
    const svg = scatter(points);
    expect(svg).toContain(says);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test.for([0, 0.5, -0.5, 40, -40])("a line with slope %d stays in the plot", (slopeOf) => {
    const svg = scatter(
      [
        [0, 0],
        [10, 10],
      ],
      { line: { intercept: 5, slope: slopeOf }, width: 400 },
    );
    const [, line] = /<line class="kw-fit"([^>]*)>/.exec(svg)!;
    for (const [, name, value] of line!.matchAll(/ ([xy][12])="([-\d.]+)"/g)) {
      expect(Number(value), name).toBeGreaterThanOrEqual(name!.startsWith("x") ? 0 : 25.9);
      expect(Number(value), name).toBeLessThanOrEqual(name!.startsWith("x") ? 400 : 314.1);
    }
  });

  test("thousands of points are one path, and letters keep apart", () => {
    const points = Array.from({ length: 12_000 }, (_, at) => [at % 97, (at * 7) % 89] as const);
    const named = [0, 1, 2, 3].map((at) => ({
      x: 1 + at * 0.1,
      y: 1,
      label: `N${at}`,
      shown: "1; 1",
    }));
    const svg = scatter(points, { named });
    expect(count(svg, 'class="kw-cloud"')).toBe(1);
    expect(svg.length).toBeLessThan(150_000);
    const letters = [...svg.matchAll(/kw-halo" x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(letters).toHaveLength(4);
    for (const [at, [x, y]] of letters.entries())
      for (const [ox, oy] of letters.slice(at + 1))
        expect(Math.hypot(x! - ox!, y! - oy!)).toBeGreaterThan(8);
  });

  test("sizes are paths of their own, the largest below", () => {
    const svg = scatter([], {
      points: [
        { x: 1, y: 1, size: 0 },
        { x: 2, y: 2, size: 4 },
      ],
    });
    const widths = [...svg.matchAll(/stroke-width="(\d+)" stroke-linecap/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toEqual([12, 3]);
  });
});

describe("slope", () => {
  test("better is solid, worse dashed, neither dotted; others are drawn once", () => {
    const svg = slope([
      [3, 1, true],
      [1, 3, false],
      [2, 2, null],
    ]);
    expect([...svg.matchAll(/kw-slope-line kw-(\w+)"/g)].map(([, look]) => look)).toEqual([
      "better",
      "worse",
      "same",
    ]);
    expect(count(svg, 'stroke-dasharray="6 3"')).toBe(1);
    expect(/kw-others" d="([^"]*)"/.exec(svg)![1]!.match(/M/g)).toHaveLength(2);
  });

  test("no two names stand on each other, however close their values", () => {
    const value = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, fc.constant(null)), { minLength: 1, maxLength: 9 }),
        (rows) => {
          const texts = textsOf(slope(rows)).filter(([, y]) => y! > 12);
          for (const [at, [x, y]] of texts.entries())
            for (const [ox, oy] of texts.slice(at + 1))
              if (Math.abs(x! - ox!) < 1) expect(Math.abs(y! - oy!)).toBeGreaterThan(11);
        },
      ),
    );
  });

  test("without areas it says so", () => {
    expect(slope([])).toContain("Er zijn geen gegevens");
  });
});

test.for([
  { middles: [10, 10, 10], limit: 100, tops: [5, 15, 25] },
  { middles: [95, 98], limit: 100, tops: [80, 90] },
  { middles: [50, 20], limit: 100, tops: [45, 15] },
])("labels at $middles spread to $tops", ({ middles, limit, tops }) => {
  const labels = middles.map((middle) => ({ middle, height: 10 }));
  expect(spreadLabels(labels, limit)).toEqual(tops);
});

test("lines over time lie over a pale background, which a gap breaks", () => {
  const point = (label: string, value: number | null) => ({
    label,
    at: `${label}-01-01`,
    value,
    shown: "",
  });
  const svg = trendChart({
    ...frame,
    yLabel: "y",
    series: [{ label: "A", points: [point("2001", 1), point("2002", 2)] }],
    background: [
      { label: "B", points: [point("2001", 3), point("2002", null)] },
      { label: "C", points: [point("2001", 3), point("2002", 5)] },
    ],
  });
  expect(count(svg, 'class="kw-background"')).toBe(1);
  expect(svg.indexOf("kw-background")).toBeLessThan(svg.indexOf("kw-line"));
});

test("as a file it has its title, its source and white paper, and no address runs off it", () => {
  const inner = slope([[1, 2, null]]);
  const address = `https://example.org/verkennen?${"indicator=x&".repeat(20)}`;
  const svg = standaloneChart(inner, { title: "Title & more", source: ["Bron: CBS", address] });
  expect(svg).toContain("Title &amp; more");
  expect(svg).toContain("Bron: CBS");
  expect(svg).toContain('fill="#ffffff"');
  expect(svg).not.toContain("inherit");
  for (const [, words] of svg.matchAll(/font-size="11"[^>]*>([^<]*)</g))
    expect(words!.length).toBeLessThan(120);
});
