import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areasOf, randomAreas, smallIn, sumsIn } from "../../../../tests/support/summed-areas.ts";
import { attackSums, protectSums, roundSums, stackReleases, type TableArea } from "./index.ts";

describe("over releases", () => {
  const june = areasOf([
    ["a", 3, "north city"],
    ["b", 40, "north city"],
    ["c", 12, "north city"],
    ["d", 25, "south city"],
    ["e", 31, "south city"],
  ]);
  const protectedOver = (now: readonly TableArea[], hidden: readonly string[]) => {
    const { areas, known, ...before } = stackReleases(now, [{ name: "June", areas: june, hidden }]);
    return protectSums(areas, { primary: ["a"], width: 5, known, hidden: before.hidden });
  };

  test("the same counts again are hidden where they were hidden before", () => {
    // a and c in June; by itself September would be free to hide a and b, and then a = 55 − 40 − 12.
    const { areas } = stackReleases(june, [{ name: "June", areas: june, hidden: ["a", "c"] }]);
    expect(attackSums(areas, ["a"])[0]).toMatchObject({ least: 3, most: 3 });
    const { hidden } = protectedOver(june, ["a", "c"]);
    expect(hidden.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(hidden[0]).toMatchObject({ least: 0, most: 15, isProtected: true });
  });

  test("a revision of another area does not give a away", () => {
    const september = june.map((area) => (area.id === "b" ? { ...area, count: 43 } : area));
    const { hidden } = protectedOver(september, ["a", "c"]);
    const [a] = hidden;
    expect(a).toMatchObject({ id: "a", isProtected: true });
    expect(hidden.map(({ id }) => id)).toContain("c");
  });

  test("a new grouping that differs by one area from an old total gives it away, and is hidden", () => {
    const now = june.map((area) =>
      area.id === "b" || area.id === "c" ? { ...area, within: [...area.within, "focus"] } : area,
    );
    const { hidden } = protectedOver(now, ["a", "c"]);
    expect(hidden.map(({ id }) => id)).toEqual(["a", "c", "focus"]);
    expect(hidden[0]).toMatchObject({ isProtected: true });
  });

  test("what was published before is told to be lost", () => {
    const [a] = protectedOver(june, []).hidden;
    expect(a).toMatchObject({ id: "a", least: 3, most: 3, isProtected: false });
  });
});

describe("rounding", () => {
  test("additive: everything printed is a multiple, adds up, and stays near", () => {
    fc.assert(
      fc.property(randomAreas, fc.constantFrom(3, 5, 10), (areas, base) => {
        const found = new Map(
          roundSums(areas, { base, how: "additive" }).map((one) => [one.id, one]),
        );
        for (const [name, parts] of sumsIn(areas)) {
          const printed = parts.map((at) => found.get(areas[at]!.id)!.rounded);
          expect(found.get(name)!.rounded).toBe(printed.reduce((a, b) => a + b, 0));
          expect(found.get(name)!.rounded % base).toBe(0);
        }
        for (const { id } of areas) expect(Math.abs(found.get(id)!.difference)).toBeLessThan(base);
      }),
    );
  });

  test("nearest: nothing is off by more than half a base", () => {
    fc.assert(
      fc.property(randomAreas, (areas) => {
        for (const { difference } of roundSums(areas, { base: 5, how: "nearest" }))
          expect(Math.abs(difference)).toBeLessThanOrEqual(2.5);
      }),
    );
  });
});

test("14,000 areas in four levels with three groupings", () => {
  let state = 7;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const areas = Array.from({ length: 14_000 }, (_, at): TableArea => {
    const [district, city] = [Math.floor(at / 5), Math.floor(at / 41)];
    const groupings = [
      `urban ${district % 5}`,
      ...(next() < 0.1 ? ["focus"] : []),
      `region ${city % 12}`,
    ];
    const count = Math.floor(next() ** 2 * 300);
    return { id: `a${at}`, count, within: [`w${district}`, `m${city}`, "nl", ...groupings] };
  });
  const primary = smallIn(areas);
  const { hidden } = protectSums(areas, { primary, width: 5 });
  expect(primary.length).toBeGreaterThan(500);
  expect(hidden.every(({ isProtected }) => isProtected)).toBe(true);
  expect(hidden.length).toBeLessThan(3 * primary.length);
});
