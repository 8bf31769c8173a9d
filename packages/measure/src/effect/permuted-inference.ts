import { MeasureError, onAllCores, requireWhole } from "../numeric/index.ts";
import { arrangements, nextArrangement } from "./assignments.ts";
import { isNested } from "./covariance.ts";
import { groupTimeEffects } from "./group-time.ts";
import type { GroupTimeOptions } from "./group-time-options.ts";
import { type Codes, codesOf, type Labels, type Panel, requireLabels } from "./panel.ts";
import type { RegressionOptions } from "./panel-regression.ts";
import {
  aggregations,
  type PermutedInput,
  type PermutedQuestion,
  permutedStatistics,
  statisticsOf,
  type Treatment,
} from "./permuted-effects.ts";
import { type RingPanel, ringEffects } from "./ring-effects.ts";

const task = {
  module: new URL("./permuted-effects.ts", import.meta.url).href,
  name: permutedStatistics.name,
};

/** How treatment is handed out anew. */
export interface PermutationOptions {
  /** Default 999. All possible assignments are made where there are no more than this. */
  readonly permutations?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly cores?: number | undefined;
}

/** How it went. */
export interface Permutations {
  readonly permutations: number;
  /** Whether every possible assignment was made once; p is then without chance. */
  readonly isEnumerated: boolean;
}

/** Two-sided p of each average, against no effect on any unit. */
export interface GroupTimeRandomisation extends Permutations {
  readonly simple: number;
  readonly dynamic: number;
  readonly group: number;
  readonly calendar: number;
}

/** Two-sided p of each ring, and of all rings around the treated areas together. */
export interface RingRandomisation extends Permutations {
  readonly rings: readonly { readonly ring: number; readonly p: number }[];
  /** That no ring around the treated areas changed; null when there are none. */
  readonly displacement: number | null;
}

/** Equal assignments may differ in the last bits. */
const tieSlack = 1e-9;

/** The treatment of each cluster. @throws {MeasureError} out-of-range if a unit or treatment is not of one cluster */
function treatmentsOf(
  { unit, treatedFrom, ring }: Panel & { readonly ring?: ArrayLike<number> },
  cluster: Labels | undefined,
): Omit<PermutedInput, "question" | "all" | "seed"> {
  const units = codesOf(unit);
  if (cluster !== undefined) requireLabels("cluster", cluster, unit.length);
  const homes: Codes = cluster === undefined ? units : codesOf(cluster);
  const kinds = codesOf(
    Array.from(treatedFrom, (from, row) => `${from} ${ring?.[row] ?? Infinity}`),
  );
  const assigned = new Int32Array(homes.count).fill(-1);
  for (const [row, home] of homes.codes.entries()) assigned[home] = kinds.codes[row]!;
  const isWhole = homes.codes.every((home, row) => assigned[home] === kinds.codes[row]);
  if (!isNested(units, homes) || !isWhole)
    throw new MeasureError(
      "out-of-range",
      "areas of one cluster are treated differently, or an area lies in two, so treatment was not handed out by cluster. Leave the cluster out.",
      { name: "cluster" },
    );
  const treatments = kinds.names.map((name): Treatment => {
    const [from, where] = String(name).split(" ").map(Number);
    return { treatedFrom: from!, ring: where! };
  });
  return { treatments, clusterOf: homes.codes, assigned };
}

function allAssignments(assigned: Int32Array): readonly Int32Array[] {
  const one = Float64Array.from(assigned).sort();
  const all = [Int32Array.from(one)];
  while (nextArrangement(one)) all.push(Int32Array.from(one));
  return all;
}

/** p of each statistic: the share of assignments, the real one among them, with one at least as large. */
async function permuted(
  question: PermutedQuestion,
  { permutations = 999, seed = 1, cores }: PermutationOptions,
): Promise<Permutations & { readonly ps: readonly number[] }> {
  requireWhole("permutations", permutations, 1);
  const handed = treatmentsOf(question.panel, question.options.cluster);
  const observed = statisticsOf(question).map((value) => value * (1 - tieSlack));
  if (!observed.every(Number.isFinite))
    throw new MeasureError(
      "no-variance",
      "some effect has no error, so there is no t to compare. Add units, or join groups or rings.",
    );
  const possible = arrangements(Float64Array.from(handed.assigned));
  const isEnumerated = possible <= permutations;
  const count = isEnumerated ? possible : permutations;
  const input: PermutedInput = {
    question,
    ...handed,
    all: isEnumerated ? allAssignments(handed.assigned) : null,
    seed,
  };
  const others = await onAllCores<readonly number[]>(task, input, count, {
    steps: count * handed.clusterOf.length * 100,
    cores,
  });
  const ps = observed.map((value, at) => {
    const asExtreme = others.filter((other) => !(other[at]! < value)).length;
    return isEnumerated ? asExtreme / count : (asExtreme + 1) / (count + 1);
  });
  return { ps, permutations: count, isEnumerated };
}

/**
 * Whether averages of group-time effects could be chance, with few treated units: treatment is handed to other units, many
 * times, and each average's t is held against those found then.
 *
 * Effects as `groupTimeEffects` and `aggregateEffects`, of the units that take part there; first treated periods are shuffled over
 * units (or clusters). p as in `randomisationInference`; the analytic errors raise false alarms when few are treated, this does not.
 *
 * @param panel as for `groupTimeEffects`
 * @returns the same for the same seed, on any number of cores
 * @throws {MeasureError} as `groupTimeEffects`; out-of-range if `cluster` and treatment do not fit; no-variance without an error
 *
 * @example
 * import { groupTimeRandomisation } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"],
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [10, 13, 8, 8.5, 9, 10, 7, 8.4, 6, 6.2],
 *   treatedFrom: [2020, 2020, ...new Array(8).fill(Infinity)],
 * };
 * const { simple, permutations } = await groupTimeRandomisation(panel);
 * [simple, permutations]; // → [0.2, 5]
 *
 * Source: MacKinnon & Webb (2020), Journal of Econometrics 218, 435–450; Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230.
 */
export async function groupTimeRandomisation(
  panel: Panel,
  { permutations, seed, cores, ...options }: GroupTimeOptions & PermutationOptions = {},
): Promise<GroupTimeRandomisation> {
  const taking = new Set(groupTimeEffects(panel, options).unitNames);
  const rows = Array.from(panel.unit, (_, row) => row).filter((row) =>
    taking.has(panel.unit[row]!),
  );
  const pick = <Value>(values: ArrayLike<Value>) => rows.map((row) => values[row]!);
  const covariates = Object.entries(options.covariates ?? {}).map(
    ([name, values]) => [name, pick(values)] as const,
  );
  const question: PermutedQuestion = {
    method: "group-time",
    panel: {
      unit: pick(panel.unit as ArrayLike<string>),
      time: pick(panel.time),
      outcome: pick(panel.outcome),
      treatedFrom: pick(panel.treatedFrom),
    },
    options: {
      ...options,
      covariates: Object.fromEntries(covariates),
      cluster:
        options.cluster === undefined ? undefined : pick(options.cluster as ArrayLike<string>),
    },
  };
  const { ps, ...rest } = await permuted(question, { permutations, seed, cores });
  const [simple, dynamic, group, calendar] = aggregations.map((_, at) => ps[at]!);
  return {
    simple: simple!,
    dynamic: dynamic!,
    group: group!,
    calendar: calendar!,
    ...rest,
  };
}

/**
 * Whether effects in and around treated areas could be chance, with few areas in a ring: rings and treatment are handed to other
 * areas, many times, and each ring's t is held against those found then.
 *
 * Effects as `ringEffects`; the pairs of ring and first treated period are shuffled over areas (or clusters). p as in
 * `randomisationInference`. It takes areas to be alike without treatment, wherever they lie.
 *
 * @param panel as for `ringEffects`
 * @returns the same for the same seed, on any number of cores
 * @throws {MeasureError} as `ringEffects`; out-of-range if `cluster` and treatment do not fit; no-variance without an error
 *
 * @example
 * import { ringRandomisation } from "@krachtwijk/measure/effect";
 * const both = (values) => values.flatMap((value) => [value, value]);
 * const panel = {
 *   unit: both(["a", "b", "c", "d", "e", "f"]),
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [30, 20, 28, 19, 12, 14, 15, 18, 9, 10, 8, 8],
 *   treatedFrom: both([2020, 2020, 2020, 2020, Infinity, Infinity]),
 *   ring: both([0, 0, 1, 1, Infinity, Infinity]),
 * };
 * const { rings, permutations } = await ringRandomisation(panel);
 * [rings.length, permutations]; // → [2, 90]
 *
 * Source: MacKinnon & Webb (2020), Journal of Econometrics 218, 435–450.
 */
export async function ringRandomisation(
  panel: RingPanel,
  { permutations, seed, cores, ...options }: RegressionOptions & PermutationOptions = {},
): Promise<RingRandomisation> {
  const { rings } = ringEffects(panel, options);
  const hasRings = rings.some(({ ring }) => ring > 0);
  const question: PermutedQuestion = { method: "rings", panel, options };
  const { ps, ...rest } = await permuted(question, { permutations, seed, cores });
  return {
    rings: rings.map(({ ring }, at) => ({ ring, p: ps[at]! })),
    displacement: hasRings ? ps.at(-1)! : null,
    ...rest,
  };
}
