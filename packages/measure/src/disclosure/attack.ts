import { Simplex } from "./simplex.ts";
import { type SumTable, sumNamed, sumTable, type TableArea } from "./sum-table.ts";
import { type Bundle, equationsOf, type Unknowns, unknownsOf } from "./unknowns.ts";

/** What somebody who sees all that is published can still tell of a count that is not. */
export interface Range {
  readonly least: number;
  /** Infinity where nothing that is published sets a bound. */
  readonly most: number;
  /** False: it is at least this wide; how much wider was not worked out. */
  readonly isExact: boolean;
}

/** Above this many bundles of areas that equations tie together, ranges are no longer worked out exactly. */
const exactUpTo = 150;

/** Counts are whole numbers: what is a millionth beside one is one. */
function near(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 * Math.max(1, Math.abs(whole)) ? whole : value;
}

type Bounds = (bundles: readonly number[]) => Range;

/** The ranges of sums of whole bundles. */
function boundsBy({ bundles, isFixed, systems }: Unknowns): Bounds {
  const systemOf = new Int32Array(bundles.length).fill(-1);
  for (const [system, { bundles: own }] of systems.entries())
    for (const bundle of own) systemOf[bundle] = system;
  const solvers = new Map<number, ReturnType<typeof solverFor>>();
  const solver = (system: number) => {
    const known = solvers.get(system) ?? solverFor(systems[system]!, bundles);
    solvers.set(system, known);
    return known;
  };
  return (asked) => {
    let [least, most, isExact] = [0, 0, true];
    const bySystem = new Map<number, number[]>();
    for (const bundle of asked) {
      const { value, most: own } = bundles[bundle]!;
      const system = systemOf[bundle]!;
      if (isFixed[bundle] === 1) [least, most] = [least + value, most + value];
      else if (system < 0)
        most += own; // in no published sum at all
      else bySystem.set(system, [...(bySystem.get(system) ?? []), bundle]);
    }
    for (const [system, own] of bySystem) {
      const range = solver(system)(own);
      [least, most] = [least + range.least, most + range.most];
      isExact &&= range.isExact;
    }
    return { least: near(least), most: near(most), isExact };
  };
}

/** Ranges in one system: by linear programming, or for a large one what is the case, which is surely possible. */
function solverFor(system: Unknowns["systems"][number], bundles: readonly Bundle[]): Bounds {
  if (system.bundles.length > exactUpTo)
    return (asked) => {
      const value = asked.reduce((so, bundle) => so + bundles[bundle]!.value, 0);
      return { least: value, most: value, isExact: false };
    };
  const { at, ...equations } = equationsOf(system, bundles);
  const simplex = new Simplex(equations);
  return (asked) => {
    const weights = new Float64Array(system.bundles.length);
    for (const bundle of asked) weights[at.get(bundle)!] = 1;
    const most = simplex.largest(weights);
    return { least: -simplex.largest(weights.map((x) => -x)) + 0, most, isExact: true };
  };
}

/**
 * The range of each hidden sum, for somebody who sees all other sums and knows that counts are 0 or more and no more than what
 * they are counted among. Exact where at most `exactUpTo` bundles hang together (always, in a plain hierarchy); else
 * it is at least as wide as told.
 *
 * @param isHidden whether a sum, by its place in the table, is not published
 */
export function rangesOf(
  table: SumTable,
  isHidden: (sum: number) => boolean,
): (sum: number) => Range {
  const unknowns = unknownsOf(table, isHidden);
  const bounds = boundsBy(unknowns);
  const { bundles, bundleOf } = unknowns;
  const ofArea = (area: number): Range => {
    const bundle = bundleOf[area]!;
    const value = table.values[area]!;
    if (bundle < 0) return { least: value, most: value, isExact: true };
    const { areas } = bundles[bundle]!;
    const together = bounds([bundle]);
    const others = areas.reduce((so, one) => (one === area ? so : so + table.most[one]!), 0);
    return {
      least: areas.length === 1 ? together.least : Math.max(0, together.least - others),
      most: Math.min(table.most[area]!, together.most),
      isExact: together.isExact,
    };
  };
  return (sum) => {
    const { parts } = table.sums[sum]!;
    if (parts.length === 1) return ofArea(parts[0]!);
    let published = 0;
    const own = new Set<number>();
    for (const area of parts)
      if (bundleOf[area]! >= 0) own.add(bundleOf[area]!);
      else published += table.values[area]!;
    const range = bounds([...own]);
    return { ...range, least: range.least + published, most: range.most + published };
  };
}

/** What a reader can still tell of one name that is not published. */
export interface TellableRange extends Range {
  readonly id: string;
}

/**
 * Attacks a publication: what somebody can tell of each area or total that was left out, from everything that was not.
 *
 * @param areas the smallest areas with their real counts, and the totals that each is in
 * @param hidden names of areas and totals that are not published
 * @returns in the order of `hidden`; the width (most − least) is 0 where the count can be worked out
 * @throws {MeasureError} not-finite; out-of-range; unknown-name
 *
 * @example
 * import { attackSums } from "@krachtwijk/measure/disclosure";
 * const areas = [["a", 3], ["b", 40], ["c", 12]].map(([id, count]) => ({ id, count, within: ["city"] }));
 * attackSums(areas, ["a"]); // → [{ id: "a", least: 3, most: 3, isExact: true }]
 *
 * Source: Fischetti & Salazar-González (2001), Management Science 47, 1008–1027; docs/methods/disclosure.md.
 */
export function attackSums(
  areas: readonly TableArea[],
  hidden: readonly string[],
): readonly TellableRange[] {
  const table = sumTable(areas);
  const sums = hidden.map((name) => sumNamed(table, name));
  const isHidden = new Set(sums);
  const rangeFor = rangesOf(table, (sum) => isHidden.has(sum));
  return sums.map((sum, at) => ({ id: hidden[at]!, ...rangeFor(sum) }));
}
