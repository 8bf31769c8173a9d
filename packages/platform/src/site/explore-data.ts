import type { Area, AreaKind } from "#areas";
import {
  type FiguresThen,
  filesAsOf,
  filesOfReleases,
  type Indicator,
  mapOf,
  periodsOf,
  type Reading,
  readingFrom,
} from "#indicators";
import type { AreaId, Period, ProgrammeId, ReleaseId } from "#kernel";
import type { Store } from "#store";
import { type ExploreState, type ExploreView, exploreViews } from "./explore-state.ts";
import { type ClassKind, classKinds } from "./map/map-asked.ts";
import { areaName, type Page } from "./page.ts";

/** What one area has of one indicator in one period. */
export interface ExploreRow {
  readonly area: Area;
  readonly name: string;
  readonly reading: Reading;
  readonly release: ReleaseId;
}

/** Figures of one indicator in one period, by area. */
export type RowsByArea = ReadonlyMap<AreaId, ExploreRow>;

/** What a view is made from. */
export interface Explored {
  readonly page: Page;
  /** With what was not said filled in. */
  readonly state: ExploreState;
  readonly indicator: Indicator;
  readonly period: Period;
  /** Of which there are figures, the newest first. */
  readonly periods: readonly Period[];
  readonly kind: AreaKind;
  readonly kinds: readonly { readonly kind: AreaKind; readonly areas: number }[];
  /** All areas of the indicator in the period. */
  readonly all: RowsByArea;
  /** Those of the kind. */
  readonly rows: readonly ExploreRow[];
  readonly read: (indicator: Indicator, period: Period) => Promise<RowsByArea>;
  readonly periodsOf: (indicator: Indicator) => Promise<readonly Period[]>;
  /** Named by the address, and not there any more. */
  readonly gone: readonly string[];
}

/** Why there is nothing to see, and what there is instead. */
export interface Stuck {
  readonly why:
    | "no-figures"
    | "indicator-unknown"
    | "indicator-empty"
    | "releases-gone"
    | "view-unknown"
    | "classes-unknown"
    | "period-unknown"
    | "kind-unknown";
  readonly given: string;
  readonly indicator: Indicator | null;
  /** What can be asked for. */
  readonly instead: readonly { readonly state: ExploreState; readonly words: string }[];
}

/** Which figures an address is about: of the releases that it names, else those that count as of its day. */
async function figuresThen(
  { store, programme }: ExploreStore,
  page: Page,
  { releases }: ExploreState,
): Promise<FiguresThen & { readonly gone: readonly string[] }> {
  const { catalogue } = page.data;
  if (releases.length === 0)
    return { chain: await filesAsOf(store.db, programme, { asOf: page.day }), catalogue, gone: [] };
  const chain = await filesOfReleases(store.db, programme, releases);
  const found = new Set<string>(chain.map(({ id }) => id));
  return { chain, catalogue, gone: releases.filter((one) => !found.has(one)) };
}

/** Where figures are read. */
export interface ExploreStore {
  readonly store: Pick<Store, "db" | "lake">;
  readonly programme: ProgrammeId;
}

async function readRows(
  { store, programme }: ExploreStore,
  page: Page,
  then: FiguresThen,
  indicator: Indicator,
  period: Period,
): Promise<RowsByArea> {
  const { book } = page.data;
  const question = { indicator: indicator.id, period: period.id };
  const found = await mapOf(store, programme, then, question);
  const rows = new Map<AreaId, ExploreRow>();
  for (const [at, id] of found.areas.entries()) {
    const area = book.find(id);
    if (area === undefined) continue;
    const reading = readingFrom(found.states[at]!, found.values[at] ?? 0, found.decimals[at]!);
    rows.set(id, { area, name: areaName(page, area), reading, release: found.releases[at]! });
  }
  return rows;
}

/** The kinds of the areas, the one with the most areas first. */
function kindsOf(all: RowsByArea): Explored["kinds"] {
  const counts = new Map<AreaKind, number>();
  for (const { area } of all.values()) counts.set(area.kind, (counts.get(area.kind) ?? 0) + 1);
  return [...counts].map(([kind, areas]) => ({ kind, areas })).sort((a, b) => b.areas - a.areas);
}

function otherIndicators(page: Page, state: ExploreState, then: FiguresThen): Stuck["instead"] {
  const measured = new Set(then.chain.flatMap(({ indicators }) => indicators));
  return page.data.catalogue
    .filter(({ id, formula }) => measured.has(id) || formula !== null)
    .map((one) => ({
      state: { ...state, indicator: one.id, period: "", from: "", kind: "", page: 1 },
      words: one.name[page.language],
    }));
}

/** How what can be chosen is called. */
export interface ChoiceWords {
  readonly period: (period: Period) => string;
  readonly kind: (kind: AreaKind) => string;
  readonly view: (view: ExploreView) => string;
  readonly classes: (kind: ClassKind) => string;
}

/** A way to look or to make classes that there is not. */
function misreadOf({ query }: Page, asked: ExploreState, words: ChoiceWords): Stuck | null {
  const wrong = (why: Stuck["why"], given: string, instead: Stuck["instead"]) =>
    ({ why, given, indicator: null, instead }) as const;
  const [view, classes] = [query("view"), query("classes")];
  if (view !== "" && view !== asked.view)
    return wrong(
      "view-unknown",
      view,
      exploreViews.map((one) => ({ state: { ...asked, view: one }, words: words.view(one) })),
    );
  if (classes !== "" && classes !== asked.classes)
    return wrong(
      "classes-unknown",
      classes,
      classKinds.map((one) => ({ state: { ...asked, classes: one }, words: words.classes(one) })),
    );
  return null;
}

/** Not one of the releases that the address names is there: what is there now. */
async function releasesGone(where: ExploreStore, page: Page, asked: ExploreState): Promise<Stuck> {
  const now = { ...asked, releases: [] };
  const then = await figuresThen(where, page, now);
  return {
    why: "releases-gone",
    given: asked.releases.join(", "),
    indicator: null,
    instead: otherIndicators(page, now, then),
  };
}

/** Reads what an address asks for, or says why there is nothing to see. */
export async function explore(
  where: ExploreStore,
  page: Page,
  asked: ExploreState,
  words: ChoiceWords,
): Promise<Explored | Stuck> {
  const misread = misreadOf(page, asked, words);
  if (misread !== null) return misread;
  const then = await figuresThen(where, page, asked);
  if (asked.releases.length > 0 && then.chain.length === 0) return releasesGone(where, page, asked);
  const others = otherIndicators(page, asked, then);
  const { catalogue } = page.data;
  const first = catalogue.find(({ id, headline }) => headline && others.some(isOf(id)));
  const id = asked.indicator || first?.id || others[0]?.state.indicator || "";
  const indicator = catalogue.find((one) => one.id === id) ?? null;
  const stuck = (why: Stuck["why"], given: string, instead: Stuck["instead"]): Stuck => ({
    why,
    given,
    indicator,
    instead,
  });
  if (indicator === null)
    return stuck(asked.indicator === "" ? "no-figures" : "indicator-unknown", id, others);
  const periods = await periodsOf(where.store, where.programme, then, indicator.id);
  if (periods.length === 0) return stuck("indicator-empty", id, others);
  const period = asked.period === "" ? periods[0]! : periods.find((one) => one.id === asked.period);
  const base = { ...asked, indicator: id };
  if (period === undefined)
    return stuck(
      "period-unknown",
      asked.period,
      periods.map((one) => ({ state: { ...base, period: one.id }, words: words.period(one) })),
    );
  const read = (one: Indicator, of: Period) => readRows(where, page, then, one, of);
  const all = await read(indicator, period);
  const kinds = kindsOf(all);
  const kind = asked.kind === "" ? kinds[0] : kinds.find((one) => one.kind === asked.kind);
  if (kind === undefined)
    return stuck(
      "kind-unknown",
      asked.kind,
      kinds.map((one) => ({ state: { ...base, kind: one.kind }, words: words.kind(one.kind) })),
    );
  return {
    page,
    state: { ...base, period: period.id, kind: kind.kind },
    indicator,
    period,
    periods,
    kind: kind.kind,
    kinds,
    all,
    rows: [...all.values()].filter(({ area }) => area.kind === kind.kind),
    read,
    periodsOf: (one) => periodsOf(where.store, where.programme, then, one.id),
    gone: then.gone,
  };
}

const isOf =
  (id: string) =>
  ({ state }: Stuck["instead"][number]) =>
    state.indicator === id;
