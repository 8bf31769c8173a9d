import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runStoreless } from "../../../../../tests/support/run-measure.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const example = join(root, "examples/count/buurtbudget.pb");
const elections = join(root, "../shared/data/elections");
const hasElections = existsSync(elections);
const place = await mkdtemp(join(tmpdir(), "krachtwijk-count-"));
const count = (...args: readonly string[]) => runStoreless("count", ...args);

test.for([
  [[], 2, "count needs one ELECTION.pb, or --all DIR."],
  [["--help"], 0, ""],
  [["nowhere.pb"], 3, "nowhere.pb: there is no such file."],
  [[example, "--rule", "borda"], 2, '--rule "borda" is not known; expected greedy, greedy-no-skip'],
  [[example, "--rule", "greedy", "--completion", "add1"], 2, "belong to --rule equal-shares"],
  [[example, "--ties", "luck"], 2, '--ties "luck" is not known'],
  [[example, "--duplicates", "keep-first"], 2, "--duplicates goes with --paper"],
  [[example, "--all", place], 2, "count needs one ELECTION.pb, or --all DIR."],
  [["--all", place], 3, "no file here ends in .pb"],
] as const)("count %j ends with %i", async ([args, code, sentence]) => {
  const ended = await count(...args);
  expect(ended.code).toBe(code);
  expect(ended.said).toContain(sentence);
  if (code > 0) expect(ended.said.split("\n")).toHaveLength(1);
});

describe("the example", () => {
  test("is counted by its own rule, the same every time", async () => {
    const first = await count(example);
    expect(first).toMatchObject({ code: 0, said: "" });
    expect(first.document).toMatchObject({
      rule: "equal-shares",
      parameters: { utility: "cost", completion: "add1", ties: ["votes", "cost", "id"] },
      budget: 30000,
      official: null,
    });
    expect((await count(example)).out).toBe(first.out);
  });

  test("has the same hash however its lines end and whatever comments it has", async () => {
    const other = join(place, "other.pb");
    const text = await readFile(example, "utf8");
    await writeFile(other, `\uFEFF# copied\r\n${text.replaceAll("\n", "\r\n")}`);
    const hash = async (file: string) => (await count(file)).document["election"];
    expect(await hash(other)).toEqual(await hash(example));
    await writeFile(other, text.replace("30000", "30001"));
    expect(await hash(other)).not.toEqual(await hash(example));
  });

  test("can be published without telling who voted, with the same outcome", async () => {
    const published = join(place, "published.pb");
    const before = await count(example, "--anonymised", published);
    expect(await readFile(published, "utf8")).not.toContain("internet");
    expect((await count(published)).document["winners"]).toEqual(before.document["winners"]);
  });

  test("with paper ballots: who voted twice is told", async () => {
    const paper = join(place, "paper.pb");
    const text = await readFile(example, "utf8");
    const [head = ""] = text.split(/^VOTES$/m);
    await writeFile(paper, `${head}VOTES\nvoter_id;vote\n1;a8\n900;a8\n`);
    const { document } = await count(example, "--paper", paper, "--duplicates", "keep-neither");
    expect(document["ballots"]).toMatchObject({
      cast: 60,
      paper: {
        fromFirst: 59,
        fromSecond: 1,
        duplicates: [{ voterId: "1", same: false, kept: "neither" }],
      },
    });
  });

  test("a ballot that does not keep to the form is told, and left out when asked", async () => {
    const file = join(place, "spoilt.pb");
    const text = await readFile(example, "utf8");
    await writeFile(
      file,
      `${text}61;a1,a2,a3,a4,a5;30;paper\n`.replace("num_votes;60", "num_votes;61"),
    );
    expect((await count(file)).document["ballots"]).toMatchObject({
      cast: 61,
      counted: 61,
      spoiltByRule: { max_length: 1 },
      spoiltAreCounted: true,
    });
    expect((await count(file, "--valid-only")).document["ballots"]).toMatchObject({ counted: 60 });
  });

  test("of a folder with a broken file counts the others, and ends with findings", async () => {
    const folder = join(place, "folder");
    await mkdir(folder);
    await writeFile(join(folder, "a.pb"), await readFile(example));
    await writeFile(join(folder, "b.pb"), "META\nkey;value\nbudget;x\n");
    const { code, document } = await count("--all", folder);
    expect(code).toBe(1);
    expect(document["elections"]).toMatchObject([
      { winners: 5 },
      { error: expect.stringContaining("b.pb:3") },
    ]);
  });
});

test("bad input names file, line and column", async () => {
  const file = join(place, "bad.pb");
  await writeFile(file, (await readFile(example, "utf8")).replace("800.50", "800,50"));
  const ended = await count(file);
  expect(ended.code).toBe(3);
  expect(ended.said).toMatch(
    /bad\.pb:\d+, column "cost": a cost is expected, such as 1200 or 1200\.50; this is "800,50"\.$/,
  );
});

/** What the file's own rule gives is what the city decided, wherever the file says so. */
test.skipIf(!hasElections)("every official outcome that is known comes out", async () => {
  const { document, code } = await count("--all", elections);
  const rows = document["elections"] as readonly { official: null | { same: boolean } }[];
  expect([code, rows.length]).toEqual([0, 60]);
  const known = rows.flatMap(({ official }) => official ?? []);
  expect(known).toHaveLength(15);
  expect(known.filter(({ same }) => !same)).toEqual([]);
});
