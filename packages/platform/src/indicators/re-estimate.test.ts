import { expect, test } from "vitest";
import type { AreaChange, SetShape } from "#areas";
import { id } from "#kernel";
import { crosswalkByPopulation } from "./re-estimate.ts";

const shapes = (...codes: readonly string[]) =>
  codes.map((code) => ({ code: id<"area">(code) })) as unknown as readonly SetShape[];
const change = (from: string, to: string, sharePopulation: number | null) =>
  ({ from: id<"area">(from), to: id<"area">(to), sharePopulation }) as unknown as AreaChange;

test.for([
  // a code that is still there goes to it whole; one that is gone and of which nobody said anything is outside
  [["A"], [], [1], [0]],
  [["gone"], [], [], [1]],
  // shares are of the old area: what they leave open is outside, and not spread over the others
  [
    ["old"],
    [
      ["old", "A", 0.5],
      ["old", "B", 0.1],
    ],
    [0.5, 0.1],
    [0.4],
  ],
  [["old"], [["old", "A", null]], [1], [0]],
] as const)("people of %j by %j", ([from, changes, share, outside]) => {
  const crosswalk = crosswalkByPopulation(
    shapes(...from),
    shapes("A", "B"),
    changes.map(([one, other, part]) => change(one, other, part)),
  );
  expect([...crosswalk.share]).toEqual(share.map((value) => expect.closeTo(value, 12)));
  expect([...crosswalk.outside]).toEqual(outside.map((value) => expect.closeTo(value, 12)));
});

test.for([
  [
    [
      ["old", "A", 0.7],
      ["old", "B", 0.5],
    ],
    "The shares of the people of old in area-changes.csv add up to 1.2; expected 1 at most.",
  ],
  [
    [
      ["old", "A", 0.7],
      ["old", "B", null],
    ],
    "Which share of the people of old is in B nobody has said",
  ],
] as const)("shares that cannot be are refused", ([changes, sentence]) => {
  expect(() =>
    crosswalkByPopulation(
      shapes("old"),
      shapes("A", "B"),
      changes.map(([one, other, part]) => change(one, other, part)),
    ),
  ).toThrow(sentence);
});
