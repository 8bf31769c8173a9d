import fc from "fast-check";
import { expect, test } from "vitest";
import { largestPossible } from "../../../../tests/support/largest-possible.ts";
import { type SuppressedTable, suppressTable } from "./index.ts";

type Table = readonly (readonly number[])[];

/** A number as an outsider sees it: what it is, or null. */
interface Seen {
  readonly part: string;
  readonly row: number | null;
  readonly column: number | null;
  readonly value: number;
  readonly published: number | null;
}

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The table with its totals, as it is published. */
function published(table: Table, found: SuppressedTable): readonly Seen[] {
  const see = (
    place: Pick<Seen, "part" | "row" | "column">,
    value: number,
    why: string | null,
  ) => ({
    ...place,
    value,
    published: why === null ? value : null,
  });
  const isList = table.length === 1;
  return [
    ...table.flatMap((row, at) =>
      row.map((value, column) =>
        see({ part: "cell", row: at, column }, value, found.suppressed[at]![column]!),
      ),
    ),
    ...(isList
      ? []
      : [
          ...table.map((row, at) =>
            see({ part: "row-total", row: at, column: null }, total(row), found.rowTotals[at]!),
          ),
          ...table[0]!.map((_, column) =>
            see(
              { part: "column-total", row: null, column },
              total(table.map((row) => row[column]!)),
              found.columnTotals[column]!,
            ),
          ),
        ]),
    see({ part: "total", row: null, column: null }, total(table.flat()), found.total),
  ];
}

/** What an outsider knows of the numbers that are not published: each sum of the table as an equation. */
function knownEquations(seen: readonly Seen[]) {
  const unknown = seen.flatMap((one, at) => (one.published === null ? [at] : []));
  const sums: (readonly (readonly [number, number])[])[] = [];
  const add = (parts: readonly number[], whole: number) =>
    sums.push([...parts.map((at) => [at, 1] as const), [whole, -1] as const]);
  const where = (keep: (one: Seen) => boolean) =>
    seen.flatMap((one, at) => (keep(one) ? [at] : []));
  const whole = seen.length - 1;
  const rows = where(({ part }) => part === "row-total");
  const columns = where(({ part }) => part === "column-total");
  if (rows.length === 0)
    add(
      where(({ part }) => part === "cell"),
      whole,
    );
  else for (const list of [rows, columns]) add(list, whole);
  for (const at of rows)
    add(
      where(({ part, row }) => part === "cell" && row === seen[at]!.row),
      at,
    );
  for (const at of columns)
    add(
      where(({ part, column }) => part === "cell" && column === seen[at]!.column),
      at,
    );
  const right = sums.map((sum) =>
    sum.reduce((all, [at, sign]) => all - sign * (seen[at]!.published ?? 0), 0),
  );
  const equations = sums.map((sum) =>
    unknown.map((at) => sum.find(([one]) => one === at)?.[1] ?? 0),
  );
  return { unknown, equations, right };
}

/** The range of every number that is not published, by linear programming. */
function attack(seen: readonly Seen[]): ReadonlyMap<number, readonly [number, number]> {
  const { unknown, equations, right } = knownEquations(seen);
  return new Map(
    unknown.map((edge, at) => {
      const most = largestPossible(equations, right, at);
      // The least: the largest slack s of x + s = what it is.
      const own = unknown.map((_, other) => (other === at ? 1 : 0));
      const more = [...equations.map((row) => [...row, 0]), [...own, 1]];
      const down = largestPossible(more, [...right, seen[edge]!.value], unknown.length);
      return [edge, [seen[edge]!.value - down, most]] as const;
    }),
  );
}

function expectSafe(table: Table, below: number, width: number) {
  const found = suppressTable(table, { below, width });
  const seen = published(table, found);
  for (const { published: value } of seen)
    if (value !== null) expect(value === 0 || value >= below).toBe(true);
  for (const [at, [least, most]] of attack(seen)) {
    expect(most - least).toBeGreaterThanOrEqual(width - 1e-6);
    const { part, row, column } = seen[at]!;
    const told = found.ranges.find(
      (one) => one.part === part && one.row === row && one.column === column,
    )!;
    expect(told.least).toBeCloseTo(least, 5);
    if (most === Infinity) expect(told.most).toBe(Infinity);
    else expect(told.most).toBeCloseTo(most, 5);
  }
  expect(found.ranges).toHaveLength(seen.filter((one) => one.published === null).length);
}

const rules = fc
  .integer({ min: 2, max: 6 })
  .chain((below) => fc.tuple(fc.constant(below), fc.integer({ min: 1, max: 9 })));
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 5, max: 60 }));
const tableOf = (rows: number, columns: number) =>
  fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });

test("nobody can work out a number that is left out more closely than the width", () => {
  const table = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) => tableOf(rows, columns));
  fc.assert(
    fc.property(table, rules, (counts, [below, width]) => expectSafe(counts, below, width)),
    { numRuns: 200 },
  );
});

test("the attacker finds what subtraction gives away", () => {
  // Only the 3 is left out of 40 + 12 + 25 + 3 = 80.
  const cell = { part: "cell", row: 0 } as const;
  const seen = [40, 12, 25].map((value, column) => ({ ...cell, column, value, published: value }));
  const whole = { part: "total", row: null, column: null, value: 80, published: 80 } as const;
  const list = [...seen, { ...cell, column: 3, value: 3, published: null }, whole];
  expect(attack(list).get(3)).toEqual([3, 3]);
});

test("totals that are small are left out too, with what they follow from", () => {
  const found = suppressTable(
    [
      [1, 2],
      [20, 30],
    ],
    { below: 5 },
  );
  expect(found.rowTotals).toEqual(["primary", "complementary"]);
  expect(found.suppressed[0]).toEqual(["primary", "primary"]);
  expect(suppressTable([[3]], { below: 5 })).toMatchObject({
    suppressed: [["primary"]],
    total: "primary",
  });
});

test("a small count among zeros is protected by its row's total, not by pretending that a zero may be more", () => {
  const table = [
    [3, 0, 0],
    [20, 30, 10],
    [8, 9, 12],
  ];
  expectSafe(table, 5, 5);
  expect(suppressTable(table, { below: 5 }).suppressed[0]).toEqual(["primary", null, null]);
});

test("the order of rows changes how much is left out by little, and never that it is safe", () => {
  const counts = [
    [2, 30, 18, 7],
    [20, 9, 11, 3],
    [15, 22, 40, 8],
    [9, 1, 14, 30],
  ];
  for (const table of [counts, counts.toReversed()]) {
    expectSafe(table, 5, 5);
    const { ranges } = suppressTable(table, { below: 5 });
    expect(ranges.length).toBeLessThanOrEqual(8);
  }
});

test("a table of 400 areas by 8 groups is done in the time that a person waits", () => {
  const table = Array.from({ length: 400 }, (_, row) =>
    Array.from({ length: 8 }, (_, column) => (row * 7 + column * 13) % 61),
  );
  const found = suppressTable(table, { below: 5 });
  for (const [row, cells] of table.entries())
    for (const [column, value] of cells.entries())
      if (value > 0 && value < 5) expect(found.suppressed[row]![column]).toBe("primary");
});
