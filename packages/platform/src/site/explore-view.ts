import type { BoundarySet } from "#areas";
import type { Cell, Column } from "#exports";
import type { IndicatorId, ReleaseId } from "#kernel";
import type { Explored, ExploreRow } from "./explore-data.ts";
import { kindName, shownOf } from "./explore-telling.ts";
import type { MapDrawing } from "./map/map-drawing.ts";
import type { Legend } from "./map/map-legend.tsx";

/** A cell of the table behind a picture: what a file gets, and what a reader sees. */
export interface ViewCell {
  readonly value: Cell;
  readonly shown: string;
}

/** A column of the table behind a picture. */
export interface ViewColumn extends Column {
  /** Its head on the page; null: only in files. */
  readonly head: string | null;
  readonly figure: boolean;
}

/** The table behind a picture, in the order that says most. */
export interface ViewTable {
  readonly caption: string;
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly (readonly ViewCell[])[];
}

/** A map: it has no words in it, so one size does; its legend stands beside it, and in a file below it. */
export interface ViewMap {
  readonly draw: (id: string, where: "page" | "frame" | "file") => Promise<MapDrawing>;
  readonly legend: Legend;
  readonly legendTitle: string;
  /** The boundaries that are drawn; null: areas are dots. */
  readonly set: BoundarySet | null;
  /** The same on the map that can be moved; null: it has no such map. */
  readonly large: string | null;
}

/** One way to look at an indicator: words, picture and table, the same for page, file and frame. */
export interface View {
  readonly title: string;
  readonly told: readonly string[];
  /** The chart, so many units wide; null: there is none, and if there is no map either `told` says why. */
  readonly draw: ((id: string, width: number) => string) | null;
  /** The map, of a view that is one. */
  readonly map?: ViewMap | null;
  readonly table: ViewTable | null;
  readonly releases: readonly ReleaseId[];
  readonly indicators: readonly IndicatorId[];
  /** The address names something that is not there: `told` says what, and what to do. */
  readonly missing?: true;
}

/** Whether there is a picture to see, to keep and to put in a frame. */
export const hasPicture = ({ draw, map = null }: View): boolean => draw !== null || map !== null;

/** The releases that rows come from, each once. */
export const releasesIn = (...rows: readonly (readonly ExploreRow[])[]): readonly ReleaseId[] => [
  ...new Set(rows.flat().map(({ release }) => release)),
];

/** Columns that say which area a row is about: its code for files, its name for all. */
export function areaColumns({ page, kind }: Explored): readonly ViewColumn[] {
  const name = kindName(kind, page.language);
  return [
    {
      name: "area",
      type: "text",
      about: { nl: "Code van het gebied", en: "Code of the area" },
      head: null,
      figure: false,
    },
    {
      name: "area_name",
      type: "text",
      about: { nl: "Naam van het gebied", en: "Name of the area" },
      head: name.charAt(0).toUpperCase() + name.slice(1),
      figure: false,
    },
  ];
}

export const areaCells = ({ area, name }: ExploreRow): readonly ViewCell[] => [
  { value: area.id, shown: area.id },
  { value: name, shown: name },
];

/** A value in two columns of a file (a number, and what it is) and in one of a page. */
export function readingColumns(
  name: string,
  head: string,
  about: Column["about"],
): readonly ViewColumn[] {
  return [
    { name, type: "double", about, head, figure: true },
    {
      name: `${name}_state`,
      type: "text",
      about: {
        nl: "value: een getal; < <= > >=: een grens; suppressed: geheim; not-available: niet bekend",
        en: "value: a number; < <= > >=: a bound; suppressed: withheld; not-available: not available",
      },
      head: null,
      figure: false,
    },
  ];
}

export function readingCells(
  row: ExploreRow | undefined,
  indicator: Explored["indicator"],
  { language, say }: Explored["page"],
): readonly ViewCell[] {
  if (row === undefined)
    return [
      { value: null, shown: say("geen cijfer", "no figure") },
      { value: null, shown: "" },
    ];
  const { reading } = row;
  const state =
    reading.kind === "value" ? "value" : reading.kind === "bound" ? reading.op : reading.why;
  return [
    {
      value: reading.kind === "gap" ? null : reading.value,
      // Written out when it is looked at: a page has fifty of twelve thousand rows.
      get shown() {
        return shownOf(row, indicator, language);
      },
    },
    { value: state, shown: state },
  ];
}

/** The release of a row, for files. */
export const releaseColumn: ViewColumn = {
  name: "release",
  type: "text",
  about: { nl: "Levering", en: "Release" },
  head: null,
  figure: false,
};

/** A row that has a number. */
export interface ValuedRow extends ExploreRow {
  readonly value: number;
}

export const valued = (rows: readonly ExploreRow[]): readonly ValuedRow[] =>
  rows.flatMap((row) =>
    row.reading.kind === "value" ? [{ ...row, value: row.reading.value }] : [],
  );

/** The country's figure, to compare with; null where it has none, or is itself what is shown. */
export function countryRow({ page, all, kind }: Explored, rows = all): ValuedRow | null {
  if (kind === "country") return null;
  const row = rows.get(page.data.programme.country);
  return row === undefined ? null : (valued([row])[0] ?? null);
}
