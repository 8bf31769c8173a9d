import { describe, expect } from "vitest";
import { goldenTest, isNear } from "../../../../tests/support/golden.ts";
import {
  california,
  column,
  from1989,
  predictors,
  reference,
  states,
  years,
} from "../../../../tests/support/proposition-99.ts";
import { predictorOver, syntheticControl, syntheticControlPlacebos } from "./index.ts";

const bare = { outcomes: column("cigsale"), periods: 31, treated: california, from: from1989 };

/** Every state's predictors, state after state. */
const study = () => {
  const columns = predictors.map(({ name, over: [first, last] }) =>
    predictorOver(
      column(name),
      31,
      [...years.keys()].filter((at) => years[at]! >= first && years[at]! <= last),
    ),
  );
  return { ...bare, predictors: states.flatMap((_, unit) => columns.map((one) => one[unit]!)) };
};

/** Weights in the reference are given to 8 decimals. */
function expectWeights(
  weights: Float64Array,
  expected: Readonly<Record<string, number>>,
  tolerance: number,
): void {
  for (const [state, weight] of Object.entries(expected))
    expect(Math.abs(weights[states.indexOf(state)]! - weight), state).toBeLessThan(tolerance);
}

describe("Proposition 99", () => {
  goldenTest("has the predictors of Synth", () => {
    const own = study().predictors.slice(california * 7, california * 7 + 7);
    for (const [at, expected] of Object.values(reference.synth.X1).entries())
      expect(isNear(own[at]!, expected)).toBe(true);
  });

  goldenTest.for(["equal", "synth_opt"] as const)("given predictor weights, %s: quadprog", (how) => {
    const { V, w_quadprog: expected, objective, mspe_pre: mspe } = reference.fixed_V[how];
    const found = syntheticControl(study(), { predictorWeights: V });
    expectWeights(found.weights, expected, 6e-9);
    expect(isNear(found.predictorLoss, objective)).toBe(true);
    expect(isNear(found.rmspePre ** 2, mspe)).toBe(true);
    expect(found.isUnique).toBe(true);
  });

  goldenTest("without predictors: quadprog on the outcome before", () => {
    const { weights, gap, rmspe_pre: rmspe, att_post: effect } = reference.outcomes_only_simplex;
    const found = syntheticControl(bare);
    expectWeights(found.weights, weights, 6e-9);
    expect(isNear(found.rmspePre, rmspe)).toBe(true);
    expect(isNear(found.averageEffect, effect)).toBe(true);
    for (const [at, expected] of gap.entries())
      expect(isNear(found.gap[at]!, expected)).toBe(true);
  });

  goldenTest("fitted predictor weights: not worse than Synth, and close to it", () => {
    const { loss_v: loss, weights, gap, rmspe_pre: before, rmspe_post: after } = reference.synth;
    const found = syntheticControl(study());
    expect(found.rmspePre ** 2).toBeLessThanOrEqual(loss);
    expectWeights(found.weights, weights, 0.02);
    expect(isNear(found.rmspePre, before, 0.015)).toBe(true);
    expect(isNear(found.rmspePost, after, 0.015)).toBe(true);
    for (const [at, expected] of gap.entries())
      expect(Math.abs(found.gap[at]! - expected)).toBeLessThan(0.5);
  });

  goldenTest("placebos with equal predictor weights", async () => {
    const expected = reference.placebo_equalV;
    const { placebos, ratio, rank, p } = await syntheticControlPlacebos(study(), {
      predictorWeights: "equal",
    });
    for (const [at, state] of expected.state.entries()) {
      const own = placebos.find(({ unit }) => states[unit] === state);
      if (own === undefined) {
        expect(isNear(ratio, expected.ratio[at]!)).toBe(true);
        expect([rank, p]).toEqual([expected.rank[at], expect.closeTo(expected.p[at]!, 12)]);
        continue;
      }
      expect(isNear(own.rmspePre, expected.rmspe_pre[at]!), state).toBe(true);
      expect(isNear(own.rmspePost, expected.rmspe_post[at]!), state).toBe(true);
      expect(isNear(own.averageEffect, expected.mean_gap_post[at]!), state).toBe(true);
    }
  });

  goldenTest("placebos without predictors", async () => {
    const expected = reference.placebo_outcomes_only;
    const { placebos, ratio, rank, compared } = await syntheticControlPlacebos(bare);
    for (const [at, state] of expected.state.entries()) {
      const own = placebos.find(({ unit }) => states[unit] === state);
      expect(isNear(own?.ratio ?? ratio, expected.ratio[at]!), state).toBe(true);
    }
    expect([rank, compared]).toEqual([expected.rank[expected.state.indexOf("California")], 39]);
  });

  goldenTest("placebos with fitted predictor weights: none is imitated worse than in tidysynth", async () => {
    const { unit_name: names, pre_mspe: errors } = reference.tidysynth.significance;
    const { placebos, rank, p } = await syntheticControlPlacebos(study());
    expect([rank, p]).toEqual([1, 1 / 39]);
    for (const { unit, rmspePre } of placebos)
      expect(rmspePre ** 2, states[unit]!).toBeLessThan(
        errors[names.indexOf(states[unit]!)]! * 1.0001,
      );
  });
});
