/** A number for people: five digits that count. */
export function digits(value: number | null): string {
  if (value === null) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return String(Number(value.toPrecision(5)));
}

/** An interval for people. */
export const fromTo = ([lower, upper]: readonly [number, number]): string =>
  `${digits(lower)} to ${digits(upper)}`;

/** Rows of cells as columns: the first to the left, the others to the right. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("   ")
      .trimEnd(),
  );
}
