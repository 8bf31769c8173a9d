import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

/** Dutch boundaries of three makers, where they stand beside the repository. */
const shared = fileURLToPath(new URL("../../../../../../shared/data/", import.meta.url));
const coarse = (name: string) => `${shared}boundaries/${name}_layer_q1e3.json`;
const [municipalities, districts, neighbourhoods] = [
  coarse("Gemeente_2015"),
  coarse("Wijk_2014"),
  coarse("Buurt_2014"),
];
const liveability = `${shared}leefbaarometer-2024/`;
const provinces = existsSync(liveability)
  ? readdirSync(liveability)
      .filter((name) => name.startsWith("buurten_"))
      .map((name) => `${liveability}${name}`)
  : [];

interface Kind {
  readonly kind: string;
  readonly count: number;
  readonly withinTolerance: number;
}

async function check(files: readonly string[], id: string, tolerance: number) {
  const { document } = await runMeasure(
    ...["boundaries", ...files, "--id", id, "--tolerance", `${tolerance}`],
  );
  const summary = document["summary"] as readonly Kind[];
  const one = (kind: string) => summary.find((own) => own.kind === kind);
  const wide = (kind: string) => (one(kind)?.count ?? 0) - (one(kind)?.withinTolerance ?? 0);
  const count = (kind: string) => one(kind)?.count ?? 0;
  return { document, wide, count };
}

describe.skipIf(!existsSync(neighbourhoods))("boundaries at national size", () => {
  test.for([
    // On a grid of about 260 by 310 metres, borders can be off by its diagonal.
    ["393 municipalities of 2015", [municipalities], "statcode", 400, [5, 2]],
    ["2,738 districts of 2014", [districts], "statcode", 400, [6, 4]],
    ["11,691 neighbourhoods of 2014", [neighbourhoods], "statcode", 400, [9, 30]],
    [
      "3,340 districts of 2022",
      [`${shared}districts-2022/nl-districts-2022.geojson`],
      "code",
      10,
      [34, 0],
    ],
    ["12,147 neighbourhoods of 2024", provinces, "code", 10, [23_193, 25_470]],
  ] as const)(
    "%s: drawing is never called an overlap",
    async ([, files, id, tolerance, expected]) => {
      const { wide, count } = await check(files, id, tolerance);
      expect(wide("overlap")).toBe(0);
      expect([count("gap"), count("overlap")]).toEqual(expected);
    },
  );

  test("the enclaves of Baarle-Hertog are gaps in Baarle-Nassau, and the largest gap is the IJsselmeer", async () => {
    const { document } = await check(
      [`${shared}districts-2022/nl-districts-2022.geojson`],
      "code",
      10,
    );
    const findings = document["findings"] as readonly {
      kind: string;
      at: readonly [number, number];
      areas: readonly string[];
      squareMetres: number;
    }[];
    expect(findings[0]).toMatchObject({ kind: "gap", squareMetres: expect.closeTo(1.136e9, -7) });
    const alone = findings.filter(({ kind, areas }) => kind === "gap" && `${areas}` === "WK074401");
    expect(alone).toHaveLength(12);
  });

  test("municipal mergers between 2015 and 2024 are found by land alone", async () => {
    const { document } = await runMeasure(
      ...["boundary-changes", municipalities, `${liveability}gemeenten.geojson`],
      ...["--id", "statcode", "--id-to", "code", "--width", "400"],
    );
    const changes = document["changes"] as readonly {
      kind: string;
      from: readonly string[];
      to: readonly string[];
    }[];
    const merged = new Map(
      changes
        .filter(({ kind }) => kind === "merge")
        .map(({ from, to }) => [to[0], [...from].sort().join(" ")]),
    );
    // Eemsdelta 2021, Weesp in Amsterdam 2022, Land van Cuijk 2022, Hoeksche Waard 2019, Altena 2019.
    expect(merged.get("GM1979")).toBe("GM0003 GM0010 GM0024");
    expect(merged.get("GM0363")).toBe("GM0363 GM0457");
    expect(merged.get("GM1982")).toBe("GM0756 GM0786 GM0815 GM1684 GM1702");
    expect(merged.get("GM1963")).toBe("GM0584 GM0585 GM0588 GM0611 GM0617");
    expect(merged.get("GM1959")).toBe("GM0738 GM0870 GM0874");
  });

  test("all 12,147 neighbourhoods of 2024 lie in the municipality of their code", async () => {
    for (const file of provinces) {
      const { document } = await runMeasure(
        ...["within", file, `${liveability}gemeenten.geojson`, "--id", "code", "--codes"],
      );
      expect(document["mismatches"]).toEqual([]);
    }
  });

  test("a neighbourhood's parts and what is outside add up to it", async () => {
    const { document } = await runMeasure(
      ...["overlay", neighbourhoods, districts, "--id", "statcode"],
    );
    const sums = new Map<string, number>();
    for (const { from, squareMetres } of document["pairs"] as readonly {
      from: string;
      squareMetres: number;
    }[])
      sums.set(from, (sums.get(from) ?? 0) + squareMetres);
    // Printed to a hundredth of a square metre.
    for (const { id, squareMetres, alone } of document["from"] as readonly {
      id: string;
      squareMetres: number;
      alone: number;
    }[])
      expect(Math.abs((sums.get(id) ?? 0) + alone - squareMetres)).toBeLessThan(
        0.1 + 1e-8 * Math.abs(squareMetres),
      );
  });
});
