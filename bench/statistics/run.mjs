// Figures of a whole country: how long their import takes, how much memory and disk, and how fast a map and a profile are.
// bench/README.md says what each figure is.
//
//   node bench/statistics/run.mjs             14,000 areas × 150 indicators × 25 years, 52 million figures
//   node bench/statistics/run.mjs --small     a twentieth of it
//   node bench/statistics/run.mjs --growth    2, 13 and 52 million, for how the cost grows
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { shown } from "../numbers.mjs";
import { root } from "../processes.mjs";
import { generate } from "./generate.mjs";
import { writeProgramme } from "./programme.mjs";

const { values } = parseArgs({
  options: {
    small: { type: "boolean" },
    growth: { type: "boolean" },
    json: { type: "boolean" },
    rounds: { type: "string", default: "40" },
  },
});

const whole = { areas: 14_000, indicators: 150, years: 25 };
const sizes = values.growth
  ? [{ ...whole, years: 1 }, { ...whole, years: 6 }, whole]
  : [values.small ? { areas: 3500, indicators: 75, years: 10 } : whole];

const here = join(root, "bench", "statistics");
const bin = join(root, "packages", "platform", "bin", "krachtwijk.mjs");
const megabytes = (bytes) => bytes / 1e6;

/** Runs Node to its end. @returns seconds, seconds of processor, the most memory it held, and what it wrote */
async function run(folder, args, env = {}) {
  const tookFile = join(folder, "took.json");
  const begin = performance.now();
  const child = spawn(process.execPath, ["--import", join(here, "tell-usage.mjs"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: "", BENCH_TOOK_FILE: tookFile, ...env },
  });
  let out = "";
  child.stdout.on("data", (bytes) => {
    out += bytes;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${out}`);
  return {
    seconds: (performance.now() - begin) / 1000,
    ...JSON.parse(readFileSync(tookFile, "utf8")),
    out,
  };
}

function bytesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

const figures = [];

/** Tells a figure at once, and keeps it. */
function tell(name, value, unit, beside = null) {
  const ratio = beside === null ? null : value / beside.value;
  figures.push({ name, value, unit, ...(beside === null ? {} : { beside: { ...beside, ratio } }) });
  if (values.json === true) return;
  const compared =
    beside === null ? "" : `   ${shown(ratio)} × ${beside.name} (${shown(beside.value)} ${unit})`;
  console.log(`${name.padEnd(52)}${shown(value).padStart(6)} ${unit}${compared}`);
}

async function measure(folder, size) {
  const count = size.areas * size.indicators * size.years;
  const files = generate(join(folder, "csv"), size);
  const csv = files.reduce((sum, file) => sum + statSync(file).size, 0);
  tell(`${shown(count / 1e6)} million figures, as CSV`, megabytes(csv), "MB");
  const { programme, mapping } = writeProgramme(folder, size);
  const data = join(folder, "data");
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const krachtwijk = (...args) => run(folder, [bin, ...args, "--data", data, "--quiet"]);
  await krachtwijk("import", programme);
  const byMap = join(folder, "by-map.parquet");
  const byArea = join(folder, "by-area.parquet");
  const bareImport = join(here, "bare-import.mjs");
  const bare = await run(folder, [bareImport, byMap, temporary, ...files]);
  const ours = await krachtwijk("import", ...files, "--mapping", mapping);
  tell("import, whole command", ours.seconds, "s", {
    name: "DuckDB from CSV to one sorted Parquet",
    value: bare.seconds,
  });
  tell("import, processor time", ours.processor, "s", {
    name: "DuckDB, one order",
    value: bare.processor,
  });
  const second = await run(folder, [bareImport, byArea, temporary, ...files], {
    BENCH_ORDER: "area, indicator, period",
  });
  tell("the same beside both orders", ours.seconds, "s", {
    name: "DuckDB, both orders",
    value: bare.seconds + second.seconds,
  });
  tell("most memory held", megabytes(ours.memory), "MB", {
    name: "DuckDB",
    value: megabytes(bare.memory),
  });
  tell("disk, both orders", megabytes(bytesUnder(join(data, "lake", "figures"))), "MB", {
    name: "DuckDB, both orders",
    value: megabytes(statSync(byMap).size + statSync(byArea).size),
  });
  const queries = join(here, "queries.mjs");
  const { out } = await run(folder, [
    "--import",
    "tsx",
    queries,
    data,
    byMap,
    byArea,
    values.rounds,
  ]);
  const times = JSON.parse(out);
  tell(`map of ${times.rows.map} areas, median`, times.map, "ms", {
    name: "DuckDB",
    value: times.bareMap,
  });
  tell(`profile of ${times.rows.profile} figures, median`, times.profile, "ms", {
    name: "DuckDB",
    value: times.bareProfile,
  });
  const again = await krachtwijk("import", ...files, "--mapping", mapping, "--json");
  const [{ changed }] = JSON.parse(again.out).imports;
  if (changed) throw new Error("the unchanged source became a new release");
  tell("import of the unchanged source, whole command", again.seconds, "s");
}

for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "krachtwijk-statistics-"));
  try {
    await measure(folder, size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (values.json === true) console.log(JSON.stringify(figures, null, 2));
