import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, tiles, total } from "../../../../tests/support/made-map.ts";
import {
  areaCrosswalk,
  countCrosswalk,
  type Figure,
  overlay,
  populationCrosswalk,
  reestimateCounts,
  reestimateMeans,
  reestimateShares,
} from "./index.ts";

const flat = { surface: "plane" } as const;

/** Sources: [0, 4] and [4, 6]; targets: [0, 1], [1, 6] and [6, 8]. */
const sources = [box(0, 0, 4, 1), box(4, 0, 6, 1)];
const targets = [box(0, 0, 1, 1), box(1, 0, 6, 1), box(6, 0, 8, 1)];
const byArea = areaCrosswalk(overlay(sources, targets, flat));

describe("closed-form cases on rectangles", () => {
  test("a count, with bounds and how much is estimated", () => {
    const found = reestimateCounts(byArea, [80, 30]);
    expect(found).toEqual({
      targets: [
        { kind: "value", value: 20, estimated: 1, lower: 0, upper: 80, sources: [0], uncovered: 0 },
        {
          kind: "value",
          value: 90,
          estimated: expect.closeTo(2 / 3, 12),
          lower: 30,
          upper: 110,
          sources: [0, 1],
          uncovered: 0,
        },
        {
          kind: "missing",
          why: [{ source: null, reason: "no-source" }],
          sources: [],
          uncovered: 1,
        },
      ],
      given: 110,
      placed: 110,
      outside: 0,
      withheld: 0,
    });
  });

  test("what is missing stays missing with its reason, and the balance says what is withheld", () => {
    const found = reestimateCounts(byArea, [80, { missing: "suppressed" }]);
    expect(found.targets.map((one) => (one.kind === "value" ? one.value : one.why))).toEqual([
      20,
      [{ source: 1, reason: "suppressed" }],
      [{ source: null, reason: "no-source" }],
    ]);
    expect(found).toMatchObject({ given: 80, placed: 20, outside: 0, withheld: 60 });
  });

  test("a share comes from its counts, not from the shares", () => {
    const [, second] = reestimateShares(byArea, [8, 15], [80, 30]);
    // 6 + 15 of 60 + 30; the mean of 10 % and 50 % would be 30 %, and weighted by land 26 %.
    expect(second).toMatchObject({ kind: "value", value: 21 / 90, estimated: 1 - 30 / 90 });
    // None of the 8 and all of the 72 others, or all of the 8 and nobody else.
    expect(second).toMatchObject({ lower: 15 / (30 + 72), upper: (15 + 8) / (30 + 8) });
  });

  test("a rate's numerator is no part of its denominator", () => {
    const [first, second] = reestimateShares(byArea, [120, 15], [80, 30], { isPart: false });
    expect(first).toMatchObject({ value: 1.5, lower: 0, upper: null });
    expect(second).toMatchObject({ value: 105 / 90, lower: 15 / 110, upper: 135 / 30 });
  });

  test("a mean weighs by what it is a mean over, and has bounds only where nothing is split", () => {
    const [first, second] = reestimateMeans(byArea, [20, 50], [80, 30]);
    expect(first).toMatchObject({ value: 20, lower: null, upper: null });
    expect(second).toMatchObject({ value: (60 * 20 + 30 * 50) / 90, estimated: 1 - 30 / 90 });
    const whole = areaCrosswalk(overlay(sources, [box(0, 0, 6, 1)], flat));
    const [all] = reestimateMeans(whole, [-20, 50], [80, 30]);
    expect(all).toMatchObject({ value: -100 / 110, lower: -100 / 110, upper: -100 / 110 });
  });

  test("nobody has no share", () => {
    const [first] = reestimateShares(byArea, [0, 15], [0, 30]);
    expect(first).toMatchObject({
      kind: "missing",
      why: [{ source: null, reason: "no-denominator" }],
    });
  });

  test("people outside of every target are told, not spread over the others", () => {
    const walk = areaCrosswalk(overlay([box(0, 0, 4, 1)], [box(0, 0, 3, 1)], flat));
    expect(reestimateCounts(walk, [100])).toMatchObject({ placed: 75, outside: 25 });
    expect(reestimateCounts(walk, [100]).targets[0]).toMatchObject({ estimated: 1, upper: 100 });
  });

  test("a strip of drawing is no split", () => {
    const walk = areaCrosswalk(
      overlay([box(0, 0, 4, 1), box(4, 0, 8, 1)], [box(0, 0, 4.01, 1), box(4.01, 0, 8, 1)], flat),
    );
    expect([...walk.share]).toEqual([1, 1]);
    expect(reestimateCounts(walk, [7, 9]).targets).toMatchObject([
      { value: 7, estimated: 0 },
      { value: 9, estimated: 0 },
    ]);
  });

  test("by where people live: everybody in one corner", () => {
    const cells = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 4, 1), box(4, 0, 6, 1)];
    const fine = {
      inSources: overlay(cells, sources, flat),
      inTargets: overlay(cells, targets, flat),
      population: [90, 10, 0, 0],
    };
    const walk = populationCrosswalk(fine, byArea);
    // In the second source lives nobody: by area, so whole.
    expect([...walk.share]).toEqual([0.9, 0.1, 1]);
    expect(() => populationCrosswalk(fine)).toThrow(
      expect.objectContaining({ code: "empty-group" }),
    );
  });
});

describe("whatever the map", () => {
  const shifts = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
    minLength: 8,
    maxLength: 50,
  });
  const count = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }) },
    { weight: 1, arbitrary: fc.constant({ missing: "suppressed" }) },
  );

  test("the total is kept, and each figure lies within its bounds", () => {
    fc.assert(
      fc.property(
        shifts,
        shifts,
        fc.array(count, { minLength: 25, maxLength: 25 }),
        (moved, others, figures: readonly Figure[]) => {
          const walk = areaCrosswalk(overlay(tiles(5, moved), tiles(5, others), flat));
          const found = reestimateCounts(walk, figures);
          const { given, placed, outside, withheld } = found;
          expect(placed + outside + withheld).toBeCloseTo(given, 6);
          expect(given).toBe(total(figures.filter((one) => typeof one === "number")));
          for (const one of found.targets)
            if (one.kind === "value") {
              expect(one.value).toBeGreaterThanOrEqual(one.lower! - 1e-9);
              expect(one.value).toBeLessThanOrEqual(one.upper! + 1e-9);
            }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("people put anywhere within their areas stay within the bounds of counts and shares", () => {
    const person = fc.record({ source: fc.nat(2), target: fc.nat(2), isCounted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 60 }), (people) => {
        // Which parts there are is known; how many live in each is not: they are taken for equal.
        const parts = [...new Set(people.map(({ source, target }) => 3 * source + target))];
        const lonely = [0, 1, 2].filter((one) => !people.some(({ source }) => source === one));
        const walk = countCrosswalk({
          sources: 3,
          targets: 3,
          source: [...parts.map((part) => Math.floor(part / 3)), ...lonely],
          target: [...parts.map((part) => part % 3), ...lonely.map(() => -1)],
          count: [...parts, ...lonely].map(() => 1),
        });
        const of = (end: "source" | "target", only: boolean) =>
          [0, 1, 2].map(
            (area) => people.filter((one) => one[end] === area && (!only || one.isCounted)).length,
          );
        const [tops, bottoms] = [of("source", true), of("source", false)];
        const counts = reestimateCounts(walk, bottoms).targets;
        const shares = reestimateShares(walk, tops, bottoms);
        const [trueTops, trueBottoms] = [of("target", true), of("target", false)];
        for (let target = 0; target < 3; target++) {
          const [own, share] = [counts[target]!, shares[target]!];
          if (own.kind === "value") {
            expect(trueBottoms[target]).toBeGreaterThanOrEqual(own.lower!);
            expect(trueBottoms[target]).toBeLessThanOrEqual(own.upper!);
          }
          if (share.kind === "value" && trueBottoms[target]! > 0) {
            const truth = trueTops[target]! / trueBottoms[target]!;
            expect(truth).toBeGreaterThanOrEqual(share.lower! - 1e-12);
            expect(truth).toBeLessThanOrEqual(share.upper! + 1e-12);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.for<[string, () => unknown, string]>([
  ["too few figures", () => reestimateCounts(byArea, [1]), "length-mismatch"],
  ["a count below 0", () => reestimateCounts(byArea, [1, -1]), "out-of-range"],
  ["no number", () => reestimateCounts(byArea, [1, Number.NaN]), "not-finite"],
  ["a mean that is no number", () => reestimateMeans(byArea, [1, Infinity], [1, 1]), "not-finite"],
  ["a part above its whole", () => reestimateShares(byArea, [9, 1], [8, 3]), "out-of-range"],
  [
    "a tolerance above a half",
    () => areaCrosswalk(overlay(sources, targets, flat), { tolerance: 0.6 }),
    "out-of-range",
  ],
  [
    "a part of nothing",
    () => countCrosswalk({ sources: 1, targets: 1, source: [1], target: [0], count: [1] }),
    "unknown-name",
  ],
  [
    "a part in nothing",
    () => countCrosswalk({ sources: 1, targets: 1, source: [0], target: [1], count: [1] }),
    "unknown-name",
  ],
  [
    "fewer than nobody",
    () => countCrosswalk({ sources: 1, targets: 1, source: [0], target: [0], count: [-1] }),
    "out-of-range",
  ],
  [
    "nobody anywhere",
    () => countCrosswalk({ sources: 1, targets: 1, source: [0], target: [0], count: [0] }),
    "empty-group",
  ],
])("%s is refused", ([, ask, code]) => {
  expect(ask).toThrow(expect.objectContaining({ code }));
});
