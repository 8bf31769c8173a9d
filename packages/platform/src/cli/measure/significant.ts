/** A number for people: four digits that count, all digits before the point, and – where there is none. */
export function significant(value: number | null): string {
  if (value === null) return "–";
  const size = Math.abs(value);
  if (size >= 1000) return value.toFixed(0);
  return size === 0 || size >= 1e-4 ? value.toPrecision(4) : value.toExponential(2);
}
