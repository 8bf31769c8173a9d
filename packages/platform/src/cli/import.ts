import { stat } from "node:fs/promises";
import { type ImportOutcome, importFigures, importProgramme } from "#flows";
import { Refusal } from "#kernel";
import { sourceAt } from "#sources";
import type { Store } from "#store";
import type { Call, Command } from "./command.ts";
import { countedOutcomes, findingsIn, importLines } from "./import-lines.ts";
import {
  importUrl,
  suggestFromUrl,
  type UrlOutcome,
  unchangedLine,
  urlOptions,
} from "./import-url.ts";
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
  if (path.toLowerCase().endsWith(".csv")) return "indicators";
  throw new Refusal("usage-wrong", `${path}: import reads programme folders and .csv files.`);
}

async function importPath(
  store: Store,
  path: string,
  { values }: Call,
  mapping: string | undefined,
): Promise<ImportOutcome> {
  const dryRun = values["dry-run"] === true;
  if ((await kindOf(path, values["as"])) === "programme")
    return importProgramme(store, path, { dryRun });
  const programme = await programmeFor(store, values["programme"]);
  return importFigures(store, { programme, file: path, mapping, dryRun });
}

/** A path, or an address: what is there becomes a file first. */
async function importOne(store: Store, written: string, call: Call): Promise<UrlOutcome> {
  const source = sourceAt(written);
  if (source !== null)
    return importUrl(store, call, { written, source }, (path, mapping) =>
      importPath(store, path, call, mapping),
    );
  const mapping = call.values["mapping"] as string | undefined;
  return { kind: "imported", outcome: await importPath(store, written, call, mapping) };
}

async function suggest(call: Call): Promise<0> {
  const drafts: { readonly lines: readonly string[] }[] = [];
  for (const written of call.positionals) {
    const source = sourceAt(written);
    if (source === null)
      throw new Refusal("usage-wrong", `${written}: --suggest needs the address of a table.`);
    drafts.push(await suggestFromUrl(call, written, source));
  }
  call.result(
    { ok: true, drafts },
    drafts.flatMap(({ lines }) => lines),
  );
  return 0;
}

/** `krachtwijk import`: a programme folder or a file of figures; all of it, or nothing. */
export const importCommand: Command = {
  name: "import",
  usage:
    "import FOLDER | FILE… | URL… [--as programme|indicators] [--mapping FILE] [--programme ID] [--allow-host HOST,…] [--suggest] [--dry-run]",
  about: "Import a programme folder or files of figures. Each is stored whole, or not at all.",
  help: [
    "A folder is a programme (docs/programme-folder.md); a .csv file holds figures and has NAME.mapping.yaml beside it.",
    "The same file twice changes nothing; a changed file becomes a new release beside the old one.",
    "An address is fetched and imported as the file that it is; cbs:NUMBER is a table of CBS StatLine (docs/sources.md).",
    "Exit code 1: it is stored, and the source prints what does not follow from its own figures. Each such finding is one line.",
    "",
    "  krachtwijk import examples/wijkenaanpak",
    "  krachtwijk import early-school-leaving.csv --dry-run",
    "  krachtwijk import cbs:83765NED --suggest",
    "  krachtwijk import cbs:83765NED",
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
    ...urlOptions,
    suggest: {
      type: "boolean",
      about: "write a first draft of the mapping into this folder, and import nothing",
    },
    "dry-run": { type: "boolean", about: "say what would change, and store nothing" },
  },
  async run(call) {
    const { positionals, progress, result, values } = call;
    if (positionals.length === 0)
      throw new Refusal(
        "usage-wrong",
        "import needs a folder or a file. See krachtwijk import --help.",
      );
    if (positionals.length > 1 && values["mapping"] !== undefined)
      throw new Refusal(
        "usage-wrong",
        "--mapping says how to read one file; import the files one by one.",
      );
    if (values["suggest"] === true) return suggest(call);
    return withStoreMade(call, async (store) => {
      const done: UrlOutcome[] = [];
      for (const [at, path] of positionals.entries()) {
        progress(`Importing ${path} (${at + 1} of ${positionals.length}) …`);
        done.push(await importOne(store, path, call));
      }
      const outcomes = done.flatMap((one) => (one.kind === "imported" ? [one.outcome] : []));
      const unchanged = done.flatMap((one) => (one.kind === "unchanged" ? [one] : []));
      const dryRun = values["dry-run"] === true;
      const findings = findingsIn(outcomes);
      result({ ok: true, dryRun, imports: countedOutcomes(outcomes), unchanged, findings }, [
        ...outcomes.flatMap((outcome) => importLines(outcome, { dryRun })),
        ...unchanged.map(unchangedLine),
      ]);
      return findings.length === 0 ? 0 : 1;
    });
  },
};
