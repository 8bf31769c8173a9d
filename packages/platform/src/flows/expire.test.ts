import { mkdir, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { id } from "#kernel";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { withdraw } from "./index.ts";

const store = await exampleStore();
const data = await temporaryFolder();
const day = 86_400_000;

async function put(path: string, days: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "left");
  const at = new Date(Date.now() - days * day);
  await utimes(path, at, at);
}

const expire = async (...options: readonly string[]) => {
  const { out, code } = await runOnStore(store, "expire", "--json", "--data", data, ...options);
  expect(code).toBe(0);
  return (JSON.parse(out).expired as readonly { kind: string; what: string }[])
    .map(({ kind, what }) => `${kind} ${what}`)
    .sort();
};

const orphan = "a".repeat(64);
const past = [
  "download sources/kept/old.body",
  'name "Zuilen-Noord" in x.csv (wijkenaanpak)',
  "temporary figures/wijkenaanpak/x.parquet.0123456789ab.tmp",
  "temporary restoring-0badcafe",
  "temporary tmp/answer.parquet",
  "unnamed boundaries/wijkenaanpak/gone.parquet",
  `unnamed sources/${orphan}`,
];

test("what is past its time is told, and removed only when that is asked, and the log says what it was", async () => {
  expect(await expire()).toEqual([]);
  const kept = (await store.lake.list()).map(({ path }) => path).sort();
  for (const days of [2, 0]) {
    const name = days === 0 ? "fresh" : "";
    await put(store.lake.file(`figures/wijkenaanpak/x${name}.parquet.0123456789ab.tmp`), days);
    await put(store.lake.file(`tmp/${name}answer.parquet`), days);
    await put(store.lake.file(`boundaries/wijkenaanpak/${name}gone.parquet`), days);
  }
  await put(store.lake.file(`sources/${orphan}`), 2);
  await put(join(data, "sources", "kept", "old.body"), 91);
  await put(join(data, "sources", "kept", "used.body"), 89);
  await put(join(data, "restoring-0badcafe", "figures", "x.parquet"), 2);
  await utimes(join(data, "restoring-0badcafe"), new Date(0), new Date(0));
  await store.transact("wait", {}, async (db) => {
    for (const [name, days] of [
      ["Zuilen-Noord", 366],
      ["Zuilen-Zuid", 364],
    ] as const)
      await db.run(
        `insert into areas.unmatched (programme_id, source, file, line, name, within_id, candidates, seen_at)
         values ('wijkenaanpak', 's', 'x.csv', 1, $1, '', '[]', now() - make_interval(days => $2))`,
        [name, days],
      );
  });

  expect(await expire()).toEqual(past);
  expect(await expire()).toEqual(past);
  const doctor = await runOnStore(store, "doctor", "--data", data);
  expect([doctor.code, doctor.out]).toEqual([
    1,
    expect.stringMatching(
      /past its time: 5 files \(20 bytes\) that no release names are older than 1 day\. See them with krachtwijk expire/,
    ),
  ]);
  expect(await expire("--remove")).toEqual(past);
  expect(await expire("--remove")).toEqual([]);

  const left = (await store.lake.list()).map(({ path }) => path).sort();
  expect(left.filter((path) => !kept.includes(path))).toEqual([
    "boundaries/wijkenaanpak/freshgone.parquet",
    "figures/wijkenaanpak/xfresh.parquet.0123456789ab.tmp",
    "tmp/freshanswer.parquet",
  ]);
  expect(kept.filter((path) => !left.includes(path))).toEqual([]);
  expect(await readdir(join(data, "sources", "kept"))).toEqual(["used.body"]);
  expect(await store.db.rows("select name from areas.unmatched")).toEqual([
    { name: "Zuilen-Zuid" },
  ]);
  const [event] = await store.db.rows<{ removed: readonly unknown[] }>(
    `select "order" -> 'removed' as removed from store.event where command = 'expire' order by id limit 1`,
  );
  expect(event?.removed).toHaveLength(past.length);
});

test("a file that was to be erased, and was not because the power went, goes too", async () => {
  const [release] = await store.db.rows<{ file: string; checksum: string }>(
    "select figures_file as file, checksum from indicators.release where id = 'early-school-leaving-r1'",
  );
  const unlucky = { ...store, lake: { ...store.lake, erase: async () => {} } };
  const why = { by: "J. Jansen", reason: "Names of people.", erase: true };
  await withdraw(unlucky, {
    programme: id("wijkenaanpak"),
    release: "early-school-leaving-r1",
    ...why,
  });
  const paths = [release!.file, `sources/${release!.checksum}`];
  for (const path of paths) await utimes(store.lake.file(path), new Date(0), new Date(0));
  expect(await expire("--remove")).toEqual(paths.map((path) => `unnamed ${path}`));
  for (const path of paths)
    await expect(stat(store.lake.file(path))).rejects.toMatchObject({ code: "ENOENT" });
});
