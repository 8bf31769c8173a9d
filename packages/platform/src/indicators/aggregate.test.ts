import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Area, AreaBook } from "#areas";
import {
  type AggregateInput,
  aggregate,
  type Figure,
  protectAggregates,
  type Reading,
  wholesOf,
} from "#indicators";
import { id, parsePeriod } from "#kernel";

const period = parsePeriod("2022")!;
const value = (of: number): Reading => ({ kind: "value", value: of, decimals: null });
const gap = { kind: "gap", why: "suppressed" } as const;
const below10 = { kind: "bound", op: "<", value: 10, decimals: 0 } as const;

const figure = (area: string, reading: Reading, counts: Figure["counts"] = null): Figure => ({
  release: id("test-r1"),
  indicator: id("people"),
  area: id(area),
  period,
  reading,
  counts,
  printed: null,
  status: "final",
  line: 2,
  columns: "people",
});

const share = (area: string, numerator: number, denominator: number) =>
  figure(area, value(numerator / denominator), { numerator, denominator });

const area = (name: string, kind: string, parent: string | null): Area => ({
  id: id(name),
  kind: kind as Area["kind"],
  slug: name.toLowerCase(),
  name,
  parent: parent === null ? null : id(parent),
  point: null,
});

const book = new AreaBook({
  areas: [
    area("NL", "country", null),
    area("GM1", "municipality", "NL"),
    area("GM2", "municipality", "NL"),
    ...["a", "b", "c"].map((name) => area(name, "district", "GM1")),
    ...["d", "e"].map((name) => area(name, "district", "GM2")),
    area("FW", "focus-neighbourhood", "GM1"),
    area("some", "grouping", null),
  ],
  memberships: ["b", "c"].map((one) => ({ grouping: id("some"), area: id(one) })),
  aliases: [],
});

const count = { unit: "count", total: { kind: "sum" }, denominator: null, rounding: null } as const;
const ratio = {
  unit: "share",
  total: { kind: "ratio", numerator: id<"indicator">("n"), denominator: id<"indicator">("d") },
  denominator: id<"indicator">("d"),
  rounding: null,
} as const;
const mean = { ...ratio, unit: "euro", total: null } as const;

interface Asked extends Partial<Omit<AggregateInput, "indicator">> {
  readonly to?: readonly string[];
}

function inputOf(indicator: AggregateInput["indicator"], asked: Asked): AggregateInput {
  const { figures = [], to = ["municipality"] } = asked;
  const there = new Set(figures.map((one) => one.area));
  const wholes = to.flatMap((one) => wholesOf(one, book, (own) => there.has(own.id)).wholes);
  return { indicator, sizes: [], period: null, minimumCoverage: 0.9, wholes, ...asked, figures };
}

const told = (input: AggregateInput) =>
  aggregate(input).map(({ area: { id: of }, reading, coverage: { members } }) => [
    of,
    reading.kind === "gap"
      ? reading.why
      : `${reading.kind === "bound" ? ">= " : ""}${reading.value}`,
    `${members.known}/${members.of}`,
  ]);

// Worked out by hand.
describe("adds up", () => {
  const all = [120, 40, 15, 60, 5].map((of, at) => figure("abcde"[at]!, value(of)));

  test("counts, to every level and grouping that is asked", () => {
    expect(told(inputOf(count, { figures: all, to: ["municipality", "country", "some"] }))).toEqual(
      [
        ["GM1", "175", "3/3"],
        ["GM2", "65", "2/2"],
        ["NL", "240", "5/5"],
        ["some", "55", "2/2"],
      ],
    );
  });

  test("a bound and a suppressed member: at least, a range where there is one, never a silent 0", () => {
    const figures = [figure("a", value(120)), figure("b", below10), figure("c", gap)];
    const [whole] = aggregate(inputOf(count, { figures, minimumCoverage: 0.3 }));
    expect(whole).toMatchObject({
      reading: { kind: "bound", op: ">=", value: 120 },
      range: null,
      why: "2 of 3 members have no count: it is at least this",
    });
    const bounded = [figure("a", value(120)), figure("b", below10), figure("c", value(7))];
    expect(aggregate(inputOf(count, { figures: bounded, minimumCoverage: 0.6 }))[0]).toMatchObject({
      range: { least: 127, most: 136 },
    });
  });

  test("below the coverage asked there is a reason and no figure", () => {
    const [whole] = aggregate(inputOf(count, { figures: all.slice(0, 1) }));
    expect(whole).toMatchObject({
      reading: { kind: "gap", why: "not-available" },
      why: "1 of 3 members have a count; at least 0.9 is asked",
    });
  });

  test("coverage goes by size where sizes are known", () => {
    const sizes = [900, 50, 50].map((of, at) => figure("abc"[at]!, value(of)));
    const [whole] = aggregate(inputOf(count, { figures: all.slice(0, 1), sizes }));
    expect(whole).toMatchObject({
      coverage: { size: 0.9 },
      reading: { kind: "bound", value: 120 },
    });
  });

  test("shares from counts; a share without counts takes no part", () => {
    const figures = [share("a", 5, 10), share("b", 100, 1000), figure("c", value(0.5))];
    const [whole] = aggregate(inputOf(ratio, { figures, minimumCoverage: 0.6 }));
    expect(whole).toMatchObject({
      reading: { value: 105 / 1010 },
      counts: { numerator: 105, denominator: 1010 },
      coverage: { members: { known: 2, of: 3 } },
    });
  });

  test("a rate per thousand is a thousand times the share", () => {
    const figures = [share("d", 3, 1000), share("e", 1, 1000)];
    const perThousand = { ...ratio, unit: "per-1000" } as const;
    expect(told(inputOf(perThousand, { figures }))[1]).toEqual(["GM2", "2", "2/2"]);
  });

  test("means by what they are a mean over", () => {
    const figures = [figure("d", value(200)), figure("e", value(400))];
    const sizes = [figure("d", value(300)), figure("e", value(100))];
    expect(told(inputOf(mean, { figures, sizes }))).toEqual([
      ["GM1", "not-available", "0/3"],
      ["GM2", "250", "2/2"],
    ]);
  });

  test("to a base, without counts that would undo it", () => {
    const figures = [share("d", 3, 1000), share("e", 4, 1000)];
    const perThousand = { ...ratio, unit: "per-1000", rounding: { base: 5 } } as const;
    const [, whole] = aggregate(inputOf(perThousand, { figures }));
    expect(whole).toMatchObject({ reading: { value: 5 }, counts: null, range: null });
  });

  test("nothing for a share of which the catalogue names no counts", () => {
    const figures = [figure("d", value(0.2)), figure("e", value(0.4))];
    expect(aggregate(inputOf({ ...ratio, total: null }, { figures }))).toEqual([]);
  });

  test("focus neighbourhoods are a part of a municipality, and do not add up to it", () => {
    expect(() => inputOf(count, { figures: [figure("FW", value(3))] })).toThrow(
      "only a part of one",
    );
    expect(() => inputOf(count, { to: ["nowhere"] })).toThrow("neither a kind of area");
  });
});

test("a rule hides what is small, and what would give it away", () => {
  const figures = [share("a", 3, 100), share("b", 40, 100), share("c", 30, 100)];
  const input = inputOf(ratio, { figures, to: ["municipality", "some"] });
  const { aggregates, hidden } = protectAggregates(aggregate(input), input, { minimumCount: 5 });
  // GM1 − some = a, so one of the two has to go: GM1 (73), for the other (70) would take c (30) along.
  expect(aggregates.map(({ area: of, reading, range }) => [of.id, reading.kind, range])).toEqual([
    ["GM1", "gap", null],
    ["GM2", "gap", null],
    ["some", "value", { least: 0.35, most: 0.35 }],
  ]);
  expect(aggregates[0]!.reading).toEqual(gap);
  expect(hidden.map(({ area: of }) => of)).toEqual(["a"]);
  const free = protectAggregates(aggregate(input), input, { minimumCount: 2 });
  expect(free).toEqual({ aggregates: aggregate(input), hidden: [], recoverable: [] });
});

describe("what was published before stays known", () => {
  const figures = [
    ["a", 3],
    ["b", 40],
    ["c", 30],
    ["d", 25],
    ["e", 20],
  ].map(([of, many]) => figure(of as string, value(many as number)));
  const counts = new Map(
    figures.map((one) => [`${one.area} 2022`, (one.reading as { value: number }).value]),
  );
  const members: Readonly<Record<string, string>> = {
    GM1: "abc",
    GM2: "de",
    NL: "abcde",
    some: "bc",
  };
  const membersOf = (of: string) => [...(members[of] ?? "")].map((one) => book.get(id(one)));
  type Told = readonly (readonly [area: string, count: number | null])[];
  const release = (name: string, told: Told, then = counts) => ({
    release: id<"release">(name),
    isOwn: true,
    told: told.map(([of, many]) => ({
      area: id<"area">(of),
      period: "2022",
      count: many,
      isHidden: many === null,
    })),
    members: then,
  });
  const revised = new Map([...counts, ["b 2022", 41]]);

  // By hand: GM1 − some = a (3). Of b 41 before and 40 now, nothing follows for a.
  test.for([
    ["nothing", [], ["municipality"], ["GM1 73"], []],
    ["the rest of it", [release("t-r1", [["some", 70]])], ["municipality"], ["GM1 suppressed"], []],
    ["a whole", [release("t-r1", [["GM1", 73]])], ["some"], ["some suppressed"], []],
    ["the same total", [release("t-r1", [["GM1", 73]])], ["municipality"], ["GM1 73"], []],
    [
      "a whole before a revision",
      [release("t-r1", [["GM1", 74]], revised)],
      ["some"],
      ["some 70"],
      [],
    ],
    [
      "one that was suppressed",
      [
        release("t-r1", [
          ["GM1", null],
          ["GM2", 45],
        ]),
      ],
      ["country"],
      ["NL 118"],
      [],
    ],
    [
      "both",
      [release("t-r1", [["GM1", 73]]), release("u-r1", [["some", 70]])],
      ["country", "some"],
      ["NL suppressed", "some 70"],
      ["a"],
    ],
    [
      "itself, small",
      [
        release("t-r1", [
          ["a", 3],
          ["GM2", 45],
        ]),
      ],
      ["municipality"],
      ["GM1 73"],
      [],
    ],
  ] as const)("%s", ([, published, to, expected, recoverable]) => {
    const input = inputOf(count, { figures, to: [...to] });
    const wholes = input.wholes.filter(({ area: { id: of } }) => of !== "GM2");
    const own = { ...input, wholes };
    const told = protectAggregates(
      aggregate(own),
      { ...own, published, membersOf },
      { minimumCount: 5 },
    );
    expect(
      told.aggregates.map(
        ({ area: of, reading }) =>
          `${of.id} ${reading.kind === "gap" ? reading.why : reading.value}`,
      ),
    ).toEqual(expected);
    expect(told.recoverable.map(({ area: of }) => of)).toEqual(recoverable);
  });
});

const file = fileURLToPath(
  new URL("../../../../../shared/data/districts-2022/nl-districts-2022.csv", import.meta.url),
);

// The 3,340 Dutch districts of 2022; skipped where the folder is absent.
describe.skipIf(!existsSync(file))("districts of 2022", () => {
  const [head = [], ...rows] = existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    : [];
  const column = (name: string) => head.indexOf(name);
  const municipality = (code: string) => `GM${code.slice(2, 6)}`;
  const codes = rows.map((row) => row[column("code")]!);
  const national = new AreaBook({
    areas: [
      area("NL", "country", null),
      ...[...new Set(codes.map(municipality))].map((code) => area(code, "municipality", "NL")),
      ...codes.map((code) => area(code, "district", municipality(code))),
    ],
    memberships: [],
    aliases: [],
  });
  const read = (name: string) =>
    rows.flatMap((row, at) => {
      const text = row[column(name)]!;
      return text === "" || text === "NA" ? [] : [figure(codes[at]!, value(Number(text)))];
    });
  const up = (to: string, indicator: AggregateInput["indicator"], own: Partial<AggregateInput>) => {
    const figures = own.figures ?? [];
    const there = new Set(figures.map((one) => one.area));
    const { wholes } = wholesOf(to, national, (one) => there.has(one.id));
    return aggregate({
      indicator,
      figures,
      sizes: [],
      period: null,
      minimumCoverage: 0.9,
      ...own,
      wholes,
    });
  };

  test("residents of municipalities and the country are those of their districts", () => {
    const figures = read("population");
    const municipalities = up("municipality", count, { figures });
    const [country] = up("country", count, { figures });
    expect(codes).toHaveLength(3340);
    const known = municipalities.flatMap(({ reading }) =>
      reading.kind === "gap" ? [] : [reading.value],
    );
    expect(known.reduce((a, b) => a + b, 0)).toBe(
      country!.reading.kind === "gap" ? 0 : country!.reading.value,
    );
    const direct = new Map<string, number>();
    for (const { area: code, reading } of figures)
      if (reading.kind === "value")
        direct.set(municipality(code), (direct.get(municipality(code)) ?? 0) + reading.value);
    for (const { area: of, reading } of municipalities)
      if (reading.kind === "value") expect(reading.value).toBe(direct.get(of.id));
    // 17.59 million people lived in the Netherlands on 1 January 2022 (CBS).
    expect(known.reduce((a, b) => a + b, 0) / 1e6).toBeCloseTo(17.59, 1);
  });

  test("the value of dwellings is weighted by dwellings, with what is known of them", () => {
    const found = up("municipality", mean, {
      figures: read("dwelling_value"),
      sizes: read("dwelling_total"),
    });
    const amsterdam = found.find(({ area: of }) => of.id === "GM0363")!;
    const own = rows.filter((row) => row[column("code")]!.startsWith("WK0363"));
    const [dwellings, values] = ["dwelling_total", "dwelling_value"].map((name) =>
      own.map((row) => Number(row[column(name)])),
    );
    const weighted = own.reduce(
      (so, _, at) => (values![at]! > 0 ? so + dwellings![at]! * values![at]! : so),
      0,
    );
    const weight = own.reduce((so, _, at) => (values![at]! > 0 ? so + dwellings![at]! : so), 0);
    expect(amsterdam.reading).toMatchObject({
      kind: "value",
      value: expect.closeTo(weighted / weight, 9),
    });
    expect(amsterdam.coverage.size).toBeGreaterThan(0.99);
  });
});
