import { fullName, readAreaBook } from "#areas";
import {
  type AsOf,
  exportColumns,
  exportRows,
  type Figure,
  figuresOf,
  filesAsOf,
  readCatalogue,
  readReleases,
  toCsv,
  withdrawalWords,
} from "#indicators";
import { type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import { asOfIn, asOfOption } from "./as-of-option.ts";
import type { Command } from "./command.ts";
import { programmeFor } from "./programme-option.ts";
import { withStore } from "./with-store.ts";
import { writeFileWhole } from "./write-file.ts";

type Cell = string | number | null;
/** What is exported: one row a thing. */
interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

async function indicatorRows(store: Store, programme: ProgrammeId, asOf: AsOf): Promise<Rows> {
  const book = await readAreaBook(store.db, programme);
  const releases = await readReleases(store.db, programme, asOf);
  // One chain for all: a release that is published meanwhile is in all of it, or in nothing.
  const chain = await filesAsOf(store.db, programme, asOf);
  const figures: Figure[] = [];
  const catalogue = await readCatalogue(store.db, programme);
  for (const { id } of catalogue)
    figures.push(...(await figuresOf(store.lake, { chain, catalogue }, id)));
  return { header: exportColumns, rows: exportRows(figures, book, releases) };
}

async function areaRows({ db }: Store, programme: ProgrammeId): Promise<Rows> {
  const book = await readAreaBook(db, programme);
  return {
    header: [
      "id",
      "kind",
      "slug",
      "name",
      "full_name",
      "parent",
      "latitude",
      "longitude",
      "point_from",
    ],
    rows: book.areas.map((area) => [
      area.id,
      area.kind,
      area.slug,
      area.name,
      fullName(area, book),
      area.parent,
      area.point?.latitude ?? null,
      area.point?.longitude ?? null,
      area.point?.from ?? null,
    ]),
  };
}

async function releaseRows({ db }: Store, programme: ProgrammeId, asOf: AsOf): Promise<Rows> {
  const releases = await readReleases(db, programme, asOf);
  return {
    header: [
      "release",
      "source",
      "number",
      "current",
      "title_nl",
      "title_en",
      "publisher",
      "document",
      "licence",
      "published",
      "scope",
      "available",
      "withdrawn",
      "file",
      "sha256",
      "bytes",
      "rows",
      "figures",
      "findings",
    ],
    rows: releases.map(
      ({
        id,
        source,
        number,
        current,
        title,
        origin,
        scope,
        available,
        withdrawn,
        file,
        checksum,
        bytes,
        rows,
        figures,
        findings,
      }) => [
        id,
        source,
        number,
        current ? "yes" : "no",
        title.nl,
        title.en,
        origin.publisher,
        origin.document,
        origin.licence.en,
        origin.published,
        scope,
        available,
        withdrawn === null ? "" : withdrawalWords(id, withdrawn),
        file,
        checksum,
        bytes,
        rows,
        figures,
        findings.length,
      ],
    ),
  };
}

const things: Readonly<
  Record<string, (store: Store, programme: ProgrammeId, asOf: AsOf) => Promise<Rows>>
> = {
  indicators: indicatorRows,
  areas: areaRows,
  releases: releaseRows,
};

const writers: Readonly<Record<string, (rows: Rows) => string>> = {
  csv: ({ header, rows }) => toCsv(header, rows),
  json: ({ header, rows }) =>
    `${JSON.stringify(
      rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]]))),
      null,
      2,
    )}\n`,
};

function writerFor(out: unknown) {
  const expected = Object.keys(writers)
    .map((ending) => `.${ending}`)
    .join(" or ");
  if (typeof out !== "string" || out === "")
    throw new Refusal("usage-wrong", `export needs --out FILE, ending in ${expected}.`);
  const writer = writers[out.slice(out.lastIndexOf(".") + 1).toLowerCase()];
  if (writer === undefined)
    throw new Refusal(
      "usage-wrong",
      `--out ${out}: the ending says what to make; expected ${expected}.`,
    );
  return writer;
}

/** `krachtwijk export`: figures, areas or releases as a file. */
export const exportCommand: Command = {
  name: "export",
  usage: `export ${Object.keys(things).join("|")} --out FILE [--as-of DATE] [--programme ID]`,
  about: "Write figures, areas or releases as .csv or .json.",
  help: [
    "Every figure has its state (value, bound or why there is none), its counts, and its release, file and line.",
    "A value is in the indicator's unit: a share is 0 to 1.",
    "",
    "  krachtwijk export indicators --out figures.csv",
  ],
  options: {
    out: {
      type: "string",
      value: "FILE",
      about: "where to write it; the ending says what it becomes",
    },
    "as-of": asOfOption,
    programme: { type: "string", value: "ID", about: "which programme (default: the only one)" },
  },
  async run(call) {
    const { values, positionals, result } = call;
    const [name = "", ...more] = positionals;
    const thing = Object.hasOwn(things, name) ? things[name] : undefined;
    if (thing === undefined || more.length > 0)
      throw new Refusal(
        "usage-wrong",
        `export what? Expected one of ${Object.keys(things).join(", ")}.`,
      );
    const writer = writerFor(values["out"]);
    const out = values["out"] as string;
    const asOf = asOfIn(values);
    return withStore(call, async (store) => {
      const rows = await thing(store, await programmeFor(store, values["programme"]), asOf);
      await writeFileWhole(out, writer(rows));
      result({ ok: true, out, rows: rows.rows.length }, [`${out}: ${rows.rows.length} rows`]);
      return 0;
    });
  },
};
