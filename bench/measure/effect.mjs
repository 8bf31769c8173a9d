// How fast effects are at national size: node --import tsx bench/measure/effect.mjs
import {
  aggregateEffects,
  eventStudy,
  groupTimeEffects,
  randomisationInference,
  sunAbraham,
  twoWayFixedEffects,
  uniformBand,
  wildClusterBootstrap,
} from "../../packages/measure/src/effect/index.ts";
import { Random } from "../../packages/measure/src/numeric/index.ts";
import { milliseconds, shown } from "../numbers.mjs";

const [areas, years] = [14_000, 14];
const rows = areas * years;
const random = new Random(1);
const panel = {
  unit: new Int32Array(rows),
  time: new Float64Array(rows),
  outcome: new Float64Array(rows),
  treatedFrom: new Float64Array(rows),
};
for (let area = 0, row = 0; area < areas; area++) {
  const level = random.normal();
  const from = random.uniform() < 0.2 ? 2008 + random.below(4) : Infinity;
  for (let year = 2004; year < 2004 + years; year++, row++) {
    panel.unit[row] = area;
    panel.time[row] = year;
    panel.outcome[row] = level + random.normal();
    panel.treatedFrom[row] = from;
  }
}
/** The same with one row in fifty gone. */
const kept = Int32Array.from({ length: rows }, (_, row) => row).filter(
  () => random.uniform() >= 0.02,
);
const holed = Object.fromEntries(
  Object.entries(panel).map(([name, column]) => [
    name,
    Float64Array.from(kept, (row) => column[row]),
  ]),
);

/** One pass over the outcome that adds it up: the yardstick. */
let total = 0;
function pass() {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += panel.outcome[row];
  total += sum;
}
for (let warm = 0; warm < 200; warm++) pass();
const one =
  (await milliseconds(() => {
    for (let time = 0; time < 200; time++) pass();
  })) / 200;

async function report(what, work) {
  await work();
  const took = await milliseconds(work);
  const peak = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `${what.padEnd(58)} ${shown(took).padStart(7)} ms  ${shown(took / one).padStart(7)} passes  ${shown(peak)} MB`,
  );
}

console.log(
  `${areas} areas × ${years} years; a plain pass over ${rows} values takes ${one.toFixed(3)} ms`,
);
await report("two-way fixed effects, clustered", () => twoWayFixedEffects(panel));
await report("the same with holes", () => twoWayFixedEffects(holed));
await report("event study", () => eventStudy(panel));
await report("Sun–Abraham, 4 groups", () => sunAbraham(panel));
const groups = groupTimeEffects(panel);
await report("group-time effects, 4 groups", () => groupTimeEffects(panel));
await report("their dynamic average", () => aggregateEffects(groups, "dynamic"));
await report("uniform band, 1000 draws", () => uniformBand(groups));
await report("wild cluster bootstrap, 999 draws", () =>
  wildClusterBootstrap(panel, { replications: 999 }),
);
await report("randomisation, 999 assignments", () =>
  randomisationInference(panel, { permutations: 999 }),
);
await report("randomisation with holes, 99 assignments", () =>
  randomisationInference(holed, { permutations: 99 }),
);
if (!Number.isFinite(total)) throw new Error("the yardstick broke");
