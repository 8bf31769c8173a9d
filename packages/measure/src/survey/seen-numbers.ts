/** Gives whole numbers below `size` a place from 0 in the order in which they are first seen. */
export interface SeenNumbers {
  /** The place of a number. */
  readonly placeOf: (number: number) => number;
  /** Place → number. */
  readonly numbers: readonly number[];
}

/** Whether a table of all numbers is worth its memory: a small domain touches few of the units of a large sample. */
const isDense = (expected: number, size: number) => expected * 8 >= size;

/** @param expected how many will be asked for, roughly */
export function seenNumbers(size: number, expected: number): SeenNumbers {
  const numbers: number[] = [];
  if (isDense(expected, size)) {
    const places = new Int32Array(size).fill(-1);
    const placeOf = (number: number) => {
      const known = places[number]!;
      if (known >= 0) return known;
      places[number] = numbers.length;
      return numbers.push(number) - 1;
    };
    return { placeOf, numbers };
  }
  const places = new Map<number, number>();
  const placeOf = (number: number) => {
    const known = places.get(number);
    if (known !== undefined) return known;
    places.set(number, numbers.length);
    return numbers.push(number) - 1;
  };
  return { placeOf, numbers };
}
