/** likeness: which areas are like which, and why; and comparing treated areas with others that are like them. */
export {
  type Balance,
  type BalanceRow,
  type BalanceSpread,
  balanceTable,
} from "./balance-table.ts";
export type { LikenessColumn, NumberColumn } from "./columns.ts";
export {
  type LogisticCoefficient,
  type LogisticRegression,
  logisticRegression,
} from "./logistic-regression.ts";
export {
  type MatchedPair,
  type Matching,
  type MatchingBasis,
  type MatchingOptions,
  matchNearest,
} from "./match-nearest.ts";
export {
  type LikenessDistance,
  type TwinArea,
  type TwinReason,
  twinAreas,
} from "./twin-areas.ts";
