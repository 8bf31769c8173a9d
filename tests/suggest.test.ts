import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { figuresMappingSchema } from "#indicators";
import { readYaml } from "#intake";
import { temporaryFolder } from "./support/data-folder.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { exampleFolder, exampleStore, testStore } from "./support/test-store.ts";
import { sheetOf, xlsxOf } from "./support/zip-file.ts";

const folder = await temporaryFolder();
const shared = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const never = async () => Promise.reject(new Error("no store is needed"));

/** A draft without a store. */
async function draft(path: string) {
  const data = join(folder, "no-store");
  const [mapping, catalogue] = [join(folder, "draft.mapping.yaml"), join(folder, "draft.yaml")];
  const store = { openStore: never } as never;
  const ended = await runOnStore(
    store,
    "import",
    "--suggest",
    path,
    "--out",
    mapping,
    "--catalogue",
    catalogue,
    "--data",
    data,
  );
  expect(ended).toMatchObject({ code: 0, said: "" });
  return { mapping, catalogue, text: await readFile(mapping, "utf8") };
}

/** A draft as a person fills it in. */
const filled = (text: string) =>
  text
    .replaceAll("published: INVULLEN", "published: 2020-01-01")
    .replaceAll("period: INVULLEN", "period: 2020")
    .replaceAll("theme: INVULLEN", "theme: wonen")
    .replaceAll("INVULLEN", "ingevuld");

/** A programme that knows these codes and the drafted indicators. */
async function programmeWith(codes: readonly string[], catalogue: string) {
  const store = await testStore();
  const place = join(folder, `programme-${Math.floor(performance.now() * 1000)}`);
  await cp(exampleFolder, place, { recursive: true });
  const areas = await readFile(join(place, "areas.csv"), "utf8");
  const fresh = [...new Set(codes)].filter((code) => !areas.includes(`\n${code},`));
  const lines = fresh.map((code) => `${code},municipality,${code.toLowerCase()},${code},NL,,,`);
  await writeFile(join(place, "areas.csv"), `${areas}${lines.join("\n")}\n`);
  const known = await readFile(join(place, "indicators.yaml"), "utf8");
  const added = filled(await readFile(catalogue, "utf8"));
  await writeFile(join(place, "indicators.yaml"), known + added);
  expect((await runOnStore(store, "import", place)).said).toBe("");
  return store;
}

/** Drafts a mapping, fills its blanks, and imports the file with it. @returns how many figures were stored */
async function importedByDraft(path: string, codes: readonly string[]): Promise<number> {
  const { mapping, catalogue, text } = await draft(path);
  await writeFile(mapping, filled(text));
  const store = await programmeWith(codes, catalogue);
  const { code, out, said } = await runOnStore(
    store,
    "import",
    path,
    "--mapping",
    mapping,
    "--json",
  );
  expect({ code, said }).toEqual({ code: 0, said: "" });
  return (JSON.parse(out) as { imports: [{ files: [{ figures: number }] }] }).imports[0].files[0]
    .figures;
}

const cp1252 = (text: string) => Buffer.from(text, "latin1");
const dataset = {
  class: "dataset",
  id: ["regio", "jaar"],
  size: [2, 2],
  dimension: {
    regio: { category: { index: ["GM0363", "GM0518"] } },
    jaar: { category: { index: ["2019", "2020"] } },
  },
  value: [1200, 1300, 900, null],
};

/** Two measures, of which only the labels and units say what they are. */
const labelled = {
  ...dataset,
  label: "Wonen naar regio",
  id: ["regio", "jaar", "M"],
  size: [2, 2, 2],
  role: { geo: ["regio"], time: ["jaar"], metric: ["M"] },
  dimension: {
    ...dataset.dimension,
    M: {
      category: {
        index: ["m1", "m2"],
        label: { m1: "Woningvoorraad", m2: "Koopwoningen" },
        unit: {
          m1: { label: "aantal", decimals: 0 },
          m2: { label: "%", decimals: 2 },
        },
      },
    },
  },
  value: [12, 29.5, 13, 29.6, 9, 40.12, 8, 41],
};

const tables: Readonly<
  Record<string, readonly [content: string | Uint8Array, figures: number, lines: readonly string[]]>
> = {
  "wide-2019.csv": [
    "code,naam,aantal woningen,koop (%)\nGM0363,Amsterdam,1200,29.5\nGM0518,Den Haag,900,x\n",
    4,
    [
      "areas: { code: code }",
      "period: 2019",
      '  "koop (%)": { indicator: koop, unit: percent }',
      "  aantal woningen: aantal-woningen",
    ],
  ],
  "komma.csv": [
    cp1252(
      "Periode;Regio;Café's (aantal);Koop (%)\n2019JJ00;GM0363    ;1200;29,5\n2020JJ00;GM0363    ;1300;.\n",
    ),
    4,
    [
      'file: { separator: ";", encoding: windows-1252, decimal: "," }',
      "period: { column: Periode }",
      'missing: { ".": not-available }',
    ],
  ],
  "tekens 2019.csv": [
    cp1252("code;Auto\x92s;Budget (\x80)\nGM0363;1200;29,5\nGM0518;900;\x85\n"),
    4,
    ['  "Auto’s": auto-s', "  Budget (€): budget", 'missing: { "…": not-available }'],
  ],
  "duizend 2019.csv": [
    "code;woningen;koop (%)\nGM0363;1.234.567;29,5\nGM0518;900;30,5\n",
    4,
    [
      'file: { separator: ";", decimal: ",", thousands: "." }',
      '# onzeker: er staat 1 getal met tekens tussen de duizendtallen; "." is daarvoor gehouden.',
    ],
  ],
  "eigen.csv": [
    `REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,DECIMALS,NUMERATOR\n${["GM0363", "GM0518"].flatMap((code) => [2019, 2020].map((year) => `${code},homes,${year},1200,0,`)).join("\n")}\n`,
    4,
    ['  - { where: { INDICATOR: "homes" }, indicator: homes, value: OBS_VALUE }'],
  ],
  "uitvoer.csv": [
    `indicator,area,period,state,value,numerator,denominator,printed,status,decimals\n${["GM0363", "GM0518"].flatMap((code) => [2019, 2020].map((year) => `homes,${code},${year},below,10,,,,provisional,0`)).join("\n")}\n`,
    4,
    [
      "status: { column: status }",
      '  - { where: { indicator: "homes" }, indicator: homes, value: value, state: state, decimals: decimals, numerator: numerator, denominator: denominator, printed: printed }',
    ],
  ],
  "kort.csv": [
    `indicator,area,name,period,state,value,numerator,denominator,printed,status,line,decimals\n${["homes,GM0363,A", "homes,GM0518,D", "people,GM0363,A", "people,GM0518,D"].map((row, at) => `${row},2019,${["below", "suppressed", "value", "at-most"][at]},${["10", "", "3", "7"][at]},,,,final,${at + 2},0`).join("\n")}\n`,
    4,
    [
      '  - { where: { indicator: "people" }, indicator: people, value: value, state: state, decimals: decimals, numerator: numerator, denominator: denominator, printed: printed }',
    ],
  ],
  "jaren.csv": [
    "gemeentecode,2018,2019,2020\nGM0363,1200,1210,1220\nGM0518,900,910,920\n",
    6,
    ['  - { indicator: jaren, period: 2018, value: "2018" }'],
  ],
  "lang.csv": [
    `regio,jaar,onderwerp,waarde\n${["GM0363", "GM0518"].flatMap((code) => ["2019", "2020"].flatMap((year) => [`${code},${year},aantal woningen,1200`, `${code},${year},aandeel koop,29.5`])).join("\n")}\n`,
    8,
    [
      '  - { where: { onderwerp: "aandeel koop" }, indicator: aandeel-koop, value: waarde, unit: percent }',
      "period: { column: jaar }",
    ],
  ],
  "werkboek 2021.xlsx": [
    xlsxOf({
      sheets: {
        Cijfers: sheetOf([
          ["Woningen naar eigendom"],
          [],
          ["code", "naam", "woningen", "koop (%)"],
          ["GM0363", "Amsterdam", 1200, 29.5],
          ["GM0518", "Den Haag", 900, ""],
        ]),
        Uitleg: sheetOf([["a", "b"]]),
      },
    }),
    4,
    ["file: { sheet: Cijfers, headerLine: 3 }", "period: 2021"],
  ],
  "kubus.json": [
    JSON.stringify(dataset),
    4,
    ["areas: { code: regio }", "period: { column: jaar }"],
  ],
  "namen.json": [
    JSON.stringify(labelled),
    8,
    [
      "source: wonen-naar-regio",
      '  - { where: { M: "m1" }, indicator: woningvoorraad, value: value }',
      '  - { where: { M: "m2" }, indicator: koopwoningen, value: value, unit: percent }',
    ],
  ],
  "stroom.csv": [
    "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nCBS:W(1.0),A,GM0363,2019,1200,A\nCBS:W(1.0),A,GM0518,2019,,Q\n",
    2,
    ["areas: { code: REF_AREA }", "period: { column: TIME_PERIOD }"],
  ],
};

describe("a draft of a good file imports it once its blanks are filled", () => {
  test.for(Object.entries(tables))(
    "%s",
    { timeout: 60_000 },
    async ([name, [content, figures, lines]]) => {
      const path = join(folder, name);
      await writeFile(path, content);
      const { text } = await draft(path);
      for (const line of lines) expect(text.split("\n")).toContain(line);
      expect(await importedByDraft(path, ["GM0363", "GM0518"])).toBe(figures);
    },
  );
});

const real = [
  "ses-woa-amsterdam/SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv",
  "districts-2022/nl-districts-2022.csv",
  "leefbaarometer-2024/neighbourhoods.csv",
  ...[
    "early-school-leaving",
    "headline-indicators",
    "housing-production-plans",
    "redevelopment-budget-tranche-1",
    "resident-budgets",
    "secondary-level-year3",
  ].map((name) => `wijkenaanpak-2009/${name}.csv`),
];

describe.skipIf(!existsSync(shared))("real files (skipped where ../shared/data is absent)", () => {
  test.for(real)("the draft of %s follows the schema", async (name) => {
    const { text, mapping } = await draft(join(shared, name));
    const delivered = { name: basename(mapping), bytes: new TextEncoder().encode(filled(text)) };
    expect(readYaml(delivered, figuresMappingSchema).origin.document).toBe(basename(name));
  });

  test.for([
    [real[0]!, 579 * 6],
    [real[1]!, 3340 * 14],
    [real[2]!, 12_147 * 13],
  ] as const)(
    "%s is imported by its draft: %i figures",
    { timeout: 120_000 },
    async ([name, figures]) => {
      const codes =
        (await readFile(join(shared, name), "utf8")).match(
          /\b(GM\d{4}|WK\d{4}[\dA-Z]{2}|BU\d{4}[\dA-Z]{4})\b/g,
        ) ?? [];
      expect(await importedByDraft(join(shared, name), codes)).toBe(figures);
    },
  );
});

test("names, units and decimals come from what a JSON-stat file says of its codes", async () => {
  const entries = async (name: string, content: object) => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    const { text, catalogue } = await draft(path);
    const lines = (await readFile(catalogue, "utf8")).split("\n");
    return { text, facts: lines.filter((line) => /^(- id| {2}(name|unit|decimals)):/.test(line)) };
  };
  expect((await entries("namen.json", labelled)).facts).toEqual([
    "- id: woningvoorraad",
    "  name: { nl: Woningvoorraad, en: Woningvoorraad }",
    "  unit: count",
    "  decimals: 0",
    "- id: koopwoningen",
    "  name: { nl: Koopwoningen, en: Koopwoningen }",
    "  unit: share",
    "  decimals: 2",
  ]);
  const one = {
    ...dataset,
    id: ["regio", "jaar", "M"],
    size: [2, 2, 1],
    dimension: {
      ...dataset.dimension,
      M: {
        category: {
          label: { b: "Budget" },
          unit: { b: { base: "euro", mult: 3, decimals: 1 } },
        },
      },
    },
  };
  const { text, facts } = await entries("budget 2020.json", one);
  expect(text.split("\n")).toContain("  value: budget");
  expect(facts).toEqual([
    "- id: budget",
    "  name: { nl: Budget, en: Budget }",
    "  unit: thousand-euro",
    "  decimals: 1",
  ]);
});

test("what no file tells is a blank, and the import of a draft with one is refused with its place", async () => {
  const path = join(folder, "zonder jaar.csv");
  await writeFile(path, "code,woningen\nGM0363,1200\nGM0518,900\n");
  const { mapping, catalogue, text } = await draft(path);
  for (const line of ["  publisher: INVULLEN", "  published: INVULLEN", "period: INVULLEN"])
    expect(text.split("\n")).toContain(line);
  const store = await programmeWith(["GM0363", "GM0518"], catalogue);
  const importWith = async (written: string) => {
    await writeFile(mapping, written);
    return runOnStore(store, "import", path, "--mapping", mapping);
  };
  const blankAt = (line: number, column: number) =>
    `krachtwijk: draft.mapping.yaml:${line}:${column}: fill this in: "INVULLEN" is a blank of a draft; only a person knows what belongs here.`;
  expect(await importWith(text)).toMatchObject({ code: 3, said: blankAt(7, 14) });
  const known = filled(text).replace("period: 2020", "period: INVULLEN");
  expect(await importWith(known)).toMatchObject({ code: 3, said: blankAt(14, 9) });
  expect(await importWith(filled(text))).toMatchObject({ code: 0, said: "" });
});

test("a programme's own catalogue and areas are matched, and what is unsure is said in the language asked for", async () => {
  const store = await exampleStore();
  const path = join(folder, "leerlingen 2019.csv");
  await writeFile(
    path,
    "plaats,Aantal voortijdig schoolverlaters,schoolverlaters (%),fietsen\nAmsterdam,12,7.4,3\nDen Haag,13,8.1,4\nNergenshuizen,1,2.0,5\n",
  );
  const args = ["import", "--suggest", path, "--data", folder] as const;
  const dutch = (await runOnStore(store, ...args)).out.split("\n");
  expect(dutch).toContain("areas: { name: plaats }");
  expect(dutch).toContain(
    "# onzeker: 33 % van de namen is niet bekend; bevestig ze in aliases.csv.",
  );
  expect(dutch).toContain("  Aantal voortijdig schoolverlaters: early-school-leavers");
  const english = (await runOnStore(store, ...args, "--lang", "en")).out.split("\n");
  expect(english).toContain(
    "# unsure: 33 % of the names are not known; confirm them in aliases.csv.",
  );
  expect(english).toContain("  # unsure: is not in the catalogue.");
});

test.for<[string, string, string]>([
  [
    "plain.txt",
    "Just a letter.\nWith two lines.\n",
    "plain.txt:1: no separator cuts this file into columns; it is no table.",
  ],
  [
    "header.csv",
    "code,woningen\n",
    "header.csv: the table has a header and no rows; a mapping is guessed from figures.",
  ],
  ["empty.csv", "", "empty.csv: the file is empty; a header row was expected."],
  [
    "page.html",
    "<html></html>",
    "page.html: it is a web page or XML; a table (CSV, XLSX, Parquet, JSON-stat) is expected.",
  ],
])("nothing is drafted from %s", async ([name, content, sentence]) => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  const { code, said } = await runOnStore(
    { openStore: never } as never,
    "import",
    "--suggest",
    join(folder, name),
    "--data",
    join(folder, "no-store"),
  );
  expect({ code, said }).toEqual({ code: 3, said: `krachtwijk: ${sentence}` });
});
