/**
 * How fast a composite index is at national size: z-scores, scores, ranks and contributions of 14,000 areas × 100
 * indicators × 14 years, beside plain passes over the same figures in the same process.
 *
 *   node --expose-gc --import tsx bench/measure/composite.mjs
 */
import { compositeIndex } from "../../packages/measure/src/composite/index.ts";
import { Random } from "../../packages/measure/src/numeric/index.ts";

const [areas, indicators, years, dimensions] = [14_000, 100, 14, 10];
const rows = areas * years;
const random = new Random(1);
const columns = Array.from({ length: indicators }, () =>
  Float64Array.from({ length: rows }, () => 100 * random.uniform()),
);

function sumOf(column) {
  let sum = 0;
  for (let at = 0; at < rows; at++) sum += column[at];
  return sum;
}

/** One plain pass: adds everything up. */
function pass() {
  let sum = 0;
  for (const column of columns) sum += sumOf(column);
  return sum;
}

/** Processor time of this process: waiting for others on the same machine does not count. */
function milliseconds(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const spec = {
  indicators: columns.map((_, at) => ({
    name: `i${at}`,
    parent: `d${at % dimensions}`,
    direction: at % 3 === 0 ? -1 : 1,
    weight: 1 + (at % 4),
  })),
  normalisation: { method: "z-score" },
};
const data = { columns, periods: Array.from({ length: years }, () => areas) };

const memory = new Float64Array(rows * (indicators + dimensions + 1)).fill(0);

/** One round. Nothing of the index outlives it, so that the next round does not pay for throwing it away. */
function round(options) {
  const plain = milliseconds(pass);
  let index;
  const whole = milliseconds(() => {
    index = compositeIndex(data, spec, options);
  });
  if (Number.isNaN(index.contributions[0][rows - 1] + index.ranks[rows - 1]))
    throw new Error("a gap");
  const kept = [...index.contributions, index.score, index.ranks, index.rows];
  const buffers = new Set(kept.map(({ buffer }) => buffer));
  const bytes = [...buffers].reduce((sum, one) => sum + one.byteLength, 0);
  return { plain, whole, bytes };
}

/** The best of fifteen rounds: what others do on this machine only makes a round slower. */
function best(options) {
  const rounds = Array.from({ length: 15 }, () => {
    globalThis.gc?.();
    return round(options);
  });
  const least = (key) => Math.min(...rounds.map((one) => one[key]));
  return { plain: least("plain"), whole: least("whole"), bytes: least("bytes") };
}

const [again, fresh] = [best({ memory }), best({})];
const plain = Math.min(again.plain, fresh.plain);
const megabytes = (size) => `${Math.round(size / 2 ** 20)} MB`;
const told = ({ whole }) =>
  `${whole.toFixed(0)} ms   ${(whole / plain).toFixed(1)} passes (at most 15)`;
console.log(
  `${areas} areas × ${indicators} indicators × ${years} years, z-scores in ${dimensions} dimensions`,
);
console.log(`plain pass                                            ${plain.toFixed(1)} ms`);
console.log(`scores, ranks, contributions, in memory that is there   ${told(again)}`);
console.log(`the same in new memory                                ${told(fresh)}`);
console.log(
  `memory                                                figures ${megabytes(rows * indicators * 8)}, result ${megabytes(fresh.bytes)}`,
);
