import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readSetWithShapes } from "#areas";
import { readReleaseFigures, readReleases } from "#indicators";
import { id } from "#kernel";
import { openClient } from "#sources";
import { madeOgc, rdNew } from "../../../../tests/support/made-ogc.ts";
import { type MadeTable, madeV4, smallTable } from "../../../../tests/support/made-statline.ts";
import { ownFolder, type Reply, replayServer } from "../../../../tests/support/replay-server.ts";
import { bodyOf } from "../../../../tests/support/statline.ts";
import { exampleFolder, exampleStore } from "../../../../tests/support/test-store.ts";
import { runCli } from "./run.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const data = await ownFolder();

async function run(...args: readonly string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCli([...args, "--data", data], {
    openStore: async () => ({ ...store, close: async () => undefined }),
    openClient: (options) => openClient({ ...options, sleep: async () => {} }),
    restoreStore: () => Promise.reject(new Error("nothing is put back here")),
    serveSite: () => Promise.reject(new Error("nothing is served")),
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: true,
    examples: "",
    version: "1.2.3",
  });
  return { code, out: out.join("\n"), said: said.join("\n") };
}

const sourceReleases = async (source: string) =>
  (await readReleases(store.db, programme)).filter((release) => release.source === source);

beforeAll(async () => process.chdir(await ownFolder()));

describe("a file at an address", () => {
  const original = join(exampleFolder, "figures/early-school-leaving");

  test("is imported as the file that it is; unchanged, it is neither fetched nor read", async () => {
    const csv = (await readFile(`${original}.csv`, "utf8")).replace("2150", "2151");
    let [version, text] = ['"1"', csv];
    const sent: number[] = [];
    const reply: Reply = (request, response) => {
      const isSame = request.headers["if-none-match"] === version;
      sent.push(isSame ? 304 : 200);
      response.writeHead(isSame ? 304 : 200, { "content-type": "text/csv", etag: version });
      response.end(isSame ? "" : text);
    };
    const server = await replayServer({ "/early-school-leaving.csv": reply });
    const address = `${server.address}/early-school-leaving.csv`;
    const options = ["--mapping", `${original}.mapping.yaml`, "--allow-host", server.host];
    const dry = await run("import", address, ...options, "--dry-run");
    expect(dry.out).toContain("early-school-leaving.csv: early-school-leaving-r2 (would be new)");
    expect(await sourceReleases("early-school-leaving")).toHaveLength(1);
    const first = await run("import", address, ...options);
    expect([first.code, first.out.split("\n")[0]]).toEqual([
      1,
      expect.stringContaining(
        "early-school-leaving.csv: early-school-leaving-r2 (new), 240 figures",
      ),
    ]);
    const again = await run("import", address, ...options);
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringMatching(
        /early-school-leaving\.csv: unchanged at its source \("1"\) since it was imported on \d{4}-\d\d-\d\d; nothing was read\.$/,
      ),
    ]);
    expect((await run("import", address, ...options, "--again")).out).toContain("r2 (unchanged)");
    expect(sent).toEqual([200, 304, 304, 304]);
    expect(await readdir(join(data, "sources", "files"))).toEqual([]);
    [version, text] = ['"2"', csv.replace("2151", "2152")];
    expect((await run("import", address, ...options)).out).toContain(
      "early-school-leaving-r3 (new)",
    );
    const json = JSON.parse((await run("import", address, ...options, "--json")).out);
    expect(json).toMatchObject({
      ok: true,
      imports: [],
      unchanged: [{ kind: "unchanged", address, state: '"2"' }],
    });
    const [newest] = (await sourceReleases("early-school-leaving")).filter(
      ({ current }) => current,
    );
    expect(new TextDecoder().decode(await store.lake.readSource(newest!.checksum!))).toBe(text);
  });

  test.for([
    [
      ["import", "https://data.example.nl/x.csv", "--mapping", "m"],
      3,
      "data.example.nl is not on the list of hosts that may be asked",
    ],
    [
      ["import", "https://data.example.nl/x.csv"],
      3,
      "nothing says how to read it; give --mapping FILE, or put x.mapping.yaml in this folder.",
    ],
    [
      ["import", "cbs:83765NED"],
      3,
      "put 83765NED.mapping.yaml in this folder. A first draft: krachtwijk import cbs:83765NED --suggest",
    ],
    [["import", "cbs:x"], 2, '"cbs:x" names no table'],
    [["import", "https://"], 2, '"https://" is not an address'],
    [
      ["import", "https://data.example.nl/x.csv", "--suggest"],
      2,
      "only tables of StatLine describe themselves",
    ],
    [
      ["import", "https://data.example.nl/x.csv", "--mapping", "m", "--allow-host", "a/b"],
      2,
      '--allow-host "a/b" is not a host',
    ],
  ] as const)("%j ends with %i", async ([args, code, sentence]) => {
    const ended = await run(...args);
    expect([ended.code, ended.said.split("\n").at(-1)]).toEqual([
      code,
      expect.stringContaining(sentence),
    ]);
  });
});

describe("a table of StatLine", () => {
  const table: MadeTable = { ...smallTable, areas: ["GM0363    ", "GM0361    "] };

  async function statline(made: MadeTable) {
    let replies: Record<string, Reply> = {};
    const path = "/odata/v1/CBS/70001NED";
    const server = await replayServer(
      (asked) => replies[asked.slice(path.length)] ?? { status: 404 },
    );
    replies = madeV4(made, server.address + path);
    const publish = (next: MadeTable, edit = (_: Record<string, Reply>) => {}) => {
      replies = madeV4(next, server.address + path);
      edit(replies);
    };
    const asked = () => server.asked.splice(0).filter((one) => one.includes("Observations")).length;
    return { address: server.address + path, host: server.host, publish, asked };
  }

  /** The person's part of a draft: indicators that the programme has. */
  async function fillIn() {
    const mapping = await readFile("70001NED.mapping.yaml", "utf8");
    await writeFile(
      "70001NED.mapping.yaml",
      mapping
        .replaceAll("indicator: residents-share", "indicator: early-school-leaving-rate")
        .replaceAll('"M000001": residents', '"M000001": early-school-participants'),
    );
  }

  beforeEach(async () => process.chdir(await ownFolder()));

  test("suggests how to read itself, and is imported by that; the next edition is a release beside it", async () => {
    const { address, host, publish, asked } = await statline(table);
    const draft = await run("import", address, "--suggest", "--allow-host", host);
    expect([draft.code, draft.out.split("\n")[0]]).toEqual([
      0,
      "Made-up figures; sex, area (70001NED, changed 2025-03-01)",
    ]);
    expect((await run("import", address, "--suggest", "--allow-host", host)).said).toContain(
      "70001NED.mapping.yaml is there already; move it away first.",
    );
    await fillIn();
    const ended = await run("import", address, "--allow-host", host);
    expect([ended.code, ended.out]).toEqual([
      0,
      expect.stringContaining("70001NED.csv: cbs-70001ned-r1 (new), 8 figures"),
    ]);
    expect(ended.said).toContain("70001NED: page 4, 16 of 16 observations …");
    const figures = await readReleaseFigures(
      store,
      programme,
      (await sourceReleases("cbs-70001ned"))[0]!.id,
    );
    expect(
      figures.map(({ area, period, reading, status }) => [area, period.id, reading, status]),
    ).toContainEqual([
      "GM0363",
      "2020",
      { kind: "value", value: 0.145, decimals: 1 },
      "provisional",
    ]);
    asked();
    const second = await run("import", address, "--allow-host", host);
    expect(second.out).toContain(`unchanged at its source (${table.modified})`);
    expect(asked()).toBe(0);
    publish({
      ...table,
      modified: "2025-09-01T00:00:00",
      periods: [
        ["2019JJ00", "Definitief"],
        ["2020JJ00", "Definitief"],
      ],
    });
    expect((await run("import", address, "--allow-host", host)).code).toBe(0);
    expect(asked()).toBe(4);
    expect(await sourceReleases("cbs-70001ned")).toHaveLength(2);
    publish({ ...table, modified: "2025-10-01T00:00:00" }); // another date, and the figures of the first edition
    expect((await run("import", address, "--allow-host", host)).out).toContain("cbs-70001ned-r");
    expect(await readdir(join(data, "sources", "pages"))).toEqual([]);
  });

  test("that was refused is not asked for twice, unless with --again", async () => {
    const { address, host, publish, asked } = await statline(table);
    await run("import", address, "--suggest", "--allow-host", host);
    await fillIn();
    publish(table, (replies) => {
      const [share] = bodyOf(replies, "/Observations").value.filter(
        ({ Measure, Value }) => Measure === "M000002" && Value !== null,
      );
      share!["Value"] = 140;
    });
    const refused = { code: 3, said: expect.stringContaining("140") };
    expect(await run("import", address, "--allow-host", host)).toMatchObject(refused);
    expect(asked()).toBe(4);
    publish(table); // the source mends its figure, and not its date
    expect(await run("import", address, "--allow-host", host)).toMatchObject(refused);
    expect(asked()).toBe(0);
    const again = ["import", address, "--allow-host", host, "--again"];
    expect(await run(...again, "--dry-run")).toMatchObject({ code: 0 });
    expect(asked()).toBe(4);
    expect(await run("import", address, "--allow-host", host, "--dry-run")).toMatchObject({
      code: 0,
      out: expect.stringContaining("70001NED.csv: cbs-70001ned-r"),
    });
    expect(asked()).toBe(0);
  });
});

describe("a collection of shapes", () => {
  test("in RD New becomes a set of boundaries in longitude and latitude", async () => {
    let replies: Record<string, Reply> = {};
    const server = await replayServer(
      (asked) =>
        replies[asked.replace("/ogc/v1?", "/ogc/v1/?").replace("/ogc/v1", "")] ?? { status: 404 },
    );
    replies = madeOgc(`${server.address}/ogc/v1`, { crs: rdNew });
    const address = `${server.address}/ogc/v1/collections/wijken/items?crs=EPSG:28992`;
    const allow = ["--allow-host", server.host];
    expect(await run("import", address, ...allow)).toMatchObject({
      code: 2,
      said: expect.stringContaining(
        "this is a collection of shapes; import it with --as boundaries.",
      ),
    });
    const words =
      "--kind district --year 2024 --code statcode --name statnaam --source PDOK --licence CC-BY".split(
        " ",
      );
    const ended = await run("import", address, "--as", "boundaries", ...words, ...allow);
    expect([ended.code, ended.out.split("\n")[0]]).toEqual([
      0,
      "district-2024, number 1 (new), 5 areas",
    ]);
    const shapes = await readSetWithShapes(store, programme, "district-2024");
    const [x, y] = shapes!.shapes[0]!.polygons[0]![0]![0]!;
    expect([Number(x!.toFixed(2)), Number(y!.toFixed(2))]).toEqual([4.89, 52.37]);
    const again = await run("import", address, "--as", "boundaries", ...words, ...allow);
    expect(again.out.split("\n")[0]).toBe("district-2024, number 1 (unchanged), 5 areas");
  });
});
