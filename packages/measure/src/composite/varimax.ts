/** Rows scaled to length 1 take part equally (Kaiser). */
function rowLengths(factors: readonly Float64Array[]): Float64Array {
  const lengths = new Float64Array(factors[0]!.length);
  for (const factor of factors)
    for (let at = 0; at < lengths.length; at++) lengths[at]! += factor[at]! * factor[at]!;
  return lengths.map((square) => Math.sqrt(square) || 1);
}

/** Turns two factors in their plane to the angle at which squared loadings differ most. Returns the angle. */
function turnPair(first: Float64Array, second: Float64Array): number {
  let [sumU, sumV, sumUv, sumSquares] = [0, 0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    const u = first[at]! * first[at]! - second[at]! * second[at]!;
    const v = 2 * first[at]! * second[at]!;
    sumU += u;
    sumV += v;
    sumUv += u * v;
    sumSquares += u * u - v * v;
  }
  const count = first.length;
  const angle =
    Math.atan2(
      2 * (sumUv - (sumU * sumV) / count),
      sumSquares - (sumU * sumU - sumV * sumV) / count,
    ) / 4;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  for (let at = 0; at < count; at++) {
    const [x, y] = [first[at]!, second[at]!];
    first[at] = x * cosine + y * sine;
    second[at] = y * cosine - x * sine;
  }
  return angle;
}

const mostSweeps = 500;

/**
 * Rotates factors so that each indicator loads on as few of them as can be (varimax with Kaiser's normalisation), plane by
 * plane until nothing turns any more.
 *
 * Source: Kaiser (1958), Psychometrika 23, 187–200.
 */
export function varimax(factors: readonly Float64Array[]): readonly Float64Array[] {
  const lengths = rowLengths(factors);
  const turned = factors.map((factor) => factor.map((loading, at) => loading / lengths[at]!));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let largest = 0;
    for (let one = 0; one < turned.length; one++)
      for (let other = one + 1; other < turned.length; other++)
        largest = Math.max(largest, Math.abs(turnPair(turned[one]!, turned[other]!)));
    if (largest < 1e-12) break;
  }
  return turned.map((factor) => factor.map((loading, at) => loading * lengths[at]!));
}
