import { MeasureError, Random } from "../numeric/index.ts";
import { type Aggregation, aggregateEffects } from "./aggregate-effects.ts";
import { groupTimeEffects } from "./group-time.ts";
import type { GroupTimeOptions } from "./group-time-options.ts";
import type { Panel } from "./panel.ts";
import type { RegressionOptions } from "./panel-regression.ts";
import { type RingPanel, ringEffects } from "./ring-effects.ts";

/** The four averages, in the order of their statistics. */
export const aggregations: readonly Aggregation[] = ["simple", "dynamic", "group", "calendar"];

/** What is asked of every assignment. */
export type PermutedQuestion =
  | { readonly method: "group-time"; readonly panel: Panel; readonly options: GroupTimeOptions }
  | { readonly method: "rings"; readonly panel: RingPanel; readonly options: RegressionOptions };

/** A treatment that an area can have: when, and in which ring. */
export interface Treatment {
  readonly treatedFrom: number;
  readonly ring: number;
}

/** A question, and who gets which treatment. */
export interface PermutedInput {
  readonly question: PermutedQuestion;
  readonly treatments: readonly Treatment[];
  /** What is treated together, per row. */
  readonly clusterOf: Int32Array;
  /** Treatment of each cluster, as it is. */
  readonly assigned: Int32Array;
  /** All assignments, where there are few. */
  readonly all: readonly Int32Array[] | null;
  readonly seed: number;
}

const size = (t: number | null) => (t === null ? Infinity : Math.abs(t));

/** |t| of each average of group-time effects; |t| of each ring, then F of all rings around the treated areas. */
export function statisticsOf(question: PermutedQuestion): readonly number[] {
  if (question.method === "group-time") {
    const found = groupTimeEffects(question.panel, question.options);
    return aggregations.map((kind) => size(aggregateEffects(found, kind).t));
  }
  const { rings, displacement } = ringEffects(question.panel, question.options);
  const hasRings = rings.some(({ ring }) => ring > 0);
  const around = hasRings ? [displacement?.statistic ?? Infinity] : [];
  return [...rings.map(({ t }) => size(t)), ...around];
}

function withTreatments(input: PermutedInput, assigned: Int32Array): PermutedQuestion {
  const { question, clusterOf, treatments } = input;
  const treatmentOf = (row: number) => treatments[assigned[clusterOf[row]!]!]!;
  const treatedFrom = Float64Array.from(clusterOf, (_, row) => treatmentOf(row).treatedFrom);
  if (question.method === "group-time")
    return { ...question, panel: { ...question.panel, treatedFrom } };
  const ring = Float64Array.from(clusterOf, (_, row) => treatmentOf(row).ring);
  return { ...question, panel: { ...question.panel, treatedFrom, ring } };
}

/** Statistics of assignments `from` up to `to`; empty for one that has no answer, which then counts as extreme. */
export function permutedStatistics(
  input: PermutedInput,
  from: number,
  to: number,
): readonly (readonly number[])[] {
  return Array.from({ length: to - from }, (_, at) => {
    const assigned = input.all?.[from + at] ?? input.assigned.slice();
    if (input.all === null) new Random(input.seed, from + at).shuffle(assigned);
    try {
      return statisticsOf(withTreatments(input, assigned));
    } catch (error) {
      if (error instanceof MeasureError) return [];
      throw error;
    }
  });
}
