import { expect, test } from "vitest";
import { madePanel, panelOf, rowsOf, units } from "../../../../tests/support/made-panel.ts";
import * as effect from "./index.ts";

const made = madePanel({
  seed: 1,
  beginnings: [...units(4, 2), ...units(4, Infinity)],
  periods: 4,
});
const allAtOnce = madePanel({ seed: 1, beginnings: units(6, 2), periods: 4 });
const nobody = madePanel({ seed: 1, beginnings: units(6, Infinity), periods: 4 });
const always = madePanel({
  seed: 1,
  beginnings: [...units(3, 0), ...units(3, Infinity)],
  periods: 4,
});
const twoGroups = madePanel({ seed: 1, beginnings: [...units(3, 1), ...units(3, 2)], periods: 4 });
const change = (part: Partial<Record<keyof typeof made, readonly number[]>>) => ({
  ...made,
  ...part,
});
const trait = made.unit.map((unit) => unit);
const zone = { before: 10, after: 8 };
const ring = made.unit.map((unit) => (unit < 2 ? 0 : unit < 4 ? 1 : Infinity));

const questions: readonly (readonly [string, string, string, () => unknown])[] = [
  [
    "columns of different length",
    "length-mismatch",
    "time has 2 values",
    () => effect.twoWayFixedEffects(change({ time: [1, 2] })),
  ],
  [
    "an outcome that is not a number",
    "not-finite",
    "outcome[0]",
    () => effect.twoWayFixedEffects(change({ outcome: made.outcome.map(() => Number.NaN) })),
  ],
  [
    "a treatment that is not a number",
    "not-finite",
    "Infinity for a unit that is never",
    () =>
      effect.twoWayFixedEffects(change({ treatedFrom: made.treatedFrom.map(() => Number.NaN) })),
  ],
  [
    "two rows of a unit in a period",
    "length-mismatch",
    "two rows in period 0",
    () => effect.twoWayFixedEffects(panelOf([...rowsOf(made), rowsOf(made)[0]!])),
  ],
  [
    "a treatment that changes within a unit",
    "out-of-range",
    "must be the same in all its rows",
    () =>
      effect.twoWayFixedEffects(
        change({ treatedFrom: made.treatedFrom.map((from, row) => (row === 0 ? 3 : from)) }),
      ),
  ],
  [
    "one unit",
    "too-few",
    "units: 1 given",
    () => effect.twoWayFixedEffects(panelOf(rowsOf(made).slice(0, 4))),
  ],
  [
    "one period",
    "too-few",
    "periods: 1 given",
    () => effect.twoWayFixedEffects(panelOf(rowsOf(made).filter(({ time }) => time === 3))),
  ],
  ["nobody treated", "empty-group", "no unit is treated", () => effect.twoWayFixedEffects(nobody)],
  [
    "all treated at once",
    "singular",
    "all units are treated from the same period",
    () => effect.twoWayFixedEffects(allAtOnce),
  ],
  [
    "treated from the first period on",
    "singular",
    "treated",
    () => effect.twoWayFixedEffects(always),
  ],
  [
    "a covariate that does not change",
    "singular",
    "trait does not change within units",
    () => effect.twoWayFixedEffects(made, { covariates: { trait } }),
  ],
  [
    "a covariate that is there twice",
    "singular",
    "b follows from the other columns",
    () =>
      effect.twoWayFixedEffects(made, {
        covariates: {
          a: made.outcome.map((v, r) => v * (r % 3)),
          b: made.outcome.map((v, r) => v * (r % 3)),
        },
      }),
  ],
  [
    "one cluster",
    "too-few",
    "there is 1 cluster",
    () => effect.twoWayFixedEffects(made, { cluster: made.unit.map(() => 1) }),
  ],
  [
    "confidence of 95",
    "out-of-range",
    "confidence is 95",
    () => effect.twoWayFixedEffects(made, { confidence: 95 }),
  ],
  [
    "a reference that is not there",
    "unknown-name",
    "there are -2, -1, 0, 1",
    () => effect.eventStudy(made, { reference: -9 }),
  ],
  [
    "an event study of all at once",
    "singular",
    "two event times",
    () => effect.eventStudy(allAtOnce),
  ],
  [
    "an event study without periods before",
    "empty-group",
    "before its treatment",
    () => effect.eventStudy(always),
  ],
  [
    "an event study without controls",
    "singular",
    "two event times",
    () => effect.eventStudy(twoGroups),
  ],
  [
    "Sun–Abraham of all at once",
    "empty-group",
    "before and after",
    () => effect.sunAbraham(allAtOnce),
  ],
  [
    "Goodman–Bacon of an unbalanced panel",
    "length-mismatch",
    "Leave out units with gaps",
    () => effect.goodmanBacon(panelOf(rowsOf(made).slice(1))),
  ],
  [
    "Goodman–Bacon of all at once",
    "empty-group",
    "no two groups differ",
    () => effect.goodmanBacon(allAtOnce),
  ],
  [
    "two by two with an empty cell",
    "empty-group",
    "no row is treated and after",
    () =>
      effect.twoByTwo({
        outcome: [1, 2, 3, 4, 5],
        treated: [1, 1, 0, 0, 0],
        post: [0, 0, 0, 1, 1],
      }),
  ],
  [
    "two by two with a share",
    "out-of-range",
    "must be 0 or 1",
    () => effect.twoByTwo({ outcome: [1, 2], treated: [0.5, 0], post: [0, 1] }),
  ],
  [
    "two by two of four rows",
    "too-few",
    "4 rows for 4 coefficients",
    () => effect.twoByTwo({ outcome: [1, 2, 3, 5], treated: [1, 1, 0, 0], post: [0, 1, 0, 1] }),
  ],
  [
    "group-time effects without controls",
    "empty-group",
    "not yet treated",
    () => effect.groupTimeEffects(twoGroups),
  ],
  [
    "group-time effects of nobody",
    "empty-group",
    "treated units",
    () => effect.groupTimeEffects(nobody),
  ],
  [
    "group-time effects with a unit in two clusters",
    "out-of-range",
    "two clusters",
    () => effect.groupTimeEffects(made, { cluster: made.time }),
  ],
  [
    "covariates that tell the groups apart",
    "empty-group",
    "group 2 in period 1",
    () => effect.groupTimeEffects(made, { covariates: { trait } }),
  ],
  [
    "covariates that follow from each other",
    "singular",
    "follows from the other columns",
    () =>
      effect.groupTimeEffects(made, {
        estimator: "regression",
        covariates: { trait, twice: trait.map((one) => 2 * one + 1) },
      }),
  ],
  [
    "a wild bootstrap of moving units",
    "out-of-range",
    "two clusters",
    () => effect.wildClusterBootstrap(made, { cluster: made.time }),
  ],
  [
    "a wild bootstrap without replications",
    "out-of-range",
    "replications is 0",
    () => effect.wildClusterBootstrap(made, { replications: 0 }),
  ],
  [
    "randomisation of clusters that are partly treated",
    "out-of-range",
    "begin at different times",
    () => effect.randomisationInference(made, { cluster: made.unit.map((unit) => unit % 3) }),
  ],
  [
    "a band of 10 draws",
    "out-of-range",
    "at least 100",
    () => effect.uniformBand(effect.groupTimeEffects(made), { replications: 10 }),
  ],
  [
    "a quotient without events in the control",
    "empty-group",
    "larger control",
    () =>
      effect.weightedDisplacementQuotient({
        treated: zone,
        buffer: zone,
        control: { before: 0, after: 1 },
      }),
  ],
  [
    "a quotient without effect",
    "no-variance",
    "no quotient",
    () => effect.weightedDisplacementQuotient({ treated: zone, buffer: zone, control: zone }),
  ],
  [
    "a count of half",
    "out-of-range",
    "whole number",
    () => effect.relativeToControl({ before: 0.5, after: 1 }, zone),
  ],
  [
    "a difference of nothing",
    "no-variance",
    "all counts are 0",
    () =>
      effect.weightedDisplacementDifference({
        treated: { before: 0, after: 0 },
        control: { before: 0, after: 0 },
      }),
  ],
  [
    "a ring without a treated period",
    "out-of-range",
    "has no first treated period",
    () => effect.ringEffects({ ...made, ring: ring.map(() => 1) }),
  ],
  [
    "a control with a treated period",
    "out-of-range",
    "is a control but",
    () => effect.ringEffects({ ...made, ring: ring.map(() => Infinity) }),
  ],
  [
    "a ring of one area",
    "too-few",
    "ring 1 has 1 area",
    () =>
      effect.ringEffects({
        ...made,
        ring: ring.map((own, row) => (made.unit[row] === 2 ? 0 : own)),
      }),
  ],
  [
    "rings handed out by clusters that they do not fit",
    "out-of-range",
    "treated differently",
    () =>
      effect.ringRandomisation({ ...made, ring }, { cluster: made.unit.map((unit) => unit % 3) }),
  ],
  [
    "group-time assignments without an error",
    "no-variance",
    "no t to compare",
    () =>
      effect.groupTimeRandomisation(
        change({
          outcome: made.time.map((time, row) => time * (made.treatedFrom[row] === 2 ? 2 : 1)),
        }),
      ),
  ],
];

test.for(questions)("%s: %s", async ([, code, words, ask]) => {
  const asked = (async () => ask())();
  await expect(asked).rejects.toMatchObject({ name: "MeasureError", code });
  await expect(asked).rejects.toThrowError(words);
});
