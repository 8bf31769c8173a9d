/** Kernel: the words every room uses. Ids, units, periods, money, language, refusals. */
export { formatCents, formatDate, formatNumber, formatShare, type NumberStyle } from "./format.ts";
export {
  type AreaId,
  type FundId,
  type Id,
  type IndicatorId,
  id,
  isId,
  type ProgrammeId,
  type ReleaseId,
  type SourceId,
  type ThemeId,
} from "./ids.ts";
export { comparePeriods, type Period, parsePeriod, periodName } from "./period.ts";
export { type Facts, Refusal, type RefusalCode, refusals } from "./refusal.ts";
export { type Language, languages, type Text, untranslated } from "./text.ts";
export { type Cents, cents, centsFromEuros, sumCents, type Unit } from "./units.ts";
