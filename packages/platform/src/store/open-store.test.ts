import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Refusal } from "#kernel";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { openStore, type Store } from "./index.ts";

const folder = await temporaryFolder();

const serve = (data: string) => openStore({ data, role: "serve" });

async function within<Result>(data: string, work: (store: Store) => Promise<Result>) {
  const store = await serve(data);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const note = (data: string, words: string) =>
  within(data, (store) => store.transact("note", { words }, async () => {}));

const noted = (data: string) =>
  within(data, async (store) => {
    const rows = await store.db.rows<{ words: string }>(
      `select "order"->>'words' as words from store.event order by id`,
    );
    return rows.map(({ words }) => words);
  });

const refusal = (opening: Promise<Store>) =>
  opening.then(
    async (store) => {
      await store.close();
      return "no refusal";
    },
    (error) => (error instanceof Refusal ? error : Promise.reject(error)),
  );

describe("a data folder", () => {
  test("is made, used, and used again", async () => {
    const data = join(folder, "plain");
    await note(data, "first");
    expect(await noted(data)).toEqual(["first"]);
    expect((await readdir(join(data, "run"))).sort()).toEqual(["password", "pg", "postgres.log"]);
    expect(await readdir(join(data, "run", "pg"))).toEqual([]);
  });

  test("closes once, however often it is asked to", async () => {
    const store = await serve(join(folder, "plain"));
    await Promise.all([store.close(), store.close()]);
    await store.close();
    await expect(store.ready()).rejects.toMatchObject({ code: "store-unreachable" });
  });

  test("keeps its password and everything else from other users", async () => {
    const data = join(folder, "plain");
    const mode = async (path: string) => (await stat(join(data, path))).mode & 0o777;
    expect(await mode("run/password")).toBe(0o600);
    expect((await readFile(join(data, "run/password"), "utf8")).length).toBeGreaterThanOrEqual(32);
    expect(await mode("run/postgres.log")).toBe(0o600);
    for (const path of ["postgres", "lake", "lake/figures", "lake/sources", "run/pg"])
      expect(await mode(path)).toBe(0o700);
    // root's PostgreSQL runs as another account, which must pass through but can list nothing
    for (const path of ["", "run"])
      expect(await mode(path)).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
  });

  test.skipIf(process.platform === "win32")(
    "is not reachable from the network, and asks for the password",
    async () => {
      const data = join(folder, "plain");
      await within(data, async (store) => {
        const [settings] = await store.db.rows(
          `select current_setting('listen_addresses') as listen, current_setting('password_encryption') as password,
                current_setting('fsync') as fsync, current_setting('data_checksums') as checksums`,
        );
        expect(settings).toEqual({
          listen: "",
          password: "scram-sha-256",
          fsync: "on",
          checksums: "on",
        });
        const rules = await store.db.rows("select distinct auth_method from pg_hba_file_rules");
        expect(rules).toEqual([{ auth_method: "scram-sha-256" }]);
      });
    },
  );

  test.each([
    ["with a strange name", `it's "a, b" & ü`],
    ["too deep for a socket", "deep/".repeat(30)],
  ])("may be one %s", async (_, name) => {
    const data = join(folder, name);
    await note(data, "here");
    expect(await noted(data)).toEqual(["here"]);
    await within(data, async (store) => {
      const file = store.lake.file("figures/one.parquet");
      await store.lake.writeParquet("figures/one.parquet", { n: "integer" }, [[1]]);
      expect(await store.lake.rows("select n from read_parquet($1)", [file])).toEqual([{ n: 1 }]);
    });
  });
});

describe("what an accident left", () => {
  test("a database half made is begun anew", async () => {
    const data = join(folder, "half");
    await mkdir(join(data, "postgres.new-1/base"), { recursive: true });
    await writeFile(join(data, "postgres.new-1/PG_VERSION"), "18\n");
    await writeFile(join(data, "postgres.new-1.password"), "left");
    if (process.getuid?.() === 0) await chmod(data, 0o711);
    await note(data, "whole");
    expect(await noted(data)).toEqual(["whole"]);
    expect((await readdir(data)).sort()).toEqual(["lake", "postgres", "run"]);
  });

  test("a number in postmaster.pid that another program has by now", async () => {
    const data = join(folder, "number");
    await note(data, "before");
    const left = [
      process.pid,
      join(data, "postgres"),
      1_700_000_000,
      5432,
      join(data, "run/pg"),
      "",
      "",
      "ready",
    ];
    await writeFile(join(data, "postgres/postmaster.pid"), `${left.join("\n")}\n`);
    expect(await noted(data)).toEqual(["before"]);
    await writeFile(join(data, "postgres/postmaster.pid"), "");
    expect(await noted(data)).toEqual(["before"]);
  });

  test("a password that was removed is renewed", async () => {
    const data = join(folder, "renewed");
    await note(data, "before");
    await rm(join(data, "run"), { recursive: true });
    expect(await noted(data)).toEqual(["before"]);
  });

  test("a lock that nobody holds, and a guard of a process that is no more", async () => {
    const data = join(folder, "locked");
    await note(data, "before");
    await writeFile(join(data, "run/lock.sock"), "");
    await writeFile(join(data, "run/lock.guard"), "99999999");
    const begun = Date.now();
    expect(await noted(data)).toEqual(["before"]);
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  test("a folder in which something else is", async () => {
    const data = join(folder, "other");
    await mkdir(join(data, "postgres"), { recursive: true });
    await writeFile(join(data, "postgres/letter.txt"), "dear all");
    expect(await refusal(serve(data))).toMatchObject({ code: "store-damaged" });
    await writeFile(join(data, "postgres/PG_VERSION"), "99\n");
    expect(await refusal(serve(data))).toMatchObject({ code: "store-too-new" });
    await writeFile(join(data, "postgres/PG_VERSION"), "9\n");
    expect(await refusal(serve(data))).toMatchObject({ code: "store-too-old" });
  });
});

test("a folder where nothing was ever stored is refused by who only reads, and nothing is made", async () => {
  const [gone, other] = [join(folder, "mistyped"), join(folder, "other things")];
  await mkdir(other);
  const reader = { role: "command", whenMissing: "refuse" } as const;
  for (const data of [gone, other, join(folder, "file", "below")])
    expect(await refusal(openStore({ data, ...reader }))).toMatchObject({
      code: "data-missing",
      facts: { folder: data },
    });
  expect(await readdir(folder)).not.toContain("mistyped");
  expect(await readdir(other)).toEqual([]);
  await within(join(folder, "read"), async () => {});
  await (await openStore({ data: join(folder, "read"), ...reader })).close();
});

test.skipIf(process.getuid?.() !== 0)(
  "root is told of a database outside its data folder: when it goes there, and at each start of the site",
  async () => {
    const closed = join(folder, "closed");
    await mkdir(closed, { mode: 0o700 });
    const data = join(closed, "data");
    const openAs = async (role: "serve" | "command") => {
      const said: string[] = [];
      await (await openStore({ data, role, warn: (line) => said.push(line) })).close();
      return said;
    };
    const first = await openAs("command");
    const place = (await readFile(join(data, "postgres-is-in"), "utf8")).trim();
    onTestFinished(() => rm(place, { recursive: true }));
    expect(first).toEqual([
      expect.stringContaining(`The database of ${data} is not in it but in ${place}`),
    ]);
    expect(await openAs("command")).toEqual([]);
    expect(await openAs("serve")).toEqual(first);
  },
);

describe("a folder that cannot be", () => {
  test("under a file", async () => {
    await writeFile(join(folder, "file"), "");
    for (const data of [join(folder, "file"), join(folder, "file/data")])
      expect(await refusal(serve(data))).toMatchObject({
        code: "disk-read-only",
        message: expect.stringContaining(data),
      });
  });

  test.skipIf(process.platform !== "linux")("on a disk that takes no files", async () => {
    expect(await refusal(serve("/proc/krachtwijk"))).toMatchObject({
      code: "disk-read-only",
      message:
        "The folder /proc/krachtwijk cannot be written: it cannot be made there. Choose another folder with --data.",
    });
  });
});
