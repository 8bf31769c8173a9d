/** Flows: actions that write in more than one room, each in one transaction, and what is public of all rooms. */
export {
  type AggregateOrder,
  type AggregateOutcome,
  aggregateIndicator,
} from "./aggregate-indicator.ts";
export { type BackupRequest, backUp } from "./back-up.ts";
export type { FileOutcome, ImportOutcome } from "./delivery.ts";
export { type Expired, expire, expiryDays } from "./expire.ts";
export {
  type BoundariesOrder,
  type BoundariesOutcome,
  importBoundaries,
} from "./import-boundaries.ts";
export type { FiguresOrder } from "./import-figures.ts";
export { importSource, type SourceOrder, type SourceOutcome } from "./import-source.ts";
export { type PublicData, type PublicDataReader, publicDataReader } from "./public-data.ts";
export { publishAggregates } from "./publish-aggregates.ts";
export {
  importFiguresReviewed as importFigures,
  importProgrammeReviewed as importProgramme,
  judgeNameAs,
  type NameOrder,
} from "./review-names.ts";
export { areaLine, type SearchFacts, searchEntriesOf } from "./search-entries.ts";
export { type WithdrawalOrder, withdraw } from "./withdraw-release.ts";
