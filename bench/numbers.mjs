// Arithmetic of the bench.

/** The value below which a share of the values lies, by linear interpolation (R's type 7). */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** Does something a number of times, one after another. @returns what each time gave */
export async function repeat(times, work) {
  const results = [];
  for (let time = 0; time < times; time++) results.push(await work(time));
  return results;
}

/** How long something takes, in milliseconds. */
export async function milliseconds(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Three digits that count, and no more decimals than that takes: 5.91, 59.1, 591. */
export function shown(value) {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}
