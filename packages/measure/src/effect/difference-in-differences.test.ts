import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { madePanel, panelOf, rowsOf, units } from "../../../../tests/support/made-panel.ts";
import { Random } from "../numeric/index.ts";
import {
  aggregateEffects,
  byPeriod,
  eventStudy,
  goodmanBacon,
  groupTimeEffects,
  sunAbraham,
  twoByTwo,
  twoWayFixedEffects,
} from "./index.ts";

interface Terms {
  readonly terms: readonly string[];
  readonly est: readonly number[];
  readonly se: readonly number[];
  readonly t: readonly number[];
  readonly p: readonly number[];
}
interface One {
  readonly est: number;
  readonly se: number;
  readonly t: number;
  readonly p: number;
  readonly nobs: number;
}
interface Results {
  readonly did_2x2: {
    readonly ols: Terms;
    readonly se_variants: Readonly<Record<"se_iid" | "se_hetero" | "se_cluster", number>>;
    readonly vcovCL: Readonly<Record<"HC0_nocadj" | "HC0_cadj" | "HC1_cadj", number>>;
    readonly fe: One;
    readonly cell_means: Readonly<Record<"D" | "post" | "lemp", readonly number[]>>;
  };
  readonly twfe: One;
  readonly twfe_ssc_variants: Readonly<Record<string, number>>;
  readonly twfe_lpop_year: Terms;
  readonly event_study: Terms;
  readonly sunab_dynamic: Terms;
  readonly sunab_att: readonly [number, number];
  readonly bacon: {
    readonly decomp: Readonly<
      Record<"treated" | "untreated" | "estimate" | "weight", readonly number[]>
    > & { readonly type: readonly string[] };
    readonly weighted_sum: number;
  };
}
const { results } = golden<{ results: Results }>("c1_did_mpdta_twfe.json");
const rows = goldenRows("data/mpdta.csv");
const numbers = (column: string, from = rows) =>
  Float64Array.from(from, (row) => Number(row[column]));
const panel = {
  unit: rows.map((row) => row["countyreal"]!),
  time: numbers("year"),
  outcome: numbers("lemp"),
  treatedFrom: numbers("first.treat").map((year) => (year === 0 ? Infinity : year)),
};
const twoYears = rows.filter(
  (row) => ["0", "2007"].includes(row["first.treat"]!) && ["2006", "2007"].includes(row["year"]!),
);

/** Both numbers are the same up to rounding. */
function expectNear(value: number | null | undefined, expected: number): void {
  expect(isNear(value ?? Number.NaN, expected), `${value} instead of ${expected}`).toBe(true);
}

goldenTest("two by two agrees with lm and sandwich, with every error", () => {
  const two = {
    outcome: numbers("lemp", twoYears),
    treated: numbers("first.treat", twoYears).map((year) => (year > 0 ? 1 : 0)),
    post: numbers("year", twoYears).map((year) => (year === 2007 ? 1 : 0)),
    unit: twoYears.map((row) => row["countyreal"]!),
  };
  const { ols, se_variants, vcovCL, cell_means } = results.did_2x2;
  const own = twoByTwo(two);
  const found = { DP: { ...own, estimate: own.att } };
  for (const [at, name] of ols.terms.entries()) {
    const names: Readonly<Record<string, string>> = { "(Intercept)": "constant", D: "treated" };
    const one =
      name === "DP"
        ? found.DP
        : own.coefficients.find((coefficient) => coefficient.name === (names[name] ?? name));
    for (const [key, column] of [
      ["estimate", ols.est],
      ["standardError", ols.se],
      ["t", ols.t],
      ["p", ols.p],
    ] as const)
      expectNear(one?.[key], column[at]!);
  }
  expectNear(twoByTwo(two, { vcov: "iid" }).standardError, se_variants.se_iid);
  expectNear(twoByTwo(two, { vcov: "hetero" }).standardError, se_variants.se_hetero);
  expectNear(twoByTwo(two, { smallSample: "none" }).standardError, vcovCL.HC0_nocadj);
  expectNear(twoByTwo(two, { smallSample: "clusters" }).standardError, vcovCL.HC0_cadj);
  expectNear(own.standardError, vcovCL.HC1_cadj);
  for (const [at, { mean }] of own.cells.entries()) expectNear(mean, cell_means.lemp[at]!);
});

goldenTest("two-way fixed effects agree with fixest, with every correction", () => {
  const own = twoWayFixedEffects(panel);
  const { twfe, twfe_ssc_variants: variants, did_2x2 } = results;
  expect(own.counts.rows).toBe(twfe.nobs);
  for (const [key, expected] of [
    ["att", twfe.est],
    ["standardError", twfe.se],
    ["t", twfe.t],
    ["p", twfe.p],
  ] as const)
    expectNear(own[key], expected);
  for (const [smallSample, name] of [
    ["nested", "default"],
    ["none", "no_adj"],
    ["clusters", "cluster_adj_only"],
    ["full", "full_dof"],
  ] as const)
    expectNear(twoWayFixedEffects(panel, { smallSample }).standardError, variants[name]!);
  const short = twoWayFixedEffects({
    unit: twoYears.map((row) => row["countyreal"]!),
    time: numbers("year", twoYears),
    outcome: numbers("lemp", twoYears),
    treatedFrom: numbers("first.treat", twoYears).map((year) => (year === 0 ? Infinity : year)),
  });
  expectNear(short.att, did_2x2.fe.est);
  expectNear(short.standardError, did_2x2.fe.se);
});

goldenTest("covariates by period agree with fixest", () => {
  const covariates = byPeriod("lpop", numbers("lpop"), panel.time);
  const { att, standardError, t, p, ...own } = twoWayFixedEffects(panel, { covariates });
  const all = [{ estimate: att, standardError, t, p }, ...own.covariates];
  const { est, se, t: ts, p: ps } = results.twfe_lpop_year;
  for (const [at, one] of all.entries()) {
    expectNear(one.estimate, est[at]!);
    expectNear(one.standardError, se[at]!);
    expectNear(one.t, ts[at]!);
    expectNear(one.p, ps[at]!);
  }
});

goldenTest.for([
  ["event study", eventStudy, "event_study"],
  ["Sun and Abraham", sunAbraham, "sunab_dynamic"],
] as const)("%s agrees with fixest", ([, method, name]) => {
  const { effects, preTrend } = method(panel);
  const { terms, est, se, t, p } = results[name];
  expect(effects.map(({ eventTime }) => eventTime)).toEqual(
    terms.map((term) => Number(term.split("::")[1])),
  );
  for (const [at, effect] of effects.entries()) {
    expectNear(effect.estimate, est[at]!);
    expectNear(effect.standardError, se[at]!);
    expectNear(effect.t, t[at]!);
    expectNear(effect.p, p[at]!);
  }
  expect(preTrend).toMatchObject({ df1: 3, df2: 499 });
});

goldenTest("the total of Sun and Abraham agrees with fixest", () => {
  const { att, standardError, control } = sunAbraham(panel);
  expectNear(att, results.sunab_att[0]);
  expectNear(standardError, results.sunab_att[1]);
  expect(control).toBe(Infinity);
});

const kinds = {
  "treated-untreated": "Treated vs Untreated",
  "earlier-later": "Earlier vs Later Treated",
  "later-earlier": "Later vs Earlier Treated",
  "later-always": "Later vs Always Treated",
} as const;

goldenTest("Goodman–Bacon agrees with bacondecomp", () => {
  const { treated, untreated, estimate, weight, type } = results.bacon.decomp;
  const parts = goodmanBacon(panel);
  expect(parts).toHaveLength(treated.length);
  for (const part of parts) {
    const control = part.control === Infinity ? 99999 : part.control;
    const at = treated.findIndex((own, k) => own === part.treated && untreated[k] === control);
    expect(kinds[part.kind]).toBe(type[at]);
    expectNear(part.estimate, estimate[at]!);
    expectNear(part.weight, weight[at]!);
  }
});

const beginnings = fc
  .array(fc.constantFrom(1, 2, 3, 4, Infinity, 0, 9), { minLength: 4, maxLength: 9 })
  .filter((all) => all.some((from) => from > 0 && from < 5))
  .map((all) => [...all, Infinity]);

test("the comparisons of Goodman–Bacon sum to two-way fixed effects, always-treated units too", () => {
  fc.assert(
    fc.property(beginnings, fc.nat(1000), (all, seed) => {
      const made = madePanel({ seed, beginnings: all, periods: 5, effect: 1 });
      const parts = goodmanBacon(made);
      const total = parts.reduce((sum, { weight }) => sum + weight, 0);
      const sum = parts.reduce((own, { weight, estimate }) => own + weight * estimate, 0);
      expect(total).toBeCloseTo(1, 12);
      expect(sum).toBeCloseTo(twoWayFixedEffects(made).att, 9);
    }),
  );
});

test("order of rows, level of units and path of periods change nothing; the unit of the outcome scales", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0.1, max: 1000, noNaN: true }), (seed, scale) => {
      const made = madePanel({ seed, beginnings: [2, 2, 3, 3, ...units(4, Infinity)], periods: 5 });
      const moved = rowsOf(made).map((row) => ({
        ...row,
        outcome: scale * (row.outcome + 7 * row.unit + row.time ** 2),
      }));
      new Random(seed).shuffle(moved);
      for (const method of [twoWayFixedEffects, sunAbraham]) {
        const [own, other] = [method(made), method(panelOf(moved))];
        expect(isNear(other.att, scale * own.att, 1e-7)).toBe(true);
        expect(isNear(other.standardError!, scale * own.standardError!, 1e-7)).toBe(true);
        expect(other.p).toBeCloseTo(own.p!, 7);
      }
    }),
    { numRuns: 30 },
  );
});

test("with two periods, event study, Sun–Abraham, fixed effects and two by two are the same number", () => {
  const made = madePanel({
    seed: 5,
    beginnings: [...units(4, 1), ...units(6, Infinity)],
    periods: 2,
  });
  const { att } = twoWayFixedEffects(made);
  const treated = made.treatedFrom.map((from) => (from === 1 ? 1 : 0));
  const rest = { outcome: made.outcome, treated, post: made.time, unit: made.unit };
  expect(twoByTwo(rest).att).toBeCloseTo(att, 12);
  expect(eventStudy(made).effects[0]?.estimate).toBeCloseTo(att, 12);
  expect(sunAbraham(made).att).toBeCloseTo(att, 12);
});

test("without units that are never treated, the last group is the control of Sun–Abraham", () => {
  const all = [...units(3, 2), ...units(3, 4)];
  const made = madePanel({ seed: 8, beginnings: all, periods: 6, effect: 2 });
  const { control, effects, att } = sunAbraham(made);
  expect(control).toBe(4);
  expect(effects.map(({ eventTime }) => eventTime)).toEqual([-2, 0, 1]);
  const groups = groupTimeEffects(made, { control: "not-yet-treated" });
  expect(att).toBeCloseTo(aggregateEffects(groups, "simple").att, 9);
});

test("two-way clustered errors are the sum of both less those of single rows", () => {
  const made = madePanel({
    seed: 3,
    beginnings: [...units(6, 3), ...units(9, Infinity)],
    periods: 7,
  });
  const square = (vcov: "cluster" | "hetero", cluster?: readonly number[]) =>
    twoWayFixedEffects(made, { vcov, cluster, smallSample: "none" }).standardError! ** 2;
  const both = twoWayFixedEffects(made, { vcov: "two-way", smallSample: "none" });
  expect(both.standardError! ** 2).toBeCloseTo(
    square("cluster") + square("cluster", made.time) - square("hetero"),
    12,
  );
  expect(both.degreesOfFreedom).toBe(6);
});

test("a model that fits every value has an effect and no error", () => {
  const made = madePanel({
    seed: 3,
    beginnings: [...units(2, 1), ...units(2, Infinity)],
    periods: 2,
  });
  const exact = {
    ...made,
    outcome: made.time.map((time, row) => time * (made.unit[row]! < 2 ? 5 : 2)),
  };
  expect(twoWayFixedEffects(exact)).toMatchObject({ standardError: null, p: null, interval: null });
  expect(twoWayFixedEffects(exact).att).toBeCloseTo(3, 12);
  expect(eventStudy(exact).preTrend).toBeNull();
});

test("clusters whose scores are 0 by algebra give no error instead of one of rounding", () => {
  const all = [...units(6, 2), ...units(6, Infinity)];
  const made = madePanel({ seed: 3, beginnings: all, periods: 4 });
  const { att, standardError, p } = sunAbraham(made, { cluster: made.time });
  expect(Number.isFinite(att)).toBe(true);
  expect([standardError, p]).toEqual([null, null]);
});
