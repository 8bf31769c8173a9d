import type { Command, OptionSpec } from "./command.ts";

function optionLines(options: Readonly<Record<string, OptionSpec>>): readonly string[] {
  const rows = Object.entries(options).map(([name, { value, about }]) => {
    const left = `  --${name}${value === undefined ? "" : ` ${value}`}`;
    return [left, about] as const;
  });
  const width = Math.max(0, ...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, about]) => `${left.padEnd(width)}${about}`);
}

function commandLines(commands: readonly Command[]): readonly string[] {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return commands.map(({ name, about }) => `  ${name.padEnd(width)}${about}`);
}

const exitCodes = [
  "Exit codes",
  "  0 done   1 done, with findings   2 wrong use   3 bad input   4 a store, port or disk that is not there",
];

/** Help on all commands. */
export function overviewHelp(
  commands: readonly Command[],
  global: Readonly<Record<string, OptionSpec>>,
): string {
  return [
    "krachtwijk: the system that a neighbourhood programme runs on",
    "",
    "Usage: krachtwijk COMMAND [options]",
    "",
    "Commands",
    ...commandLines(commands),
    "",
    "Options of every command",
    ...optionLines(global),
    "",
    ...exitCodes,
    "",
    "DATABASE_URL=postgres://… keeps everything but figures in that PostgreSQL (15 or later) instead of the embedded one.",
    "krachtwijk COMMAND --help tells more.",
  ].join("\n");
}

/** Help on one command. */
export function commandHelp(
  command: Command,
  global: Readonly<Record<string, OptionSpec>>,
  parts: readonly Command[] = [],
): string {
  const own = optionLines(command.options);
  return [
    `Usage: krachtwijk ${command.usage}`,
    "",
    command.about,
    ...(command.help.length === 0 ? [] : ["", ...command.help]),
    ...(parts.length === 0
      ? []
      : ["", command.name === "measure" ? "Methods" : "Commands", ...commandLines(parts)]),
    ...(own.length === 0 ? [] : ["", "Options", ...own]),
    "",
    "Options of every command",
    ...optionLines(global),
    "",
    ...exitCodes,
  ].join("\n");
}
