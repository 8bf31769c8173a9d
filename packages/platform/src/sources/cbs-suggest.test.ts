import { expect, test } from "vitest";
import { figuresMappingSchema, readCatalogueFile } from "#indicators";
import { readYaml } from "#intake";
import { id } from "#kernel";
import { suggestCbs } from "./cbs-suggest.ts";
import type { CbsDimension, CbsTable } from "./cbs-types.ts";

const measure = (code: string, title: string, unit: string, isNumber = true) => ({
  code,
  title,
  unit,
  decimals: 1,
  definition: "",
  isNumber,
});
const dimension = (name: string, kind: CbsDimension["kind"], ...codes: string[]): CbsDimension => ({
  name,
  title: name,
  kind,
  codes: codes.map((code) => ({ code, title: code, status: "final" })),
});
const table: CbsTable = {
  address: {
    api: "v4",
    table: "70001NED",
    base: new URL("https://datasets.cbs.nl/odata/v1/CBS/70001NED"),
    filter: null,
    otherwise: null,
  },
  id: "70001NED",
  title: 'Made-up: "figures", 1',
  description: "",
  period: null,
  frequency: "",
  modified: "2025-03-01T02:00:00+01:00",
  licence: "",
  language: "nl",
  count: 1,
  measures: [
    measure("M1", "Totale bevolking", "aantal"),
    measure("M2", "Totale bevolking", "%"),
    measure("M3", "Diefstal; totaal", "per 1 000 inwoners"),
    measure("M4", "Inkomen", "x 1 000 euro"),
    measure("M5", "Naam", "", false),
    measure("M6", "Banen", "x 1 000"),
    measure("M7", "Loodgieters", "per huishouden"),
  ],
  dimensions: [
    dimension("RegioS", "area", "GM0363"),
    dimension("Perioden", "time", "2019JJ00", "2019X000"),
    dimension("Leeftijd", "other", "10000", "20000"),
  ],
};
const delivered = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

test("the draft of a mapping can be read, and leaves nothing unsaid", () => {
  const { mapping, leftOut } = suggestCbs(table);
  const read = readYaml(delivered("x.mapping.yaml", mapping), figuresMappingSchema);
  expect(read).toMatchObject({
    source: "cbs-70001ned",
    title: { nl: 'Made-up: "figures", 1' },
    origin: {
      publisher: "CBS",
      document: "70001NED",
      published: "2025-03-01",
      licence: { en: "CC BY 4.0" },
    },
    areas: { code: "RegioS" },
  });
  expect(read.period).toEqual({ column: "period" });
  expect(read.figures.map((one) => [one.where, one.status, one.indicator])).toEqual([
    [
      { status: "final", Leeftijd: "10000" },
      "final",
      {
        column: "measure",
        codes: {
          M1: "totale-bevolking",
          M2: { indicator: "totale-bevolking-m2", unit: "percent" },
          M3: "diefstal-totaal",
          M4: "inkomen",
          M6: { indicator: "banen", unit: 1000 },
          M7: null,
        },
      },
    ],
  ]);
  expect(read.setAside.map((one) => one.where)).toEqual([
    { Leeftijd: "20000" },
    { Perioden: "2019X000" },
  ]);
  expect(leftOut).toEqual(["Loodgieters (per huishouden)"]);
});

test("the draft of the catalogue can be read once the theme is filled in", () => {
  const text = suggestCbs(table).catalogue.replaceAll("THEME", "wonen");
  const read = readCatalogueFile(delivered("x.yaml", text), new Set([id<"theme">("wonen")]));
  expect(read.map((one) => [one.id, one.unit, one.decimals])).toEqual([
    ["totale-bevolking", "count", 0],
    ["totale-bevolking-m2", "share", 1],
    ["diefstal-totaal", "per-1000", 1],
    ["inkomen", "thousand-euro", 1],
    ["banen", "count", 0],
  ]);
});
