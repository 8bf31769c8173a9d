import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Balance,
  leslieMatrix,
  type Migration,
  projectAreas,
  projectPopulation,
} from "./index.ts";

const groups = 6;
const column = (min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: groups, maxLength: groups });
const people = column(50, 500);
const migration = fc.oneof(
  fc.record({ kind: fc.constant("net" as const), counts: column(-20, 40) }),
  fc.record({ kind: fc.constant("net-rate" as const), rates: column(-0.2, 0.3) }),
  fc.record({ kind: fc.constant("in-out" as const), in: column(0, 40), out: column(0, 20) }),
  fc.record({
    kind: fc.constant("in-out-rate" as const),
    in: column(0, 40),
    outRates: column(0, 0.2),
  }),
) as fc.Arbitrary<Migration>;
const sex = fc.record({
  survivalAtBirth: fc.double({ min: 0.9, max: 1, noNaN: true }),
  survival: column(0.8, 1),
  migration,
});
const fertility = column(0.05, 0.2).map((rates) => rates.map((rate, at) => (at === 0 ? 0 : rate)));
const area = fc.record({
  start: fc.record({ female: people, male: people }),
  rates: fc.record({ female: sex, male: sex, fertility }),
});
const options = fc.record({
  periods: fc.integer({ min: 1, max: 2 }),
  sexRatioAtBirth: fc.double({ min: 0.9, max: 1.2, noNaN: true }),
  migrationTiming: fc.constantFrom("half" as const, "begin" as const, "end" as const),
});

function expectBalance({
  start,
  births,
  deaths,
  netMigration,
  end,
  inMigration,
  outMigration,
}: Balance) {
  expect(Math.abs(start + births - deaths + netMigration - end)).toBeLessThan(1e-9 * (1 + end));
  if (inMigration !== null && outMigration !== null)
    expect(inMigration - outMigration).toBeCloseTo(netMigration, 8);
}

/** Draws that ask for more people to leave than there are have no answer. */
function orSkip<Result>(ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    fc.pre(!/more people leave/.test(String(error)));
    throw error;
  }
}

test("who is there at the end was there, was born or came; by sex, in every period", () => {
  fc.assert(
    fc.property(area, options, ({ start, rates }, settings) => {
      const periods = orSkip(() => projectPopulation(start, rates, settings));
      let before = [...start.female, ...start.male].reduce((sum, count) => sum + count, 0);
      for (const period of periods) {
        expect(period.start).toBeCloseTo(before, 6);
        for (const balance of [period, period.female, period.male!]) expectBalance(balance);
        const { female, male } = period;
        expect(male!.births / female.births).toBeCloseTo(settings.sexRatioAtBirth, 9);
        expect(female.end + male!.end).toBeCloseTo(period.end, 6);
        expect(female.population.reduce((sum, count) => sum + count, 0)).toBeCloseTo(female.end, 6);
        before = period.end;
      }
    }),
  );
});

test("twice the people and twice the migrants are twice the population", () => {
  fc.assert(
    fc.property(area, options, ({ start, rates }, settings) => {
      const twice = (values: readonly number[]) => values.map((value) => 2 * value);
      const doubled = (one: typeof rates.female) => ({ ...one, migration: undefined });
      const own = { ...rates, female: doubled(rates.female), male: doubled(rates.male) };
      const once = projectPopulation(start, own, settings).at(-1)!;
      const both = { female: twice(start.female), male: twice(start.male) };
      expect(projectPopulation(both, own, settings).at(-1)!.end).toBeCloseTo(2 * once.end, 6);
    }),
  );
});

test("the Leslie matrix is the projection of women without migration", () => {
  fc.assert(
    fc.property(area, ({ start, rates }) => {
      const female = { ...rates.female, migration: undefined };
      const [period] = projectPopulation(
        { female: start.female },
        { female, fertility: rates.fertility },
      );
      for (const [to, row] of leslieMatrix({ female, fertility: rates.fertility }).entries()) {
        const sum = row.reduce((total, value, at) => total + value * start.female[at]!, 0);
        expect(sum).toBeCloseTo(period!.female.population[to]!, 8);
      }
    }),
  );
});

test("what leaves one area for another stays in the whole; without destinations areas are apart", () => {
  fc.assert(
    fc.property(fc.array(area, { minLength: 2, maxLength: 3 }), options, (areas, settings) => {
      const own = areas.map((one) => {
        const leaving = (rates: typeof one.rates.female) => ({
          ...rates,
          migration: {
            kind: "in-out-rate",
            in: new Float64Array(groups),
            outRates: new Float64Array(groups).fill(0.1),
          } as const,
        });
        const { female, male } = one.rates;
        return { ...one, rates: { ...one.rates, female: leaving(female), male: leaving(male) } };
      });
      const destinations = own.map((_, from) =>
        own.map((__, to) => (from === to ? 0 : 1 / (own.length - 1))),
      );
      const together = orSkip(() => projectAreas(own, { ...settings, destinations }));
      for (const period of together) {
        expectBalance(period);
        for (const one of period.areas) expectBalance(one);
        expect(period.netMigration).toBeCloseTo(0, 6);
        expect(period.moved).toBeCloseTo(period.outMigration!, 6);
      }
      const apart = orSkip(() => projectAreas(own, settings)).at(-1)!;
      for (const [at, one] of own.entries())
        expect(apart.areas[at]).toEqual(projectPopulation(one.start, one.rates, settings).at(-1)!);
    }),
    { numRuns: 40 },
  );
});
