import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elections } from "../../../../tests/support/elections.ts";
import { countElection } from "../count.ts";
import { type Instance, makeInstance } from "../instance.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { completions } from "../rules/equal-shares.ts";
import { plainSettings, rules } from "../settings.ts";
import { compareRules } from "./compare-rules.ts";
import { ejrPlus } from "./ejr-plus.ts";
import { groupOutcome } from "./group-outcome.ts";
import { partOutcome } from "./part-outcome.ts";
import { checkPrices } from "./prices.ts";
import { satisfactionOf } from "./satisfaction.ts";
import type { Worth } from "./utility-of.ts";

/** The completion over all projects goes on for ever where nobody wants a project that fits. */
const ending = completions.filter((completion) => completion !== "add1-all");

/** Ballots one by one. */
const ballotsOf = ({ groups }: Instance) =>
  groups.flatMap(({ size, projects }) => Array.from({ length: size }, () => projects));

/** Projects with a violation, by looking at every set of voters. */
function violationsBySets(instance: Instance, winners: readonly number[], worth: Worth) {
  const ballots = ballotsOf(instance);
  const utility = (project: number) => (worth === "cost" ? instance.costs[project]! : 1n);
  const has = ballots.map((ballot) =>
    ballot.reduce((sum, project) => (winners.includes(project) ? sum + utility(project) : sum), 0n),
  );
  return instance.ids.flatMap((id, project) => {
    if (winners.includes(project)) return [];
    const supporters = [...ballots.keys()].filter((voter) => ballots[voter]!.includes(project));
    for (let mask = 1; mask < 1 << supporters.length; mask++) {
      const set = supporters.filter((_, at) => (mask >> at) & 1);
      // The price of this project per unit of utility is cost / utility; a free one is worth anything.
      const buys = (needed: bigint) =>
        worth === "cost" && instance.costs[project] === 0n
          ? needed * BigInt(ballots.length) <= instance.budget * BigInt(set.length)
          : needed * instance.costs[project]! * BigInt(ballots.length) <=
            utility(project) * instance.budget * BigInt(set.length);
      if (set.every((voter) => buys(has[voter]! + utility(project)))) return [id];
    }
    return [];
  });
}

/** EJR up to one project for approval ballots, as first defined: by sets of voters and sets of projects that they share. */
function isEjrUpToOne(instance: Instance, winners: readonly number[]): boolean {
  const ballots = ballotsOf(instance);
  const costOf = (projects: readonly number[]) =>
    projects.reduce((sum, project) => sum + instance.costs[project]!, 0n);
  const all = [...instance.ids.keys()];
  for (let voters = 1; voters < 1 << ballots.length; voters++) {
    const set = ballots.filter((_, at) => (voters >> at) & 1);
    const common = all.filter((project) => set.every((ballot) => ballot.includes(project)));
    for (let chosen = 1; chosen < 1 << common.length; chosen++) {
      const wanted = common.filter((_, at) => (chosen >> at) & 1);
      const due = costOf(wanted);
      if (due * BigInt(ballots.length) > instance.budget * BigInt(set.length)) continue;
      const isServed = set.some((ballot) => {
        const own = costOf(ballot.filter((project) => winners.includes(project)));
        return (
          own >= due ||
          ballot.some((one) => !winners.includes(one) && own + instance.costs[one]! > due)
        );
      });
      if (!isServed) return false;
    }
  }
  return true;
}

describe("EJR+ up to one project", () => {
  test.for(["cost", "count"] as const)(
    "by %s: finds what looking at every set of voters finds",
    (worth) => {
      fc.assert(
        fc.property(elections(), fc.infiniteStream(fc.boolean()), (election, stream) => {
          const count = countElection(election, plainSettings(election, "greedy"));
          // Any outcome will do, not only one of a rule.
          const winners = count.winners.filter(() => stream.next().value);
          const check = ejrPlus({ ...count, winners }, worth);
          const expected = violationsBySets(count.instance, winners, worth);
          expect(check.violations.map(({ project }) => project)).toEqual(expected);
          expect(check.holds).toBe(expected.length === 0);
          for (const { voters, groups } of check.violations)
            expect(voters).toBe(
              groups.reduce((sum, at) => sum + count.instance.groups[at]!.size, 0),
            );
        }),
        { numRuns: 150 },
      );
    },
  );

  test("Equal Shares never violates it, and so keeps EJR up to one as first defined", () => {
    fc.assert(
      fc.property(
        elections(),
        fc.constantFrom("cost" as const, "count" as const),
        fc.constantFrom(...ending),
        (election, utility, completion) => {
          const settings = { ...plainSettings(election, "equal-shares"), utility, completion };
          const count = countElection(election, settings);
          expect(ejrPlus(count).violations).toEqual([]);
          if (utility === "cost") expect(isEjrUpToOne(count.instance, count.winners)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("priceability of Equal Shares by its own prices", () => {
  test("always holds, and money adds up", () => {
    fc.assert(
      fc.property(
        elections({ hasPoints: true }),
        fc.constantFrom(
          "cost" as const,
          "count" as const,
          "points" as const,
          "points-cost" as const,
        ),
        fc.constantFrom(...ending),
        (election, utility, completion) => {
          const settings = { ...plainSettings(election, "equal-shares"), utility, completion };
          const count = countElection(election, settings);
          const check = checkPrices(count)!;
          expect(check.faults).toEqual([]);
          expect(check.holds).toBe(true);
          const unpaid = count.winners
            .filter((place) => check.unpaid.includes(count.instance.ids[place]!))
            .reduce((sum, place) => sum + count.instance.costs[place]!, 0n);
          const paid = Number(count.cost - unpaid) / Number(count.instance.unit);
          expect(check.left.value + paid).toBeCloseTo(check.share.value * count.instance.voters, 6);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("an outcome that is not its own is found out", () => {
    const election = readPabulib(
      "META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;20\nb;20\nVOTES\nvoter_id;vote\n1;a\n2;b\n3;b\n",
    );
    const count = countElection(election, plainSettings(election, "equal-shares"));
    if (count.trace.rule !== "equal-shares") return expect.unreachable();
    const shares = { ...count.trace.shares, winners: [0] };
    expect(checkPrices({ ...count, trace: { rule: "equal-shares", shares } })).toMatchObject({
      holds: false,
      faults: [{ kind: "could-pay", project: "b", left: { value: 40 } }],
    });
    expect(checkPrices(countElection(election, plainSettings(election, "greedy")))).toBeNull();
  });
});

const neighbourhood = readPabulib(
  "META\nkey;value\nbudget;100\nvote_type;approval\ncurrency;EUR\nPROJECTS\nproject_id;cost;neighborhood;category\na;30;Noord;Groen\nb;50;Zuid;Groen,Spelen\nc;40;Zuid;\nVOTES\nvoter_id;vote;age;neighborhood\n1;a,b;17;Noord\n2;b;29;Zuid\n3;b,c;30;Zuid\n4;;30-44;Zuid\n5;a;;Noord\n6;c;101;Oost\n",
);
const byVotes = countElection(neighbourhood, plainSettings(neighbourhood, "greedy"));

describe("what groups of voters get", () => {
  test("by age: bands for whole numbers, other values as they are, unknown last", () => {
    expect(groupOutcome(byVotes, "age")).toMatchObject([
      { value: "0–17", voters: 1, money: { exact: "95/3" }, withWinner: 1 },
      { value: "18–29", voters: 1, money: { exact: "50/3" } },
      { value: "30-44", voters: 1, money: { exact: "0" }, withWinnerShare: 0 },
      { value: "30–44", voters: 1, money: { exact: "50/3" } },
      { value: "65+", voters: 1, money: { exact: "0" } },
      { value: null, voters: 1, money: { exact: "15" }, moneyPerVoter: { value: 15 } },
    ]);
  });

  test("by values taken together as one likes", () => {
    const [one, other] = groupOutcome(byVotes, "neighborhood", {
      band: (value) => (value === "Noord" ? "boven het spoor" : "onder het spoor"),
    });
    expect(one).toMatchObject({ value: "boven het spoor", voters: 2, money: { exact: "140/3" } });
    expect(other).toMatchObject({ voters: 4, moneyShare: 100 / 3 / 80, withWinnerShare: 0.5 });
  });

  test("a column that is not there", () => {
    expect(() => groupOutcome(byVotes, "sex")).toThrow(
      new RangeError('Ballots have no column "sex"; they have age, neighborhood.'),
    );
    expect(() => partOutcome(byVotes, "district")).toThrow(RangeError);
  });

  test("money of all groups together is what is spent, with any rule", () => {
    fc.assert(
      fc.property(elections(), fc.constantFrom(...rules), (election, rule) => {
        const voteColumns = [...election.voteColumns, "sex"];
        const votes = election.votes.map((vote, at) => ({
          ...vote,
          rest: [["f", "m", ""][at % 3]!],
        }));
        const made = { ...election, voteColumns, votes };
        const count = countElection(made, plainSettings(made, rule));
        const groups = groupOutcome(count, "sex");
        const sum = groups.reduce((total, { money }) => total + money.value, 0);
        expect(sum).toBeCloseTo(Number(count.cost) / Number(count.instance.unit), 6);
        expect(groups.reduce((total, { withWinner }) => total + withWinner, 0)).toBe(
          satisfactionOf(count).withWinner,
        );
      }),
    );
  });
});

test("what parts of the city get, per voter of that part where ballots say so", () => {
  expect(partOutcome(byVotes, "neighborhood")).toMatchObject([
    {
      value: "Noord",
      projects: 1,
      winners: 1,
      money: { value: 30 },
      voters: 2,
      moneyPerVoter: { value: 15 },
    },
    {
      value: "Zuid",
      projects: 2,
      winners: 1,
      money: { value: 50 },
      moneyShare: 0.625,
      voters: 3,
      supporters: 4,
    },
  ]);
  expect(partOutcome(byVotes, "category")).toMatchObject([
    {
      value: "Groen",
      money: { value: 55 },
      voters: null,
      supporters: 4,
      moneyPerVoter: { exact: "55/4" },
    },
    { value: "Spelen", winners: 1, money: { value: 25 }, votesShare: 1.5 / 7 },
    { value: null, projects: 1, winners: 0, moneyPerVoter: { value: 0 } },
  ]);
});

test("satisfaction is that of ballots one by one", () => {
  fc.assert(
    fc.property(elections(), (election) => {
      const count = countElection(election, plainSettings(election, "equal-shares"));
      const named = ballotsOf(makeInstance(election)).map(
        (ballot) => ballot.filter((place) => count.winners.includes(place)).length,
      );
      const sorted = [...named].sort((a, b) => a - b);
      const at = (rank: number) => sorted[Math.floor(rank)]!;
      const { withWinner, projects } = satisfactionOf(count);
      expect(withWinner).toBe(named.filter((own) => own > 0).length);
      expect(projects.mean).toBeCloseTo(named.reduce((a, b) => a + b, 0) / named.length, 12);
      expect(projects.median).toBe((at((named.length - 1) / 2) + at(named.length / 2)) / 2);
    }),
  );
});

test("rules side by side", () => {
  const list = rules.map((rule) => plainSettings(neighbourhood, rule));
  const seen: string[] = [];
  const comparison = compareRules(neighbourhood, list, { onRule: ({ rule }) => seen.push(rule) });
  expect(seen).toEqual([...rules]);
  expect(
    comparison.rules.map((one) => (one.kind === "counted" ? one.winners.join() : one.why)),
  ).toEqual(
    list.map((settings) => {
      const { winners, instance } = countElection(neighbourhood, settings);
      return winners.map((place) => instance.ids[place]).join();
    }),
  );
  for (const [a, row] of comparison.overlap.entries())
    for (const [b, one] of row.entries()) {
      expect(one).toEqual(comparison.overlap[b]![a]);
      if (a === b) expect(one.share).toBe(1);
    }
  const large = readPabulib(
    "META\nkey;value\nbudget;99999999999999999999\nvote_type;approval\nPROJECTS\nproject_id;cost\na;99999999999999999999\nVOTES\nvoter_id;vote\n1;a\n",
  );
  expect(compareRules(large, [plainSettings(large, "maximin")]).rules).toMatchObject([
    { kind: "impossible" },
  ]);
});
