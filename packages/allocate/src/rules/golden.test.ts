import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { hasGolden } from "../../../../tests/support/golden.ts";
import { makeInstance } from "../instance.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { rationalText } from "../rational.ts";
import type { Utility } from "../utility.ts";
import { type Completion, equalShares } from "./equal-shares.ts";
import { greedy } from "./greedy.ts";
import { phragmen } from "./phragmen.ts";

/** Counted by pabutools and by a second exact program; each file states its conventions. */
interface Reference {
  readonly winners: readonly string[];
  readonly winners_add1u?: readonly string[];
  readonly add1_steps?: number;
  readonly stop?: string;
  readonly final_share?: string;
}

const shared = fileURLToPath(new URL("../../../../../shared/", import.meta.url));
const folder = `${shared}golden/elections/`;
const names = hasGolden
  ? readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -5)] : []))
  : [];

const utilityNames: Readonly<Record<string, Utility>> = {
  cost: "cost",
  card: "count",
  points: "points",
  points_cost: "points-cost",
};
const completionNames: Readonly<Record<string, Completion>> = {
  mes: "none",
  mes_add1: "add1",
  mes_add1_all: "add1-all",
  mes_add1_all_integral: "add1-all",
};
const ties = ["id"] as const;

function instanceOf(name: string) {
  const places = [`${shared}data/elections/${name}.pb`, `${folder}instances/${name}.pb`];
  return makeInstance(readPabulib(readFileSync(places.find(existsSync)!, "utf8")));
}

function check(name: string, [key, expected]: readonly [string, Reference]): void {
  const instance = instanceOf(name);
  const [rule = "", satisfaction = ""] = key.split("/");
  const ids = (winners: readonly number[]) => winners.map((place) => instance.ids[place]);
  if (rule === "phragmen") {
    // pabutools sorts the winners of this rule by id.
    expect(ids(phragmen(instance, { ties }).winners).sort(), key).toEqual(
      [...expected.winners].sort(),
    );
    return;
  }
  const utility = utilityNames[satisfaction]!;
  if (rule === "greedy") {
    expect(ids(greedy(instance, { utility, ties }).winners), key).toEqual(expected.winners);
    return;
  }
  const isWholeShare = rule.endsWith("integral");
  const completion = completionNames[rule]!;
  const outcome = equalShares(instance, { utility, completion, isWholeShare, ties });
  expect(ids(outcome.winners), key).toEqual(expected.winners);
  if (expected.final_share !== undefined) {
    expect(rationalText(outcome.share), key).toBe(expected.final_share);
    expect(outcome.stop, key).toBe(expected.stop);
    // They count the raise that spent too much; here it is taken back.
    expect(outcome.steps + (outcome.stop === "infeasible" ? 1 : 0), key).toBe(expected.add1_steps);
  }
  if (expected.winners_add1u !== undefined && rule === "mes_add1") {
    const filled = equalShares(instance, { utility, completion: "add1u", ties });
    expect(ids(filled.winners), key).toEqual(expected.winners_add1u);
  }
}

describe.skipIf(!hasGolden)("agrees with pabutools and a second exact program", () => {
  test.for(names)("%s", { timeout: 240_000 }, (name) => {
    const { results } = JSON.parse(readFileSync(`${folder}${name}.json`, "utf8"));
    const all = Object.entries<Reference>(results).filter(
      ([key]) => key === "phragmen/approval" || (key.split("/")[1] ?? "") in utilityNames,
    );
    expect(all.length).toBeGreaterThan(8);
    for (const entry of all) check(name, entry);
  });
});
