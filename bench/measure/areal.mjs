// Boundaries at national size: two sets of 12,100 areas laid over each other, and a set checked that fits and one that does not.
//
//   node --import tsx bench/measure/areal.mjs
import {
  areaCrosswalk,
  areaSizes,
  boundaryChanges,
  checkBoundaries,
  overlay,
  reestimateCounts,
  sharedBorders,
} from "@krachtwijk/measure/areal";
import { Random } from "@krachtwijk/measure/numeric";
import { milliseconds, quantile, repeat, shown } from "../numbers.mjs";

const [side, between] = [110, 14];
const count = side * side;

/** Areas in degrees that fill a square; inner corners moved at random, and `between` corners on each side. With `wobble`, each area draws its own corners. */
function tiles(seed, wobble = 0) {
  const random = new Random(seed);
  const shifts = Float64Array.from(
    { length: 2 * (side + 1) ** 2 },
    () => 0.8 * random.uniform() - 0.4,
  );
  const corner = (column, row) => {
    const at = 2 * (row * (side + 1) + column);
    const inner = column > 0 && column < side && row > 0 && row < side ? 1 : 0;
    return [column + inner * shifts[at], row + inner * shifts[at + 1]];
  };
  const degrees = ([x, y]) => {
    const off = () => (wobble === 0 ? 0 : wobble * (random.uniform() - 0.5));
    return [3.5 + 0.03 * (x + off()), 50.8 + 0.02 * (y + off())];
  };
  return Array.from({ length: count }, (_, at) => {
    const [column, row] = [at % side, Math.floor(at / side)];
    const around = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    const ring = around.flatMap(([x, y], place) => {
      const [toX, toY] = around[(place + 1) % 4];
      // Reckoned from the same end for both neighbours, so that their corners are the same to the last bit.
      const turned = x > toX || (x === toX && y > toY);
      return Array.from({ length: between + 1 }, (_, step) => {
        const share = (turned ? between + 1 - step : step) / (between + 1);
        const [fromX, fromY, endX, endY] = turned ? [toX, toY, x, y] : [x, y, toX, toY];
        return degrees([fromX + share * (endX - fromX), fromY + share * (endY - fromY)]);
      });
    });
    return [[[...ring, ring[0]]]];
  });
}

function tell(name, value, unit, beside = "") {
  console.log(`${name.padEnd(66)}${shown(value).padStart(8)} ${unit}${beside}`);
}

const median = async (rounds, ask) => quantile(await repeat(rounds, () => milliseconds(ask)), 0.5);

const [one, other, seams] = [tiles(1), tiles(2), tiles(1, 2e-3)];
const corners = one.flat(2).reduce((sum, ring) => sum + ring.length, 0);
console.log(`two sets of ${count} areas, ${corners} corners each`);
areaSizes(one);
const plain = await median(5, () => {
  areaSizes(one);
  areaSizes(other);
});
tell("area of both sets: one strip per edge", plain, "ms");
let laid;
const times = (time) => `   ${shown(time / plain)} × the areas`;
const lay = await median(3, () => {
  laid = overlay(one, other);
});
tell(`overlay, ${laid.area.length} pairs`, lay, "ms", times(lay));
const self = await median(3, () => overlay(one, one));
tell("a set over itself", self, "ms", times(self));
const rest = await median(3, () => {
  const names = one.map((_, at) => `${at}`);
  boundaryChanges(laid, {
    codesBefore: names,
    codesAfter: names,
    namesBefore: names,
    namesAfter: names,
  });
  reestimateCounts(areaCrosswalk(laid), names.map(Number));
});
tell("changes, and a count for other boundaries, from that overlay", rest, "ms", times(rest));
const borders = await median(3, () => sharedBorders(one));
tell("length of all shared borders", borders, "ms", times(borders));
const fits = await median(3, () => checkBoundaries(one));
tell("check of a set that fits", fits, "ms", times(fits));
let found;
const gapes = await median(1, () => {
  found = checkBoundaries(seams, { tolerance: 10 });
});
tell(`check of a set that fits nowhere, ${found.length} findings`, gapes, "ms", times(gapes));
tell("memory of the whole process at its highest", process.resourceUsage().maxRSS / 1024, "MB");
