import {
  MeasureError,
  type Numbers,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";
import { type Line, leastSquares, type People } from "./least-squares.ts";

/** The people of one of two groups. */
export interface GapGroup {
  readonly outcome: Numbers;
  /** One column per factor, numbers or 0/1: `factors[factor][person]`. */
  readonly factors: readonly Numbers[];
  /** How many people each stands for; without it each counts once. */
  readonly weights?: Numbers | undefined;
}

/** A group, checked, with its line. */
export interface Fitted extends People {
  readonly line: Line;
  /** 1 for the constant, then the factors. */
  readonly means: Float64Array;
  readonly total: number;
}

function peopleOf(
  name: string,
  { outcome, factors, weights }: GapGroup,
): People & { total: number } {
  requireFinite(`${name}.outcome`, outcome);
  for (const [at, factor] of factors.entries()) {
    requireSameLength(`${name}.factors[${at}]`, factor, `${name}.outcome`, outcome.length);
    requireFinite(`${name}.factors[${at}]`, factor);
  }
  const given = weights ?? new Float64Array(outcome.length).fill(1);
  requireSameLength(`${name}.weights`, given, `${name}.outcome`, outcome.length);
  requireFinite(`${name}.weights`, given);
  const kept: number[] = [];
  for (let at = 0; at < given.length; at++) {
    if (given[at]! < 0)
      throw new MeasureError("out-of-range", `${name}.weights[${at}] is below 0.`, { name, at });
    if (given[at]! > 0) kept.push(at);
  }
  const pick = (column: Numbers) => Float64Array.from(kept, (at) => column[at]!);
  const own = pick(given);
  const total = sumOf(own);
  return {
    outcome: pick(outcome),
    factors: factors.map(pick),
    shares: own.map((weight) => weight / total),
    total,
  };
}

/** The mean of a column over people. */
export const meanBy = (column: Numbers, shares: Float64Array): number =>
  sumOf(shares.map((share, at) => share * column[at]!));

/** A group with its own line. @throws {MeasureError} as `oaxacaBlinder` */
export function fitted(name: string, group: GapGroup): Fitted {
  const people = peopleOf(name, group);
  const means = [1, ...people.factors.map((factor) => meanBy(factor, people.shares))];
  return {
    ...people,
    line: leastSquares(people, `group ${name}`),
    means: Float64Array.from(means),
  };
}

/** The line of all people together; its constant for each group is left out of the coefficients. */
export function pooledLine(a: Fitted, b: Fitted, isOneConstant: boolean): Line {
  const joined = (one: Numbers, other: Numbers) =>
    Float64Array.from({ length: one.length + other.length }, (_, at) =>
      at < one.length ? one[at]! : other[at - one.length]!,
    );
  const total = a.total + b.total;
  const factors = a.factors.map((factor, at) => joined(factor, b.factors[at]!));
  const isA = joined(new Float64Array(a.shares.length).fill(1), new Float64Array(b.shares.length));
  const shares = joined(
    a.shares.map((share) => (share * a.total) / total),
    b.shares.map((share) => (share * b.total) / total),
  );
  const line = leastSquares(
    {
      outcome: joined(a.outcome, b.outcome),
      factors: isOneConstant ? factors : [...factors, isA],
      shares,
    },
    "both groups together",
  );
  const kept = a.factors.length + 1;
  return {
    coefficients: line.coefficients.subarray(0, kept),
    influence: line.influence.map((own) => own.subarray(0, kept)),
  };
}
