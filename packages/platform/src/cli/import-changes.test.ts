import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleFolder, exampleStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();
const folder = await temporaryFolder();
const source = join(exampleFolder, "figures/early-school-leaving");
const whole = await readFile(`${source}.csv`, "utf8");
await writeFile(
  join(folder, "new.mapping.yaml"),
  (await readFile(`${source}.mapping.yaml`, "utf8")).replace(
    /published: .*/,
    "published: 2010-10-22",
  ),
);

/** The file with one figure changed, of all its rows or of the first few. */
async function deliver(rows: number, ...options: readonly string[]) {
  const [header, first, ...rest] = whole.trimEnd().split("\n");
  const cells = first!.split(",");
  const at = header!.split(",").indexOf("leavers_2007");
  cells[at] = String(Number(cells[at]) + 1);
  const file = join(folder, "new.csv");
  await writeFile(file, [header, cells.join(","), ...rest.slice(0, rows - 1), ""].join("\n"));
  return runOnStore(store, "import", file, ...options);
}

test("a dry run says what would change, and leaves nothing", async () => {
  const lake = dirname(store.lake.file("figures"));
  const before = (await readdir(lake, { recursive: true })).sort();
  const { out, said } = await deliver(40, "--dry-run");
  expect(out).toContain("early-school-leaving-r2 (would be new)");
  expect(out).toContain("  0 added, 0 removed, 2 revised, 238 as they were");
  expect(said).toBe("");
  expect((await readdir(lake, { recursive: true })).sort()).toEqual(expect.arrayContaining(before));
  expect((await readdir(join(lake, "tmp"), { recursive: true })).join()).not.toContain("parquet");
});

test("a whole delivery that leaves much out is told of; a partial one leaves nothing out", async () => {
  const short = await deliver(3, "--dry-run");
  expect(short.out).toContain("  0 added, 222 removed, 2 revised, 16 as they were");
  expect(short.said).toBe(
    "early-school-leaving-r2 leaves out 222 of the 240 figures that its source had. If it is a part beside them, import it with --partial.",
  );
  const part = await deliver(3, "--partial");
  expect(part.out).toContain("  0 added, 0 removed, 2 revised, 16 as they were");
  expect(part.said).toBe("");
});

test("what was taken back and is delivered again still does not count, and says so", async () => {
  await runOnStore(
    store,
    "releases",
    "withdraw",
    "early-school-leaving-r2",
    "--reason",
    "Swapped",
    "--by",
    "J. Jansen",
  );
  const { code, out } = await deliver(3, "--partial");
  expect(code).toBeLessThan(2);
  expect(out).toMatch(
    /Release early-school-leaving-r2 was withdrawn on .* by J\. Jansen: Swapped\. It does not count, and importing it again does not change that\./,
  );
});
