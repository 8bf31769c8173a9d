// Starts real processes, waits for them, and ends them by their own process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));
export const example = join(root, "examples", "wijkenaanpak");
const bin = join(root, "packages", "platform", "bin", "krachtwijk.mjs");

/** Servers that run: none may outlive the bench. */
const running = new Set();

/** Runs a Node script to its end. @returns seconds, from the start of the process to its end */
export async function timeScript(script, args, { allowed = [0] } = {}) {
  const begin = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const keep = (bytes) => {
    said += bytes;
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const [code] = await once(child, "close");
  if (!allowed.includes(code))
    throw new Error(`${script} ${args.join(" ")} ended with ${code}: ${said}`);
  return (performance.now() - begin) / 1000;
}

/** A krachtwijk command, from the start of its process to its end, in seconds. */
export const timeCommand = (args, options) => timeScript(bin, args, options);

/** Starts a server that says where it listens. @returns its address and a way to end it */
export async function startServer(script, args) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const listen = (bytes) => {
      said += bytes;
      const found = /Listening on (http:\/\/\S+)/.exec(said);
      if (found !== null) resolve(found[1]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${script} ended with ${code}: ${said}`)));
  });
  return { address, stop: () => stop(child) };
}

async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  running.delete(child);
}

/** Ends every server that was started here. */
export const stopAll = () => Promise.all([...running].map(stop));

/** `krachtwijk serve` of the example on a free port. */
export const serveExample = (data) =>
  startServer(bin, ["serve", "--data", data, "--port", "0", "--example", "wijkenaanpak"]);
