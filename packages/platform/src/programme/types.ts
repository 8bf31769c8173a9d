import type { AreaId, IndicatorId, Period, ProgrammeId, Text, ThemeId } from "#kernel";

/** A theme of the programme: housing, safety, work … */
export interface Theme {
  readonly id: ThemeId;
  readonly name: Text;
}

/** A layer of the pyramid, base first. `all`: the cross-cutting themes beside it. */
export interface PyramidLevel {
  readonly level: number | "all";
  readonly name: Text;
  readonly themes: readonly ThemeId[];
}

/** What was delivered, or is planned to be. */
export interface Output {
  readonly id: string;
  readonly name: Text;
  readonly value: number;
  readonly unit: Text;
  readonly period: Period;
  readonly areas: readonly AreaId[];
  readonly theme: ThemeId;
  readonly stage: "delivered" | "under-construction" | "planned";
  /** Chapter of the report in which it stands. */
  readonly source: string;
}

/** What must be reached, and when. */
export interface Target {
  readonly id: string;
  readonly name: Text;
  readonly value: number | null;
  readonly unit: Text;
  /** A period as written, `2012` or `2010-12`; null when the source does not say. */
  readonly due: string | null;
  readonly theme: ThemeId;
  readonly indicator: IndicatorId | null;
  readonly source: string;
}

/** Something new that is tried in a few places, and studied. */
export interface Experiment {
  readonly id: string;
  readonly name: Text;
  readonly theme: ThemeId;
  readonly municipalities: readonly AreaId[];
  readonly research: readonly string[];
  readonly source: string;
}

/** A subsidy or rule that somebody can use, and the conditions. */
export interface Instrument {
  readonly id: string;
  readonly name: Text;
  readonly for: Text;
  readonly conditions: readonly Text[];
  readonly source: string;
}

/** The programme itself and everything it promised to do. */
export interface Programme {
  readonly id: ProgrammeId;
  readonly name: Text;
  readonly start: Period;
  readonly durationYears: number;
  readonly country: AreaId;
  /** The grouping whose members are the focus neighbourhoods. */
  readonly focus: AreaId;
  readonly aim: Text;
  readonly basis: readonly string[];
  readonly themes: readonly Theme[];
  readonly pyramid: readonly PyramidLevel[];
  readonly outputs: readonly Output[];
  readonly targets: readonly Target[];
  readonly experiments: readonly Experiment[];
  readonly instruments: readonly Instrument[];
  readonly alliance: { readonly partnersTotal: number; readonly named: readonly string[] } | null;
}
