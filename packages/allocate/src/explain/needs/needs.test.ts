import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elections } from "../../../../../tests/support/elections.ts";
import { type Count, countElection } from "../../count.ts";
import { plainSettings, type Settings } from "../../settings.ts";
import { inCents, withCost, withVotes } from "./hypothetical.ts";
import { needsOf } from "./needs.ts";

const mostChecked = 40;

/** Every quarter, and the costs around one that is said to be a boundary. */
function winningCosts(count: Count, project: number, around: number | null): readonly number[] {
  const { election, instance, settings } = inCents(count);
  const own = Number(instance.costs[project]!);
  const quarters = Array.from({ length: Math.ceil(own / 25) }, (_, at) => 25 * at);
  const near = around === null ? [] : [around - 1, around, around + 1].map(Math.round);
  return [...new Set([...quarters, ...near])]
    .filter((cost) => cost >= 0 && cost < own)
    .sort((a, b) => a - b)
    .filter((cost) =>
      countElection(election, settings, {
        instance: withCost(instance, project, BigInt(cost)),
      }).winners.includes(project),
    )
    .map((cost) => cost / 100);
}

function winningVotes({ election, instance, settings }: Count, project: number, points: number) {
  return Array.from({ length: mostChecked }, (_, at) => at + 1).filter((voters) =>
    countElection(election, settings, {
      instance: withVotes(instance, project, voters, points),
    }).winners.includes(project),
  );
}

const variants: readonly (readonly [string, Partial<Settings> & Pick<Settings, "rule">])[] = [
  ["greedy", { rule: "greedy" }],
  ["greedy by count", { rule: "greedy", utility: "count" }],
  ["greedy, with a threshold", { rule: "greedy", threshold: 3 }],
  ["greedy, one of two", { rule: "greedy", exclusive: [["p0", "p1"]] }],
  ["greedy without skipping", { rule: "greedy-no-skip" }],
  ["equal shares", { rule: "equal-shares" }],
  ["equal shares by count", { rule: "equal-shares", utility: "count" }],
  ["equal shares, cheapest first in ties", { rule: "equal-shares", ties: ["cost", "id"] }],
  ["equal shares add1", { rule: "equal-shares", completion: "add1" }],
  ["equal shares add1u", { rule: "equal-shares", completion: "add1u" }],
  [
    "equal shares held against greedy",
    { rule: "equal-shares", completion: "add1-overspend", compareWith: "greedy" },
  ],
  ["phragmén", { rule: "phragmen" }],
  ["maximin", { rule: "maximin" }],
  ["vouchers", { rule: "vouchers" }],
];

describe.each(variants)("%s", (_, settings) => {
  test("a lower cost: what is said is so, and the highest is the highest", () => {
    fc.assert(
      fc.property(elections({ isPriced: true }), (election) => {
        const count = countElection(election, {
          ...plainSettings(election, settings.rule),
          ...settings,
        });
        for (const project of count.instance.ids.keys()) {
          const needs = needsOf(count, project);
          if (needs.won) continue;
          const { cost } = needs;
          const costs = winningCosts(
            count,
            project,
            cost.kind === "found" ? 100 * cost.wins.value : null,
          );
          if (cost.kind === "none") expect(costs).toEqual([]);
          else if (cost.kind === "found") {
            expect(costs).toContain(cost.wins.value);
            expect(cost.loses.value - cost.wins.value).toBeCloseTo(0.01, 9);
            expect(costs).not.toContain(cost.loses.value);
            if (cost.scope === "highest") expect(cost.wins.value).toBe(costs.at(-1));
          } else expect.unreachable();
        }
      }),
      { numRuns: 25 },
    );
  });

  test("more votes: what is said is so, and the fewest is the fewest", () => {
    fc.assert(
      fc.property(elections({ isPriced: true }), (election) => {
        const count = countElection(election, {
          ...plainSettings(election, settings.rule),
          ...settings,
        });
        for (const project of count.instance.ids.keys()) {
          const needs = needsOf(count, project);
          if (needs.won) continue;
          const { votes } = needs;
          const winning = winningVotes(count, project, 1);
          if (votes.kind === "none" || votes.kind === "unknown") expect(winning).toEqual([]);
          else if (votes.kind === "found" && votes.wins <= mostChecked) {
            expect(winning).toContain(votes.wins);
            expect(winning).not.toContain(votes.wins - 1);
            if (votes.scope === "fewest") expect(votes.wins).toBe(winning[0]);
          } else if (votes.kind === "found" && votes.scope === "fewest")
            expect(winning).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
