import type { OptionSpec } from "../command.ts";

/** `--programme`, as every command has it that reads one. */
export const programmeOption: OptionSpec = {
  type: "string",
  value: "ID",
  about: "which programme (default: the only one)",
};
