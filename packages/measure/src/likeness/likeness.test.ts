import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import { type LikenessColumn, type NumberColumn, twinAreas } from "./index.ts";

/** Columns that go together to some degree, in units of their own. */
function columnsOf(seed: number, areas: number, count: number): readonly NumberColumn[] {
  const random = new Random(seed);
  const common = Array.from({ length: areas }, () => random.normal());
  return Array.from({ length: count }, (_, at) => {
    const [share, size] = [random.normal(), 10 ** (3 * random.uniform())];
    return {
      name: `column ${at}`,
      values: common.map((value) => size * (share * value + random.normal())),
    };
  });
}

const tables = fc
  .record({
    seed: fc.nat(),
    areas: fc.integer({ min: 12, max: 60 }),
    count: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ seed, areas, count }) => columnsOf(seed, areas, count));
const distances = fc.constantFrom("mahalanobis" as const, "gower" as const);

test("contributions are 0 or more and add up to the distance", () => {
  fc.assert(
    fc.property(tables, distances, (columns, distance) => {
      for (const twin of twinAreas(columns, 3, { distance, count: 100 })) {
        const sum = twin.reasons.reduce((total, { contribution }) => total + contribution, 0);
        expect(sum).toBeCloseTo(twin.distance, 12);
        for (const { contribution } of twin.reasons) expect(contribution).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 50 },
  );
});

test("units of measurement drop out, and the order of areas changes nothing", () => {
  fc.assert(
    fc.property(tables, distances, fc.nat(), (columns, distance, seed) => {
      const areas = columns[0]!.values.length;
      const order = Array.from({ length: areas }, (_, at) => at);
      new Random(seed).shuffle(order);
      const changed = columns.map(({ name, values }, at) => ({
        name,
        values: order.map((area) => 3 + (at + 1) * values[area]!),
      }));
      const own = twinAreas(columns, 0, { distance, count: areas });
      const other = twinAreas(changed, order.indexOf(0), { distance, count: areas });
      for (const [at, twin] of own.entries()) {
        expect(order[other[at]!.area]).toBe(twin.area);
        expect(other[at]!.distance).toBeCloseTo(twin.distance, 8);
      }
    }),
    { numRuns: 50 },
  );
});

test("Mahalanobis' distance does not depend on how columns are mixed", () => {
  const [one, other, third] = columnsOf(7, 30, 3) as [NumberColumn, NumberColumn, NumberColumn];
  const mixed = [
    { name: "sum", values: Array.from(one.values, (value, at) => value + 2 * other.values[at]!) },
    {
      name: "difference",
      values: Array.from(one.values, (value, at) => value - other.values[at]!),
    },
    third,
  ];
  const [own, changed] = [twinAreas([one, other, third], 4), twinAreas(mixed, 4)];
  expect(changed.map(({ area }) => area)).toEqual(own.map(({ area }) => area));
  for (const [at, { distance }] of own.entries())
    expect(changed[at]!.distance).toBeCloseTo(distance, 9);
});

test("Mahalanobis by hand: four corners", () => {
  // x = 0 0 2 2, y = 0 2 0 2: no correlation, variances 4/3. The opposite corner: d² = (4 + 4) / (4/3) = 6.
  const columns = [
    { name: "x", values: [0, 0, 2, 2] },
    { name: "y", values: [0, 2, 0, 2] },
  ];
  const found = twinAreas(columns, 0);
  expect(found.map(({ area }) => area)).toEqual([1, 2, 3]);
  expect(found.map(({ distance }) => distance)).toEqual(
    [3, 3, 6].map((square) => expect.closeTo(Math.sqrt(square), 12)),
  );
  expect(found[2]!.reasons.map(({ contribution }) => contribution)).toEqual(
    [1, 1].map(() => expect.closeTo(Math.sqrt(6) / 2, 12)),
  );
});

test("Mahalanobis by hand: two columns that go together", () => {
  // x = 0 1 2 3, y = 0 2 1 3: variances 5/3, correlation 0.8. From (0, 0) to (3, 3):
  // d² = (9 + 9 − 2·0.8·9) / (5/3 · (1 − 0.64)) = 3.6 / 0.6 = 6; to (1, 2): (1 + 4 − 3.2) / 0.6 = 3.
  const columns = [
    { name: "x", values: [0, 1, 2, 3] },
    { name: "y", values: [0, 2, 1, 3] },
  ];
  const found = twinAreas(columns, 0);
  expect(found.map(({ area, distance }) => [area, distance])).toEqual([
    [1, expect.closeTo(Math.sqrt(3), 12)],
    [2, expect.closeTo(Math.sqrt(3), 12)],
    [3, expect.closeTo(Math.sqrt(6), 12)],
  ]);
});

const nan = Number.NaN;
/** The example in the README of the Python package gower 0.1.2, with the first rows of its matrix. */
const credit: readonly LikenessColumn[] = [
  { name: "age", values: [21, 21, 19, 30, 21, 21, 19, 30, nan] },
  { name: "gender", values: ["M", "M", "N", "M", "F", "F", "F", "F", ""] },
  {
    name: "civil status",
    values: ["MARRIED", "SINGLE", "SINGLE", "SINGLE", "MARRIED", "SINGLE", "WIDOW", "DIVORCED", ""],
  },
  { name: "salary", values: [3000, 1200, 32000, 1800, 2900, 1100, 10000, 1500, nan] },
  { name: "children", values: [1, 0, 1, 1, 1, 0, 0, 1, nan] },
  { name: "credit", values: [2200, 100, 22000, 1100, 2000, 100, 6000, 2200, nan] },
];

test.for([
  [0, [0, 0.3590238, 0.6707398, 0.31787416, 0.16872811, 0.52622986, 0.59697855, 0.47778758]],
  [1, [0.3590238, 0, 0.6964303, 0.3138769, 0.523629, 0.16720603, 0.45600235, 0.6539635]],
] as const)("Gower agrees with the Python package gower, row %i", ([area, expected]) => {
  const found = twinAreas(credit, area, { distance: "gower", count: 20 });
  expect(found).toHaveLength(7);
  for (const twin of found) expect(twin.distance).toBeCloseTo(expected[twin.area]!, 6);
});

test("a gap leaves a column out, with its weight", () => {
  const columns = [
    { name: "a", values: [0, 10, 4, nan] },
    { name: "b", values: ["x", "y", "x", "y"] },
  ];
  const twin = (area: number, weights?: readonly number[]) =>
    twinAreas(columns, 0, { distance: "gower", ...(weights && { weights }) }).find(
      (one) => one.area === area,
    )!;
  expect(twin(2).distance).toBeCloseTo(0.2, 12);
  expect(twin(3).distance).toBe(1);
  expect(twin(3).reasons[0]).toMatchObject({ column: "a", contribution: 0, verdict: "unknown" });
  expect(twin(2, [3, 1]).distance).toBeCloseTo((3 * 0.4) / 4, 12);
});

test("reasons say what is alike and what is not, compared with the others", () => {
  const columns = [
    { name: "income", values: [20, 20.5, 30, 40, 50] },
    { name: "age", values: [30, 50, 31, 32, 33] },
    { name: "built", values: ["old", "old", "new", "old", "new"] },
  ];
  const twin = twinAreas(columns, 0, { distance: "gower", count: 5 }).find(
    ({ area }) => area === 1,
  )!;
  const verdicts = Object.fromEntries(twin.reasons.map(({ column, verdict }) => [column, verdict]));
  expect(verdicts).toEqual({ income: "alike", age: "different", built: "alike" });
  expect(twin.reasons.map(({ column }) => column)).toEqual(["built", "income", "age"]);
  expect(twin.reasons[1]).toMatchObject({ own: 20, other: 20.5, farther: 3, nearer: 0 });
});

describe("what cannot be", () => {
  const a = { name: "a", values: [1, 2, 4, 3] };
  const b = { name: "b", values: [2, 4, 8, 6] };
  const c = { name: "c", values: [1, 5, 2, 8] };
  const words = { name: "w", values: ["x", "y", "x", "y"] };
  test.for([
    [[], 0, {}, "too-few"],
    [[{ name: "a", values: [1, 2] }], 0, {}, "too-few"],
    [[a], 4, {}, "out-of-range"],
    [[a], 0.5, {}, "out-of-range"],
    [[a], 0, { count: 0 }, "out-of-range"],
    [[a, { name: "d", values: [1, 2] }], 0, {}, "length-mismatch"],
    [[a, b], 0, {}, "singular"],
    [[a, { name: "same", values: [1, 1, 1, 1] }], 0, {}, "no-variance"],
    [[a, { name: "same", values: [1, 1, 1, 1] }], 0, { distance: "gower" }, "no-variance"],
    [[a, { name: "gap", values: [1, nan, 1, 2] }], 0, {}, "not-finite"],
    [[a, { name: "gap", values: [1, Infinity, 1, 2] }], 0, { distance: "gower" }, "not-finite"],
    [[a, words], 0, {}, "not-finite"],
    [[a, c], 0, { distance: "gower", weights: [1] }, "length-mismatch"],
    [[a, c], 0, { distance: "gower", weights: [1, -1] }, "out-of-range"],
    [[{ name: "gap", values: [nan, 1, 2, 3] }], 0, { distance: "gower" }, "too-few"],
  ] as const)("is refused: %#", ([columns, area, options, code]) => {
    expect(() => twinAreas(columns, area, options)).toThrowError(
      expect.objectContaining({ name: "MeasureError", code }),
    );
  });

  test("columns that follow from each other are named, others are not", () => {
    expect(() => twinAreas([a, c, b], 0)).toThrowError(/^a, b follow from each other/);
  });
});
