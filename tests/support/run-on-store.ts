import { runCli } from "../../packages/platform/src/cli/run.ts";
import type { Store } from "../../packages/platform/src/store/index.ts";

/** Runs the command line in this process, on a store that stays open. */
export async function runOnStore(
  store: Store,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCli(args, {
    openStore: async () => ({ ...store, close: async () => {} }),
    restoreStore: () => Promise.reject(new Error("nothing is put back here")),
    serveSite: () => Promise.reject(new Error("nothing is served here")),
    openClient: () => {
      throw new Error("nothing is fetched here");
    },
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: false,
    examples: "",
    version: "0.0.0",
  });
  return { code, out: out.join("\n"), said: said.join("\n") };
}
