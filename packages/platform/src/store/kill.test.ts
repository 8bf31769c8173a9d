import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { spawnStore } from "../../../../tests/support/spawn-store.ts";
import { openStore } from "./index.ts";

const folder = await temporaryFolder();

/** Processes of PostgreSQL that work on a cluster. Sees everything where there is /proc, and elsewhere the main one. */
function serversOf(cluster: string): readonly number[] {
  if (process.platform !== "linux") {
    const lines = execFileSync("ps", ["-axo", "pid=,command="]).toString().split("\n");
    return lines
      .filter((line) => line.includes("postgres") && line.includes(cluster))
      .map((line) => Number.parseInt(line, 10));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === cluster;
      } catch {
        return false;
      }
    });
}

/** Waits for one of them by the title that it gives itself. */
const processOf = (cluster: string, title: string): Promise<number> =>
  vi.waitFor(
    () => {
      for (const pid of serversOf(cluster))
        if (readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(title)) return pid;
      throw new Error(`no ${title}`);
    },
    { interval: 1, timeout: 10_000 },
  );

async function eventsIn(data: string): Promise<readonly number[]> {
  const store = await openStore({ data, role: "serve" });
  const rows = await store.db.rows<{ n: number }>(
    `select ("order"->>'n')::int as n from store.event order by id`,
  );
  await store.close();
  return rows.map(({ n }) => n);
}

describe.skipIf(process.platform === "win32")("kill -9", () => {
  test("while it writes: what was acknowledged is there, and no PostgreSQL stays behind", async () => {
    const data = join(folder, "writing");
    const writer = spawnStore({ data, role: "serve" });
    await writer.hear("open");
    writer.tell("write");
    await writer.hear("50");
    expect(serversOf(join(data, "postgres")).length).toBeGreaterThan(0);
    await writer.kill("SIGKILL");
    await expect.poll(() => serversOf(join(data, "postgres")), { timeout: 10_000 }).toEqual([]);
    const acknowledged = writer.lines.filter((line) => /^\d+$/.test(line)).map(Number);
    const found = await eventsIn(data);
    expect(found.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(found.length).toBeLessThanOrEqual(acknowledged.length + 1);
  });

  test("of everything, the guard and PostgreSQL too: the next start works at once", async () => {
    const data = join(folder, "writing");
    const writer = spawnStore({ data, role: "serve" });
    await writer.hear("open");
    const [postmaster] = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n");
    for (const pid of [Number(postmaster), writer.child.pid!]) process.kill(pid, "SIGKILL");
    expect((await eventsIn(data)).length).toBeGreaterThanOrEqual(50);
  });

  test.skipIf(process.platform !== "linux")(
    "of krachtwijk and the guard: the next start stops the PostgreSQL that stayed",
    async () => {
      const data = join(folder, "writing");
      const writer = spawnStore({ data, role: "serve" });
      await writer.hear("open");
      const postmaster = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0];
      const guard = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${postmaster}/status`, "utf8"))?.[1];
      for (const pid of [writer.child.pid!, Number(guard)]) process.kill(pid, "SIGKILL");
      expect(serversOf(join(data, "postgres")).length).toBeGreaterThan(0);
      expect((await eventsIn(data)).length).toBeGreaterThanOrEqual(50);
      expect(serversOf(join(data, "postgres"))).toEqual([]);
    },
  );

  test("during the very first start: the next one begins anew", async () => {
    const data = join(folder, "first");
    for (const milliseconds of [300, 600, 900]) {
      const starting = spawnStore({ data, role: "serve" });
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await starting.kill("SIGKILL");
    }
    expect(await eventsIn(data)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("a process that ends in another way", () => {
  test("without closing: PostgreSQL ends with it", async () => {
    const data = join(folder, "left");
    const leaver = spawnStore({ data, role: "serve" });
    await leaver.hear("open");
    leaver.tell("leave without closing");
    await expect.poll(() => serversOf(join(data, "postgres")), { timeout: 10_000 }).toEqual([]);
    expect(await eventsIn(data)).toEqual([]);
  });

  test("Ctrl-C reaches the whole group, but not PostgreSQL", async () => {
    const data = join(folder, "left");
    const one = spawnStore({ data, role: "serve" });
    await one.hear("open");
    const [postmaster] = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n");
    process.kill(-one.child.pid!, "SIGSTOP"); // a signal to its group, of which the server is no part
    expect(() => process.kill(Number(postmaster), 0)).not.toThrow();
    if (process.platform === "linux")
      expect(readFileSync(`/proc/${postmaster}/status`, "utf8")).not.toMatch(/^State:\s+T/m);
    process.kill(-one.child.pid!, "SIGCONT");
    one.tell("close");
    expect(await one.hear("closed")).toBe("closed");
  });

  test.skipIf(process.platform !== "linux")(
    "while PostgreSQL restarts after a crash of its own: it stops, and what was committed is there",
    { timeout: 50_000 },
    async () => {
      const data = join(folder, "crashed");
      const store = await openStore({ data, role: "serve" });
      await store.transact("fill", { n: 1 }, async (db) => {
        await db.run("create table public.fill as select generate_series(1, 500000) as n");
      });
      const itself = "select pg_backend_pid() as pid";
      const [backend] = await store.db.rows<{ pid: number }>(itself);
      process.kill(backend!.pid, "SIGKILL");
      const recovering = await processOf(join(data, "postgres"), "postgres: startup");
      process.kill(recovering, "SIGSTOP");
      const closed = store.close();
      await expect
        .poll(() => readFileSync(join(data, "postgres/postmaster.pid"), "utf8"), {
          timeout: 10_000,
        })
        .toMatch("stopping");
      process.kill(recovering, "SIGCONT");
      await closed;
      expect(serversOf(join(data, "postgres"))).toEqual([]);
      expect(await eventsIn(data)).toEqual([1]);
    },
  );

  test("PostgreSQL itself dies: requests are told so, and the next start works", async () => {
    const data = join(folder, "left");
    const store = await openStore({ data, role: "serve" });
    await store.ready();
    const [postmaster] = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n");
    process.kill(Number(postmaster), "SIGKILL");
    await expect
      .poll(() => store.ready().catch((error) => error.code), { timeout: 10_000 })
      .toBe("store-unreachable");
    const work = store.transact("late", {}, async () => {});
    await expect(work).rejects.toMatchObject({ code: "store-unreachable" });
    await store.close();
    expect(await eventsIn(data)).toEqual([]);
  });
});
