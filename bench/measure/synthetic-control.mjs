// Synthetic control with 200 donors and placebos for all of them, as ratio to a plain pass over the same numbers.
// node --import tsx bench/measure/synthetic-control.mjs
import { availableParallelism } from "node:os";
import {
  syntheticControl,
  syntheticControlPlacebos,
} from "../../packages/measure/src/effect/index.ts";
import { Random } from "../../packages/measure/src/numeric/index.ts";
import { milliseconds, quantile, repeat, shown } from "../numbers.mjs";

const [units, periods, from, predictorCount] = [201, 14, 10, 7];
const random = new Random(1);
const common = Array.from({ length: periods }, () => [random.normal(), random.normal()]);
const outcomes = new Float64Array(units * periods);
const predictors = new Float64Array(units * predictorCount);
for (let unit = 0; unit < units; unit++) {
  const [level, first, second] = [10 + 3 * random.normal(), random.uniform(), random.uniform()];
  for (let at = 0; at < periods; at++)
    outcomes[unit * periods + at] =
      level + first * common[at][0] + second * common[at][1] + 0.5 * random.normal();
  for (let at = 0; at < predictorCount; at++)
    predictors[unit * predictorCount + at] =
      at < 3 ? outcomes[unit * periods + 3 * at + 2] : level + 3 * random.normal();
}
const bare = { outcomes, periods, treated: 0, from };
const full = { ...bare, predictors };

/** Reads every outcome and predictor once. */
function plainPass() {
  let sum = 0;
  for (let at = 0; at < outcomes.length; at++) sum += outcomes[at];
  for (let at = 0; at < predictors.length; at++) sum += predictors[at];
  return sum;
}
plainPass();
const passes = 2000;
const plain = (await milliseconds(() => repeat(passes, plainPass))) / passes;

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);

async function show(what, times, work) {
  const taken = quantile(await repeat(times, () => milliseconds(work)), 0.5);
  console.log(
    `${what.padEnd(66)}${shown(taken).padStart(8)} ms${shown(taken / plain / 1000).padStart(9)} thousand passes`,
  );
}

const cores = availableParallelism();
console.log(
  `${units - 1} donors, ${periods} periods, ${predictorCount} predictors; a plain pass takes ${(plain * 1000).toFixed(2)} µs`,
);
await show("one unit, given predictor weights", 20, () =>
  syntheticControl(full, { predictorWeights: "equal" }),
);
await show("one unit, fitted predictor weights", 5, () => syntheticControl(full));
await show("all units as placebos, given predictor weights", 3, () =>
  syntheticControlPlacebos(full, { predictorWeights: "equal" }),
);
await show("all units as placebos, without predictors", 3, () => syntheticControlPlacebos(bare));
await show("all units as placebos, fitted predictor weights, one core", 1, () =>
  syntheticControlPlacebos(full, { cores: 1 }),
);
await show(`all units as placebos, fitted predictor weights, ${cores} cores`, 1, () =>
  syntheticControlPlacebos(full),
);
clearInterval(watch);
peak = Math.max(peak, process.memoryUsage().rss);
console.log(`memory at most ${shown(peak / 2 ** 20)} MB, of which most is Node itself`);
