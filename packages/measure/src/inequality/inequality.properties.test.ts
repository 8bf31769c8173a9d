import fc from "fast-check";
import { expect, test } from "vitest";
import {
  atkinsonIndex,
  coefficientOfVariation,
  decileRatio,
  entropyParts,
  generalisedEntropy,
  giniIndex,
  herfindahlIndex,
  hooverIndex,
  lorenzAt,
  lorenzCurve,
  standardDeviationOfLogs,
  type Weighted,
} from "./index.ts";

type Measure = (values: readonly number[], options?: Weighted) => number;
const relative: readonly (readonly [string, Measure])[] = [
  ["giniIndex", giniIndex],
  ["theilT", (values, options) => generalisedEntropy(values, { ...options, alpha: 1 })],
  ["theilL", (values, options) => generalisedEntropy(values, { ...options, alpha: 0 })],
  ["entropy 2", (values, options) => generalisedEntropy(values, { ...options, alpha: 2 })],
  ["entropy −1", (values, options) => generalisedEntropy(values, { ...options, alpha: -1 })],
  ["atkinson ½", (values, options) => atkinsonIndex(values, { ...options, epsilon: 0.5 })],
  ["atkinson 1", (values, options) => atkinsonIndex(values, { ...options, epsilon: 1 })],
  ["atkinson 2", (values, options) => atkinsonIndex(values, { ...options, epsilon: 2 })],
  ["coefficientOfVariation", coefficientOfVariation],
  ["hooverIndex", hooverIndex],
];
const ratios: readonly (readonly [string, Measure])[] = [
  ...relative,
  ["standardDeviationOfLogs", standardDeviationOfLogs],
  ["decileRatio", decileRatio],
  ["herfindahlIndex", (values, options) => herfindahlIndex(values, options).index],
];

const amount = fc.double({ min: 0.1, max: 1000, noNaN: true });
const amounts = fc.array(amount, { minLength: 2, maxLength: 12 });
const people = fc.integer({ min: 1, max: 9 });

test.for(ratios)("%s: neither the unit of measurement nor the order matters", ([, measure]) => {
  fc.assert(
    fc.property(amounts, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, scale) => {
      const own = measure(values);
      const scaled = values.map((value) => value * scale).reverse();
      expect(Math.abs(measure(scaled) - own)).toBeLessThanOrEqual(1e-7 * (1 + own));
    }),
  );
});

test.for(relative)("%s: a person more of each kind changes nothing", ([, measure]) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, people), { minLength: 2, maxLength: 8 }), (units) => {
      const values = units.map(([value]) => value);
      const weights = units.map(([, weight]) => weight);
      const each = units.flatMap(([value, weight]) => new Array<number>(weight).fill(value));
      expect(measure(values, { weights })).toBeCloseTo(measure(each), 7);
      expect(measure([...each, ...each])).toBeCloseTo(measure(each), 7);
      const thousands = weights.map((weight) => weight / 1000);
      expect(measure(values, { weights: thousands })).toBeCloseTo(measure(each), 7);
    }),
  );
});

test.for(relative)("%s: what the richer gives the poorer lowers it", ([name, measure]) => {
  fc.assert(
    fc.property(
      amounts,
      fc.nat(),
      fc.nat(),
      fc.double({ min: 0.05, max: 0.45, noNaN: true }),
      (values, from, to, part) => {
        const [one, other] = [from % values.length, to % values.length];
        const gap = values[one]! - values[other]!;
        fc.pre(gap > 0.01);
        const after = values.map((value, at) =>
          at === one ? value - part * gap : at === other ? value + part * gap : value,
        );
        const change = measure(after) - measure(values);
        // Hoover does not mind a gift between two who are on the same side of the mean.
        if (name === "hooverIndex") expect(change).toBeLessThanOrEqual(1e-12);
        else expect(change).toBeLessThan(0);
      },
    ),
  );
});

test("an inequality is what is within and between its groups", () => {
  const unit = fc.tuple(amount, people, fc.constantFrom("a", "b", "c"));
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 2, maxLength: 15 }),
      fc.constantFrom(-1, 0, 0.5, 1, 2),
      (units, alpha) => {
        const groups = units.map(([, , group]) => group);
        fc.pre(new Set(groups).size > 1);
        const values = units.map(([value]) => value);
        const weights = units.map(([, weight]) => weight);
        const parts = entropyParts(values, groups, { alpha, weights });
        const whole = generalisedEntropy(values, { alpha, weights });
        expect(Math.abs(parts.total - whole)).toBeLessThanOrEqual(1e-9 * (1 + whole));
        const sum = parts.groups.reduce((total, one) => total + one.within + one.between, 0);
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * (1 + whole));
        const shares = parts.groups.reduce((total, one) => total + one.valueShare, 0);
        expect(shares).toBeCloseTo(1, 10);
      },
    ),
  );
});

test("the Lorenz curve lies below the diagonal, and the Gini is twice the area between", () => {
  fc.assert(
    fc.property(amounts, (values) => {
      const curve = lorenzCurve(values);
      let area = 0;
      for (let at = 1; at < curve.value.length; at++) {
        expect(curve.value[at]!).toBeLessThanOrEqual(curve.population[at]! + 1e-12);
        area +=
          ((curve.value[at]! + curve.value[at - 1]!) / 2) *
          (curve.population[at]! - curve.population[at - 1]!);
      }
      expect(1 - 2 * area).toBeCloseTo(giniIndex(values), 10);
      expect(lorenzAt(curve, 0)).toBe(0);
      expect(lorenzAt(curve, 1)).toBe(1);
    }),
  );
});
