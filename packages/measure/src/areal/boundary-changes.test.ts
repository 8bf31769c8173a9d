import { describe, expect, test } from "vitest";
import { box } from "../../../../tests/support/made-map.ts";
import type { AreaShape } from "../space/index.ts";
import { boundaryChanges, type ChangeOptions, overlay } from "./index.ts";

type Year = Readonly<Record<string, AreaShape | readonly [AreaShape, string]>>;

const listOf = (year: Year) =>
  Object.entries(year).map(([code, own]) =>
    typeof own[1] === "string"
      ? { code, shape: own[0] as AreaShape, name: own[1] }
      : { code, shape: own as AreaShape, name: code },
  );

function changes(before: Year, after: Year, options: ChangeOptions = {}) {
  const [old, fresh] = [listOf(before), listOf(after)];
  const found = boundaryChanges(
    overlay(
      old.map(({ shape }) => shape),
      fresh.map(({ shape }) => shape),
      { surface: "plane" },
    ),
    {
      codesBefore: old.map(({ code }) => code),
      codesAfter: fresh.map(({ code }) => code),
      namesBefore: old.map(({ name }) => name),
      namesAfter: fresh.map(({ name }) => name),
    },
    options,
  );
  return found.map((one) => ({
    ...one,
    from: one.from.map((area) => old[area]!.code).join("+"),
    to: one.to.map((area) => fresh[area]!.code).join("+"),
  }));
}

const told = (...given: Parameters<typeof changes>) =>
  changes(...given).map(({ kind, from, to }) => `${kind} ${from} > ${to}`);

describe("what became of areas", () => {
  const [a, b, c] = [box(0, 0, 2, 2), box(2, 0, 4, 2), box(4, 0, 6, 2)];
  test.for<[string, Year, Year, readonly string[]]>([
    ["the same", { A: a }, { A: a }, ["same A > A"]],
    ["another name", { A: [a, "Oost"] }, { A: [a, "Oud-Oost"] }, ["rename A > A"]],
    ["another code", { A: [a, "Oost"] }, { B: [a, "Oost"] }, ["renumber A > B"]],
    ["two to one", { A: a, B: b }, { C: box(0, 0, 4, 2) }, ["merge A+B > C"]],
    ["two to one that keeps a code", { A: a, B: b }, { A: box(0, 0, 4, 2) }, ["merge A+B > A"]],
    ["one to two", { A: box(0, 0, 4, 2) }, { A: a, B: b }, ["split A > A+B"]],
    [
      "a border that moved",
      { A: a, B: b },
      { A: box(0, 0, 3, 2), B: box(3, 0, 4, 2) },
      ["border-change A+B > A+B"],
    ],
    [
      "codes that changed places",
      { A: a, B: b },
      { B: a, A: b },
      ["renumber A > B", "renumber B > A"],
    ],
    ["new land", { A: a }, { A: a, B: b }, ["same A > A", "new  > B"]],
    ["land that is gone", { A: a, B: b }, { A: a }, ["same A > A", "gone B > "]],
    ["land won from outside", { A: a }, { A: box(0, 0, 3, 2) }, ["border-change A > A"]],
    ["land lost to nobody", { A: box(0, 0, 3, 2) }, { A: a }, ["border-change A > A"]],
    [
      "a strip of drawing",
      { A: a, B: b },
      { A: box(0, 0, 2.05, 2), B: box(2.05, 0, 4, 2) },
      ["same A > A", "same B > B"],
    ],
    [
      "a merger beside something that stays",
      { A: a, B: b, C: c },
      { D: box(0, 0, 4, 2), C: c },
      ["merge A+B > D", "same C > C"],
    ],
    ["nothing on either side", { A: a }, { B: c }, ["gone A > ", "new  > B"]],
  ])("%s", ([, before, after, expected]) => {
    expect(told(before, after)).toEqual(expected);
  });

  test("how much went where", () => {
    const [one] = changes({ A: a, B: b }, { A: box(0, 0, 3, 2), B: box(3, 0, 4, 2) });
    expect(one!.moved).toBeCloseTo(0.25, 12);
    expect(one!.parts).toEqual([
      { from: 0, to: 0, area: 4, shareOfFrom: 1, shareOfTo: 4 / 6 },
      { from: 1, to: 0, area: 2, shareOfFrom: 0.5, shareOfTo: 2 / 6 },
      { from: 1, to: 1, area: 2, shareOfFrom: 0.5, shareOfTo: 1 },
    ]);
  });

  test("a strip as wide as the drawing is no change; an area no wider is not sure", () => {
    const before = { A: box(0, 0, 20, 20), B: box(20, 0, 23, 20) };
    const after = { A: box(0, 0, 20.5, 20), B: box(20.5, 0, 23, 20) };
    expect(told(before, after)).toEqual(["border-change A+B > A+B"]);
    const drawn = changes(before, after, { width: 1 });
    expect(drawn.map(({ kind, isSure }) => [kind, isSure])).toEqual([
      ["same", true],
      ["same", true],
    ]);
    expect(changes(before, after, { width: 2 }).map(({ isSure }) => isSure)).toEqual([true, false]);
  });
});

test.for<[Partial<ChangeOptions>, number, string]>([
  [{ tolerance: 0.6 }, 1, "out-of-range"],
  [{ width: -1 }, 1, "out-of-range"],
  [{}, 2, "length-mismatch"],
])("%j with %i codes is refused", ([options, count, code]) => {
  const lie = overlay([box(0, 0, 1, 1)], [box(0, 0, 1, 1)]);
  const one = ["A"];
  const codesBefore = Array.from({ length: count }, () => "A");
  const years = { codesBefore, codesAfter: one, namesBefore: one, namesAfter: one };
  expect(() => boundaryChanges(lie, years, options)).toThrow(expect.objectContaining({ code }));
});
