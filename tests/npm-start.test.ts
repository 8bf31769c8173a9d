import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "./support/data-folder.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const data = join(await temporaryFolder(), "data");

/** npm as a person starts it: without what the npm that runs the tests has set. */
function npmStart(...args: readonly string[]) {
  const env = Object.entries(process.env).filter(
    ([name]) => !name.toLowerCase().startsWith("npm_"),
  );
  const child = spawn("npm", ["start", "--", ...args], {
    cwd: root,
    env: { ...Object.fromEntries(env), DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // all of them have ended, as they should
    }
  });
  return child;
}

async function addressOf(child: ReturnType<typeof npmStart>): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const address = /^Listening on (http:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error("npm start ended before it listened");
}

const answers = (address: string) =>
  fetch(`${address}/healthz`).then(
    () => true,
    () => false,
  );

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Looks again and again, for at most 20 seconds. */
async function becomes(wanted: boolean, look: () => Promise<boolean> | boolean): Promise<boolean> {
  for (let turn = 0; turn < 100 && (await look()) !== wanted; turn++) await pause(200);
  return look();
}

test.skipIf(process.platform === "win32")(
  "npm that is told to stop takes the site and its database with it",
  { timeout: 180_000 },
  async () => {
    const npm = npmStart("--data", data, "--port", "0");
    const address = await addressOf(npm);
    const postmaster = await readFile(join(data, "postgres", "postmaster.pid"), "utf8");
    const database = Number(postmaster.split("\n")[0]);
    expect([await answers(address), runs(database)]).toEqual([true, true]);
    npm.kill("SIGTERM");
    await once(npm, "exit");
    expect(await becomes(false, () => answers(address))).toBe(false);
    expect(await becomes(false, () => runs(database))).toBe(false);
  },
);
