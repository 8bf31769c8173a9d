import { basename } from "node:path";
import {
  csvwOf,
  type ExportFormat,
  exportFormats,
  figureColumnsOf,
  formatOf,
  openFigures,
  openReleaseArchive,
  writeFigures,
  writeTable,
} from "#exports";
import {
  id,
  isId,
  type Period,
  type ProgrammeId,
  parsePeriod,
  Refusal,
  type ReleaseId,
} from "#kernel";
import type { Store } from "#store";
import { asOfIn, asOfOption } from "./as-of-option.ts";
import type { Call, Command, Values } from "./command.ts";
import { exportTables } from "./export-tables.ts";
import { programmeFor } from "./programme-option.ts";
import { withStore } from "./with-store.ts";
import { writeFilesWhole, writeFileWhole } from "./write-file.ts";

const things = ["indicators", ...Object.keys(exportTables)];
const endings = Object.keys(exportFormats).map((ending) => `.${ending}`);

const wrongUse = (sentence: string) => new Refusal("usage-wrong", sentence);

/** The words of an option that takes several, with commas between; null when it is not given. */
function listOf(values: Values, name: string): readonly string[] | null {
  const given = values[name];
  if (given === undefined) return null;
  const words = String(given)
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words.length === 0) throw wrongUse(`--${name} needs a value.`);
  return words;
}

function idsOf<Kind extends string>(values: Values, name: string) {
  return (
    listOf(values, name)?.map((word) => {
      if (!isId(word)) throw wrongUse(`--${name} "${word}" is not an id.`);
      return id<Kind>(word);
    }) ?? null
  );
}

function periodsOf(values: Values): readonly Period[] | null {
  const written = listOf(values, "period");
  return (
    written?.map((word) => {
      const period = parsePeriod(word);
      if (period === null)
        throw wrongUse(
          `--period "${word}" is not a period; expected such as 2008, 2007/2008, 2008-Q3.`,
        );
      return period;
    }) ?? null
  );
}

/** Where the site is, for addresses in the file; without it they begin at the site's root. */
function addressOf(values: Values): string {
  const given = values["address"];
  if (given === undefined) return "";
  if (!/^https?:\/\/[^\s]+$/.test(String(given)))
    throw wrongUse(
      `--address "${given}" is not an address; expected such as https://cijfers.example.nl.`,
    );
  return String(given).replace(/\/+$/, "");
}

function orderOf({ values, global }: Call) {
  const [release = null] = idsOf<"release">(values, "release") ?? [];
  const [source = null] = idsOf<"source">(values, "source") ?? [];
  const { asOf } = asOfIn(values);
  if (release !== null && asOf !== null)
    throw wrongUse("--release and --as-of exclude each other: a release is always the same.");
  return {
    indicators: idsOf<"indicator">(values, "indicator"),
    areas: listOf(values, "area"),
    kinds: listOf(values, "kind"),
    periods: periodsOf(values),
    release,
    source,
    asOf,
    address: addressOf(values),
    language: global.lang,
  };
}

/** A CSV file and, beside it, what its columns are. */
const besideCsv = (out: string, description: Parameters<typeof csvwOf>[0]) => ({
  path: `${out}.metadata.json`,
  content: `${JSON.stringify(csvwOf(description, basename(out)), null, 2)}\n`,
});

async function exportFigures(
  store: Store,
  programme: ProgrammeId,
  call: Call,
  out: string,
  format: ExportFormat,
): Promise<number> {
  const table = await openFigures(store, programme, orderOf(call));
  const description = { about: table.about, columns: figureColumnsOf };
  await writeFilesWhole([
    { path: out, content: writeFigures(table, format) },
    ...(format === "csv" ? [besideCsv(out, description)] : []),
  ]);
  return table.figures.count;
}

async function exportTable(
  store: Store,
  programme: ProgrammeId,
  name: string,
  out: string,
  format: ExportFormat,
): Promise<number> {
  if (format === "json-stat.json" || format === "sdmx.csv")
    throw wrongUse(
      `--out ${out}: .${format} is for figures; ${name} can be .csv, .xlsx, .parquet or .json.`,
    );
  const table = await exportTables[name]!(store, programme);
  await writeFilesWhole([
    { path: out, content: writeTable(store.lake, table, format) },
    ...(format === "csv" ? [besideCsv(out, table)] : []),
  ]);
  return table.rows.length;
}

/** Options that choose figures; they mean nothing for another table. */
const filters = ["indicator", "area", "kind", "period", "release", "source", "as-of", "address"];

/** What to make, understood from the command line before anything is opened. */
function understand({ values, positionals }: Call) {
  const [name = "", release, ...more] = positionals;
  const out = values["out"];
  const expected = `${endings.slice(0, -1).join(", ")} or ${endings.at(-1)}`;
  if (name === "release") {
    if (release === undefined || more.length > 0)
      throw wrongUse(
        "export release needs one release: krachtwijk export release ID --out FILE.zip",
      );
    if (typeof out !== "string" || !out.toLowerCase().endsWith(".zip"))
      throw wrongUse("export release needs --out FILE, ending in .zip.");
    return { name, out, release, format: null };
  }
  if (!things.includes(name) || release !== undefined)
    throw wrongUse(`export what? Expected one of ${[...things, "release ID"].join(", ")}.`);
  if (typeof out !== "string" || out === "")
    throw wrongUse(`export needs --out FILE, ending in ${expected}.`);
  const format = formatOf(out)?.format;
  if (format === undefined)
    throw wrongUse(`--out ${out}: the ending says what to make; expected ${expected}.`);
  const useless = filters.find((filter) => values[filter] !== undefined);
  if (name !== "indicators" && useless !== undefined)
    throw wrongUse(`--${useless} is for figures: krachtwijk export indicators.`);
  return { name, out, release: "", format };
}

const several = (about: string) => `${about}; several with commas`;

/** `krachtwijk export`: figures and other tables as a file, or a whole release with its manifest. */
export const exportCommand: Command = {
  name: "export",
  usage: `export ${things.join("|")} --out FILE [--indicator ID] [--area ID] … | export release ID --out FILE.zip`,
  about:
    "Write figures, areas or releases as .csv, .xlsx, .parquet, .json, .json-stat.json or .sdmx.csv.",
  help: [
    "Every figure has its state (value, bound or why there is none), its counts, and its release, file, line and licence.",
    "A value is in the indicator's unit: a share is 0 to 1. Beside a .csv comes FILE.metadata.json, which explains its columns (CSVW).",
    "`export release` writes one release with its manifest as a ZIP archive. docs/exports.md tells of each format.",
    "",
    "  krachtwijk export indicators --out figures.csv",
    "  krachtwijk export indicators --indicator early-school-leavers --period 2007/2008 --out leavers.xlsx",
    "  krachtwijk export release early-school-leaving-r1 --out release.zip",
  ],
  options: {
    out: {
      type: "string",
      value: "FILE",
      about: "where to write it; the ending says what it becomes",
    },
    indicator: { type: "string", value: "ID", about: several("only these indicators") },
    area: { type: "string", value: "ID", about: several("only these areas") },
    kind: { type: "string", value: "KIND", about: several("only areas of these kinds") },
    period: { type: "string", value: "PERIOD", about: several("only these periods") },
    release: { type: "string", value: "ID", about: "the figures of one release, current or not" },
    source: { type: "string", value: "ID", about: "only what this source says" },
    "as-of": asOfOption,
    address: {
      type: "string",
      value: "URL",
      about: "where the site is, for addresses in the file",
    },
    programme: { type: "string", value: "ID", about: "which programme (default: the only one)" },
  },
  async run(call) {
    const { values, result } = call;
    const { name, out, release, format } = understand(call);
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, values["programme"]);
      if (format === null) {
        const wanted = release as ReleaseId;
        await writeFileWhole(out, await openReleaseArchive(store, programme, wanted));
        result({ ok: true, out, release }, [`${out}: ${release}`]);
        return 0;
      }
      const rows = await (name === "indicators"
        ? exportFigures(store, programme, call, out, format)
        : exportTable(store, programme, name, out, format));
      result({ ok: true, out, rows }, [`${out}: ${rows} rows`]);
      return 0;
    });
  },
};
