import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isId, type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import type { Call, OptionSpec } from "./command.ts";
import { programmeFor } from "./programme-option.ts";

/** The option of commands that can begin with an example. */
export const exampleOption: OptionSpec = {
  type: "string",
  value: "NAME",
  about: "import this folder of examples/ first, when it changed",
};

/** @throws {Refusal} usage-wrong when there is no such example */
function folderOf(examples: string, name: string): string {
  // A folder without a programme has tables to try something else on.
  const isExample = (one: string) => existsSync(join(examples, one, "programme.yaml"));
  if (isId(name) && isExample(name)) return join(examples, name);
  const known = existsSync(examples) ? readdirSync(examples).filter(isExample).join(", ") : "none";
  throw new Refusal("usage-wrong", `There is no example "${name}"; there is: ${known}.`);
}

/**
 * The folder of the example that was asked for; null when none was.
 * @throws {Refusal} usage-wrong when there is no such example
 */
export function exampleAsked({ values, world }: Call): string | null {
  const name = values["example"] as string | undefined;
  return name === undefined ? null : folderOf(world.examples, name);
}

/** The programme that a command is about; that of the example, when one was asked for. */
export async function programmeOrExample(
  store: Store,
  folder: string | null,
  { values, progress }: Call,
): Promise<ProgrammeId> {
  if (folder === null) return programmeFor(store, values["programme"]);
  const { importProgramme } = await import("#flows"); // reads every kind of file; a start without needs none
  progress("Importing the example …");
  const { programme, changed } = await importProgramme(store, folder, { dryRun: false });
  progress(changed ? "The example is stored." : "The example is up to date.");
  return programme;
}
