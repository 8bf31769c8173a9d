import type { AreaId, Cents, FundId, Period, ReleaseId, SourceId, Text, ThemeId } from "#kernel";

/** What a payer sets aside in one period, for the whole fund or a part of it. */
export interface Budget {
  readonly period: Period;
  readonly amount: Cents;
  /** `<`: less than the amount; null: the amount itself. */
  readonly bound: "<" | "<=" | ">" | ">=" | null;
  /** The part of the fund that it is for; null: all of it. */
  readonly for: Text | null;
}

/** Money for a purpose, from one payer. */
export interface Fund {
  readonly id: FundId;
  readonly name: Text;
  readonly payer: Text;
  readonly theme: ThemeId;
  /** Chapter of the report in which it stands. */
  readonly source: string;
  readonly note: Text | null;
  readonly budgets: readonly Budget[];
}

/** A project that was granted money, and the line of the source that says so. */
export interface Project {
  readonly name: string;
  /** The areas it is in; two when the source names two together. */
  readonly areas: readonly AreaId[];
  readonly amount: Cents;
  readonly theme: ThemeId;
  readonly fund: FundId;
  readonly tranche: number;
  readonly source: SourceId;
  readonly release: ReleaseId;
  readonly line: number;
}

/** The projects of one round of grants, against the money of its fund. */
export interface Tranche {
  readonly fund: FundId;
  readonly number: number;
  readonly projects: readonly Project[];
  readonly granted: Cents;
}
