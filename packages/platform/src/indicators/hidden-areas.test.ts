import { attackSums } from "@krachtwijk/measure/disclosure";
import { expect, test } from "vitest";
import { type Area, AreaBook } from "#areas";
import { type AreaId, id } from "#kernel";
import { hiddenAreas } from "./hidden-areas.ts";

const area = (name: string, kind: Area["kind"], parent: string | null = null): Area => ({
  id: id(name),
  kind,
  slug: name,
  name,
  parent: parent === null ? null : id<"area">(parent),
  point: null,
});

const bookOf = (areas: readonly Area[], groups: Readonly<Record<string, readonly string[]>> = {}) =>
  new AreaBook({
    areas: [...areas, ...Object.keys(groups).map((name) => area(name, "grouping"))],
    memberships: Object.entries(groups).flatMap(([grouping, members]) =>
      members.map((member) => ({ grouping: id<"area">(grouping), area: id<"area">(member) })),
    ),
    aliases: [],
  });

const hiddenOf = (
  book: AreaBook,
  counts: Readonly<Record<string, number>>,
  more: readonly string[] = [],
) =>
  [
    ...hiddenAreas({
      counts: new Map(Object.entries(counts).map(([name, count]) => [id<"area">(name), { count }])),
      rule: { minimumCount: 5 },
      book,
      base: 0,
      hidden: new Set(more.map((name) => id<"area">(name))),
    }),
  ].sort();

const city = [
  area("city", "municipality"),
  ...["a", "b", "c"].map((name) => area(name, "district", "city")),
];

test("a small count is hidden, and the smallest other that its total would tell it by", () => {
  const book = bookOf(city);
  expect(hiddenOf(book, { a: 3, b: 60, c: 27, city: 90 })).toEqual(["a", "c"]);
  // Without a total, or with others in it that nobody knows, nothing tells it.
  expect(hiddenOf(book, { a: 3, b: 60, c: 27 })).toEqual(["a"]);
  expect(hiddenOf(book, { a: 3, b: 60, city: 90 })).toEqual(["a"]);
  expect(hiddenOf(book, { a: 30, b: 60, c: 27, city: 117 })).toEqual([]);
  expect(hiddenOf(book, { a: 0, b: 60, c: 27, city: 87 })).toEqual([]);
  // What another release hides already is used first.
  expect(hiddenOf(book, { a: 3, b: 60, c: 27, city: 90 }, ["b"])).toEqual(["a", "b"]);
});

test("a focus neighbourhood is a part of its municipality beside the districts that fill it", () => {
  const book = bookOf([...city, area("focus", "focus-neighbourhood", "city")]);
  expect(hiddenOf(book, { a: 30, b: 60, c: 27, focus: 4, city: 117 })).toEqual(["focus"]);
  // The same without a rest: nothing of the city is left beside it.
  expect(hiddenOf(book, { a: 3, b: 60, c: 27, focus: 90, city: 90 })).toEqual(["a", "c"]);
});

test("groupings that differ by one area do not tell it", () => {
  const book = bookOf(city, { two: ["b", "c"], three: ["a", "b", "c"] });
  const hidden = hiddenOf(book, { a: 3, b: 60, c: 27, two: 87, three: 90 });
  expect(hidden).toContain("a");
  expect(hidden.filter((name) => ["two", "three"].includes(name)).length).toBeGreaterThan(0);
});

/** Numbers that look drawn by chance, the same ones every time (Park & Miller). */
function drawn(seed: number) {
  let state = seed + 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

test("whatever the areas, what is told of them tells no small count", () => {
  let attacked = 0;
  for (let seed = 0; seed < 120; seed++) {
    const draw = drawn(seed);
    const leaves = Array.from({ length: 12 }, (_, at) => `n${at}`);
    const parentOf = (at: number) => `d${Math.floor(at / 3)}`;
    const grouped = leaves.filter(() => draw(2) === 0);
    const book = bookOf(
      [
        area("country", "country"),
        ...[0, 1, 2, 3].map((at) => area(`d${at}`, "district", "country")),
        ...leaves.map((name, at) => area(name, "neighbourhood", parentOf(at))),
      ],
      { group: grouped },
    );
    const counts: Record<string, number> = { country: 0, group: 0, d0: 0, d1: 0, d2: 0, d3: 0 };
    for (const [at, name] of leaves.entries()) {
      const count = draw(3) === 0 ? draw(6) : draw(60);
      counts[name] = count;
      for (const total of [parentOf(at), "country", ...(grouped.includes(name) ? ["group"] : [])])
        counts[total]! += count;
    }
    const hidden = hiddenOf(book, counts);
    const table = leaves.map((name, at) => ({
      id: name,
      count: counts[name]!,
      within: [parentOf(at), "country", ...(grouped.includes(name) ? ["group"] : [])],
    }));
    const isThere = (name: string) => name !== "group" || grouped.length > 0;
    for (const { id: name, least, most } of attackSums(table, hidden.filter(isThere))) {
      const count = counts[name as AreaId]!;
      if (count === 0 || count >= 5) continue;
      attacked++;
      expect(most - least, `${seed} ${name}`).toBeGreaterThan(5 - 1e-6);
    }
    for (const [name, count] of Object.entries(counts))
      if (count > 0 && count < 5) expect(hidden).toContain(name);
  }
  expect(attacked).toBeGreaterThan(150);
});
