import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elections } from "../../../../tests/support/elections.ts";
import { type Count, countElection } from "../count.ts";
import { makeInstance } from "../instance.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { compareRationals, type Rational, rationalText } from "../rational.ts";
import { plainSettings, rules } from "../settings.ts";
import { explain } from "./explain.ts";
import { needsOf } from "./needs/needs.ts";
import { explanationText, needsText } from "./text/explanation-text.ts";

const plus = (a: Rational, b: Rational): Rational => ({
  num: a.num * b.den + b.num * a.den,
  den: a.den * b.den,
});
const minus = (a: Rational, b: Rational) => plus(a, { num: -b.num, den: b.den });
const times = ({ num, den }: Rational, factor: number): Rational => ({
  num: num * BigInt(factor),
  den,
});
const min = (a: Rational, b: Rational) => (compareRationals(a, b) <= 0 ? a : b);
const zero: Rational = { num: 0n, den: 1n };
const sum = (values: readonly Rational[]) => values.reduce(plus, zero);

/** The purses of Equal Shares voter by voter, with fractions of any size: independent of the code. */
function bookkeeping({ instance, settings, trace }: Count) {
  if (trace.rule !== "equal-shares") throw new Error("not by Equal Shares");
  const { share } = trace.shares;
  const usesPoints = settings.utility.startsWith("points");
  const voters = instance.groups.flatMap((group) =>
    Array.from({ length: group.size }, () => group),
  );
  const purses = voters.map(() => share);
  const supporters = (project: number) =>
    voters.flatMap(({ projects, points }, voter) => {
      const at = projects.indexOf(project);
      return at < 0 ? [] : [{ voter, points: usesPoints ? points[at]! : 1 }];
    });
  return {
    moneyOf: (project: number) => sum(supporters(project).map(({ voter }) => purses[voter]!)),
    pay: (project: number) => {
      const own = supporters(project);
      const cost = { num: instance.costs[project]!, den: 1n };
      const paysAt = (rate: Rational) =>
        own.map(({ voter, points }) => min(purses[voter]!, times(rate, points)));
      // One of the rates at which the poorest k pay all they have and the others pay by points.
      const byPoorest = [...own].sort((a, b) =>
        compareRationals(times(purses[a.voter]!, b.points), times(purses[b.voter]!, a.points)),
      );
      const rates = byPoorest.map((_, poor): Rational => {
        const open = minus(cost, sum(byPoorest.slice(0, poor).map(({ voter }) => purses[voter]!)));
        const weight = byPoorest.slice(poor).reduce((all, { points }) => all + points, 0);
        return { num: open.num, den: open.den * BigInt(weight) };
      });
      const rate = rates.find(
        (one) => one.num >= 0n && compareRationals(sum(paysAt(one)), cost) === 0,
      )!;
      const payers = { full: 0, rest: 0, none: 0 };
      for (const { voter, points } of own) {
        const due = times(rate, points);
        const pays = min(purses[voter]!, due);
        if (purses[voter]!.num === 0n) payers.none += 1;
        else payers[compareRationals(pays, due) === 0 ? "full" : "rest"] += 1;
        purses[voter] = minus(purses[voter]!, pays);
      }
      return { rate, payers };
    },
  };
}

const inCurrency = (count: Count, { num, den }: Rational) =>
  rationalText({ num, den: den * count.instance.unit });

test.for(["cost", "count", "points", "points-cost"] as const)(
  "Equal Shares by %s: who paid how much, and when a loser could no longer be paid",
  (utility) => {
    fc.assert(
      fc.property(
        elections({ hasPoints: true }),
        fc.constantFrom("none" as const, "add1" as const),
        (election, completion) => {
          const settings = { ...plainSettings(election, "equal-shares"), utility, completion };
          const count = countElection(election, settings);
          const { instance, winners } = count;
          const explanations = explain(count);
          const books = bookkeeping(count);
          const open = new Set(
            explanations.flatMap(({ why }, at) => (why.kind === "unaffordable" ? [at] : [])),
          );
          const look = (round: number, after: string | null) => {
            for (const project of open) {
              const money = books.moneyOf(project);
              if (compareRationals(money, { num: instance.costs[project]!, den: 1n }) >= 0)
                continue;
              expect(explanations[project]!.why).toMatchObject({
                round,
                after: after === null ? null : { id: after },
                money: { exact: inCurrency(count, money) },
              });
              open.delete(project);
            }
          };
          look(0, null);
          let round = 0;
          for (const winner of winners) {
            const { why } = explanations[winner]!;
            if (instance.costs[winner] === 0n) {
              expect(why.kind).toBe("free");
              continue;
            }
            round += 1;
            const { rate, payers } = books.pay(winner);
            expect(why).toMatchObject({
              kind: "paid",
              round,
              price: { exact: inCurrency(count, rate) },
              payers,
            });
            look(round, instance.ids[winner]!);
          }
          expect(open.size).toBe(0);
          for (const [project, { why }] of explanations.entries())
            if (why.kind === "unaffordable")
              expect(why.moneyAtEnd.exact).toBe(inCurrency(count, books.moneyOf(project)));
        },
      ),
      { numRuns: 80 },
    );
  },
);

const winning = new Set([
  "fits",
  "from-the-rest",
  "free",
  "paid",
  "filled-up",
  "bought",
  "least-load",
  "carried-out",
]);

test("every project of every rule is explained, in data and in words", () => {
  fc.assert(
    fc.property(
      fc.oneof(elections(), elections({ hasPoints: true })),
      fc.constantFrom(...rules),
      fc.constantFrom("none" as const, "add1u" as const),
      fc.boolean(),
      (election, rule, completion, isCompared) => {
        const settings = {
          ...plainSettings(election, rule),
          completion,
          compareWith: isCompared && rule === "equal-shares" ? ("greedy" as const) : null,
        };
        const count = countElection(election, settings);
        const explanations = explain(count);
        expect(explanations.map(({ id }) => id)).toEqual(election.projects.map(({ id }) => id));
        expect(JSON.parse(JSON.stringify(explanations))).toEqual(explanations);
        for (const [project, one] of explanations.entries()) {
          expect(one.won).toBe(count.winners.includes(project));
          expect(one.position).toBe(one.won ? count.winners.indexOf(project) + 1 : null);
          expect(winning.has(one.why.kind)).toBe(one.won);
          const needs = needsOf(count, project, { work: 100_000 });
          for (const language of ["nl", "en"] as const) {
            const text = `${explanationText(one, language)} ${needsText(needs, language)}`;
            expect(text).toMatch(/^[A-Z].*\. ?$/);
            expect(text).not.toMatch(/undefined|null|NaN|Infinity| {2}\S|\[object|−/);
          }
        }
      },
    ),
    { numRuns: 120 },
  );
});

describe("greedy with a limit, a threshold and projects that exclude each other", () => {
  const election = readPabulib(
    "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost;name\na;40;Park\nb;30;\nc;20;\nd;50;\ne;10;\nVOTES\nvoter_id;vote\n1;a,b,c,d\n2;a,b,c,d\n3;a,b,c\n4;a,b\n5;a\n6;e\n",
  );
  const count = countElection(election, {
    ...plainSettings(election, "greedy"),
    threshold: 2,
    limits: [{ name: "Groen", money: 60n, projects: new Set([0, 1]) }],
    exclusive: [["c", "d"]],
    spendsRest: true,
  });

  test("says for each what stood in its way, and what it would have needed", () => {
    expect(explain(count).map(({ id, why }) => ({ id, ...why }))).toMatchObject([
      { id: "a", kind: "fits", left: { value: 100 } },
      { id: "b", kind: "from-the-rest", limit: "Groen", left: { value: 40 } },
      { id: "c", kind: "fits", left: { value: 60 } },
      { id: "d", kind: "excluded", by: { id: "c", name: null } },
      { id: "e", kind: "below-threshold", threshold: 2, per: "vote" },
    ]);
    expect(needsOf(count, 3)).toMatchObject({
      cost: { kind: "found", wins: { value: 0 } },
      votes: { kind: "found", wins: 2, scope: "fewest" },
    });
    expect(needsOf(count, 4)).toMatchObject({
      cost: { kind: "none" },
      votes: { kind: "found", wins: 1, scope: "fewest" },
    });
    expect(needsOf(count, 0)).toMatchObject({ won: true, spare: 3 });
  });

  test("no number of votes helps against a limit", () => {
    const strict = countElection(election, {
      ...count.settings,
      spendsRest: false,
      limits: [{ name: "Spelen", money: 20n, projects: new Set([3]) }],
    });
    expect(explain(strict)[3]!.why.kind).toBe("excluded");
    expect(needsOf(strict, 3)).toMatchObject({ votes: { kind: "none" } });
    expect(() => needsOf(strict, 9)).toThrow(RangeError);
  });
});

test("the vote between Equal Shares and greedy is told to each project", () => {
  // Three like a; each pays for own projects by shares, but two would rather have a.
  const election = readPabulib(
    "META\nkey;value\nbudget;30\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;10\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n",
  );
  const settings = { ...plainSettings(election, "equal-shares"), compareWith: "greedy" as const };
  const [a, b] = explain(countElection(election, settings));
  expect(a).toMatchObject({
    won: true,
    why: { kind: "fits" },
    rival: { preferShares: 1, preferGreedy: 2, chosen: "greedy", inShares: false, inGreedy: true },
  });
  expect(b).toMatchObject({ won: false, why: { kind: "too-dear" }, rival: { inShares: true } });
});

const lodz = fileURLToPath(
  new URL("../../../../../shared/data/elections/Poland_Lodz_2022.pb", import.meta.url),
);

describe.skipIf(!existsSync(lodz))("90,494 ballots", () => {
  test("are explained, and a loser's needs are verified", () => {
    const election = readPabulib(readFileSync(lodz, "utf8"));
    const instance = makeInstance(election);
    const settings = plainSettings(election, "equal-shares");
    const count = countElection(election, settings, { instance });
    const explanations = explain(count);
    const place = explanations.findIndex(({ id }) => id === "L010");
    expect(explanations[place]).toMatchObject({
      why: { kind: "unaffordable", round: 0, money: { exact: "51665960336/45247" } },
    });
    // With its cost it lost from the beginning: 16,904 supporters × 67.55.
    expect(needsOf(count, place, { work: 0 })).toMatchObject({
      cost: { kind: "found", wins: { value: 1141864.88 }, scope: "highest", verified: true },
    });
  });
});
