/** A number as it was written with a decimal point: `units` × 10^−`decimals`. 1234.50 is 123450 × 10^−2. */
export interface Decimal {
  readonly units: bigint;
  readonly decimals: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** Reads `1234`, `1234.50`, `-3`; null if it is not written so, or has more digits than a sum of money ever has. */
export function parseDecimal(text: string): Decimal | null {
  const [, sign = "", whole = "", part = ""] = pattern.exec(text) ?? [];
  if (whole === "" || whole.length + part.length > 40) return null;
  const digits = part.replace(/0+$/, "");
  const units = BigInt(whole + digits);
  return { units: sign === "-" ? -units : units, decimals: digits.length };
}

/** In units of 10^−`decimals`; `decimals` is at least as many as the number has. */
export function scaled({ units, decimals }: Decimal, to: number): bigint {
  return units * 10n ** BigInt(to - decimals);
}

/** As it is written: `1234.5`. */
export function decimalText(units: bigint, decimals: number): string {
  if (decimals === 0) return `${units}`;
  const sign = units < 0n ? "-" : "";
  const digits = `${units < 0n ? -units : units}`.padStart(decimals + 1, "0");
  const part = digits.slice(-decimals).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -decimals)}${part === "" ? "" : `.${part}`}`;
}
