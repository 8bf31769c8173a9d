import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { readOutline } from "#areas";
import { importProgramme } from "#flows";
import { id } from "#kernel";
import { createSite } from "#site";
import { openStore, restoreStore, type Store } from "#store";
import { temporaryFolder } from "./support/data-folder.ts";
import { backUpTo, emptyDatabase, everythingIn } from "./support/kept.ts";
import { isNationalDataThere, nationalStore } from "./support/national-programme.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { exampleFolder, exampleStore } from "./support/test-store.ts";

const folder = await temporaryFolder();
const programme = id<"programme">("wijkenaanpak");
const checkOnly = false;
const command = { role: "command", whenMissing: "refuse" } as const;

const pages = [
  "/",
  "/wijken",
  "/indicatoren",
  "/geld",
  "/toezeggingen",
  "/leveringen",
  "/bronnen",
  "/namen",
];

/** What readers see, page by page, and what the figures are. */
async function shownBy(store: Store, more: readonly string[] = []) {
  const outline = await readOutline(store.db, programme);
  const site = createSite({ store, programme, outline, log: () => {}, background: null });
  const shown: Record<string, string> = {};
  for (const page of [...pages, ...more]) {
    const answer = await site.request(page);
    shown[page] = `${answer.status} ${await answer.text()}`;
  }
  expect(Object.values(shown).filter((page) => !page.startsWith("200"))).toEqual([]);
  return shown;
}

async function figuresOf(store: Store, file: string): Promise<string> {
  expect((await runOnStore(store, "export", "indicators", "--out", file)).code).toBe(0);
  return readFile(file, "utf8");
}

async function expectSame(one: Store, other: Store, more: readonly string[] = []) {
  expect(await everythingIn(other)).toEqual(await everythingIn(one));
  expect(await shownBy(other, more)).toEqual(await shownBy(one, more));
  const [first, second] = [join(folder, "first.csv"), join(folder, "second.csv")];
  expect((await figuresOf(other, second)) === (await figuresOf(one, first))).toBe(true);
  expect((await runOnStore(other, "doctor")).code).toBe(0);
}

const closing = (store: Store) => {
  onTestFinished(() => store.close());
  return store;
};

test("the example goes from its folder to a server and back into another folder, and is the same everywhere", {
  timeout: 180_000,
}, async () => {
  const home = closing(await openStore({ data: join(folder, "home"), role: "serve" }));
  await importProgramme(home, exampleFolder, { dryRun: false });
  const [first, second] = [join(folder, "first.tar"), join(folder, "second.tar")];
  const made = await backUpTo(home, first);
  expect(made.wrong).toEqual([]);

  const databaseUrl = await emptyDatabase(inject("server"), "restore_drill");
  const data = join(folder, "beside");
  const restored = await restoreStore({ file: first, data, databaseUrl, checkOnly });
  expect(restored).toMatchObject({ files: made.files.length, migrated: 0, krachtwijk: "1.2.3" });
  const server = closing(await openStore({ ...command, data, databaseUrl, whenMissing: "make" }));
  expect(server.kind).toBe("server");
  await expectSame(home, server);

  await backUpTo(server, second);
  await restoreStore({ file: second, data: join(folder, "back"), checkOnly });
  const back = closing(await openStore({ ...command, data: join(folder, "back") }));
  await expectSame(home, back);

  // Its own past is there, and goes on after it.
  await back.transact("go on", {}, async () => {});
  const events = await back.db.rows<{ command: string }>(
    "select command from store.event order by id",
  );
  expect(events.map((event) => event.command)).toEqual([
    "import-programme",
    "restore",
    "restore",
    "go on",
  ]);
});

test.skipIf(!isNationalDataThere)("the national programme", { timeout: 240_000 }, async () => {
  const national = await nationalStore();
  const file = join(folder, "national.tar");
  await backUpTo(national, file);
  const data = join(folder, "national");
  await restoreStore({ file, data, checkOnly });
  const restored = closing(await openStore({ ...command, data }));
  await expectSame(national, restored, ["/gebied/GM0344", "/verkennen"]);
});

describe("a place that is not empty", async () => {
  const store = await exampleStore();
  const file = join(folder, "example.tar");
  await backUpTo(store, file);
  const refused = { code: "place-not-empty" };

  test("is refused: a data folder with a programme, which stays as it is", async () => {
    const data = join(folder, "taken");
    await restoreStore({ file, data, checkOnly });
    await expect(restoreStore({ file, data, checkOnly })).rejects.toMatchObject(refused);
    const again = closing(await openStore({ ...command, data }));
    expect(await everythingIn(again)).toEqual(await everythingIn(store));
  });

  test("is refused: a folder with somebody's files, and a database that was used", async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, "letters.txt"), "mine");
    await expect(restoreStore({ file, data, checkOnly })).rejects.toMatchObject(refused);
    expect(await readdir(data)).toEqual(["letters.txt"]);
    const databaseUrl = await emptyDatabase(inject("server"), "restore_taken");
    const to = { file, data: join(folder, "for-server"), databaseUrl, checkOnly };
    await restoreStore(to);
    await expect(restoreStore(to)).rejects.toMatchObject(refused);
  });

  test("is refused: a lake with other files; one with the same files is taken over", async () => {
    const data = join(folder, "lake-only");
    await restoreStore({ file, data, checkOnly });
    await rm(join(data, "postgres"), { recursive: true });
    await writeFile(join(data, "lake", "figures", "mine.parquet"), "x");
    await expect(restoreStore({ file, data, checkOnly })).rejects.toMatchObject(refused);
    await rm(join(data, "lake", "figures", "mine.parquet"));
    await restoreStore({ file, data, checkOnly });
    const again = closing(await openStore({ ...command, data }));
    expect((await runOnStore(again, "doctor")).code).toBe(0);
  });

  test("--check looks only", async () => {
    const data = join(folder, "only-looked");
    expect((await restoreStore({ file, data, checkOnly: true })).rows).toBeGreaterThan(200);
    await expect(stat(data)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
