import { parseArgs } from "node:util";
import { type Language, languages, Refusal, refusals } from "#kernel";
import type { Call, Command, GlobalOptions, OptionSpec, Values, World } from "./command.ts";
import { allCommands, commandNames, loadCommand } from "./commands.ts";
import { commandHelp, overviewHelp } from "./help.ts";

const globalSpecs: Readonly<Record<string, OptionSpec>> = {
  data: { type: "string", value: "DIR", about: "folder of the stores (default ./data)" },
  json: { type: "boolean", about: "one JSON document on stdout, nothing else" },
  quiet: { type: "boolean", about: "no progress, only results and errors" },
  lang: { type: "string", value: "nl|en", about: "language of what is made (default nl)" },
  help: { type: "boolean", about: "show this help" },
};

/** `measure moran` of `measure moran INPUT.csv [options]`. */
const pathOf = ({ usage, name }: Command) => usage.slice(0, usage.indexOf(name)) + name;

const wrongUse = (sentence: string) => new Refusal("usage-wrong", sentence);

function readOptions(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...globalSpecs, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const first = (error as Error).message.split(". ")[0]?.replace(/\.$/, "");
    throw wrongUse(`${first}. See krachtwijk ${pathOf(command)} --help.`);
  }
}

function globalOptions(values: Values): GlobalOptions {
  const lang = values["lang"] ?? "nl";
  if (!(languages as readonly unknown[]).includes(lang))
    throw wrongUse(`--lang "${lang}" is not a language; expected ${languages.join(" or ")}.`);
  const data = values["data"] ?? "./data";
  if (data === "") throw wrongUse("--data needs a folder.");
  return {
    data: data as string,
    json: values["json"] === true,
    quiet: values["quiet"] === true,
    lang: lang as Language,
  };
}

function callOf(values: Values, positionals: readonly string[], world: World): Call {
  const global = globalOptions(values);
  const talks = world.isTerminal && !global.quiet && !global.json;
  return {
    values,
    positionals,
    global,
    world,
    progress: (line) => {
      if (talks) world.complain(line);
    },
    result: (document, lines) => {
      if (global.json) world.print(JSON.stringify(document, null, 2));
      else if (lines.length > 0) world.print(lines.join("\n"));
    },
  };
}

/** The name that was most likely meant: one that begins the same way. */
function meant(name: string): string {
  const near = commandNames.find((known) => known.startsWith(name.slice(0, 2)));
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** Options of every command may stand before its name too. */
function nameFirst(args: readonly string[]): readonly string[] {
  const before: string[] = [];
  let at = 0;
  for (let arg = args[at]; arg?.startsWith("--") === true; arg = args[at]) {
    const spec = globalSpecs[arg.slice(2).split("=")[0] ?? ""];
    if (spec === undefined || arg === "--help") break;
    const takesNext = spec.type === "string" && !arg.includes("=");
    before.push(...args.slice(at, at + (takesNext ? 2 : 1)));
    at += takesNext ? 2 : 1;
  }
  const [name, ...rest] = args.slice(at);
  return name === undefined ? [] : [name, ...before, ...rest];
}

async function runCommand(args: readonly string[], world: World): Promise<number> {
  const [name, ...rest] = nameFirst(args);
  if (name === "--version") {
    world.print(world.version);
    return 0;
  }
  if (name === undefined || name === "--help" || name === "help") {
    world.print(overviewHelp(await allCommands(), globalSpecs));
    return name === undefined ? 2 : 0;
  }
  const command = await loadCommand(name);
  if (command === null)
    throw wrongUse(`There is no command "${name}".${meant(name)} See krachtwijk --help.`);
  return runKnown(command, rest, world);
}

async function runKnown(command: Command, args: readonly string[], world: World): Promise<number> {
  const parts = (await command.parts?.()) ?? [];
  const [name, ...rest] = nameFirst(args);
  const part = parts.find((known) => known.name === name);
  if (part !== undefined) return runKnown(part, rest, world);
  const { values, positionals } = readOptions(command, args);
  if (values["help"] === true) {
    world.print(commandHelp(command, globalSpecs, parts));
    return 0;
  }
  return command.run(callOf(values as Values, positionals, world));
}

/** A refusal becomes one clear line and its exit code; with --json a document too. Anything else is a bug. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  try {
    return await runCommand(args, world);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.complain(`krachtwijk: ${error.message}`);
    if (args.includes("--json"))
      world.print(
        JSON.stringify(
          { ok: false, error: error.code, message: error.message, facts: error.facts },
          null,
          2,
        ),
      );
    return refusals[error.code].exit;
  }
}
