import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sharesByDefinition } from "../../../../tests/support/shares-by-definition.ts";
import { countElection } from "../count.ts";
import { needsOf } from "../explain/needs/needs.ts";
import { type Instance, makeInstance } from "../instance.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { plainSettings } from "../settings.ts";
import { equalShares } from "./equal-shares.ts";
import { greedy } from "./greedy.ts";
import { maximin } from "./maximin.ts";
import { phragmen } from "./phragmen.ts";

/** A small election: what projects cost, which of them each ballot names, and points where they count. */
interface Small {
  readonly budget: number;
  readonly costs: readonly number[];
  readonly ballots: readonly (readonly number[])[];
  readonly points?: readonly (readonly number[])[];
}

const fileOf = ({ budget, costs, ballots, points }: Small) =>
  [
    `META\nkey;value\nbudget;${budget}\nvote_type;${points === undefined ? "approval" : "scoring"}`,
    `PROJECTS\nproject_id;cost\n${costs.map((cost, at) => `p${at};${cost}`).join("\n")}`,
    `VOTES\nvoter_id;vote${points === undefined ? "" : ";points"}`,
    ...ballots.map(
      (ballot, at) =>
        `${at};${ballot.map((place) => `p${place}`).join()}${points === undefined ? "" : `;${points[at]!.join()}`}`,
    ),
  ].join("\n");

const instanceOf = (small: Small) => makeInstance(readPabulib(fileOf(small)));

const smalls: fc.Arbitrary<Small> = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.array(fc.constantFrom(0, 1, 2, 3, 5, 8, 10, 20, 0.5, 2.25), { minLength: 1, maxLength: 6 }),
  )
  .chain(([budget, costs]) =>
    fc.record({
      budget: fc.constant(budget),
      costs: fc.constant(costs),
      ballots: fc.array(fc.subarray(costs.map((_, at) => at)), { minLength: 1, maxLength: 9 }),
    }),
  );
const scored: fc.Arbitrary<Small> = smalls.chain((small) =>
  fc
    .tuple(
      ...small.ballots.map((ballot) =>
        fc.tuple(...ballot.map(() => fc.integer({ min: 0, max: 4 }))),
      ),
    )
    .map((points) => ({ ...small, points: points as number[][] })),
);

const counts = [
  ["greedy", (instance: Instance) => greedy(instance).winners],
  ["greedy by count", (instance: Instance) => greedy(instance, { utility: "count" }).winners],
  ["greedy without skipping", (instance: Instance) => greedy(instance, { maySkip: false }).winners],
  ["equal shares", (instance: Instance) => equalShares(instance).winners],
  [
    "equal shares add1",
    (instance: Instance) => equalShares(instance, { completion: "add1" }).winners,
  ],
  [
    "equal shares add1u",
    (instance: Instance) =>
      equalShares(instance, { completion: "add1u", utility: "count" }).winners,
  ],
  [
    "equal shares overspend",
    (instance: Instance) => equalShares(instance, { completion: "add1-overspend" }).winners,
  ],
  ["phragmén", (instance: Instance) => phragmen(instance).winners],
  ["maximin", (instance: Instance) => maximin(instance).winners],
] as const;

describe.each(counts)("%s", (_, count) => {
  test("never spends more than the budget, and nothing on what nobody wants", () => {
    fc.assert(
      fc.property(smalls, (small) => {
        const instance = instanceOf(small);
        const winners = count(instance);
        const cost = winners.reduce((sum, place) => sum + instance.costs[place]!, 0n);
        expect(cost <= instance.budget).toBe(true);
        expect(new Set(winners).size).toBe(winners.length);
        for (const place of winners) expect(instance.supports[place]!.votes).toBeGreaterThan(0);
      }),
    );
  });

  test("does not depend on the order of projects and voters in the file", () => {
    fc.assert(
      fc.property(smalls, fc.infiniteStream(fc.nat()), (small, stream) => {
        const text = fileOf(small);
        const [head = "", projects = "", votes = ""] = text.split(/^(?=PROJECTS|VOTES)/m);
        const shuffled = (section: string) => {
          const [name, columns, ...rows] = section.trimEnd().split("\n");
          return [
            name,
            columns,
            ...rows
              .map((row) => [stream.next().value, row] as const)
              .sort((a, b) => a[0]! - b[0]!)
              .map(([, row]) => row),
          ].join("\n");
        };
        const other = makeInstance(readPabulib(`${head}${shuffled(projects)}\n${shuffled(votes)}`));
        const instance = instanceOf(small);
        expect(count(other).map((place) => other.ids[place])).toEqual(
          count(instance).map((place) => instance.ids[place]),
        );
      }),
    );
  });
});

test.for(counts.filter(([name]) => name !== "greedy without skipping"))(
  "%s: a project that costs nothing and that somebody wants is always carried out",
  ([, count]) => {
    fc.assert(
      fc.property(smalls, (small) => {
        const instance = instanceOf(small);
        const winners = count(instance);
        const free = instance.ids.flatMap((_, place) =>
          instance.costs[place] === 0n && instance.supports[place]!.votes > 0 ? [place] : [],
        );
        expect(winners).toEqual(expect.arrayContaining(free));
      }),
    );
  },
);

test("doubles with error bounds and fractions alone give the same outcome", () => {
  for (const utility of ["cost", "count", "points", "points-cost"] as const)
    fc.assert(
      fc.property(scored, fc.constantFrom("none", "add1" as const), (small, completion) => {
        const instance = instanceOf(small);
        const fast = equalShares(instance, { utility, completion });
        expect(fast).toEqual(equalShares(instance, { utility, completion, isExactOnly: true }));
      }),
      { numRuns: 150 },
    );
});

test("Equal Shares is what its definition says", () => {
  fc.assert(
    fc.property(smalls, (small) => {
      const instance = instanceOf(small);
      expect(equalShares(instance).winners).toEqual(sharesByDefinition(instance));
    }),
  );
});

/** The least load by looking at every set of projects: the largest cost per supporter. */
function loadBySets(instance: Instance, projects: readonly number[]): number {
  let most = 0;
  for (let mask = 1; mask < 1 << projects.length; mask++) {
    const set = projects.filter((_, at) => (mask >> at) & 1);
    const cost = set.reduce((sum, place) => sum + Number(instance.costs[place]!), 0);
    const voters = instance.groups
      .filter((group) => group.projects.some((place) => set.includes(place)))
      .reduce((sum, { size }) => sum + size, 0);
    most = Math.max(most, cost / voters);
  }
  return most;
}

test("maximin support always adds the project with the least load", () => {
  fc.assert(
    fc.property(smalls, (small) => {
      const instance = instanceOf(small);
      const { winners, loads } = maximin(instance);
      let left = instance.budget;
      for (const [at, winner] of winners.entries()) {
        const before = winners.slice(0, at);
        const load = Number(loads[at]!.num) / Number(loads[at]!.den);
        expect(load).toBeCloseTo(loadBySets(instance, [...before, winner]), 9);
        for (const place of instance.ids.keys()) {
          const isOpen = !before.includes(place) && instance.supports[place]!.votes > 0;
          if (isOpen && instance.costs[place]! <= left)
            expect(loadBySets(instance, [...before, place])).toBeGreaterThanOrEqual(load - 1e-9);
        }
        left -= instance.costs[winner]!;
      }
    }),
  );
});

test("greedy takes the best supported project that still fits, every time", () => {
  fc.assert(
    fc.property(smalls, (small) => {
      const instance = instanceOf(small);
      const { winners } = greedy(instance);
      const priced = winners.filter((place) => instance.costs[place] !== 0n);
      let left = instance.budget;
      for (const [at, winner] of priced.entries()) {
        for (const place of instance.ids.keys())
          if (
            !priced.slice(0, at).includes(place) &&
            instance.costs[place]! > 0n &&
            instance.costs[place]! <= left
          )
            expect(instance.supports[place]!.votes).toBeLessThanOrEqual(
              instance.supports[winner]!.votes,
            );
        left -= instance.costs[winner]!;
      }
    }),
  );
});

test("a tie is decided by the declared order, and told", () => {
  const instance = instanceOf({ budget: 4, costs: [4, 4, 4], ballots: [[0, 1, 2]] });
  for (const count of [greedy, equalShares, phragmen, maximin] as const)
    expect(count(instance)).toMatchObject({
      winners: [0],
      ties: [{ projects: [0, 1, 2], chosen: 0 }],
    });
});

test("without any money only what is free is carried out, and asking what was needed does not fail", () => {
  const count = countElection(
    readPabulib(
      fileOf({
        budget: 0,
        costs: [60, 0, 5],
        ballots: [
          [0, 1],
          [0, 2],
        ],
      }),
    ),
  );
  expect(count.winners).toEqual([1]);
  const shares = countElection(count.election, plainSettings(count.election, "equal-shares"));
  expect(shares.winners).toEqual([1]);
  for (const place of [0, 1, 2]) expect(needsOf(shares, place).won).toBe(place === 1);
});

test("add1-all ends when every supported project is chosen, though an unsupported one would fit", () => {
  const instance = instanceOf({ budget: 100, costs: [60, 10, 0], ballots: [[0], [0]] });
  expect(equalShares(instance, { completion: "add1-all" })).toMatchObject({
    winners: [0],
    stop: "exhaustive",
  });
});
