/** allocate: participatory budgeting. Reads Pabulib elections, counts them in exact arithmetic, and explains the outcome. */
export { type AnonymiseOptions, anonymise } from "./ballots/anonymise.ts";
export {
  type BallotFault,
  type BallotForm,
  checkBallot,
  type FormRule,
  formOf,
} from "./ballots/form.ts";
export {
  type DuplicateRule,
  type DuplicateVoter,
  type MergedBallots,
  MergeError,
  mergeBallots,
} from "./ballots/merge-ballots.ts";
export {
  type BallotCheck,
  type SpoiltBallot,
  validateBallots,
} from "./ballots/validate-ballots.ts";
export { type Comparison, type Count, countElection, type Trace } from "./count.ts";
export { type Decimal, decimalText, parseDecimal } from "./decimal.ts";
export type { Amount, ProjectRef } from "./explain/amount.ts";
export { explain } from "./explain/explain.ts";
export type { Explanation, Payers, Per, RivalVote, Why } from "./explain/explanation.ts";
export {
  type CostNeed,
  type Needs,
  type NeedsOptions,
  needsOf,
  type VotesNeed,
} from "./explain/needs/needs.ts";
export { explanationText, needsText } from "./explain/text/explanation-text.ts";
export type { TextLanguage } from "./explain/text/format.ts";
export { BallotError, type Group, type Instance, makeInstance, type Support } from "./instance.ts";
export { ageBand, voterColumnsOf } from "./measures/columns.ts";
export {
  compareRules,
  type Overlap,
  type RuleComparison,
  type RuleOutcome,
} from "./measures/compare-rules.ts";
export { type EjrCheck, type EjrViolation, ejrPlus } from "./measures/ejr-plus.ts";
export { type GroupOptions, type GroupOutcome, groupOutcome } from "./measures/group-outcome.ts";
export {
  comparisonText,
  ejrText,
  groupText,
  satisfactionText,
  type TextStyle,
} from "./measures/measures-text.ts";
export { type PartOutcome, partOutcome } from "./measures/part-outcome.ts";
export { checkPrices, type PriceCheck, type PriceFault } from "./measures/prices.ts";
export { type Satisfaction, type Spread, satisfactionOf } from "./measures/satisfaction.ts";
export type { Worth } from "./measures/utility-of.ts";
export { type Official, officialOf } from "./official.ts";
export {
  type Election,
  type Finding,
  type Project,
  type Vote,
  type VoteType,
  voteTypes,
} from "./pabulib/election.ts";
export { PabulibError } from "./pabulib/pabulib-error.ts";
export { PabulibReader, type ReadOptions, readPabulib } from "./pabulib/read-pabulib.ts";
export { writePabulib } from "./pabulib/write-pabulib.ts";
export { type Rational, rationalText, rationalToNumber } from "./rational.ts";
export { AmountTooLarge } from "./rules/densest.ts";
export {
  type Completion,
  completions,
  type EqualSharesOptions,
  type EqualSharesOutcome,
  equalShares,
  TooManySteps,
} from "./rules/equal-shares.ts";
export {
  type GreedyOptions,
  type GreedyOutcome,
  type GreedyReason,
  greedy,
  type Limit,
} from "./rules/greedy.ts";
export { type MaximinOutcome, maximin } from "./rules/maximin.ts";
export { type PhragmenOutcome, phragmen } from "./rules/phragmen.ts";
export { type VoucherSplit, voucherSplits } from "./rules/voucher-purses.ts";
export {
  type VoucherOptions,
  type VoucherStep,
  type VouchersOutcome,
  vouchers,
} from "./rules/vouchers.ts";
export {
  defaultUtility,
  limitsOf,
  ownSettings,
  plainSettings,
  type Rule,
  rules,
  type Settings,
} from "./settings.ts";
export { defaultTies, type Tie, type TieCriterion } from "./ties.ts";
export { type Utility, utilities } from "./utility.ts";
