import { MeasureError } from "./measure-error.ts";

/** A column of numbers: an array or a typed array. */
export type Numbers = ArrayLike<number>;

/** @throws {MeasureError} not-finite, naming the place, if a value is NaN or infinite */
export function requireFinite(name: string, values: Numbers): void {
  for (let at = 0; at < values.length; at++)
    if (!Number.isFinite(values[at]))
      throw new MeasureError(
        "not-finite",
        `${name}[${at}] is ${values[at]}; a number is needed. Leave such rows out, or fill the gap first.`,
        { name, at },
      );
}

/** @throws {MeasureError} too-few if there are fewer than `least` */
export function requireCount(name: string, count: number, least: number): void {
  if (count < least)
    throw new MeasureError(
      "too-few",
      `${name}: ${count} given; at least ${least} ${least === 1 ? "is" : "are"} needed.`,
      { name, count, least },
    );
}

/** @throws {MeasureError} length-mismatch if two columns are not equally long */
export function requireSameLength(name: string, values: Numbers, other: string, n: number): void {
  if (values.length !== n)
    throw new MeasureError(
      "length-mismatch",
      `${name} has ${values.length} values and ${other} has ${n}; they must be equally many.`,
      { name, length: values.length, other, expected: n },
    );
}

/** @throws {MeasureError} out-of-range if a setting is not a number from `least` to `most`, both included */
export function requireBetween(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new MeasureError("out-of-range", `${name} is ${value}; it must be ${least} to ${most}.`, {
      name,
      value,
      least,
      most,
    });
}

/** @throws {MeasureError} out-of-range if a setting is not a whole number from `least` */
export function requireWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new MeasureError(
      "out-of-range",
      `${name} is ${value}; it must be a whole number of at least ${least}.`,
      { name, value, least },
    );
}
