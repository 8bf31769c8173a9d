import {
  type ClassBreaks,
  classBreaks,
  classOf,
  readableCutOffs,
} from "@krachtwijk/measure/classes";
import { type Area, type AreaKind, type BoundarySet, readBoundarySets } from "#areas";
import { type Fill, fillsFor } from "#charts";
import {
  formatReading,
  type Indicator,
  type MapFigures,
  type Reading,
  readMap,
  readPeriods,
} from "#indicators";
import type { Language, Period, ProgrammeId, ReleaseId } from "#kernel";
import type { Store } from "#store";
import type { SiteData } from "../site-data.ts";
import { byFineness, type ClassesAsked, type MapAsked, methodOf } from "./map-asked.ts";

/** One area of a map with what is known of it. */
export interface MapArea {
  readonly area: Area;
  readonly reading: Reading;
  /** From 0, the lowest; null: it has no value to go by. */
  readonly class: number | null;
  readonly fill: Fill;
}

/** Everything that a map shows. */
export interface MapData {
  readonly indicator: Indicator;
  readonly periods: readonly Period[];
  readonly period: Period;
  readonly kinds: readonly AreaKind[];
  readonly kind: AreaKind;
  /** The boundaries that fit the period; null: there are none of this kind, and areas are dots. */
  readonly set: BoundarySet | null;
  /** In the order of the figures. */
  readonly areas: readonly MapArea[];
  /** null: not one area has a value. */
  readonly breaks: ClassBreaks | null;
  readonly cutOffs: readonly number[];
  /** With how many decimals the cut-offs are told. */
  readonly cutOffDecimals: number;
  /** How many areas are in another class than by limits that were not rounded. */
  readonly moved: number;
  readonly fills: readonly Fill[];
  /** The value that two hues part at; null: one hue from low to high. */
  readonly middle: number | null;
  readonly releases: readonly ReleaseId[];
}

/** What figures are read from. */
export interface MapDoor {
  readonly store: Store;
  readonly programme: ProgrammeId;
}

/** How many times as large a value is on screen: shares are told in percent. */
const sizeShown = ({ unit }: Indicator): number => (unit === "share" ? 100 : 1);

/** A score is told as a deviation from a mean: 0 is its middle. */
const middleOf = ({ unit }: Indicator, values: readonly number[]): number | null =>
  unit === "score" && values.some((one) => one < 0) && values.some((one) => one > 0) ? 0 : null;

function readingAt({ states, values, decimals }: MapFigures, at: number): Reading {
  const state = states[at]!;
  if (state === "suppressed" || state === "not-available") return { kind: "gap", why: state };
  const told = { value: values[at]!, decimals: decimals[at]! };
  return state === "value" ? { kind: "value", ...told } : { kind: "bound", op: state, ...told };
}

/** Of its kind and in use: that of the newest year that is not after the period, else the first after it. */
export function setFor(
  sets: readonly BoundarySet[],
  kind: AreaKind,
  period: Period,
): BoundarySet | null {
  const year = Number(period.begin.slice(0, 4));
  const known = sets.filter((set) => set.kind === kind && set.current);
  const before = known.filter((set) => set.year <= year).sort((a, b) => b.year - a.year);
  const after = known.filter((set) => set.year > year).sort((a, b) => a.year - b.year);
  return before[0] ?? after[0] ?? null;
}

/** The municipalities whose lines stand over smaller areas: those of the nearest year. */
export function bordersFor(
  sets: readonly BoundarySet[],
  { kind, set }: Pick<MapData, "kind" | "set">,
): BoundarySet | null {
  const away = ({ year }: BoundarySet) => Math.abs(year - (set?.year ?? 0));
  return kind === "municipality"
    ? null
    : (sets
        .filter((one) => one.kind === "municipality" && one.current)
        .sort((a, b) => away(a) - away(b))[0] ?? null);
}

/** Figures that are read are kept as long as their site data: readers look at the same map one after the other. */
const kept = new WeakMap<SiteData, Map<string, Promise<MapFigures>>>();
const mapsKept = 12;

function figuresOf(
  { store, programme }: MapDoor,
  data: SiteData,
  question: { readonly indicator: Indicator; readonly period: Period; readonly day: string | null },
): Promise<MapFigures> {
  const { indicator, period, day } = question;
  const maps = kept.get(data) ?? new Map<string, Promise<MapFigures>>();
  kept.set(data, maps);
  const key = `${indicator.id} ${period.id} ${day}`;
  const known = maps.get(key);
  const made =
    known ?? readMap(store, { programme, indicator: indicator.id, period: period.id, asOf: day });
  maps.delete(key);
  maps.set(key, made);
  for (const oldest of [...maps.keys()].slice(0, -mapsKept)) maps.delete(oldest);
  if (known === undefined) made.catch(() => maps.delete(key));
  return made;
}

const fillOf = (reading: Reading, at: number | null, fills: readonly Fill[]): Fill => {
  if (at !== null) return fills[at]!;
  if (reading.kind === "bound") return { kind: "bound" };
  return { kind: reading.kind === "gap" && reading.why === "suppressed" ? "withheld" : "none" };
};

/** One area in a hundred may be in the class beside its own for the sake of limits that read well; the page says how many are. */
const movedAtMost = 0.01;

function limitsOf(values: readonly number[], indicator: Indicator, asked: ClassesAsked) {
  const size = sizeShown(indicator);
  const decimals = Math.max(0, indicator.decimals) + Math.log10(size);
  if (values.length === 0) return { breaks: null, cutOffs: [], decimals, moved: 0 };
  const breaks = classBreaks(values, methodOf(asked, size));
  if (asked.classes === "given")
    return { breaks, cutOffs: Array.from(breaks.cutOffs), decimals, moved: 0 };
  const found = readableCutOffs(values, breaks.cutOffs, {
    // Classes of equal width stay so, as far as the figures themselves tell.
    fewest: asked.classes === "equal-interval" ? decimals : decimals - 2,
    most: decimals + 1,
    mostMoved: Math.floor(values.length * movedAtMost),
  });
  return { breaks, ...found, cutOffs: Array.from(found.cutOffs) };
}

/**
 * Areas in the classes and colours of a map.
 * @param around the value that two hues part at, when the figures do not say so themselves
 */
export function classed(
  found: readonly { readonly area: Area; readonly reading: Reading }[],
  indicator: Indicator,
  asked: ClassesAsked,
  around: number | null = null,
) {
  const values = found.flatMap(({ reading }) => (reading.kind === "value" ? [reading.value] : []));
  const { breaks, cutOffs, decimals, moved } = limitsOf(values, indicator, asked);
  const middle = around ?? middleOf(indicator, values);
  const fills = fillsFor(cutOffs, middle);
  const areas = found.map(({ area, reading }): MapArea => {
    const at = reading.kind === "value" ? classOf(reading.value, cutOffs) : null;
    return { area, reading, class: at, fill: fillOf(reading, at, fills) };
  });
  const cutOffDecimals = decimals - Math.log10(sizeShown(indicator));
  return { areas, breaks, cutOffs, cutOffDecimals, moved, fills, middle };
}

/** Reads what a map shows. null: the indicator has no figures at all. */
export async function readMapData(
  door: MapDoor,
  data: SiteData,
  asked: MapAsked,
  day: string | null,
): Promise<MapData | null> {
  const { indicator } = asked;
  if (indicator === null) return null;
  const { store, programme } = door;
  const [periods, sets] = await Promise.all([
    readPeriods(store, { programme, indicator: indicator.id, asOf: day }),
    readBoundarySets(store.db, programme),
  ]);
  const period = periods.find(({ id }) => id === asked.period) ?? periods.at(-1);
  if (period === undefined) return null;
  const figures = await figuresOf(door, data, { indicator, period, day });
  const known = figures.areas.flatMap((code, at) => {
    const area = data.book.find(code);
    return area === undefined || area.kind === "grouping" ? [] : [{ area, at }];
  });
  const kinds = [...new Set(known.map(({ area }) => area.kind))].sort(byFineness);
  const kind = kinds.find((one) => one === asked.kind) ?? kinds[0];
  if (kind === undefined) return null;
  const ofKind = known.filter(({ area }) => area.kind === kind);
  const found = ofKind.map(({ area, at }) => ({ area, reading: readingAt(figures, at) }));
  return {
    indicator,
    periods,
    period,
    kinds,
    kind,
    set: setFor(sets, kind, period),
    ...classed(found, indicator, asked),
    releases: [...new Set(ofKind.map(({ at }) => figures.releases[at]!))],
  };
}

/** What an area's figure says, in words. */
export const shownOf = (
  { reading }: Pick<MapArea, "reading">,
  indicator: Indicator,
  language: Language,
): string => formatReading(reading, indicator, language);
