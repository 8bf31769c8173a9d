import type { Instance } from "../instance.ts";
import { type Rational, rationalText, rationalToNumber } from "../rational.ts";

/** A sum of money in the currency of the file: as an exact fraction (`4270/21`), and as the nearest number. */
export interface Amount {
  readonly exact: string;
  readonly value: number;
}

/** A project as a text names it. */
export interface ProjectRef {
  readonly id: string;
  /** Null where the file gives none. */
  readonly name: string | null;
}

/** Parts of 10^−moneyDecimals as an amount of the currency. */
export function amountOf({ unit }: Instance, parts: bigint | Rational): Amount {
  const { num, den } = typeof parts === "bigint" ? { num: parts, den: 1n } : parts;
  const value = { num, den: den * unit };
  return { exact: rationalText(value), value: rationalToNumber(value) };
}
