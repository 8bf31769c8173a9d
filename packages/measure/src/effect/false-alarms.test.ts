import { expect, test } from "vitest";
import { madePanel, units } from "../../../../tests/support/made-panel.ts";
import {
  aggregateEffects,
  eventStudy,
  groupTimeEffects,
  randomisationInference,
  sunAbraham,
  twoWayFixedEffects,
  wildClusterBootstrap,
} from "./index.ts";

const worlds = 1000;
const world = (seed: number, treated: number, others: number, periods = 6) =>
  madePanel({ seed, beginnings: [...units(treated, 3), ...units(others, Infinity)], periods });

/** How often p is below 0.05 in worlds without an effect. */
function alarmRate(count: number, pOf: (seed: number) => number): number {
  let alarms = 0;
  for (let seed = 0; seed < count; seed++) if (pOf(seed) < 0.05) alarms++;
  return alarms / count;
}

const nominal = (rate: number) => {
  expect(rate).toBeGreaterThan(0.03);
  expect(rate).toBeLessThan(0.07);
};

test("clustered errors of fixed effects: 1 in 20, with 20 treated of 40", () => {
  nominal(alarmRate(worlds, (seed) => twoWayFixedEffects(world(seed, 20, 20)).p!));
});

test("4 treated of 40: clustered errors are too small, more than 1 alarm in 10; randomisation is right", async () => {
  expect(alarmRate(worlds, (seed) => twoWayFixedEffects(world(seed, 4, 36)).p!)).toBeGreaterThan(
    0.1,
  );
  let alarms = 0;
  for (let seed = 0; seed < worlds; seed++) {
    const options = { permutations: 199, seed, cores: 1 };
    if ((await randomisationInference(world(seed, 4, 36), options)).p <= 0.05) alarms++;
  }
  nominal(alarms / worlds);
});

test.for([
  [4, 36],
  [36, 4],
] as const)(
  "%i treated and %i others: the wild bootstrap is nearly right",
  async ([treated, others]) => {
    let alarms = 0;
    for (let seed = 0; seed < 400; seed++) {
      const options = { replications: 199, seed, cores: 1 };
      if ((await wildClusterBootstrap(world(seed, treated, others, 4), options)).p <= 0.05)
        alarms++;
    }
    expect(alarms / 400).toBeGreaterThan(0.02);
    expect(alarms / 400).toBeLessThan(0.09);
  },
);

test("the tests of a trend before treatment: 1 in 20", () => {
  nominal(alarmRate(worlds, (seed) => eventStudy(world(seed, 50, 50)).preTrend!.p));
});

const staggered = [...units(60, 2), ...units(60, 3), ...units(120, Infinity)];

test("group-time effects, their aggregations, their test before treatment and Sun–Abraham: 1 in 20", () => {
  const alarms = { simple: 0, dynamic: 0, group: 0, calendar: 0, preTest: 0, sunAbraham: 0 };
  for (let seed = 0; seed < worlds; seed++) {
    const made = madePanel({ seed, beginnings: staggered, periods: 5 });
    const own = groupTimeEffects(made);
    for (const kind of ["simple", "dynamic", "group", "calendar"] as const)
      if (aggregateEffects(own, kind).p! < 0.05) alarms[kind]++;
    if (own.preTest!.p < 0.05) alarms.preTest++;
    if (seed < 300 && sunAbraham(made).p! < 0.05) alarms.sunAbraham++;
  }
  for (const kind of ["simple", "dynamic", "group", "calendar", "preTest"] as const)
    nominal(alarms[kind] / worlds);
  nominal(alarms.sunAbraham / 300);
});
