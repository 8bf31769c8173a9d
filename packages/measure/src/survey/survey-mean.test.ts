import { expect, test } from "vitest";
import {
  apiDesigns,
  apiSamples,
  numbersOf,
  textsOf,
} from "../../../../tests/support/api-samples.ts";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import {
  type LonelyCluster,
  surveyByDomain,
  surveyDesign,
  surveyMean,
  surveyMeans,
  surveyRatio,
  surveyTotal,
} from "./index.ts";

interface Result {
  readonly mean: {
    readonly est: readonly number[];
    readonly se: readonly number[];
    readonly vcov: readonly (readonly number[])[];
  };
  readonly deff: readonly number[];
  readonly total: { readonly est: number; readonly se: readonly (readonly number[])[] };
  readonly by_stype: {
    readonly stype: readonly string[];
    readonly mean: readonly number[];
    readonly se: readonly number[];
  };
  readonly prop_schwide: { readonly est: readonly number[]; readonly se: readonly number[] };
  readonly ratio: { readonly est: number; readonly se: number };
  readonly confint_mean: readonly (readonly [number, number])[];
  readonly confint_t: readonly (readonly [number, number])[];
  readonly degf: number;
}
const { results } = golden<{ results: Readonly<Record<string, Result>> }>("e1_survey_designs.json");
const leaveOut = { missing: "leave-out" } as const;

const expectNear = (value: number, expected: number) =>
  expect(isNear(value, expected), `${value} instead of ${expected}`).toBe(true);

for (const [name, [rows, make]] of Object.entries(apiDesigns)) {
  const columns = [numbersOf(rows, "api00"), numbersOf(rows, "enroll")] as const;

  goldenTest(
    `agrees with R survey on ${name}: means, covariance, intervals, design effects`,
    () => {
      const expected = results[name]!;
      const both = surveyMeans(make(), columns, leaveOut);
      const normal = surveyMeans(make(), columns, { ...leaveOut, interval: "normal" });
      for (const [at, found] of both.estimates.entries()) {
        expectNear(found.estimate, expected.mean.est[at]!);
        expectNear(found.standardError, expected.mean.se[at]!);
        expectNear(found.designEffect!, expected.deff[at]!);
        expect(found.degreesOfFreedom).toBe(expected.degf);
        for (const side of [0, 1] as const) {
          expectNear(found.interval[side], expected.confint_t[at]![side]);
          expectNear(normal.estimates[at]!.interval[side], expected.confint_mean[at]![side]);
          expectNear(both.covariance[at]![side]!, expected.mean.vcov[at]![side]!);
        }
      }
    },
  );

  goldenTest(`agrees with R survey on ${name}: total, share, ratio, domains`, () => {
    const expected = results[name]!;
    const design = make();
    const total = surveyTotal(design, columns[1], leaveOut);
    expectNear(total.estimate, expected.total.est);
    expectNear(total.standardError, expected.total.se[0]![0]!);
    const isWide = textsOf(rows, "sch.wide").map((text) => (text === "Yes" ? 1 : 0));
    const share = surveyMean(design, isWide);
    expectNear(share.estimate, expected.prop_schwide.est[1]!);
    expectNear(share.standardError, expected.prop_schwide.se[1]!);
    const ratio = surveyRatio(design, numbersOf(rows, "api.stu"), columns[1], leaveOut);
    expectNear(ratio.estimate, expected.ratio.est);
    expectNear(ratio.standardError, expected.ratio.se);
    const types = surveyByDomain(design, textsOf(rows, "stype"), (domain) =>
      surveyMean(design, columns[0], domain),
    );
    expect(types.map(({ domain }) => domain)).toEqual(expected.by_stype.stype);
    for (const [at, type] of types.entries()) {
      if (type.kind !== "found") throw new Error(type.sentence);
      expectNear(type.found.estimate, expected.by_stype.mean[at]!);
      expectNear(type.found.standardError, expected.by_stype.se[at]!);
    }
  });
}

/** R package survey, the saved output of its own test tests/lonely.psu.R (R 2.6.0): apiclus1, districts as strata. */
goldenTest.for([
  ["certainty", 5.8058],
  ["adjust", 5.8281],
  ["average", 6.0096],
] as const)("a stratum with one cluster, rule %s: as R survey", ([rule, standardError]) => {
  const rows = apiSamples.clus1;
  const make = (lonelyCluster?: LonelyCluster) =>
    surveyDesign({ weights: numbersOf(rows, "pw"), strata: textsOf(rows, "dnum"), lonelyCluster });
  const found = surveyMean(make(rule), numbersOf(rows, "api00"));
  expect(found.estimate).toBeCloseTo(644.17, 2);
  expect(found.standardError).toBeCloseTo(standardError, 4);
  expect(() => surveyMean(make(), numbersOf(rows, "api00"))).toThrowError(/stratum 413 has one/);
});

/** R package survey, tests/lonely.psu.Rout.save: the lonely stratum is a census of its own. */
goldenTest("a lonely cluster that is the whole stratum adds nothing, whatever the rule", () => {
  const rows = apiSamples.clus1;
  const strata = textsOf(rows, "dnum");
  const fpc = strata.map((stratum) => (stratum === "413" ? 1 : 1000));
  const design = surveyDesign({ weights: numbersOf(rows, "pw"), strata, fpc });
  expect(surveyMean(design, numbersOf(rows, "api00")).standardError).toBeCloseTo(5.7344, 4);
});

/** R package survey, tests/deff.Rout.save: sales of ten companies, drawn with equal and with unequal chances. */
test("design effects with and without replacement: as R survey", () => {
  const sales = [15, 143, 21, 51, 337, 50, 274, 145, 15, 86];
  const equal = surveyDesign({ weights: sales.map(() => 100) });
  expect(surveyMean(equal, sales).standardError).toBeCloseTo(35.626, 3);
  expect(surveyMean(equal, sales).designEffect).toBeCloseTo(1.0101, 4);
  expect(surveyTotal(equal, sales).designEffect).toBeCloseTo(1.0101, 4);
  const weights = [20, 200, 11, 25, 550, 30, 250, 100, 10, 55];
  const unequal = surveyDesign({ weights });
  const replace = { designEffectAgainst: "with-replacement" } as const;
  expect(surveyMean(unequal, sales, replace).estimate).toBeCloseTo(243.914, 3);
  expect(surveyMean(unequal, sales, replace).standardError).toBeCloseTo(48.752, 3);
  expect(surveyMean(unequal, sales, replace).designEffect).toBeCloseTo(1.974067, 6);
  expect(surveyTotal(unequal, sales, replace).designEffect).toBeCloseTo(18.15669, 5);
});

test("sampled shares and population sizes say the same", () => {
  const strata = ["a", "a", "a", "b", "b"];
  const values = [3, 4, 8, 1, 6];
  const sizes = surveyDesign({ strata, fpc: [30, 30, 30, 10, 10] });
  const shares = surveyDesign({ strata, fpc: [0.1, 0.1, 0.1, 0.2, 0.2] });
  expect(surveyMean(shares, values)).toEqual(surveyMean(sizes, values));
});

/** Rows in another order, with their labels. */
function shuffled<Value>(column: ArrayLike<Value>, order: readonly number[]) {
  return order.map((row) => column[row]!);
}

test("the order of the rows changes nothing, a unit of scale drops out", () => {
  const random = new Random(5);
  const rows = Array.from({ length: 60 }, (_, row) => row);
  const [strata, clusters] = [rows.map((row) => row % 3), rows.map((row) => row % 15)];
  const [weights, values] = [rows.map(() => 1 + random.uniform()), rows.map(() => random.normal())];
  const found = surveyMean(surveyDesign({ weights, strata, clusters }), values);
  const order = [...rows];
  random.shuffle(order);
  const other = surveyMean(
    surveyDesign({
      weights: shuffled(weights, order).map((weight) => weight * 7),
      strata: shuffled(strata, order),
      clusters: shuffled(clusters, order),
    }),
    shuffled(values, order).map((value) => 100 + 10 * value),
  );
  expect(other.estimate).toBeCloseTo(100 + 10 * found.estimate, 9);
  expect(other.standardError).toBeCloseTo(10 * found.standardError, 9);
  expect(other.degreesOfFreedom).toBe(12);
});

/** Clusters of 5 rows around their own mean, in two strata. */
function world(random: Random, perStratum: readonly [number, number]) {
  const strata: number[] = [];
  const clusters: number[] = [];
  const values: number[] = [];
  for (const [stratum, count] of perStratum.entries())
    for (let cluster = 0; cluster < count; cluster++) {
      const shift = random.normal();
      for (let row = 0; row < 5; row++) {
        strata.push(stratum);
        clusters.push(cluster);
        values.push(shift + random.normal());
      }
    }
  return { design: surveyDesign({ weights: values.map(() => 20), strata, clusters }), values };
}

test.for([
  [20, 20],
  [4, 36],
  [3, 5],
] as const)("raises a false alarm in 1 of 20 worlds (%i and %i clusters)", (perStratum) => {
  const random = new Random(3);
  let alarms = 0;
  for (let round = 0; round < 1000; round++) {
    const { design, values } = world(random, perStratum);
    const [lower, upper] = surveyMean(design, values).interval;
    if (lower > 0 || upper < 0) alarms += 1;
  }
  expect(alarms / 1000).toBeGreaterThan(0.03);
  expect(alarms / 1000).toBeLessThan(0.07);
});

const two = ["a", "b"];
test.for([
  ["one row", { weights: [1] }, "too-few"],
  ["neither weights nor fpc", { strata: two }, "too-few"],
  ["a negative weight", { weights: [1, -1] }, "out-of-range"],
  ["no weight at all", { weights: [0, 0] }, "empty-group"],
  ["a gap in the weights", { weights: [1, Number.NaN] }, "not-finite"],
  ["columns of other lengths", { weights: [1, 1], strata: ["a"] }, "length-mismatch"],
  ["more strata than stages", { weights: [1, 1], strata: [two, two] }, "length-mismatch"],
  [
    "more fpc than stages",
    {
      clusters: two,
      fpc: [
        [9, 9],
        [9, 9],
        [9, 9],
      ],
    },
    "length-mismatch",
  ],
  ["fewer in the population than drawn", { fpc: [1.5, 1.5] }, "out-of-range"],
  ["two sizes of one stratum", { fpc: [10, 20] }, "out-of-range"],
] as const)("a design with %s is refused: %s", ([, input, code]) => {
  expect(() => surveyDesign(input)).toThrowError(
    expect.objectContaining({ name: "MeasureError", code }),
  );
});

const five = surveyDesign({ weights: [1, 1, 1, 1, 1], strata: [..."aaabb"] });
test.for([
  ["all values the same", () => surveyMean(five, [3, 3, 3, 3, 3]), "no-variance"],
  ["the same within every stratum", () => surveyMean(five, [3, 3, 3, 8, 8]), "no-variance"],
  ["a gap", () => surveyMean(five, [1, 2, Number.NaN, 3, 5]), "not-finite"],
  [
    "infinity, also with gaps left out",
    () => surveyMean(five, [1, 2, Infinity, 3, 5], leaveOut),
    "not-finite",
  ],
  [
    "nobody in the domain",
    () => surveyMean(five, [1, 2, 4, 3, 5], { domain: [0, 0, 0, 0, 0] }),
    "empty-group",
  ],
  [
    "one in the domain",
    () => surveyMean(five, [1, 2, 4, 3, 5], { domain: [1, 0, 0, 0, 0] }),
    "too-few",
  ],
  ["values of another length", () => surveyMean(five, [1, 2]), "length-mismatch"],
  [
    "a confidence of 95",
    () => surveyMean(five, [1, 2, 4, 3, 5], { confidence: 95 }),
    "out-of-range",
  ],
  [
    "weights that are no population",
    () => surveyMean(five, [1, 2, 4, 3, 5], { designEffectAgainst: "without-replacement" }),
    "out-of-range",
  ],
  [
    "denominators that add up to 0",
    () => surveyRatio(five, [1, 2, 4, 3, 5], [1, -1, 0, 2, -2]),
    "no-variance",
  ],
  ["no columns", () => surveyMeans(five, []), "too-few"],
] as const)("a question with %s is refused: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});

test("of a census the mean is exactly known, and that is no error", () => {
  const all = surveyDesign({ fpc: [3, 3, 3] });
  expect(surveyMean(all, [1, 2, 6])).toMatchObject({
    estimate: 3,
    standardError: 0,
    designEffect: null,
  });
});
