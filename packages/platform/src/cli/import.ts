import { stat } from "node:fs/promises";
import { type ImportOutcome, importFigures, importProgramme } from "#flows";
import { Refusal } from "#kernel";
import type { Store } from "#store";
import type { Call, Command, Values } from "./command.ts";
import { countedOutcomes, findingsIn, importLines } from "./import-lines.ts";
import { programmeFor } from "./programme-option.ts";
import { withStoreMade } from "./with-store.ts";

type Kind = "programme" | "indicators";
const kinds: readonly string[] = ["programme", "indicators"] satisfies readonly Kind[];

async function kindOf(path: string, given: unknown): Promise<Kind> {
  if (given !== undefined) {
    if (kinds.includes(given as string)) return given as Kind;
    throw new Refusal(
      "usage-wrong",
      `--as "${given}" is not known; expected ${kinds.join(" or ")}.`,
    );
  }
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new Refusal("input-missing", `${path}: there is no such file or folder.`, { file: path });
  if (found.isDirectory()) return "programme";
  if (/\.(csv|tsv|txt)$/i.test(path)) return "indicators";
  throw new Refusal(
    "usage-wrong",
    `${path}: import reads programme folders and files that end in .csv, .tsv or .txt.`,
  );
}

/** What the release is of its source. A part stands beside what was there, figure by figure. */
function scopeIn(values: Values): "whole" | "partial" | undefined {
  const { scope, partial } = values;
  if (scope !== undefined && scope !== "whole" && scope !== "partial")
    throw new Refusal("usage-wrong", `--scope "${scope}" is not known; expected whole or partial.`);
  if (partial === true && scope === "whole")
    throw new Refusal("usage-wrong", "--partial and --scope whole contradict each other.");
  return partial === true ? "partial" : scope;
}

async function importOne(store: Store, path: string, { values }: Call): Promise<ImportOutcome> {
  const dryRun = values["dry-run"] === true;
  const scope = scopeIn(values);
  if ((await kindOf(path, values["as"])) === "programme") {
    if (scope !== undefined)
      throw new Refusal(
        "usage-wrong",
        `${path}: a programme folder says in each mapping whether it is whole or partial; leave --scope and --partial out.`,
      );
    return importProgramme(store, path, { dryRun });
  }
  const programme = await programmeFor(store, values["programme"]);
  return importFigures(store, {
    programme,
    file: path,
    mapping: values["mapping"] as string | undefined,
    scope,
    dryRun,
  });
}

/** Several files of figures with one mapping are one delivery of its source. */
async function importTogether(
  store: Store,
  files: readonly string[],
  { values }: Call,
): Promise<ImportOutcome> {
  for (const path of files)
    if ((await kindOf(path, values["as"])) === "programme")
      throw new Refusal("usage-wrong", `${path}: --mapping says how to read files, not a folder.`);
  return importFigures(store, {
    programme: await programmeFor(store, values["programme"]),
    file: files,
    mapping: values["mapping"] as string,
    dryRun: values["dry-run"] === true,
  });
}

/** `krachtwijk import`: a programme folder or a file of figures; all of it, or nothing. */
export const importCommand: Command = {
  name: "import",
  usage:
    "import FOLDER | FILE… [--as programme|indicators] [--mapping FILE] [--scope whole|partial] [--programme ID] [--dry-run]",
  about: "Import a programme folder or files of figures. Each is stored whole, or not at all.",
  help: [
    "A folder is a programme (docs/programme-folder.md); a .csv file holds figures and has NAME.mapping.yaml beside it.",
    "Several files with one --mapping are one delivery of its source, and become one release.",
    "The same file twice changes nothing; a changed file becomes a new release beside the old one.",
    "Exit code 1: it is stored, and the source prints what does not follow from its own figures. Each such finding is one line.",
    "",
    "  krachtwijk import examples/wijkenaanpak",
    "  krachtwijk import early-school-leaving.csv --dry-run",
    "  krachtwijk import kwb-*.csv --mapping kwb.mapping.yaml",
  ],
  options: {
    as: {
      type: "string",
      value: "KIND",
      about: "programme or indicators (default: by what it is)",
    },
    mapping: {
      type: "string",
      value: "FILE",
      about: "how to read the file (default NAME.mapping.yaml)",
    },
    programme: {
      type: "string",
      value: "ID",
      about: "the programme the figures belong to (default: the only one)",
    },
    scope: {
      type: "string",
      value: "SCOPE",
      about: "whole or partial (default: what the mapping says, else whole)",
    },
    partial: { type: "boolean", about: "the same as --scope partial" },
    "dry-run": { type: "boolean", about: "say what would change, and store nothing" },
  },
  async run(call) {
    const { positionals, progress, result, values } = call;
    if (positionals.length === 0)
      throw new Refusal(
        "usage-wrong",
        "import needs a folder or a file. See krachtwijk import --help.",
      );
    return withStoreMade(call, async (store) => {
      const outcomes: ImportOutcome[] = [];
      const isOne = positionals.length > 1 && values["mapping"] !== undefined;
      if (isOne) {
        progress(`Importing ${positionals.length} files as one delivery …`);
        outcomes.push(await importTogether(store, positionals, call));
      }
      for (const [at, path] of isOne ? [] : positionals.entries()) {
        progress(`Importing ${path} (${at + 1} of ${positionals.length}) …`);
        outcomes.push(await importOne(store, path, call));
      }
      const dryRun = values["dry-run"] === true;
      const findings = findingsIn(outcomes);
      result(
        { ok: true, dryRun, imports: countedOutcomes(outcomes), findings },
        outcomes.flatMap((outcome) => importLines(outcome, { dryRun })),
      );
      return findings.length === 0 ? 0 : 1;
    });
  },
};
