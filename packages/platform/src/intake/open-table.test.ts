import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openTable } from "./open-table.ts";

const encode = (text: string) => new TextEncoder().encode(text);

async function read(name: string, bytes: Uint8Array) {
  const { header, batches } = await openTable({ name, bytes }, {});
  const rows = [];
  for await (const batch of batches) rows.push(...batch.map(({ line, cells }) => [line, ...cells]));
  return { header, rows };
}

const made = (name: string) =>
  readFile(fileURLToPath(new URL(`../../../../tests/corpus/good/${name}`, import.meta.url)));

test("reads what openpyxl 3.1.5 writes, as its cells are shown", async () => {
  expect(await read("a.xlsx", await made("openpyxl.xlsx"))).toEqual({
    header: ["code", "naam", "inwoners", "aandeel", "peildatum", "koop (%)"],
    rows: [
      [2, "GM0363", "Amsterdam", "862965", "12.3", "2019-01-01", "29.5"],
      [3, "GM0518", "'s-Gravenhage & omstreken", "537833", "50", "2019-01-01", ""],
    ],
  });
});

test.for(["none", "snappy", "gzip", "brotli", "zstd"])(
  "reads what pyarrow writes with compression %s, in two row groups",
  async (codec) => {
    expect(await read("a.parquet", await made(`pyarrow-${codec}.parquet`))).toEqual({
      header: ["code", "inwoners", "koop", "aandeel", "dag", "ja", "soort"],
      rows: [
        [1, "GM0363", "862965", "29.5", "0.1", "2019-01-01", "true", "a"],
        [2, "GM0518", "537833", "0.1", "0.30000000000000004", "2019-01-01", "false", "b"],
        [3, "", "", "NaN", "0.0000001", "2019-01-01", "", "a"],
      ],
    });
  },
);

test("refuses a Parquet file that is cut or changed anywhere with one sentence, and never hangs", async () => {
  const whole = await made("pyarrow-snappy.parquet");
  let refused = 0;
  for (let at = 4; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = changed[at]! ^ 0xff;
    for (const bytes of [whole.subarray(0, at), changed]) {
      const ended = await read("a.parquet", bytes).then(
        () => null,
        (error: Error) => error,
      );
      if (ended === null) continue;
      refused++;
      expect(ended.message).toMatch(/^a\.parquet[:,]/);
    }
  }
  expect(refused).toBeGreaterThan(whole.length / 7);
});

const dataset = {
  class: "dataset",
  id: ["wijk", "jaar"],
  size: [2, 2],
  dimension: {
    wijk: { category: { index: { WK2: 1, WK1: 0 }, label: { WK1: "Een", WK2: "Twee" } } },
    jaar: { category: { index: ["2019", "2020"] } },
  },
};
const stat = (more: object) => encode(JSON.stringify({ ...dataset, ...more }));

test.for<[string, object]>([
  ["lists", { value: [1, 0.5, null, 2], status: ["", "p", ":", ""] }],
  ["objects", { value: { 0: 1, 1: 0.5, 3: 2 }, status: { 1: "p", 2: ":" } }],
])("a JSON-stat dataset with %s becomes a long table", async ([, more]) => {
  const expected = {
    header: ["wijk", "jaar", "value", "status"],
    rows: [
      [1, "WK1", "2019", "1", ""],
      [2, "WK1", "2020", "0.5", "p"],
      [3, "WK2", "2019", ":", ":"],
      [4, "WK2", "2020", "2", ""],
    ],
  };
  expect(await read("a.json", stat(more))).toEqual(expected);
  const collection = { class: "collection", link: { item: [{ ...dataset, ...more }] } };
  expect(await read("a.json", encode(JSON.stringify(collection)))).toEqual(expected);
});

const value = [1, 2, 3, 4];
test.for<[string, string]>([
  ["[]", "a.json: this is not JSON-stat: it is no object."],
  ["{}", 'a.json: this JSON is not JSON-stat 2; "class": "dataset" is expected.'],
  ['{"class":"collection"}', "a.json: this JSON-stat collection has 0 datasets in it"],
  [
    JSON.stringify({ ...dataset, value: [1, 2, 3] }),
    "a.json: value has 3 figures; the sizes 2 × 2 make 4.",
  ],
  [
    JSON.stringify({ ...dataset, value: { 4: 1 } }),
    'a.json: value has the position "4"; the sizes 2 × 2 make 4.',
  ],
  [
    JSON.stringify({ ...dataset, value: [1, 2, 3, true] }),
    'a.json:4, column "value": true is no figure.',
  ],
  [
    JSON.stringify({ ...dataset, size: [2], value }),
    "a.json: size must be a list of 2 whole numbers",
  ],
  [
    JSON.stringify({ ...dataset, size: [1e9, 1e9], value }),
    "a.json: the sizes 1000000000 × 1000000000 make",
  ],
  [
    JSON.stringify({ ...dataset, size: [4, 1], value }),
    "a.json: dimension.wijk.category names 2 codes; size says 4.",
  ],
  [
    JSON.stringify({ ...dataset, dimension: {}, value }),
    "a.json: dimension.wijk.category is missing",
  ],
  ["[".repeat(1_000_000), "a.json:1:1000001: here it is not JSON any more"],
])("refuses the JSON-stat %j with a sentence", async ([text, sentence]) => {
  await expect(read("a.json", encode(text))).rejects.toThrow(sentence);
});

test.for<[string, string]>([
  [
    "1.0",
    "DATAFLOW,FREQ,REGIO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nCBS:DF(1.0),A,GM0363,2019,12.5,A\nCBS:DF(1.0),A,GM0518,2019,,Q\nCBS:DF(1.0),A,GM0599,2019,NaN,M\n",
  ],
  [
    "2.0 with labels",
    '"STRUCTURE[;]",STRUCTURE_ID,ACTION,FREQ: Frequency,REGIO: Region,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status\ndataflow,CBS:DF(1.0),I,A: Annual,GM0363: Amsterdam,2019,12.5,A: Normal\ndataflow,CBS:DF(1.0),I,A: Annual,GM0518: Den Haag,2019,,Q: Suppressed\ndataflow,CBS:DF(1.0),I,A: Annual,GM0599: Rotterdam,2019,NaN,M: Missing\n',
  ],
])("SDMX-CSV %s becomes a long table of codes", async ([, text]) => {
  expect(await read("a.csv", encode(text))).toEqual({
    header: ["FREQ", "REGIO", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"],
    rows: [
      [2, "A", "GM0363", "2019", "12.5", "A"],
      [3, "A", "GM0518", "2019", "x", "Q"],
      [4, "A", "GM0599", "2019", "", "M"],
    ],
  });
});

const flow = "STRUCTURE,STRUCTURE_ID,ACTION,REGIO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n";
test.for<[string, string]>([
  [
    `${flow}dataflow,F,I,GM1,2019,1,Y\n`,
    'a.csv:2, column "OBS_STATUS": "Y" is not in the SDMX list of observation statuses',
  ],
  [
    `${flow}dataflow,F,D,GM1,2019,1,A\n`,
    'a.csv:2, column "ACTION": the row asks to delete a figure',
  ],
  [`${flow}dataflow,F,X,GM1,2019,1,A\n`, 'a.csv:2, column "ACTION": "X" is no action of SDMX'],
  [
    `${flow}dataflow,F,I,GM1,2019,1,Q\n`,
    'a.csv:2, column "OBS_VALUE": the status Q says that there is no value, and it is 1.',
  ],
  [
    `${flow}dataflow,F,I,GM1,2019,1,A\ndataflow,G,I,GM1,2019,1,A\n`,
    "a.csv:3: the file has figures of two dataflows, F and G",
  ],
  ["DATAFLOW,REGIO,OBS_VALUE\n", "a.csv:1: SDMX-CSV without the column TIME_PERIOD"],
])("refuses the SDMX-CSV %j with its place", async ([text, sentence]) => {
  await expect(read("a.csv", encode(text))).rejects.toThrow(sentence);
});

test.for<[string, Uint8Array, string]>([
  [
    "a.csv",
    encode("PK\u0003\u0004"),
    "a.csv: the name ends in .csv, and the content is an Excel workbook or another ZIP archive",
  ],
  ["a.xlsx", encode("a,b\n1,2\n"), "a.xlsx: the name ends in .xlsx, and the content is text"],
  [
    "a.csv",
    encode("<html><table>"),
    "a.csv: the name ends in .csv, and the content is a web page or XML",
  ],
  ["a.xls", encode("<html><table>"), "a.xls: it is a web page or XML"],
  [
    "a.xlsx",
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    "a.xlsx: it is an old (.xls) or a password-protected Excel file",
  ],
  ["a.csv", new Uint8Array([0x1f, 0x8b, 8]), "a.csv: it is packed with gzip"],
  ["a.csv", encode("%PDF-1.7"), "a.csv: it is a PDF"],
  ["a.csv", encode(""), "a.csv: the file is empty"],
])("%s with other content is refused with what it is", async ([name, bytes, sentence]) => {
  await expect(read(name, bytes)).rejects.toThrow(sentence);
});

test("refuses a sheet of what has no sheets", async () => {
  const file = { name: "a.csv", bytes: encode("a,b\n1,2\n") };
  await expect(openTable(file, { sheet: "X" })).rejects.toThrow(
    "a.csv: its mapping names a sheet (file: sheet), and the file is text; only a workbook has sheets.",
  );
});
