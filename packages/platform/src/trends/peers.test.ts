import { describe, expect, test } from "vitest";
import { AreaBook, readAreaBook } from "#areas";
import { type Figure, type Indicator, readCatalogue, readFigures } from "#indicators";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import {
  type Change,
  canBe,
  canChangeByChance,
  fasterVerdicts,
  findTwins,
  improvedVerdicts,
  monitorOf,
  peerGroups,
  placeAmong,
  spreadOf,
  twinTable,
  uncertaintyOf,
} from "./index.ts";

test.for([
  [[3, 1, 2], 3, 1, 0],
  [[3, 1, 2], 1, 3, 0],
  [[2, 2, 1], 2, 1, 1],
  [[2, 2, 2], 2, 1, 2],
  [[-1, 0, 5, 5, 5, 9], 5, 2, 2],
])("in %j the place of %i is %i, tied with %i", ([values, value, place, tiedWith]) => {
  const all = values as number[];
  expect(placeAmong(spreadOf(all)!, value as number)).toEqual({ place, of: all.length, tiedWith });
});

test("a value that is not among them has no place, and nothing has no spread", () => {
  expect(placeAmong(spreadOf([1, 2])!, 1.5)).toBeNull();
  expect(spreadOf([])).toBeNull();
  expect(spreadOf([4])).toEqual({ sorted: [4], mean: 4, deviation: 0 });
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])!.deviation).toBeCloseTo(2.138, 3);
});

const area = (name: string, kind: "municipality" | "neighbourhood", parent: string | null) => ({
  id: id<"area">(name),
  kind,
  slug: name.toLowerCase(),
  name,
  parent: parent === null ? null : id<"area">(parent),
  point: null,
});

describe("peer groups", () => {
  const around = ["A", "B"].map((name) => area(name, "municipality", null));
  const within = Array.from({ length: 10 }, (_, at) =>
    area(`${at < 4 ? "A" : "B"}${at}`, "neighbourhood", at < 4 ? "A" : "B"),
  );
  const book = new AreaBook({ areas: [...around, ...within], memberships: [], aliases: [] });
  const sizes = new Map(within.map(({ id: one }, at) => [one, (at + 1) * 100]));

  test.for([
    ["A0", ["municipality A0 A1 A2 A3", "size A0 A1", "kind of 10"]],
    ["B9", ["municipality B4 B5 B6 B7 B8 B9", "size B8 B9", "kind of 10"]],
    ["A", ["kind A B"]],
  ] as const)("%s: %j", ([name, expected]) => {
    const told = peerGroups(book, book.get(id<"area">(name)), sizes).map(({ rule, areas }) =>
      areas.length > 6
        ? `${rule} of ${areas.length}`
        : [rule, ...areas.map((one) => one.id)].join(" "),
    );
    expect(told).toEqual(expected);
  });

  test("without sizes there are no classes of size", () => {
    const rules = peerGroups(book, within[0]!, null).map(({ rule }) => rule);
    expect(rules).toEqual(["municipality", "kind"]);
  });

  test("the twin of an area is the nearest, with the reasons; too few areas have no twins", () => {
    const indicator = { id: id<"indicator">("x") } as Indicator;
    const values = new Map(within.map((one, at) => [one.id, at === 9 ? 0.1 : at]));
    const column = { indicator, values };
    const [twin] = findTwins(twinTable(within, [column]), within[0]!, 1);
    expect(twin).toMatchObject({ area: { id: "B9" }, reasons: [{ verdict: "alike", nearer: 0 }] });
    expect(findTwins(twinTable(within.slice(0, 5), [column]), within[0]!, 1)).toEqual([]);
    const same = { indicator, values: new Map(within.map(({ id }) => [id, 3])) };
    expect(findTwins(twinTable(within, [same]), within[0]!, 1)).toEqual([]);
    expect(findTwins(twinTable(within.slice(1), [column]), within[0]!, 1)).toEqual([]);
  });
});

const figure = (reading: Figure["reading"], counts: Figure["counts"] = null) =>
  ({ reading, counts }) as Figure;
const share = { unit: "share", decimals: 1, better: "lower", formula: null } as const;
const count = { unit: "count", decimals: 0, better: "lower", formula: null } as const;

test.for([
  // Wilson, R 4.2.2 prop.test(144, 1994, correct = FALSE): 0.0617 to 0.0844
  [
    "a share of few",
    figure(
      { kind: "value", value: 144 / 1994, decimals: 1 },
      { numerator: 144, denominator: 1994 },
    ),
    share,
    "chance 0.0617 0.0844",
  ],
  [
    "a share of all the country",
    figure({ kind: "value", value: 0.1, decimals: 0 }, { numerator: 1e6, denominator: 1e7 }),
    share,
    "rounding 0.0950 0.1050",
  ],
  [
    "a whole percent",
    figure({ kind: "value", value: 0.28, decimals: 0 }),
    share,
    "rounding 0.2750 0.2850",
  ],
  ["a tenth of a percent", figure({ kind: "value", value: 0.283, decimals: 1 }), share, null],
  // Garwood, SciPy 1.17.1: chi2.ppf(0.025, 2·7)/2 and chi2.ppf(0.975, 2·7 + 2)/2, as R's poisson.test(7) gives them
  [
    "a count of events",
    figure({ kind: "value", value: 7, decimals: 0 }),
    count,
    "chance 2.8144 14.4227",
  ],
  ["no event", figure({ kind: "value", value: 0, decimals: 0 }), count, "chance 0.0000 3.6889"],
  [
    "a count without a good way",
    figure({ kind: "value", value: 12, decimals: 0 }),
    { ...count, better: "neither" },
    null,
  ],
  [
    "a count by a formula",
    figure({ kind: "value", value: 12, decimals: null }),
    { ...count, formula: { written: "a - b", tree: { kind: "number", value: 1, at: 0 } } },
    null,
  ],
  ["an average of counts", figure({ kind: "value", value: 7.5, decimals: 1 }), count, null],
  ["a gap", figure({ kind: "gap", why: "suppressed" }), share, null],
] as const)("how uncertain: %s", ([, one, indicator, expected]) => {
  const found = uncertaintyOf(one, indicator);
  const told = found && `${found.kind} ${found.lower.toFixed(4)} ${found.upper.toFixed(4)}`;
  expect(told).toBe(expected);
});

const at = (period: string, numerator: number, denominator: number) =>
  ({ period: { id: period }, counts: { numerator, denominator } }) as Figure;
const events = (period: string, value: number) =>
  ({ period: { id: period }, reading: { kind: "value", value, decimals: 0 } }) as Figure;
const ends = { from: { id: "2006" }, to: { id: "2008" } } as Change;

test.for([
  // Newcombe 1998, table II, method 10: 56/70 and 48/80 differ by 0.0524 to 0.3339
  ["more than chance", at("2006", 48, 80), at("2008", 56, 70), share, false],
  ["chance", at("2006", 165, 1915), at("2008", 144, 1994), share, true],
  ["no counts", at("2006", 165, 1915), { period: { id: "2008" }, counts: null }, share, false],
  // SciPy 1.17.1, binomtest(7, 20).proportion_ci("exact") as a ratio: 0.182 to 1.452; of 7 and 20: 0.125 to 0.862
  ["13 and 7 events", events("2006", 13), events("2008", 7), count, true],
  ["20 and 7 events", events("2006", 20), events("2008", 7), count, false],
  ["16 and 7 events", events("2006", 16), events("2008", 7), count, true],
  ["40 and 7 events", events("2006", 40), events("2008", 7), count, false],
  ["no event at all", events("2006", 0), events("2008", 0), count, false],
  ["people", events("2006", 13), events("2008", 7), { ...count, better: "neither" }, false],
] as const)("whether chance can explain a change: %s", ([, first, last, indicator, expected]) => {
  const points = [first, last as Figure];
  expect(canChangeByChance({ points, change: ends }, indicator)).toBe(expected);
  expect(canChangeByChance({ points, change: null }, indicator)).toBe(false);
});

test("a figure of few can be the same as another, one of many cannot", () => {
  const few = figure(
    { kind: "value", value: 0.1, decimals: 1 },
    { numerator: 10, denominator: 100 },
  );
  const many = figure(
    { kind: "value", value: 0.1, decimals: 3 },
    { numerator: 1e5, denominator: 1e6 },
  );
  expect([canBe(few, share, 0.15), canBe(many, share, 0.15)]).toEqual([true, false]);
});

describe("who is behind a count, in the figures of 2009", async () => {
  const store = await exampleStore();
  const programme = id<"programme">("wijkenaanpak");
  const book = await readAreaBook(store.db, programme);
  const catalogue = await readCatalogue(store.db, programme);
  const monitors = await Promise.all(
    catalogue.map(async (indicator) =>
      monitorOf({
        indicator,
        figures: await readFigures(store, programme, indicator.id),
        book,
        focus: id<"area">("forty"),
        country: id<"area">("NL"),
      }),
    ),
  );

  test.for(monitors.map((one) => [one.indicator.id, one] as const))(
    "%s: every neighbourhood stands in one list, and the lists add up to what is told",
    ([, monitor]) => {
      for (const verdicts of [improvedVerdicts(monitor), fasterVerdicts(monitor)]) {
        if (verdicts === null) continue;
        const all = Object.values(verdicts).flat();
        expect(all).toHaveLength(40);
        expect(new Set(all).size).toBe(40);
      }
      const improved = improvedVerdicts(monitor);
      expect(improved === null).toBe(monitor.improved === null);
      if (improved === null || monitor.improved === null) return;
      const { count, of, unclear } = monitor.improved;
      expect([improved.yes.length, improved.unclear.length]).toEqual([count, unclear]);
      expect(40 - improved.unknown.length).toBe(of);
    },
  );

  test("whole percents leave open who was faster than the country", () => {
    const havo = monitors.find(({ indicator }) => indicator.id === "havo-vwo-share-year3")!;
    const faster = fasterVerdicts(havo)!;
    expect(faster.unclear.length).toBeGreaterThan(0);
    for (const { change } of faster.yes)
      expect(change!.absolute).toBeGreaterThan(havo.country!.change!.absolute + 0.019);
  });
});
