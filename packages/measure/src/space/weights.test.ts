import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asLists,
  columbusColumn,
  type ListPerArea,
  listsOf,
  weightsOfLists,
} from "../../../../tests/support/columbus.ts";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import {
  islandsOf,
  spatialLag,
  styleWeights,
  weightsAmong,
  weightsConstants,
  weightsFromLinks,
  withSelf,
} from "./index.ts";

interface Constants {
  readonly S0: number;
  readonly S1: number;
  readonly S2: number;
}
const { results } = golden<{
  results: {
    queen: { nb: ListPerArea };
    lag_crime_queenW: readonly number[];
    styles: {
      W: ListPerArea;
      B_S0: Constants;
      W_const: Constants;
      C_const: Constants;
      S_const: Constants;
      U_const: Constants;
    };
  };
}>("b1_weights_columbus.json");

goldenTest.for([
  ["binary", "B_S0"],
  ["row", "W_const"],
  ["global", "C_const"],
  ["variance-stabilising", "S_const"],
  ["unit", "U_const"],
] as const)("constants of style %s agree with R: spdep %s", ([style, name]) => {
  const { s0, s1, s2 } = weightsConstants(styleWeights(weightsOfLists(results.queen.nb), style));
  const { S0, S1, S2 } = results.styles[name];
  expect([isNear(s0, S0), isNear(s1, S1), isNear(s2, S2)]).toEqual([true, true, true]);
});

goldenTest(
  "row-standardised weights and the spatial lag agree with R: spdep nb2listw, lag.listw",
  () => {
    const weights = styleWeights(weightsOfLists(results.queen.nb), "row");
    const expected = listsOf(results.styles.W).flat();
    expect(expected.every((one, at) => isNear(weights.weight[at]!, one))).toBe(true);
    const lag = spatialLag(columbusColumn("CRIME"), weights);
    expect(results.lag_crime_queenW.every((one, at) => isNear(lag[at]!, one))).toBe(true);
  },
);

/** Links among `count` areas, each at most once, none to itself. */
const someLinks = fc.integer({ min: 2, max: 9 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    links: fc.uniqueArray(
      fc
        .record({
          from: fc.nat(count - 1),
          to: fc.nat(count - 1),
          weight: fc.integer({ min: 1, max: 9 }),
        })
        .filter(({ from, to }) => from !== to),
      { selector: ({ from, to }) => `${from} ${to}`, minLength: 1 },
    ),
  }),
);
const columns = (links: readonly { from: number; to: number; weight: number }[]) => ({
  from: links.map(({ from }) => from),
  to: links.map(({ to }) => to),
  weight: links.map(({ weight }) => weight),
});

describe("weights of any links", () => {
  test("are the same in whatever order the links come, and have the constants of a full matrix", () => {
    fc.assert(
      fc.property(someLinks, ({ count, links }) => {
        const weights = weightsFromLinks(count, columns(links));
        expect(weightsFromLinks(count, columns([...links].reverse()))).toEqual(weights);
        const matrix = Array.from({ length: count }, () => new Array<number>(count).fill(0));
        for (const { from, to, weight } of links) matrix[from]![to] = weight;
        const all = matrix.flatMap((row, i) => row.map((w, j) => [w, matrix[j]![i]!] as const));
        const rims = matrix.map(
          (row, i) =>
            row.reduce((a, b) => a + b) + matrix.reduce((sum, other) => sum + other[i]!, 0),
        );
        expect(weightsConstants(weights)).toEqual({
          s0: all.reduce((sum, [w]) => sum + w, 0),
          s1: all.reduce((sum, [w, back]) => sum + (w + back) ** 2, 0) / 2,
          s2: rims.reduce((sum, rim) => sum + rim * rim, 0),
        });
      }),
    );
  });

  test("sum to what their style promises", () => {
    fc.assert(
      fc.property(someLinks, ({ count, links }) => {
        const weights = weightsFromLinks(count, columns(links));
        const settled = count - islandsOf(weights).length;
        const sum = (style: "global" | "unit" | "variance-stabilising" | "row") =>
          weightsConstants(styleWeights(weights, style)).s0;
        expect(sum("row")).toBeCloseTo(settled, 10);
        expect(sum("global")).toBeCloseTo(settled, 10);
        expect(sum("variance-stabilising")).toBeCloseTo(settled, 10);
        expect(sum("unit")).toBeCloseTo(1, 10);
        expect(asLists(styleWeights(weights, "row"))).toEqual(asLists(weights));
      }),
    );
  });

  test("with each area itself keep their order", () => {
    fc.assert(
      fc.property(someLinks, ({ count, links }) => {
        const weights = weightsFromLinks(count, columns(links));
        const own = Array.from({ length: count }, (_, at) => ({ from: at, to: at, weight: 7 }));
        const lists = asLists(withSelf(weights, 7));
        for (const [area, list] of lists.entries()) {
          const expected = [...links, ...own]
            .filter(({ from }) => from === area)
            .map(({ to }) => to);
          expect(list).toEqual(expected.sort((a, b) => a - b));
        }
        expect(() => withSelf(withSelf(weights))).toThrowError(/counts itself already/);
      }),
    );
  });
});

test("weights among some areas keep the links between them", () => {
  const weights = weightsFromLinks(4, {
    from: [0, 1, 1, 2, 3],
    to: [1, 0, 2, 1, 0],
    weight: [1, 2, 3, 4, 5],
  });
  const some = weightsAmong(weights, [3, 1, 0]);
  expect(asLists(some)).toEqual([[2], [2], [1]]);
  expect([...some.weight]).toEqual([5, 2, 1]);
});

test("a link of weight 0 is no link", () => {
  expect(islandsOf(weightsFromLinks(2, { from: [0, 1], to: [1, 0], weight: [1, 0] }))).toEqual([1]);
});

test.for([
  [{ from: [0], to: [0] }, "out-of-range", "to itself"],
  [{ from: [0, 0], to: [1, 1] }, "out-of-range", "given twice"],
  [{ from: [0], to: [3] }, "unknown-name", "numbered 0 to 2"],
  [{ from: [0.5], to: [1] }, "unknown-name", "numbered 0 to 2"],
  [{ from: [0], to: [1, 2] }, "length-mismatch", "equally many"],
  [{ from: [0], to: [1], weight: [-1] }, "out-of-range", "0 or more"],
  [{ from: [0], to: [1], weight: [Number.NaN] }, "not-finite", "a number is needed"],
] as const)("links %j are refused: %s", ([links, code, sentence]) => {
  expect(() => weightsFromLinks(3, links)).toThrowError(
    expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
  );
});

test("questions that cannot be answered are refused", () => {
  const weights = weightsFromLinks(3, { from: [0, 1], to: [1, 0] });
  const none = weightsFromLinks(3, { from: [], to: [] });
  const code = (ask: () => unknown) => {
    try {
      ask();
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return "answered";
  };
  expect(code(() => spatialLag([1, 2, 3], weights))).toBe("empty-group");
  expect([...spatialLag([1, 2, 3], weights, { islands: "keep" })]).toEqual([2, 1, 0]);
  expect(code(() => spatialLag([1, 2, 3], none, { islands: "keep" }))).toBe("empty-group");
  expect(code(() => spatialLag([1, 2], weights))).toBe("length-mismatch");
  expect(code(() => styleWeights(none, "row"))).toBe("empty-group");
  expect(code(() => withSelf(weights, 0))).toBe("out-of-range");
  expect(code(() => weightsAmong(weights, [3]))).toBe("unknown-name");
  expect(code(() => weightsAmong(weights, [1, 1]))).toBe("out-of-range");
});
