/** What the page tells the script. */
export interface Settings {
  readonly values: string;
  /** Where the tiles are; null: areas are dots. */
  readonly tiles: string | null;
  readonly script: string;
  readonly worker: string;
  /** The address of pages of areas; a code is added to it. */
  readonly pages: string;
  /** Land behind dots; null: paper. */
  readonly land: string | null;
  /** The address of tiles of another server; null: none. */
  readonly background: string | null;
  /** Whether it is of everything, not of one municipality. */
  readonly isWhole: boolean;
  /** Names of the theme's colours, by class. */
  readonly fills: readonly string[];
  readonly area: string | null;
  readonly view: View | null;
  /** What the map shows first. */
  readonly bounds: [number, number, number, number];
  /** Where there are tiles. */
  readonly extent: [number, number, number, number];
  readonly deepest: number;
  readonly words: Readonly<
    Record<
      | "none"
      | "map"
      | "closer"
      | "further"
      | "whole"
      | "link"
      | "copied"
      | "credit"
      | "failed"
      | "fingers",
      string
    >
  >;
}

/** Where the map stands. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** What areas are coloured by, in columns. */
export interface Values {
  readonly codes: readonly string[];
  /** From 0; −1 no figure, −2 withheld, −3 only a bound, −4 outside of what was asked for. */
  readonly classes: readonly number[];
  readonly shown: readonly string[];
  /** The municipality around each area, as a place in `names`; −1: none. */
  readonly around: { readonly names: readonly string[]; readonly of: readonly number[] };
  readonly dots: readonly {
    readonly code: string;
    readonly name: string;
    readonly href: string;
    readonly longitude: number;
    readonly latitude: number;
  }[];
}

/** The address that leads back to a view and the area that was pointed out. */
export function viewQuery(
  address: URL,
  { longitude, latitude, zoom }: View,
  area: string | null,
): URL {
  const made = new URL(address);
  made.searchParams.set(
    "view",
    [longitude.toFixed(4), latitude.toFixed(4), zoom.toFixed(2)].join(),
  );
  if (area !== null) made.searchParams.set("area", area);
  return made;
}
