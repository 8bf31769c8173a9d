import { Readable } from "node:stream";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { exportFormats, type SmallTable, writeTable } from "#exports";
import { readClock } from "#indicators";
import { type Language, languages } from "#kernel";
import type { Store } from "#store";
import { originOf } from "./downloads.ts";
import { embedPage, emptyEmbed } from "./embed.tsx";
import { changeMapView, changeView } from "./explore-change.ts";
import { type Explored, explore, type Stuck } from "./explore-data.ts";
import { type MapSheets, mapView } from "./explore-map.ts";
import { explorePage, stuckPage } from "./explore-page.tsx";
import { pictureOf, toPng } from "./explore-picture.ts";
import { distributionView, rankingView } from "./explore-ranking.ts";
import { scatterView } from "./explore-scatter.ts";
import { seriesView } from "./explore-series.ts";
import {
  addressOfForm,
  type ExploreView,
  embedFolder,
  explorePath,
  keptState,
  queryOf,
  readState,
} from "./explore-state.ts";
import { choiceWords } from "./explore-telling.ts";
import type { View } from "./explore-view.ts";
import { indicatorPath, type Page } from "./page.ts";
import { pathTo } from "./paths.ts";

/** What the explorer needs of the site. */
export interface ExploreDoor extends MapSheets {
  readonly store: Store;
  readonly stylesheet: string;
  readonly pageOf: (c: Context, language: Language) => Promise<Page>;
  readonly show: (
    c: Context,
    page: Page,
    shown: {
      readonly title: string;
      readonly description: string;
      readonly content: Child;
      readonly query: Readonly<Record<string, string>>;
    },
    status: 200 | 404,
  ) => Response | Promise<Response>;
  readonly notFound: (c: Context) => Response | Promise<Response>;
}

const views: Readonly<
  Record<ExploreView, (explored: Explored, sheets: MapSheets) => View | Promise<View>>
> = {
  ranking: rankingView,
  map: mapView,
  distribution: distributionView,
  scatter: scatterView,
  series: seriesView,
  change: changeView,
  "change-map": changeMapView,
};

type Found =
  | { readonly kind: "found"; readonly explored: Explored; readonly view: View }
  | { readonly kind: "stuck"; readonly stuck: Stuck };

async function find(door: ExploreDoor, page: Page): Promise<Found> {
  const found = await explore(door, page, readState(page.query), choiceWords(page.language));
  if ("why" in found) return { kind: "stuck", stuck: found };
  return { kind: "found", explored: found, view: await views[found.state.view](found, door) };
}

/** An area by what somebody typed: only when it means one area. */
function areaTyped({ data: { book } }: Page, typed: string): string | null {
  if (typed.trim() === "") return null;
  const found = book.bySlug(typed.trim().toLowerCase()) ?? null;
  if (found !== null) return found.id;
  const [town, ...rest] = typed.split(",");
  const within = rest.length > 0 ? book.resolve(town ?? "", null) : null;
  const towns = within?.kind === "found" ? within.areas : [];
  const meant =
    towns.length === 1 ? book.resolve(rest.join(","), towns[0]!.id) : book.resolve(typed, null);
  return meant.kind === "found" && meant.areas.length === 1 ? meant.areas[0]!.id : null;
}

/** There is nothing to see or to download: why, and what there is. */
function showStuck(c: Context, door: ExploreDoor, page: Page, stuck: Stuck) {
  const name = page.say("Verkennen", "Explore");
  const shown = { title: name, description: name, content: stuckPage(page, stuck), query: {} };
  return door.show(c, page, shown, stuck.why === "no-figures" ? 200 : 404);
}

async function showPage(c: Context, door: ExploreDoor, language: Language) {
  const page = await door.pageOf(c, language);
  const clean = addressOfForm(page, new URL(c.req.url).searchParams, (typed) =>
    areaTyped(page, typed),
  );
  if (clean !== null) return c.redirect(clean, 303);
  const found = await find(door, page);
  const name = page.say("Verkennen", "Explore");
  const isAsked = new URL(c.req.url).search !== "";
  const query = found.kind === "found" && isAsked ? queryOf(found.explored.state) : {};
  if (found.kind === "stuck") return showStuck(c, door, page, found.stuck);
  const { explored, view } = found;
  const { today } = await readClock(door.store.db);
  const sharing = { origin: originOf(c), today };
  const content = explorePage(explored, view, { sharing, typed: page.query("add") });
  const shown = { title: name, description: view.title, content, query };
  return door.show(c, page, shown, view.missing === true ? 404 : 200);
}

const fileName = ({ state }: Explored) =>
  [state.indicator, state.kind, state.period, state.view].join("-").replace(/[^\w-]+/g, "-");

function tableOf(c: Context, { page }: Explored, view: View, name: string): SmallTable | null {
  const { table } = view;
  if (table === null) return null;
  const { catalogue, releases } = page.data;
  return {
    about: {
      name,
      title: { nl: view.title, en: view.title },
      releases: releases.filter(({ id }) => view.releases.includes(id)),
      indicators: catalogue.filter(({ id }) => view.indicators.includes(id)),
      asOf: page.day,
      definition: (id) => `${originOf(c)}${indicatorPath(page, { id })}`,
    },
    columns: table.columns.map(({ name: column, type, about }) => ({ name: column, type, about })),
    rows: table.rows.map((row) => row.map(({ value }) => value)),
  };
}

const save = (name: string, mediaType: string) => ({
  "content-type": mediaType,
  "content-disposition": `attachment; filename="${name}"`,
  "cache-control": "no-cache",
});

/** The rows of a view as a file: all of them, in the order that says most. */
async function sendTable(
  c: Context,
  door: ExploreDoor,
  language: Language,
  format: "csv" | "xlsx",
) {
  const page = await door.pageOf(c, language);
  const found = await find(door, page);
  if (found.kind === "stuck") return showStuck(c, door, page, found.stuck);
  const name = fileName(found.explored);
  const table = tableOf(c, found.explored, found.view, name);
  if (table === null) return door.notFound(c);
  const pieces = writeTable(door.store.lake, table, format);
  const stream = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream;
  return c.body(stream, 200, save(`${name}.${format}`, exportFormats[format].mediaType));
}

async function sendPicture(
  c: Context,
  door: ExploreDoor,
  language: Language,
  format: "svg" | "png",
) {
  const page = await door.pageOf(c, language);
  const found = await find(door, page);
  if (found.kind === "stuck") return showStuck(c, door, page, found.stuck);
  const { explored, view } = found;
  const { today } = await readClock(door.store.db);
  const kept = keptState(explored.state, view.releases);
  const address = `${originOf(c)}${explorePath({ language, day: page.day ?? today }, kept)}`;
  const svg = await pictureOf(explored, view, address);
  if (svg === null) return door.notFound(c);
  const name = `${fileName(explored)}.${format}`;
  return format === "svg"
    ? c.body(svg, 200, save(name, "image/svg+xml; charset=utf-8"))
    : c.body(await toPng(svg), 200, save(name, "image/png"));
}

async function showEmbed(c: Context, door: ExploreDoor, language: Language) {
  const page = await door.pageOf(c, language);
  const found = await find(door, page);
  const { stylesheet } = door;
  const origin = originOf(c);
  c.header("cache-control", "no-cache");
  if (found.kind === "found")
    return c.html(embedPage(found.explored, found.view, { origin, stylesheet }));
  const href = `${origin}${explorePath(page, readState(page.query))}`;
  const words = page.say("Dit beeld is er niet", "This picture is not here");
  return c.html(emptyEmbed(language, { words, href, stylesheet }), 404);
}

/** Adds the explorer: its page, the files of its views, and the page for frames. */
export function exploreRoutes(app: Hono, door: ExploreDoor): void {
  for (const language of languages) {
    const path = pathTo(language, "explore");
    app.get(path, (c) => showPage(c, door, language));
    app.get(`${path}.csv`, (c) => sendTable(c, door, language, "csv"));
    app.get(`${path}.xlsx`, (c) => sendTable(c, door, language, "xlsx"));
    app.get(`${path}.svg`, (c) => sendPicture(c, door, language, "svg"));
    app.get(`${path}.png`, (c) => sendPicture(c, door, language, "png"));
    app.get(embedFolder(language), (c) => showEmbed(c, door, language));
  }
}
