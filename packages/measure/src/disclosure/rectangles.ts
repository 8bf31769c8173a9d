import type { SumTable } from "./sum-table.ts";

/** Two groups of areas in one total; the areas of a group are in the same sums. */
interface Pair {
  readonly home: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
}

const without = (list: Iterable<number>, others: ReadonlySet<number>) =>
  [...list].filter((one) => !others.has(one)).sort((a, b) => a - b);

/**
 * Finds pairs in a total that differ in the same sums as a given pair elsewhere: moving one against the other there undoes
 * in those sums what moving the given pair does. Together the four are the corners of a rectangle, with totals for rows and the
 * sums that cut across for columns.
 */
export class Rectangles {
  readonly #table: SumTable;
  readonly #isHome: ReadonlySet<number>;
  readonly #pairs = new Map<string, Pair[]>();

  constructor(table: SumTable) {
    this.#table = table;
    this.#isHome = new Set(table.homeOf);
    const byHome = new Map<number, Map<string, number[]>>();
    for (const [area, home] of table.homeOf.entries()) {
      if (home < 0) continue;
      const groups = byHome.get(home) ?? new Map<string, number[]>();
      byHome.set(home, groups);
      const key = table.sumsOf[area]!.filter((sum) => sum !== area).join(" ");
      groups.set(key, [...(groups.get(key) ?? []), area]);
    }
    for (const [home, groups] of byHome) this.#addPairs(home, [...groups.values()]);
  }

  #addPairs(home: number, groups: readonly (readonly number[])[]): void {
    for (const first of groups)
      for (const second of groups) {
        if (first === second) continue;
        const key = this.#differenceOf(first[0]!, second[0]!);
        const pairs = this.#pairs.get(key);
        if (pairs === undefined) this.#pairs.set(key, [{ home, first, second }]);
        else pairs.push({ home, first, second });
      }
  }

  /** In which sums, apart from themselves and their homes, one is and the other is not; and the other way round. */
  #differenceOf(first: number, second: number): string {
    const sumsOf = (area: number) =>
      this.#table.sumsOf[area]!.filter((sum) => sum !== area && !this.#isHome.has(sum));
    const [own, other] = [sumsOf(first), sumsOf(second)];
    return `${without(own, new Set(other)).join(" ")}|${without(other, new Set(own)).join(" ")}`;
  }

  /** Pairs elsewhere that differ as these two do. */
  like(first: number, second: number): readonly Pair[] {
    const key = this.#differenceOf(first, second);
    if (key === "|") return [];
    const home = this.#table.homeOf[first]!;
    return (this.#pairs.get(key) ?? []).filter((pair) => pair.home !== home);
  }
}
