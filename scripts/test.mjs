// What `npm test` runs: types, lint and format, dead code, and every test. The last line is always
// "N passed, N failed", in which each check counts as one test; the exit code is 1 when anything failed.
//
//   npm test                         everything but the slow tests
//   npm run test:slow                those too
//   npm test -- packages/measure     only test files whose path has this in it
//
// KRACHTWIJK_CHROMIUM names the Chromium for the browser tests; KRACHTWIJK_NO_INSTALL=1 forbids installing one.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium, installChromium, whyNotInstall } from "./find-chromium.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installLimitMs = 5 * 60_000;
const checks = [
  { name: "types", package: "typescript", bin: "tsc", args: ["--noEmit"] },
  // What runs in browsers knows the DOM; what runs on the server must not.
  {
    name: "types of browser modules",
    package: "typescript",
    bin: "tsc",
    args: ["--noEmit", "--project", "packages/platform/src/site/client"],
  },
  { name: "lint and format", package: "@biomejs/biome", bin: "biome", args: ["check"] },
  { name: "dead code", package: "knip", bin: "knip", args: [] },
];

const tally = { passed: 0, failed: 0, skipped: [] };
/** What runs now, so that a signal can end it too. */
let child = null;

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** The script behind a command: run by this Node itself, it needs no shell and no `.cmd` file. */
function scriptOf(packageName, bin) {
  const folder = join(root, "node_modules", packageName);
  const { bin: bins } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bins === "string" ? bins : bins[bin]);
}

/** Runs a script of a package to its end. `output` is what it wrote, when that is kept back. */
function run(packageName, bin, args, { env = process.env, isQuiet = false } = {}) {
  return new Promise((resolve) => {
    let output = "";
    const keep = (bytes) => {
      output += bytes;
    };
    try {
      const stdio = ["ignore", isQuiet ? "pipe" : "inherit", isQuiet ? "pipe" : "inherit"];
      const command = [scriptOf(packageName, bin), ...args];
      child = spawn(process.execPath, command, { cwd: root, env, stdio });
    } catch (error) {
      resolve({ code: 1, output: `${bin} could not be started: ${error.message}\n` });
      return;
    }
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code, signal) =>
      resolve({
        code: code ?? 1,
        output: signal === null ? output : `${output}ended: ${signal}\n`,
      }),
    );
  });
}

async function runCheck(check) {
  const since = Date.now();
  const { code, output } = await run(check.package, check.bin, check.args, { isQuiet: true });
  tally[code === 0 ? "passed" : "failed"] += 1;
  say(`${code === 0 ? "✓" : "✗"} ${check.name} (${seconds(since)})`);
  if (code !== 0) say(output.trimEnd());
}

/** The environment of the tests: with the Chromium that was found, or without any. */
function testEnvironment(isSlow) {
  const { KRACHTWIJK_CHROMIUM: _, ...env } = process.env;
  // As in continuous integration: a snapshot or golden file that is not there fails, instead of being written.
  env.CI ??= "1";
  if (process.stdout.isTTY !== true && env.FORCE_COLOR === undefined) env.NO_COLOR ??= "1";
  if (isSlow) env.KRACHTWIJK_SLOW = "1";
  const chromium = findChromium(process.env) ?? chromiumInstalled();
  return chromium === null ? env : { ...env, KRACHTWIJK_CHROMIUM: chromium };
}

function chromiumInstalled() {
  let why = whyNotInstall(process.env);
  if (why === null) {
    say("Chromium is not there; installing it from the distribution's packages …");
    why = installChromium(process.env, installLimitMs);
  }
  const found = why === null ? findChromium(process.env) : null;
  if (found === null)
    say(`Browser tests are skipped: no Chromium was found (${why ?? "not after installing it"}).`);
  return found;
}

/** Adds what vitest reports. A file that could not be loaded has no tests, and counts as one that failed. */
function countTests(reportFile) {
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  for (const file of report.testResults) {
    const of = (...statuses) =>
      file.assertionResults.filter(({ status }) => statuses.includes(status));
    const failed = of("failed").length;
    tally.passed += of("passed").length;
    tally.failed += failed === 0 && file.status === "failed" ? 1 : failed;
    const path = relative(root, file.name).split(sep).join("/");
    for (const { fullName } of of("skipped", "pending", "todo", "disabled"))
      tally.skipped.push(`${path}: ${fullName}`);
  }
}

async function runTests(isSlow, filters) {
  const folder = mkdtempSync(join(tmpdir(), "krachtwijk-report-"));
  const file = join(folder, "vitest.json");
  const failedBefore = tally.failed;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const env = testEnvironment(isSlow);
    const since = Date.now();
    const { code, output } = await run("vitest", "vitest", ["run", ...reporters, ...filters], {
      env,
    });
    if (output !== "") say(output.trimEnd());
    try {
      countTests(file);
    } catch (error) {
      say(`vitest left no report that can be read: ${error.message}`);
      tally.failed += 1;
    }
    // An error outside of any test, or a start that went wrong, must not look like a pass.
    if (code !== 0 && tally.failed === failedBefore) tally.failed += 1;
    say(`${tally.failed === failedBefore ? "✓" : "✗"} tests (${seconds(since)})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function conclude() {
  if (tally.skipped.length > 0) {
    say("");
    for (const test of tally.skipped) say(`skipped: ${test}`);
    say(`${tally.skipped.length} skipped`);
  }
  say(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    child?.kill(signal);
    tally.failed += 1;
    conclude();
    process.exit(1);
  });

try {
  const args = process.argv.slice(2);
  for (const check of checks) await runCheck(check);
  await runTests(
    args.includes("--slow"),
    args.filter((arg) => arg !== "--slow"),
  );
} catch (error) {
  say(error.stack);
  tally.failed += 1;
} finally {
  conclude();
}
