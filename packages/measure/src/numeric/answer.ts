import { MeasureError } from "./measure-error.ts";

/**
 * A number that came out of a calculation.
 * @throws {MeasureError} not-finite if it ran out of what a double can hold: 1e308
 */
export function requireAnswer(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new MeasureError(
    "not-finite",
    `${name} cannot be calculated: the numbers lie too many powers of ten apart. Check the columns, or use another unit.`,
    { name },
  );
}
