import { describe, expect, test } from "vitest";
import {
  householdsOf,
  leslieMatrix,
  projectAreas,
  projectPopulation,
  stablePopulation,
  survivalRatios,
} from "./index.ts";

// Women of Sweden in 1993: Preston, Heuveline & Guillot (2001), Demography, box 6.1 (closed) and box 6.2 (with
// migration). Age groups of five years to 85 and older; person-years of 100,000 births; births per woman per year.
const women = [
  293395, 248369, 240012, 261346, 285209, 314388, 281290, 286923, 304108, 324946, 247613, 211351,
  215140, 221764, 223506, 183654, 141990, 112424,
];
const personYears = [
  497487, 497138, 496901, 496531, 495902, 495168, 494213, 492760, 490447, 486613, 480665, 471786,
  457852, 436153, 402775, 350358, 271512, 291707,
];
const fertility = [
  0, 0, 0, 0.012, 0.0908, 0.1499, 0.1125, 0.0441, 0.0074, 0.0003, 0, 0, 0, 0, 0, 0, 0, 0,
];
const migrants = [
  6840, 4150, 3365, 5270, 9240, 8230, 5470, 3155, 1770, 1115, 1075, 845, 645, 530, 465, 300, 250,
  175,
];
const { atBirth, survival } = survivalRatios(personYears);
const female = { survivalAtBirth: atBirth, survival };
const whole = (values: ArrayLike<number>) => Array.from(values, Math.round);

describe("Sweden 1993", () => {
  test("closed, as the book has it: 1998 and 2003", () => {
    const [first, second] = projectPopulation(
      { female: women },
      { female, fertility },
      { periods: 2 },
    );
    expect(whole(first!.female.population)).toEqual([
      293574, 293189, 248251, 239833, 261015, 284787, 313782, 280463, 285576, 301731, 320974,
      243039, 205109, 204944, 204793, 194419, 142324, 131768,
    ]);
    expect(whole([first!.start, first!.end, second!.end])).toEqual([4397428, 4449570, 4478712]);
  });

  test("with migration, as the book has it", () => {
    const migration = { kind: "net", counts: migrants } as const;
    const [period] = projectPopulation(
      { female: women, male: women },
      { female: { ...female, migration }, male: { ...female, migration }, fertility },
    );
    expect(whole(period!.female.population)).toEqual([
      302392, 298682, 252007, 244150, 268267, 293515, 320624, 284767, 288031, 303166, 322062,
      243989, 205841, 205516, 205270, 194771, 142565, 131966,
    ]);
    // R's popReconstruct has this as a test of its own, with men who are as many and die as women do.
    expect(Math.round(period!.male!.population[0]!)).toBe(317340);
    expect(period!.netMigration).toBe(2 * migrants.reduce((sum, value) => sum + value, 0));
  });

  test("the same as rates of those at the begin", () => {
    const rates = migrants.map((count, at) => count / women[at]!);
    const migration = { kind: "net-rate", rates } as const;
    const [period] = projectPopulation(
      { female: women },
      { female: { ...female, migration }, fertility },
    );
    expect(Math.round(period!.female.population[0]!)).toBe(302392);
  });

  test("in the long run: what many periods come to", () => {
    const rates = { female, fertility };
    const stable = stablePopulation(leslieMatrix(rates));
    const periods = projectPopulation({ female: women }, rates, { periods: 400 });
    const last = periods.at(-1)!;
    expect(last.end / last.start).toBeCloseTo(stable.growthFactor, 9);
    for (const [at, count] of last.female.population.entries())
      expect(count / last.end).toBeCloseTo(stable.ageShares[at]!, 8);
    expect(stable.intrinsicRate).toBeCloseTo(Math.log(last.end / last.start) / 5, 9);
  });
});

describe("worked by hand", () => {
  // 100 girls, 100 women, 100 old women; 0.1 births a year to each of the middle group; as many boys as girls.
  const rates = {
    female: { survivalAtBirth: 0.9, survival: [0.95, 0.9, 0.5] },
    fertility: [0, 0.1, 0],
  };
  const start = { female: [100, 100, 100] };
  const settings = { width: 5, sexRatioAtBirth: 1 };

  test("closed", () => {
    const [period] = projectPopulation(start, rates, settings);
    // 5 · 0.1 · (100 + 95)/2 = 48.75 births, half of them girls, of whom 0.9 live.
    expect(period!.births).toBeCloseTo(24.375, 10);
    expect([...period!.female.population]).toEqual([21.9375, 95, 140]);
    expect(period!.deaths).toBeCloseTo(5 + 10 + 50 + 2.4375, 10);
    expect(period).toMatchObject({ start: 300, netMigration: 0, inMigration: 0, outMigration: 0 });
  });

  test.for([
    ["half", 110 * 0.95, 90 + 47.5 - 5],
    ["begin", 120 * 0.95, 90 + 45],
    ["end", 95, 90 + 50 - 10],
  ] as const)("migrants at the begin and end as told: %s", ([migrationTiming, middle, old]) => {
    const migration = { kind: "net", counts: [20, 0, -10] } as const;
    const [period] = projectPopulation(
      start,
      { ...rates, female: { ...rates.female, migration } },
      { ...settings, migrationTiming },
    );
    expect(period!.female.population[1]).toBeCloseTo(middle, 10);
    expect(period!.female.population[2]).toBeCloseTo(old, 10);
    expect(period).toMatchObject({ netMigration: 10, inMigration: null, outMigration: null });
  });

  test("those who come and those who go are told apart", () => {
    const migration = { kind: "in-out-rate", in: [5, 0, 0], outRates: [0, 0.1, 0] } as const;
    const [period] = projectPopulation(start, {
      ...rates,
      female: { ...rates.female, migration },
    });
    expect(period).toMatchObject({ netMigration: -5, inMigration: 5, outMigration: 10 });
  });

  test("rates may differ by period; the last ones stay", () => {
    const none = { ...rates, fertility: [0, 0, 0] };
    const periods = projectPopulation(start, [rates, none], { ...settings, periods: 3 });
    expect(periods.map(({ births }) => Math.round(births))).toEqual([24, 0, 0]);
  });

  test("a matrix does the same as the projection", () => {
    const matrix = leslieMatrix(rates, settings);
    const [period] = projectPopulation(start, rates, settings);
    const times = matrix.map((row) =>
      row.reduce((sum, value, at) => sum + value * start.female[at]!, 0),
    );
    for (const [at, value] of times.entries())
      expect(value).toBeCloseTo(period!.female.population[at]!, 10);
  });

  // λ³ = 1.5 · 0.9 λ + 0.5 · 0.9 · 0.8, which lies near 1.2774.
  test("the largest eigenvalue", () => {
    const stable = stablePopulation(
      [
        [0, 1.5, 0.5],
        [0.9, 0, 0],
        [0, 0.8, 0],
      ],
      1,
    );
    const growth = stable.growthFactor;
    expect(growth ** 3).toBeCloseTo(1.35 * growth + 0.36, 10);
    expect(growth).toBeCloseTo(1.2774, 4);
    const [young, middle] = stable.ageShares;
    expect(middle! / young!).toBeCloseTo(0.9 / growth, 10);
  });

  test("households and dwellings", () => {
    const found = householdsOf(
      { female: [100, 200, 100], male: [100, 200, 50] },
      { female: [0, 0.4, 0.8], male: [0, 0.5, 0.6] },
      { vacancy: 0.05 },
    );
    expect(found.households).toBeCloseTo(80 + 80 + 100 + 30, 10);
    expect(found.dwellings).toBeCloseTo(290 / 0.95, 10);
    expect(found.size).toBeCloseTo(750 / 290, 10);
  });

  test("those who leave one area arrive in another", () => {
    const migration = { kind: "in-out", in: [0, 3, 0], out: [0, 20, 0] } as const;
    const area = { start, rates: { ...rates, female: { ...rates.female, migration } } };
    const still = { start, rates };
    const [period] = projectAreas([area, still], {
      destinations: [
        [0, 0.5],
        [0, 0],
      ],
    });
    expect(period!.moved).toBe(10);
    expect(period!.areas.map(({ netMigration }) => netMigration)).toEqual([-17, 10]);
    expect(period).toMatchObject({ netMigration: -7, inMigration: 13, outMigration: 20 });
  });
});

const fine = { survivalAtBirth: 1, survival: [1, 1, 0.5] };
const start = { female: [10, 10, 10] };
const net = (counts: readonly number[]) => ({
  female: { ...fine, migration: { kind: "net", counts } as const },
  fertility: [0, 0, 0],
});
const closed = { female: fine, fertility: [0, 0.1, 0] };
test.for([
  ["two age groups", () => projectPopulation({ female: [1, 1] }, closed), "too-few"],
  ["fewer than none", () => projectPopulation({ female: [1, -1, 1] }, closed), "out-of-range"],
  [
    "other age groups",
    () => projectPopulation({ female: [1, 1, 1, 1] }, closed),
    "length-mismatch",
  ],
  ["a gap", () => projectPopulation({ female: [1, Number.NaN, 1] }, closed), "not-finite"],
  [
    "more who survive than there are",
    () => projectPopulation(start, { ...closed, female: { ...fine, survival: [1, 1.1, 1] } }),
    "out-of-range",
  ],
  [
    "mothers of no age",
    () => projectPopulation(start, { ...closed, fertility: [0.1, 0, 0] }),
    "out-of-range",
  ],
  [
    "more who leave than there are",
    () => projectPopulation(start, net([0, -30, 0])),
    "out-of-range",
  ],
  ["more who leave than are born", () => projectPopulation(start, net([-8, 0, 0])), "out-of-range"],
  [
    "men without rates",
    () => projectPopulation({ ...start, male: [1, 1, 1] }, closed),
    "empty-group",
  ],
  ["no period", () => projectPopulation(start, closed, { periods: 0 }), "out-of-range"],
  ["no area", () => projectAreas([]), "too-few"],
  [
    "areas with and without men",
    () =>
      projectAreas([
        { start, rates: closed },
        { start: { ...start, male: [1, 1, 1] }, rates: { ...closed, male: fine } },
      ]),
    "length-mismatch",
  ],
  [
    "more who arrive than leave",
    () =>
      projectAreas(
        [
          { start, rates: closed },
          { start, rates: closed },
        ],
        {
          destinations: [
            [0, 1.5],
            [0, 0],
          ],
        },
      ),
    "out-of-range",
  ],
  [
    "nobody knows who leaves",
    () =>
      projectAreas(
        [
          { start, rates: net([0, 1, 0]) },
          { start, rates: closed },
        ],
        {
          destinations: [
            [0, 1],
            [0, 0],
          ],
        },
      ),
    "empty-group",
  ],
  [
    "no children",
    () => stablePopulation(leslieMatrix({ ...closed, fertility: [0, 0, 0] })),
    "empty-group",
  ],
  ["not square", () => stablePopulation([[1, 1], [1]]), "length-mismatch"],
  ["a life table upside down", () => survivalRatios([100, 200, 300]), "out-of-range"],
  ["a household led twice", () => householdsOf(start, { female: [0, 2, 0] }), "out-of-range"],
  ["nobody leads", () => householdsOf(start, { female: [0, 0, 0] }), "empty-group"],
  [
    "men who lead nothing",
    () => householdsOf({ ...start, male: [1, 1, 1] }, { female: [0, 1, 1] }),
    "empty-group",
  ],
  [
    "all dwellings empty",
    () => householdsOf(start, { female: [0, 1, 1] }, { vacancy: 1 }),
    "out-of-range",
  ],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
