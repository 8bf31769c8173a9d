import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outline } from "#areas";
import { changeChart, dotMap, pyramidChart, rankingChart, trendChart } from "./index.ts";
import { escapeXml, textWidth, wrap } from "./svg.ts";
import type { Dot } from "./types.ts";

/** Elements of a well-formed text of markup, in order, with their attributes. @throws if it is not well-formed */
function elements(svg: string): readonly { name: string; attributes: Map<string, string> }[] {
  const open: string[] = [];
  const found: { name: string; attributes: Map<string, string> }[] = [];
  let rest = svg;
  while (rest !== "") {
    const tag =
      /^<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<>&]*(?:&(?:amp|lt|gt|quot|#39);[^"<>&]*)*")*)(\/?)>/i.exec(
        rest,
      );
    const text = /^(?:[^<>&]|&(?:amp|lt|gt|quot|#39);)+/.exec(rest);
    if (tag !== null) {
      const [whole, closing, name, attributes, empty] = tag;
      if (closing === "/") expect(open.pop()).toBe(name);
      else {
        const pairs = [...attributes!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
          ([, key, value]) => [key!, value!] as const,
        );
        expect(new Set(pairs.map(([key]) => key)).size, "an attribute twice").toBe(pairs.length);
        found.push({ name: name!, attributes: new Map(pairs) });
        if (empty !== "/") open.push(name!);
      }
      rest = rest.slice(whole.length);
    } else if (text !== null) rest = rest.slice(text[0].length);
    else throw new Error(`not well-formed at: ${rest.slice(0, 60)}`);
  }
  expect(open).toEqual([]);
  return found;
}

const of = (svg: string, name: string) => elements(svg).filter((one) => one.name === name);
const frame = { id: "d", title: "Title", description: "What it shows", language: "nl" } as const;
const rows = (values: readonly (number | null)[]) =>
  values.map((value, at) => ({ label: `Row ${at}`, value, shown: `${value ?? "onbekend"}` }));
const bars = (svg: string) =>
  of(svg, "rect").map(({ attributes }) => Number(attributes.get("width")));
const place = (longitude: number, latitude: number, more: Partial<Dot> = {}): Dot => ({
  label: "Bijlmer",
  longitude,
  latitude,
  class: 0,
  shown: "7,2%",
  ...more,
});
const legend = { title: "Share", classes: ["low", "middle", "high"], unknown: "unknown" };
/** A square around the Netherlands; `clockwise` or not is what programs disagree on. */
const square = (clockwise: boolean): Outline => {
  const ring: [number, number][] = [
    [3, 50],
    [3, 54],
    [8, 54],
    [8, 50],
    [3, 50],
  ];
  return {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { kind: "land" },
        geometry: { type: "Polygon", coordinates: [clockwise ? ring : ring.toReversed()] },
      },
    ],
  };
};

const drawings = {
  ranking: (words: string, href?: string) =>
    rankingChart({
      ...frame,
      id: words,
      title: words,
      description: words,
      rows: [{ label: words, value: 1, shown: href ?? words }],
      mark: { label: words, value: 2, shown: words },
    }),
  change: (words: string) =>
    changeChart({
      ...frame,
      title: words,
      rows: [{ label: words, value: -1, shown: words, improved: true }],
    }),
  trend: (words: string) =>
    trendChart({
      ...frame,
      title: words,
      yLabel: words,
      series: [
        { label: words, points: [{ label: words, at: "2008-01-01", value: 3, shown: words }] },
      ],
    }),
  map: (words: string, href?: string) =>
    dotMap({
      ...frame,
      title: words,
      outline: null,
      dots: [place(5, 52, { label: words, shown: words, ...(href === undefined ? {} : { href }) })],
      legend: { ...legend, title: words },
    }),
  pyramid: (words: string, href?: string) =>
    pyramidChart({
      ...frame,
      title: words,
      levels: [
        { label: words, themes: [{ label: words, ...(href === undefined ? {} : { href }) }] },
      ],
      across: [{ label: words }],
    }),
};

describe.each(Object.entries(drawings))("%s", (_, draw) => {
  test("is well-formed and keeps to itself, whatever the words", () => {
    const words = fc.string({ unit: "binary", maxLength: 30 });
    fc.assert(
      fc.property(words, words, (text, href) => {
        const svg = draw(text, href);
        expect(elements(svg)[0]!.name).toBe("svg");
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 60 },
    );
  });

  test("has a title and a description that it points to", () => {
    const [svg] = elements(draw("<Wonen & 'werk'>"));
    const ids = elements(draw("<Wonen & 'werk'>")).flatMap(
      ({ attributes }) => attributes.get("id") ?? [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(svg!.attributes.get("aria-labelledby"));
    expect(ids).toContain(svg!.attributes.get("aria-describedby"));
    expect(svg!.attributes.get("role")).toBe("img");
  });

  test("brings no font, style or script of its own", () => {
    const svg = draw("Wonen");
    expect(svg).not.toMatch(/style=|<style|<script|font-family="(?!inherit")/);
  });
});

describe("ranking", () => {
  test("draws bars in proportion, in the order given", () => {
    const [first, second, third] = bars(rankingChart({ ...frame, rows: rows([4, 2, 0]) }));
    expect(first! / second!).toBeCloseTo(2, 1);
    expect(third).toBe(0);
  });

  test("draws values below zero to the other side, and no bar without a value", () => {
    const svg = rankingChart({ ...frame, rows: rows([4, -4, null]) });
    const [up, down, ...more] = of(svg, "rect").map(({ attributes }) => attributes);
    expect(more).toEqual([]);
    expect(Number(down!.get("x")) + Number(down!.get("width"))).toBeCloseTo(
      Number(up!.get("x")),
      1,
    );
    expect(svg).toContain("onbekend");
  });

  test("says so when there is nothing to draw", () => {
    expect(rankingChart({ ...frame, rows: [] })).toContain("geen gegevens");
    expect(changeChart({ ...frame, language: "en", rows: [] })).toContain("no data");
    expect(trendChart({ ...frame, series: [], yLabel: "" })).toContain("geen gegevens");
    expect(pyramidChart({ ...frame, levels: [], across: [] })).toContain("geen gegevens");
    elements(dotMap({ ...frame, outline: null, dots: [], legend }));
  });

  test("puts long names above the bars on a phone, and beside them on paper", () => {
    const long = [{ label: "Dordrecht, Wielwijk/Crabbehof", value: 3, shown: "3" }];
    const bar = (width: number) =>
      of(rankingChart({ ...frame, width, rows: long }), "rect")[0]!.attributes;
    expect(Number(bar(340).get("x"))).toBeLessThan(2);
    expect(Number(bar(600).get("x"))).toBeGreaterThan(150);
  });

  test("lets the line of the country run over bars, never through names", () => {
    const chart = (width: number) =>
      rankingChart({
        ...frame,
        width,
        rows: ["Dordrecht, Wielwijk/Crabbehof", "Leeuwarden, Heechterp/Schieringen"].map(
          (label) => ({
            label,
            value: 3,
            shown: "3",
          }),
        ),
        mark: { label: "Nederland", value: 2, shown: "2" },
      });
    const lines = (svg: string) =>
      of(svg, "line").filter(({ attributes }) => attributes.get("class") === "kw-mark-line");
    expect(lines(chart(600))).toHaveLength(1);
    const narrow = lines(chart(340));
    expect(narrow).toHaveLength(2);
    for (const { attributes } of narrow)
      expect(Number(attributes.get("y2")) - Number(attributes.get("y1"))).toBeLessThan(12);
  });

  test.each([340, 600])("keeps everything inside a drawing of %i wide", (width) => {
    const svg = rankingChart({ ...frame, width, rows: rows([-8, 3, 9, 12.5]) });
    for (const { attributes } of of(svg, "rect")) {
      expect(Number(attributes.get("x"))).toBeGreaterThanOrEqual(0);
      expect(Number(attributes.get("x")) + Number(attributes.get("width"))).toBeLessThanOrEqual(
        width,
      );
    }
  });
});

test("a change that is neither good nor bad is grey, and then there is no legend", () => {
  const neutral = changeChart({
    ...frame,
    rows: [{ label: "a", value: 1, shown: "+1", improved: null }],
  });
  expect(neutral).toContain("kw-same");
  expect(neutral).not.toContain("verbeterd");
});

describe("trend", () => {
  const point = (year: number, value: number | null) => ({
    label: `${year}`,
    at: `${year}-01-01`,
    value,
    shown: `${value}`,
  });

  test("breaks a line where a value is missing", () => {
    const svg = trendChart({
      ...frame,
      yLabel: "y",
      series: [
        {
          label: "a",
          points: [
            point(2005, 1),
            point(2006, 2),
            point(2007, null),
            point(2008, 3),
            point(2009, 4),
          ],
        },
      ],
    });
    const line = of(svg, "path").find(({ attributes }) =>
      attributes.get("class")?.startsWith("kw-line"),
    );
    expect(line!.attributes.get("d")!.match(/M/g)).toHaveLength(2);
  });

  test("keeps the names of lines apart that end at the same value", () => {
    const series = ["a", "b", "c", "d"].map((label) => ({
      label,
      points: [point(2005, 2), point(2006, 3)],
    }));
    const svg = trendChart({ ...frame, yLabel: "y", series });
    const names = of(svg, "text").filter(
      ({ attributes }) => attributes.get("font-weight") === "bold",
    );
    const heights = names
      .map(({ attributes }) => Number(attributes.get("y")))
      .sort((a, b) => a - b);
    for (let at = 1; at < heights.length; at++)
      expect(heights[at]! - heights[at - 1]!).toBeGreaterThan(26);
  });

  test("tells lines apart by more than colour", () => {
    const series = ["a", "b"].map((label, at) => ({
      label,
      points: [point(2005, at), point(2006, at)],
    }));
    const lines = of(trendChart({ ...frame, yLabel: "y", series }), "path").filter(
      ({ attributes }) => attributes.get("class")?.startsWith("kw-line"),
    );
    expect(new Set(lines.map(({ attributes }) => attributes.get("stroke-dasharray"))).size).toBe(2);
  });

  test("draws values below zero, a single point, and points all at zero", () => {
    for (const values of [[-3, -1], [5], [0, 0]])
      elements(
        trendChart({
          ...frame,
          yLabel: "y",
          series: [{ label: "a", points: values.map((value, at) => point(2005 + at, value)) }],
        }),
      );
  });
});

describe("map", () => {
  test("pushes dots on one spot apart, always the same way, with a line to where they belong", () => {
    const dots = Array.from({ length: 7 }, () => place(4.47, 51.92));
    const svg = dotMap({ ...frame, outline: square(true), dots, legend });
    const circles = of(svg, "circle").filter(({ attributes }) =>
      attributes.get("class")?.startsWith("kw-dot"),
    );
    const at = circles
      .slice(0, 7)
      .map(
        ({ attributes }) => [Number(attributes.get("cx")), Number(attributes.get("cy"))] as const,
      );
    for (const [one, a] of at.entries())
      for (const b of at.slice(one + 1))
        expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(14);
    expect(svg.match(/kw-leader/g)!.length).toBeGreaterThan(3);
    expect(dotMap({ ...frame, outline: square(true), dots, legend })).toBe(svg);
  });

  test("reads an outline the same whichever way round its rings run", () => {
    const draw = (clockwise: boolean) =>
      of(
        dotMap({ ...frame, outline: square(clockwise), dots: [place(5, 52)], legend }),
        "circle",
      )[1]!.attributes;
    expect(draw(true).get("cx")).toBe(draw(false).get("cx"));
    expect(draw(true).get("cy")).toBe(draw(false).get("cy"));
  });

  test("names the class in words, and an unknown value as such", () => {
    const dots = [
      place(5, 52, { class: 2, href: "/wijken/a?b=1&c=2" }),
      place(6, 53, { class: null, shown: "onbekend" }),
    ];
    const svg = dotMap({ ...frame, outline: null, dots, legend });
    expect(svg).toContain('aria-label="Bijlmer: 7,2% (high)"');
    expect(svg).toContain('href="/wijken/a?b=1&amp;c=2"');
    expect(svg).toContain("kw-unknown");
    expect(elements(svg)[0]!.attributes.get("role")).toBe("group");
  });
});

test("the pyramid stands on its base", () => {
  const theme = (label: string) => ({ label, themes: [{ label }] });
  const svg = pyramidChart({ ...frame, levels: [theme("Base"), theme("Top")], across: [] });
  expect(svg.indexOf(">Top<")).toBeLessThan(svg.indexOf(">Base<"));
});

test("words are escaped, and what XML cannot hold is left out", () => {
  expect(escapeXml(`<a href="x">'&\u0007\ud800`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
});

test("words are wrapped between words only", () => {
  expect(wrap("een twee drie", textWidth("een twee", 12) + 1, 12)).toEqual(["een twee", "drie"]);
  expect(wrap("onafscheidelijk", 10, 12)).toEqual(["onafscheidelijk"]);
});
