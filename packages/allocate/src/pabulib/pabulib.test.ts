import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { countElection } from "../count.ts";
import { BallotError } from "../instance.ts";
import { PabulibError } from "./pabulib-error.ts";
import { PabulibReader, readPabulib } from "./read-pabulib.ts";
import { writePabulib } from "./write-pabulib.ts";

const good = [
  "META",
  "key;value",
  "budget;100.50",
  "vote_type;cumulative",
  'comment;"one; two ""three"""',
  "wijk;Hét Zand",
  "PROJECTS",
  "project_id;cost;name;kleur",
  "a;10;Bankjes;groen",
  'b;20.25;"Speeltuin; groot"',
  "VOTES",
  "voter_id;age;vote;points",
  "1;34;a,b;3,2.5",
  "2;;b;1",
  "3;70;;",
].join("\n");

describe("a file is read", () => {
  const election = readPabulib(good);

  test("with everything in it", () => {
    expect(election.meta.get("comment")).toBe('one; two "three"');
    expect(
      election.projects.map(({ id, fields }) => [id, fields.get("name"), fields.get("kleur")]),
    ).toEqual([
      ["a", "Bankjes", "groen"],
      ["b", "Speeltuin; groot", ""],
    ]);
    expect(election.budget).toEqual({ units: 1005n, decimals: 1 });
    expect(election.votes[0]).toEqual({
      voterId: "1",
      choices: [0, 1],
      points: [
        { units: 3n, decimals: 0 },
        { units: 25n, decimals: 1 },
      ],
      rest: ["34"],
    });
    expect(election.votes[2]).toMatchObject({ choices: [], points: [] });
    expect(election.findings).toEqual([]);
  });

  test("the same with a byte-order mark, CR LF, comments, blank lines and small pieces", () => {
    const dressed = `\uFEFF# a comment\r\n\r\n${good.replaceAll("\n", "\r\n").replace("VOTES", "# ballots; follow\r\nVOTES;;;")}\r\n`;
    const reader = new PabulibReader();
    for (let at = 0; at < dressed.length; at += 3) reader.push(dressed.slice(at, at + 3));
    expect(reader.end()).toEqual(election);
  });

  test("and written again, nothing is lost", () => {
    expect(readPabulib(writePabulib(election))).toEqual(election);
    expect(writePabulib(readPabulib(writePabulib(election)))).toBe(writePabulib(election));
  });

  test("a text in quotes may run over lines", () => {
    const text = good.replace("Bankjes", '"Bankjes\nen een boom"');
    expect(readPabulib(text).projects[0]!.fields.get("name")).toBe("Bankjes\nen een boom");
    expect(readPabulib(writePabulib(readPabulib(text)))).toEqual(readPabulib(text));
  });
});

test.for([
  ["", 1, null, "the file ends without a section META"],
  ["hello", 1, null, 'a Pabulib file begins with META; this is "hello".'],
  ["META\nkey;value\nbudget;5", 3, null, "the file ends without a section PROJECTS"],
  [good.replace("budget;100.50\n", ""), 1, "budget", "META need a budget."],
  [good.replace("100.50", "100,50"), 3, "budget", 'this is "100,50"'],
  [
    good.replace("cumulative", "guess"),
    4,
    "vote_type",
    'the vote_type "guess" is not known; expected approval, choose-1',
  ],
  [
    good.replace("project_id;cost", "project;cost"),
    8,
    "project_id",
    'PROJECTS need a column "project_id"',
  ],
  [
    good.replace("a;10;", "a;ten;"),
    9,
    "cost",
    'a cost is expected, such as 1200 or 1200.50; this is "ten".',
  ],
  [good.replace("a;10;", "a;-1;"), 9, "cost", "a cost is expected"],
  [good.replace("b;20.25", "a;20.25"), 10, "project_id", 'the project "a" was there already.'],
  [
    good.replace("a;10;Bankjes;groen", "a;10;Bankjes;groen;x"),
    9,
    5,
    "this row has 5 cells and there are 4 columns",
  ],
  [good.replace("points\n", "score\n"), 12, "points", 'VOTES need a column "points"'],
  [good.replace("a,b;3,2.5", "a,z;3,2.5"), 13, "vote", '"z" is not a project_id of this file'],
  [good.replace("3,2.5", "3"), 13, "points", "1 points stand beside 2 projects"],
  [good.replace("3,2.5", "3,x"), 13, "points", '"x" is not a number of points.'],
  [good.replace("PROJECTS", "VOTES"), 7, null, "PROJECTS is expected before VOTES."],
  [`${good}\nMETA`, 16, null, "the section META was there already."],
  [`${good}\n"4;a`, 16, null, "a text in quotes begins here and is never closed."],
] as const)("what is wrong is told with its place: %#", ([text, line, column, sentence]) => {
  const error = (() => {
    try {
      readPabulib(text);
    } catch (thrown) {
      return thrown as PabulibError;
    }
    return null;
  })();
  expect(error).toBeInstanceOf(PabulibError);
  expect([error?.line, error?.column]).toEqual([line, column]);
  expect(error?.message).toContain(sentence);
});

test("what is odd is told, and refused when it should be strict", () => {
  const odd = good.replace("1;34;a,b;3,2.5", "1;34;a,a;3,2.5").replace("2;;b;1", "1;;b;1");
  expect(readPabulib(odd).findings).toEqual([
    { line: 13, column: "vote", what: "This ballot names a project twice; it counts once." },
    { line: 14, column: "voter_id", what: 'The voter "1" has voted before in this file.' },
  ]);
  expect(readPabulib(good.replace("100.50", "100.000")).findings).toMatchObject([
    { line: 3, column: "budget", what: expect.stringContaining("write 100000 for thousands") },
  ]);
  expect(() => readPabulib(odd, { isStrict: true })).toThrow(PabulibError);
  expect(readPabulib(good.replace("key;value", "key;value\nnum_votes;9")).findings).toHaveLength(1);
});

const shared = fileURLToPath(new URL("../../../../../shared/data/elections/", import.meta.url));
const files = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith(".pb")) : [];
if (files.length === 0)
  console.log(`Real elections are not here (${shared}): those tests are skipped.`);

test.skipIf(files.length === 0).for(files)("%s survives a round trip", (name) => {
  const election = readPabulib(readFileSync(shared + name, "utf8"));
  const again = readPabulib(writePabulib(election));
  expect({ ...again, findings: [] }).toEqual({ ...election, findings: [] });
});

/** Small and fast, and the same everywhere: a file's mutations are told by their number. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return Math.floor((((state ^ (state >>> 12)) >>> 0) / 2 ** 32) * below);
  };
}

function mutated(text: string, seed: number): string {
  const next = numbers(seed);
  let result = text;
  for (let times = 1 + next(4); times > 0; times--) {
    const at = next(result.length + 1);
    const length = next(12);
    const odd = [
      ";",
      '"',
      "\n",
      ",",
      "\0",
      "é",
      "-",
      "9".repeat(50),
      "META\n",
      "VOTES\n",
      "\r",
      "1e9",
      " ",
      "",
    ];
    const piece =
      next(3) === 0 ? result.slice(at, at + length).repeat(next(4)) : odd[next(odd.length)]!;
    result = result.slice(0, at) + piece + result.slice(at + (next(2) === 0 ? length : 0));
  }
  return result;
}

test("10,000 mutated files are read and counted, or refused in a sentence", () => {
  let read = 0;
  for (let seed = 0; seed < 10_000; seed++) {
    try {
      const { winners } = countElection(readPabulib(mutated(good, seed)));
      expect(winners.length).toBeLessThanOrEqual(3);
      read += 1;
    } catch (error) {
      if (!(error instanceof PabulibError) && !(error instanceof BallotError)) throw error;
      expect(error.message).toMatch(/^(line \d+|The ballot of voter).*\.$/s);
    }
  }
  expect(read).toBeGreaterThan(1000);
});
