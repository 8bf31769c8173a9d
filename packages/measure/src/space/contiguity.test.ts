import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asLists,
  columbusShapes,
  type ListPerArea,
  listsOf,
  squares,
} from "../../../../tests/support/columbus.ts";
import { golden, goldenTest } from "../../../../tests/support/golden.ts";
import { type AreaShape, contiguity, islandsOf } from "./index.ts";

const { results } = golden<{
  results: { queen: { nb: ListPerArea }; rook: { nb: ListPerArea } };
}>("b1_weights_columbus.json");

goldenTest.for(["queen", "rook"] as const)("%s agrees with R: spdep poly2nb", (rule) => {
  expect(asLists(contiguity(columbusShapes, { rule }))).toEqual(listsOf(results[rule].nb));
});

type Corner = readonly [number, number];
const area = (...corners: readonly Corner[]): AreaShape => [[corners]];
const box = (left: number, bottom: number, right: number, top: number): AreaShape =>
  area([left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]);
const both = (areas: readonly AreaShape[], snap?: number) => {
  const options = snap === undefined ? {} : { snap };
  return {
    queen: asLists(contiguity(areas, { rule: "queen", ...options })),
    rook: asLists(contiguity(areas, { rule: "rook", ...options })),
  };
};
const touching = [[1], [0]];
const apart = [[], []];

describe("two areas", () => {
  test.for([
    ["with the same border", box(0, 0, 1, 1), box(1, 0, 2, 1), "border"],
    ["with a corner in common", box(0, 0, 1, 1), box(1, 1, 2, 2), "point"],
    ["apart", box(0, 0, 1, 1), box(1.1, 0, 2, 1), "none"],
    ["of which one has the longer side", box(0, 0, 1, 3), box(1, 1, 2, 2), "border"],
    [
      "whose sides lie along each other without a common corner",
      box(0, 0, 1, 2),
      box(1, -1, 2, 1),
      "border",
    ],
    [
      "of which one touches the other's side with a corner",
      box(0, 0, 1, 2),
      area([1, 1], [2, 0], [2, 2]),
      "point",
    ],
    [
      "that touch at two points but along nothing",
      area([0, 0], [1, 0], [0.5, 1], [1, 2], [0, 2]),
      area([1, 0], [2, 0], [2, 2], [1, 2], [1.5, 1]),
      "point",
    ],
    [
      "of which one fills the hole of the other",
      [[...box(0, 0, 3, 3)[0]!, ...box(1, 1, 2, 2)[0]!]],
      box(1, 1, 2, 2),
      "border",
    ],
    [
      "of which one stands free in the hole of the other",
      [[...box(0, 0, 9, 9)[0]!, ...box(1, 1, 8, 8)[0]!]],
      box(3, 3, 5, 5),
      "none",
    ],
    [
      "of which one has two parts",
      [...box(0, 0, 1, 1), ...box(5, 5, 6, 6)],
      box(6, 5, 7, 6),
      "border",
    ],
    [
      "with a slanting border of other corners",
      area([0, 0], [3, 3], [0, 3]),
      area([0, 0], [1, 1], [2, 2], [3, 3], [3, 0]),
      "border",
    ],
    [
      "of which one ring is not closed",
      area([0, 0], [1, 0], [1, 1], [0, 1]),
      box(1, 0, 2, 1),
      "border",
    ],
  ] as const)("%s", ([, one, other, expected]) => {
    const { queen, rook } = both([one, other]);
    expect(queen).toEqual(expected === "none" ? apart : touching);
    expect(rook).toEqual(expected === "border" ? touching : apart);
    expect(both([other, one])).toEqual({ queen, rook });
  });

  test("three that meet where the third has no corner: the long side touches both", () => {
    const { queen, rook } = both([box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 2, 2)]);
    expect(queen).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(rook).toEqual(queen);
  });

  test("four that meet at one point of a side touch that side's area there", () => {
    const fan = [
      area([1, 0], [0, -1], [0.5, -1]),
      area([1, 0], [0.5, -1], [1.5, -1]),
      area([1, 0], [1.5, -1], [2, -1]),
    ];
    const { queen, rook } = both([box(0, 0, 2, 1), ...fan]);
    expect(queen).toEqual([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
    expect(rook).toEqual([[], [2], [1, 3], [2]]);
  });

  test("of a map that does not fit touch within the snap only", () => {
    const torn = [box(0, 0, 1, 1), box(1.001, 0, 2, 1), box(0, 1.001, 2, 2)];
    expect(both(torn)).toEqual({ queen: [[], [], []], rook: [[], [], []] });
    expect(both(torn, 0.003).rook).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });
});

test("squares have the neighbours of chess: 4 or 8 inside, fewer at the rim", () => {
  const sizes = (rule: "queen" | "rook") =>
    asLists(contiguity(squares(3, 4), { rule })).map((list) => list.length);
  expect(sizes("queen")).toEqual([3, 5, 5, 3, 5, 8, 8, 5, 3, 5, 5, 3]);
  expect(sizes("rook")).toEqual([2, 3, 3, 2, 3, 4, 4, 3, 2, 3, 3, 2]);
});

/** A square of a map whose corners are moved, and whose sides have corners of their own where `extra` says so. */
function crooked(
  rows: number,
  columns: number,
  moved: readonly number[],
  extra: readonly boolean[],
) {
  const corner = (x: number, y: number): Corner => {
    const at = (y * (columns + 1) + x) * 2;
    return [
      x + (moved[at % moved.length]! - 0.5) / 3,
      y + (moved[(at + 1) % moved.length]! - 0.5) / 3,
    ];
  };
  const side = (from: Corner, to: Corner, isCut: boolean | undefined): readonly Corner[] =>
    isCut === true ? [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]] : [from];
  return Array.from({ length: rows * columns }, (_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const corners = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
    return area(
      ...corners.flatMap((one, k) =>
        side(one, corners[(k + 1) % 4]!, extra[(at * 4 + k) % extra.length]),
      ),
    );
  });
}

test("moving corners, adding corners on one side only, turning rings and shuffling areas change nothing", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(share, { minLength: 40, maxLength: 40 }),
      fc.array(fc.boolean(), { minLength: 7, maxLength: 48 }),
      fc.shuffledSubarray([...Array(12).keys()], { minLength: 12, maxLength: 12 }),
      fc.constantFrom("queen" as const, "rook" as const),
      (moved, extra, order, rule) => {
        const straight = asLists(contiguity(squares(3, 4), { rule }));
        const shapes = crooked(3, 4, moved, extra);
        expect(asLists(contiguity(shapes, { rule }))).toEqual(straight);
        const turned = shapes.map((shape) =>
          shape.map((polygon) => polygon.map((ring) => [...ring].reverse())),
        );
        const shuffled = asLists(
          contiguity(
            order.map((at) => turned[at]!),
            { rule },
          ),
        );
        const back = order.map((at) =>
          straight[at]!.map((other) => order.indexOf(other)).sort((a, b) => a - b),
        );
        expect(shuffled).toEqual(back);
      },
    ),
    { numRuns: 60 },
  );
});

test.for([
  [[], undefined, "too-few"],
  [[box(0, 0, 1, 1), []], undefined, "too-few"],
  [[box(0, 0, 1, 1), area([0, 0], [Number.NaN, 1], [1, 1])], undefined, "not-finite"],
  [[box(0, 0, 1, 1)], -1, "out-of-range"],
] as const)("impossible maps are refused", ([areas, snap, code]) => {
  expect(() => contiguity(areas, snap === undefined ? {} : { snap })).toThrowError(
    expect.objectContaining({ name: "MeasureError", code }),
  );
});

test("one area alone is an island", () => {
  expect(islandsOf(contiguity([box(0, 0, 1, 1)]))).toEqual([0]);
});
