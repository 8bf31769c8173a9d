import { expect, test } from "vitest";
import { madePanel, units } from "../../../../tests/support/made-panel.ts";
import {
  groupTimeEffects,
  groupTimeRandomisation,
  randomisationInference,
  ringRandomisation,
  twoWayFixedEffects,
  wildClusterBootstrap,
} from "./index.ts";

/**
 * How often each way of judging an effect is wrong at a promised 5 %, in 1000 worlds without an effect: the table in
 * docs/methods/did.md. 6 periods, treated from the fourth; errors of a unit hang together by 0.5 from period to period.
 */
const worlds = 1000;

async function rates(treated: number, others: number) {
  const alarms = { clustered: 0, wild: 0, webb: 0, byRow: 0, randomised: 0, groupTime: 0 };
  for (let seed = 0; seed < worlds; seed++) {
    const beginnings = [...units(treated, 3), ...units(others, Infinity)];
    const panel = madePanel({ seed, beginnings, periods: 6 });
    const draws = { replications: 199, seed, cores: 1 };
    const found = {
      clustered: twoWayFixedEffects(panel).p!,
      wild: (await wildClusterBootstrap(panel, draws)).p,
      webb: (await wildClusterBootstrap(panel, { ...draws, weights: "webb" })).p,
      byRow: (await wildClusterBootstrap(panel, { ...draws, drawBy: "row" })).p,
      randomised: (await randomisationInference(panel, { permutations: 199, seed, cores: 1 })).p,
      groupTime: groupTimeEffects(panel).effects.at(-1)!.p!,
    };
    for (const [name, p] of Object.entries(found))
      if (p <= 0.05) alarms[name as keyof typeof alarms]++;
  }
  return Object.fromEntries(Object.entries(alarms).map(([name, n]) => [name, n / worlds]));
}

test.for([
  [20, 20, [0.03, 0.07], [0.03, 0.07]],
  [10, 30, [0.04, 0.1], [0.03, 0.08]],
  [4, 36, [0.09, 0.2], [0.03, 0.09]],
  [36, 4, [0.09, 0.2], [0.03, 0.09]],
  [2, 38, [0.2, 0.5], [0, 0.03]],
] as const)(
  "%i treated and %i others",
  { timeout: 300_000 },
  async ([treated, others, clustered, wild]) => {
    const found = await rates(treated, others);
    console.log(treated, others, JSON.stringify(found));
    for (const [rate, [low, high]] of [
      [found["clustered"]!, clustered],
      [found["wild"]!, wild],
      [found["webb"]!, wild],
      [found["byRow"]!, [0.03, 0.07]],
      [found["randomised"]!, [0.03, 0.07]],
    ] as const) {
      expect(rate).toBeGreaterThanOrEqual(low);
      expect(rate).toBeLessThan(high);
    }
  },
);

test("4 treated of 40: randomisation of group-time effects and of rings is right too", {
  timeout: 300_000,
}, async () => {
  const alarms = { simple: 0, dynamic: 0, ring: 0, displacement: 0 };
  for (let seed = 0; seed < worlds; seed++) {
    const options = { permutations: 39, seed: 100_000 + seed, cores: 1 };
    const panel = madePanel({
      seed: 50_000 + seed,
      beginnings: [...units(4, 3), ...units(36, Infinity)],
      periods: 4,
    });
    const { simple, dynamic } = await groupTimeRandomisation(panel, options);
    if (simple <= 0.05) alarms.simple++;
    if (dynamic <= 0.05) alarms.dynamic++;
    const beginnings = [...units(10, 3), ...units(26, Infinity)];
    const around = madePanel({ seed: 50_000 + seed, beginnings, periods: 4 });
    const ring = around.unit.map((unit) => (unit < 4 ? 0 : unit < 10 ? 1 : Infinity));
    const { rings, displacement } = await ringRandomisation({ ...around, ring }, options);
    if (rings[0]!.p <= 0.05) alarms.ring++;
    if (displacement! <= 0.05) alarms.displacement++;
  }
  console.log(JSON.stringify(alarms));
  for (const count of Object.values(alarms)) {
    expect(count / worlds).toBeGreaterThan(0.03);
    expect(count / worlds).toBeLessThan(0.07);
  }
});
