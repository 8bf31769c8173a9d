import type { AreaId, Language, ReleaseId } from "#kernel";

/** What was done to stored figures to come to the one that a sentence shows. */
export type Measure =
  /** As a release has it. */
  | "reading"
  /** Added over the members of a grouping, or worked out from such sums. */
  | "total"
  /** To − from. */
  | "change"
  /** (to − from) / from. */
  | "relative-change"
  /** How far one area is from another. */
  | "gap"
  /** How many areas improved, or of how many that is known. */
  | "count"
  /** A sum of money granted, or a number of grants. */
  | "grants"
  /** As the programme's own facts have it. */
  | "fact";

/** Where a figure comes from: enough to find it again, or to work it out anew. */
export interface Trace {
  readonly measure: Measure;
  /** What it is about: the id of an indicator, a fund, an output … */
  readonly subject: string;
  /** null: about no area in particular. */
  readonly area: AreaId | null;
  /** Ids of periods; two for a change, from and to. */
  readonly periods: readonly string[];
  readonly releases: readonly ReleaseId[];
}

/** A stretch of a sentence: words, or a figure that knows where it comes from. */
export type Run =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "figure";
      /** As the reader sees it: `8,29%`. */
      readonly shown: string;
      /** In the unit of its subject; a share is 0 to 1, money is cents. */
      readonly value: number;
      readonly trace: Trace;
    };

/** A sentence or several. */
export type Words = readonly Run[];

/** A heading. Level 1 begins a chapter; the document's own title is above that. */
export interface Heading {
  readonly kind: "heading";
  readonly level: 1 | 2 | 3;
  /** Unique in the document. */
  readonly id: string;
  /** `3`, `3.2`, `A`; null: none is shown. */
  readonly number: string | null;
  readonly text: string;
}

/** A column of a table. */
export interface Column {
  readonly head: string;
  /** Shown under the head: `%`, `× 1.000`; null where the cells say it. */
  readonly unit: string | null;
  readonly align: "start" | "end";
  /** Neighbouring columns of the same group share a head above their own; null: they do not. */
  readonly group: string | null;
}

/** A row of a table. The first cell is its head. */
export type Row =
  | {
      readonly kind: "row" | "subtotal" | "total";
      readonly head: string;
      /** One for each column but the first. */
      readonly cells: readonly string[];
    }
  /** A head over the rows that follow, up to the next group or subtotal: a municipality, a theme. */
  | { readonly kind: "group"; readonly head: string };

/** A table, numbered by who renders it. */
export interface Table {
  readonly kind: "table";
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What the reader must know to read it: what `x` means, how totals were made. */
  readonly notes: readonly string[];
  /** Ids of releases, named under the table. */
  readonly sources: readonly ReleaseId[];
}

/** A drawing, numbered by who renders it. */
export interface Chart {
  readonly kind: "chart";
  readonly id: string;
  readonly caption: string;
  /** What it shows, for who cannot see it. */
  readonly alt: string;
  /** The same drawing for a narrow screen and for a column of print, as SVG. */
  readonly drawings: { readonly narrow: string; readonly wide: string };
  readonly sources: readonly ReleaseId[];
}

/** What a document is made of, in order. */
export type Block =
  | Heading
  | { readonly kind: "paragraph"; readonly words: Words }
  | {
      readonly kind: "list";
      /** The sentence above it, kept on one page with it; null: none. */
      readonly lead: Words | null;
      readonly items: readonly Words[];
    }
  | Table
  | Chart
  | { readonly kind: "page-break" };

/** A release that the document rests on. */
export interface Source {
  readonly release: ReleaseId;
  /** Short, for under a table: `CFI, 2009D51299, bijlage 2 (…)`. */
  readonly citation: string;
}

/** One report, whatever form it takes: a page, a PDF, text for a typesetter. */
export interface ReportDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** The year whose figures it tells. */
  readonly edition: number;
  /** ISO date that it speaks of; never that of its making. */
  readonly date: string;
  /** Stands under the title: the date in words, the number of sources … */
  readonly imprint: readonly string[];
  readonly author: string;
  readonly blocks: readonly Block[];
  readonly sources: readonly Source[];
}

/** The forms that a report can take. */
export type ReportFormat = "html" | "typ" | "pdf";
