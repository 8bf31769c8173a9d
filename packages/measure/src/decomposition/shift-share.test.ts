import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { dunnShiftShare, dynamicShiftShare, estebanShiftShare, gerfinShiftShare } from "./index.ts";

interface Table {
  readonly rows: readonly string[];
  readonly values: readonly (readonly number[])[];
}
type Components = Readonly<Record<string, number>>;
const { results } = golden<{
  results: {
    Dunn: { components: Components };
    Esteban: { components: Components };
    Gerfin: { components: Components };
    dynamic_Dunn: { components: Table; "components.year": Table; growth: Table };
  };
}>("g1_shift_share.json");

/** Branches only; the first row of the file is all of them together. */
const rows = goldenRows("data/goettingen_employment.csv").slice(1);
const years = Array.from({ length: 10 }, (_, at) => 2008 + at);
const series = (place: string) =>
  years.map((year) => rows.map((row) => Number(row[`${place}${year}`])));
const [city, country] = [series("Goettingen"), series("BRD")];
const growth = (moments: readonly (readonly number[])[]) => ({
  from: moments[0]!,
  to: moments.at(-1)!,
});

const names: Readonly<Record<string, string>> = {
  change: "Growth (t1-t)",
  nationalShare: "National share",
  industrialMix: "Industrial mix",
  regionalShare: "Regional share",
  netTotalShift: "Net total shift",
  allocationEffect: "Allocation effect",
};

/** Compares every number of the reference with ours of the same name. */
function agrees(found: object, expected: Components): void {
  const own = new Map(
    Object.entries(found).flatMap(([name, value]) => {
      const theirs = names[name];
      return typeof value === "number" && theirs !== undefined ? [[theirs, value] as const] : [];
    }),
  );
  for (const [name, value] of Object.entries(expected))
    expect(isNear(own.get(name)!, value), `${name}: ${own.get(name)} for ${value}`).toBe(true);
}

goldenTest("agrees with REAT: Dunn, Esteban and Gerfin", () => {
  agrees(dunnShiftShare(growth(city), growth(country)), results.Dunn.components);
  agrees(estebanShiftShare(growth(city), growth(country)), results.Esteban.components);
  agrees(gerfinShiftShare(growth(city), growth(country)), results.Gerfin.components);
});

goldenTest("agrees with REAT: from year to year", () => {
  const found = dynamicShiftShare(city, country, dunnShiftShare);
  const { components, "components.year": yearly, growth: rates } = results.dynamic_Dunn;
  const columnOf = (table: Table, at: number) =>
    Object.fromEntries(table.rows.map((row, place) => [row, table.values[place]![at]!]));
  agrees(found.total, columnOf(components, 0));
  for (const [at, period] of found.periods.entries()) agrees(period, columnOf(yearly, at));
  for (const [at, { region, reference }] of found.growth.entries()) {
    const own = [region, reference].flatMap(({ from, to, change, meanRate }) => [
      from,
      to,
      change,
      meanRate!,
    ]);
    for (const [place, value] of rates.values[at]!.entries())
      expect(isNear(own[place]!, value), `branch ${at}, ${place}`).toBe(true);
  }
});

const branch = fc.tuple(
  fc.integer({ min: 1, max: 500 }),
  fc.integer({ min: 0, max: 500 }),
  fc.integer({ min: 1, max: 9000 }),
  fc.integer({ min: 1, max: 9000 }),
);
const economy = fc.array(branch, { minLength: 1, maxLength: 10 }).map((branches) => {
  const column = (at: number) => branches.map((one) => one[at]!);
  return [
    { from: column(0), to: column(1) },
    { from: column(2), to: column(3) },
  ] as const;
});

test("parts sum to the growth, ratios multiply to it, and branches sum to the parts", () => {
  fc.assert(
    fc.property(economy, ([region, reference]) => {
      const dunn = dunnShiftShare(region, reference);
      expect(dunn.nationalShare + dunn.netTotalShift).toBeCloseTo(dunn.change, 6);
      const esteban = estebanShiftShare(region, reference);
      expect(esteban.regionalShare + esteban.allocationEffect).toBeCloseTo(dunn.regionalShare, 6);
      const gerfin = gerfinShiftShare(region, reference);
      expect(gerfin.industrialMix * gerfin.regionalShare).toBeCloseTo(gerfin.netTotalShift, 8);
      const sum = dunn.industries.reduce((total, one) => total + one.industrialMix, 0);
      expect(sum).toBeCloseTo(dunn.industrialMix, 6);
    }),
  );
});

test("a region that is its country in small has no shift", () => {
  fc.assert(
    fc.property(economy, ([, reference]) => {
      const half = (counts: readonly number[]) => counts.map((count) => count / 2);
      const region = { from: half(reference.from), to: half(reference.to) };
      const { industrialMix, regionalShare } = dunnShiftShare(region, reference);
      expect(industrialMix).toBeCloseTo(0, 6);
      expect(regionalShare).toBeCloseTo(0, 6);
      expect(gerfinShiftShare(region, reference).netTotalShift).toBeCloseTo(1, 10);
    }),
  );
});

test("a branch that begins with nothing has no mean rate, and does not stop the rest", () => {
  const found = dynamicShiftShare(
    [
      [0, 5],
      [2, 6],
    ],
    [
      [9, 9],
      [9, 9],
    ],
    dunnShiftShare,
  );
  expect(found.growth[0]!.region).toEqual({ from: 0, to: 2, change: 2, meanRate: null });
  expect(found.total.change).toBe(3);
});

const country2 = { from: [10, 10], to: [11, 12] };
test.for([
  ["no branches", () => dunnShiftShare({ from: [], to: [] }, country2), "too-few"],
  ["other branches", () => dunnShiftShare({ from: [1], to: [2] }, country2), "length-mismatch"],
  [
    "fewer than none",
    () => dunnShiftShare({ from: [1, -1], to: [2, 2] }, country2),
    "out-of-range",
  ],
  [
    "nothing at the begin",
    () => dunnShiftShare({ from: [0, 0], to: [2, 2] }, country2),
    "empty-group",
  ],
  [
    "a branch that is new in the country",
    () => dunnShiftShare({ from: [1, 1], to: [2, 2] }, { from: [10, 0], to: [1, 1] }),
    "empty-group",
  ],
  [
    "a branch that is new here",
    () => estebanShiftShare({ from: [1, 0], to: [2, 2] }, country2),
    "empty-group",
  ],
  [
    "nothing left elsewhere",
    () => gerfinShiftShare({ from: [1, 1], to: [2, 2] }, { from: [10, 10], to: [0, 0] }),
    "empty-group",
  ],
  ["one moment", () => dynamicShiftShare([[1]], [[1]], dunnShiftShare), "too-few"],
  ["other moments", () => dynamicShiftShare([[1], [2]], [[1]], dunnShiftShare), "length-mismatch"],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
