import { existsSync, readdirSync } from "node:fs";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importBoundaries, importFigures, importProgramme } from "#flows";
import { id } from "#kernel";
import type { Store } from "#store";
import { exampleFolder, testStore } from "./test-store.ts";

const shared = fileURLToPath(new URL("../../../shared/data/leefbaarometer-2024/", import.meta.url));

/** Whether the national data is there; tests that need it say so and are skipped otherwise. */
export const isNationalDataThere = existsSync(shared);

/** The programme that the national data is loaded into: the worked example, with more areas and indicators. */
export const nationalProgramme = id<"programme">("wijkenaanpak");

/** Column of the source, id, Dutch and English name. */
const scores = [
  ["afw", "liveability", "Leefbaarheid", "Liveability"],
  ["won", "liveability-housing", "Leefbaarheid: woningen", "Liveability: housing"],
  ["fys", "liveability-surroundings", "Leefbaarheid: omgeving", "Liveability: surroundings"],
  ["vrz", "liveability-amenities", "Leefbaarheid: voorzieningen", "Liveability: amenities"],
  ["soc", "liveability-cohesion", "Leefbaarheid: samenhang", "Liveability: cohesion"],
  ["onv", "liveability-nuisance", "Leefbaarheid: overlast", "Liveability: nuisance"],
] as const;

/** `Leefbaarheid: woningen` is the dimension "woningen" of the score. */
const dimensionOf = (nl: string, en: string) => {
  const [dutch, english] = [nl, en].map((name) => name.split(": ")[1]);
  return dutch === undefined
    ? "  headline: true\n"
    : `  dimension: { nl: ${dutch}, en: ${english} }\n`;
};

const catalogueEntry = ([, name, nl, en]: (typeof scores)[number]) => `- id: ${name}
  name: { nl: "${nl}", en: "${en}" }
  short: { nl: "${nl}", en: "${en}" }
  definition: { nl: "De afwijking van het landelijk gemiddelde.", en: "The deviation from the national mean." }
  unit: score
  decimals: 3
  counts: { nl: buurten, en: neighbourhoods }
  better: higher
  theme: wonen
  source: { nl: Leefbaarometer 3.0, en: Leefbaarometer 3.0 }
${dimensionOf(nl, en)}`;

const mapping = `source: leefbaarometer
title: { nl: Leefbaarometer 2024, en: Leefbaarometer 2024 }
origin:
  publisher: Ministerie van BZK
  document: Leefbaarometer 3.0
  part: { nl: scores per buurt, en: scores by neighbourhood }
  licence: { nl: open data, en: open data }
  published: 2025-06-30
areas: { code: code, boundaries: 2024 }
figures:
${scores.map(([column, name]) => `  - { indicator: ${name}, period: 2024, value: ${column} }`).join("\n")}
`;

const filesThat = (begin: string) =>
  readdirSync(shared)
    .filter((name) => name.startsWith(begin))
    .sort()
    .map((name) => join(shared, name));

/** A folder with the worked example's programme, the catalogue of the scores, and `liveability.mapping.yaml` beside it. */
async function nationalFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-national-"));
  await cp(exampleFolder, folder, { recursive: true });
  const catalogue = join(folder, "indicators.yaml");
  const before = (await readFile(catalogue, "utf8")).trimEnd();
  await writeFile(catalogue, `${before}\n${scores.map(catalogueEntry).join("")}`);
  await writeFile(join(folder, "liveability.mapping.yaml"), mapping);
  return folder;
}

/** Loads the boundaries of 12,147 neighbourhoods and 342 municipalities of 2024, and the neighbourhoods' scores. */
async function loadNationalData(store: Store): Promise<void> {
  const folder = await nationalFolder();
  await importProgramme(store, folder, { dryRun: false });
  for (const [begin, kind] of [
    ["buurten_", "neighbourhood"],
    ["gemeenten", "municipality"],
  ] as const)
    await importBoundaries(store, {
      programme: nationalProgramme,
      files: filesThat(begin),
      given: { kind, year: 2024, source: "Leefbaarometer", licence: "open data" },
      dryRun: false,
    });
  await importFigures(store, {
    programme: nationalProgramme,
    file: join(shared, "neighbourhoods.csv"),
    mapping: join(folder, "liveability.mapping.yaml"),
    dryRun: false,
  });
}

/** A store of its own with the national data in it. Takes some seconds. */
export async function nationalStore(): Promise<Store> {
  const store = await testStore();
  await loadNationalData(store);
  return store;
}
