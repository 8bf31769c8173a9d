import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const scripts = fileURLToPath(new URL("../scripts/", import.meta.url));
let root = "";

/** A command that does as told, in the place where the script looks for the real one. */
function plant(packageName: string, bin: string, code: string) {
  const folder = join(root, "node_modules", packageName);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ bin: { [bin]: "bin.cjs" } }));
  writeFileSync(join(folder, "bin.cjs"), code);
}

const works = "process.exit(0)";
const complains = 'console.error("line 3 is wrong"); process.exit(2)';

/** A vitest that reports these statuses of the tests of one file. */
const reports = (statuses: readonly string[], { fileStatus = "passed", exit = 0 } = {}) => `
  const file = process.argv.find((arg) => arg.startsWith("--outputFile.json=")).slice(18);
  const assertionResults = ${JSON.stringify(statuses)}.map((status, n) => ({ status, fullName: "test " + n }));
  console.log("chromium: " + process.env.KRACHTWIJK_CHROMIUM);
  console.log("slow: " + process.env.KRACHTWIJK_SLOW);
  require("node:fs").writeFileSync(file, JSON.stringify({
    testResults: [{ name: "${"x.test.ts"}", status: "${fileStatus}", assertionResults }],
  }));
  process.exit(${exit});
`;

function plantAll({ tsc = works, biome = works, knip = works, vitest = reports(["passed"]) }) {
  plant("typescript", "tsc", tsc);
  plant("@biomejs/biome", "biome", biome);
  plant("knip", "knip", knip);
  plant("vitest", "vitest", vitest);
}

function runScript(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const clean = {
    PATH: "/nowhere",
    Path: "",
    KRACHTWIJK_NO_INSTALL: "1",
    TMPDIR: root,
    TEMP: root,
  };
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, "scripts/test.mjs"), ...args],
    {
      encoding: "utf8",
      env: { ...clean, ...env },
    },
  );
  const lines = stdout.trimEnd().split(/\r?\n/);
  return { status, lines, last: lines.at(-1) };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "krachtwijk-script-"));
  cpSync(scripts, join(root, "scripts"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.for([
  ["all is well", {}, "5 passed, 0 failed"],
  ["types are wrong", { tsc: complains }, "3 passed, 2 failed"],
  [
    "every check complains",
    { tsc: complains, biome: complains, knip: complains },
    "1 passed, 4 failed",
  ],
  [
    "a test fails",
    { vitest: reports(["passed", "failed"], { fileStatus: "failed", exit: 1 }) },
    "5 passed, 1 failed",
  ],
  [
    "a file does not load",
    { vitest: reports([], { fileStatus: "failed", exit: 1 }) },
    "4 passed, 1 failed",
  ],
  [
    "an error outside of any test",
    { vitest: reports(["passed"], { exit: 1 }) },
    "5 passed, 1 failed",
  ],
  ["vitest does not start", { vitest: "throw new Error('no')" }, "4 passed, 1 failed"],
  ["vitest reports nothing but says well", { vitest: works }, "4 passed, 1 failed"],
  ["vitest is killed", { vitest: "process.kill(process.pid, 'SIGKILL')" }, "4 passed, 1 failed"],
] as const)("%s: the last line is the count", ([, planted, expected]) => {
  plantAll(planted);
  const { status, last } = runScript();
  expect(last).toBe(expected);
  expect(status).toBe(expected.endsWith(" 0 failed") ? 0 : 1);
});

test("a package that is not installed counts as failed", () => {
  plantAll({});
  rmSync(join(root, "node_modules/knip"), { recursive: true });
  expect(runScript().last).toBe("4 passed, 1 failed");
});

test("says what a check complains of", () => {
  plantAll({ biome: complains });
  expect(runScript().lines).toContain("line 3 is wrong");
});

test("names skipped tests and counts them apart", () => {
  plantAll({ vitest: reports(["passed", "skipped", "todo"]) });
  const { lines } = runScript();
  expect(lines.slice(-4)).toEqual([
    expect.stringMatching(/^skipped: .*x\.test\.ts: test 1$/),
    expect.stringMatching(/^skipped: .*x\.test\.ts: test 2$/),
    "2 skipped",
    "5 passed, 0 failed",
  ]);
});

test("--slow asks for the slow tests", () => {
  plantAll({});
  expect(runScript().lines).toContain("slow: undefined");
  expect(runScript(["--slow"]).lines).toContain("slow: 1");
});

const isWindows = process.platform === "win32";

/** A program of one line, in a folder of its own. */
function program(name: string, line: string): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

test.skipIf(isWindows)("finds a Chromium that runs, and passes it on", () => {
  plantAll({});
  const stub = program("stub/chromium", "exit 1"); // as a distribution's script that only says what to install
  const real = program("path/chromium-browser", "exit 0");
  const named = program("elsewhere/chrome", "exit 0");
  const PATH = `${dirname(stub)}:${dirname(real)}`;
  expect(runScript([], { PATH }).lines).toContain(`chromium: ${real}`);
  expect(runScript([], { PATH, CHROME_PATH: named }).lines).toContain(`chromium: ${named}`);
  expect(runScript([], { PATH, KRACHTWIJK_CHROMIUM: join(root, "gone") }).lines).toContain(
    `chromium: ${real}`,
  );
});

test.skipIf(process.platform !== "linux").for([
  ["KRACHTWIJK_NO_INSTALL=1 says to install nothing", { KRACHTWIJK_NO_INSTALL: "1" }],
  ["install Chromium or Chrome, or name one in KRACHTWIJK_CHROMIUM", { KRACHTWIJK_NO_INSTALL: "" }],
] as const)("says that browser tests are skipped: %s", ([why, env]) => {
  plantAll({});
  const { lines, last } = runScript([], env);
  expect(lines).toContain(`Browser tests are skipped: no Chromium was found (${why}).`);
  expect(lines).toContain("chromium: undefined");
  expect(last).toBe("5 passed, 0 failed");
});

const mayInstall = process.platform === "linux" && process.getuid?.() === 0;

test.runIf(mayInstall)("installs Chromium from the distribution's packages", () => {
  plantAll({});
  const packed = program("archive/chromium", "exit 0");
  const installed = join(root, "apt", "chromium");
  const apt = program("apt/apt-get", `[ "$1" = update ] || /bin/cp ${packed} ${installed}`);
  const { lines } = runScript([], { PATH: dirname(apt), KRACHTWIJK_NO_INSTALL: "" });
  expect(lines).toContain(
    "Chromium is not there; installing it from the distribution's packages …",
  );
  expect(lines).toContain(`chromium: ${installed}`);
});

test.runIf(mayInstall)("goes on when Chromium cannot be installed", () => {
  plantAll({});
  const apt = program(
    "apt/apt-get",
    '[ "$1" = update ] || { echo "E: No such package" >&2; exit 100; }',
  );
  const { lines, last } = runScript([], { PATH: dirname(apt), KRACHTWIJK_NO_INSTALL: "" });
  expect(lines).toContain(
    "Browser tests are skipped: no Chromium was found (apt-get install failed (No such package)).",
  );
  expect(last).toBe("5 passed, 0 failed");
});
