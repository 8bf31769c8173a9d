import { describe, expect, test } from "vitest";
import { boxSummary, fitLine, histogram } from "./index.ts";
import { Random } from "./numeric/index.ts";

describe("a line through points", () => {
  test.for([
    { x: [1, 2, 3], y: [2, 4, 6], slope: 2, intercept: 0, r: 1 },
    { x: [1, 2, 3, 4], y: [8, 6, 4, 2], slope: -2, intercept: 10, r: -1 },
    { x: [1, 2, 3, 4], y: [2, 4, 5, 8], slope: 1.9, intercept: 0, r: 19 / Math.sqrt(5 * 75) / 1 },
    { x: [1, 2, 3], y: [5, 5, 5], slope: 0, intercept: 5, r: null },
  ])("$x and $y", ({ x, y, slope, intercept, r }) => {
    const line = fitLine(x, y);
    expect(line.slope).toBeCloseTo(slope, 12);
    expect(line.intercept).toBeCloseTo(intercept, 12);
    if (r === null) expect(line.r).toBeNull();
    else expect(line.r).toBeCloseTo(r, 1);
    expect(line.n).toBe(x.length);
  });

  test("a point's distance is measured from the line of the others, by definition", () => {
    const x = [1, 2, 4, 5, 7, 9];
    const y = [2, 3, 3, 6, 5, 12];
    const { studentised } = fitLine(x, y);
    for (const [at, own] of x.entries()) {
      const others = x.flatMap((value, one) => (one === at ? [] : [[value, y[one]!] as const]));
      const [ox, oy] = [others.map(([value]) => value), others.map(([, value]) => value)];
      const line = fitLine(ox, oy);
      const squares = others.reduce(
        (sum, [a, b]) => sum + (b - line.intercept - line.slope * a) ** 2,
        0,
      );
      const mean = ox.reduce((sum, one) => sum + one, 0) / ox.length;
      const xx = ox.reduce((sum, one) => sum + (one - mean) ** 2, 0);
      const error = Math.sqrt(
        (squares / (ox.length - 2)) * (1 + 1 / ox.length + (own - mean) ** 2 / xx),
      );
      const expected = (y[at]! - line.intercept - line.slope * own) / error;
      expect(studentised[at]).toBeCloseTo(expected, 10);
    }
  });

  test("of points on a line with noise, few are called outliers", () => {
    const random = new Random(7);
    const x = Array.from({ length: 2000 }, (_, at) => at);
    const y = x.map((value) => value + 12 * random.normal());
    const far = fitLine(x, y).studentised.filter((t) => Math.abs(t) > 2).length / x.length;
    expect(far).toBeGreaterThan(0.03);
    expect(far).toBeLessThan(0.07);
  });

  test.for([
    [[1, 2], [1, 2], /3 or more/],
    [[2, 2, 2], [1, 2, 3], /equal/],
    [[1, 2, 3], [1, 2], /y/],
    [[1, 2, Number.NaN], [1, 2, 3], /x/],
  ] as const)("%j and %j: no line", ([x, y, why]) => {
    expect(() => fitLine([...x], [...y])).toThrow(why);
  });

  test("points on one line have no distance to measure by", () => {
    expect([...fitLine([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).studentised]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("how values lie", () => {
  test.for([
    { values: [5], quartiles: [5, 5, 5], whiskers: [5, 5], outliers: [] },
    { values: [1, 2, 3, 4, 5], quartiles: [2, 3, 4], whiskers: [1, 5], outliers: [] },
    { values: [1, 2, 3, 4, 20], quartiles: [2, 3, 4], whiskers: [1, 4], outliers: [4] },
    {
      values: [-30, 1, 2, 3, 4, 5, 20],
      quartiles: [1.5, 3, 4.5],
      whiskers: [1, 5],
      outliers: [0, 6],
    },
    { values: [2, 2, 2, 2, 9], quartiles: [2, 2, 2], whiskers: [2, 2], outliers: [4] },
  ])("box of $values", ({ values, quartiles, whiskers, outliers }) => {
    const box = boxSummary(values);
    expect([box.lowerQuartile, box.median, box.upperQuartile]).toEqual(quartiles);
    expect(box.whiskers).toEqual(whiskers);
    expect(box.outliers).toEqual(outliers);
  });

  test.for([
    { values: [3, 3, 3], base: 0, bins: [[3, 3, 3]] },
    {
      values: [1, 2, 2, 3, 9],
      base: 0,
      bins: [
        [0, 2, 1],
        [2, 4, 3],
        [4, 6, 0],
        [6, 8, 0],
        [8, 10, 1],
      ],
    },
    {
      values: [0, 5, 10, 15],
      base: 5,
      bins: [
        [0, 5, 1],
        [5, 10, 1],
        [10, 15, 2],
      ],
    },
    {
      values: [0.1, 0.2, 0.3],
      base: 0,
      bins: [
        [0.1, 0.15, 1],
        [0.15, 0.2, 0],
        [0.2, 0.25, 1],
        [0.25, 0.3, 1],
      ],
    },
  ])("bars of $values", ({ values, base, bins }) => {
    expect(histogram(values, { base }).map(({ from, to, count }) => [from, to, count])).toEqual(
      bins,
    );
  });

  test("every value is in exactly one bar, and bars adjoin", () => {
    const random = new Random(3);
    for (let world = 0; world < 200; world++) {
      const values = Array.from(
        { length: 1 + (world % 60) },
        () => random.normal() * 10 ** (world % 9) - 3,
      );
      const bins = histogram(values);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(bins.length).toBeLessThanOrEqual(33);
      for (const [at, { from }] of bins.slice(1).entries()) expect(from).toBe(bins[at]!.to);
      expect(bins[0]!.from).toBeLessThanOrEqual(Math.min(...values));
      expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(Math.max(...values));
    }
  });
});
