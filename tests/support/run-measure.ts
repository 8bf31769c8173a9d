import { runCli } from "../../packages/platform/src/cli/run.ts";

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly said: string;
  /** The JSON document, where there is one. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Runs `krachtwijk measure … --json` in this process. */
export const runMeasure = (...args: readonly string[]): Promise<Ended> =>
  runStoreless("measure", ...args);

/** Runs a command with --json in this process; a store may not be opened. */
export async function runStoreless(...args: readonly string[]): Promise<Ended> {
  const [out, said]: [string[], string[]] = [[], []];
  const never = () => Promise.reject(new Error("no store is needed"));
  const code = await runCli([...args, "--json"], {
    openStore: never,
    openClient: () => {
      throw new Error("no network is needed");
    },
    restoreStore: () => Promise.reject(new Error("nothing is put back here")),
    serveSite: never,
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: false,
    examples: "",
    version: "0.0.0",
  });
  const text = out.join("\n");
  return {
    code,
    out: text,
    said: said.join("\n"),
    document: text.startsWith("{") ? JSON.parse(text) : {},
  };
}
