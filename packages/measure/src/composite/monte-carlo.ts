import { Random } from "../numeric/index.ts";
import { type Choice, type Variant, withChoices } from "./choices.ts";
import { ranksOf, scoreOnly } from "./composite-index.ts";

/** What every core gets. */
export interface MonteCarlo extends Variant {
  readonly choices: readonly Choice[];
  readonly seed: number;
}

/** Scores and ranks of all rows of the input; NaN for a row without. */
export interface Run {
  readonly score: Float64Array;
  readonly ranks: Float64Array;
}

/** An index made with the choices of these draws. */
export function runOf({ data, spec, choices }: MonteCarlo, draws: ArrayLike<number>): Run {
  const { score, rows, periods } = withChoices({ data, spec }, choices, draws, (variant) =>
    scoreOnly(variant.data, variant.spec),
  );
  const ranks = ranksOf(score, periods, spec.ties);
  const count = data.columns[0]!.length;
  const run = {
    score: new Float64Array(count).fill(Number.NaN),
    ranks: new Float64Array(count).fill(Number.NaN),
  };
  for (const [at, row] of rows.entries()) {
    run.score[row] = score[at]!;
    run.ranks[row] = ranks[at]!;
  }
  return run;
}

/** How far places moved on average: the mean of |place − place before| over the rows that have both. */
export function rankShift(ranks: Float64Array, before: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < ranks.length; at++) {
    const step = Math.abs(ranks[at]! - before[at]!);
    if (Number.isNaN(step)) continue;
    sum += step;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

const uniforms = (seed: number, stream: number, count: number): Float64Array => {
  const random = new Random(seed, stream);
  return Float64Array.from({ length: count }, () => random.uniform());
};

/** Random runs of an index. A task for all cores. */
export function randomRuns(input: MonteCarlo, from: number, to: number): readonly Run[] {
  return Array.from({ length: to - from }, (_, at) =>
    runOf(input, uniforms(input.seed, from + at, input.choices.length)),
  );
}

/**
 * The draws of one run of Saltelli's design. Runs come in groups of d + 2 from one sample: A, B, then A with its first
 * number from B, its second, and so on.
 */
export function designRow(seed: number, inputs: number, run: number): Float64Array {
  const [sample, place] = [Math.floor(run / (inputs + 2)), run % (inputs + 2)];
  const both = uniforms(seed, sample, 2 * inputs);
  const row = both.slice(place === 1 ? inputs : 0, place === 1 ? 2 * inputs : inputs);
  if (place >= 2) row[place - 2] = both[inputs + place - 2]!;
  return row;
}

/** What a sensitivity looks at: how far places move from those of `ranks`, or the score of one row. */
export type Target = { readonly ranks: Float64Array } | { readonly row: number };

/** One number per run of the design. A task for all cores. */
export function designedRuns(
  input: MonteCarlo & { readonly target: Target },
  from: number,
  to: number,
): readonly number[] {
  const { seed, choices, target } = input;
  return Array.from({ length: to - from }, (_, at) => {
    const run = runOf(input, designRow(seed, choices.length, from + at));
    return "row" in target ? run.score[target.row]! : rankShift(run.ranks, target.ranks);
  });
}
