/** An exact fraction. `den` is above 0; not always in lowest terms. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** Below 0 if a < b, 0 if they are equal, above 0 if a > b. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The greatest number that divides both; `b` is not below 0. */
export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** The same fraction in lowest terms. */
export function reduced({ num, den }: Rational): Rational {
  const divisor = greatestDivisor(num, den);
  return divisor <= 1n ? { num, den } : { num: num / divisor, den: den / divisor };
}

/** `42703/21`, in lowest terms; a whole number without a denominator. */
export function rationalText(value: Rational): string {
  const { num, den } = reduced(value);
  return den === 1n ? `${num}` : `${num}/${den}`;
}

const keptBits = 80n;

/** The nearest double, up to the last bit or two. */
export function rationalToNumber({ num, den }: Rational): number {
  if (num === 0n) return 0;
  const sign = num < 0n ? -1 : 1;
  const size = num < 0n ? -num : num;
  // Shifted so that the quotient keeps enough bits, whatever the sizes are.
  const shift = keptBits + BigInt(den.toString(2).length - size.toString(2).length);
  const quotient = shift >= 0n ? (size << shift) / den : size / (den << -shift);
  return sign * Number(quotient) * 2 ** -Number(shift);
}
