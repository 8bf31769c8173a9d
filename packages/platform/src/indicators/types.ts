import type {
  AreaId,
  IndicatorId,
  Period,
  ProgrammeId,
  ReleaseId,
  SourceId,
  Text,
  ThemeId,
} from "#kernel";
import type { Formula } from "./formula.ts";
import type { MeasurementUnit } from "./measurement-unit.ts";

/** What is measured, and how to read it. */
export interface Indicator {
  readonly id: IndicatorId;
  readonly name: Text;
  /** For the head of a table. */
  readonly short: Text;
  readonly definition: Text;
  /** share: 0 to 1. count: whole things. per-1000: things for every 1,000. And others: docs/programme-folder.md. */
  readonly unit: MeasurementUnit;
  /** How many decimals a value is told with that is worked out from counts; of the percentage for a share. */
  readonly decimals: number;
  /** What a count counts, or what a share is a share of. */
  readonly counts: Text;
  readonly better: "lower" | "higher" | "neither";
  readonly theme: ThemeId;
  /** The part of a score or of the theme that it belongs to, such as "amenities"; null: none. */
  readonly dimension: Text | null;
  /** Who measures it. */
  readonly source: Text;
  /** Terms of use, where they are other than those of a release; null: as the release says. */
  readonly licence: Text | null;
  /** Who answers questions about it. */
  readonly contact: Contact | null;
  /** The count that it is measured over: of a share, what it is a share of. */
  readonly denominator: IndicatorId | null;
  /** Published values are multiples of `base`. */
  readonly rounding: { readonly base: number } | null;
  /** What is too small to publish. */
  readonly suppression: SuppressionRule | null;
  /** How it follows from other indicators; null: it is measured itself. */
  readonly formula: { readonly written: string; readonly tree: Formula } | null;
  /** How the value of a grouping follows from its members' counts; null: it cannot be worked out. */
  readonly total:
    | { readonly kind: "sum" }
    | {
        readonly kind: "ratio";
        readonly numerator: IndicatorId;
        readonly denominator: IndicatorId;
      }
    | null;
  /** Whether the overview shows it. */
  readonly headline: boolean;
}

/** Who answers questions about an indicator. */
export interface Contact {
  readonly name: string;
  readonly email: string | null;
  readonly url: string | null;
}

/** Values below these are not published. A rest below the minimum count is as telling as a count below it. */
export interface SuppressionRule {
  readonly minimumCount?: number | undefined;
  readonly minimumDenominator?: number | undefined;
}

/** Why a cell has no number. Zero is a number; a gap is not. */
export type Gap = "suppressed" | "not-available";

/**
 * What a cell says: a value, a bound on it (`< 10`), or why there is none. In the indicator's unit.
 * `decimals` is how many the source writes, of the percentage for a share: 28 % is not told as 28.0 %, and is exact to
 * half a percentage point. Null: worked out from counts, so not rounded by anybody.
 */
export type Reading =
  | { readonly kind: "value"; readonly value: number; readonly decimals: number | null }
  | {
      readonly kind: "bound";
      readonly op: "<" | "<=" | ">" | ">=";
      readonly value: number;
      readonly decimals: number | null;
    }
  | { readonly kind: "gap"; readonly why: Gap };

/** One indicator, for one area, in one period, as one release has it. */
export interface Figure {
  readonly release: ReleaseId;
  readonly indicator: IndicatorId;
  readonly area: AreaId;
  readonly period: Period;
  readonly reading: Reading;
  /** Kept where both are known; the value of a share is then their quotient. */
  readonly counts: { readonly numerator: number; readonly denominator: number } | null;
  /** What the source prints, where that can differ from what follows from the counts. In the indicator's unit. */
  readonly printed: number | null;
  readonly status: "provisional" | "final" | "revised";
  /** Line of the source file, counted from 1 with the header as line 1. */
  readonly line: number;
  /** The columns of that line that were read, joined with `+`. */
  readonly columns: string;
  /** The releases of all its parts, where it follows from a formula; `release` is that of the first. */
  readonly from?: readonly ReleaseId[];
}

/** Where a source was published, by whom and under which terms. */
export interface Origin {
  readonly publisher: string;
  readonly document: string;
  readonly part: Text;
  readonly licence: Text;
  /** ISO date. */
  readonly published: string;
}

/** One immutable delivery of a source. A changed file is a new release beside the old one. */
export interface Release {
  readonly id: ReleaseId;
  readonly source: SourceId;
  /** 1, 2, 3 … within its source. */
  readonly number: number;
  readonly kind: "figures" | "grants" | "programme";
  readonly title: Text;
  readonly origin: Origin;
  /** Name of the file as delivered. */
  readonly file: string;
  /** SHA-256 of that file, in hexadecimal; null: not told, for who knows all of the file but one figure could try what that is. */
  readonly checksum: string | null;
  readonly bytes: number;
  /** Rows of data in the file, without its header. */
  readonly rows: number;
  /** Figures (or projects, or facts) that were read from it. */
  readonly figures: number;
  /** ISO timestamp. */
  readonly importedAt: string;
  /** All of its source, in the place of what came before; or a part, figure by figure beside it. */
  readonly scope: "whole" | "partial";
  /** ISO day from which on it counts. */
  readonly available: string;
  /** Whether it counts: the newest whole one of its source, and the partial ones after it. Pages and reports use these. */
  readonly current: boolean;
  /** Set when it was taken back: it does not count from that day on. */
  readonly withdrawn: Withdrawal | null;
  readonly manifest: Manifest;
  /** The largest revisions that it made in what its source said before it, the largest relative one first. */
  readonly revisions: readonly FigureChange[];
  readonly findings: readonly Finding[];
  /** Rows that were not read, and why. */
  readonly setAside: readonly { readonly line: number; readonly why: Text }[];
}

/** The note that stays in the place of a release that was taken back. */
export interface Withdrawal {
  /** ISO day from which on it does not count. */
  readonly on: string;
  readonly by: string;
  readonly reason: string;
  /** Whether its figures and its original are gone for good, so that they do not count as of earlier days either. */
  readonly erased: boolean;
}

/** How many figures a release changed in what its source said before it. */
export interface Changes {
  /** Figures that the source did not have. */
  readonly added: number;
  /** Figures that it had, and has no more. A partial release removes nothing. */
  readonly removed: number;
  /** Figures with another value, bound, reason or count. */
  readonly revised: number;
  /** Figures that were delivered again as they were; one that only became final is among them. */
  readonly unchanged: number;
}

/** A figure that differs between two states of a source: null where one of them does not have it. */
export interface FigureChange {
  readonly kind: "added" | "removed" | "revised";
  readonly indicator: IndicatorId;
  readonly area: AreaId;
  readonly period: string;
  readonly old: FigureSide | null;
  readonly new: FigureSide | null;
  /** new − old, in the indicator's unit; null without two values. */
  readonly difference: number | null;
  /** Of the old value; null without two values, or with an old value of 0. */
  readonly relative: number | null;
}

/** What a figure is on one side of a comparison. */
export interface FigureSide {
  /** `value`, the operator of a bound, or the reason of a gap. */
  readonly state: string;
  /** In the indicator's unit; null for a gap. */
  readonly value: number | null;
  readonly decimals: number | null;
  readonly release: ReleaseId;
  readonly line: number;
}

/** A file with its SHA-256; null where it was not written down. */
interface SummedFile {
  readonly sha256: string | null;
  readonly bytes: number | null;
}

/** All that is known of a release, as data: what somebody needs who has nothing but its files. */
export interface Manifest {
  readonly version: 1;
  readonly programme: ProgrammeId;
  readonly release: ReleaseId;
  readonly source: SourceId;
  readonly number: number;
  readonly kind: Release["kind"];
  readonly scope: Release["scope"];
  readonly title: Text;
  readonly publisher: string;
  readonly document: string;
  readonly part: Text;
  readonly licence: Text;
  /** ISO moment, UTC, at which its original was fetched or read. */
  readonly retrieved: string;
  /** ISO day on which its publisher says it was published. */
  readonly published: string;
  /** ISO day from which on it counts, and whether that is the day of publication or of import (UTC). */
  readonly available: string;
  readonly availableBy: "published" | "imported";
  /** Reference periods, the first first. */
  readonly periods: readonly string[];
  readonly originals: readonly (SummedFile & { readonly name: string })[];
  /** Paths in the lake. */
  readonly parquet: readonly (SummedFile & { readonly file: string })[];
  /** Of the Parquet file, with their DuckDB types. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly counts: {
    readonly rows: number;
    readonly figures: number;
    readonly indicators: number;
    readonly areas: number | null;
  };
  /** The release of the same source that counted before it. */
  readonly previous: ReleaseId | null;
  /** The year of the boundaries that its areas are of; only where its mapping says so. */
  readonly boundaries?: number;
  /** The releases that it was worked out from; only where no source delivered it. */
  readonly follows?: readonly ReleaseId[];
  /** Null: there is nothing before it to compare with. */
  readonly changes: Changes | null;
}

/** Something that a source prints and that does not follow from its own figures. Told, never corrected. */
export interface Finding {
  readonly line: number;
  readonly column: string;
  /** What the row is about, as printed: `Utrecht, Kanaleneiland`. */
  readonly about: string;
  readonly printed: string;
  readonly expected: string;
  /** Whether rounding of the printed figures can explain it. */
  readonly cause: "rounding" | "unexplained";
}
