import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, test } from "vitest";
import { readReleaseFigures, readReleases } from "#indicators";
import { readCsv } from "#intake";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { openReleaseArchive } from "./index.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const release = id<"release">("early-school-leaving-r1");
const releases = await readReleases(store.db, programme);

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}
const archive = async () => bytesOf(await openReleaseArchive(store, programme, release));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a release as one file", () => {
  test("is the same bytes every time", async () => {
    expect(sha256(await archive())).toBe(sha256(await archive()));
  });

  test("has figures, manifest, explanations in both languages and checksums that hold", async () => {
    const files = unzipSync(await archive());
    const inside = (name: string) => files[`${release}/${name}`]!;
    const text = (name: string) => Buffer.from(inside(name)).toString();
    const sums = text("SHA256SUMS").trimEnd().split("\n");
    expect(sums.map((line) => line.split("  ")[1])).toEqual([
      "LEESMIJ.txt",
      "README.txt",
      "manifest.json",
      "figures.csv.metadata.json",
      "figures.csv",
      "figures.parquet",
    ]);
    for (const line of sums) {
      const [sum, name = ""] = line.split("  ");
      expect(sha256(inside(name))).toBe(sum);
    }
    expect(text("LEESMIJ.txt")).toContain("Licentie:   openbaar kamerstuk");
    expect(text("README.txt")).toContain("Licence:   public parliamentary document");
    const manifest = JSON.parse(text("manifest.json"));
    expect(manifest).toMatchObject({
      release,
      previous: null,
      published: "2009-10-22",
      counts: { figures: 240 },
    });
    expect(manifest.originals[0].sha256).toBe(releases.find((one) => one.id === release)?.checksum);
    const rows = readCsv({ name: "figures.csv", bytes: inside("figures.csv") });
    expect(rows.rows).toHaveLength(manifest.counts.figures);
    const described = JSON.parse(text("figures.csv.metadata.json"));
    expect(described.url).toBe("figures.csv");
    expect(described.tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual(
      rows.header,
    );
  });

  test.for([
    ["nowhere-r1", "release-unknown"],
    ["grants-r1", "question-impossible"],
  ])("%s: %s", async ([name, code]) => {
    const wanted = releases.find(({ kind }) => kind === "grants")?.id;
    const asked = name === "grants-r1" ? wanted! : id<"release">(name!);
    await expect(openReleaseArchive(store, programme, asked)).rejects.toMatchObject({
      code,
    });
  });
});

describe("the lake is plain files", () => {
  test.for(releases.filter(({ kind }) => kind === "figures").map(({ id: name }) => name))(
    "%s: another engine reads what we read, cell for cell",
    async (name) => {
      const [row] = await store.db.rows<{ file: string }>(
        "select figures_file as file from indicators.release where id = $1",
        [name],
      );
      const bytes = await readFile(store.lake.file(row!.file));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const cells = await parquetReadObjects({ file: file as ArrayBuffer, compressors });
      const ours = await readReleaseFigures(store, programme, name);
      const key = (parts: readonly unknown[]) => parts.join(" ");
      const theirs = new Map(
        cells.map((one) => [key([one["indicator"], one["area"], one["period"]]), one]),
      );
      expect(cells).toHaveLength(ours.length);
      for (const { reading, counts, period, ...figure } of ours)
        expect(theirs.get(key([figure.indicator, figure.area, period.id]))).toMatchObject({
          indicator: figure.indicator,
          area: figure.area,
          period: period.id,
          period_begin: period.begin,
          period_end: period.end,
          state:
            reading.kind === "value"
              ? "value"
              : reading.kind === "bound"
                ? reading.op
                : reading.why,
          value: reading.kind === "gap" ? null : reading.value,
          decimals: reading.kind === "gap" || reading.decimals === null ? null : reading.decimals,
          numerator: counts?.numerator ?? null,
          denominator: counts?.denominator ?? null,
          printed: figure.printed,
          status: figure.status,
          line: figure.line,
          columns: figure.columns,
        });
    },
  );
});

describe("a ZIP archive", () => {
  const text = (words: string) => [new TextEncoder().encode(words)];
  const unpacked = async (entries: readonly ZipEntry[]) =>
    Object.entries(unzipSync(await bytesOf(zipOf(entries)))).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString(),
    ]);

  test.for([
    [{ name: "a.txt", content: text("a".repeat(1000)) }, "a".repeat(1000)],
    [{ name: "é.txt", content: text("stored"), stored: true }, "stored"],
    [{ name: "empty.txt", content: [] }, ""],
  ] as const)("holds %j", async ([entry, content]) => {
    expect(await unpacked([entry])).toEqual([[entry.name, content]]);
  });

  test("says the sizes of a large entry in 8 bytes", async () => {
    const bytes = await bytesOf(
      zipOf([{ name: "large.txt", content: text("large"), stored: true, large: true }]),
    );
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    expect(bytes.readUInt32LE(directory + 24)).toBe(0xffffffff);
    const extra = directory + 46 + "large.txt".length;
    expect([bytes.readUInt16LE(extra), bytes.readUInt16LE(extra + 2)]).toEqual([1, 24]);
    const sizes = [0, 8, 16].map((at) => bytes.readBigUInt64LE(extra + 4 + at));
    expect(sizes).toEqual([5n, 5n, 0n]);
  });

  test("ends when what goes in fails, with what failed", async () => {
    const failing = (async function* () {
      yield new Uint8Array(10);
      throw new Error("the lake is gone");
    })();
    await expect(bytesOf(zipOf([{ name: "a", content: failing }]))).rejects.toThrow(
      "the lake is gone",
    );
  });
});
