import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const at = (name: string) =>
  fileURLToPath(new URL(`../../../../../examples/measure/${name}`, import.meta.url));
const place = await mkdtemp(join(tmpdir(), "krachtwijk-areal-"));
const [before, after] = [at("city-before.geojson"), at("city-after.geojson")];

test("a set with one fault of each kind", async () => {
  const { document, code } = await runMeasure(
    ...["boundaries", at("faulty-areas.geojson"), "--id", "code", "--tolerance", "50"],
    ...["--whole", at("city-before.geojson"), "--whole-id", "code"],
  );
  expect(code).toBe(0);
  const findings = document["findings"] as readonly Record<string, unknown>[];
  expect(
    findings.map(({ kind, fault, areas, withinTolerance }) => [
      fault ?? kind,
      (areas as readonly string[]).join(" "),
      withinTolerance,
    ]),
  ).toEqual([
    ["gap", "F01 F02 F03", false],
    ["gap", "F02 F03 F04 F05", true],
    ["overlap", "F01 F02", false],
    ["twisted", "F05", false],
    ["island", "F06", false],
    ["self-crossing", "F05", false],
  ]);
  expect(findings[0]).toMatchObject({ filledBy: [{ id: "B0102", share: 1 }] });
  expect(findings[1]).not.toHaveProperty("filledBy");
  expect(document["summary"]).toContainEqual(
    expect.objectContaining({ kind: "gap", count: 2, withinTolerance: 1 }),
  );
});

test("two years laid over each other", async () => {
  const { document } = await runMeasure("overlay", before, after, "--id", "code");
  expect(document["pairs"]).toContainEqual(
    expect.objectContaining({ from: "B0104", to: "B0105", shareOfFrom: 0.333333, shareOfTo: 0.25 }),
  );
  const own = document["from"] as readonly { id: string; squareMetres: number; alone: number }[];
  const kwekerij = own.find(({ id }) => id === "B0106")!;
  expect(kwekerij.alone).toBe(kwekerij.squareMetres);
});

test("what became of the areas", async () => {
  const { document } = await runMeasure(
    ...["boundary-changes", before, after, "--id", "code", "--name", "name"],
  );
  const changes = document["changes"] as readonly Record<"kind" | "from" | "to", unknown>[];
  expect(changes.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["same", ["B0101"], ["B0101"]],
    ["merge", ["B0102", "B0103"], ["B0107"]],
    ["border-change", ["B0104", "B0105"], ["B0104", "B0105"]],
    ["split", ["B0201"], ["B0204", "B0205"]],
    ["renumber", ["B0202"], ["B0212"]],
    ["rename", ["B0203"], ["B0203"]],
    ["gone", ["B0106"], []],
    ["new", [], ["B0206"]],
  ]);
});

test("what lies elsewhere than its code says", async () => {
  const { document } = await runMeasure(
    ...["within", before, at("city-districts.geojson"), "--id", "code", "--codes"],
  );
  expect(document["mismatches"]).toEqual([
    { id: "B0106", byCode: "D01", byLand: "D02", shareByCode: 0, shareByLand: 1 },
  ]);
});

describe("figures for other boundaries", () => {
  const ask = (...more: readonly string[]) =>
    runMeasure(
      ...["reestimate", at("city-before.csv"), "--id", "code", "--from", before, "--to", after],
      ...more,
    );
  const fine = [
    ...["--fine", at("city-blocks.geojson"), "--fine-figures", at("city-blocks.csv")],
    ...["--fine-value", "residents"],
  ];
  const area = (document: Readonly<Record<string, unknown>>, id: string) =>
    (document["areas"] as readonly Record<string, unknown>[]).find((one) => one["id"] === id);

  test("by land, and by where people live", async () => {
    const byLand = (await ask("--value", "residents")).document;
    expect(area(byLand, "B0204")!["value"]).toBeCloseTo(580, 0);
    expect(byLand["balance"]).toEqual({
      ...{ given: 8250, placed: expect.closeTo(8170, 6), outside: 80, withheld: 0 },
    });
    // In the blocks of the south live 520 + 60 + 480 + 40 of the 1,160.
    const byPeople = (await ask("--value", "residents", ...fine)).document;
    expect(area(byPeople, "B0204")).toMatchObject({ estimated: 1, lower: 0, upper: 1160 });
    expect(area(byPeople, "B0204")!["value"]).toBeCloseTo(1100, 6);
    expect(area(byPeople, "B0206")).toMatchObject({ value: null, uncovered: 1 });
  });

  test("an empty cell stays missing where a part of it goes", async () => {
    const file = join(place, "gap.csv");
    await writeFile(file, "code,residents\nB0104,\nB0105,1410\nB0101,1200\n");
    const { document } = await runMeasure(
      ...["reestimate", file, "--id", "code", "--value", "residents"],
      ...["--from", before, "--to", after],
    );
    expect(area(document, "B0105")).toMatchObject({
      value: null,
      why: [{ source: "B0104", reason: "empty-cell" }],
    });
    expect(area(document, "B0107")).toMatchObject({
      why: [
        { source: "B0102", reason: "no-row" },
        { source: "B0103", reason: "no-row" },
      ],
    });
    expect(area(document, "B0101")).toMatchObject({ value: 1200, estimated: 0 });
  });

  test("shares and means", async () => {
    const shares = (await ask("--value", "onBenefit", "--of", "residents")).document;
    expect(area(shares, "B0107")!["value"]).toBeCloseTo(74 / 1420, 12);
    const means = (await ask("--value", "income", "--weight", "households")).document;
    expect(area(means, "B0107")!["value"]).toBeCloseTo((378 * 36.4 + 261 * 38.1) / 639, 12);
  });

  test.for<[readonly string[], number, string]>([
    [["--value", "nothing"], 3, 'the column "nothing" is expected'],
    [["--value", "onBenefit", "--of", "residents", "--weight", "households"], 2, "give one"],
    [["--value", "onBenefit", "--not-part"], 2, "--not-part goes with --of"],
    [["--value", "residents", "--tolerance", "0.7"], 3, "tolerance is 0.7"],
    [["--value", "residents", "--of", "onBenefit"], 3, "a part is not more than its whole"],
    [["--value", "residents", "--fine", at("city-blocks.geojson")], 2, "--fine-figures is needed"],
  ])("%j ends with %i", async ([more, code, sentence]) => {
    const ended = await ask(...more);
    expect([ended.code, ended.said]).toEqual([code, expect.stringContaining(sentence)]);
  });
});

const feature = (code: string, coordinates: string) =>
  `{"type":"Feature","properties":{"code":"${code}"},"geometry":{"type":"Polygon","coordinates":${coordinates}}}`;

test.for([
  [
    "a flat map",
    feature("A", "[[[121000,487000],[122000,487000],[122000,488000],[121000,487000]]]"),
    3,
    '"A" has a corner at 121000, 487000; that is no longitude',
  ],
  ["no areas", "", 3, "there is no area in it"],
  [
    "a point",
    '{"type":"Feature","properties":{"code":"P"},"geometry":{"type":"Point","coordinates":[5,52]}}',
    3,
    '"P" is a point',
  ],
] as const)("%s is refused", async ([name, features, code, sentence]) => {
  const file = join(place, `${name}.geojson`);
  await writeFile(file, `{"type":"FeatureCollection","features":[${features}]}`);
  const ended = await runMeasure("boundaries", file, "--id", "code");
  expect([ended.code, ended.said]).toEqual([code, expect.stringContaining(sentence)]);
});

test("files that are not there, or not enough", async () => {
  expect((await runMeasure("overlay", before, "--id", "code")).code).toBe(2);
  expect((await runMeasure("overlay", before, after)).code).toBe(2);
  const twice = await runMeasure("boundaries", before, before, "--id", "code");
  expect([twice.code, twice.said]).toEqual([3, expect.stringContaining("in another file already")]);
});
