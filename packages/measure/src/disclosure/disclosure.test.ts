import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { largestPossible } from "../../../../tests/support/largest-possible.ts";
import { areasOf, randomAreas, smallIn, sumsIn } from "../../../../tests/support/summed-areas.ts";
import { attackSums, protectSums, type TableArea, tellingCounts } from "./index.ts";

const hiddenIn = (areas: readonly TableArea[], primary: readonly string[], width = 5) =>
  protectSums(areas, { primary, width }).hidden.map(({ id }) => id);

/** What an outsider knows: every published sum, and for each area the most that it can be with a slack of its own. */
function equationsOf(areas: readonly TableArea[], hidden: ReadonlySet<string>) {
  const bounded = areas.flatMap(({ among }, at) => (among === undefined ? [] : [{ at, among }]));
  const width = areas.length + bounded.length;
  const row = (places: readonly number[]) =>
    Array.from({ length: width }, (_, at) => (places.includes(at) ? 1 : 0));
  const published = [...sumsIn(areas)].filter(([name]) => !hidden.has(name));
  return {
    rows: [
      ...published.map(([, parts]) => row(parts)),
      ...bounded.map(({ at }, slack) => row([at, areas.length + slack])),
    ],
    right: [
      ...published.map(([, parts]) => parts.reduce((so, at) => so + areas[at]!.count, 0)),
      ...bounded.map(({ among }) => among),
    ],
  };
}

/** An attack that shares no code with the real one: an extra unknown for the sum, by another simplex method. */
function attacked(areas: readonly TableArea[], hidden: ReadonlySet<string>, name: string) {
  const { rows, right } = equationsOf(areas, hidden);
  const parts = sumsIn(areas).get(name)!;
  const width = rows[0]?.length ?? areas.length;
  const whole = Array.from({ length: width }, (_, at) => (parts.includes(at) ? 1 : 0));
  const large = areas.reduce((so, { count }) => so + count, 0) + 1e4;
  // whole − t = 0 and t + u = large: the largest u tells the smallest t.
  const all = [
    ...rows.map((one) => [...one, 0, 0]),
    [...whole, -1, 0],
    [...whole.map(() => 0), 1, 1],
  ];
  const most = largestPossible(
    all.slice(0, -1).map((one) => one.slice(0, -1)),
    [...right, 0],
    width,
  );
  return { least: large - largestPossible(all, [...right, 0, large], width + 1), most };
}

/** Whether linear algebra alone gives a sum away: exact, with fractions as pairs of whole numbers. */
function isPinned(areas: readonly TableArea[], hidden: ReadonlySet<string>, name: string): boolean {
  const { rows } = equationsOf(
    areas.map(({ among: _, ...area }) => area),
    hidden,
  );
  const parts = sumsIn(areas).get(name)!;
  const target = areas.map((_, at) => (parts.includes(at) ? 1n : 0n));
  return (
    rank([...rows.map((row) => row.map(BigInt)), target]) ===
    rank(rows.map((row) => row.map(BigInt)))
  );
}

function rank(matrix: readonly (readonly bigint[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = rows.findIndex((row, at) => at >= found && row[column] !== 0n);
    if (pivot < 0) continue;
    [rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!];
    const own = rows[found]!;
    for (let at = found + 1; at < rows.length; at++) {
      const [by, times] = [rows[at]![column]!, own[column]!];
      if (by !== 0n) rows[at] = rows[at]!.map((cell, place) => cell * times - own[place]! * by);
    }
    found++;
  }
  return found;
}

describe("primary rules", () => {
  // Worked out by hand from the definitions.
  test.for([
    ["a count of 3", { count: 3 }, { minimumCount: 5 }, ["minimumCount"]],
    ["a count of 0", { count: 0 }, { minimumCount: 5 }, []],
    ["a count of 5", { count: 5 }, { minimumCount: 5 }, []],
    ["98 of 100", { count: 98, among: 100 }, { minimumCount: 5 }, ["minimumCount"]],
    ["2 of 40", { count: 2, among: 40 }, { minimumDenominator: 50 }, ["minimumDenominator"]],
    ["all of 40", { count: 40, among: 40 }, { wholeGroup: "all" }, ["wholeGroup"]],
    ["none of 40", { count: 0, among: 40 }, { wholeGroup: "all" }, []],
    ["none of 40, both", { count: 0, among: 40 }, { wholeGroup: "both" }, ["wholeGroup"]],
    ["nobody there", { count: 0, among: 0 }, { wholeGroup: "both" }, []],
    [
      "85 of 100 by one",
      { count: 100, contributions: [5, 85, 10] },
      { dominance: { contributors: 1, share: 0.8 } },
      ["dominance"],
    ],
    [
      "80 of 100 by one",
      { count: 100, contributions: [80, 20] },
      { dominance: { contributors: 1, share: 0.8 } },
      [],
    ],
    // The second, who knows its own 10, is off by the rest of 5: 5.9 % of 85.
    ["within 10 %", { count: 100, contributions: [85, 10, 5] }, { precision: 0.1 }, ["precision"]],
    ["not within 5 %", { count: 100, contributions: [85, 10, 5] }, { precision: 0.05 }, []],
    ["one alone", { count: 100, contributions: [100] }, { precision: 0.1 }, ["precision"]],
  ] as const)("%s", ([, one, rules, expected]) => {
    const found = tellingCounts([{ id: "x", ...one }], rules);
    expect(found.flatMap(({ rules: broken }) => broken)).toEqual(expected);
  });

  test("refuses rules that cannot be", () => {
    expect(() => tellingCounts([], { minimumCount: 0 })).toThrow("minimumCount is 0");
    expect(() => tellingCounts([], { precision: 2 })).toThrow("precision is 2");
    expect(() => tellingCounts([{ id: "a", count: Number.NaN }], {})).toThrow("NaN");
  });
});

// By hand: which sums can go, which ranges stay, by subtraction on paper.
describe("small cases", () => {
  const city = areasOf([
    ["a", 3, "north city"],
    ["b", 40, "north city"],
    ["c", 12, "south city"],
    ["d", 25, "south city"],
  ]);

  test("nothing is hidden when nothing needs to be", () => {
    expect(protectSums(city, { primary: [], width: 5 })).toEqual({
      hidden: [],
      sums: { hidden: 0, of: 7 },
    });
  });

  test("of two in a district both go: b is 40 more than what hides a", () => {
    expect(protectSums(city, { primary: ["a"], width: 5 }).hidden).toEqual([
      { id: "a", why: "primary", least: 0, most: 43, isExact: true, isProtected: true },
      { id: "b", why: "secondary", least: 0, most: 43, isExact: true, isProtected: true },
    ]);
  });

  test("an area alone in its district and the district are one sum", () => {
    const areas = areasOf([
      ["a", 3, "north city"],
      ["b", 20, "south city"],
      ["c", 9, "south city"],
      ["d", 90, "east city"],
      ["e", 60, "east city"],
    ]);
    expect(hiddenIn(areas, ["a"])).toEqual(["a", "north", "c", "south"]);
  });

  test("a grouping that differs from a district by one area gives it away, unless more is hidden", () => {
    const areas = areasOf([
      ["a", 3, "city"],
      ["b", 40, "city focus"],
      ["c", 12, "city focus"],
      ["d", 25, "city focus"],
    ]);
    // With a and c hidden, city − focus would be a.
    expect(attackSums(areas, ["a", "c"])[0]).toMatchObject({ least: 3, most: 3 });
    const hidden = hiddenIn(areas, ["a"]);
    expect(
      attackSums(areas, hidden)[0]!.most - attackSums(areas, hidden)[0]!.least,
    ).toBeGreaterThanOrEqual(5);
  });

  test("a rectangle rather than a large total", () => {
    const areas = areasOf([
      ["a", 3, "north old city"],
      ["b", 40, "north new city"],
      ["c", 12, "south old city"],
      ["d", 25, "south new city"],
    ]);
    expect(hiddenIn(areas, ["a"])).toEqual(["a", "b", "c", "d"]);
  });

  test("a rest is as telling as a count: nobody can be more than they are among", () => {
    const areas = areasOf([
      ["a", 98, "city", 100],
      ["b", 40, "city", 90],
    ]);
    expect(protectSums(areas, { primary: ["a"], width: 5 }).hidden[0]).toEqual({
      id: "a",
      why: "primary",
      least: 48, // b is at most 90
      most: 100,
      isExact: true,
      isProtected: true,
    });
  });

  test("what everybody knows already cannot be protected, and is said not to be", () => {
    const areas = areasOf([
      ["a", 3, "city"],
      ["b", 40, "city"],
    ]);
    const known = ["b", "city"];
    const [a] = protectSums(areas, { primary: ["a"], width: 5, known }).hidden;
    expect(a).toMatchObject({ id: "a", least: 3, most: 3, isProtected: false });
    const [told] = protectSums(areas, { primary: ["a"], width: 5, known: ["a"] }).hidden;
    expect(told).toMatchObject({ id: "a", least: 3, most: 3, isProtected: false });
  });

  test("refuses", () => {
    expect(() => hiddenIn(city, ["e"])).toThrow('no area or total "e"');
    expect(() => hiddenIn(city, ["a"], 0)).toThrow("width is 0");
    expect(() => hiddenIn([...city, ...city], ["a"])).toThrow("a is there twice");
    expect(() => hiddenIn(areasOf([["a", 3, "a"]]), ["a"])).toThrow("a total needs a name");
    expect(() => hiddenIn(areasOf([["a", 3, "city", 2]]), ["a"])).toThrow("3 of 2");
  });
});

describe("random hierarchies with groupings that overlap", () => {
  test("an attacker pins no small count, and finds the ranges that are told", () => {
    fc.assert(
      fc.property(randomAreas, (areas) => {
        const primary = smallIn(areas);
        const { hidden } = protectSums(areas, { primary, width: 5 });
        const names = new Set(hidden.map(({ id }) => id));
        if (primary.length === 0) expect(hidden).toEqual([]);
        expect(primary.every((id) => names.has(id))).toBe(true);
        for (const { id, why, least, most, isExact, isProtected } of hidden) {
          const found = attacked(areas, names, id);
          expect(isExact).toBe(true);
          expect([least, most]).toEqual([
            expect.closeTo(found.least, 6),
            Number.isFinite(most) ? expect.closeTo(found.most, 6) : found.most,
          ]);
          if (why === "secondary" || !isProtected) continue;
          expect(found.most - found.least).toBeGreaterThanOrEqual(5 - 1e-6);
          expect(isPinned(areas, names, id)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a small count stays unprotected only where its denominator leaves no room", () => {
    fc.assert(
      fc.property(randomAreas, (areas) => {
        const primary = smallIn(areas);
        const room = (name: string) =>
          sumsIn(areas)
            .get(name)!
            .reduce((so, at) => so + (areas[at]!.among ?? Infinity), 0);
        for (const { id, isProtected, why } of protectSums(areas, { primary, width: 5 }).hidden)
          if (why === "primary" && !isProtected) expect(room(id)).toBeLessThan(5);
      }),
      { numRuns: 200 },
    );
  });

  test("the same question has the same answer", () => {
    fc.assert(
      fc.property(randomAreas, (areas) => {
        const ask = () => protectSums(areas, { primary: smallIn(areas), width: 5 });
        expect(ask()).toEqual(ask());
      }),
      { numRuns: 30 },
    );
  });
});

test("an attack on what is random is the attack of the other simplex method", () => {
  fc.assert(
    fc.property(randomAreas, fc.infiniteStream(fc.boolean()), (areas, coins) => {
      const hidden = [...sumsIn(areas).keys()].filter(() => coins.next().value === true);
      const names = new Set(hidden);
      // Names over the same areas are one sum: both are hidden or neither.
      const keys = new Map([...sumsIn(areas)].map(([name, parts]) => [name, parts.join(" ")]));
      const told = new Set([...keys].flatMap(([name, key]) => (names.has(name) ? [] : [key])));
      const really = hidden.filter((name) => !told.has(keys.get(name)!));
      for (const { id, least, most } of attackSums(areas, really)) {
        const found = attacked(areas, new Set(really), id);
        expect(least).toBeCloseTo(found.least, 6);
        if (Number.isFinite(most)) expect(most).toBeCloseTo(found.most, 6);
        else expect(found.most).toBe(Infinity);
      }
    }),
    { numRuns: 300 },
  );
});
