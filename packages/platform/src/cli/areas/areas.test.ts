import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleFolder, exampleStore } from "../../../../../tests/support/test-store.ts";
import type { World } from "../command.ts";
import { runCli } from "../run.ts";

const store = await exampleStore();
const place = await mkdtemp(join(tmpdir(), "krachtwijk-areas-"));

async function run(...args: readonly string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const world: World = {
    openStore: async () => ({ ...store, close: async () => undefined }),
    openClient: () => {
      throw new Error("no network is needed");
    },
    restoreStore: () => Promise.reject(new Error("nothing is put back here")),
    serveSite: async () => undefined,
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: false,
    examples: join(exampleFolder, ".."),
    version: "1.2.3",
  };
  const code = await runCli(args, world);
  return { code, out: out.join("\n"), said: said.join("\n") };
}

const square = (x: number, y: number, width: number, height = width) => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];

async function districts(name: string, areas: Readonly<Record<string, [string, number[][]]>>) {
  const path = join(place, name);
  const features = Object.entries(areas).map(([code, [called, ring]]) => ({
    type: "Feature",
    properties: { code, name: called },
    geometry: { type: "Polygon", coordinates: [ring] },
  }));
  await writeFile(path, JSON.stringify({ type: "FeatureCollection", features }));
  return path;
}

const load = (file: string, year: string, ...more: readonly string[]) =>
  run(
    ...["import", file, "--as", "boundaries", "--year", year],
    ...["--source", "Kadaster", "--licence", "CC BY 4.0"],
    ...(more.includes("--kind") ? more : ["--kind", "district", ...more]),
  );

test("sets are loaded and listed, and an area is shown through the years", async () => {
  expect((await run("areas")).out).toBe("There are no boundary sets yet.");
  const first = await districts("first.geojson", {
    WK036301: ["Centrum", square(4.8, 52.3, 0.1)],
    WK036302: ["Oud", square(4.9, 52.3, 0.1)],
  });
  const second = await districts("second.geojson", {
    WK036301: ["Binnenstad", square(4.8, 52.3, 0.1)],
    WK036303: ["Nieuw-Noord", square(4.9, 52.3, 0.1, 0.05)],
    WK036304: ["Nieuw-Zuid", square(4.9, 52.35, 0.1, 0.05)],
  });
  expect((await load(first, "2014", "--dry-run")).out).toBe(
    "district-2014, number 1 (would be new), 2 areas\nNothing was stored: this was a dry run.",
  );
  expect(await load(first, "2014")).toMatchObject({
    code: 0,
    out: "district-2014, number 1 (new), 2 areas",
  });
  expect((await load(second, "2022")).code).toBe(0);
  expect((await run("areas")).out).toBe(
    "district-2022: 3 × district, 2022. Kadaster. CC BY 4.0.\ndistrict-2014: 2 × district, 2014. Kadaster. CC BY 4.0.",
  );
  expect((await run("areas", "show", "WK036301")).out).toBe(
    [
      "WK036301: Binnenstad, district",
      "In Amsterdam (GM0363), Nederland (NL)",
      "Names:",
      "  2014 Centrum",
      "  2022 Binnenstad",
    ].join("\n"),
  );
});

test("changes are proposed as rows of area-changes.csv", async () => {
  const out = join(place, "area-changes.csv");
  const told = await run("areas", "changes", "district-2014", "district-2022", "--out", out);
  expect(told.out).toBe(`3 changes are in ${out}.`);
  const rows = (await readFile(out, "utf8")).trimEnd().split("\r\n");
  expect(rows.slice(1).map((row) => row.split(",").slice(0, 5).join(" "))).toEqual([
    "2014 2022 rename WK036301 WK036301",
    "2014 2022 split WK036302 WK036303",
    "2014 2022 split WK036302 WK036304",
  ]);
});

test("holes, overlaps and islands of a set are told, with where", async () => {
  expect(await run("areas", "check", "district-2022")).toMatchObject({
    code: 0,
    out: "district-2022: 3 areas that fit",
  });
  const wrong = await districts("wrong.geojson", {
    WK036301: ["Een", square(4.8, 52.3, 0.1)],
    WK036302: ["Twee", square(4.89, 52.3, 0.1)],
    WK036303: ["Ver", square(6, 52.3, 0.1)],
  });
  await load(wrong, "2023");
  const told = await run("areas", "check", "district-2023");
  expect(told.code).toBe(1);
  expect(told.out).toMatch(
    /^overlap: 1, of which 0 no wider than the tolerance\n {2}\d+ m², [\d.]+ m wide, at 52\.\d+, 4\.89\d+: WK036301, WK036302\nisland: 1,/,
  );
});

test("figures of one year are re-estimated to the boundaries of another, with the share that was estimated", async () => {
  const [from, to] = ["municipality-2008", "municipality-2024"];
  const municipalities = (name: string, areas: Parameters<typeof districts>[1], year: string) =>
    districts(name, areas).then((file) => load(file, year, "--kind", "municipality"));
  // Two municipalities with dwellings in the example; a third of the second goes to the first.
  await municipalities(
    "old.geojson",
    { GM0344: ["Utrecht", square(5, 52, 0.3)], GM0363: ["Amsterdam", square(5.3, 52, 0.3)] },
    "2008",
  );
  await municipalities(
    "new.geojson",
    {
      GM0344: ["Utrecht", square(5, 52, 0.4, 0.3)],
      GM0363: ["Amsterdam", square(5.4, 52, 0.2, 0.3)],
    },
    "2024",
  );
  const folder = join(place, "counts");
  await writeFile(`${folder}.csv`, "code,leavers\nGM0344,100\nGM0363,300\n");
  await writeFile(
    `${folder}.mapping.yaml`,
    `source: counts
title: { nl: Tellingen, en: Counts }
origin:
  publisher: Test
  document: Test
  part: { nl: alles, en: all }
  licence: { nl: geen, en: none }
  published: 2024-01-01
areas: { code: code, boundaries: 2008 }
figures:
  - { indicator: early-school-leavers, period: 2008, value: leavers }
`,
  );
  expect((await run("import", `${folder}.csv`)).said).toBe("");
  const asked = ["areas", "re-estimate", "early-school-leavers", "--period", "2008"];
  const told = await run(...asked, "--from", from, "--to", to, "--json");
  const { figures, balance } = JSON.parse(told.out);
  expect(balance).toMatchObject({ given: 400, outside: 0, withheld: 0 });
  const written = await run(...asked, "--from", from, "--to", to, "--out", `${folder}-new.csv`);
  expect(written.out).toContain("Of 400, 400 is placed, 0 is in none of these areas, and 0 is");
  expect(figures).toMatchObject([
    { area: "GM0344", lower: 100, upper: 400, sources: ["GM0344", "GM0363"], missing: [] },
    { area: "GM0363", lower: 0, upper: 300, estimated: 1 },
  ]);
  expect(figures[0].value).toBe(200);
  expect(figures[0].estimated).toBeCloseTo(0.5, 6);
  expect(figures[1].value).toBe(200);
  expect((await run(...asked, "--from", from, "--to", to)).out.split("\n")[0]).toBe(
    "area,value,lower,upper,estimated_share,uncovered_share,missing,made_of,indicator,period,boundaries,how,releases,publisher,licence,published,as_of\r",
  );
  const [, row] = (await readFile(`${folder}-new.csv`, "utf8")).split("\r\n");
  expect(row).toMatch(
    /^GM0344,200,100,400,0\.5\d*,0\S*,,GM0344 GM0363,early-school-leavers,2008,municipality-2024,re-estimated by area,counts-r1,Test,none,2024-01-01,20\d\d-\d\d-\d\d$/,
  );
  const byPeople = await run(...asked, "--from", from, "--to", to, "--by", "population", "--json");
  expect(JSON.parse(byPeople.out).figures).toMatchObject([{ value: 100 }, { value: 300 }]);
  const other = await run(...asked.slice(0, -1), "1999", "--from", from, "--to", to);
  expect(other).toMatchObject({ code: 3 });
  expect(other.said).toContain(
    "There are no figures of early-school-leavers in 1999; there are of:",
  );
});

test("a name waits, is confirmed, and waits no more", async () => {
  const from = join(exampleFolder, "figures/early-school-leaving");
  const to = join(place, "leaving");
  const text = await readFile(`${from}.csv`, "utf8");
  await writeFile(`${to}.csv`, text.replace("Bennekel", "Benne-kel"));
  await writeFile(`${to}.mapping.yaml`, await readFile(`${from}.mapping.yaml`, "utf8"));
  expect((await run("import", `${to}.csv`)).code).toBe(3);
  const waiting = await run("areas", "review");
  expect(waiting.code).toBe(1);
  expect(waiting.out.split("\n").slice(0, 2)).toEqual([
    'leaving.csv:21: "Benne-kel", in Eindhoven (GM0772), source early-school-leaving',
    "  AW20 Bennekel: likeness 0.84; same letters, other hyphens or spaces; same municipality",
  ]);
  const rejected = await run("areas", "reject", "Benne-kel", "--by", "A. Jansen");
  expect(rejected.out).toMatch(/^"Benne-kel" in GM0772 is none of our areas, says A\. Jansen on /);
  await run("import", `${to}.csv`);
  expect((await run("areas", "review")).out).toContain("A. Jansen said on ");
  await run("import", `${to}.csv`); // rejected, and back on the list
  const confirm = ["--area", "AW20", "--by", "A. Jansen"];
  expect((await run("areas", "confirm", "Benne-kel", ...confirm)).out).not.toContain("No file has");
  const mistyped = await run("areas", "confirm", "Bene-kel", ...confirm);
  expect([mistyped.code, mistyped.out.split("\n")[1]]).toEqual([
    0,
    'No file has the name "Bene-kel" on the list (areas review); check how it is written. It is kept for a file that will have it.',
  ]);
  expect(await run("areas", "review")).toMatchObject({ code: 0, out: "No name waits." });
  expect((await run("import", `${to}.csv`)).code).toBe(1); // stored, with what the source itself got wrong
  expect((await run("areas", "show", "AW20")).out).toContain(
    "Benne-kel (confirmed by A. Jansen on",
  );
});

test.for([
  [["areas", "boundary"], 2, 'There is no "areas boundary".'],
  [["areas", "show"], 2, "areas show needs a CODE."],
  [["areas", "show", "nowhere"], 3, 'There is no area "nowhere".'],
  [["areas", "changes", "district-2014"], 2, "areas changes needs two sets"],
  [["areas", "changes", "district-2014", "x"], 3, 'There is no boundary set "x".'],
  [["areas", "changes", "district-2022", "district-2014"], 2, "is not before"],
  [["areas", "check", "x"], 3, 'There is no boundary set "x".'],
  [["areas", "check", "district-2022", "--tolerance", "x"], 2, '--tolerance "x" is not a number'],
  [["areas", "re-estimate"], 2, "areas re-estimate needs an INDICATOR."],
  [["areas", "re-estimate", "x", "--period", "2008"], 2, "areas re-estimate needs --from."],
  [["areas", "confirm", "Ergens", "--by", "Iemand"], 2, "--area is needed"],
  [["areas", "confirm", "Ergens", "--area", "AW20"], 2, "--by is needed"],
  [["areas", "reject"], 2, "The NAME as it is printed is needed."],
] as const)("%j ends with %i", async ([args, code, sentence]) => {
  const ended = await run(...args);
  expect(ended.code).toBe(code);
  expect(ended.said).toContain(sentence);
});
