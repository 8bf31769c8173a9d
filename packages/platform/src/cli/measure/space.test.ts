import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type ListPerArea, listsOf } from "../../../../../tests/support/columbus.ts";
import { golden, hasGolden, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-space-"));
const at = (name: string) => join(place, name);
const shared = fileURLToPath(new URL("../../../../../../shared/golden/data/", import.meta.url));
const [columbus, shapes] = [`${shared}columbus.csv`, `${shared}columbus.geojson`];

interface Reference {
  readonly statistic: number | readonly (readonly number[])[];
  readonly p: number | readonly (readonly number[])[];
  readonly estimate: readonly number[];
}
const { results: globals } = golden<{
  results: Readonly<Record<string, Readonly<Record<string, Reference>>>> & {
    getis_ord_G_dist_B: Reference;
  };
}>("b2_global_columbus.json");
const { results: locals } = golden<{
  results: {
    queen_W: {
      local_moran_conditional: Readonly<Record<"Ii" | "Z.Ii" | "p", readonly number[]>>;
      local_Gstar_z: readonly number[];
      local_geary: readonly number[];
      cluster_p05: readonly string[];
    };
  };
}>("b3_local_columbus.json");
const { results: lists } = golden<{
  params: { max_min_distance: number };
  results: { queen: { nb: ListPerArea }; knn4: { nb: ListPerArea } };
}>("b1_weights_columbus.json");

/** Numbers of a document, by name. */
const numbers = (document: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  names.map((name) => document[name] as number);

function expectNear(found: readonly number[], expected: readonly number[]): void {
  for (const [index, one] of expected.entries())
    expect(isNear(found[index]!, one), `${found[index]} is not ${one}`).toBe(true);
}

describe.skipIf(!hasGolden)("on Columbus, what R's spdep says", () => {
  const links = at("columbus-links.csv");
  beforeAll(async () => {
    const rows = listsOf(lists.queen.nb).flatMap((list, from) =>
      list.map((to) => `${from + 1},${to + 1},1`),
    );
    await writeFile(links, ["from,to,weight", ...rows, ""].join("\n"));
  });
  const keys = ["statistic", "expected", "variance", "z", "p"];
  const queen = ["--geometry", shapes, "--contiguity", "queen"];
  const base = ["--id", "POLYID", "--value", "CRIME"];
  const expected = ({ estimate, statistic, p }: Reference) =>
    [...estimate, statistic, p].map((one) => (typeof one === "number" ? one : one[0]![0]!));

  test.for([
    ["moran", "queen_W", "moran_two_sided", []],
    [
      "moran",
      "queen_W",
      "moran_normality",
      ["--assumption", "normality", "--alternative", "greater"],
    ],
    ["moran", "queen_B", "moran_randomisation", ["--style", "binary", "--alternative", "greater"]],
    ["geary", "queen_W", "geary_randomisation", ["--alternative", "greater"]],
    [
      "geary",
      "queen_B",
      "geary_normality",
      ["--style", "binary", "--assumption", "normality", "--alternative", "greater"],
    ],
  ] as const)("%s: %s %s", async ([method, name, reference, more]) => {
    for (const source of [queen, ["--neighbours", links]]) {
      const { document, code } = await runMeasure(method, columbus, ...base, ...source, ...more);
      expect(code).toBe(0);
      expectNear(numbers(document, keys), expected(globals[name]![reference]!));
      expect(document["pPermutation"]).toBeLessThan(0.01);
    }
  });

  test("moran of the rook", async () => {
    const { document } = await runMeasure(
      "moran",
      columbus,
      ...base,
      "--geometry",
      shapes,
      "--contiguity",
      "rook",
    );
    expectNear(numbers(document, ["statistic", "variance"]), [
      globals["rook_W"]!["moran_two_sided"]!.estimate[0]!,
      globals["rook_W"]!["moran_two_sided"]!.estimate[2]!,
    ]);
  });

  test("getis-ord within the distance that leaves none alone", async () => {
    const { document } = await runMeasure(
      "getis-ord",
      columbus,
      ...base,
      "--geometry",
      shapes,
      "--distance",
      "0.618864158076838",
    );
    expectNear(numbers(document, keys), expected(globals.getis_ord_G_dist_B));
  });

  test("lisa", async () => {
    const { document } = await runMeasure("lisa", columbus, ...base, ...queen);
    const areas = document["areas"] as readonly Readonly<Record<string, number & string>>[];
    const column = (name: string) => areas.map((area) => area[name]!);
    const { local_moran_conditional: reference, cluster_p05 } = locals.queen_W;
    expect(column("id").slice(0, 2)).toEqual(["1", "2"]);
    expectNear(column("local"), reference.Ii);
    expectNear(column("z"), reference["Z.Ii"]);
    expectNear(column("p"), reference.p);
    const short = (label: string) =>
      label === "Not significant" ? "NS" : label.replaceAll(/[a-z-]/g, "");
    expect(column("cluster").map(short)).toEqual(cluster_p05);
  });

  test("lisa of G* and local Geary", async () => {
    const star = await runMeasure("lisa", columbus, ...base, ...queen, "--statistic", "g-star");
    const of = (document: Readonly<Record<string, unknown>>, name: string) =>
      (document["areas"] as readonly Readonly<Record<string, number>>[]).map((area) => area[name]!);
    expectNear(of(star.document, "z"), locals.queen_W.local_Gstar_z);
    const geary = await runMeasure("lisa", columbus, ...base, ...queen, "--statistic", "geary");
    expectNear(of(geary.document, "local"), locals.queen_W.local_geary);
  });

  test("neighbours, as a file that the others read", async () => {
    const { document } = await runMeasure(
      "neighbours",
      columbus,
      "--id",
      "POLYID",
      "--geometry",
      shapes,
      "--nearest",
      "4",
    );
    const found = (document["links"] as readonly { from: string; to: string }[]).map(
      ({ from, to }) => `${from} ${to}`,
    );
    expect(found).toEqual(
      listsOf(lists.knn4.nb).flatMap((list, from) => list.map((to) => `${from + 1} ${to + 1}`)),
    );
  });
});
