import { Refusal } from "#kernel";
import type { Command } from "./command.ts";

/** `krachtwijk audit`: who changed what, and whether nobody touched that. */
export const auditCommand: Command = {
  name: "audit",
  usage: "audit verify|list …",
  about: "The audit trail: who changed what, when and why, and whether it is whole.",
  help: ["docs/access.md tells how entries are chained, and what that proves."],
  options: {},
  parts: async () =>
    Promise.all([
      import("./audit/verify.ts").then(({ verifyCommand }) => verifyCommand),
      import("./audit/list.ts").then(({ listCommand }) => listCommand),
    ]),
  async run({ positionals: [name] }) {
    throw new Refusal(
      "usage-wrong",
      name === undefined
        ? "audit needs to know what to do: verify or list."
        : `There is no "audit ${name}"; expected verify or list.`,
    );
  },
};
