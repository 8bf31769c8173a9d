import { expect, test } from "vitest";
import { apiDesigns, apiSamples, textsOf } from "../../../../tests/support/api-samples.ts";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import { surveyDesign, surveyProportion } from "./index.ts";

type Interval = { readonly p: number; readonly ci: readonly [number, number] };
const { results } = golden<{
  results: Readonly<Record<string, Readonly<Record<string, Interval>>>>;
}>("e4_intervals_multipletesting.json");

const named = {
  logit: "logit",
  likelihood: "likelihood",
  arcsine: "asin",
  beta: "beta",
  mean: "mean",
} as const;

/** The reference interpolates in the profile of the likelihood; the deviance at its bounds is off by 2e-4. */
const tolerance = { likelihood: 1e-5 } as Readonly<Record<string, number>>;

goldenTest.for([
  ["svyciprop_strat_fpc", "strat_fpc", apiSamples.strat],
  ["svyciprop_clus1_nofpc", "clus1_nofpc", apiSamples.clus1],
] as const)("agrees with R survey: %s", ([reference, design, rows]) => {
  const isWide = textsOf(rows, "sch.wide").map((text) => text === "Yes");
  for (const [method, name] of Object.entries(named) as [keyof typeof named, string][]) {
    const expected = results[reference]![name];
    if (expected === undefined) continue;
    const found = surveyProportion(apiDesigns[design][1](), isWide, { method });
    expect(isNear(found.estimate, expected.p), method).toBe(true);
    for (const side of [0, 1] as const)
      expect(
        isNear(found.interval[side], expected.ci[side], tolerance[method] ?? 1e-9),
        `${method} ${found.interval[side]} instead of ${expected.ci[side]}`,
      ).toBe(true);
  }
});

test("all or none: beta and wilson still say something, the others say why not", () => {
  const design = surveyDesign({ weights: Array.from({ length: 30 }, () => 4) });
  const none = Array.from({ length: 30 }, () => false);
  const beta = surveyProportion(design, none, { method: "beta" });
  // Clopper–Pearson for 0 of 30: 1 − 0.025^(1/30).
  expect(beta.interval[0]).toBe(0);
  expect(beta.interval[1]).toBeCloseTo(1 - 0.025 ** (1 / 30), 10);
  expect(beta).toMatchObject({ estimate: 0, standardError: null, effectiveSize: 30 });
  expect(
    surveyProportion(
      design,
      none.map((no) => !no),
      { method: "wilson" },
    ).interval[1],
  ).toBe(1);
  expect(() => surveyProportion(design, none)).toThrowError(
    expect.objectContaining({ name: "MeasureError", code: "no-variance" }),
  );
  expect(() =>
    surveyProportion(
      design,
      none.map(() => 0.5),
    ),
  ).toThrowError(/0 \(no\) and 1 \(yes\)/);
});

test.for(["logit", "beta", "wilson", "likelihood", "arcsine"] as const)(
  "%s: yes and no are each other's mirror, and stay between 0 and 1",
  (method) => {
    const random = new Random(8);
    for (let round = 0; round < 50; round++) {
      const yes = Array.from({ length: 24 }, (_, row) => row === 0 || random.uniform() < 0.1);
      if (yes.every(Boolean)) continue;
      const clusters = yes.map((_, row) => row % 8);
      const design = surveyDesign({ weights: yes.map(() => 1 + random.uniform()), clusters });
      const own = surveyProportion(design, yes, { method });
      const other = surveyProportion(
        design,
        yes.map((one) => !one),
        { method },
      );
      expect(own.interval[0]).toBeCloseTo(1 - other.interval[1], 9);
      expect(own.interval[0]).toBeGreaterThanOrEqual(0);
      expect(own.interval[0]).toBeLessThanOrEqual(own.estimate);
      expect(own.interval[1]).toBeGreaterThanOrEqual(own.estimate);
      expect(own.interval[1]).toBeLessThanOrEqual(1);
    }
  },
);

test.for([
  ["logit", 12, 12],
  ["beta", 12, 12],
  ["wilson", 4, 36],
] as const)(
  "%s covers the true share 95 of 100 times (%i and %i clusters)",
  ([method, few, many]) => {
    const random = new Random(21);
    let missed = 0;
    for (let world = 0; world < 1000; world++) {
      const rows = Array.from({ length: (few + many) * 6 }, (_, row) => row);
      const yes = rows.map(() => random.uniform() < 0.3);
      const clusters = rows.map((row) => Math.floor(row / 6));
      const strata = clusters.map((cluster) => (cluster < few ? 0 : 1));
      const design = surveyDesign({ weights: rows.map(() => 10), strata, clusters });
      const [lower, upper] = surveyProportion(design, yes, { method }).interval;
      if (lower > 0.3 || upper < 0.3) missed += 1;
    }
    expect(missed / 1000).toBeGreaterThan(0.03);
    expect(missed / 1000).toBeLessThan(0.07);
  },
);
