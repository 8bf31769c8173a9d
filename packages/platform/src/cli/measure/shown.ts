/** A number with four digits that count, or a dash where there is none. */
export function shown(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return Number(value.toPrecision(4)).toString();
}

/** An effect with its error, for people. */
export function shownEffect(effect: {
  readonly standardError: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
}): string {
  const { standardError, p, interval } = effect;
  if (interval === null) return "no error can be estimated";
  const [low, high] = interval;
  return `standard error ${shown(standardError)}   ${shown(low)} to ${shown(high)}   p ${shown(p)}`;
}

/** Rows as columns that stand under each other. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("   ")
      .trimEnd(),
  );
}

/** A bound as JSON has it: null for one that is infinite. */
export const bounded = (bound: number): number | null => (Number.isFinite(bound) ? bound : null);
