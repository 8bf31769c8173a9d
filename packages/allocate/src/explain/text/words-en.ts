import type { Amount } from "../amount.ts";
import type { Facts, Words } from "./words.ts";

/** What is still left; nothing is said in a word. */
const left = (amount: Amount, { money }: Facts) =>
  amount.value === 0 ? "nothing was left" : `${money(amount)} was left`;

const chosen = ({ position }: Facts) => `Chosen as number ${position}`;

const notChosen = ({ support }: Facts) => `Not chosen, with ${support}`;

const supporters = ({ supporters: count, voters }: Facts) =>
  count === 1
    ? "the one supporter of this project"
    : `the ${voters(count)} for this project together`;

const short = (missing: Amount, { cost, money }: Facts) =>
  `It costs ${cost}, so ${money(missing)} was missing.`;

const why: Words["why"] = {
  "no-support": () => "Not chosen: nobody voted for this project.",
  fits: ({ left: money }, facts) =>
    `${chosen(facts)}, with ${facts.support}. It costs ${facts.cost}, and ${left(money, facts)}.`,
  "from-the-rest": ({ limit, left: money }, facts) =>
    `${chosen(facts)}, with ${facts.support}. It did not fit in the budget for ${limit}, but it did fit in what was left of the whole budget at the end: ${facts.money(money)}.`,
  "below-threshold": ({ threshold, per }, facts) =>
    `Not chosen: it got ${facts.support}. At least ${facts.count(threshold)} ${per === "vote" ? "votes" : "points"} were needed.`,
  "too-dear": ({ left: money, missing, after }, facts) =>
    `${notChosen(facts)}. ${after === null ? "When its turn came" : `After project ${facts.project(after)} was chosen`}, ${left(money, facts)}. ${short(missing, facts)}`,
  limit: ({ limit, left: money, missing }, facts) =>
    `${notChosen(facts)}. When its turn came, ${left(money, facts)} for ${limit}. ${short(missing, facts)}`,
  excluded: ({ by }, facts) =>
    `Not chosen. Project ${facts.project(by)} was chosen already, and only one of the two can go ahead.`,
  stopped: ({ by }, facts) =>
    `${notChosen(facts)}. The count had already ended at project ${facts.project(by)}, which no longer fitted in the budget.`,
  free: (_, facts) => `Chosen: it costs nothing, and it got ${facts.support}.`,
  paid: ({ round, price, per, payers: { full, rest, none } }, facts) => {
    const parts = [
      `${facts.voters(full)} paid ${facts.money(price)}${per === "point" ? " per point" : full === 1 ? "" : " each"}`,
      `${facts.count(rest)} had less left and paid that`,
      `${facts.count(none)} had nothing left`,
    ].filter((_, at) => [full, rest, none][at] !== 0);
    return `Chosen in round ${facts.count(round)}. The people who voted for it paid its cost, ${facts.cost}: ${parts.join("; ")}.`;
  },
  "filled-up": ({ left: money }, facts) =>
    `${chosen(facts)}, when what was left was given out: ${facts.money(money)}. Of the projects that fitted, this one had the most support: ${facts.support}.`,
  unaffordable: ({ share, round, after, money, missing, fill, unspent }, facts) => {
    const first =
      after === null
        ? `Not chosen. Every voter had ${facts.money(share)} to spend. So ${supporters(facts)} had ${facts.money(money)}, and it costs ${facts.cost}.`
        : `Not chosen. In round ${facts.count(round)} project ${facts.project(after)} was paid for. After that ${supporters(facts)} had ${money.value === 0 ? "nothing" : facts.money(money)} left. ${short(missing, facts)}`;
    if (fill !== null)
      return `${first} Nor did it fit in what could be given out at the end: ${facts.money(fill)}.`;
    return facts.isWithin(unspent)
      ? `${first} ${facts.money(unspent)} of the budget remained, but this count does not spend it.`
      : first;
  },
  bought: ({ time }, facts) =>
    `${chosen(facts)}. All voters got a little more money all the time. At ${facts.money(time)} per voter, ${supporters(facts)} had enough for its cost: ${facts.cost}.`,
  "ended-count": ({ time, left: money, missing }, facts) =>
    `Not chosen. At ${facts.money(time)} per voter, ${supporters(facts)} had enough, but ${money.value === 0 ? "nothing" : `only ${facts.money(money)}`} of the budget was left. ${short(missing, facts)} There the count ended.`,
  "too-late": ({ time, end, by }, facts) =>
    `Not chosen. Only at ${facts.money(time)} per voter would ${supporters(facts)} have had enough. The count ended ${time.exact === end.exact ? "at that moment" : `earlier, at ${facts.money(end)}`}, because project ${facts.project(by)} no longer fitted in the budget.`,
  "least-load": ({ load }, facts) =>
    `${chosen(facts)}, with ${facts.support}. The cost is shared among voters as evenly as can be. With this project added, nobody bears more than ${facts.money(load)}; with another project it would not have been less.`,
  "carried-out": ({ round, given, givers, most, returned }, facts) =>
    `Chosen in round ${facts.count(round)}. ${facts.voters(givers)} gave ${facts.money(given)}${givers === 1 ? "" : " together"}, and it costs ${facts.cost}. ${returned.value === 0 ? "" : `What was too much, ${facts.money(returned)}, went back. `}Nobody paid more than ${facts.money(most)}.`,
  dropped: ({ round, given, missing }, facts) =>
    `Not chosen. In round ${facts.count(round)} it had ${given.value === 0 ? "nothing" : facts.money(given)}. ${short(missing, facts)} Of the projects still taking part it was furthest from its goal, so it was dropped and the money went back.`,
};

const unsure = "not all of them were counted";

/** Sentences in plain English. */
export const english: Words = {
  votes: ["vote", "votes"],
  voters: ["voter", "voters"],
  points: ["point", "points"],
  from: "from",
  and: "and",
  why,
  tied: (others) => `It was level with ${others}; the declared order decided.`,
  rival: ({ preferShares, preferGreedy, chosen: which, inShares, inGreedy }, { count }) => {
    const against = `${count(preferGreedy)} against ${count(preferShares)}`;
    if (which === "greedy")
      return `The ordinary count stands, because more voters are better off with it than with equal shares: ${against}.${inShares === inGreedy ? "" : ` With equal shares it would ${inShares ? "" : "not "}have been chosen.`}`;
    return inShares === inGreedy
      ? ""
      : `In the ordinary count it would ${inGreedy ? "" : "not "}have been chosen, but no more voters are better off with that: ${against}.`;
  },
  lowerCost: {
    found: ({ wins, loses, scope }, { money }) => {
      if (scope === "highest")
        return wins.value === 0
          ? "Only if it cost nothing would it have been chosen."
          : `At a cost of at most ${money(wins)} it would have been chosen.`;
      return `At ${money(wins)} it would have been chosen, at ${money(loses)} not. Perhaps some higher cost would have done too; ${unsure}.`;
    },
    between: ({ wins, loses }, { money }) =>
      `At ${money(wins)} it would have been chosen, at ${money(loses)} not. The costs in between were not counted.`,
    none: () => "A lower cost would not have helped.",
    unknown: ({ loses }, { money }) =>
      `At ${money(loses)} it would not have been chosen either. Whether a still lower cost would have helped was not counted.`,
  },
  moreVotes: {
    found: ({ wins, points, scope }, { votes, count }) => {
      const [who, vote, give] =
        wins === 1 ? ["somebody who", "votes", "gives"] : ["people who", "vote", "give"];
      const how =
        points === null
          ? ""
          : ` and ${give} it ${count(points)} ${points === 1 ? "point" : "points"}`;
      const more = `${votes(wins)} more, from ${who} ${vote} for this project only${how}`;
      if (scope === "fewest")
        return `With ${more}, it would have been chosen${wins === 1 ? "" : "; with fewer not"}.`;
      return `With ${more}, it would have been chosen; with ${count(wins - 1)} not. Perhaps fewer would have done too; ${unsure}.`;
    },
    between: ({ wins, loses }, { votes, count }) =>
      `With ${votes(wins)} more, for this project only, it would have been chosen${loses === 0 ? "" : `; with ${count(loses)} not`}. What lies in between was not counted.`,
    none: () => "More votes would not have helped.",
    unknown: ({ loses }, { votes }) =>
      loses === 0
        ? "How many more votes would have been enough was not counted."
        : `With ${votes(loses)} more it would not have been chosen either. Whether still more would have helped was not counted.`,
  },
  spare: (fewer, { votes }) =>
    fewer === 0
      ? "With one vote fewer it would not have been chosen."
      : `With ${votes(fewer)} fewer it would still have been chosen; with one fewer than that not.`,
};
