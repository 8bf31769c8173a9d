import { Matrix, pseudoInverse } from "ml-matrix";
import { expect, test } from "vitest";
import {
  type MadePanel,
  madePanel,
  panelOf,
  rowsOf,
  units,
} from "../../../../tests/support/made-panel.ts";
import { Random } from "../numeric/index.ts";
import { assignmentStatistic } from "./assignments.ts";
import {
  groupTimeRandomisation,
  randomisationInference,
  ringRandomisation,
  twoWayFixedEffects,
  wildClusterBootstrap,
} from "./index.ts";
import { indexPanel } from "./panel.ts";

/** The wild bootstrap as the paper says it: residuals turned about, the model fitted anew with all its dummies. */
function asInThePaper(
  { unit, time, outcome, treatedFrom }: MadePanel,
  cluster: readonly number[],
  drawn: readonly number[],
): number {
  const dummies = outcome.map((_, row) =>
    [unit, time].flatMap((labels) =>
      [...new Set(labels)].map((label) => (labels[row] === label ? 1 : 0)),
    ),
  );
  const full = new Matrix(
    dummies.map((line, row) => [time[row]! >= treatedFrom[row]! ? 1 : 0, ...line]),
  );
  const [withEffect, without] = [pseudoInverse(full), pseudoInverse(new Matrix(dummies))];
  const column = (values: readonly number[]) => Matrix.columnVector([...values]);
  const tOf = (values: readonly number[]) => {
    const coefficients = withEffect.mmul(column(values));
    const residuals = column(values).sub(full.mmul(coefficients)).to1DArray();
    const scores = new Map<number, number>();
    for (const [row, residual] of residuals.entries())
      scores.set(
        cluster[row]!,
        (scores.get(cluster[row]!) ?? 0) + withEffect.get(0, row) * residual,
      );
    const variance = [...scores.values()].reduce((sum, score) => sum + score ** 2, 0);
    return Math.abs(coefficients.get(0, 0)) / Math.sqrt(variance);
  };
  const fitted = new Matrix(dummies).mmul(without.mmul(column(outcome))).to1DArray();
  const groups = [...new Set(drawn)];
  const observed = tOf(outcome) * (1 - 1e-9);
  let asExtreme = 0;
  for (let draw = 0; draw < 2 ** groups.length; draw++) {
    const sign = (row: number) => ((draw >> groups.indexOf(drawn[row]!)) & 1 ? 1 : -1);
    const turned = fitted.map((fit, row) => fit + sign(row) * (outcome[row]! - fit));
    if (!(tOf(turned) < observed)) asExtreme++;
  }
  return asExtreme / 2 ** groups.length;
}

const balanced = madePanel({
  seed: 3,
  beginnings: [...units(3, 2), ...units(5, Infinity)],
  periods: 4,
  effect: 1,
});
const holed = panelOf(rowsOf(balanced).filter((_, row) => row % 7 !== 3));
const small = madePanel({ seed: 9, beginnings: [1, 2, Infinity, Infinity], periods: 3, effect: 1 });

test.for([
  ["by unit", balanced],
  ["by unit, with holes", holed],
] as const)("agrees with the paper's recipe, %s", async ([, panel]) => {
  const { p, isEnumerated, draws } = await wildClusterBootstrap(panel);
  expect([isEnumerated, draws]).toEqual([true, 256]);
  expect(p).toBe(asInThePaper(panel, panel.unit, panel.unit));
});

test("agrees with the paper's recipe for subclusters", async () => {
  const cluster = holed.unit.map((unit) => Math.floor(unit / 2));
  const byUnit = await wildClusterBootstrap(holed, { cluster, drawBy: "unit" });
  expect(byUnit.p).toBe(asInThePaper(holed, cluster, holed.unit));
  const byRow = await wildClusterBootstrap(small, { drawBy: "row" });
  expect(byRow.draws).toBe(4096);
  const each = small.unit.map((_, row) => row);
  expect(byRow.p).toBeCloseTo(asInThePaper(small, small.unit, each), 2);
});

test("agrees with the paper's recipe when an effect is imposed: the ends of the interval have p = 0.05", async () => {
  const made = madePanel({
    seed: 6,
    beginnings: [...units(4, 2), ...units(5, Infinity)],
    periods: 4,
    effect: 2,
  });
  const { interval } = await wildClusterBootstrap(made);
  for (const [end, outward] of [
    [interval[0], -1],
    [interval[1], 1],
  ] as const)
    for (const [step, isInside] of [
      [-0.001, true],
      [0.001, false],
    ] as const) {
      const effect = end + outward * step;
      const outcome = made.outcome.map((value, row) =>
        made.time[row]! >= made.treatedFrom[row]! ? value - effect : value,
      );
      const p = asInThePaper({ ...made, outcome }, made.unit, made.unit);
      expect(p > 0.05, `${effect}: ${p}`).toBe(isInside);
    }
});

test("the same seed gives the same, on any number of cores", async () => {
  const beginnings = [...units(9, 3), ...units(60, Infinity)];
  const made = madePanel({ seed: 2, beginnings, periods: 8 });
  const options = { weights: "webb", replications: 14_001, seed: 5 } as const;
  const one = await wildClusterBootstrap(made, { ...options, cores: 1 });
  expect(await wildClusterBootstrap(made, { ...options, cores: 2 })).toEqual(one);
  expect(one.isEnumerated).toBe(false);
});

test("few clusters: all six points of Webb in every combination", async () => {
  const { draws, isEnumerated } = await wildClusterBootstrap(small, { weights: "webb" });
  expect([draws, isEnumerated]).toEqual([1296, true]);
});

test.for([
  ["a balanced panel", balanced],
  ["a panel with holes", holed],
] as const)("randomisation: %s gives the t of the regression for any assignment", ([, panel]) => {
  const indexed = indexPanel(panel);
  const { units: cluster } = indexed;
  const clusterOf = Int32Array.from({ length: cluster.count }, (_, unit) => unit);
  const { treatedFrom } = indexed;
  const common = { panel: indexed, covariates: {}, cluster, clusterOf, treatedFrom, seed: 1 };
  for (let shuffle = 0; shuffle < 5; shuffle++) {
    const assigned = treatedFrom.slice();
    new Random(shuffle).shuffle(assigned);
    const { att, t } = twoWayFixedEffects(
      { ...panel, treatedFrom: panel.unit.map((unit) => assigned[unit]!) },
      { smallSample: "none" },
    );
    for (const [statistic, expected] of [
      ["t", t!],
      ["coefficient", att],
    ] as const)
      expect(assignmentStatistic({ ...common, statistic })(assigned)).toBeCloseTo(
        Math.abs(expected),
        9,
      );
  }
});

test("randomisation: every assignment when there are few", async () => {
  const beginnings = [...units(2, 2), 3, ...units(5, Infinity)];
  const made = madePanel({ seed: 2, beginnings, periods: 5, effect: 1 });
  const { p, permutations, isEnumerated } = await randomisationInference(made);
  expect([permutations, isEnumerated]).toEqual([168, true]);
  expect(p * 168).toBeCloseTo(Math.round(p * 168), 9);
});

test("randomisation: by cluster, whole clusters are handed over, however many units they have", async () => {
  const made = madePanel({
    seed: 2,
    beginnings: [...units(4, 2), ...units(9, Infinity)],
    periods: 4,
  });
  const cluster = made.unit.map((unit) => Math.floor(unit / 2));
  const { permutations, clusters, treatedClusters } = await randomisationInference(made, {
    cluster,
  });
  expect([permutations, clusters, treatedClusters]).toEqual([21, 7, 2]);
});

test("randomisation: the same seed gives the same on any number of cores", async () => {
  const beginnings = [...units(9, 3), ...units(80, Infinity)];
  const made = madePanel({ seed: 2, beginnings, periods: 8 });
  const options = { permutations: 43_001, seed: 5 };
  const one = await randomisationInference(made, { ...options, cores: 1 });
  expect(await randomisationInference(made, { ...options, cores: 2 })).toEqual(one);
});

test("randomisation of group-time effects and of rings: the same seed gives the same on any number of cores", async () => {
  const beginnings = [...units(9, 3), ...units(30, Infinity)];
  const made = madePanel({ seed: 2, beginnings, periods: 6 });
  const ring = made.unit.map((unit) => (unit < 4 ? 0 : unit < 9 ? 1 : Infinity));
  const options = { permutations: 1301, seed: 5 };
  const groups = await groupTimeRandomisation(made, { ...options, cores: 1 });
  expect(await groupTimeRandomisation(made, { ...options, cores: 2 })).toEqual(groups);
  const rings = await ringRandomisation({ ...made, ring }, { ...options, cores: 1 });
  expect(await ringRandomisation({ ...made, ring }, { ...options, cores: 2 })).toEqual(rings);
});
