import type { Outline } from "#areas";
import type { Language } from "#kernel";

/** What every drawing needs. */
export interface ChartFrame {
  /** Unique on its page; ids inside the drawing begin with it. */
  readonly id: string;
  /** Read out first. Not drawn: the caption beside the drawing says it to those who see. */
  readonly title: string;
  /** What the drawing shows, for who cannot see it. */
  readonly description: string;
  readonly language: Language;
  /**
   * Width in units, 340 unless told. Text is 12 units high, so 340 reads well on a phone and up to some 480 pixels;
   * 600 is for a column of print (160 mm), where the text comes out at 9 points.
   */
  readonly width?: number;
}

/** One bar. A row without a value shows its words and no bar. */
export interface BarRow {
  readonly label: string;
  readonly value: number | null;
  /** The value as the reader sees it. */
  readonly shown: string;
  /** The row that the page is about: drawn in bold with a stronger bar. */
  readonly highlight?: boolean;
}

/** A line through all bars to compare with, such as the country. */
export interface BarMark {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

/** Bars in the order given. */
export interface RankingChart extends ChartFrame {
  readonly rows: readonly BarRow[];
  readonly mark?: BarMark | null;
}

/** A bar to the left for a fall, to the right for a rise. */
export interface ChangeRow extends BarRow {
  /** Whether the change is the good way; null: there is no good way, or nothing changed. */
  readonly improved: boolean | null;
}

/** Bars to both sides of nothing. */
export interface ChangeChart extends ChartFrame {
  readonly rows: readonly ChangeRow[];
}

/** One point of a line. A point without a value breaks the line. */
export interface TrendPoint {
  /** Below the axis: `2005/2006`. */
  readonly label: string;
  /** ISO date: where it stands on the axis. */
  readonly at: string;
  readonly value: number | null;
  readonly shown: string;
}

/** One line, with its name beside its end. */
export interface TrendSeries {
  readonly label: string;
  readonly points: readonly TrendPoint[];
}

/** A few lines over time. The axis begins at zero, unless values lie below it. */
export interface TrendChart extends ChartFrame {
  readonly series: readonly TrendSeries[];
  /** Many more, pale and without names, behind them. */
  readonly background?: readonly TrendSeries[];
  /** What the vertical axis counts. */
  readonly yLabel: string;
  /** A value on the vertical axis as the reader sees it; numbers of the language unless told. */
  readonly formatTick?: (value: number) => string;
}

/** One dot of a map. */
export interface Dot {
  readonly label: string;
  readonly href?: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Which entry of the legend it belongs to; null: no value. */
  readonly class: number | null;
  readonly shown: string;
  /** The dot that the page is about. */
  readonly highlight?: boolean;
}

/** What the classes of the dots mean, lowest first, at most seven. */
export interface DotLegend {
  readonly title: string;
  readonly classes: readonly string[];
  /** What a dot without a class means. */
  readonly unknown: string;
}

/** Areas as dots on the land they lie in. */
export interface DotMap extends ChartFrame {
  readonly outline: Outline | null;
  readonly dots: readonly Dot[];
  readonly legend: DotLegend;
}

/** Rings of longitude and latitude, as GeoJSON has them in a MultiPolygon. */
export type PlacePolygons = readonly (readonly (readonly (readonly number[])[])[])[];

/** An area within the one around it. */
export interface PlaceMap extends ChartFrame {
  readonly around: PlacePolygons;
  readonly area: PlacePolygons;
}

/** A word in the pyramid, that can lead somewhere. */
export interface PyramidTheme {
  readonly label: string;
  readonly href?: string;
}

/** The themes of a programme, base first, and those that run through all levels. */
export interface PyramidChart extends ChartFrame {
  readonly levels: readonly { readonly label: string; readonly themes: readonly PyramidTheme[] }[];
  readonly across: readonly PyramidTheme[];
  /** Stands above the themes that run through all levels. */
  readonly acrossLabel?: string;
}
