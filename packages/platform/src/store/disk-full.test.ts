import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { openStore } from "./index.ts";

const folder = await temporaryFolder();
const mounted: string[] = [];
afterAll(() => {
  for (const disk of mounted) spawnSync("umount", ["-l", disk]);
});

/** A small disk in memory. */
function mount(name: string, options: string): string {
  const disk = join(folder, name);
  mkdirSync(disk);
  const { status } = spawnSync("mount", [
    "-t",
    "tmpfs",
    "-o",
    `mode=0755,${options}`,
    "tmpfs",
    disk,
  ]);
  if (status !== 0) throw new Error("not mounted");
  mounted.push(disk);
  return disk;
}

function canMount(): boolean {
  try {
    mount("probe", "size=1m");
    return true;
  } catch {
    console.log("Disks that are full or read-only are not tested: this user may not mount one.");
    return false;
  }
}

describe.skipIf(process.platform !== "linux" || !canMount())("a small disk", () => {
  const writeMuch = async (data: string) => {
    const store = await openStore({ data, role: "serve" });
    try {
      await store.transact("fill", {}, async (db) => {
        await db.run("create table public.fill (words text)");
        for (let n = 0; n < 400; n++)
          await db.run(
            "insert into public.fill select md5(i::text || $1) from generate_series(1, 10000) i",
            [`${n}`],
          );
      });
      return "never full";
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await store.close();
    }
  };

  test("without room for a database is refused at once", async () => {
    const data = join(mount("tiny", "size=20m"), "data");
    await expect(openStore({ data, role: "serve" })).rejects.toMatchObject({
      code: "disk-full",
      message: `The disk of ${data} is full. Make room, or choose another folder with --data.`,
    });
  });

  test("that becomes full says so, and works again when there is room", {
    timeout: 60_000,
  }, async () => {
    const disk = mount("small", "size=166m");
    const data = join(disk, "data");
    const first = await openStore({ data, role: "serve" });
    await first.transact("before", {}, async () => {});
    await first.close();
    // more than 16 MB: recovery may need one more file of the journal
    await writeFile(join(disk, "ballast"), Buffer.alloc(24e6));
    expect(await writeMuch(data)).toBe("disk-full");
    await rm(join(disk, "ballast"));
    const again = await openStore({ data, role: "serve" });
    expect(await again.db.rows("select command from store.event")).toEqual([{ command: "before" }]);
    await again.close();
  });

  test("with a full lake keeps no half file", async () => {
    const disk = mount("lake", "size=160m");
    const store = await openStore({ data: join(disk, "data"), role: "serve" });
    await writeFile(join(disk, "ballast"), Buffer.alloc(200e6)).catch(() => {});
    const rows = Array.from({ length: 200_000 }, () => [Math.random()] as const);
    const writing = store.lake.writeParquet("figures/a.parquet", { n: "double" }, rows);
    await expect(writing).rejects.toMatchObject({ code: "disk-full" });
    await expect(store.lake.keepSource(Buffer.alloc(1e6))).rejects.toMatchObject({
      code: "disk-full",
    });
    await rm(join(disk, "ballast"));
    await store.close();
    const again = await openStore({ data: join(disk, "data"), role: "serve" });
    expect(await again.lake.sweep(new Set())).toBe(0);
    await again.close();
  });

  test("that may only be read says so, new or used", async () => {
    const disk = mount("read-only", "size=150m");
    const store = await openStore({ data: join(disk, "used"), role: "serve" });
    await store.close();
    spawnSync("mount", ["-o", "remount,ro", disk]);
    for (const name of ["used", "new"])
      await expect(openStore({ data: join(disk, name), role: "serve" })).rejects.toMatchObject({
        code: "disk-read-only",
        message: expect.stringContaining("its disk is read-only"),
      });
  });
});
