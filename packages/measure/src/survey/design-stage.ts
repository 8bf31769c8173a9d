import { MeasureError, type Numbers } from "../numeric/index.ts";

/** A column of labels: which stratum or cluster a row is in. */
export type Labels = ArrayLike<string | number>;

/** One stage of sampling: which units were drawn, from which strata, out of how many. */
export interface Stage {
  /** Row → unit that was drawn at this stage. */
  readonly unitOf: Int32Array;
  /** Unit → stratum that it was drawn in; below the first stage every parent unit has strata of its own. */
  readonly stratumOf: Int32Array;
  /** Stratum → how many units were drawn. */
  readonly drawn: Int32Array;
  /** Stratum → how many units there are; Infinity without a finite population correction. */
  readonly population: Float64Array;
  /** Stratum → product of drawn / population over the stages above; 1 at the first. */
  readonly carried: Float64Array;
  /** Stratum → the label that it was given. */
  readonly names: readonly string[];
}

/** Labels as numbers from 0 in the order in which they are first seen, and the label of each. */
function coded(labels: Labels): { readonly of: Int32Array; readonly names: readonly string[] } {
  const seen = new Map<string | number, number>();
  const of = new Int32Array(labels.length);
  for (let row = 0; row < labels.length; row++) of[row] = numberOf(seen, labels[row]!);
  return { of, names: [...seen.keys()].map(String) };
}

function numberOf<Key>(seen: Map<Key, number>, key: Key): number {
  const known = seen.get(key);
  if (known !== undefined) return known;
  seen.set(key, seen.size);
  return seen.size - 1;
}

/** What a stage is made of. */
export interface StageInput {
  readonly rows: number;
  /** Absent: every row is a unit of its own. */
  readonly clusters: Labels | undefined;
  /** Absent: one stratum. */
  readonly strata: Labels | undefined;
  /** The stage above. */
  readonly above: Stage | undefined;
}

type Drawn = Omit<Stage, "population" | "carried">;

/** Which units were drawn: a cluster label counts within its stratum, a stratum label within its parent unit. */
export function drawnUnits({ rows, clusters, strata, above }: StageInput): Drawn {
  const stratum = strata === undefined ? undefined : coded(strata);
  const cluster = clusters === undefined ? undefined : coded(clusters);
  const [strataSeen, unitsSeen] = [new Map<number, number>(), new Map<number, number>()];
  const [unitOf, stratumOf, names] = [new Int32Array(rows), [] as number[], [] as string[]];
  for (let row = 0; row < rows; row++) {
    const label = stratum?.of[row] ?? 0;
    const key = (above?.unitOf[row] ?? 0) * (stratum?.names.length ?? 1) + label;
    const group = numberOf(strataSeen, key);
    if (group === names.length) names.push(stratum?.names[label] ?? "all");
    const unitKey = group * (cluster?.names.length ?? rows) + (cluster?.of[row] ?? row);
    const unit = numberOf(unitsSeen, unitKey);
    unitOf[row] = unit;
    stratumOf[unit] = group;
  }
  const drawn = new Int32Array(names.length);
  for (const group of stratumOf) drawn[group] = drawn[group]! + 1;
  return { unitOf, stratumOf: Int32Array.from(stratumOf), drawn, names };
}

/** One number per stratum out of a column with that number in every row. */
function perStratum(stage: Drawn, column: Numbers, at: number): Float64Array {
  const found = new Float64Array(stage.drawn.length).fill(Number.NaN);
  for (let row = 0; row < column.length; row++) {
    const stratum = stage.stratumOf[stage.unitOf[row]!]!;
    const [known, value] = [found[stratum]!, column[row]!];
    if (Number.isNaN(known)) found[stratum] = value;
    else if (Math.abs(known - value) > 1e-9 * known)
      throw new MeasureError(
        "out-of-range",
        `fpc of stage ${at + 1} is ${known} and ${value} within stratum ${stage.names[stratum]} (row ${row}); it must be one number for a stratum.`,
        { stage: at + 1, row, stratum: stage.names[stratum]! },
      );
  }
  return found;
}

/** How many units each stratum has, from a column of sizes or of sampled shares. */
export function populationOf(
  stage: Drawn,
  column: Numbers,
  { at, areShares }: { readonly at: number; readonly areShares: boolean },
): Float64Array {
  const given = perStratum(stage, column, at);
  return given.map((value, stratum) => {
    const drawn = stage.drawn[stratum]!;
    const size = areShares ? drawn / value : value;
    if (value > 0 && size >= drawn * (1 - 1e-9)) return Math.max(size, drawn);
    throw new MeasureError(
      "out-of-range",
      `fpc of stage ${at + 1}: stratum ${stage.names[stratum]} has ${drawn} units in the sample and ${value} in the population; give the number of units in the population, or the sampled share of them.`,
      { stage: at + 1, stratum: stage.names[stratum]!, drawn, population: value },
    );
  });
}

/** The sampled share of the stages above, for each stratum of this stage. */
export function carriedFrom(stage: Drawn, above: Stage | undefined): Float64Array {
  const carried = new Float64Array(stage.drawn.length).fill(1);
  if (above === undefined) return carried;
  for (let row = 0; row < stage.unitOf.length; row++) {
    const parent = above.stratumOf[above.unitOf[row]!]!;
    const share = above.drawn[parent]! / above.population[parent]!;
    carried[stage.stratumOf[stage.unitOf[row]!]!] = above.carried[parent]! * share;
  }
  return carried;
}
