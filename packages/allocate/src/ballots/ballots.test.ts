import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countElection } from "../count.ts";
import { readPabulib } from "../pabulib/read-pabulib.ts";
import { anonymise } from "./anonymise.ts";
import { mergeBallots } from "./merge-ballots.ts";
import { validateBallots } from "./validate-ballots.ts";

const election = (meta: string, votes: string, header = "voter_id;vote") =>
  readPabulib(
    `META\nkey;value\nbudget;100\n${meta}\nPROJECTS\nproject_id;cost;category\na;10;Groen\nb;20.50;Groen,Spelen\nc;30;Spelen\nVOTES\n${header}\n${votes}\n`,
  );

describe("a ballot is held to its form", () => {
  test.for([
    ["min_length;2", "1;a", [{ rule: "min_length", found: 1, allowed: 2, category: null }]],
    ["max_length;2", "1;a,b,c", [{ rule: "max_length", found: 3, allowed: 2, category: null }]],
    [
      "max_sum_cost;30.49",
      "1;a,b",
      [{ rule: "max_sum_cost", found: 30.5, allowed: 30.49, category: null }],
    ],
    ["max_sum_cost;30.50", "1;a,b", []],
    [
      "categories;Groen,Spelen\nmax_length_per_category;1",
      "1;a,b",
      [{ rule: "max_length_per_category", found: 2, allowed: 1, category: "Groen" }],
    ],
    [
      "categories;Groen,Spelen\nmax_sum_cost_per_category;30.5,50",
      "1;b,c",
      [{ rule: "max_sum_cost_per_category", found: 50.5, allowed: 50, category: "Spelen" }],
    ],
    ["min_length;2", "1;", []],
  ] as const)("%s: %s", ([meta, votes, faults]) => {
    const { spoilt, blank } = validateBallots(election(`vote_type;approval\n${meta}`, votes));
    expect(spoilt.flatMap((one) => one.faults)).toEqual(faults);
    expect(blank).toBe(votes.endsWith(";") ? 1 : 0);
  });

  test("points too, one by one and together", () => {
    const check = validateBallots(
      election(
        "vote_type;cumulative\nmax_points;5\nmax_sum_points;6",
        "1;a,b;6,1\n2;a,b;3,3\n3;c;0.5",
        "voter_id;vote;points",
      ),
    );
    expect(check.spoilt).toMatchObject([
      {
        voterId: "1",
        faults: [
          { rule: "max_points", found: 6 },
          { rule: "max_sum_points", found: 7 },
        ],
      },
    ]);
    expect([check.cast, check.election.votes.length, check.byRule]).toEqual([
      3,
      2,
      { max_points: 1, max_sum_points: 1 },
    ]);
  });
});

describe("paper beside online", () => {
  const online = election(
    "vote_type;approval\nnum_votes;3",
    "1;a;M\n2;b;F\n;c;F",
    "voter_id;vote;sex",
  );
  const paper = election(
    "vote_type;approval",
    "2;paper;c\n3;paper;a\n;paper;a\n1;paper;a",
    "voter_id;voting_method;vote",
  );

  test.for([
    ["keep-first", 3, 2, ["a", "b", "c", "a", "a"]],
    ["keep-second", 1, 4, ["c", "c", "a", "a", "a"]],
    ["keep-neither", 1, 2, ["c", "a", "a"]],
  ] as const)("%s", ([rule, fromFirst, fromSecond, choices]) => {
    const merged = mergeBallots(online, paper, rule);
    expect(merged).toMatchObject({ fromFirst, fromSecond });
    expect(merged.duplicates.map(({ voterId, same }) => [voterId, same])).toEqual([
      ["2", false],
      ["1", true],
    ]);
    expect(merged.election.votes.map(({ choices: [place] }) => "abc"[place!])).toEqual(choices);
    expect(merged.election.meta.get("num_votes")).toBe(`${choices.length}`);
    expect(merged.election.votes.every(({ rest }) => rest.length === 1)).toBe(true);
  });

  test("of another election is refused", () => {
    const other = readPabulib(
      "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nz;1\nVOTES\nvoter_id;vote\n",
    );
    expect(() => mergeBallots(online, other, "keep-first")).toThrow(
      /"z" that is not on the ballot/,
    );
  });
});

describe("ballots for publication", () => {
  const votes = Array.from(
    { length: 30 },
    (_, at) => `v${at};${"abc"[at % 3]};${20 + at};${at === 7 ? "X" : "M"};street ${at}`,
  );
  const file = election("vote_type;approval", votes.join("\n"), "voter_id;vote;age;sex;address");

  test("say nothing of who voted, and count the same", () => {
    const published = anonymise(file, { columns: ["age", "sex"], least: 5 });
    expect(published.voteColumns).toEqual(["voter_id", "vote", "age", "sex"]);
    expect(published.votes.some(({ rest }) => rest.includes("X"))).toBe(false);
    expect(published.votes[0]).toMatchObject({ voterId: "1" });
    expect(countElection(published).winners).toEqual(countElection(file).winners);
  });

  test("are in an order that does not follow the order in which they were cast", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(votes, { minLength: votes.length }), (shuffled) => {
        const other = election(
          "vote_type;approval",
          shuffled.join("\n"),
          "voter_id;vote;age;sex;address",
        );
        expect(anonymise(other).votes).toEqual(anonymise(file).votes);
      }),
    );
  });
});
