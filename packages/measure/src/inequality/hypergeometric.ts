import { logGamma, type Random } from "../numeric/index.ts";

/** ln n!, from a table where it is worth making one. */
export function logFactorials(most: number): (n: number) => number {
  if (most > 2_000_000) return (n) => logGamma(n + 1);
  const table = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) table[n] = logGamma(n + 1);
  return (n) => table[n]!;
}

/**
 * How many of `draws` people, drawn by lot from `members` and `others`, are members. By inversion from the most likely
 * number outwards, which takes about as many steps as the standard deviation.
 */
export function hypergeometric(
  random: Random,
  logFactorial: (n: number) => number,
  { members, others, draws }: { members: number; others: number; draws: number },
): number {
  const logChoose = (n: number, k: number) =>
    logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const least = Math.max(0, draws - others);
  const most = Math.min(members, draws);
  if (least === most) return least;
  const all = members + others;
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((draws + 1) * (members + 1)) / (all + 2))),
  );
  const logChance =
    logChoose(members, mode) + logChoose(others, draws - mode) - logChoose(all, draws);
  let left = random.uniform();
  let [low, high] = [mode, mode];
  const atMode = Math.exp(logChance);
  let [chanceLow, chanceHigh] = [atMode, atMode];
  left -= atMode;
  while (left > 0) {
    if (low === least && high === most) break;
    if (high < most) {
      chanceHigh *=
        ((members - high) * (draws - high)) / ((high + 1) * (others - draws + high + 1));
      high += 1;
      left -= chanceHigh;
      if (left <= 0) return high;
    }
    if (low > least) {
      chanceLow *= (low * (others - draws + low)) / ((members - low + 1) * (draws - low + 1));
      low -= 1;
      left -= chanceLow;
      if (left <= 0) return low;
    }
  }
  return mode;
}
