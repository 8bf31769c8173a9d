import type { Language } from "#kernel";
import type { Page } from "./page.ts";
import { dayQuery, onDay, pathTo } from "./paths.ts";

/** The ways to look at an indicator, in the order of the tabs. */
export const exploreViews = ["ranking", "distribution", "scatter", "series", "change"] as const;
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
const mostReleases = 20;

/** Reads an address: everything is understood somehow; what cannot be is told on the page. */
export function readState(query: (name: string) => string): ExploreState {
  const list = (name: string, most: number) =>
    [...new Set(query(name).split(",").filter(Boolean))].slice(0, most);
  const view = query("view") as ExploreView;
  return {
    view: exploreViews.includes(view) ? view : "ranking",
    indicator: query("indicator"),
    period: query("period"),
    kind: query("kind"),
    with: query("with"),
    size: query("size"),
    from: query("from"),
    areas: list("areas", mostAreas),
    order: query("order"),
    page: Math.max(1, Math.min(100_000, Math.trunc(Number(query("page"))) || 1)),
    releases: list("release", mostReleases),
  };
}

/** The queries of an address, those that are not said left out. */
export function queryOf(state: ExploreState): Record<string, string> {
  const { view } = state;
  const pairs: readonly (readonly [string, string])[] = [
    ["indicator", state.indicator],
    ["period", state.period],
    ["kind", state.kind],
    ["view", view],
    ["with", view === "scatter" ? state.with : ""],
    ["size", view === "scatter" ? state.size : ""],
    ["from", view === "change" ? state.from : ""],
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

/** Where a view is that another site may show in a frame. */
export const embedFolder = (language: Language): string =>
  language === "nl" ? "/insluiten/verkennen" : "/en/embed/explore";

export const embedPath = ({ language, day }: Pick<Page, "language" | "day">, state: ExploreState) =>
  onDay(embedFolder(language), day, { query: queryOf(state) });

/** The same view on the map. */
export const mapPath = ({ language, day }: Pick<Page, "language" | "day">, state: ExploreState) => {
  const { indicator, period, kind } = state;
  const query = Object.fromEntries(
    Object.entries({ indicator, period, kind, release: state.releases.join(",") }).filter(
      ([, value]) => value !== "",
    ),
  );
  return onDay(language === "nl" ? "/kaart" : "/en/map", day, { query });
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
