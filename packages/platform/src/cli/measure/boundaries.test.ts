import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

/** Dutch districts of 2014 as TopoJSON on a grid of 1,000 by 1,000, where they stand beside the repository. */
const districts = fileURLToPath(
  new URL("../../../../../../shared/data/boundaries/Wijk_2014_layer_q1e3.json", import.meta.url),
);

interface Topology {
  readonly objects: Readonly<
    Record<
      string,
      { readonly geometries: readonly { readonly properties: { readonly statcode: string } }[] }
    >
  >;
}

test.skipIf(!existsSync(districts))(
  "2,738 Dutch districts touch 5 to 6.5 others on average, found at once",
  async () => {
    const { objects }: Topology = JSON.parse(readFileSync(districts, "utf8"));
    const codes = Object.values(objects).flatMap(({ geometries }) =>
      geometries.map(({ properties }) => properties.statcode),
    );
    const input = join(await mkdtemp(join(tmpdir(), "krachtwijk-districts-")), "districts.csv");
    await writeFile(input, ["statcode", ...codes, ""].join("\n"));
    const ask = async (rule: string) => {
      const { document } = await runMeasure(
        "neighbours",
        input,
        "--id",
        "statcode",
        "--geometry",
        districts,
        "--contiguity",
        rule,
        "--islands",
        "keep",
      );
      const { areas, mean, islands } = document["weights"] as {
        areas: number;
        mean: number;
        islands: readonly string[];
      };
      return {
        areas,
        mean,
        islands: islands.length,
        links: document["links"] as readonly { from: string; to: string }[],
      };
    };
    const begin = performance.now();
    const [queen, rook] = [await ask("queen"), await ask("rook")];
    // Takes less than a second with reading; looking at all pairs would take minutes.
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect([queen.areas, rook.areas]).toEqual([2738, 2738]);
    // Euler: where areas fill the plane and three meet at a corner, they have fewer than 6 borders on average.
    expect(rook.mean).toBeGreaterThan(5);
    expect(rook.mean).toBeLessThan(6);
    expect(queen.mean).toBeLessThan(6.5);
    expect(queen.islands).toBeLessThan(10);
    const touching = new Set(queen.links.map(({ from, to }) => `${from} ${to}`));
    expect(
      rook.links.every(
        ({ from, to }) => touching.has(`${from} ${to}`) && touching.has(`${to} ${from}`),
      ),
    ).toBe(true);
  },
);
