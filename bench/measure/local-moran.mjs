// Local Moran at national size: 14,000 areas with 6 neighbours each, 999 conditional permutations.
//
//   node --import tsx bench/measure/local-moran.mjs
import { availableParallelism } from "node:os";
import { Random } from "@krachtwijk/measure/numeric";
import {
  contiguity,
  localMoranPermutation,
  styleWeights,
  weightsFromLinks,
} from "@krachtwijk/measure/space";
import { milliseconds, quantile, repeat, shown } from "../numbers.mjs";

const [rows, columns, permutations] = [112, 125, 999];
const count = rows * columns;

/** A honeycomb that closes on itself: everybody has 6 neighbours. */
function honeycomb() {
  const at = (row, column) => ((row + rows) % rows) * columns + ((column + columns) % columns);
  const links = { from: [], to: [] };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const lean = row % 2;
      const around = [
        at(row, column - 1),
        at(row, column + 1),
        at(row - 1, column - 1 + lean),
        at(row - 1, column + lean),
        at(row + 1, column - 1 + lean),
        at(row + 1, column + lean),
      ];
      for (const to of around) {
        links.from.push(at(row, column));
        links.to.push(to);
      }
    }
  return styleWeights(weightsFromLinks(count, links), "row");
}

/** The lag of every area: what one permutation would cost if nothing were drawn. */
function plainPass({ starts, to, weight }, values, lag) {
  for (let area = 0; area < lag.length; area++) {
    let sum = 0;
    for (let at = starts[area]; at < starts[area + 1]; at++) sum += weight[at] * values[to[at]];
    lag[area] = sum;
  }
}

function tell(name, value, unit, beside = "") {
  console.log(`${name.padEnd(58)}${shown(value).padStart(7)} ${unit}${beside}`);
}

/** Polygons with as many corners as those of the statistical office. */
function squares(corners) {
  const side = (fromX, fromY, toX, toY) =>
    Array.from({ length: corners / 4 }, (_, k) => {
      const share = (4 * k) / corners;
      return [fromX + (toX - fromX) * share, fromY + (toY - fromY) * share];
    });
  return Array.from({ length: count }, (_, area) => {
    const [x, y] = [area % columns, Math.floor(area / columns)];
    const ring = [
      ...side(x, y, x + 1, y),
      ...side(x + 1, y, x + 1, y + 1),
      ...side(x + 1, y + 1, x, y + 1),
      ...side(x, y + 1, x, y),
    ];
    return [[ring]];
  });
}

const weights = honeycomb();
const random = new Random(1);
const values = Float64Array.from({ length: count }, () => random.normal());
const lag = new Float64Array(count);
plainPass(weights, values, lag);
const passes = await repeat(5, () =>
  milliseconds(() => {
    for (let pass = 0; pass < permutations; pass++) plainPass(weights, values, lag);
  }),
);
const plain = quantile(passes, 0.5);
const inputMegabytes =
  (values.byteLength + weights.to.byteLength + weights.weight.byteLength) / 1e6;
console.log(
  `${count} areas, ${weights.to.length / count} neighbours each, ${permutations} permutations`,
);
tell(`${permutations} plain passes over the links`, plain, "ms");
for (const cores of new Set([1, availableParallelism()])) {
  const taken = await repeat(3, () =>
    milliseconds(() => localMoranPermutation(values, weights, { permutations, seed: 1, cores })),
  );
  const time = quantile(taken, 0.5);
  const name = `local Moran, ${cores} ${cores === 1 ? "core" : "cores"}`;
  tell(name, time, "ms", `   ${shown(time / plain)} × the plain passes`);
  tell(`${name}, per area and permutation`, (time * 1e6) / (count * permutations), "ns");
}
tell("data that each core holds", inputMegabytes, "MB");
tell("memory of the whole process at its highest", process.resourceUsage().maxRSS / 1024, "MB");

const shapes = squares(100);
const found = await milliseconds(() => contiguity(shapes));
tell(`queen contiguity of ${count} polygons of 100 corners`, found, "ms");
