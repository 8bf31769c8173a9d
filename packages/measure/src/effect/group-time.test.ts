import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { madePanel, panelOf, rowsOf, units } from "../../../../tests/support/made-panel.ts";
import { Random } from "../numeric/index.ts";
import {
  type AggregatedEffects,
  aggregateEffects,
  type GroupTimeOptions,
  groupTimeEffects,
  sunAbraham,
  uniformBand,
} from "./index.ts";

type Numbers = readonly (number | null)[];
interface Aggregated {
  readonly overall_att: number;
  readonly overall_se: number;
  readonly egt: readonly number[] | null;
  readonly att_egt: Numbers | null;
  readonly se_egt: Numbers | null;
}
interface Case extends Readonly<Record<"group" | "t" | "att" | "se", Numbers>> {
  readonly W: readonly [readonly [number]];
  readonly Wpval: readonly [readonly [number]];
  readonly n: number;
  readonly simple: Aggregated;
  readonly dynamic: Aggregated;
  readonly dynamic_minmax: Aggregated;
  readonly group_agg: Aggregated;
  readonly calendar: Aggregated;
}
interface Bootstrap extends Readonly<Record<"se" | "dyn_se", readonly number[]>> {
  readonly crit: number;
  readonly dyn_crit: number;
}
const { results } = golden<{
  results: Readonly<Record<string, Case>> & { readonly bootstrap_reference: Bootstrap };
}>("c2_callaway_santanna_mpdta.json");
const rows = goldenRows("data/mpdta.csv");
const numbers = (column: string) => Float64Array.from(rows, (row) => Number(row[column]));
const panel = {
  unit: rows.map((row) => row["countyreal"]!),
  time: numbers("year"),
  outcome: numbers("lemp"),
  treatedFrom: numbers("first.treat").map((year) => (year === 0 ? Infinity : year)),
};
const covariates = { lpop: numbers("lpop") };

/** The same number up to rounding; null where the reference has none, and in the base period. */
function expectNear(value: number | null, expected: number | null): void {
  if (expected === null) expect(value).toBeNull();
  else expect(isNear(value!, expected), `${value} instead of ${expected}`).toBe(true);
}

function expectLike(own: AggregatedEffects, reference: Aggregated): void {
  expectNear(own.att, reference.overall_att);
  expectNear(own.standardError, reference.overall_se);
  expect(own.effects.map(({ at }) => at)).toEqual(reference.egt ?? []);
  for (const [at, effect] of own.effects.entries()) {
    expectNear(effect.att, reference.att_egt![at]!);
    expectNear(effect.standardError, reference.se_egt![at]!);
  }
}

goldenTest.for([
  ["never_nox_varying", {}],
  ["never_lpop_dr", { covariates }],
  ["never_lpop_reg", { covariates, estimator: "regression" }],
  ["never_lpop_ipw", { covariates, estimator: "ipw" }],
  ["notyet_nox", { control: "not-yet-treated" }],
  ["notyet_lpop_dr", { control: "not-yet-treated", covariates }],
  ["never_nox_universal", { base: "universal" }],
  ["never_lpop_anticip1", { anticipation: 1, covariates }],
] as readonly (readonly [string, GroupTimeOptions])[])(
  "agrees with did: %s, and all its aggregations",
  ([name, options]) => {
    const reference = results[name]!;
    const own = groupTimeEffects(panel, options);
    expect(own.units).toBe(reference.n);
    expect(own.effects.map(({ group }) => group)).toEqual(reference.group);
    expect(own.effects.map(({ time }) => time)).toEqual(reference.t);
    for (const [at, effect] of own.effects.entries()) {
      expectNear(effect.att, reference.att[at]!);
      expectNear(effect.standardError, reference.se[at]!);
    }
    expectNear(own.preTest!.statistic, reference.W[0][0]);
    expect(own.preTest!.p).toBeCloseTo(reference.Wpval[0][0], 5);
    expectLike(aggregateEffects(own, "simple"), reference.simple);
    expectLike(aggregateEffects(own, "dynamic"), reference.dynamic);
    expectLike(aggregateEffects(own, "dynamic", { from: -1, to: 1 }), reference.dynamic_minmax);
    expectLike(aggregateEffects(own, "group"), reference.group_agg);
    expectLike(aggregateEffects(own, "calendar"), reference.calendar);
  },
);

goldenTest("the bootstrap agrees with did within its own chance", async () => {
  const own = groupTimeEffects(panel);
  const { crit, se, dyn_crit, dyn_se } = results.bootstrap_reference;
  for (const [effects, critical, errors] of [
    [own, crit, se],
    [aggregateEffects(own, "dynamic"), dyn_crit, dyn_se],
  ] as const) {
    const band = await uniformBand(effects, { replications: 5000 });
    // Of 5000 draws the quantiles are off by about 1.5 %; of both, 2 %; this is three times that.
    expect(Math.abs(band.criticalValue / critical - 1)).toBeLessThan(0.06);
    for (const [at, error] of errors.entries())
      expect(Math.abs(band.standardErrors[at]! / error - 1)).toBeLessThan(0.06);
  }
});

const staggered = [...units(6, 2), ...units(5, 4), ...units(12, Infinity)];

test("order of rows, level of units and path of periods change nothing; the unit of the outcome scales", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0.1, max: 1000, noNaN: true }), (seed, scale) => {
      const made = madePanel({ seed, beginnings: staggered, periods: 5 });
      const moved = rowsOf(made).map((row) => ({
        ...row,
        outcome: scale * (row.outcome + 7 * row.unit + row.time ** 2),
      }));
      new Random(seed).shuffle(moved);
      const [own, other] = [groupTimeEffects(made), groupTimeEffects(panelOf(moved))];
      for (const kind of ["simple", "dynamic", "group", "calendar"] as const) {
        const [a, b] = [aggregateEffects(own, kind), aggregateEffects(other, kind)];
        expect(isNear(b.att, scale * a.att, 1e-7)).toBe(true);
        expect(isNear(b.standardError!, scale * a.standardError!, 1e-7)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

test("against its own last period before treatment it is what Sun–Abraham finds", () => {
  const made = madePanel({ seed: 4, beginnings: staggered, periods: 6, effect: 1 });
  const own = aggregateEffects(groupTimeEffects(made, { base: "universal" }), "dynamic");
  const other = new Map(sunAbraham(made).effects.map((one) => [one.eventTime, one.estimate]));
  for (const { at, att } of own.effects) expect(att).toBeCloseTo(other.get(at) ?? 0, 9);
});

test("errors clustered by pairs of twins do not shrink because each unit is there twice", () => {
  const made = madePanel({ seed: 4, beginnings: staggered, periods: 5 });
  const twice = panelOf([
    ...rowsOf(made),
    ...rowsOf(made).map((row) => ({ ...row, unit: row.unit + 100 })),
  ]);
  const cluster = twice.unit.map((unit) => unit % 100);
  const [one, two] = [groupTimeEffects(made), groupTimeEffects(twice, { cluster })];
  for (const [at, effect] of one.effects.entries())
    expect(two.effects[at]!.standardError).toBeCloseTo(effect.standardError!, 10);
});

test("who cannot take part is left out, and counted", () => {
  const beginnings = [0, ...units(5, 2), ...units(5, 9), ...units(5, Infinity)];
  const made = madePanel({ seed: 4, beginnings, periods: 4 });
  const holed = panelOf(rowsOf(made).filter(({ unit, time }) => unit !== 12 || time !== 2));
  const { units: kept, left, smallGroups, groupOf } = groupTimeEffects(holed);
  expect([kept, left]).toEqual([14, { alwaysTreated: 1, incomplete: 1 }]);
  expect(groupOf.filter((from) => from === Infinity)).toHaveLength(9);
  expect(smallGroups).toEqual([]);
  const few = madePanel({ seed: 4, beginnings: [2, 2, ...units(4, Infinity)], periods: 4 });
  expect(groupTimeEffects(few).smallGroups).toEqual([2, Infinity]);
});

test("balanced event times keep one mix of groups", () => {
  const made = madePanel({ seed: 4, beginnings: staggered, periods: 6 });
  const { effects } = aggregateEffects(groupTimeEffects(made), "dynamic", { balance: 2 });
  expect(effects.map(({ at }) => at)).toEqual([-1, 0, 1, 2]);
});

test("bands are the same for the same seed on any number of cores, and wider than single intervals", async () => {
  const beginnings = [...units(40, 2), ...units(40, 4), ...units(120, Infinity)];
  const own = groupTimeEffects(madePanel({ seed: 4, beginnings, periods: 6 }));
  const one = await uniformBand(own, { replications: 15_001, seed: 3, cores: 1 });
  expect(await uniformBand(own, { replications: 15_001, seed: 3, cores: 2 })).toEqual(one);
  expect(one.criticalValue).toBeGreaterThan(1.96);
});
