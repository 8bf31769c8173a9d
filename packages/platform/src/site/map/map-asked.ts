import type { ClassMethod } from "@krachtwijk/measure/classes";
import { type Area, type AreaBook, type AreaKind, setKinds } from "#areas";
import type { Indicator } from "#indicators";
import type { Page } from "../page.ts";

/** Ways to make classes, in the order of the form. */
export const classKinds = ["quantile", "equal-interval", "natural", "given"] as const;
/** One of the ways to make classes. */
export type ClassKind = (typeof classKinds)[number];

/** Other people's map under ours. */
export interface Background {
  /** The address of a tile, with `{z}`, `{x}` and `{y}`. */
  readonly tiles: string;
  /** Whose it is, in words. */
  readonly credit: string;
}

/** Where the interactive map stands. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** What the address of a map asks for, as far as it can be understood without the figures. */
export interface MapAsked {
  readonly indicator: Indicator | null;
  readonly period: string;
  readonly kind: string;
  readonly classes: ClassKind;
  readonly number: number;
  /** As they were typed; empty unless classes are given. */
  readonly cutOffs: string;
  readonly within: Area | null;
  readonly area: Area | null;
  readonly view: View | null;
  readonly sort: "high" | "low" | "name";
  readonly pageNumber: number;
  readonly typed: string;
}

const sorts = ["high", "low", "name"] as const;

/** `lengte,breedte,zoom` → where the map stands; null: as a whole. */
function viewOf(written: string): View | null {
  const [longitude, latitude, zoom, ...more] = written.split(",").map(Number);
  const isPlace = (one: number | undefined, most: number) =>
    one !== undefined && Number.isFinite(one) && Math.abs(one) <= most;
  if (more.length > 0 || !isPlace(longitude, 180) || !isPlace(latitude, 85) || !isPlace(zoom, 22))
    return null;
  return { longitude: longitude!, latitude: latitude!, zoom: zoom! };
}

const among = <One extends string>(list: readonly One[], given: string): One =>
  list.find((one) => one === given) ?? list[0]!;

/** A headline first, and then what comes first: a map shows something before anybody chose. */
const firstOf = (catalogue: readonly Indicator[]): Indicator | null =>
  catalogue.find(({ headline }) => headline) ?? catalogue[0] ?? null;

/** How many classes, from 2 to 7; 5 when nobody says. */
export function classNumber(written: string): number {
  const number = Number(written);
  return Number.isInteger(number) && number >= 2 && number <= 7 ? number : 5;
}

/** Reads the address. What cannot be is left out: a map of something is more use than a refusal. */
export function mapAsked({ data, query }: Page): MapAsked {
  const pageNumber = Number(query("page"));
  return {
    indicator:
      data.catalogue.find(({ id }) => id === query("indicator")) ?? firstOf(data.catalogue),
    period: query("period"),
    kind: query("kind"),
    classes: among(classKinds, query("classes")),
    number: classNumber(query("number")),
    cutOffs: query("cutoffs"),
    within: data.book.find(query("within")) ?? null,
    area: data.book.find(query("area")) ?? null,
    view: viewOf(query("view")),
    sort: among(sorts, query("sort")),
    pageNumber: Number.isSafeInteger(pageNumber) && pageNumber > 0 ? pageNumber : 1,
    typed: query("zoek").trim(),
  };
}

/** Cut-offs as somebody typed them, `10; 20,5`: separated by spaces or semicolons, with a comma or a point. */
function typedCutOffs(written: string, size: number): readonly number[] {
  const numbers = written
    .split(/[;\s]+/)
    .filter((part) => part !== "")
    .map((part) => Number(part.replace("−", "-").replace("%", "").replace(",", ".")) / size)
    .filter(Number.isFinite);
  return [...new Set(numbers)].sort((a, b) => a - b).slice(0, 6);
}

/** How somebody wants classes to be made. */
export type ClassesAsked = Pick<MapAsked, "classes" | "number" | "cutOffs">;

/** How classes are made when nobody says how: the same on every map. */
export const usualClasses: ClassesAsked = {
  classes: classKinds[0],
  number: classNumber(""),
  cutOffs: "",
};

/** How the classes are made; given ones without a cut-off are made by quantiles. */
export function methodOf(asked: ClassesAsked, size: number): ClassMethod {
  const { classes, number } = asked;
  if (classes !== "given") return { kind: classes, classes: number };
  const cutOffs = typedCutOffs(asked.cutOffs, size);
  return cutOffs.length === 0 ? { kind: "quantile", classes: number } : { kind: "given", cutOffs };
}

/** Kinds from the smallest areas to the largest: the finest map comes first. */
const finest: readonly AreaKind[] = ["focus-neighbourhood", ...setKinds.toReversed(), "grouping"];
export const byFineness = (a: AreaKind, b: AreaKind): number =>
  finest.indexOf(a) - finest.indexOf(b);

/**
 * An area that is not on a map leads to what is: the areas that lie in it, else the one that it lies in, else its municipality.
 * So a search finds its way on a map of any kind of area.
 */
export function pointedOut(book: AreaBook, areas: readonly Area[], asked: MapAsked): MapAsked {
  const { area } = asked;
  if (area === null || areas.includes(area)) return asked;
  const hasInside = (one: Area) => areas.some((other) => book.liesWithin(other, one.id));
  const around = areas.find((one) => book.liesWithin(area, one.id));
  const municipality = area.kind === "municipality" ? area : book.municipalityOf(area);
  if (area.kind !== "country" && hasInside(area))
    return { ...asked, within: area, area: null, view: null };
  if (around !== undefined) return { ...asked, area: around };
  return municipality !== null && hasInside(municipality)
    ? { ...asked, within: municipality, area: null, view: null }
    : asked;
}
