import { Random } from "../numeric/index.ts";

/** Influences summed per cluster, one effect after another, and what they are divided by. */
export interface MultiplierInput {
  readonly seed: number;
  readonly sums: Float64Array;
  readonly clusters: number;
  readonly effects: number;
  readonly units: number;
}

/** −1 or 1 for each cluster, 32 of them from one random number. */
function flip(weights: Float64Array, random: Random): void {
  let bits = 0;
  for (let cluster = 0; cluster < weights.length; cluster++) {
    bits = cluster % 32 === 0 ? random.bits() : bits >>> 1;
    weights[cluster] = (bits & 1) === 0 ? -1 : 1;
  }
}

/** Draws `from` up to `to`: how far each effect is moved when every cluster's influence gets a random sign. */
export function multiplierDraws(
  { seed, sums, clusters, effects, units }: MultiplierInput,
  from: number,
  to: number,
): readonly Float64Array[] {
  const weights = new Float64Array(clusters);
  return Array.from({ length: to - from }, (_, at) => {
    flip(weights, new Random(seed, from + at));
    const moved = new Float64Array(effects);
    for (let effect = 0, place = 0; effect < effects; effect++) {
      let sum = 0;
      for (let cluster = 0; cluster < clusters; cluster++, place++)
        sum += weights[cluster]! * sums[place]!;
      moved[effect] = sum / units;
    }
    return moved;
  });
}
