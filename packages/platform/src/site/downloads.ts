import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Context, Hono } from "hono";
import {
  type Cell,
  csvwOf,
  definitionAt,
  type ExportFormat,
  everyFigure,
  exportFormats,
  type FigureOrder,
  figureColumnsOf,
  formatOf,
  openFigures,
  openReleaseArchive,
  type Piece,
  writeFigures,
} from "#exports";
import { computedRows, edition } from "#indicators";
import { type Language, languages, type ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { allFigures, pathTo, releaseFolder } from "./paths.ts";
import type { SiteData } from "./site-data.ts";

/** What downloads need of the site. */
export interface DownloadDoor {
  readonly store: Store;
  readonly programme: ProgrammeId;
  /** Data as of an ISO day; null: now. */
  readonly read: (day: string | null) => Promise<SiteData>;
  /** The day that an address asks for; null: now. @throws {Refusal} when it is none */
  readonly dayOf: (c: Context) => string | null;
  readonly notFound: (c: Context) => Response | Promise<Response>;
}

const metadataEnding = ".csv.metadata.json";

/** Where readers reach the site, by the address they asked. */
export const originOf = (c: Context): string => new URL(c.req.url).origin;

/** Whether the reader has it already; a tag that is true for as long as the set of releases is the same. */
async function tagOf(c: Context, { store, programme }: DownloadDoor) {
  const kept = [await edition(store.db, programme), c.req.url].join("\n");
  return `"${createHash("sha256").update(kept).digest("hex").slice(0, 24)}"`;
}

/** Answers with a file, or that the reader has it already; what makes it begins only when it is sent. */
async function sendFile(
  c: Context,
  door: DownloadDoor,
  {
    name,
    mediaType,
    headers = {},
  }: { name: string; mediaType: string; headers?: Record<string, string> },
  open: () => Promise<AsyncIterable<Piece>>,
): Promise<Response> {
  const tag = await tagOf(c, door);
  const known = (c.req.header("if-none-match") ?? "").split(",").map((one) => one.trim());
  // A proxy that compresses makes the tag a weak one.
  if (known.some((one) => one.replace(/^W\//, "") === tag || one === "*"))
    return c.body(null, 304, { etag: tag, "cache-control": "no-cache" });
  const pieces = await open();
  const stream = Readable.toWeb(Readable.from(pieces, { objectMode: false }));
  return c.body(stream as ReadableStream, 200, {
    etag: tag,
    "content-type": mediaType,
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-cache",
    ...headers,
  });
}

/** Figures as a file, in the format that the address ends in. */
async function sendFigures(
  c: Context,
  door: DownloadDoor,
  name: string,
  format: ExportFormat | "metadata",
  order: FigureOrder,
  computed: (definition: string) => Promise<readonly (readonly Cell[])[]>,
): Promise<Response> {
  const table = async () => {
    const opened = await openFigures(door.store, door.programme, order);
    const [only] = order.indicators ?? [];
    const rows = only === undefined ? [] : await computed(definitionAt(order.address)(only));
    return { ...opened, about: { ...opened.about, name }, computed: rows };
  };
  if (format === "metadata") {
    const file = { name: `${name}${metadataEnding}`, mediaType: "application/csvm+json" };
    return sendFile(c, door, file, async () => {
      const description = { about: (await table()).about, columns: figureColumnsOf };
      return Readable.from([`${JSON.stringify(csvwOf(description, `${name}.csv`), null, 2)}\n`]);
    });
  }
  const headers: Record<string, string> =
    format === "csv"
      ? { link: `<${name}${metadataEnding}>; rel="describedby"; type="application/csvm+json"` }
      : {};
  const { mediaType } = exportFormats[format];
  const file = { name: `${name}.${format}`, mediaType, headers };
  return sendFile(c, door, file, async () => writeFigures(await table(), format));
}

/** What an address asks for: a thing and a format; null when it ends in none that we make. */
function askedFile(file: string): { stem: string; format: ExportFormat | "metadata" } | null {
  if (file.endsWith(metadataEnding))
    return { stem: file.slice(0, -metadataEnding.length), format: "metadata" };
  // The short name of JSON-stat is known too.
  return formatOf(file.endsWith(".json-stat") ? `${file}.json` : file);
}

/** The last part of the addresses of files, as a pattern. */
const endings = "(csv|xlsx|parquet|json|json-stat)";
const everyEnding = [...Object.keys(exportFormats), "json-stat", "csv.metadata.json"];

/** Adds the downloads of one language: of an indicator, of a neighbourhood, of all there is, and of a release. */
function addLanguage(app: Hono, door: DownloadDoor, language: Language): void {
  const base = (c: Context) => ({
    ...everyFigure,
    asOf: door.dayOf(c),
    address: originOf(c),
    language,
  });
  const nothing = async () => [];
  const indicators = pathTo(language, "indicators");
  for (const ending of everyEnding)
    app.get(`${allFigures(language)}.${ending}`, (c) => {
      const { format } = askedFile(`x.${ending}`)!;
      return sendFigures(c, door, door.programme, format, base(c), nothing);
    });
  app.get(`${indicators}/:file{.+\\.${endings}}`, async (c) => {
    const asked = askedFile(c.req.param("file"));
    const { catalogue, book, programme, monitor, releases } = await door.read(door.dayOf(c));
    const indicator = catalogue.find((one) => one.id === asked?.stem);
    if (asked === null || indicator === undefined) return door.notFound(c);
    const order = { ...base(c), indicators: [indicator.id] };
    return sendFigures(c, door, asked.stem, asked.format, order, async (definition) => {
      const { totals } = await monitor(indicator);
      const about = { definition, releases, asOf: order.asOf };
      return computedRows(indicator, book.get(programme.focus), totals, about);
    });
  });
  for (const section of ["areas", "area"] as const)
    app.get(`${pathTo(language, section)}/:file{.+\\.${endings}}`, async (c) => {
      const asked = askedFile(c.req.param("file"));
      const { book } = await door.read(door.dayOf(c));
      const area = asked === null ? undefined : (book.find(asked.stem) ?? book.bySlug(asked.stem));
      if (asked === null || area === undefined) return door.notFound(c);
      const order = { ...base(c), areas: [area.id] };
      return sendFigures(c, door, asked.stem, asked.format, order, nothing);
    });
  app.get(`${releaseFolder(language)}/:file{.+\\.(${endings.slice(1, -1)}|zip)}`, async (c) => {
    const file = c.req.param("file");
    const { releases } = await door.read(door.dayOf(c));
    const asked = file.endsWith(".zip")
      ? { stem: file.slice(0, -4), format: "zip" as const }
      : askedFile(file);
    const release = releases.find((one) => one.id === asked?.stem);
    if (asked === null || release === undefined || release.kind !== "figures")
      return door.notFound(c);
    const { format } = asked;
    if (format !== "zip") {
      const order = { ...base(c), asOf: null, release: release.id };
      return sendFigures(c, door, release.id, format, order, nothing);
    }
    const archive = { name: `${release.id}.zip`, mediaType: "application/zip" };
    return sendFile(c, door, archive, () =>
      openReleaseArchive(door.store, door.programme, release.id),
    );
  });
}

/** Adds every download: the same figures as the page, in each format, streamed, and not sent twice to who has them. */
export function addDownloads(app: Hono, door: DownloadDoor): void {
  for (const language of languages) addLanguage(app, door, language);
}
