import type { Equations } from "./simplex.ts";
import type { SumTable } from "./sum-table.ts";

/** Hidden areas that are in exactly the same sums: only their sum matters to all the others. */
export interface Bundle {
  readonly areas: readonly number[];
  /** What they are together. */
  readonly value: number;
  /** The most that they can be together. */
  readonly most: number;
}

/** An equation that a reader can set up: these bundles together are `value`. */
interface Row {
  readonly bundles: Set<number>;
  value: number;
}

/** What a reader of the published sums knows of the hidden areas, made as small as it can be without losing anything. */
export interface Unknowns {
  readonly bundles: readonly Bundle[];
  /** Area → bundle; −1: it is published. */
  readonly bundleOf: Int32Array;
  /** Bundles whose value follows. */
  readonly isFixed: Uint8Array;
  /** Bundles that equations tie together, each with these equations. */
  readonly systems: readonly {
    readonly bundles: readonly number[];
    readonly rows: readonly Row[];
  }[];
}

function bundlesOf({ values, most, sumsOf }: SumTable, isHidden: (sum: number) => boolean) {
  const bundleOf = new Int32Array(values.length).fill(-1);
  const byKey = new Map<string, number>();
  const areas: number[][] = [];
  for (const [area, sums] of sumsOf.entries()) {
    if (!isHidden(area)) continue;
    const key = sums.filter((sum) => sum !== area).join(" ");
    const bundle = byKey.get(key) ?? areas.length;
    if (bundle === areas.length) {
      byKey.set(key, bundle);
      areas.push([]);
    }
    bundleOf[area] = bundle;
    areas[bundle]!.push(area);
  }
  const total = (list: readonly number[], of: Float64Array) =>
    list.reduce((sum, area) => sum + of[area]!, 0);
  const bundles = areas.map(
    (list): Bundle => ({ areas: list, value: total(list, values), most: total(list, most) }),
  );
  return { bundles, bundleOf };
}

/** Equations, small ones first; what follows from smaller ones inside a larger one is taken out of it. */
function rowsOf(
  { sums }: SumTable,
  { bundles, bundleOf }: Pick<Unknowns, "bundles" | "bundleOf">,
  isHidden: (sum: number) => boolean,
): readonly Row[] {
  const found: Row[] = [];
  const rowsWith: number[][] = bundles.map(() => []);
  const published = [...sums.keys()].filter((sum) => !isHidden(sum) && sums[sum]!.parts.length > 1);
  published.sort((a, b) => sums[a]!.parts.length - sums[b]!.parts.length || a - b);
  for (const sum of published) {
    const left = new Set<number>();
    for (const area of sums[sum]!.parts) if (bundleOf[area]! >= 0) left.add(bundleOf[area]!);
    for (const bundle of [...left]) {
      if (!left.has(bundle)) continue;
      // The largest first: it takes out the most.
      for (const at of rowsWith[bundle]!.toReversed()) {
        const smaller = found[at]!.bundles;
        if (smaller.size > left.size || ![...smaller].every((one) => left.has(one))) continue;
        for (const one of smaller) left.delete(one);
        break;
      }
    }
    if (left.size === 0) continue;
    for (const bundle of left) rowsWith[bundle]!.push(found.length);
    const value = [...left].reduce((so, bundle) => so + bundles[bundle]!.value, 0);
    found.push({ bundles: left, value });
  }
  return found;
}

/** Fixes what one equation alone tells: one bundle left, nothing left to share, or no room left. Until nothing changes. */
function fix(rows: readonly Row[], bundles: readonly Bundle[]): Uint8Array {
  const isFixed = new Uint8Array(bundles.length);
  const slack = 1e-9 * rows.reduce((most, { value }) => Math.max(most, value), 1);
  const rowsWith: Row[][] = bundles.map(() => []);
  for (const row of rows) for (const bundle of row.bundles) rowsWith[bundle]!.push(row);
  const waiting = [...rows];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    const most = [...row.bundles].reduce((so, bundle) => so + bundles[bundle]!.most, 0);
    const tells = row.bundles.size === 1 || row.value <= slack || row.value >= most - slack;
    if (!tells) continue;
    for (const bundle of [...row.bundles]) {
      isFixed[bundle] = 1;
      for (const other of rowsWith[bundle]!) {
        other.bundles.delete(bundle);
        other.value -= bundles[bundle]!.value;
        waiting.push(other);
      }
    }
  }
  return isFixed;
}

/** Rows that share a bundle belong together. */
function systemsOf(rows: readonly Row[], count: number): Unknowns["systems"] {
  const leader = Int32Array.from({ length: count }, (_, at) => at);
  const find = (at: number): number => {
    let top = at;
    while (leader[top] !== top) top = leader[top] = leader[leader[top]!]!;
    return top;
  };
  const open = rows.filter((row) => row.bundles.size > 0);
  for (const { bundles } of open) {
    const [first] = bundles;
    for (const bundle of bundles) leader[find(bundle)] = find(first!);
  }
  const systems = new Map<number, { bundles: Set<number>; rows: Row[] }>();
  for (const row of open) {
    const top = find([...row.bundles][0]!);
    const system = systems.get(top) ?? { bundles: new Set(), rows: [] };
    systems.set(top, system);
    system.rows.push(row);
    for (const bundle of row.bundles) system.bundles.add(bundle);
  }
  return [...systems.values()].map((one) => ({ bundles: [...one.bundles], rows: one.rows }));
}

/** The hidden areas of a table as a reader sees them. */
export function unknownsOf(table: SumTable, isHidden: (sum: number) => boolean): Unknowns {
  const found = bundlesOf(table, isHidden);
  const rows = rowsOf(table, found, isHidden);
  const isFixed = fix(rows, found.bundles);
  return { ...found, isFixed, systems: systemsOf(rows, found.bundles.length) };
}

/** The equations of one system for the simplex method; `at` is bundle → column. */
export function equationsOf(
  { bundles, rows }: Unknowns["systems"][number],
  all: readonly Bundle[],
): Equations & { readonly at: ReadonlyMap<number, number> } {
  const at = new Map(bundles.map((bundle, column) => [bundle, column]));
  return {
    at,
    rows: rows.map((row) => {
      const cells = new Float64Array(bundles.length);
      for (const bundle of row.bundles) cells[at.get(bundle)!] = 1;
      return cells;
    }),
    wanted: rows.map(({ value }) => value),
    most: Float64Array.from(bundles, (bundle) => all[bundle]!.most),
  };
}
