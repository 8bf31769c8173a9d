import { readFile, stat } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { withdraw } from "#flows";
import {
  compareReleases,
  filesAsOf,
  type Manifest,
  readFigures,
  readHistory,
  readReleaseFigures,
  readReleases,
  readRevised,
} from "#indicators";
import { id } from "#kernel";
import type { Store } from "#store";
import { testStore } from "../../../../tests/support/test-store.ts";
import {
  publishTold,
  seenAsOf,
  type Telling,
  type Told,
  toldIndicator,
  toldProgramme,
} from "../../../../tests/support/told-releases.ts";
import { availableFrom } from "./manifest.ts";

const programme = toldProgramme;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** `a1=10 a2=20` as figures. */
const told = (text: string): Told =>
  Object.fromEntries(
    text.split(" ").map((one) => {
      const [key = "", value] = one.split("=");
      return [key.replace("/", " "), value === "?" ? null : Number(value)] as const;
    }),
  );

const release = async (store: Store, name: string) =>
  (await readReleases(store.db, programme)).find((one) => one.id === name)!;

describe("from which day on a release counts", () => {
  test.for([
    // published, today, the one before → available, by
    ["2009-10-22", "2026-11-25", null, "2009-10-22", "published"],
    ["2010-06-01", "2026-11-25", "2009-10-22", "2010-06-01", "published"],
    ["2009-10-22", "2026-11-25", "2009-10-22", "2026-11-25", "imported"],
    ["2009-01-01", "2026-11-25", "2009-10-22", "2026-11-25", "imported"],
    ["2030-01-01", "2026-11-25", null, "2026-11-25", "imported"],
    ["2030-01-01", "2026-11-25", "2009-10-22", "2026-11-25", "imported"],
    ["2026-11-20", "2026-11-25", "2026-11-27", "2026-11-27", "imported"],
  ] as const)(
    "published %s, imported %s, after %s: %s, as %s",
    ([published, day, before, available, availableBy]) => {
      expect(availableFrom(published, { today: day, before })).toEqual({ available, availableBy });
    },
  );
});

test("whole, partial, whole again, a correction dated earlier: each day keeps what was known then", async () => {
  const store = await testStore();
  // published    scope    says                   changes against what was there: + − ~ =
  const story = `
    2009-06-01    whole    a1=10 a2=20 a3=30      none
    2009-09-15    partial  a1=11 a4=40            1 0 1 0
    2009-12-01    partial  a4=41 a2=20            0 0 1 1
    2010-06-01    whole    a1=12 a2=20            0 2 1 1
    2010-01-01    whole    a1=13 a2=20 a3=33      1 0 1 1`;
  for (const line of story.trim().split("\n")) {
    const [published = "", scope, ...rest] = line.trim().split(/\s+/);
    const figures = told(rest.filter((word) => word.includes("=")).join(" "));
    const said = rest.filter((word) => !word.includes("=")).join(" ");
    const made = await publishTold(store, { published, scope, figures } as Telling);
    expect(made.isNew).toBe(true);
    const { changes } = (await release(store, made.release)).manifest;
    const shown =
      changes === null
        ? "none"
        : `${changes.added} ${changes.removed} ${changes.revised} ${changes.unchanged}`;
    expect([made.release, shown]).toEqual([made.release, said]);
  }
  const days = [
    ["2009-05-31", ""],
    ["2009-06-01", "a1=10 a2=20 a3=30"],
    ["2009-09-14", "a1=10 a2=20 a3=30"],
    ["2009-09-15", "a1=11 a2=20 a3=30 a4=40"],
    ["2009-12-01", "a1=11 a2=20 a3=30 a4=41"],
    ["2010-06-01", "a1=12 a2=20"],
    [yesterday, "a1=12 a2=20"],
    [today, "a1=13 a2=20 a3=33"],
    [null, "a1=13 a2=20 a3=33"],
  ] as const;
  for (const [day, seen] of days) expect([day, await seenAsOf(store, day)]).toEqual([day, seen]);
  const current = (await readReleases(store.db, programme, { asOf: "2009-12-01" })).filter(
    (one) => one.current,
  );
  expect(current.map((one) => one.id)).toEqual(["office-r3", "office-r2", "office-r1"]);

  const key = { indicator: toldIndicator, area: id<"area">("a1"), period: "2007" };
  const versions = await readHistory(store, programme, key);
  expect(
    versions.map(({ release, figure }) => [release, (figure.reading as { value: number }).value]),
  ).toEqual([
    ["office-r1", 10],
    ["office-r2", 11],
    ["office-r4", 12],
    ["office-r5", 13],
  ]);
  const revised = await readRevised(store, programme, toldIndicator, { limit: 2, asOf: null });
  expect(revised.figures).toBe(3); // a1, a3 and a4
  expect(new Set(revised.versions.map(({ area }) => area))).toEqual(new Set(["a1", "a3"]));
});

test("what is delivered again as it was is not a new release, whichever of the chain it is", async () => {
  const store = await testStore();
  const whole = { published: "2009-06-01", figures: told("a1=1 a2=2") };
  const part = { published: "2009-09-01", scope: "partial", figures: told("a1=3") } as const;
  const tell = async (telling: Telling) => {
    const { release: name, isNew } = await publishTold(store, telling);
    return `${name} ${isNew ? "new" : "there"}`;
  };
  expect(await tell(whole)).toBe("office-r1 new");
  expect(await tell(part)).toBe("office-r2 new");
  expect(await tell(whole)).toBe("office-r1 there");
  expect(await tell(part)).toBe("office-r2 there");
  expect(await tell({ ...part, scope: "whole" })).toBe("office-r3 new");
  expect(await tell(whole)).toBe("office-r4 new"); // back to what it was before: said anew
  await withdraw(store, { programme, release: "office-r4", by: "J", reason: "x", erase: false });
  expect(await tell(whole)).toBe("office-r4 there"); // importing does not undo a withdrawal
  expect(await seenAsOf(store, null)).toBe("a1=3");
});

test("of two sources the later published has the last word, and a late correction does not change that", async () => {
  const store = await testStore();
  await publishTold(store, { source: "a", published: "2009-01-01", figures: told("a1=1 a2=1") });
  await publishTold(store, { source: "b", published: "2009-02-01", figures: told("a1=2") });
  expect(await seenAsOf(store, null)).toBe("a1=2 a2=1");
  await publishTold(store, { source: "a", published: "2009-01-01", figures: told("a1=3 a2=3") });
  expect(await seenAsOf(store, null)).toBe("a1=2 a2=3");
});

describe("a release that is withdrawn", async () => {
  const store = await testStore();
  const order = { programme, by: "J. Jansen", reason: "Two columns were swapped." };
  await publishTold(store, { published: "2009-06-01", figures: told("a1=10 a2=20") });
  await publishTold(store, { published: "2010-06-01", figures: told("a1=11 a2=21") });
  await publishTold(store, { published: "2010-09-01", scope: "partial", figures: told("a2=22") });

  test("leaves its note, does not count from that day on, and counts as of the day before", async () => {
    const taken = await withdraw(store, { ...order, release: "office-r2", erase: false });
    expect(taken.withdrawn).toEqual({
      on: today,
      by: order.by,
      reason: order.reason,
      erased: false,
    });
    expect(await seenAsOf(store, null)).toBe("a1=10 a2=22"); // the one before it, and the part after it
    expect(await seenAsOf(store, today)).toBe("a1=10 a2=22");
    expect(await seenAsOf(store, yesterday)).toBe("a1=11 a2=22");
    const [then] = (await readReleases(store.db, programme, { asOf: yesterday })).filter(
      ({ number }) => number === 2,
    );
    expect([then?.withdrawn, then?.current]).toEqual([null, true]);
  });

  test("is refused with its note to who asks for it, and can still be read as of the day before", async () => {
    const asked = id<"release">("office-r2");
    const message = `Release office-r2 was withdrawn on ${today} by J. Jansen: Two columns were swapped.`;
    await expect(readReleaseFigures(store, programme, asked)).rejects.toMatchObject({
      code: "release-withdrawn",
      message,
    });
    await expect(
      compareReleases(store, programme, { from: "office-r1", to: "office-r2", limit: 1 }),
    ).rejects.toMatchObject({ code: "release-withdrawn", message });
    expect(await readReleaseFigures(store, programme, asked, { asOf: yesterday })).toHaveLength(2);
  });

  test("with --erase its figures and its original are gone for good, and its manifest and note stay", async () => {
    const { checksum, manifest } = await release(store, "office-r2");
    const parquet = store.lake.file(manifest.parquet[0]!.file);
    expect((await stat(parquet)).size).toBe(manifest.parquet[0]!.bytes);
    for (const _again of [1, 2]) {
      await withdraw(store, { ...order, reason: "Another", release: "office-r2", erase: true });
      await expect(stat(parquet)).rejects.toMatchObject({ code: "ENOENT" });
      await expect(store.lake.readSource(checksum!)).rejects.toMatchObject({
        code: "store-damaged",
      });
    }
    expect(await seenAsOf(store, yesterday)).toBe("a1=10 a2=22");
    const left = await release(store, "office-r2");
    expect(left.withdrawn).toMatchObject({
      reason: expect.stringMatching(
        /^Two columns were swapped\. Erased on \d{4}-\d\d-\d\d by J\. Jansen: Another$/,
      ),
      erased: true,
    });
    expect(left.manifest).toEqual(manifest);
  });

  test("an original that another release needs is not erased", async () => {
    const same = { source: "twice", figures: told("a9=1") } as const;
    await publishTold(store, same);
    await publishTold(store, { ...same, scope: "partial" });
    await withdraw(store, { ...order, release: "twice-r2", erase: true });
    const { checksum } = await release(store, "twice-r1");
    expect((await store.lake.readSource(checksum!)).byteLength).toBeGreaterThan(0);
  });

  test.for([
    ["office-r9", "release-unknown"],
    ["", "release-unknown"],
  ])("%s: %s", async ([name, code]) => {
    await expect(withdraw(store, { ...order, release: name!, erase: false })).rejects.toMatchObject(
      { code },
    );
  });
});

test("a manifest is in the row and beside the Parquet, with what somebody needs who has only files", async () => {
  const store = await testStore();
  await publishTold(store, { published: "2009-06-01", figures: told("a1=1 a2=2 a2/2008=?") });
  const { manifest } = await release(store, "office-r1");
  const [file] = await store.db.rows<{ file: string }>(
    "select manifest_file as file from indicators.release",
  );
  expect(JSON.parse(await readFile(store.lake.file(file!.file), "utf8"))).toEqual(manifest);
  expect(manifest).toMatchObject({
    version: 1,
    release: "office-r1",
    scope: "whole",
    published: "2009-06-01",
    available: "2009-06-01",
    availableBy: "published",
    periods: ["2007", "2008"],
    originals: [{ name: "office.csv" }],
    counts: { rows: 3, figures: 3, indicators: 1, areas: 2 },
    previous: null,
    changes: null,
  } satisfies Partial<Record<keyof Manifest, unknown>>);
  expect(manifest.columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["indicator", "area", "period", "state", "value", "line"]),
  );
  const [parquet] = manifest.parquet;
  expect(await store.lake.sumOf(parquet!.file)).toEqual({
    bytes: parquet!.bytes,
    sha256: parquet!.sha256,
  });
  const { releasedFiles } = await import("#indicators");
  expect(await store.lake.sweep(await releasedFiles(store.db))).toBe(0);
});

describe("two releases compared", async () => {
  const store = await testStore();
  await publishTold(store, {
    published: "2009-06-01",
    figures: told("a1=10 a2=200 a3=0 a4=4 a5=? a6=6 a7=7"),
  });
  await publishTold(store, {
    published: "2010-06-01",
    figures: told("a1=20 a2=100 a3=1 a4=4 a5=5 a6=? a8=8"),
  });
  await publishTold(store, { published: "2010-09-01", scope: "partial", figures: told("a1=30") });
  await publishTold(store, { source: "other", figures: told("a1=1") });
  const compare = (from: string, to: string, limit = 10) =>
    compareReleases(store, programme, { from, to, limit });

  test("the largest relative revision comes first, one from zero before all, one without a number last", async () => {
    const { counts, revised, added, removed } = await compare("office-r1", "office-r2");
    expect(counts).toEqual({ added: 1, removed: 1, revised: 5, unchanged: 1 });
    expect(
      revised.map((one) => [
        one.area,
        one.old?.value,
        one.new?.value,
        one.difference,
        one.relative,
      ]),
    ).toEqual([
      ["a3", 0, 1, 1, null],
      ["a1", 10, 20, 10, 1],
      ["a2", 200, 100, -100, -0.5],
      ["a5", null, 5, null, null],
      ["a6", 6, null, null, null],
    ]);
    expect(added).toMatchObject([{ area: "a8", old: null, new: { value: 8, line: 8 } }]);
    expect(removed).toMatchObject([{ area: "a7", old: { value: 7 }, new: null }]);
  });

  test("a limit holds for each list, and not for the counts", async () => {
    const { counts, revised, added } = await compare("office-r1", "office-r2", 2);
    expect([revised.map(({ area }) => area), added.length, counts.revised]).toEqual([
      ["a3", "a1"],
      1,
      5,
    ]);
  });

  test("a partial release stands on the whole one before it", async () => {
    const { counts } = await compare("office-r2", "office-r3");
    expect(counts).toEqual({ added: 0, removed: 0, revised: 1, unchanged: 6 });
    expect((await compare("office-r3", "office-r2")).revised).toMatchObject([
      { area: "a1", difference: -10 },
    ]);
  });

  test.for([
    ["office-r1", "other-r1", "question-impossible", "of one source"],
    ["office-r1", "office-r7", "release-unknown", 'no release "office-r7"'],
  ])("%s with %s: %s", async ([from, to, code, words]) => {
    await expect(compare(from!, to!)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words!),
    });
  });
});

test("readers that hold a chain see what was there when they read it, also after a newer release", async () => {
  const store = await testStore();
  await publishTold(store, { published: "2009-06-01", figures: told("a1=1") });
  const { coveredFiguresOf, noCover } = await import("#indicators");
  const chain = await filesAsOf(store.db, programme, { asOf: null });
  await publishTold(store, { published: "2010-06-01", figures: told("a1=2") });
  const value = (figures: Awaited<ReturnType<typeof readFigures>>) => figures[0]?.reading;
  expect(
    value(await coveredFiguresOf(store.lake, { chain, catalogue: [] }, noCover, toldIndicator)),
  ).toMatchObject({ value: 1 });
  expect(value(await readFigures(store, programme, toldIndicator))).toMatchObject({ value: 2 });
});
