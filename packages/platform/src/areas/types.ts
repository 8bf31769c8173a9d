import type { AreaId } from "#kernel";
import type { Outline } from "./outline.ts";

/** The kinds that boundary sets are made of, the largest first: an area lies in one of a kind before its own. */
export const setKinds = [
  "country",
  "province",
  "municipality",
  "district",
  "neighbourhood",
  "postcode",
  "grid-cell",
] as const;
/** A kind of area that has boundary sets. */
export type SetKind = (typeof setKinds)[number];

/** The kinds of area there are. A grouping (such as "the forty") is an area of which others are members. */
export const areaKinds = [...setKinds, "focus-neighbourhood", "grouping"] as const;
/** One of the kinds of area. */
export type AreaKind = (typeof areaKinds)[number];

/** A point on the map, WGS84, and where it comes from: `boundary:CODE`, `boundaries:A+B` or `hand`. */
export interface AreaPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly from: string;
}

/** A part of the country that figures, money and promises are about. */
export interface Area {
  readonly id: AreaId;
  readonly kind: AreaKind;
  /** The last part of the address of its page. Unique within a programme. */
  readonly slug: string;
  readonly name: string;
  /** The area it lies in; null for the country and for groupings. */
  readonly parent: AreaId | null;
  readonly point: AreaPoint | null;
}

/** A name as a source prints it, and the area that a person confirmed it to mean. */
export interface Alias {
  readonly alias: string;
  /** The area that the source prints the name under; null: anywhere. */
  readonly within: AreaId | null;
  readonly area: AreaId;
  /** Ids of the sources that print it so. */
  readonly seenIn: string;
  readonly confirmedBy: string;
  /** ISO date. */
  readonly confirmedOn: string;
  readonly note: string;
}

/** That an area belongs to a grouping. */
export interface Membership {
  readonly grouping: AreaId;
  readonly area: AreaId;
}

/** A code as the boundary sets have it: in which years, and under which names. */
export interface CodedArea {
  readonly id: AreaId;
  readonly kind: SetKind;
  /** Its name in every year that a set has it, the oldest first. */
  readonly names: readonly { readonly year: number; readonly name: string }[];
  /** The area it lies in, as of the newest year. */
  readonly parent: AreaId | null;
  readonly point: AreaPoint | null;
}

/** How an area came to its successor. */
export const changeKinds = ["merge", "split", "rename", "renumber", "border-change"] as const;
/** One way in which areas change between two years. */
export type ChangeKind = (typeof changeKinds)[number];

/** What became of (a part of) an area between two years. */
export interface AreaChange {
  readonly fromYear: number;
  readonly toYear: number;
  readonly kind: ChangeKind;
  readonly from: AreaId;
  readonly to: AreaId;
  /** The share of the old area's surface that the new one has, 0 to 1; null: not known. */
  readonly shareArea: number | null;
  /** The share of the old area's people that the new one has, 0 to 1; null: not known. */
  readonly sharePopulation: number | null;
  readonly note: string;
  /** Empty: proposed, and by nobody confirmed. */
  readonly confirmedBy: string;
}

/** Everything a programme knows of its areas, as it is stored. */
export interface AreaFacts {
  readonly areas: readonly Area[];
  readonly memberships: readonly Membership[];
  readonly aliases: readonly Alias[];
  readonly outline: Outline | null;
  /** What became of areas between years; left out: the programme's folder does not say. */
  readonly changes?: readonly AreaChange[];
}

/** What a printed name means. More than one area: the name covers them all. */
export type Resolution =
  | { readonly kind: "found"; readonly areas: readonly Area[] }
  | { readonly kind: "unknown"; readonly candidates: readonly Area[] };
