/** Bits of one digit; six of them hold the 64 bits of a number. */
const digitBits = 11;
const digits = 6;
const buckets = 1 << digitBits;

/** The halves of each number's bits, so turned that they sort as the numbers do: negative ones first. */
function sortableBits(values: Float64Array): {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
} {
  const words = new Uint32Array(values.slice().buffer);
  const isLittle = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
  const [first, second] = isLittle ? [0, 1] : [1, 0];
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const top = words[2 * at + second]!;
    const isNegative = top >>> 31 === 1;
    high[at] = isNegative ? ~top : top | 0x80000000;
    low[at] = isNegative ? ~words[2 * at + first]! : words[2 * at + first]!;
  }
  return { low, high };
}

/** The digit of a number, from the lowest (0) up. */
function digitOf(low: number, high: number, digit: number): number {
  const shift = digit * digitBits;
  if (shift >= 32) return (high >>> (shift - 32)) & (buckets - 1);
  const part = low >>> shift;
  return (shift + digitBits > 32 ? part | (high << (32 - shift)) : part) & (buckets - 1);
}

/** Where each bucket begins, or null if all are in the same one. */
function startsOf(low: Uint32Array, high: Uint32Array, digit: number): Uint32Array | null {
  const starts = new Uint32Array(buckets);
  const count = low.length;
  for (let at = 0; at < count; at++) starts[digitOf(low[at]!, high[at]!, digit)]!++;
  let sum = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const size = starts[bucket]!;
    if (size === count) return null;
    starts[bucket] = sum;
    sum += size;
  }
  return starts;
}

/**
 * The places of the values from small to large: sorting by digits, in time that grows with the number of values only.
 * Equal values keep their order.
 *
 * @param values without NaN; −0 comes before 0
 */
export function sortedOrder(values: Float64Array): Uint32Array {
  const { low, high } = sortableBits(values);
  let order = new Uint32Array(values.length);
  for (let at = 0; at < order.length; at++) order[at] = at;
  let next = new Uint32Array(values.length);
  const count = values.length;
  for (let digit = 0; digit < digits; digit++) {
    const starts = startsOf(low, high, digit);
    if (starts === null) continue;
    for (let at = 0; at < count; at++) {
      const own = order[at]!;
      next[starts[digitOf(low[own]!, high[own]!, digit)]!++] = own;
    }
    [order, next] = [next, order];
  }
  return order;
}
