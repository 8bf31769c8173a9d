import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type IndicatorId, id, parsePeriod } from "#kernel";
import { madeIndicator } from "../../../../tests/support/made-indicator.ts";
import { readCatalogueFile } from "./catalogue.ts";
import { deriveFigures } from "./derive.ts";
import { formatValue } from "./format-reading.ts";
import { dimensionOfFormula, parseFormula, partsOfFormula } from "./formula.ts";
import {
  describeDimension,
  impossibility,
  isMeasurementUnit,
  type MeasurementUnit,
  unitSign,
  unitWords,
} from "./measurement-unit.ts";
import type { Figure, Indicator, Reading } from "./types.ts";

const units: Readonly<Record<string, MeasurementUnit>> = {
  leavers: "count",
  pupils: "count",
  rate: "share",
  "sales-rate": "per-1000",
  income: "euro",
  total: "thousand-euro",
  land: "km2",
  water: "hectare",
  road: "km",
  points: "score",
};
const unitOf = (name: IndicatorId) => units[name] ?? "count";
const dimension = (written: string) =>
  describeDimension(dimensionOfFormula(parseFormula(written), unitOf));

describe("a formula", () => {
  test.for([
    ["leavers / pupils", "a plain number"],
    ["leavers ÷ (pupils − leavers)", "a plain number"],
    ["leavers + pupils * 2", "count"],
    ["1 - rate", "a plain number"],
    ["rate + sales-rate", "a plain number"],
    ["income / pupils", "euro / count"],
    ["total + income", "euro"],
    ["pupils / (land + water)", "count / metre²"],
    ["road * road", "metre²"],
    ["land / road", "metre"],
    ["3", "a plain number"],
  ] as const)("%s is %s", ([written, expected]) => {
    expect(dimension(written)).toBe(expected);
  });

  test.for([
    ["leavers + rate", 9, "count and a plain number cannot be added"],
    ["land - road", 6, "metre² and metre cannot be subtracted"],
    ["points + leavers", 8, "score and count cannot be added"],
    ["leavers +", 10, "it ends where an indicator or a number was expected"],
    ["", 1, "it ends where an indicator or a number was expected"],
    ["(leavers", 1, "this bracket is not closed"],
    ["leavers pupils", 9, '"pupils" was not expected here'],
    ["* leavers", 1, '"*" stands where an indicator or a number was expected'],
    ["leavers ^ 2", 9, '"^" does not belong in a formula'],
    [`${"(".repeat(60)}1${")".repeat(60)}`, 51, "its brackets go too deep"],
  ] as const)("%s is refused at character %i", ([written, at, message]) => {
    expect(() => dimension(written)).toThrowError(expect.objectContaining({ at, message }));
  });

  test("is read as arithmetic is: products before sums, left before right", () => {
    const number = fc.integer({ min: 1, max: 99 });
    const sign = fc.constantFrom("+", "-", "*", "/");
    fc.assert(
      fc.property(number, fc.array(fc.tuple(sign, number), { maxLength: 8 }), (first, rest) => {
        const written = [String(first), ...rest.map(([one, value]) => `${one} ${value}`)].join(" ");
        const tree = parseFormula(`one * (${written})`);
        const expected: unknown = new Function(`return ${written}`)();
        const [figure] = deriveFigures({
          indicator: {
            ...madeIndicator("result", { unit: "ratio" }),
            formula: { written, tree },
          },
          parts: new Map([part("one", "ratio", [1])]),
        });
        expect(figure?.reading).toMatchObject({
          value: Number((expected as number).toPrecision(15)),
        });
      }),
    );
  });

  test("names its parts once", () => {
    expect(partsOfFormula(parseFormula("a / (a + b) * 2"))).toEqual(["a", "b"]);
  });
});

const period = parsePeriod("2008")!;
type Cell = number | `<${number}` | "x" | "";

function readingOf(cell: Cell, decimals: number | null): Reading {
  if (cell === "x") return { kind: "gap", why: "suppressed" };
  if (cell === "") return { kind: "gap", why: "not-available" };
  if (typeof cell === "number") return { kind: "value", value: cell, decimals };
  return { kind: "bound", op: "<", value: Number(cell.slice(1)), decimals };
}

/** An indicator and its figures for areas A0, A1, A2 …; null: no figure. */
function part(
  name: string,
  unit: MeasurementUnit,
  cells: readonly (Cell | null)[],
  decimals: number | null = null,
): readonly [IndicatorId, { indicator: Indicator; figures: readonly Figure[] }] {
  const figures = cells.flatMap((cell, at): Figure[] =>
    cell === null
      ? []
      : [
          {
            release: id<"release">(`${name}-r1`),
            indicator: id<"indicator">(name),
            area: id<"area">(`A${at}`),
            period,
            reading: readingOf(cell, decimals),
            counts: null,
            printed: null,
            status: "final",
            line: at + 2,
            columns: name,
          },
        ],
  );
  return [id<"indicator">(name), { indicator: madeIndicator(name, { unit }), figures }];
}

function derived(
  written: string,
  rest: Partial<Indicator>,
  ...parts: readonly ReturnType<typeof part>[]
): readonly Figure[] {
  const formula = { written, tree: parseFormula(written) };
  return deriveFigures({
    indicator: { ...madeIndicator("result", rest), formula },
    parts: new Map(parts),
  });
}

const shown = (figures: readonly Figure[]) =>
  figures.map(({ reading }) =>
    reading.kind === "gap"
      ? reading.why
      : reading.kind === "bound"
        ? `${reading.op}${reading.value}`
        : reading.value,
  );

describe("a derived figure", () => {
  test("is there where all of its parts are, and a gap in a part is a gap with its reason", () => {
    const figures = derived(
      "leavers / pupils",
      { unit: "share" },
      part("leavers", "count", [10, "x", "", 3, "<5", 1, null]),
      part("pupils", "count", [100, 100, "x", 0, 50, null, 50]),
    );
    expect(shown(figures)).toEqual([
      0.1,
      "suppressed",
      "suppressed",
      "not-available",
      "not-available",
    ]);
    expect(figures[0]).toMatchObject({
      counts: { numerator: 10, denominator: 100 },
      release: "leavers-r1",
      line: 2,
      columns: "leavers / pupils [leavers: leavers-r1:2, pupils: pupils-r1:2]",
    });
  });

  test.for([
    ["per-1000", "a / b", "count", "count", 3, 96, 31.25],
    ["count/km2", "a / b", "count", "hectare", 500, 250, 200],
    ["euro/count", "a / b", "thousand-euro", "count", 1500, 60, 25_000],
    ["thousand-euro", "a + b", "euro", "thousand-euro", 500, 2, 2.5],
    ["km2", "a + b", "km2", "hectare", 1, 50, 1.5],
    ["share", "a + b", "share", "per-1000", 0.1, 50, 0.15],
  ] as const)(
    "has the size of its unit: %s = %s",
    ([unit, written, a, b, first, second, expected]) => {
      const figures = derived(written, { unit }, part("a", a, [first]), part("b", b, [second]));
      expect(shown(figures)).toEqual([expected]);
    },
  );

  test.for([
    // a whole percent is exact to half a point; twice that is not exact to one
    ["1 - a", [0.28], 0, 0],
    ["a + a", [0.28], 0, -1],
    ["a + a", [0.283], 1, 0],
    ["a", [0.28], null, null],
  ] as const)("knows how exact it is: %s", ([written, cells, decimals, expected]) => {
    const [figure] = derived(written, { unit: "share" }, part("a", "share", cells, decimals));
    expect(figure?.reading).toMatchObject({ kind: "value", decimals: expected });
  });

  test("keeps small groups hidden, also by what is left of the whole", () => {
    const figures = derived(
      "a / b",
      { unit: "share", suppression: { minimumCount: 5, minimumDenominator: 50 } },
      part("a", "count", [10, 3, 98, 0, 20]),
      part("b", "count", [100, 100, 100, 100, 40]),
    );
    expect(shown(figures)).toEqual([0.1, "suppressed", "suppressed", 0, "suppressed"]);
  });

  test("is rounded by the rule of its indicator, and never impossible", () => {
    const rounding = { base: 5 };
    expect(
      shown(
        derived(
          "a + b",
          { unit: "count", rounding },
          part("a", "count", [11]),
          part("b", "count", [2]),
        ),
      ),
    ).toEqual([15]);
    expect(
      shown(
        derived("a / b", { unit: "share" }, part("a", "count", [11]), part("b", "count", [10])),
      ),
    ).toEqual(["not-available"]);
  });
});

describe("units", () => {
  test.for([
    ["count/km2", true],
    ["euro/count", true],
    ["score", true],
    ["count/share", false],
    ["km/km", false],
    ["count/km2/year", false],
    ["furlong", false],
    ["__proto__", false],
  ] as const)("%s: %s", ([text, expected]) => {
    expect(isMeasurementUnit(text)).toBe(expected);
  });

  test.for([
    ["share", 0.083, 1, "8,3%", "8.3%"],
    ["count", 1234, 0, "1.234", "1,234"],
    ["euro", -24_500, 0, "−€\u00a024.500", "−€24,500"],
    ["km", 1.25, 1, "1,3\u00a0km", "1.3\u00a0km"],
    ["count/km2", 5123.4, 0, "5.123\u00a0per km²", "5,123\u00a0per km²"],
    ["euro/count", 25_000, 0, "€\u00a025.000", "€25,000"],
    ["per-1000", 17.5, 1, "17,5", "17.5"],
    ["score", -0.032, 3, "−0,032", "−0.032"],
    ["score", -0.00033, 3, "0,000", "0.000"],
  ] as const)("%s: %f", ([unit, value, decimals, dutch, english]) => {
    expect(formatValue(value, { unit, decimals }, "nl")).toBe(dutch);
    expect(formatValue(value, { unit, decimals }, "en")).toBe(english);
  });

  test("have words for people", () => {
    const counts = { nl: "inwoners", en: "residents" };
    expect(unitWords("count/km2", counts).nl).toBe("aantal inwoners per vierkante kilometer");
    expect(unitWords("euro/count", counts).en).toBe("euros per residents");
    expect(unitSign("share", "nl")).toBeNull();
  });

  test.for([
    ["count", 1.5, "a whole number of 0 or more"],
    ["count", -1, "a whole number of 0 or more"],
    ["share", 1.4, "a share of 0 to 100 %"],
    ["per-1000", -3, "a number of 0 or more"],
    ["km", -3, "a number of 0 or more"],
    ["score", -3, null],
    ["euro", -3, null],
    ["count", 12, null],
  ] as const)("of %s, %f: %s", ([unit, value, expected]) => {
    expect(impossibility(unit, value)).toBe(expected);
  });
});

const entry = (name: string, unit: string, more = "") => `
- id: ${name}
  name: { nl: a, en: a }
  short: { nl: a, en: a }
  definition: { nl: a, en: a }
  unit: ${unit}
  counts: { nl: a, en: a }
  better: lower
  theme: t
  source: { nl: a, en: a }
${more}`;
const catalogue = (...entries: readonly string[]) =>
  readCatalogueFile(
    { name: "indicators.yaml", bytes: new TextEncoder().encode(entries.join("")) },
    new Set([id<"theme">("t")]),
  );

describe("a catalogue", () => {
  const counts = [entry("men", "count"), entry("women", "count")];

  test("tells everything of an indicator", () => {
    const [, , share] = catalogue(
      ...counts,
      entry(
        "women-share",
        "share",
        `  formula: women / (men + women)
  denominator: men
  dimension: { nl: bevolking, en: population }
  licence: { nl: CC BY 4.0, en: CC BY 4.0 }
  contact: { name: Desk, email: desk@example.org, url: https://example.org/ }
  rounding: { base: 0.01 }
  suppression: { minimumDenominator: 50 }
`,
      ),
    );
    expect(share).toMatchObject({
      formula: { written: "women / (men + women)" },
      denominator: "men",
      dimension: { en: "population" },
      contact: { email: "desk@example.org" },
      rounding: { base: 0.01 },
      suppression: { minimumDenominator: 50 },
      total: null,
    });
  });

  test("takes the way to a total from a formula that divides two counts", () => {
    const [, , ratio] = catalogue(...counts, entry("r", "ratio", "  formula: men / women\n"));
    expect(ratio?.total).toEqual({ kind: "ratio", numerator: "men", denominator: "women" });
    expect(ratio?.denominator).toBe("women");
  });

  test.for([
    ["share", "men + women", "it gives count, but the unit of r is share (a plain number)"],
    [
      "count",
      "men-women",
      'there is no indicator "men-women" in the catalogue; write a minus with a space on both sides',
    ],
    ["count", "children", 'there is no indicator "children" in the catalogue'],
    ["ratio", "2 * 3", "it names no indicator"],
    ["count", "men / 0", "it divides by 0 here, whatever the figures are"],
    ["count", "women + men / (3 - 2 - 1)", "it divides by 0 here"],
    ["ratio", "men / (0 * women)", "it divides by 0 here"],
    ["count", "men + r", "it leads back to itself: r → r"],
    ["count", "men + (women", "this bracket is not closed"],
  ] as const)("refuses a %s that is %s", ([unit, formula, expected]) => {
    expect(() => catalogue(...counts, entry("r", unit, `  formula: ${formula}\n`))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          new RegExp(
            `^indicators\\.yaml:\\d+:12: the formula of r is wrong at its character \\d+: .*${expected.replace(/[()+/]/g, "\\$&")}`,
          ),
        ),
      }),
    );
  });

  test("refuses a unit that is none, with its line", () => {
    expect(() => catalogue(entry("r", "furlong"))).toThrow(
      /^indicators\.yaml:6:9: .*expected a unit/,
    );
  });
});
