import { MeasureError, Random } from "./index.ts";

/** The first number of each item's own stream. Only for the test of all cores, which another core has to load. */
export const firstBits = ({ seed }: { seed: number }, from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => new Random(seed, from + at).bits());

/** A task that has no answer. */
export function impossible(): never {
  throw new MeasureError("too-few", "one given; two are needed.", { count: 1 });
}
