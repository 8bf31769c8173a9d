import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roundTable, roundToBase, suppressTable } from "./index.ts";

const tables = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe("small counts left out of a table", () => {
  test("a list with its total loses two, a table without small counts none", () => {
    expect(suppressTable([[3, 20, 8]], { below: 5 }).suppressed).toEqual([
      ["primary", null, "complementary"],
    ]);
    expect(
      suppressTable(
        [
          [30, 20],
          [8, 0],
        ],
        { below: 5 },
      ).suppressed.flat(),
    ).toEqual([null, null, null, null]);
    expect(
      suppressTable(
        [
          [30, 20],
          [8, 0],
        ],
        { below: 5, hidesZero: true },
      ).suppressed.flat(),
    ).toContain("primary");
  });

  test.for([
    [[[1.5, 2]], { below: 5 }, "out-of-range"],
    [[[-1, 2]], { below: 5 }, "out-of-range"],
    [[[1, 2], [3]], { below: 5 }, "length-mismatch"],
    [[], { below: 5 }, "too-few"],
    [[[1, 2]], { below: 0 }, "out-of-range"],
    [[[1, 2]], { below: 5, width: 0 }, "out-of-range"],
    [[[Number.MAX_SAFE_INTEGER, 2]], { below: 5 }, "out-of-range"],
  ] as const)("%j %j: %s", ([table, options, code]) => {
    expect(() => suppressTable(table, options)).toThrowError(
      expect.objectContaining({ name: "MeasureError", code }),
    );
  });
});

describe("rounding to a base", () => {
  test("each by itself", () => {
    expect([...roundToBase([0, 2, 2.5, 7, -7.5, 13], 5)]).toEqual([0, 0, 5, 5, -10, 15]);
  });

  test("a table keeps adding up, and nothing moves by a whole base", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 6 }), fc.nat(1000), (table, base, seed) => {
        const rounded = roundTable(table, { base, seed });
        const near = (value: number, other: number) => {
          expect(other % base).toBe(0);
          expect(Math.abs(value - other)).toBeLessThan(base);
        };
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        for (const [at, row] of table.entries()) {
          for (const [column, value] of row.entries()) near(value, rounded[at]![column]!);
          near(sum(row), sum(rounded[at]!));
        }
        for (const column of table[0]!.keys())
          near(sum(table.map((row) => row[column]!)), sum(rounded.map((row) => row[column]!)));
        near(sum(table.flat()), sum(rounded.flat()));
      }),
    );
  });

  test("on average nothing changes", () => {
    const table = [
      [1, 7, 3],
      [4, 2, 9],
    ];
    const sums = table.map((row) => row.map(() => 0));
    for (let seed = 0; seed < 4000; seed++)
      for (const [at, row] of roundTable(table, { base: 5, seed }).entries())
        for (const [column, value] of row.entries()) sums[at]![column]! += value;
    for (const [at, row] of table.entries())
      for (const [column, value] of row.entries())
        expect(Math.abs(sums[at]![column]! / 4000 - value)).toBeLessThan(0.15);
  });
});
