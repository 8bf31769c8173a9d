import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
} from "../numeric/index.ts";

/** A column of numbers with its name. */
export interface NumberColumn {
  readonly name: string;
  readonly values: Numbers;
}

/** A column of numbers or of words. */
export interface LikenessColumn {
  readonly name: string;
  /** NaN or an empty word is a gap. */
  readonly values: Numbers | readonly string[];
}

/** @throws {MeasureError} too-few without columns; length-mismatch if they are not equally long */
export function requireColumns(columns: readonly LikenessColumn[], count: number): void {
  requireCount("columns", columns.length, 1);
  for (const { name, values } of columns)
    requireSameLength(name, { length: values.length }, "the others", count);
}

/** @throws {MeasureError} also not-finite and no-variance */
export function requireNumberColumns(columns: readonly NumberColumn[], count: number): void {
  requireColumns(columns, count);
  for (const { name, values } of columns) {
    requireFinite(name, values);
    requireVariance(name, values);
  }
}

/** @throws {MeasureError} out-of-range if a value is not 0 or 1; empty-group if all are the same */
export function requireTwoGroups(name: string, values: Numbers): void {
  let ones = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value !== 0 && value !== 1)
      throw new MeasureError("out-of-range", `${name}[${at}] is ${value}; it must be 0 or 1.`, {
        name,
        at,
      });
    ones += value;
  }
  if (ones === 0 || ones === values.length)
    throw new MeasureError(
      "empty-group",
      `${name} is ${ones === 0 ? 0 : 1} everywhere; both groups need members.`,
      { name },
    );
}

/** How far apart two values are, 0 or 1 for words; NaN if one of them is missing. */
export function apartness(one: number | string, other: number | string): number {
  if (typeof one === "number") return Math.abs(one - Number(other));
  return one === "" || other === "" ? Number.NaN : Number(one !== other);
}
