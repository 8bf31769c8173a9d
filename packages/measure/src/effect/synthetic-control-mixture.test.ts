import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import { NearestMixture } from "./synthetic-control-mixture.ts";
import { mostEvenWeights } from "./synthetic-control-spread.ts";

interface Problem {
  readonly points: Float64Array;
  readonly importance: Float64Array;
  readonly rows: number;
  readonly count: number;
}

/** Points around a place outside or inside of their cloud; importance over `decades` powers of ten. */
function problem(seed: number, rows: number, count: number, decades: number): Problem {
  const random = new Random(seed);
  const shift = 2 * random.uniform();
  const points = Float64Array.from({ length: rows * count }, () => random.normal() + shift);
  const importance = Float64Array.from({ length: rows }, () => 10 ** (-decades * random.uniform()));
  return { points, importance, rows, count };
}

const problems = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 1, max: 30 }),
    count: fc.integer({ min: 1, max: 120 }),
    decades: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ seed, rows, count, decades }) => problem(seed, rows, count, decades));

/** How far the conditions of Karush, Kuhn and Tucker are missed, as a share of the size of the points. */
function missedBy({ points, importance, rows, count }: Problem, mixture: NearestMixture): number {
  const weights = new Float64Array(count);
  for (let at = 0; at < mixture.size; at++) weights[mixture.support[at]!] = mixture.weights[at]!;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const place = new Float64Array(rows);
  let size = 0;
  for (let at = 0; at < rows * count; at++) {
    place[at % rows]! += weights[Math.floor(at / rows)]! * points[at]!;
    size = Math.max(size, importance[at % rows]! * points[at]! ** 2 * rows);
  }
  const loss = place.reduce((total, value, row) => total + importance[row]! * value * value, 0);
  let missed = Math.abs(sum - 1) * size;
  for (let point = 0; point < count; point++) {
    let along = 0;
    for (let row = 0; row < rows; row++)
      along += importance[row]! * place[row]! * points[point * rows + row]!;
    missed = Math.max(missed, loss - along, -weights[point]! * size);
    if (weights[point]! > 0) missed = Math.max(missed, along - loss);
  }
  return missed / size;
}

test("the nearest mixture is where no point leads nearer, and those with weight all lead equally", () => {
  fc.assert(
    fc.property(problems, (asked) => {
      const mixture = new NearestMixture(asked.points, asked.rows);
      mixture.solve(asked.importance);
      expect(missedBy(asked, mixture)).toBeLessThan(1e-12);
    }),
    { numRuns: 500 },
  );
});

test("where it began does not matter", () => {
  fc.assert(
    fc.property(problems, fc.nat(), ({ points, importance, rows, count }, seed) => {
      const fresh = new NearestMixture(points, rows);
      fresh.solve(importance);
      const used = new NearestMixture(points, rows);
      used.solve(problem(seed, rows, count, 6).importance);
      used.solve(importance);
      expect(missedBy({ points, importance, rows, count }, used)).toBeLessThan(1e-12);
      const size = fresh.meanLength();
      expect(Math.abs(used.loss - fresh.loss) / size).toBeLessThan(1e-13);
    }),
    { numRuns: 300 },
  );
});

test("twins among the points, and a single one, are no trouble", () => {
  const twice = new NearestMixture(Float64Array.of(1, 1, 1, 1, 3, -1, 3, -1), 2);
  twice.solve(Float64Array.of(1, 1));
  expect(twice.loss).toBeCloseTo(2, 12);
  const alone = new NearestMixture(Float64Array.of(3, 4), 2);
  alone.solve(Float64Array.of(1, 1));
  expect([alone.loss, alone.weights[0]]).toEqual([25, 1]);
});

test("the most even weights are the projection where none would be below 0", () => {
  // Of all w with sum 1 and 0·w1 + 1·w2 + 2·w3 = 0.5: least squares by hand gives 7/12, 4/12, 1/12.
  const weights = mostEvenWeights(
    [Float64Array.of(1, 1, 1), Float64Array.of(0, 1, 2)],
    Float64Array.of(1, 0.5),
  );
  expect([...weights!]).toEqual([7 / 12, 4 / 12, 1 / 12].map((value) => expect.closeTo(value, 13)));
  // Nearer to the edge the third would be below 0: then there is one answer left.
  const edge = mostEvenWeights(
    [Float64Array.of(1, 1, 1), Float64Array.of(0, 1, 2)],
    Float64Array.of(1, 0.1),
  );
  expect([...edge!]).toEqual([0.9, 0.1, 0].map((value) => expect.closeTo(value, 13)));
});

test("weights that several mixtures share are found for every cloud", () => {
  fc.assert(
    fc.property(problems, ({ points, rows, count }) => {
      const inside = Float64Array.from({ length: rows }, (_, row) => {
        let sum = 0;
        for (let point = 0; point < count; point++) sum += points[point * rows + row]!;
        return sum / count;
      });
      const conditions = [new Float64Array(count).fill(1)];
      for (let row = 0; row < rows; row++)
        conditions.push(
          Float64Array.from({ length: count }, (_, point) => points[point * rows + row]!),
        );
      const weights = mostEvenWeights(conditions, Float64Array.of(1, ...inside));
      // The middle of the cloud: nothing is more even than all the same.
      for (const weight of weights!) expect(weight).toBeCloseTo(1 / count, 10);
    }),
    { numRuns: 200 },
  );
});
