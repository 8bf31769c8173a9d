import fc from "fast-check";
import { expect, test } from "vitest";
import { treatedWorld, withPredictors } from "../../../../tests/support/treated-world.ts";
import { Random } from "../numeric/index.ts";
import {
  predictorOver,
  type SyntheticStudy,
  syntheticControl,
  syntheticControlLeaveOneOut,
  syntheticControlPlacebos,
} from "./index.ts";

const studies = fc.record({ seed: fc.nat(), units: fc.integer({ min: 4, max: 30 }) });

const ways = ["bare", "equal", "fitted"] as const;
test("the order of units changes nothing", () => {
  fc.assert(
    fc.property(studies, fc.constantFrom(...ways), ({ seed, units }, way) => {
      const random = new Random(seed);
      const bare = treatedWorld(random, units, 12, 8);
      const study = way === "bare" ? bare : withPredictors(bare, random);
      const options = { predictorWeights: way === "bare" ? undefined : way };
      const order = Array.from({ length: units }, (_, at) => at);
      random.shuffle(order);
      const rows = (values: ArrayLike<number>, width: number) =>
        order.flatMap((unit) => Array.from(values).slice(unit * width, (unit + 1) * width));
      const own = syntheticControl(study, options);
      const other = syntheticControl(
        {
          ...study,
          outcomes: rows(study.outcomes, 12),
          predictors: study.predictors && rows(study.predictors, 3),
          treated: order.indexOf(study.treated),
        },
        options,
      );
      for (const [at, unit] of order.entries())
        expect(other.weights[at]).toBeCloseTo(own.weights[unit]!, 9);
    }),
    { numRuns: 100 },
  );
});

test("units of measurement drop out, and gaps follow those of the outcome", () => {
  fc.assert(
    fc.property(studies, ({ seed, units }) => {
      const random = new Random(seed);
      const study = withPredictors(treatedWorld(random, units, 12, 8), random);
      const own = syntheticControl(study, { predictorWeights: [0.5, 0.3, 0.2] });
      const other = syntheticControl(
        {
          ...study,
          outcomes: Array.from(study.outcomes, (value) => 1000 * value + 50),
          predictors: Array.from(study.predictors!, (value, at) =>
            at % 3 === 1 ? 1e-4 * value - 7 : value,
          ),
        },
        { predictorWeights: [5, 3, 2] },
      );
      for (const [unit, weight] of own.weights.entries())
        expect(other.weights[unit]).toBeCloseTo(weight, 7);
      for (const [at, gap] of own.gap.entries()) expect(other.gap[at]! / 1000).toBeCloseTo(gap, 6);
    }),
    { numRuns: 100 },
  );
});

test("fitted predictor weights leave a smaller gap before than equal ones, and none without predictors", () => {
  const random = new Random(5);
  for (let at = 0; at < 10; at++) {
    const study = withPredictors(treatedWorld(random, 15, 12, 8), random);
    const fitted = syntheticControl(study);
    const equal = syntheticControl(study, { predictorWeights: "equal" });
    const { predictors: _, ...bare } = study;
    expect(fitted.rmspePre).toBeLessThanOrEqual(equal.rmspePre + 1e-9);
    expect(syntheticControl(bare).rmspePre).toBeLessThanOrEqual(fitted.rmspePre + 1e-9);
    expect(fitted.predictorWeights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...fitted.predictorWeights)).toBeGreaterThanOrEqual(1e-3 - 1e-12);
  }
});

test("an effect that was put in is found", async () => {
  const random = new Random(9);
  const study = { ...treatedWorld(random, 30, 20, 15), treated: 0 };
  const outcomes = Array.from(study.outcomes, (value, at) =>
    at >= 15 && at < 20 ? value - 9 : value,
  );
  const { p, rank, compared } = await syntheticControlPlacebos({ ...study, outcomes });
  expect([p, rank, compared]).toEqual([1 / 30, 1, 30]);
  expect(syntheticControl({ ...study, outcomes }).averageEffect).toBeCloseTo(
    syntheticControl(study).averageEffect - 9,
    9,
  );
});

test("placebos that were imitated too badly can be left out", async () => {
  const study = treatedWorld(new Random(3), 25, 30, 25);
  const all = await syntheticControlPlacebos(study);
  const some = await syntheticControlPlacebos(study, { prefitLimit: 1.5 });
  const own = syntheticControl(study).rmspePre ** 2;
  const near = all.placebos.filter(({ rmspePre }) => rmspePre ** 2 <= 1.5 * own);
  expect(all.compared).toBe(25);
  expect(some.compared).toBe(near.length + 1);
  expect(some.compared).toBeLessThan(25);
  expect(some.p).toBe(some.rank / some.compared);
});

test("without a donor is the same as never having had it", async () => {
  const study = { ...treatedWorld(new Random(4), 10, 14, 10), treated: 0 };
  const { weights } = syntheticControl(study);
  const without = await syntheticControlLeaveOneOut(study);
  expect(without.map(({ leftOut }) => leftOut)).toEqual(
    [...weights.keys()].filter((unit) => weights[unit]! > 0),
  );
  for (const { leftOut, gap, weights: others } of without) {
    const outcomes = Array.from(study.outcomes).filter((_, at) => Math.floor(at / 14) !== leftOut);
    const expected = syntheticControl({ ...study, outcomes });
    for (const [at, value] of expected.gap.entries()) expect(gap[at]).toBeCloseTo(value, 10);
    expect(others[leftOut]).toBe(0);
  }
});

test("several cores find the same as one", async () => {
  const random = new Random(8);
  const study = withPredictors(treatedWorld(random, 24, 12, 8), random);
  const [one, two] = [
    await syntheticControlPlacebos(study, { cores: 1 }),
    await syntheticControlPlacebos(study, { cores: 2 }),
  ];
  expect(two).toEqual(one);
});

const outcomes = [1, 2, 4, 2, 3, 3, 0, 1, 2, 5, 4, 4];
const plain: SyntheticStudy = { outcomes, periods: 3, treated: 0, from: 2 };
test.for([
  [{ ...plain, outcomes: outcomes.slice(1) }, {}, "length-mismatch"],
  [{ ...plain, outcomes: outcomes.slice(0, 6) }, {}, "too-few"],
  [
    { ...plain, outcomes: outcomes.map((value, at) => (at === 5 ? Number.NaN : value)) },
    {},
    "not-finite",
  ],
  [{ ...plain, treated: 4 }, {}, "out-of-range"],
  [{ ...plain, from: 0 }, {}, "out-of-range"],
  [{ ...plain, from: 3 }, {}, "out-of-range"],
  [{ ...plain, periods: 1 }, {}, "out-of-range"],
  [{ ...plain, predictors: [1, 2, 3] }, {}, "length-mismatch"],
  [{ ...plain, predictors: [1, 1, 1, 1] }, {}, "no-variance"],
  [{ ...plain, predictors: [1, 2, Number.NaN, 1] }, {}, "not-finite"],
  [plain, { predictorWeights: [1] }, "length-mismatch"],
  [plain, { predictorWeights: [1, -1] }, "out-of-range"],
  [plain, { predictorWeights: [0, 0] }, "out-of-range"],
  [plain, { seed: -1 }, "out-of-range"],
] as const)("is refused: %#", ([study, options, code]) => {
  expect(() => syntheticControl(study, options)).toThrowError(
    expect.objectContaining({ name: "MeasureError", code }),
  );
});

test("a study that placebos cannot answer is refused", async () => {
  const exact = { outcomes: [2, 2, 9, 1, 1, 1, 3, 3, 3, 4, 4, 4], periods: 3, treated: 0, from: 2 };
  expect(syntheticControl(exact).rmspePre).toBeCloseTo(0, 12);
  expect(syntheticControl(exact).isUnique).toBe(false);
  await expect(syntheticControlPlacebos(exact)).rejects.toMatchObject({ code: "no-variance" });
  await expect(syntheticControlPlacebos(plain, { prefitLimit: 0.5 })).rejects.toMatchObject({
    code: "out-of-range",
  });
  const three = { ...plain, outcomes: outcomes.slice(0, 9) };
  await expect(syntheticControlLeaveOneOut(three)).rejects.toMatchObject({ code: "too-few" });
});

test("a predictor sums up the periods that have a value", () => {
  const gap = Number.NaN;
  expect([...predictorOver([1, 2, 9, gap, 4, 5], 3, [0, 1, 2])]).toEqual([4, 4.5]);
  expect([...predictorOver([1, 2, 9, gap, 4, 5], 3, [0, 1, 2], { by: "median" })]).toEqual([
    2, 4.5,
  ]);
  const asked = () => predictorOver([1, 2, 9, gap, 4, 5], 3, [0], { unitNames: ["A", "B"] });
  expect(asked).toThrowError(expect.objectContaining({ code: "empty-group" }));
  expect(asked).toThrowError(/^B has no value/);
  for (const over of [[], [3], [0.5]])
    expect(() => predictorOver([1, 2, 3], 3, over)).toThrowError(
      expect.objectContaining({ code: "out-of-range" }),
    );
});
