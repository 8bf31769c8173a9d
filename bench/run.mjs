// Prints how fast krachtwijk is on this machine, one figure a line. bench/README.md says what each figure is.
//
//   npm run bench                     node bench/run.mjs --rounds 5 --json
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { timeBareQuery } from "./bare-query.mjs";
import { milliseconds, quantile, repeat, shown } from "./numbers.mjs";
import {
  example,
  root,
  serveExample,
  startServer,
  stopAll,
  timeCommand,
  timeScript,
} from "./processes.mjs";

const profile = { path: "/wijken/amsterdam-bijlmer", area: "AW11" };
const requests = 200;

const { values } = parseArgs({
  options: { json: { type: "boolean" }, rounds: { type: "string", default: "3" } },
});
const rounds = Number(values.rounds);
const figures = [];

/** Tells a figure at once, and keeps it. `beside` is what it is compared with, measured in the same run. */
function tell(name, value, unit, beside = null) {
  const ratio = beside === null ? null : value / beside.value;
  figures.push({
    name,
    value,
    unit,
    ...(beside === null ? {} : { beside: { ...beside, unit, ratio } }),
  });
  if (values.json === true) return;
  const compared =
    beside === null ? "" : `   ${shown(ratio)} × ${beside.name} (${shown(beside.value)} ${unit})`;
  console.log(`${name.padEnd(58)}${shown(value).padStart(6)} ${unit}${compared}`);
}

async function get(url) {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
}

/** Seconds from the start of the process to the end of its first page. */
async function timeStart(data) {
  const begin = performance.now();
  const server = await serveExample(data);
  await get(`${server.address}/`);
  return { seconds: (performance.now() - begin) / 1000, server };
}

async function timeRequests(url) {
  await repeat(20, () => get(url));
  return repeat(requests, () => milliseconds(() => get(url)));
}

async function starts(folder) {
  const cold = await repeat(rounds, async (round) => {
    const { seconds, server } = await timeStart(join(folder, `cold-${round}`));
    await server.stop();
    return seconds;
  });
  tell("cold start (empty data folder to first page)", quantile(cold, 0.5), "s");
  const second = await repeat(rounds, async () => {
    const { seconds, server } = await timeStart(join(folder, "cold-0"));
    await server.stop();
    return seconds;
  });
  tell("second start (to first page)", quantile(second, 0.5), "s");
}

async function pages(data, address) {
  const bare = await startServer(join(root, "bench", "bare-server.mjs"), []);
  const hello = await timeRequests(`${bare.address}/`);
  await bare.stop();
  const query = await timeBareQuery(data, profile.area, requests);
  const page = await timeRequests(address + profile.path);
  const beside = (name, taken, share) => ({ name, value: quantile(taken, share) });
  const name = `profile page, of ${requests} requests`;
  tell(`${name}: median`, quantile(page, 0.5), "ms", beside("bare Hono", hello, 0.5));
  tell(`${name}: 95 of 100 within`, quantile(page, 0.95), "ms", beside("bare Hono", hello, 0.95));
  tell(`${name}: median`, quantile(page, 0.5), "ms", beside("bare DuckDB query", query, 0.5));
}

async function commands(folder, data) {
  const median = async (work) => quantile(await repeat(rounds, work), 0.5);
  const onData = (...args) => timeCommand([...args, "--data", data, "--quiet"]);
  const [pdf, text] = [join(folder, "report.pdf"), join(folder, "report.typ")];
  await onData("report", "--out", text);
  const typst = await median(() =>
    timeScript(join(root, "bench", "bare-typst.mjs"), [text, join(folder, "bare.pdf")]),
  );
  const report = await median(() => onData("report", "--out", pdf));
  tell("report as PDF (whole command)", report, "s", { name: "bare Typst", value: typst });
  const nothing = await median(() => timeCommand(["--version"]));
  // 1: the example's sources contradict themselves here and there
  const unchanged = await median(() =>
    timeCommand(["import", example, "--data", data, "--quiet"], { allowed: [1] }),
  );
  tell("import of an unchanged folder (whole command)", unchanged, "s", {
    name: "a command that does nothing",
    value: nothing,
  });
}

const folder = mkdtempSync(join(tmpdir(), "krachtwijk-bench-"));
// The database server of a root process runs as another account, which must pass through.
chmodSync(folder, 0o711);
try {
  await starts(folder);
  const data = join(folder, "cold-0");
  const server = await serveExample(data);
  await pages(data, server.address);
  await commands(folder, data);
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}
if (values.json === true) {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
  };
  console.log(JSON.stringify({ machine, rounds, figures }, null, 2));
}
