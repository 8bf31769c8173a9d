import { abilities, roles } from "#access";
import { Refusal } from "#kernel";
import type { Command } from "./command.ts";

/** A name and what is said of it. */
const line = (name: string, words: string) => `  ${name.padEnd(20)}${words}`;

const roleLines = Object.entries(roles).map(([name, { given, may }]) =>
  line(name, `${may.join(", ")}${given === "per-area" ? "; everywhere or in an area" : ""}`),
);
const abilityLines = Object.entries(abilities).map(([name, words]) => line(name, words));

/** `krachtwijk people`: who takes part in a programme, and what they may. */
export const peopleCommand: Command = {
  name: "people",
  usage: "people PART …",
  about: "Who takes part and what they may: invite, give and take roles, hand over, remove.",
  help: [
    "Who acts is said with --as: the e-mail address or id of somebody whose role permits it. Every change needs a --why, and both stay",
    "in the audit trail (krachtwijk audit). docs/access.md tells more.",
    "",
    "Roles",
    ...roleLines,
    "",
    "What they permit",
    ...abilityLines,
  ],
  options: {},
  parts: async () => (await import("./people/parts.ts")).peopleParts,
  async run({ positionals: [name] }) {
    throw new Refusal(
      "usage-wrong",
      name === undefined
        ? "people needs to know what to do. See krachtwijk people --help."
        : `There is no "people ${name}". See krachtwijk people --help.`,
    );
  },
};
