import { access } from "node:fs/promises";
import { join } from "node:path";
import { type ImportOutcome, importSource } from "#flows";
import { Refusal } from "#kernel";
import {
  type Client,
  describeCbs,
  type Source,
  sourceAt,
  sourceName,
  suggestCbs,
  visitSource,
} from "#sources";
import type { Store } from "#store";
import type { Call, OptionSpec } from "./command.ts";
import { programmeFor } from "./programme-option.ts";
import { writeFileWhole } from "./write-file.ts";

/** Options of `import` that are about addresses. */
export const urlOptions: Readonly<Record<string, OptionSpec>> = {
  "allow-host": {
    type: "string",
    value: "HOST,…",
    about:
      "hosts that may be asked beside those of CBS and PDOK, with :PORT if it is not the usual one",
  },
  again: { type: "boolean", about: "fetch and read an address also when it did not change" },
};

/** An import from an address: what it did, or why there was nothing to do. */
export type UrlOutcome =
  | { readonly kind: "imported"; readonly outcome: ImportOutcome }
  | {
      readonly kind: "unchanged";
      readonly address: string;
      readonly state: string;
      readonly importedAt: string;
    };

const sourcesFolder = ({ global }: Call) => join(global.data, "sources");

/** The one client of a command. */
function clientOf(call: Call): Client {
  const { values, world, progress } = call;
  const hosts = (values["allow-host"] as string | undefined) ?? "";
  return world.openClient({
    allowHosts: hosts.split(",").filter((host) => host !== ""),
    folder: sourcesFolder(call),
    version: world.version,
    progress,
    ...(values["again"] === true ? { limits: { pagesMs: 0 } } : {}),
  });
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The mapping that is given, or the one in this folder that a suggestion was saved as. */
async function mappingOf(
  written: string,
  source: Source,
  { values }: Call,
): Promise<string | undefined> {
  const given = values["mapping"] as string | undefined;
  if (given !== undefined) return given;
  if (source.kind === "ogc")
    throw new Refusal(
      "usage-wrong",
      `${written}: this is a collection of shapes; import it with --as boundaries.`,
    );
  const usual = `${sourceName(source)}.mapping.yaml`;
  if (await isThere(usual)) return usual;
  const hint =
    source.kind === "cbs" ? ` A first draft: krachtwijk import ${written} --suggest` : "";
  throw new Refusal(
    "input-missing",
    `${written}: nothing says how to read it; give --mapping FILE, or put ${usual} in this folder.${hint}`,
    { file: usual },
  );
}

/**
 * Imports what is at an address, with `importFile` for the file that it becomes.
 * @throws {Refusal} when it cannot be fetched, or cannot be read
 */
export async function importUrl(
  store: Store,
  call: Call,
  { written, source }: { readonly written: string; readonly source: Source },
  importFile: (path: string, mapping: string | undefined) => Promise<ImportOutcome>,
): Promise<UrlOutcome> {
  const programme = await programmeFor(store, call.values["programme"]);
  const mapping = await mappingOf(written, source, call);
  const done = await importSource(store, clientOf(call), {
    programme,
    written,
    source,
    mapping,
    folder: sourcesFolder(call),
    dryRun: call.values["dry-run"] === true,
    again: call.values["again"] === true,
    importFile: (path) => importFile(path, mapping),
  });
  return done.kind === "imported" ? done : { ...done, address: written };
}

/** Files that stay what they are, and addresses as the files that they become. */
export async function fetchedFiles(call: Call, written: readonly string[]) {
  const files: string[] = [];
  const discards: (() => Promise<void>)[] = [];
  for (const one of written) {
    const source = sourceAt(one);
    const visit = source && (await visitSource(clientOf(call), source, sourcesFolder(call), null));
    if (visit?.kind !== "fetched") files.push(one);
    else {
      files.push(visit.file.path);
      discards.push(visit.file.discard);
    }
  }
  const discard = async () => {
    for (const each of discards) await each();
  };
  return { files, discard };
}

/** An unchanged source in words. */
export const unchangedLine = ({
  address,
  state,
  importedAt,
}: Extract<UrlOutcome, { kind: "unchanged" }>) =>
  `${address}: unchanged at its source (${state}) since it was imported on ${importedAt.slice(0, 10)}; nothing was read.`;

/** `import --suggest` for addresses. */
export async function suggestFromUrls(call: Call): Promise<0> {
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

/**
 * Writes a first draft of the mapping of a table of StatLine, and of its entries in the catalogue, into this folder.
 * Files that are there already stay.
 * @throws {Refusal} output-not-writable when one of the two is there
 */
async function suggestFromUrl(call: Call, written: string, source: Source) {
  if (source.kind !== "cbs")
    throw new Refusal(
      "usage-wrong",
      `${written}: only tables of StatLine describe themselves; download the file, and let import FILE --suggest read it.`,
    );
  const table = await describeCbs(clientOf(call), source.at);
  const { mapping, catalogue, leftOut } = suggestCbs(table);
  const name = sourceName(source);
  const files = [`${name}.mapping.yaml`, `${name}.indicators.yaml`] as const;
  for (const file of files)
    if (await isThere(file))
      throw new Refusal("output-not-writable", `${file} is there already; move it away first.`, {
        file,
      });
  await writeFileWhole(files[0], mapping);
  await writeFileWhole(files[1], catalogue);
  return {
    files,
    leftOut,
    lines: [
      `${table.title} (${table.id}, changed ${table.modified.slice(0, 10)})`,
      `${files[0]} and ${files[1]} are first drafts; look them over, and add the indicators to the programme's indicators.yaml.`,
      ...(leftOut.length === 0 ? [] : [`Not in them, for their units: ${leftOut.join("; ")}.`]),
    ],
  };
}
