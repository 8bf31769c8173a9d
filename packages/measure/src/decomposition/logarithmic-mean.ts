import {
  MeasureError,
  type Numbers,
  requireAnswer,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";

/** The change of a sum of products, divided over the factors without rest. */
export interface ProductChange {
  readonly before: number;
  readonly after: number;
  /** after − before = Σ factors. */
  readonly change: number;
  /** after / before = Π ratios. */
  readonly ratio: number;
  /** What each factor adds to the change. */
  readonly factors: readonly number[];
  /** By how much each factor multiplies the whole. */
  readonly ratios: readonly number[];
  /** What each factor adds in each unit: `units[unit][factor]`. */
  readonly units: readonly (readonly number[])[];
}

/** (a − b) / (ln a − ln b): between the geometric and the arithmetic mean. */
function logarithmicMean(a: number, b: number): number {
  const ratio = Math.log(a / b);
  // Near a = b both differences vanish; the series is exact to the last digit there.
  if (Math.abs(ratio) < 1e-4) return Math.sqrt(a * b) * (1 + ratio ** 2 / 24);
  return (a - b) / ratio;
}

function requirePositive(name: string, factors: readonly Numbers[]): void {
  const units = factors[0]?.length ?? 0;
  requireCount(`${name}[0]`, units, 1);
  for (const [at, factor] of factors.entries()) {
    requireSameLength(`${name}[${at}]`, factor, `${name}[0]`, units);
    requireFinite(`${name}[${at}]`, factor);
    for (let unit = 0; unit < units; unit++)
      if (!(factor[unit]! > 0))
        throw new MeasureError(
          "out-of-range",
          `${name}[${at}][${unit}] is ${factor[unit]}; a factor of a product must be above 0 to have a logarithm. Leave the unit out, or add it to another.`,
          { name, at, unit },
        );
  }
}

const productAt = (factors: readonly Numbers[], unit: number): number =>
  factors.reduce((product, factor) => product * factor[unit]!, 1);

/**
 * What each factor adds to the change of a sum of products, such as dwellings × people per dwelling × use per person.
 *
 * With V = Σᵢ Πₖ x_ik: factor k adds Σᵢ L(Vᵢ₁, Vᵢ₀) ln(x_ik₁ / x_ik₀), with L the logarithmic mean; these sum to the change.
 * In ratio it is exp of that over L(V₁, V₀), and these multiply to V₁ / V₀. (LMDI-I.)
 *
 * @param before one column per factor, all above 0: `before[factor][unit]`
 * @param after the same factors and units
 * @throws {MeasureError} too-few, length-mismatch, not-finite; out-of-range if a factor is not above 0
 *
 * @example
 * import { productChangeParts } from "@krachtwijk/measure/decomposition";
 * productChangeParts([[100], [2]], [[100], [3]]).factors; // → [0, 100]
 * productChangeParts([[100], [2]], [[200], [4]]).factors; // → [300, 300]
 *
 * Source: Ang (2005), Energy Policy 33(7), 867–871.
 */
export function productChangeParts(
  before: readonly Numbers[],
  after: readonly Numbers[],
): ProductChange {
  requireCount("before", before.length, 1);
  requireSameLength("after", { length: after.length }, "before", before.length);
  requirePositive("before", before);
  requirePositive("after", after);
  const count = before[0]!.length;
  requireSameLength("after[0]", after[0]!, "before[0]", count);
  const places = Array.from({ length: count }, (_, unit) => unit);
  const units = places.map((unit) => {
    const mean = logarithmicMean(productAt(after, unit), productAt(before, unit));
    return before.map((factor, at) => mean * Math.log(after[at]![unit]! / factor[unit]!));
  });
  const first = sumOf(places.map((unit) => productAt(before, unit)));
  const last = sumOf(places.map((unit) => productAt(after, unit)));
  const factors = before.map((_, at) =>
    requireAnswer(`factor ${at}`, sumOf(units.map((unit) => unit[at]!))),
  );
  const whole = logarithmicMean(last, first);
  return {
    before: first,
    after: last,
    change: requireAnswer("the change", last - first),
    ratio: requireAnswer("the ratio", last / first),
    factors,
    ratios: factors.map((part, at) => requireAnswer(`ratio ${at}`, Math.exp(part / whole))),
    units,
  };
}
