import type { Explanation, Why } from "../explanation.ts";
import type { CostNeed, Needs, VotesNeed } from "../needs/needs.ts";
import { countText, listText, moneyText, projectText, type TextLanguage } from "./format.ts";
import type { Facts, Words, Writing } from "./words.ts";
import { english } from "./words-en.ts";
import { dutch } from "./words-nl.ts";

const wordsIn: Readonly<Record<TextLanguage, Words>> = { nl: dutch, en: english };

function writingFor(language: TextLanguage, currency: string | null): Writing {
  const words = wordsIn[language];
  const count = (value: number) => countText(value, language);
  const counted =
    ([one, more]: readonly [string, string]) =>
    (value: number) =>
      `${count(value)} ${value === 1 ? one : more}`;
  return {
    count,
    money: (amount) => moneyText(amount, currency, language),
    votes: counted(words.votes),
    voters: counted(words.voters),
    project: projectText,
  };
}

function factsOf(explanation: Explanation, language: TextLanguage): Facts {
  const { votes, score, cost, position } = explanation;
  const { points, from } = wordsIn[language];
  const writing = writingFor(language, explanation.currency);
  const support =
    score === null
      ? writing.votes(votes)
      : `${writing.count(score)} ${score === 1 ? points[0] : points[1]} ${from} ${writing.voters(votes)}`;
  return {
    ...writing,
    position: position === null ? "" : writing.count(position),
    support,
    supporters: votes,
    cost: writing.money(cost),
    isWithin: ({ value }) => cost.value <= value,
  };
}

/**
 * Puts an explanation in a few plain sentences, with amounts in the currency of the file.
 *
 * @example
 * import { countElection, explain, explanationText, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;6000\ncurrency;EUR\nvote_type;approval\nPROJECTS\nproject_id;cost\na;3000\nb;4000\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n");
 * const [, b] = explain(countElection(election, plainSettings(election, "greedy")));
 * explanationText(b, "en"); // → "Not chosen, with 1 vote. When its turn came, €3,000 was left. It costs €4,000, so €1,000 was missing."
 */
export function explanationText(explanation: Explanation, language: TextLanguage): string {
  const { why, tiedWith, rival } = explanation;
  const words = wordsIn[language];
  const facts = factsOf(explanation, language);
  const say = words.why[why.kind] as (one: Why, facts: Facts) => string;
  const tied = listText(tiedWith.map(projectText), words.and);
  return [
    say(why, facts),
    ...(tied === "" ? [] : [words.tied(tied)]),
    ...(rival === null ? [] : [words.rival(rival, facts)]),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/**
 * Says in a few plain sentences what a loser would have needed, or how many votes a winner could have missed.
 * Empty where nothing is known of a winner.
 *
 * @example
 * import { countElection, needsOf, needsText, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;6000\ncurrency;EUR\nvote_type;approval\nPROJECTS\nproject_id;cost\na;3000\nb;4000\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n");
 * const count = countElection(election, plainSettings(election, "greedy"));
 * needsText(needsOf(count, 1), "en"); // → "At a cost of at most €3,000 it would have been chosen. With 2 votes more, from people who vote for this project only, it would have been chosen; with fewer not."
 */
export function needsText(needs: Needs, language: TextLanguage): string {
  const words = wordsIn[language];
  if (needs.won)
    return needs.spare === null ? "" : words.spare(needs.spare, writingFor(language, null));
  const { cost, votes, currency } = needs;
  const writing = writingFor(language, currency);
  const lower = words.lowerCost[cost.kind] as (one: CostNeed, writing: Writing) => string;
  const more = words.moreVotes[votes.kind] as (one: VotesNeed, writing: Writing) => string;
  return `${lower(cost, writing)} ${more(votes, writing)}`;
}
