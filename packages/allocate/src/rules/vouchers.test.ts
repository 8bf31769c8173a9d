import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countElection } from "../count.ts";
import { type Instance, makeInstance } from "../instance.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { compareRationals, type Rational, rationalText } from "../rational.ts";
import { plainSettings } from "../settings.ts";
import { compareBytes } from "../ties.ts";
import type { VoucherSplit } from "./voucher-purses.ts";
import { vouchers } from "./vouchers.ts";

const file = (voteType: string, costs: readonly number[], votes: readonly string[], budget = 30) =>
  `META\nkey;value\nbudget;${budget}\nvote_type;${voteType}\nPROJECTS\nproject_id;cost\n${costs.map((cost, at) => `p${at};${cost}`).join("\n")}\nVOTES\nvoter_id;vote${votes[0]?.includes(";") ? ";points" : ""}\n${votes.map((vote, at) => `${at};${vote}`).join("\n")}\n`;

describe("vouchers, a story", () => {
  test.for([
    // Three vouchers of 10. The first choices give p1 its 10; p0 and p2 have half or less.
    [
      "order: on along the ballot",
      "ordinal",
      [20, 10, 25],
      ["p0,p1", "p2,p0", "p1,p2"],
      ["p1", "p0"],
    ],
    [
      "equal: half each, given back when one is dropped",
      "approval",
      [20, 30],
      ["p0,p1", "p0", "p1"],
      ["p0"],
    ],
    [
      "points: three quarters and a quarter",
      "cumulative",
      [15, 5],
      ["p0,p1;3,1", "p0;1", "p1;1"],
      ["p1", "p0"],
    ],
    [
      "what nobody names is not carried out, what is free is",
      "approval",
      [0, 0, 5],
      ["p0,p2", "p2", ""],
      ["p0", "p2"],
    ],
    ["no ballots", "approval", [5], [], []],
  ] as const)("%s", ([, voteType, costs, votes, winners]) => {
    const election = readPabulib(file(voteType, costs, votes));
    const count = countElection(election, plainSettings(election, "vouchers"));
    expect(count.winners.map((place) => election.projects[place]!.id)).toEqual(winners);
  });

  test("everyone pays the same, at most what was given; the rest goes back", () => {
    const election = readPabulib(file("cumulative", [13, 5], ["p0,p1;1,4", "p0;1", "p0;1"]));
    const { steps, unspent } = vouchers(makeInstance(election), { split: "points" });
    // p0 is given 2 + 10 + 10 of 13: the first pays 2, the others 5½; p1 then has 8 of 5.
    expect(
      steps.map((step) => [
        step.kind,
        step.project,
        rationalText(step.given),
        step.givers,
        rationalText(step.most),
      ]),
    ).toEqual([
      ["carried-out", 0, "22", 3, "11/2"],
      ["carried-out", 1, "8", 1, "5"],
    ]);
    expect(rationalText(unspent)).toBe("12");
  });

  test("a voucher of a fixed amount; never more than the budget", () => {
    const election = readPabulib(file("approval", [10, 4], ["p0,p1", "p0", "p0"]));
    const settings = { ...plainSettings(election, "vouchers"), voucher: 4n };
    expect(countElection(election, settings).winners).toEqual([0]);
    expect(() => countElection(election, { ...settings, voucher: 11n })).toThrow(RangeError);
  });
});

const zero: Rational = { num: 0n, den: 1n };
const plus = (a: Rational, b: Rational): Rational => ({
  num: a.num * b.den + b.num * a.den,
  den: a.den * b.den,
});
const times = (a: Rational, num: bigint, den: bigint): Rational => ({
  num: a.num * num,
  den: a.den * den,
});
const min = (a: Rational, b: Rational) => (compareRationals(a, b) <= 0 ? a : b);

/** As the definition says, voter by voter and with fractions of any size. */
function byDefinition(instance: Instance, split: VoucherSplit): readonly string[] {
  const voters = instance.groups.flatMap((group) =>
    Array.from({ length: group.size }, () => group),
  );
  const purses = voters.map(
    (): Rational => ({ num: instance.budget, den: BigInt(instance.voters) }),
  );
  const before = (a: number, b: number) =>
    instance.supports[b]!.votes - instance.supports[a]!.votes ||
    Number(instance.costs[a]! - instance.costs[b]!) ||
    compareBytes(instance.ids[a]!, instance.ids[b]!);
  let open = [...instance.ids.keys()].filter((place) => instance.supports[place]!.votes > 0);
  const winners: string[] = [];
  const gift = (voter: number, place: number): Rational => {
    const { projects, points } = voters[voter]!;
    const own = projects
      .map((project, at) => ({ project, points: points[at]! }))
      .filter(({ project }) => open.includes(project));
    const mine = own.find(({ project }) => project === place);
    if (mine === undefined) return zero;
    if (split === "order") {
      const [first] = own.sort((a, b) => b.points - a.points || before(a.project, b.project));
      return first === mine ? purses[voter]! : zero;
    }
    const weight = (points: number) => BigInt(split === "equal" ? 1 : points);
    return times(
      purses[voter]!,
      weight(mine.points),
      own.reduce((sum, one) => sum + weight(one.points), 0n),
    );
  };
  while (open.length > 0) {
    const given = open.map((place) => ({
      place,
      sum: voters.reduce((sum, _, voter) => plus(sum, gift(voter, place)), zero),
    }));
    given.sort((a, b) => {
      const [costA, costB] = [instance.costs[a.place]!, instance.costs[b.place]!];
      const free = Number(costB === 0n) - Number(costA === 0n);
      const level =
        costA === 0n || costB === 0n
          ? free
          : compareRationals(times(b.sum, 1n, costB), times(a.sum, 1n, costA));
      return level || before(a.place, b.place);
    });
    const [first] = given;
    const cost = { num: instance.costs[first!.place]!, den: 1n };
    if (compareRationals(first!.sum, cost) < 0) {
      const last = given.at(-1)!.place;
      open = open.filter((place) => place !== last);
      continue;
    }
    const gifts = voters.map((_, voter) => gift(voter, first!.place));
    // The cap at which all together pay the cost: one of the sums in which the k smallest gifts are paid in full.
    const sorted = gifts.filter(({ num }) => num > 0n).sort(compareRationals);
    const caps = sorted.map((_, k) => {
      const full = sorted.slice(0, k).reduce(plus, zero);
      return times(plus(cost, times(full, -1n, 1n)), 1n, BigInt(sorted.length - k));
    });
    const paid = (cap: Rational) => gifts.reduce((sum, one) => plus(sum, min(one, cap)), zero);
    const cap =
      caps.find((one) => one.num >= 0n && compareRationals(paid(one), cost) === 0) ?? zero;
    for (const voter of voters.keys())
      purses[voter] = plus(purses[voter]!, times(min(gifts[voter]!, cap), -1n, 1n));
    winners.push(instance.ids[first!.place]!);
    open = open.filter((place) => place !== first!.place);
  }
  return winners;
}

const elections = fc
  .record({
    costs: fc.array(fc.constantFrom(0, 2, 3, 5, 8, 10, 15.5), { minLength: 1, maxLength: 5 }),
    budget: fc.integer({ min: 1, max: 40 }),
  })
  .chain(({ costs, budget }) =>
    fc
      .array(
        fc
          .shuffledSubarray(costs.map((_, at) => at))
          .chain((choices) =>
            fc.tuple(
              fc.constant(choices),
              fc.tuple(...choices.map(() => fc.integer({ min: 1, max: 4 }))),
            ),
          ),
        { minLength: 1, maxLength: 7 },
      )
      .map((ballots) => ({ costs, budget, ballots })),
  );

test.for(["ordinal", "cumulative", "approval"] as const)(
  "%s: vouchers are what their definition says",
  (voteType) => {
    const split = ({ ordinal: "order", cumulative: "points", approval: "equal" } as const)[
      voteType
    ];
    fc.assert(
      fc.property(elections, ({ costs, budget, ballots }) => {
        const votes = ballots.map(([choices, points]) => {
          const names = choices.map((place) => `p${place}`).join();
          return voteType === "cumulative" ? `${names};${points.join()}` : names;
        });
        const text = file(voteType, costs, votes, budget);
        const instance = makeInstance(readPabulib(text));
        const { winners, unspent } = vouchers(instance, { split });
        expect(winners.map((place) => instance.ids[place])).toEqual(byDefinition(instance, split));
        const cost = winners.reduce((sum, place) => sum + instance.costs[place]!, 0n);
        expect(
          compareRationals(plus(unspent, { num: cost, den: 1n }), {
            num: instance.budget,
            den: 1n,
          }),
        ).toBe(0);
      }),
    );
  },
);

test("the order of ballots and projects does not matter", () => {
  fc.assert(
    fc.property(elections, ({ costs, budget, ballots }) => {
      const votes = ballots.map(([choices]) => choices.map((place) => `p${place}`).join());
      const text = file("approval", costs, votes, budget);
      const [head = "", projects = "", rest = ""] = text.split(/^(?=PROJECTS|VOTES)/m);
      const reversed = (section: string) => {
        const [name, columns, ...rows] = section.trimEnd().split("\n");
        return [name, columns, ...rows.reverse()].join("\n");
      };
      const one = makeInstance(readPabulib(text));
      const other = makeInstance(readPabulib(`${head}${reversed(projects)}\n${reversed(rest)}\n`));
      expect(vouchers(other).winners.map((place) => other.ids[place])).toEqual(
        vouchers(one).winners.map((place) => one.ids[place]),
      );
    }),
  );
});
