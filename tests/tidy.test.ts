import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { audited, floors, guests, rooms } from "../packages/platform/src/floors.ts";
import { frontDoorComplaints, introductionComplaints } from "./tidy/front-doors.ts";
import { circles, fileGraph, importComplaints } from "./tidy/imports.ts";
import { lengthComplaints, typeComplaints } from "./tidy/shape.ts";
import { isSource, parse, pathsUnder, readTexts, type TextFile } from "./tidy/source.ts";
import { migrationComplaints, sqlComplaints, unauditedComplaints } from "./tidy/sql.ts";
import { wordComplaints } from "./tidy/words.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const src = "packages/platform/src";
const texts = readTexts(root, pathsUnder(root));
const sources = texts.filter(({ path }) => isSource(path)).map(parse);
const byPath = new Map(sources.map((source) => [source.path, source]));
const map = { floors, guests };
/** A package opens one door, and one more for each of its subjects. */
const isPackageDoor = /^packages\/(?!platform\/)[a-z]+\/src\/([a-z]+\/)?index\.ts$/;

const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const source = (path: string, text: string) => parse({ path, text });

describe("the repository", () => {
  test("has sources to look at", () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test("imports downwards only, by the front door", () => {
    expect(sources.flatMap((one) => importComplaints(one, map))).toEqual([]);
  });

  test("imports in no circle", () => {
    expect(circles(new Map(Object.entries(floors)))).toEqual([]);
    expect(circles(fileGraph(sources.filter(({ path }) => path.startsWith("packages/"))))).toEqual(
      [],
    );
  });

  test("keeps the doors apart", () => {
    const doors = ["site", "api", "cli"] as const;
    for (const door of doors)
      expect(doors.filter((other) => floors[door].includes(other))).toEqual([]);
    for (const room of rooms.filter((name) => !/^(site|api|cli)$/.test(name)))
      expect(floors[room]).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(site|api|cli)$/)]),
      );
  });

  test("has SQL in store.ts only, and there on own tables only", () => {
    expect(sources.flatMap((one) => sqlComplaints(one, rooms))).toEqual([]);
    const migrations = texts.filter(({ path }) => /^migrations\/\d.*\.sql$/.test(path));
    expect(migrations.length).toBeGreaterThan(0);
    expect(migrations.flatMap((one) => migrationComplaints(one, rooms))).toEqual([]);
  });

  test("writes nothing past the audit trail where every change is in it", () => {
    expect(sources.flatMap((one) => unauditedComplaints(one, audited))).toEqual([]);
  });

  test("has short functions and files", () => {
    expect(sources.flatMap(lengthComplaints)).toEqual([]);
  });

  test("has no any, no enum and no default export", () => {
    expect(sources.flatMap(typeComplaints)).toEqual([]);
  });

  test("explains what its front doors export", () => {
    const doors = [
      ...rooms.map((room) => `${src}/${room}/index.ts`),
      ...texts.map(({ path }) => path).filter((path) => isPackageDoor.test(path)),
    ];
    expect(doors.flatMap((path) => frontDoorComplaints(byPath, path))).toEqual([]);
    expect(doors.flatMap((path) => byPath.get(path) ?? []).flatMap(introductionComplaints)).toEqual(
      [],
    );
  });

  test("has every room on the map, each with a README of at most 30 lines", () => {
    const folders = readdirSync(join(root, src), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...rooms].sort());
    expect(rooms.filter((room) => readmeLines(room) === 0)).toEqual([]);
    expect(rooms.filter((room) => readmeLines(room) > 30)).toEqual([]);
  });

  test("opens every room by the name on the map", () => {
    const doors = (folder: string) =>
      Object.fromEntries(rooms.map((room) => [`#${room}`, `./${folder}${room}/index.ts`]));
    expect(json("packages/platform/package.json").imports).toEqual(doors("src/"));
    expect(json("package.json").imports).toEqual(doors(`${src}/`));
  });

  test("speaks of no machine, no registry, no issue and no work left to do", () => {
    expect(texts.flatMap(wordComplaints)).toEqual([]);
  });
});

function readmeLines(room: string): number {
  const path = join(root, src, room, "README.md");
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n").length : 0;
}

/** One planted mistake per line: each check must complain of it, or it could be a check that never does. */
describe("a check complains of", () => {
  test.for([
    ["areas/x.ts", 'import { a } from "#money";', "areas may not import #money"],
    ["areas/x.ts", 'import type { A } from "#money";', "areas may not import #money"],
    ["areas/x.ts", 'export { a } from "#money";', "areas may not import #money"],
    ["areas/x.ts", 'const a = await import("#money");', "areas may not import #money"],
    ["site/x.tsx", 'import { a } from "#cli";', "site may not import #cli"],
    ["cli/x.ts", 'import { a } from "#site";', "cli may not import #site"],
    ["money/x.ts", 'import { a } from "#money";', "imports its own front door"],
    ["money/x.ts", 'import { a } from "#nowhere";', "not the front door of a room"],
    ["money/x.ts", 'import { a } from "#areas/store.ts";', "not the front door of a room"],
    ["money/x.ts", 'import { a } from "../areas/store.ts";', "leaves its room by a window"],
    ["money/x.test.ts", 'import { a } from "../areas/store.ts";', "leaves its room by a window"],
    ["main.ts", 'import { a } from "./areas/store.ts";', "leaves its room by a window"],
    ["money/x.ts", 'import { a } from "../../../measure/src/index.ts";', "leaves its room"],
    ["money/x.ts", 'import { a } from "./y";', "has no ending"],
    ["money/x.ts", 'import pg from "pg";', "pg is for store only"],
    ["money/x.ts", 'import { parse } from "yaml/util";', "yaml/util is for intake only"],
    ["../../measure/src/x.ts", 'import { a } from "#kernel";', "not for a package"],
    [
      "../../measure/src/x.ts",
      'import { a } from "../../platform/src/x.ts";',
      "leaves its package",
    ],
  ] as const)("%s: %s", ([path, text, expected]) => {
    const at = join(src, path).replaceAll("\\", "/");
    expect(importComplaints(source(at, text), map)).toEqual([expect.stringContaining(expected)]);
  });

  test.for([
    ["money/x.ts", 'import { a } from "#areas";'],
    ["money/x.ts", 'import { a } from "./y.ts";'],
    ["money/x.test.ts", 'import { importProgramme } from "#flows";'],
    ["money/x.test.ts", 'import { readFunds } from "#money";'],
    ["money/x.test.ts", 'import { testStore } from "../../../../tests/support/test-store.ts";'],
    ["main.ts", 'import { a } from "#site";'],
    ["store/x.ts", 'import pg from "pg";'],
  ] as const)("not: %s: %s", ([path, text]) => {
    expect(importComplaints(source(`${src}/${path}`, text), map)).toEqual([]);
  });

  test("a circle", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", ["a"]],
      ["d", []],
    ]);
    expect(circles(graph)).toEqual(["a → b → c → a"]);
    const files = fileGraph([
      source(`${src}/areas/a.ts`, 'import "./b.ts";'),
      source(`${src}/areas/b.ts`, 'import "#areas";'),
      source(`${src}/areas/index.ts`, 'export { a } from "./a.ts";'),
    ]);
    expect(circles(files)).toHaveLength(1);
  });

  test.for([
    [
      "money/x.ts",
      "db.rows(`select id from money.fund where id = $" + "{x}`)",
      "SQL outside of store.ts",
    ],
    ["money/x.ts", 'db.rows("SELECT id FROM money.fund")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.rows("select pg_advisory_lock(1)")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.run("insert into money.fund values (1)")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.run("update money.fund set id = 1")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.run("delete from money.fund")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.run("create table money.more ()")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.run("with a as (select 1) select 2")', "SQL outside of store.ts"],
    ["money/x.ts", 'db.insert("money.fund", rows)', "SQL outside of store.ts"],
    ["money/deep/store.ts", 'db.run("delete from money.fund")', "SQL outside of store.ts"],
    [
      "money/store.ts",
      'db.rows("select id from areas.area")',
      "areas.area is not a table of money",
    ],
    [
      "money/store.ts",
      "db.rows(`select 1 from money.fund\n join areas.area a using (id)`)",
      "areas.area",
    ],
    ["money/store.ts", 'db.insert("areas.area", rows)', "areas.area is not a table of money"],
    ["store/log.ts", 'db.run("delete from money.fund")', "money.fund is not a table of store"],
  ] as const)("SQL in %s: %s", ([path, text, expected]) => {
    expect(sqlComplaints(source(`${src}/${path}`, text), rooms)).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  test.for([
    ["money/x.ts", 'print("Select a file from the list")'],
    ["money/x.ts", 'print("update the example")'],
    [
      "money/store.ts",
      'db.rows("select id from money.fund f join areas.public_area a using (id)")',
    ],
    ["money/store.ts", 'db.rows("select 1 where a is distinct from areas.id")'],
    ["money/x.test.ts", 'db.rows("select id from areas.area")'],
    ["store/log.ts", 'db.run("insert into store.event values (1)")'],
  ] as const)("not: SQL in %s: %s", ([path, text]) => {
    expect(sqlComplaints(source(`${src}/${path}`, text), rooms)).toEqual([]);
  });

  test.for([
    ["migrations/0012-money-x.sql", "create table areas.x ();", "areas.x is not a table of money"],
    ["migrations/0012-money-x.sql", "create index on areas.area (id);", "areas.area"],
    ["migrations/0012-nobody-x.sql", "", "not named NNNN-ROOM-WHAT.sql"],
    ["migrations/12-money.sql", "", "not named NNNN-ROOM-WHAT.sql"],
  ] as const)("migration %s: %s", ([path, text, expected]) => {
    expect(migrationComplaints({ path, text }, rooms)).toEqual([expect.stringContaining(expected)]);
  });

  test.for([
    ["access/store.ts", 'db.rows("delete from access.person returning id")', 1],
    ["access/store.ts", 'db.run("select 1")', 1],
    ["access/x.ts", 'store.transact("x", {}, work)', 1],
    ["access/store.ts", 'db.rows("select id from access.person for update")', 0],
    ["access/x.test.ts", 'store.transact("x", {}, work)', 0],
    ["money/store.ts", 'db.run("delete from money.fund")', 0],
  ] as const)("a write past the audit trail, in %s: %s", ([path, text, expected]) => {
    expect(unauditedComplaints(source(`${src}/${path}`, text), ["access"])).toHaveLength(expected);
  });

  test("a long function, a long file", () => {
    const body = (lines: number) => "  a();\n".repeat(lines);
    const lengths = (text: string) => lengthComplaints(source("x.ts", text));
    expect(lengths(`function f() {\n${body(68)}}`)).toEqual([]);
    expect(lengths(`function f() {\n${body(69)}}`)).toEqual([expect.stringContaining("71 lines")]);
    expect(lengths(`const f = () => {\n${body(69)}}`)).toHaveLength(1);
    expect(lengths(`class A {\n m() {\n${body(69)}}}`)).toHaveLength(1);
    expect(lengths(`describe("x", () => {\n${body(69)}})`)).toEqual([]);
    expect(lengths(`test("x", () => {\n${body(69)}})`)).toHaveLength(1);
    expect(lengths("a();\n".repeat(400))).toEqual([]);
    expect(lengths("a();\n".repeat(401))).toEqual([expect.stringContaining("401 lines")]);
  });

  test.for([
    ["const a: any = 1;", "any"],
    ["function f(a: readonly any[]) {}", "any"],
    ["const b = a as any;", "any"],
    ["enum A { B }", "an enum"],
    ["export default 1;", "a default export"],
  ] as const)("type: %s", ([text, expected]) => {
    expect(typeComplaints(source("x.ts", text))).toEqual([`x.ts:1: ${expected}`]);
  });

  test("a front door without explanation", () => {
    const door = (index: string, x: string) =>
      frontDoorComplaints(
        new Map([
          ["r/index.ts", source("r/index.ts", index)],
          ["r/x.ts", source("r/x.ts", x)],
          ["r/y.ts", source("r/y.ts", "/** Why. */\nexport const y = 1;\nexport type Bare = 1;")],
        ]),
        "r/index.ts",
      );
    const bare = [expect.stringContaining("no doc comment")];
    expect(door('export { a } from "./x.ts";', "export const a = 1;")).toEqual(bare);
    expect(door('export { a } from "./x.ts";', "/** Says what. */\nexport const a = 1;")).toEqual(
      [],
    );
    expect(door('export { a } from "./x.ts";', "/** */\nexport const a = 1;")).toEqual(bare);
    expect(door('export { a } from "./x.ts";', "// note\nexport function a() {}")).toEqual(bare);
    expect(
      door('export { a } from "./x.ts";', "/** B. */\nconst b = 1;\nexport const a = b;"),
    ).toEqual(bare);
    expect(door('export type { A } from "./x.ts";', "export interface A {}")).toEqual(bare);
    expect(door('export { y as z } from "./y.ts";', "")).toEqual([]);
    expect(door('export { y } from "./x.ts";', 'export { y } from "./y.ts";')).toEqual([]);
    expect(
      door('export { y } from "./x.ts";', 'import { y } from "./y.ts";\nexport { y };'),
    ).toEqual([]);
    expect(
      door('export type { Bare } from "./x.ts";', 'export type { Bare } from "./y.ts";'),
    ).toEqual(bare);
    expect(door("export const own = 1;", "")).toEqual(bare);
    expect(door('export * from "./x.ts";', "")).toEqual([expect.stringContaining("export *")]);
    expect(door('export { gone } from "./x.ts";', "")).toEqual([
      expect.stringContaining("not defined"),
    ]);
    expect(frontDoorComplaints(new Map(), "r/index.ts")).toHaveLength(1);
    expect(introductionComplaints(source("r/index.ts", "export {};"))).toHaveLength(1);
    expect(introductionComplaints(source("r/index.ts", "/** Room. */\nexport {};"))).toEqual([]);
  });

  test.for([
    ["/wo", "rk/main/README.md", "a folder of one machine"],
    ["see /home/", "jan/project", "a folder of one machine"],
    ["see /t", "mp/x", "a folder of one machine"],
    ["https://regis", "try.npmjs.org/a.tgz", "the host of a package registry"],
    ["as is", "sue #3 says", "the number of an issue"],
    ["as is", "sue 3 says", "the number of an issue"],
    ["// TO", "DO: later", "work left to do"],
  ] as const)("words: %s%s", ([begin, end, expected]) => {
    const file = (path: string): TextFile => ({ path, text: `first line\n${begin}${end}` });
    expect(wordComplaints(file("docs/x.md"))).toEqual([`docs/x.md:2: ${expected}`]);
  });

  test("not: ordinary words", () => {
    const text = "network/x ./work/x the issue is 3 metres, todo-list /srv/tmp/x";
    expect(wordComplaints({ path: "docs/x.md", text })).toEqual([]);
  });
});
