/** Flows: actions that write in more than one room, each in one transaction. */
export {
  type AggregateOrder,
  type AggregateOutcome,
  aggregateIndicator,
  publishAggregates,
} from "./aggregate-indicator.ts";
export type { FileOutcome, ImportOutcome } from "./delivery.ts";
export { type FiguresOrder, importFigures } from "./import-figures.ts";
export { importProgramme } from "./import-programme.ts";
export { type WithdrawalOrder, withdraw } from "./withdraw-release.ts";
