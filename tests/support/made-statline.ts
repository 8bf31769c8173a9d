import type { Reply } from "./replay-server.ts";

/** Facts of a made-up table, in the two shapes in which StatLine gives a table. */
export interface MadeTable {
  readonly modified: string;
  readonly areas: readonly string[];
  readonly periods: readonly (readonly [code: string, status: string])[];
  readonly pageSize: number;
}

/** A small table: two measures, two areas, two periods, two sexes. */
export const smallTable: MadeTable = {
  modified: "2025-03-01T02:00:00+01:00",
  areas: ["GM0363    ", "BU03630000"],
  periods: [
    ["2019JJ00", "Definitief"],
    ["2020JJ00", "Voorlopig"],
  ],
  pageSize: 5,
};

const sexes = [
  { code: "T001038", title: "Totaal mannen en vrouwen" },
  { code: "3000   ", title: "Mannen" },
];

function* cellsOf({ areas, periods }: MadeTable) {
  for (const area of areas)
    for (const [period] of periods) for (const { code } of sexes) yield { area, period, sex: code };
}

/** Observations as version 4 gives them: one figure each; the third is secret, the fourth cannot be. */
function observationsOf(table: MadeTable): readonly Record<string, unknown>[] {
  const rows = [...cellsOf(table)].flatMap(({ area, period, sex }, at) => [
    {
      Measure: "M000001",
      ValueAttribute: "None",
      Value: 100 + at,
      StringValue: null,
      area,
      period,
      sex,
    },
    {
      Measure: "M000002",
      ValueAttribute: "None",
      Value: 12.5 + at,
      StringValue: null,
      area,
      period,
      sex,
    },
  ]);
  return rows.map(({ area, period, sex, ...rest }, Id) => ({
    Id,
    ...rest,
    ...(Id === 2 ? { Value: null, ValueAttribute: "Confidential" } : {}),
    ...(Id === 3 ? { Value: null, ValueAttribute: "Impossible" } : {}),
    Geslacht: sex,
    WijkenEnBuurten: area,
    Perioden: period,
  }));
}

/** The observations, page after page. */
function observationPages(table: MadeTable, base: string): Record<string, Reply> {
  const rows = observationsOf(table);
  const replies: Record<string, Reply> = {};
  for (let skip = 0; skip < rows.length; skip += table.pageSize) {
    const next = skip + table.pageSize < rows.length;
    const link = `${base}/Observations?$skip=${skip + table.pageSize}`;
    replies[skip === 0 ? "/Observations" : `/Observations?$skip=${skip}`] = {
      body: {
        "@odata.context": `${base}/$metadata#Observations`,
        value: rows.slice(skip, skip + table.pageSize),
        ...(next ? { "@odata.nextLink": link } : {}),
      },
    };
  }
  return replies;
}

/** Everything that version 4 answers about the table, by the path below the table's own. */
export function madeV4(table: MadeTable, base: string): Record<string, Reply> {
  const rows = observationsOf(table);
  const list = (value: readonly unknown[]) => ({
    body: { "@odata.context": `${base}/$metadata`, value },
  });
  const replies: Record<string, Reply> = {
    "/Properties": {
      headers: { etag: `"${table.modified}"` },
      body: {
        "@odata.context": `${base}/$metadata#Properties`,
        Identifier: "70001NED",
        Title: "Made-up figures; sex, area",
        Description: "For tests.",
        Language: "nl",
        License: "https://creativecommons.org/licenses/by/4.0/",
        Modified: table.modified,
        ObservationsModified: table.modified,
        ObservationCount: rows.length,
        Frequency: "Perjaar",
        DatasetType: "Numeric",
      },
    },
    "/MeasureGroups": list([{ Id: "G1", Title: "Residents", ParentId: null, Index: 1 }]),
    "/MeasureCodes": list([
      {
        Identifier: "M000001",
        Title: "Residents",
        Description: "All.",
        DataType: "Long",
        Unit: "aantal",
        Decimals: 0,
        MeasureGroupId: null,
      },
      {
        Identifier: "M000002",
        Title: "Share",
        Description: "",
        DataType: "Double",
        Unit: "%",
        Decimals: 1,
        MeasureGroupId: "G1",
      },
    ]),
    "/Dimensions": list([
      { Identifier: "Geslacht", Title: "Geslacht", Kind: "Dimension" },
      { Identifier: "WijkenEnBuurten", Title: "Wijken en buurten", Kind: "GeoDimension" },
      { Identifier: "Perioden", Title: "Perioden", Kind: "TimeDimension" },
    ]),
    "/GeslachtCodes": list(sexes.map(({ code, title }) => ({ Identifier: code, Title: title }))),
    "/WijkenEnBuurtenCodes": list(
      table.areas.map((code) => ({ Identifier: code, Title: code.trim() })),
    ),
    "/PeriodenCodes": list(
      table.periods.map(([code, Status]) => ({
        Identifier: code,
        Title: code.slice(0, 4),
        Status,
      })),
    ),
  };
  return { ...replies, ...observationPages(table, base) };
}

/** The same table in version 3: a row for each combination, texts that are filled up, a dot for what is not there. */
export function madeV3(table: MadeTable, base: string): Record<string, Reply> {
  const rows = [...cellsOf(table)].map(({ area, period, sex }, ID) => ({
    ID,
    Geslacht: sex,
    WijkenEnBuurten: area,
    Perioden: period,
    Inwoners_1: ID === 1 ? "       ." : `     ${100 + ID}`,
    Aandeel_2: ID === 1 ? null : `    ${(12.5 + ID).toFixed(1)}`,
    Naam_3: `Naam ${ID}`,
  }));
  const list = (value: readonly unknown[]) => ({
    body: { "odata.metadata": `${base}/$metadata`, value },
  });
  const topic = (ID: number, Key: string, Title: string, rest: object) => ({
    "odata.type": "Cbs.OData.Topic",
    ID,
    Position: ID,
    ParentID: null,
    Type: "Topic",
    Key,
    Title,
    ...rest,
  });
  return {
    "/TableInfos": list([
      {
        ID: 0,
        Identifier: "70001ned",
        Title: "Made-up figures; sex, area",
        ShortDescription: "For tests.",
        Period: "2019-2020",
        Frequency: "Perjaar",
        Modified: "2025-03-01T02:00:00",
        Language: "nl",
      },
    ]),
    "/DataProperties": list([
      { ID: 0, Type: "Dimension", Key: "Geslacht", Title: "Geslacht" },
      { ID: 1, Type: "GeoDetail", Key: "WijkenEnBuurten", Title: "Wijken en buurten" },
      { ID: 2, Type: "TimeDimension", Key: "Perioden", Title: "Perioden" },
      { ID: 3, Type: "TopicGroup", Key: "", Title: "Residents", ParentID: null },
      topic(4, "Inwoners_1", "Residents", {
        Datatype: "Integer",
        Unit: "aantal",
        Decimals: 0,
        Description: "All.",
      }),
      topic(5, "Aandeel_2", "Share", { Datatype: "Float", Unit: "%", Decimals: 1, ParentID: 3 }),
      topic(6, "Naam_3", "Name", { Datatype: "String", Unit: "", Decimals: 0 }),
    ]),
    "/Geslacht": list(sexes.map(({ code, title }) => ({ Key: code, Title: title }))),
    "/WijkenEnBuurten": list(table.areas.map((code) => ({ Key: code, Title: code.trim() }))),
    "/Perioden": list(
      table.periods.map(([Key, Status]) => ({ Key, Title: Key.slice(0, 4), Status })),
    ),
    "/UntypedDataSet/$count": {
      headers: { "content-type": "text/plain" },
      body: `\uFEFF${rows.length}`,
    },
    "/UntypedDataSet": list(rows),
  };
}
