import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import { changePoint, changePoints, convergence, gapChange, smoothTrend } from "./index.ts";

const noise = (random: Random, size: number) => Array.from({ length: size }, () => random.normal());

describe("catching up", () => {
  // By hand: growth (4, 2, −1, −3) on (10, 20, 30, 40): slope −120/500 = −0.24.
  test("slope, spread and half life", () => {
    const found = convergence([10, 20, 30, 40], [14, 22, 29, 37], { scale: "level" });
    expect(found.beta).toBeCloseTo(-0.24, 12);
    // Residuals −0.1, 0.3, −0.3, 0.1: their squares sum to 0.2.
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.2 / 2 / 500), 12);
    expect(found.sigmaBefore).toBeCloseTo(Math.sqrt(500 / 3), 12);
    expect(found.halfLife).toBeCloseTo(Math.LN2 / -Math.log(0.76), 12);
  });

  test("units of scale drop out on the log scale, and the order of areas matters nowhere", () => {
    const values = fc.array(
      fc.tuple(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.double({ min: 1, max: 99, noNaN: true }),
      ),
      {
        minLength: 4,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 100, noNaN: true }), (pairs, unit) => {
        const [before, after] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        fc.pre(new Set(before.map((value) => value.toFixed(3))).size > 2);
        const found = convergence(before, after);
        const scaled = convergence(
          before.map((a) => a * unit),
          after.map((b) => b * unit),
        );
        const reversed = convergence([...before].reverse(), [...after].reverse());
        for (const other of [scaled, reversed]) {
          expect(other.beta).toBeCloseTo(found.beta, 8);
          expect(other.sigmaP).toBeCloseTo(found.sigmaP, 6);
        }
      }),
    );
  });

  test("raises a false alarm in 1 of 20 worlds: growth that has nothing to do with the beginning; equal spreads", () => {
    const random = new Random(5);
    let [beta, sigma] = [0, 0];
    for (let world = 0; world < 2000; world++) {
      const before = noise(random, 18);
      const growth = noise(random, 18);
      const after = before.map((value, at) => value + growth[at]!);
      if (convergence(before, after, { scale: "level" }).p <= 0.05) beta += 1;
      const other = before.map((value) => 0.6 * value + 0.8 * random.normal());
      if (convergence(before, other, { scale: "level" }).sigmaP <= 0.05) sigma += 1;
    }
    for (const alarms of [beta, sigma]) {
      expect(alarms / 2000).toBeGreaterThan(0.035);
      expect(alarms / 2000).toBeLessThan(0.065);
    }
  });
});

test("a gap that does not move raises a false alarm in 1 of 20 worlds", () => {
  const random = new Random(6);
  let alarms = 0;
  for (let world = 0; world < 4000; world++) {
    const measured = (value: number, standardError: number) => ({
      value: value + standardError * random.normal(),
      standardError,
    });
    const { p } = gapChange(
      { area: measured(12, 2), reference: measured(8, 0.3) },
      { area: measured(14, 1), reference: measured(10, 0.2) },
    );
    if (p! <= 0.05) alarms += 1;
  }
  expect(alarms / 4000).toBeGreaterThan(0.04);
  expect(alarms / 4000).toBeLessThan(0.06);
});

describe("a smooth trend", () => {
  test("leaves a straight line as it is, whatever λ", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        (slope, lambda) => {
          const line = Array.from({ length: 9 }, (_, at) => 3 + slope * at);
          const { trend } = smoothTrend(line, { lambda });
          for (const [at, value] of line.entries()) expect(trend[at]!).toBeCloseTo(value, 7);
        },
      ),
    );
  });

  test("uses 2 parameters when very stiff, and goes through the points when very loose", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect(smoothTrend(values, { lambda: 1e9 }).degreesOfFreedom).toBeCloseTo(2, 4);
    expect(
      [...smoothTrend(values, { lambda: 1e-9 }).trend].map((value) => Math.round(value)),
    ).toEqual(values);
  });

  // (I + λ D'D) f = y, multiplied back.
  test("solves its own equations", () => {
    const y = [1, 0, 0, 0];
    const { trend } = smoothTrend(y, { lambda: 1 });
    const second = [trend[0]! - 2 * trend[1]! + trend[2]!, trend[1]! - 2 * trend[2]! + trend[3]!];
    const bent = [
      second[0]!,
      -2 * second[0]! + second[1]!,
      second[0]! - 2 * second[1]!,
      second[1]!,
    ];
    for (const [at, value] of y.entries()) expect(trend[at]! + bent[at]!).toBeCloseTo(value, 10);
  });

  test("chosen from the data, it finds a curve in noise better than the points do", () => {
    const random = new Random(9);
    const curve = Array.from({ length: 60 }, (_, at) => Math.sin(at / 9));
    const values = curve.map((value) => value + 0.3 * random.normal());
    const { trend } = smoothTrend(values);
    const off = (found: ArrayLike<number>) =>
      curve.reduce((sum, value, at) => sum + (found[at]! - value) ** 2, 0);
    expect(off(trend)).toBeLessThan(off(values) / 3);
  });
});

describe("a change of level", () => {
  test("is found where it is", () => {
    const random = new Random(4);
    const values = noise(random, 30).map((value, at) => value + (at < 12 ? 0 : 3));
    expect(changePoint(values).at).toBe(12);
    expect(changePoint(values).p).toBe(0.001);
    expect(changePoints(values)).toEqual([12]);
  });

  test("is a false alarm in 1 of 20 series without one", () => {
    const random = new Random(10);
    let alarms = 0;
    for (let world = 0; world < 1000; world++)
      if (changePoint(noise(random, 14), { permutations: 199, seed: world }).p <= 0.05) alarms += 1;
    expect(alarms / 1000).toBeGreaterThan(0.03);
    expect(alarms / 1000).toBeLessThan(0.07);
  });

  test("is seldom found in pure noise by the default penalty", () => {
    const random = new Random(12);
    let alarms = 0;
    for (let world = 0; world < 500; world++)
      if (changePoints(noise(random, 40)).length > 0) alarms += 1;
    expect(alarms / 500).toBeLessThan(0.12);
  });

  test("several are found exactly: no other division is better", () => {
    const costOf = (values: readonly number[], starts: readonly number[], penalty: number) => {
      const bounds = [0, ...starts, values.length];
      return bounds.slice(1).reduce((sum, to, at) => {
        const part = values.slice(bounds[at]!, to);
        const mean = part.reduce((a, b) => a + b, 0) / part.length;
        return sum + part.reduce((a, b) => a + (b - mean) ** 2, 0);
      }, penalty * starts.length);
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 8 }),
        (values) => {
          const found = costOf(values, changePoints(values, { penalty: 5 }), 5);
          for (let mask = 0; mask < 1 << (values.length - 1); mask++) {
            const starts = values.flatMap((_, at) =>
              at > 0 && (mask >> (at - 1)) & 1 ? [at] : [],
            );
            expect(found).toBeLessThanOrEqual(costOf(values, starts, 5) + 1e-9);
          }
        },
      ),
    );
  });
});

test.for([
  [() => convergence([1, 2], [2, 3]), "too-few"],
  [() => convergence([2, 2, 2], [2, 3, 4]), "no-variance"],
  [() => convergence([1, 2, 4], [2, 4, 8]), "no-variance"],
  [() => convergence([0, 2, 3], [2, 3, 4]), "out-of-range"],
  [() => convergence([1, 2, 3], [2, 3]), "length-mismatch"],
  [() => smoothTrend([1, 2, 3]), "too-few"],
  [() => smoothTrend([1, 2, 3, Number.NaN]), "not-finite"],
  [() => smoothTrend([1, 2, 3, 4], { lambda: 0 }), "out-of-range"],
  [() => changePoint([1, 1, 1, 1, 1]), "no-variance"],
  [() => changePoint([1, 2, 3]), "too-few"],
  [() => changePoints([1, 2, 3], { penalty: -1 }), "out-of-range"],
] as const)("an impossible question is refused: %#", ([ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
