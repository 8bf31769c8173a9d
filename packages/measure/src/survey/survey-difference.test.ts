import { expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import {
  independentDifference,
  modelDesignEffect,
  rakedDesign,
  surveyDesign,
  surveyDifference,
  surveyMean,
} from "./index.ts";

const flags = (waves: readonly number[]) => ({
  first: waves.map((wave) => wave === 1),
  second: waves.map((wave) => wave === 2),
});

/** SciPy 1.17.1, ttest_ind(b, a, equal_var=False) and ttest_rel(b, a); a simple random sample is the special case. */
test("without design it is Welch's test, and the paired test: as SciPy", () => {
  const [a, b] = [
    [5.1, 4.9, 6.2, 5.6, 5.8],
    [6.0, 5.5, 6.9, 6.1, 7.2],
  ];
  const values = [...a!, ...b!];
  const waves = values.map((_, row) => (row < 5 ? 1 : 2));
  const apart = surveyDifference(
    surveyDesign({ weights: values.map(() => 3) }),
    values,
    flags(waves),
  );
  expect(apart).toMatchObject({ samples: "independent" });
  expect(apart.t).toBeCloseTo(2.1032556217745664, 9);
  expect(apart.degreesOfFreedom).toBeCloseTo(7.452470501712801, 9);
  expect(apart.p).toBeCloseTo(0.07112060364967754, 9);
  const person = values.map((_, row) => row % 5);
  const panel = surveyDesign({ weights: values.map(() => 3), clusters: person });
  const paired = surveyDifference(panel, values, flags(waves));
  expect(paired).toMatchObject({ samples: "paired", degreesOfFreedom: 4 });
  expect(paired.t).toBeCloseTo(5.145137602132897, 9);
  expect(paired.p).toBeCloseTo(0.00676717575344066, 9);
});

test("swapping the waves turns the sign, and nothing else", () => {
  const values = [3, 5, 8, 4, 7, 9];
  const design = surveyDesign({ weights: [1, 2, 3, 1, 2, 3], clusters: [..."abcabc"] });
  const { first, second } = flags([1, 1, 1, 2, 2, 2]);
  const there = surveyDifference(design, values, { first, second });
  const back = surveyDifference(design, values, { first: second, second: first });
  expect(back.difference).toBeCloseTo(-there.difference, 12);
  expect(back.standardError).toBeCloseTo(there.standardError, 12);
  expect(back.p).toBeCloseTo(there.p, 12);
});

test("waves in strata of their own in one design are as two designs", () => {
  const random = new Random(2);
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const values = rows.map(() => random.normal());
  const waves = rows.map((row) => (row < 16 ? 1 : 2));
  const strata = rows.map((row) => `${waves[row]} ${row % 2}`);
  const fpc = rows.map((row) => (waves[row] === 1 ? 40 : 60));
  const design = surveyDesign({ weights: rows.map(() => 5), strata, fpc });
  const found = surveyDifference(design, values, flags(waves));
  const of = (wave: number) =>
    surveyMean(design, values, { domain: waves.map((one) => one === wave) });
  const apart = independentDifference(of(1), of(2));
  expect(found.standardError).toBeCloseTo(apart.standardError, 12);
  expect(found.degreesOfFreedom).toBeCloseTo(apart.degreesOfFreedom, 9);
});

test("a raked panel: what the margins explain does not count", () => {
  const clusters = Array.from({ length: 20 }, (_, row) => row % 10);
  const waves = clusters.map((_, row) => (row < 10 ? 1 : 2));
  const categories = clusters.map(
    (cluster, row) => `${waves[row]} ${cluster < 4 ? "own" : "rent"}`,
  );
  const totals = { "1 own": 30, "1 rent": 70, "2 own": 30, "2 rent": 70 };
  const sample = surveyDesign({ weights: clusters.map(() => 10), clusters });
  const { design } = rakedDesign(sample, [{ variable: "tenure", categories, totals }]);
  const random = new Random(4);
  const values = categories.map((category) => (category.endsWith("own") ? 8 : 0) + random.normal());
  const plain = surveyDifference(sample, values, flags(waves));
  const found = surveyDifference(design, values, flags(waves));
  expect(found.samples).toBe("paired");
  expect(found.standardError).toBeLessThan(1.2 * plain.standardError);
});

test.for([
  [1, 4, 36],
  [1, 36, 4],
  [0, 20, 20],
  [0, 4, 36],
] as const)(
  "raises a false alarm in 1 of 20 worlds (shared %i, %i and %i clusters)",
  ([shared, n, m]) => {
    const random = new Random(9);
    let alarms = 0;
    for (let world = 0; world < 1000; world++) {
      const rows = Array.from({ length: (n + m) * 4 }, (_, row) => row);
      const clusters = rows.map((row) => Math.floor(row / 4));
      const shifts = Array.from({ length: n + m }, () => random.normal());
      // Shared: every cluster is asked in both waves; otherwise n clusters in the first and m in the second.
      const waves = rows.map((row) => (shared ? 1 + (row % 2) : clusters[row]! < n ? 1 : 2));
      const strata = rows.map((row) => (shared && clusters[row]! < n ? 0 : 1));
      const values = rows.map((row) => shifts[clusters[row]!]! + random.normal());
      const design = surveyDesign({ weights: rows.map(() => 10), strata, clusters });
      if (surveyDifference(design, values, flags(waves)).p <= 0.05) alarms += 1;
    }
    expect(alarms / 1000).toBeGreaterThan(0.03);
    expect(alarms / 1000).toBeLessThan(0.07);
  },
);

test("impossible differences say what to do", () => {
  const design = surveyDesign({ weights: [1, 1, 1, 1] });
  const ask = (waves: readonly number[], values = [1, 2, 3, 5]) =>
    surveyDifference(design, values, flags(waves));
  expect(() => ask([1, 1, 1, 1])).toThrowError(/nobody in the sample is in this domain/);
  expect(() => ask([1, 2, 2, 2])).toThrowError(/at least 2 are needed/);
  expect(() => ask([1, 1, 2, 2], [1, 1, 1, 1])).toThrowError(/shows no difference/);
  const both = { first: [1, 1, 0, 0], second: [0, 1, 1, 1] };
  expect(() => surveyDifference(design, [1, 2, 3, 5], both)).toThrowError(
    /row 1 is in both groups/,
  );
});

test("the model design effect: alike clusters cost, unequal weights cost, both multiply", () => {
  const alike = modelDesignEffect([1, 1, 5, 5, 3, 3.1], [1, 1, 1, 1, 1, 1], [..."aabbcc"]);
  expect(alike.intraclassCorrelation).toBeGreaterThan(0.99);
  expect(alike.designEffect).toBeCloseTo(1 + alike.intraclassCorrelation, 12);
  const says = (ask: () => unknown, sentence: RegExp) => expect(ask).toThrowError(sentence);
  says(() => modelDesignEffect([1, 2], [1, 1], ["a", "b"]), /every cluster has one row/);
  says(() => modelDesignEffect([1, 2], [1, 1], ["a", "a"]), /clusters: 1 given/);
  says(() => modelDesignEffect([2, 2], [1, 1], ["a", "b"]), /all 2 values are the same/);
});
