import type { Count } from "../count.ts";
import { amountOf } from "./amount.ts";
import type { Explanation, RivalVote, Why } from "./explanation.ts";
import { refOf } from "./project-ref.ts";
import { whyGreedy } from "./why-greedy.ts";
import { whyMaximin, whyVouchers } from "./why-others.ts";
import { whyPhragmen } from "./why-phragmen.ts";
import { whyShares } from "./why-shares.ts";

function whysOf(count: Count): readonly Why[] {
  const { trace } = count;
  switch (trace.rule) {
    case "greedy":
    case "greedy-no-skip":
      return whyGreedy(count, trace.reasons);
    case "equal-shares":
      return whyShares(count, trace.shares);
    case "phragmen":
      return whyPhragmen(count, trace);
    case "maximin":
      return whyMaximin(count, trace);
    case "vouchers":
      return whyVouchers(count, trace.vouchers);
  }
}

function rivalVoteOf({ comparison }: Count, project: number): RivalVote | null {
  if (comparison === null) return null;
  return {
    preferShares: comparison.preferOwn,
    preferGreedy: comparison.preferOther,
    indifferent: comparison.indifferent,
    chosen: comparison.chosen === "own" ? "equal-shares" : "greedy",
    inShares: comparison.ownWinners.includes(project),
    inGreedy: comparison.otherWinners.includes(project),
  };
}

/** Whether ballots give points or an order, so that a score says more than the number of votes. */
const hasScore = ({ election }: Count) =>
  election.voteType !== "approval" && election.voteType !== "choose-1";

/**
 * Says of every project why it won or lost, in the order of the file: who paid how much, what was left, what was
 * missing. Plain data that can be written as JSON; `explanationText` puts it in words. What a loser would have needed
 * takes recounts: `needsOf`.
 *
 * For Equal Shares the last run is paid once more in exact fractions; the other rules say it from what they kept.
 *
 * @example
 * import { countElection, explain, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;40\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n3;b\n");
 * const [a, b] = explain(countElection(election, plainSettings(election, "equal-shares")));
 * a; // → { won: true, why: { kind: "paid", round: 1, price: { exact: "15" }, payers: { full: 2, rest: 0, none: 0 } } }
 * b; // → { won: false, why: { kind: "unaffordable", round: 1, money: { exact: "25" }, missing: { exact: "15" } } }
 */
export function explain(count: Count): readonly Explanation[] {
  const { election, instance, winners, ties } = count;
  const whys = whysOf(count);
  const positions = new Map(winners.map((project, at) => [project, at + 1]));
  return instance.ids.map((_, project): Explanation => {
    const { votes, score } = instance.supports[project]!;
    const won = positions.has(project);
    const level = ties
      .filter(({ projects }) => projects.includes(project))
      .flatMap(({ projects }) => projects)
      .filter((other) => other !== project && positions.has(other) !== won);
    return {
      ...refOf(count, project),
      won,
      position: positions.get(project) ?? null,
      votes,
      score: hasScore(count) ? score / 10 ** instance.pointDecimals : null,
      cost: amountOf(instance, instance.costs[project]!),
      currency: election.meta.get("currency") ?? null,
      why: whys[project]!,
      tiedWith: [...new Set(level)].map((other) => refOf(count, other)),
      rival: rivalVoteOf(count, project),
    };
  });
}
