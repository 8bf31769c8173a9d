import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { OpenOptions } from "../../packages/platform/src/store/index.ts";

const script = fileURLToPath(new URL("store-process.ts", import.meta.url));

/** A store in a process of its own. */
export interface StoreProcess {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Waits for a line that begins so, or for the end. @returns that line, or the last one */
  readonly hear: (beginning: string) => Promise<string>;
  readonly tell: (line: string) => void;
  readonly kill: (signal: "SIGKILL" | "SIGTERM") => Promise<void>;
}

/** Opens a store in another process. Killed at the end of the test at the latest. */
export function spawnStore(options: Omit<OpenOptions, "progress">): StoreProcess {
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on("line", (line) => lines.push(line));
  const ended = once(reader, "close");
  return {
    child,
    lines,
    hear: async (beginning) => {
      for (;;) {
        const found = lines.find((line) => line.startsWith(beginning));
        if (found !== undefined) return found;
        const isOver = await Promise.race([
          ended.then(() => true),
          once(reader, "line").then(() => false),
        ]);
        if (isOver) return lines.find((line) => line.startsWith(beginning)) ?? lines.at(-1) ?? "";
      }
    },
    tell: (line) => child.stdin.write(`${line}\n`),
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
