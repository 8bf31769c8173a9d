import { Refusal } from "#kernel";
import type { Command } from "./command.ts";

/** `krachtwijk measure METHOD`: pure statistics on any table; no store is opened. */
export const measureCommand: Command = {
  name: "measure",
  usage: "measure METHOD INPUT.csv [options]",
  about: "Statistics on any table: scores, gaps, neighbours, effects, surveys.",
  help: [
    "A table is a CSV file with a header; --json prints the settings that were used and the results.",
    "krachtwijk measure METHOD --help tells more, with an example.",
  ],
  options: {},
  // Only those who measure wait for the methods to load.
  parts: async () => (await import("./measure/methods.ts")).methods,
  run: async ({ positionals: [name] }) => {
    const missing =
      name === undefined ? "measure needs a METHOD." : `There is no method "${name}".`;
    throw new Refusal("usage-wrong", `${missing} See krachtwijk measure --help.`);
  },
};
