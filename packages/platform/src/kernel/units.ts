declare const unit: unique symbol;
/** A number that remembers what it counts, so that cents are never passed where a share is wanted. */
export type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Whole euro cents. Never a float of euros: 0.1 + 0.2 is not 0.3. */
export type Cents = Unit<"cents">;

/** @throws {RangeError} if `amount` is not a whole number that a double holds exactly */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole cents: ${amount}`);
  return amount as Cents;
}

/** The sum of amounts in cents. @throws {RangeError} beyond what a double holds exactly */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return cents(sum);
}

/**
 * Reads an amount of euros as written (`200000`, `130500.50`) into cents, without going through a float.
 * @returns null if it is not a whole number of euros or euros with one or two decimals
 */
export function centsFromEuros(written: string): Cents | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(written.trim());
  if (match === null) return null;
  const [, sign, euros, fraction = ""] = match;
  const amount = Number(euros) * 100 + Number(fraction.padEnd(2, "0"));
  return cents(sign === "-" && amount !== 0 ? -amount : amount);
}
