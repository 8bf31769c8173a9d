import type { Language, ReleaseId } from "#kernel";
import { type ClassKind, classKinds } from "./map/map-asked.ts";
import type { Page } from "./page.ts";
import { dayQuery, onDay, pathTo } from "./paths.ts";

/** The ways to look at an indicator, in the order of the tabs. */
export const exploreViews = [
  "ranking",
  "map",
  "distribution",
  "scatter",
  "series",
  "change",
  "change-map",
] as const;
/** A way to look at an indicator. */
export type ExploreView = (typeof exploreViews)[number];

/** What somebody wants to see, as its address says. Empty: not said. */
export interface ExploreState {
  readonly view: ExploreView;
  readonly indicator: string;
  readonly period: string;
  readonly kind: string;
  /** The second indicator of a scatter. */
  readonly with: string;
  /** The indicator that the points of a scatter are sized by. */
  readonly size: string;
  /** The earlier period of a change. */
  readonly from: string;
  /** How the classes of a map are made, how many, and the limits that somebody gave: as on the map page. */
  readonly classes: ClassKind | "";
  readonly number: string;
  readonly cutoffs: string;
  /** Ids of areas that are named in a series. */
  readonly areas: readonly string[];
  /** A column of the table, with a dash before it for the other way round. */
  readonly order: string;
  /** From 1. */
  readonly page: number;
  /** Ids of releases that a permanent link names. */
  readonly releases: readonly string[];
}

/** How many areas a series names at most: more lines than that nobody tells apart. */
export const mostAreas = 6;
const mostReleases = 100;

/** Reads an address: everything is understood somehow; what cannot be is told on the page. */
export function readState(query: (name: string) => string): ExploreState {
  const list = (name: string, most: number) =>
    [...new Set(query(name).split(",").filter(Boolean))].slice(0, most);
  return {
    view: exploreViews.find((one) => one === query("view")) ?? "ranking",
    indicator: query("indicator"),
    period: query("period"),
    kind: query("kind"),
    with: query("with"),
    size: query("size"),
    from: query("from"),
    classes: classKinds.find((one) => one === query("classes")) ?? "",
    number: query("number"),
    cutoffs: query("cutoffs"),
    areas: list("areas", mostAreas),
    order: query("order"),
    page: Math.max(1, Math.min(100_000, Math.trunc(Number(query("page"))) || 1)),
    releases: list("release", mostReleases),
  };
}

/** The queries of an address, those that are not said left out. */
export function queryOf(state: ExploreState): Record<string, string> {
  const { view } = state;
  const isChange = view === "change" || view === "change-map";
  const isMap = view === "map" || view === "change-map";
  const pairs: readonly (readonly [string, string])[] = [
    ["indicator", state.indicator],
    ["period", state.period],
    ["kind", state.kind],
    ["view", view],
    ["with", view === "scatter" ? state.with : ""],
    ["size", view === "scatter" ? state.size : ""],
    ["from", isChange ? state.from : ""],
    ["classes", isMap ? state.classes : ""],
    ["number", isMap ? state.number : ""],
    ["cutoffs", isMap && state.classes === "given" ? state.cutoffs : ""],
    ["areas", view === "series" ? state.areas.join(",") : ""],
    ["order", state.order],
    ["page", state.page > 1 ? String(state.page) : ""],
    ["release", state.releases.join(",")],
  ];
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}

/** The address of a view: of its page, or with an ending of its files. */
export const explorePath = (
  { language, day }: Pick<Page, "language" | "day">,
  state: ExploreState,
  tail = "",
): string => onDay(pathTo(language, "explore"), day, { tail, query: queryOf(state) });

/** What a permanent link says: the releases that a view is made from. Which day it is about, its address says too. */
export const keptState = (state: ExploreState, releases: readonly ReleaseId[]): ExploreState => ({
  ...state,
  page: 1,
  releases: state.releases.length > 0 ? state.releases : releases.slice(0, mostReleases),
});

/** Where a view is that another site may show in a frame. */
export const embedFolder = (language: Language): string =>
  language === "nl" ? "/insluiten/verkennen" : "/en/embed/explore";

export const embedPath = ({ language, day }: Pick<Page, "language" | "day">, state: ExploreState) =>
  onDay(embedFolder(language), day, { query: queryOf(state) });

/** The same on the map that can be moved, of the whole country or within one area. */
export const mapPath = (
  { language, day }: Pick<Page, "language" | "day">,
  { indicator, period, kind, classes, number, cutoffs }: ExploreState,
  within = "",
) => {
  const all = { indicator, period, kind, classes, number, cutoffs, within };
  const query = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  return onDay(pathTo(language, "map"), day, { query });
};

/**
 * What a form was sent with, as the address that says the same in short: what is empty is left out, ticked areas become
 * one list, and what belonged to another indicator is dropped. Null: the address is no form's.
 */
export function addressOfForm(
  { language }: Pick<Page, "language">,
  sent: URLSearchParams,
  areaOf: (typed: string) => string | null,
): string | null {
  const was = sent.get("was");
  if (was === null) return null;
  const one = (name: string) => (sent.get(name) ?? "").slice(0, 200);
  const changed = was !== one("indicator");
  const added = areaOf(one("add"));
  const areas = [...sent.getAll("areas"), ...(added === null ? [] : [added])];
  const state = readState((name) => {
    if (name === "areas") return areas.join(",");
    if (changed && ["period", "from", "order", "kind"].includes(name)) return "";
    if (name === "page") return "";
    return one(name);
  });
  const query = queryOf(state);
  if (one("add") !== "" && added === null) query["add"] = one("add");
  const day = one(dayQuery);
  return onDay(pathTo(language, "explore"), day === "" ? null : day, { query });
}
