import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importBoundaries, importFigures, importProgramme } from "#flows";
import { id } from "#kernel";
import type { Store } from "#store";
import { exampleFolder, testStore } from "./test-store.ts";

/** The worked example, with a made-up town of twelve squares on it. */
export const mappedProgramme = id<"programme">("wijkenaanpak");

const catalogue = `- id: quiet
  name: { nl: Rust op straat, en: Quiet streets }
  short: { nl: Rust, en: Quiet }
  definition: { nl: Hoe rustig de straten zijn., en: How quiet streets are. }
  unit: score
  decimals: 1
  counts: { nl: buurten, en: neighbourhoods }
  better: higher
  theme: wonen
  source: { nl: made up, en: made up }
`;
const mapping = `source: quiet
title: { nl: Rust, en: Quiet }
origin:
  publisher: made up
  document: made up
  part: { nl: per buurt, en: by neighbourhood }
  licence: { nl: open data, en: open data }
  published: 2025-01-01
areas: { code: code, boundaries: 2023 }
figures:
  - { indicator: quiet, period: 2024, value: quiet }
`;

const [west, south, size] = [5, 52, 0.05];
/** Streets of the town, from the south-west, four in a row; the last has no boundary since 2024. */
const names = ["Ade", "Bos", "Cer", "Dal", "Eik", "Fok", "Gat", "Hof", "Iep", "Jol", "Kade", "Lis"];
const codeOf = (at: number) => `BU0001${String(at).padStart(4, "0")}`;

function square(column: number, row: number, [wide, high] = [1, 1]) {
  const [left, low] = [west + column * size, south + row * size];
  const [right, top] = [left + wide * size, low + high * size];
  return [
    [
      [left, low],
      [right, low],
      [right, top],
      [left, top],
      [left, low],
    ],
  ];
}

const feature = (code: string, name: string, coordinates: number[][][]) => ({
  type: "Feature",
  properties: { code, name },
  geometry: { type: "Polygon", coordinates },
});

const streets = names.map((name, at) =>
  feature(codeOf(at), name, square(at % 4, Math.floor(at / 4))),
);
const late = feature(codeOf(12), "Oud", square(4, 2));
const sets = [
  ["municipality", 2024, [feature("GM0001", "Vierhoek", square(0, 0, [5, 3]))]],
  ["neighbourhood", 2023, [...streets, late]],
  ["neighbourhood", 2024, streets],
  // In the third row, second from the west: Jol.
  ["postcode", 2024, [feature("1234", "1234", square(1.2, 2.2, [0.5, 0.5]))]],
] as const;

/** A store with the worked example and the town: boundaries, a postcode, and a figure for each street. */
export async function mappedStore(): Promise<Store> {
  const store = await testStore();
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-mapped-"));
  await cp(exampleFolder, folder, { recursive: true });
  const indicators = join(folder, "indicators.yaml");
  const before = (await readFile(indicators, "utf8")).trimEnd();
  await writeFile(indicators, `${before}\n${catalogue}`);
  await importProgramme(store, folder, { dryRun: false });
  for (const [kind, year, features] of sets) {
    const file = join(folder, `${kind}-${year}.geojson`);
    await writeFile(file, JSON.stringify({ type: "FeatureCollection", features }));
    const given = { kind, year, source: "made up", licence: "open data" };
    await importBoundaries(store, {
      programme: mappedProgramme,
      files: [file],
      given,
      dryRun: false,
    });
  }
  const rows = [...streets, late].map((_, at) => `${codeOf(at)},${(at - 4) / 10}`);
  const file = join(folder, "quiet.csv");
  await writeFile(file, `code,quiet\n${rows.join("\n")}\n`);
  await writeFile(join(folder, "quiet.mapping.yaml"), mapping);
  await importFigures(store, {
    programme: mappedProgramme,
    file,
    mapping: join(folder, "quiet.mapping.yaml"),
    dryRun: false,
  });
  return store;
}
