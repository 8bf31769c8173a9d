/** A label with its height, and where its middle would like to be. */
export interface Placed {
  readonly middle: number;
  readonly height: number;
}

/**
 * The top of each label, so that none covers another: from the top down each is pushed below the one above it, and all
 * of them up again if they run below `limit`. In the order given.
 */
export function spreadLabels(labels: readonly Placed[], limit: number): readonly number[] {
  const order = labels.map((_, at) => at).sort((a, b) => labels[a]!.middle - labels[b]!.middle);
  const tops = new Array<number>(labels.length).fill(0);
  let free = 0;
  for (const at of order) {
    const { middle, height } = labels[at]!;
    tops[at] = Math.max(middle - height / 2, free);
    free = tops[at]! + height;
  }
  let lowest = limit;
  for (const at of order.toReversed()) {
    tops[at] = Math.min(tops[at]!, lowest - labels[at]!.height);
    lowest = tops[at]!;
  }
  return tops;
}
