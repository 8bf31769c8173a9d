import { expect, test } from "vitest";
import { AreaBook } from "#areas";
import { id, untranslated } from "#kernel";
import { byDueDate, commitmentsNaming, standing } from "./standing.ts";
import type { Commitment, Due } from "./types.ts";

const month: Due = { kind: "month", month: "2009-10", by: "2009-10-31" };
const day: Due = { kind: "date", by: "2009-12-03" };

const promise = (name: string, due: Due, rest: Partial<Commitment> = {}): Commitment => ({
  id: name,
  text: untranslated(name),
  due,
  madeAt: null,
  done: false,
  areas: [],
  theme: id<"theme">("t"),
  source: "1",
  ...rest,
});

test.for([
  [month, false, "2009-10-22", "due"],
  [month, false, "2009-10-31", "due"],
  [month, false, "2009-11-01", "overdue"],
  [month, true, "2009-11-01", "done"],
  [{ kind: "recurring" }, false, "2009-11-01", "recurring"],
  [{ kind: "open" }, false, "2009-11-01", "open"],
  [{ kind: "this-report" }, false, "2009-11-01", "due"],
] as const)("%j, done %s, on %s is %s", ([due, done, asOf, expected]) => {
  expect(standing(promise("p", due, { done }), asOf)).toBe(expected);
});

test("what falls due first comes first; what has no day comes last, in the order of the file", () => {
  const list = [
    promise("open", { kind: "open" }),
    promise("day", day),
    promise("yearly", { kind: "recurring" }),
    promise("month", month),
    promise("now", { kind: "this-report" }),
  ];
  expect(byDueDate(list).map((one) => one.id)).toEqual(["now", "month", "day", "open", "yearly"]);
});

test("a promise names an area by itself, its municipality or a grouping that it is in", () => {
  const area = (
    name: string,
    kind: "municipality" | "focus-neighbourhood" | "grouping",
    parent: string | null,
  ) => ({
    id: id<"area">(name),
    kind,
    slug: name.toLowerCase(),
    name,
    parent: parent === null ? null : id<"area">(parent),
    point: null,
  });
  const [city, north, all] = [
    area("City", "municipality", null),
    area("North", "focus-neighbourhood", "City"),
    area("All", "grouping", null),
  ];
  const book = new AreaBook({
    areas: [city, north, all],
    memberships: [{ grouping: all.id, area: north.id }],
    aliases: [],
  });
  const list = [[north.id], [city.id], [all.id], [], [id<"area">("Other")]].map((areas, at) =>
    promise(String(at), day, { areas }),
  );
  expect(commitmentsNaming(list, north, book).map((one) => one.id)).toEqual(["0", "1", "2"]);
  expect(commitmentsNaming(list, city, book).map((one) => one.id)).toEqual(["1"]);
});
