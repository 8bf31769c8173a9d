import fc from "fast-check";
import { Matrix, pseudoInverse } from "ml-matrix";
import { expect, test } from "vitest";
import { madePanel, panelOf, rowsOf, units } from "../../../../tests/support/made-panel.ts";
import { Random } from "../numeric/index.ts";
import { twoWayFixedEffects } from "./index.ts";
import { codesOf } from "./panel.ts";
import { withinTransform } from "./within.ts";

/** What is left of a column after a dummy for every unit and period, by the pseudoinverse: slow and sure. */
function byDummies(column: readonly number[], ...groups: readonly (readonly number[])[]): number[] {
  const dummies = new Matrix(
    column.map((_, row) =>
      groups.flatMap((labels) =>
        [...new Set(labels)].map((label) => (labels[row] === label ? 1 : 0)),
      ),
    ),
  );
  const outcome = Matrix.columnVector([...column]);
  return outcome.sub(dummies.mmul(pseudoInverse(dummies).mmul(outcome))).to1DArray();
}

/** A panel from which rows fell out: in few of them everything hangs together, in some it falls apart. */
const holes = fc.record({
  seed: fc.nat(10_000),
  units: fc.integer({ min: 2, max: 8 }),
  periods: fc.integer({ min: 2, max: 8 }),
  kept: fc.double({ min: 0.3, max: 1, noNaN: true }),
});

test("the within transformation is exact for any holes, also where the panel falls apart", () => {
  fc.assert(
    fc.property(holes, ({ seed, units: count, periods, kept }) => {
      const random = new Random(seed);
      const made = madePanel({ seed, beginnings: units(count, Infinity), periods });
      const rows = rowsOf(made).filter(() => random.uniform() < kept);
      if (rows.length < 2) return;
      const { unit, time, outcome } = panelOf(rows);
      const demean = withinTransform(codesOf(unit), codesOf(time));
      const own = demean(Float64Array.from(outcome));
      for (const [row, expected] of byDummies(outcome, unit, time).entries())
        expect(own[row]).toBeCloseTo(expected, 9);
    }),
  );
});

test("fixed effects of an unbalanced panel agree with a dummy for every unit and period", () => {
  const random = new Random(4);
  const all = [...units(3, 2), ...units(2, 4), ...units(5, Infinity)];
  const made = madePanel({ seed: 4, beginnings: all, periods: 6, effect: 1 });
  const holed = panelOf(rowsOf(made).filter(() => random.uniform() < 0.8));
  const treated = holed.time.map((time, row) => (time >= holed.treatedFrom[row]! ? 1 : 0));
  const left = byDummies(treated, holed.unit, holed.time);
  const slope =
    left.reduce((sum, value, row) => sum + value * holed.outcome[row]!, 0) /
    left.reduce((sum, value) => sum + value * value, 0);
  expect(twoWayFixedEffects(holed).att).toBeCloseTo(slope, 10);
});
