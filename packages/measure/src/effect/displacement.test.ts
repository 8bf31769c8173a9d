import fc from "fast-check";
import { expect, test } from "vitest";
import { madePanel, units } from "../../../../tests/support/made-panel.ts";
import { Random } from "../numeric/index.ts";
import {
  relativeToControl,
  ringEffects,
  twoWayFixedEffects,
  weightedDisplacementDifference,
  weightedDisplacementQuotient,
} from "./index.ts";

/** Counts of the example in Wheeler & Ratcliffe (2018), as the tests of the R package ptools have them. */
const paper = {
  treated: { before: 207, after: 110 },
  control: { before: 308, after: 318 },
  buffer: { before: 178, after: 157 },
  bufferControl: { before: 150, after: 140 },
};

test("the difference agrees with its paper: −118 (standard error √1568), z −2.98, −196 to −40", () => {
  const { difference, standardError, t, interval } = weightedDisplacementDifference(paper);
  expect(difference).toBe(-118);
  expect(standardError).toBeCloseTo(Math.sqrt(1568), 12);
  expect(t).toBeCloseTo(-2.98, 2);
  expect(interval!.map(Math.round)).toEqual([-196, -40]);
});

test("with periods of different length it agrees with the R package ptools: −20, √115", () => {
  const { difference, standardError } = weightedDisplacementDifference(
    { treated: { before: 80, after: 20 }, control: { before: 100, after: 50 } },
    { lengths: { before: 2, after: 1 } },
  );
  expect(difference).toBe(-20);
  expect(standardError).toBeCloseTo(Math.sqrt(115), 12);
});

test.for([
  // By hand: treated 1 → 0.5 of the control; the buffer as the second column says.
  [200, 225, -0.5, "displacement"],
  [200, 175, 0.5, "diffusion"],
  [200, 260, -1.2, "displacement-exceeds-effect"],
  [200, 140, 1.2, "diffusion-exceeds-effect"],
] as const)(
  "a buffer of %i that becomes %i beside treated areas that halve is %f: %s",
  ([before, after, expected, reading]) => {
    const own = weightedDisplacementQuotient({
      treated: { before: 100, after: 50 },
      buffer: { before, after },
      control: { before: 100, after: 100 },
    });
    expect(own.wdq).toBeCloseTo(expected, 12);
    expect(own.reading).toBe(reading);
  },
);

const count = fc.integer({ min: 20, max: 5000 });
const zone = fc.record({ before: count, after: count });

test("the quotient is minus the net change of the buffer over that of the treated, after by after", () => {
  fc.assert(
    fc.property(zone, zone, zone, (treated, buffer, control) => {
      fc.pre(treated.after * control.before !== treated.before * control.after);
      const own = weightedDisplacementQuotient({ treated, buffer, control });
      expect(own.wdq).toBeCloseTo(own.buffer.net / own.treated.net, 8);
      expect(own.total.net).toBeCloseTo(own.buffer.net + own.treated.net, 6);
      if (own.interval !== null) {
        expect(own.interval[0]).toBeLessThanOrEqual(own.wdq);
        expect(own.interval[1]).toBeGreaterThanOrEqual(own.wdq);
      }
      const longer = { before: control.before * 3, after: control.after * 3 };
      expect(weightedDisplacementQuotient({ treated, buffer, control: longer }).wdq).toBeCloseTo(
        own.wdq,
        8,
      );
    }),
  );
});

/** Poisson by the product of uniforms in steps, so that large means do not underflow (Knuth 1969). */
function poisson(random: Random, mean: number): number {
  let [events, left] = [0, mean];
  for (;;) {
    left += Math.log(1 - random.uniform());
    if (left < 0) return events;
    events++;
  }
}

test.for([
  [60, 60],
  [20, 180],
] as const)("false alarms of counts: 1 in 20 (%i treated, %i control)", ([mean, other]) => {
  const random = new Random(11);
  const draw = (level: number) => ({
    before: poisson(random, level),
    after: poisson(random, level),
  });
  let [ratio, difference, excluded, bounded] = [0, 0, 0, 0];
  for (let world = 0; world < 2000; world++) {
    const [treated, control, buffer] = [draw(mean), draw(other), draw(mean)];
    if ((relativeToControl(treated, control).p ?? 1) < 0.05) ratio++;
    const own = { treated, control: draw(mean), buffer, bufferControl: draw(mean) };
    if (weightedDisplacementDifference(own).p! < 0.05) difference++;
    // Treated fall to half; the buffer does nothing, so the quotient is 0.
    const half = { before: poisson(random, 10 * mean), after: poisson(random, 5 * mean) };
    const zones = { treated: half, buffer: draw(5 * mean), control: draw(5 * other) };
    const { interval } = weightedDisplacementQuotient(zones);
    if (interval === null) continue;
    bounded++;
    if (interval[0] > 0 || interval[1] < 0) excluded++;
  }
  for (const rate of [ratio / 2000, difference / 2000, excluded / bounded]) {
    expect(rate).toBeGreaterThan(0.03);
    expect(rate).toBeLessThan(0.07);
  }
});

const beginnings = [...units(10, 3), ...units(10, 3), ...units(20, 3), ...units(30, Infinity)];
const ringOf = (unit: number) => (unit < 10 ? 0 : unit < 20 ? 1 : unit < 40 ? 2 : Infinity);

test("rings: each effect is found, and the total is their sum over areas", () => {
  const made = madePanel({ seed: 1, beginnings, periods: 6, memory: 0 });
  const effects = new Map([
    [0, -8],
    [1, 5],
    [2, 0],
  ]);
  const outcome = made.outcome.map((value, row) => {
    const isTreated = made.time[row]! >= made.treatedFrom[row]!;
    return value + (isTreated ? effects.get(ringOf(made.unit[row]!))! : 0);
  });
  const { rings, total, displacement } = ringEffects({
    ...made,
    outcome,
    ring: made.unit.map(ringOf),
  });
  expect(rings.map(({ ring, units: areas }) => [ring, areas])).toEqual([
    [0, 10],
    [1, 10],
    [2, 20],
  ]);
  for (const { ring, att, standardError } of rings)
    expect(Math.abs(att - effects.get(ring)!)).toBeLessThan(3 * standardError!);
  expect(total.effect).toBeCloseTo(
    rings.reduce((sum, { att, units: areas }) => sum + att * areas, 0),
    10,
  );
  expect(displacement).toMatchObject({ df1: 2, df2: 69 });
  expect(displacement!.p).toBeLessThan(1e-6);
});

test("rings: with only treated areas it is two-way fixed effects", () => {
  const made = madePanel({
    seed: 7,
    beginnings: [...units(5, 2), ...units(9, Infinity)],
    periods: 5,
  });
  const ring = made.unit.map((unit) => (unit < 5 ? 0 : Infinity));
  const { rings, displacement } = ringEffects({ ...made, ring });
  const { att, standardError } = twoWayFixedEffects(made);
  expect(rings[0]!.att).toBeCloseTo(att, 12);
  expect(rings[0]!.standardError).toBeCloseTo(standardError!, 12);
  expect(displacement).toBeNull();
});

test("rings: false alarms of the test of displacement, 1 in 20", () => {
  let alarms = 0;
  for (let world = 0; world < 1000; world++) {
    const made = madePanel({ seed: 5000 + world, beginnings, periods: 4 });
    const { displacement } = ringEffects({ ...made, ring: made.unit.map(ringOf) });
    if (displacement!.p < 0.05) alarms++;
  }
  expect(alarms / 1000).toBeGreaterThan(0.03);
  expect(alarms / 1000).toBeLessThan(0.075);
});
