import { describe, expect, test } from "vitest";
import type { Area } from "#areas";
import { formatRelative, type Indicator, type Reading } from "#indicators";
import { id, parsePeriod } from "#kernel";
import { changeOf, gapSeries, type Point } from "./change.ts";
import { roundedOf } from "./rounding.ts";

/** `10.2%` is printed so; `81/859` is worked out from counts; `17.5` is a figure per 1,000; `#12` is a count. */
function pointOf(cell: string, year: string): Point {
  const period = parsePeriod(year)!;
  const written = cell.replace(/[%#]/g, "");
  const [part, whole] = written.split("/").map(Number);
  const unit: Indicator["unit"] = cell.startsWith("#")
    ? "count"
    : cell.includes("%") || cell.includes("/")
      ? "share"
      : "per-1000";
  const value = whole === undefined ? part! / (unit === "share" ? 100 : 1) : part! / whole;
  const decimals = whole === undefined ? (written.split(".")[1]?.length ?? 0) : null;
  const reading: Extract<Reading, { kind: "value" }> = { kind: "value", value, decimals };
  return { period, ...roundedOf(reading, { unit, decimals: unit === "count" ? 0 : 1 }) };
}

const pointsIn = (cells: string) =>
  cells.split(" ").map((cell, at) => pointOf(cell, ["2008", "2009"][at]!));

describe("a change", () => {
  test.for([
    // from and to     decimals  verdict
    ["10% 10.2%", 0, "within rounding"], // 10 % can have been 10.4 %
    ["10% 10.6%", 0, "worse"],
    ["9.6% 10%", 0, "within rounding"],
    ["10.1% 10.2%", 1, "within rounding"],
    ["10.1% 10.3%", 1, "worse"],
    ["26% 27%", 0, "within rounding"], // both can have been 26.5 %
    ["26% 28%", 0, "worse"],
    ["28% 26%", 0, "better"],
    ["25% 25%", 0, "within rounding"],
    ["17.5 15.4", 1, "better"],
    ["16.0 16.1", 1, "within rounding"],
    ["81/859 82/859", 1, "worse"], // counts are exact, however small the difference
    ["81/859 81/859", 1, "the same"],
    ["100/1000 10%", 0, "within rounding"],
    ["100/1000 11%", 0, "worse"],
    ["#11 #12", 0, "worse"],
    ["#11 #11", 0, "the same"],
  ] as const)("%s carries %i decimals and is %s", ([cells, decimals, verdict]) => {
    const change = changeOf(pointsIn(cells), { unit: "share", better: "lower" });
    expect(change?.decimals).toBe(decimals);
    const told = change?.withinRounding
      ? "within rounding"
      : change?.improved === null
        ? "the same"
        : change?.improved
          ? "better"
          : "worse";
    expect(told).toBe(verdict);
    if (change?.withinRounding) expect(change.improved).toBeNull();
  });

  test("of a score there is no relative change: its zero is a choice", () => {
    const change = changeOf(pointsIn("0.2 0.5"), { unit: "score", better: "higher" })!;
    expect(change).toMatchObject({ relative: null, relativeRange: null, improved: true });
    expect(change.absolute).toBeCloseTo(0.3);
  });

  test.for([
    ["14% 29%", "+110%"], // between 97 % and 119 %
    ["26% 28%", "+8%"],
    ["8% 10%", "+30%"],
    ["17.5 15.4", "−12.0%"],
    ["10.0% 12.0%", "+20%"],
    ["0.4% 90%", "+22,000%"],
    ["#111 #158", "+42.3%"],
    ["81/859 63/853", "−21.7%"],
  ] as const)("%s is %s: no more digits than the figures carry", ([cells, told]) => {
    const change = changeOf(pointsIn(cells), { unit: "share", better: "lower" })!;
    expect(formatRelative(change.relative!, change.relativeDecimals, "en")).toBe(told);
  });
});

describe("a gap", () => {
  const country: Area = {
    id: id<"area">("NL"),
    kind: "country",
    slug: "nl",
    name: "NL",
    parent: null,
    point: null,
  };

  test.for([
    // own          compared     closing   decimals of the last gap
    ["10% 10.2%", "4% 4.4%", "within rounding", 1], // 6 and 5.8 points; the first can have been 5 or 7
    ["35% 35%", "44% 45%", "within rounding", 0], // −9 and −10
    ["22% 25%", "44% 45%", "within rounding", 0], // −22 and −20: four figures, each half a point
    ["22% 26%", "44% 45%", "closing", 0],
    ["22% 20%", "44% 45%", "widening", 0],
    ["26% 28%", "44% 46%", "within rounding", 0],
    ["26.0% 28.0%", "44.0% 45.0%", "closing", 1],
    ["10/100 12/100", "5/100 6/100", "widening", 1],
    ["10/100 11/100", "5/100 6/100", "the same", 1],
    ["10%", "4%", "the same", 0],
  ] as const)("%s against %s is %s", ([own, compared, told, decimals]) => {
    const gap = gapSeries(pointsIn(own), country, pointsIn(compared))!;
    const course = gap.withinRounding
      ? "within rounding"
      : gap.closing === null
        ? "the same"
        : gap.closing
          ? "closing"
          : "widening";
    expect(course).toBe(told);
    expect(gap.points.at(-1)?.decimals).toBe(decimals);
    if (gap.withinRounding) expect(gap.closing).toBeNull();
  });
});
