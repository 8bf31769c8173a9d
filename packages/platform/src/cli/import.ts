import { stat } from "node:fs/promises";
import { type ImportOutcome, importFigures, importProgramme } from "#flows";
import { Refusal } from "#kernel";
import { sourceAt } from "#sources";
import type { Store } from "#store";
import type { Call, Command, Values } from "./command.ts";
import { boundaryOptions, runImportBoundaries } from "./import-boundaries.ts";
import { countedOutcomes, findingsIn, importLines, removalWarnings } from "./import-lines.ts";
import {
  importUrl,
  suggestFromUrls,
  type UrlOutcome,
  unchangedLine,
  urlOptions,
} from "./import-url.ts";
import { programmeFor } from "./programme-option.ts";
import { withStoreMade } from "./with-store.ts";

type Kind = "programme" | "indicators";
const kinds: readonly string[] = ["programme", "indicators", "boundaries"] satisfies readonly (
  | Kind
  | "boundaries"
)[];

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
  if (/\.(csv|tsv|tab|txt|xlsx|xlsm|parquet|json|jsonstat)$/i.test(path)) return "indicators";
  throw new Refusal(
    "usage-wrong",
    `${path}: import reads programme folders and tables (.csv, .tsv, .txt, .xlsx, .parquet, .json); with --as indicators a file may have any ending.`,
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

async function importPath(
  store: Store,
  path: string,
  { values }: Call,
  mapping: string | undefined,
): Promise<ImportOutcome> {
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
  return importFigures(store, { programme, file: path, mapping, scope, dryRun });
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

/** Several files of figures with one mapping are one delivery of its source. */
async function importTogether(
  store: Store,
  files: readonly string[],
  { values }: Call,
): Promise<ImportOutcome> {
  for (const path of files)
    if (sourceAt(path) !== null)
      throw new Refusal("usage-wrong", `${path}: with --mapping, import addresses one by one.`);
    else if ((await kindOf(path, values["as"])) === "programme")
      throw new Refusal("usage-wrong", `${path}: --mapping says how to read files, not a folder.`);
  return importFigures(store, {
    programme: await programmeFor(store, values["programme"]),
    file: files,
    mapping: values["mapping"] as string,
    scope: scopeIn(values),
    dryRun: values["dry-run"] === true,
  });
}

/** `krachtwijk import`: a programme folder or a file of figures; all of it, or nothing. */
export const importCommand: Command = {
  name: "import",
  usage:
    "import FOLDER | FILE… | URL… [--as programme|indicators|boundaries] [--mapping FILE] [--scope whole|partial] [--programme ID] [--allow-host HOST,…] [--suggest] [--dry-run]",
  about: "Import a programme folder or files of figures. Each is stored whole, or not at all.",
  help: [
    "A folder is a programme (docs/programme-folder.md); a table (.csv, .tsv, .xlsx, .parquet, .json) holds figures and has NAME.mapping.yaml beside it.",
    "--suggest writes a first draft of that mapping from the file itself, and stores nothing (docs/tables.md).",
    "Several files with one --mapping are one delivery of its source, and become one release.",
    "The same file twice changes nothing; a changed file becomes a new release beside the old one.",
    "An address is fetched and imported as the file that it is; cbs:NUMBER is a table of CBS StatLine (docs/sources.md).",
    "Exit code 1: it is stored, and the source prints what does not follow from its own figures. Each such finding is one line.",
    "With --as boundaries the files (GeoJSON, TopoJSON, GeoPackage) are one set of one year together (docs/areas.md).",
    "",
    "  krachtwijk import examples/wijkenaanpak",
    "  krachtwijk import early-school-leaving.csv --dry-run",
    "  krachtwijk import kwb-*.csv --mapping kwb.mapping.yaml",
    "  krachtwijk import --suggest kwb-2022.xlsx --out kwb-2022.mapping.yaml --catalogue new-indicators.yaml",
    "  krachtwijk import cbs:83765NED --suggest",
    "  krachtwijk import cbs:83765NED",
  ],
  options: {
    as: {
      type: "string",
      value: "KIND",
      about: "programme, indicators or boundaries (default: by what it is)",
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
    ...boundaryOptions,
    scope: {
      type: "string",
      value: "SCOPE",
      about: "whole or partial (default: what the mapping says, else whole)",
    },
    partial: { type: "boolean", about: "the same as --scope partial" },
    "dry-run": { type: "boolean", about: "say what would change, and store nothing" },
    suggest: { type: "boolean", about: "write a first draft of a mapping from the file itself" },
    out: { type: "string", value: "FILE", about: "where --suggest writes the mapping" },
    catalogue: {
      type: "string",
      value: "FILE",
      about: "where --suggest writes entries for indicators that are not known yet",
    },
  },
  async run(call) {
    const { positionals, progress, result, values } = call;
    if (positionals.length === 0)
      throw new Refusal(
        "usage-wrong",
        "import needs a folder or a file. See krachtwijk import --help.",
      );
    if (values["as"] === "boundaries") return runImportBoundaries(call);
    if (values["suggest"] === true) {
      if (positionals.some((written) => sourceAt(written) !== null)) return suggestFromUrls(call);
      if (positionals.length > 1)
        throw new Refusal("usage-wrong", "--suggest looks at one file; name the files one by one.");
      return (await import("./suggest.ts")).suggest(call, positionals[0]!);
    }
    return withStoreMade(call, async (store) => {
      const done: UrlOutcome[] = [];
      const isOne = positionals.length > 1 && values["mapping"] !== undefined;
      if (isOne) {
        progress(`Importing ${positionals.length} files as one delivery …`);
        done.push({ kind: "imported", outcome: await importTogether(store, positionals, call) });
      }
      for (const [at, path] of isOne ? [] : positionals.entries()) {
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
      for (const warning of removalWarnings(outcomes)) call.world.complain(warning);
      return findings.length === 0 ? 0 : 1;
    });
  },
};
