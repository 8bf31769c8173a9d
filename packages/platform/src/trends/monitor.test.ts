import { describe, expect, test } from "vitest";
import { type Area, AreaBook, type AreaKind } from "#areas";
import type { Figure, Indicator, Reading } from "#indicators";
import { id, parsePeriod, untranslated } from "#kernel";
import { madeIndicator } from "../../../../tests/support/made-indicator.ts";
import { monitorOf } from "./monitor.ts";

const area = (name: string, kind: AreaKind, parent: string | null): Area => ({
  id: id<"area">(name),
  kind,
  slug: name.toLowerCase(),
  name,
  parent: parent === null ? null : id<"area">(parent),
  point: null,
});

const members = ["A", "B", "C", "D"];
const book = new AreaBook({
  areas: [
    area("NL", "country", null),
    area("City", "municipality", "NL"),
    area("All", "grouping", null),
    ...members.map((name) => area(name, "focus-neighbourhood", "City")),
  ],
  memberships: members.map((name) => ({ grouping: id<"area">("All"), area: id<"area">(name) })),
  aliases: [],
});

const indicator = (rest: Partial<Indicator> = {}): Indicator =>
  madeIndicator("rate", {
    counts: untranslated(""),
    total: { kind: "ratio", numerator: id<"indicator">("n"), denominator: id<"indicator">("d") },
    headline: true,
    ...rest,
  });

const decimalsIn = (written: string) => written.split(".")[1]?.length ?? 0;

/** `8/100` is a share with its counts, `10.2%` is printed, `0.1` is exact, `<5` a bound, `x` suppressed. */
function readingOf(cell: string): Pick<Figure, "reading" | "counts"> {
  const [numerator, denominator] = cell.split("/").map(Number);
  if (cell.includes("/"))
    return {
      reading: { kind: "value", value: numerator! / denominator!, decimals: null },
      counts: { numerator: numerator!, denominator: denominator! },
    };
  const reading: Reading =
    cell === "x"
      ? { kind: "gap", why: "suppressed" }
      : cell.startsWith("<")
        ? { kind: "bound", op: "<", value: Number(cell.slice(1)), decimals: 0 }
        : cell.endsWith("%")
          ? {
              kind: "value",
              value: Number(cell.slice(0, -1)) / 100,
              decimals: decimalsIn(cell.slice(0, -1)),
            }
          : { kind: "value", value: Number(cell), decimals: null };
  return { reading, counts: null };
}

/** One line per area: its cells in 2005, 2007 and 2009; `-` is no row at all. */
function monitor(lines: string, rest: Partial<Indicator> = {}) {
  const figures = lines
    .trim()
    .split("\n")
    .flatMap((line, at) => {
      const [name = "", ...cells] = line.trim().split(/\s+/);
      return cells.flatMap((cell, column): Figure[] =>
        cell === "-"
          ? []
          : [
              {
                release: id<"release">("s-r1"),
                indicator: id<"indicator">("rate"),
                area: id<"area">(name),
                period: parsePeriod(["2005", "2007", "2009"][column]!)!,
                ...readingOf(cell),
                printed: null,
                status: "final",
                line: at + 2,
                columns: "x",
              },
            ],
      );
    });
  return monitorOf({
    indicator: indicator(rest),
    figures,
    book,
    focus: id<"area">("All"),
    country: id<"area">("NL"),
  });
}

const usual = `
  NL    0.05     0.04
  City  0.06     0.06
  A     10/100   20/200
  B     30/300   10/100
  C     8/80     16/80
  D     x        5/50`;

describe("a monitor", () => {
  test("places the focus neighbourhoods on the last period, ties sharing the best place", () => {
    const { focus } = monitor(usual);
    expect(
      focus.map(({ area: { name }, rank }) => [name, rank?.place, rank?.of, rank?.tiedWith]),
    ).toEqual([
      ["C", 1, 4, 0],
      ["A", 2, 4, 2],
      ["B", 2, 4, 2],
      ["D", 2, 4, 2],
    ]);
  });

  test("adds up counts, never averages shares, and says over how many", () => {
    const { totals, totalChange } = monitor(usual);
    expect(totals.map(({ counts, members: over }) => [counts, over])).toEqual([
      [
        { numerator: 48, denominator: 480 },
        { known: 3, of: 4 },
      ],
      [
        { numerator: 51, denominator: 430 },
        { known: 4, of: 4 },
      ],
    ]);
    // D is known at the end only: it is in the last total and not in the change.
    expect(totalChange?.first.counts).toEqual({ numerator: 48, denominator: 480 });
    expect(totalChange?.last.counts).toEqual({ numerator: 46, denominator: 380 });
    expect(totalChange?.last.members).toEqual({ known: 3, of: 4 });
    expect(totalChange?.relative).toBeCloseTo(46 / 380 / 0.1 - 1, 12);
  });

  test.for([
    // A      B       C        from to  known
    ["10 9", "30 27", "60 54", 100, 90, 3],
    ["10 9", "x 27", "60 54", 70, 63, 2],
    ["10 9", "<50 27", "60 54", 70, 63, 2],
    ["10 9", "30 27", "60 x", 40, 36, 2],
    ["10 9", "30 -", "- 54", 10, 9, 1],
  ] as const)(
    "a missing member makes no fall or rise: %s, %s, %s is 10 %% down",
    ([a, b, c, from, to, known]) => {
      const { totalChange } = monitor(`A ${a}\nB ${b}\nC ${c}`, {
        unit: "count",
        decimals: 0,
        total: { kind: "sum" },
      });
      expect(totalChange?.relative).toBeCloseTo(-0.1, 12);
      expect([totalChange?.first.value, totalChange?.last.value]).toEqual([from, to]);
      expect(totalChange?.first.members).toEqual({ known, of: 4 });
    },
  );

  test("has no change of the whole when nobody is known in both periods", () => {
    const counted = { unit: "count", decimals: 0, total: { kind: "sum" } } as const;
    expect(monitor("A 10 x\nB x 20", counted).totalChange).toBeNull();
  });

  test("counts who improved among those with a change", () => {
    expect(monitor(usual).improved).toEqual({ count: 0, of: 3, unclear: 0 }); // A and B stayed, C got worse, D has one period
    expect(monitor(usual, { better: "higher" }).improved).toEqual({
      count: 1,
      of: 3,
      unclear: 0,
    });
    expect(monitor(usual, { better: "neither" }).improved).toBeNull();
  });

  test("names who rose and who fell most, ties together, and nobody when none did", () => {
    const { mostRisen, mostFallen } = monitor(usual);
    expect(mostRisen.map((trend) => trend.area.name)).toEqual(["C"]);
    expect(mostFallen).toEqual([]);
    const tied = monitor("A 0.1 0.2\nB 0.2 0.4\nC 0.2 0.1\nD x 0.1");
    expect(tied.mostRisen.map((trend) => trend.area.name).sort()).toEqual(["A", "B"]);
    expect(tied.mostFallen.map((trend) => trend.area.name)).toEqual(["C"]);
  });

  test("measures gaps to municipality and country, and whether they close", () => {
    const a = monitor(usual).focus.find((trend) => trend.area.name === "A");
    expect(a?.gapToMunicipality?.points.map(({ gap }) => Number(gap.toFixed(4)))).toEqual([
      0.04, 0.04,
    ]);
    expect(a?.gapToMunicipality?.closing).toBeNull();
    expect(a?.gapToCountry?.points.map(({ gap }) => Number(gap.toFixed(4)))).toEqual([0.05, 0.06]);
    expect(a?.gapToCountry?.closing).toBe(false);
  });

  test("counts and compares changes over the whole time only", () => {
    const { improved, mostFallen, span } = monitor("A 0.2 0.1 0.1\nB - 0.4 0.1\nC 0.1 0.1 0.2");
    expect([span?.from.id, span?.to.id]).toEqual(["2005", "2009"]);
    expect(improved).toEqual({ count: 1, of: 2, unclear: 0 });
    expect(mostFallen.map((trend) => trend.area.name)).toEqual(["A"]);
  });

  test("counts apart for whom rounding can explain the change, and never calls those the most", () => {
    const { improved, mostRisen, mostFallen } = monitor(
      "A 40% 39%\nB 40% 30%\nC 50% 51%\nD 44% 44%",
    );
    expect(improved).toEqual({ count: 1, of: 4, unclear: 3 });
    expect(mostRisen).toEqual([]);
    expect(mostFallen.map((trend) => trend.area.name)).toEqual(["B"]);
  });

  test.for([
    // A        B          who rose most
    ["14% 29%", "17% 33%", []], // between 97 and 119 %, and between 86 and 103 %
    ["14% 29%", "30% 33%", ["A"]],
    ["14% 29%", "14% 29%", ["A", "B"]],
    ["14.0% 29.0%", "17.0% 33.0%", ["A"]],
    ["14/100 29/100", "17/100 33/100", ["A"]],
  ] as const)(
    "names who rose most only where rounding leaves no doubt: %s and %s",
    ([a, b, names]) => {
      const { mostRisen } = monitor(`A ${a}\nB ${b}`);
      expect(mostRisen.map((trend) => trend.area.name)).toEqual(names);
    },
  );

  test("a gap exists only in periods that both have", () => {
    const { focus } = monitor("NL - 0.04\nA 0.1 0.1\nB 0.2 -");
    expect(focus.find((trend) => trend.area.name === "A")?.gapToCountry).toMatchObject({
      closing: null,
    });
    expect(focus.find((trend) => trend.area.name === "B")?.gapToCountry).toBeNull();
  });

  test("a bound or a gap takes no place, no change and no part in a total, but is shown", () => {
    const { focus } = monitor("A 0.1 <0.2\nB 0.1 x\nC 0.1 0.1");
    expect(
      focus.map(({ area: { name }, rank, change, latest }) => [
        name,
        rank?.place ?? null,
        change === null,
        latest?.reading.kind ?? null,
      ]),
    ).toEqual([
      ["C", 1, false, "value"],
      ["A", null, true, "bound"],
      ["B", null, true, "gap"],
      ["D", null, true, null],
    ]);
  });

  test("without figures it says nothing, and does not fail", () => {
    expect(monitor("NL 0.1 0.1")).toMatchObject({
      totals: [],
      totalChange: null,
      improved: null,
      mostRisen: [],
    });
  });

  test("an indicator without a way to add up has no total", () => {
    expect(monitor(usual, { total: null }).totals).toEqual([]);
  });

  test("a count of the forty is the sum of its members' counts", () => {
    const { totals } = monitor("A 10 20\nB 30 40\nAll 99 99", {
      unit: "count",
      total: { kind: "sum" },
    });
    expect(totals.map(({ value }) => value)).toEqual([40, 60]);
  });
});
