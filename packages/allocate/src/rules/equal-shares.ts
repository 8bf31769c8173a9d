import type { Instance } from "../instance.ts";
import type { Rational } from "../rational.ts";
import { defaultTies, type Tie, type TieCriterion, tiePlaces } from "../ties.ts";
import { type Utility, weightOf } from "../utility.ts";
import { ShareCounter } from "./share-round.ts";

/** How money that Equal Shares leaves is spent. `docs/methods/elections.md` says what each does. */
export const completions = ["none", "add1", "add1-all", "add1-overspend", "add1u"] as const;
/** One of them. */
export type Completion = (typeof completions)[number];

/** How Equal Shares counts. */
export interface EqualSharesOptions {
  /** Default "cost". */
  readonly utility?: Utility;
  /** Default "none". */
  readonly completion?: Completion;
  /** Whether the first share is a whole number of units of the currency (rounded down). Default: no. */
  readonly isWholeShare?: boolean;
  readonly ties?: readonly TieCriterion[];
  /** Told after each raise of the shares. */
  readonly onStep?: (step: number) => void;
  /** Leaves doubles out; slower, with the same outcome. For checking. */
  readonly isExactOnly?: boolean;
}

/** The outcome of Equal Shares. */
export interface EqualSharesOutcome {
  /** In the order in which they were chosen. */
  readonly winners: readonly number[];
  /** How many of them the completion by votes added at the end (add1u). */
  readonly filled: number;
  readonly ties: readonly Tie[];
  /** What every voter had to spend in the end, in parts of 10^−moneyDecimals of the currency. */
  readonly share: Rational;
  /** How often the share was raised by one unit of the currency. */
  readonly steps: number;
  /** Why it was not raised further: it was not asked, nothing more could be added, or the next raise spent too much. */
  readonly stop: "not-asked" | "exhaustive" | "infeasible";
}

const costOf = ({ costs }: Instance, projects: readonly number[]) =>
  projects.reduce((sum, project) => sum + costs[project]!, 0n);

/** Projects that are not chosen and still fit in the budget. */
function fitting(instance: Instance, winners: readonly number[]): readonly number[] {
  const left = instance.budget - costOf(instance, winners);
  const chosen = new Set(winners);
  return instance.ids
    .map((_, at) => at)
    .filter((at) => !chosen.has(at) && instance.costs[at]! <= left);
}

/** Whether a completion stops at an outcome, before it looks at the next one. */
function isDone(
  instance: Instance,
  utility: Utility,
  completion: Completion,
  winners: readonly number[],
): boolean {
  const isSupported = (project: number) => weightOf(instance, utility, project) > 0;
  // When all supported projects are chosen, more money changes nothing.
  if (instance.ids.every((_, project) => !isSupported(project) || winners.includes(project)))
    return true;
  if (completion === "add1-all") return fitting(instance, winners).length === 0;
  return completion !== "add1-overspend" && !fitting(instance, winners).some(isSupported);
}

/** Fills up by votes (or score): the best supported project that still fits, again and again. */
function fillUp(
  instance: Instance,
  utility: Utility,
  places: Int32Array,
  winners: readonly number[],
) {
  const weight = (project: number) => weightOf(instance, utility, project);
  let left = instance.budget - costOf(instance, winners);
  return fitting(instance, winners)
    .filter((project) => weight(project) > 0)
    .sort((a, b) => weight(b) - weight(a) || places[a]! - places[b]!)
    .filter((project) => {
      const fits = instance.costs[project]! <= left;
      if (fits) left -= instance.costs[project]!;
      return fits;
    });
}

/** More raises than this are refused: no vote has so much money for so few voters. */
const mostSteps = 2_000_000;

/** A count that would take longer than anybody waits. */
export class TooManySteps extends Error {
  override readonly name = "TooManySteps";
}

/**
 * Method of Equal Shares: the budget is divided equally over the voters; again and again that project is chosen
 * which its supporters can pay at the lowest price per unit of utility, and they pay it from their shares.
 *
 * Exact: doubles with error bounds decide where they are certain, fractions everywhere else. The outcome does not
 * depend on the order of projects or voters in the file.
 *
 * @throws {TooManySteps} if a completion would raise the share more than two million times
 *
 * Source: Peters, Pierczyński & Skowron (2021), "Proportional Participatory Budgeting with Additive Utilities",
 * NeurIPS 34; completion: Faliszewski e.a. (2023), IJCAI, section 3.
 */
export function equalShares(
  instance: Instance,
  options: EqualSharesOptions = {},
): EqualSharesOutcome {
  const {
    utility = "cost",
    completion = "none",
    isWholeShare = false,
    ties = defaultTies,
  } = options;
  const { budget, unit } = instance;
  const voters = BigInt(instance.voters);
  const nothing = {
    winners: [],
    filled: 0,
    ties: [],
    share: { num: 0n, den: 1n },
    steps: 0,
    stop: "not-asked",
  } as const;
  if (voters === 0n) return nothing;
  const places = tiePlaces(instance, ties);
  const counter = new ShareCounter(instance, utility, places);
  const first = isWholeShare ? (budget / (voters * unit)) * unit * voters : budget;
  const shareAt = (step: number): Rational => ({
    num: first + BigInt(step) * unit * voters,
    den: voters,
  });
  const countAt = (step: number) => counter.count(shareAt(step), options.isExactOnly === true);
  let outcome = countAt(0);
  let [step, stop]: [number, EqualSharesOutcome["stop"]] = [0, "not-asked"];
  while (completion !== "none") {
    stop = "exhaustive";
    if (isDone(instance, utility, completion, outcome.winners)) break;
    if (step >= mostSteps)
      throw new TooManySteps(
        `The share was raised ${mostSteps} times and the count is not done: there is much money for few voters. Count without completion.`,
      );
    const next = countAt(step + 1);
    stop = "infeasible";
    if (costOf(instance, next.winners) > budget) break;
    outcome = next;
    step += 1;
    options.onStep?.(step);
  }
  const filled = completion === "add1u" ? fillUp(instance, utility, places, outcome.winners) : [];
  return {
    winners: [...outcome.winners, ...filled],
    filled: filled.length,
    ties: outcome.ties,
    share: shareAt(step),
    steps: step,
    stop,
  };
}
