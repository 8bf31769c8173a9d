import { expect, test } from "vitest";
import { sheetOf, workbookParts, xlsxOf, zipOf } from "../../../../tests/support/zip-file.ts";
import type { RowStream } from "./row-stream.ts";
import { openXlsx, type XlsxOptions } from "./xlsx.ts";
import { exactNumber, isoMoment, lookOf, plainNumber } from "./xlsx-cell.ts";

const file = (bytes: Uint8Array) => ({ name: "figures.xlsx", bytes });

async function rowsOf(stream: RowStream) {
  const rows = [];
  for await (const batch of stream.batches) rows.push(...batch);
  return rows;
}

const read = async (bytes: Uint8Array, options: XlsxOptions = {}) =>
  rowsOf(await openXlsx(file(bytes), options));

const styles =
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0&quot; d&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs>';

test("a sheet becomes rows with Excel's own row numbers, whatever kind its cells are", async () => {
  const sheet = sheetOf([
    ["code", "shown", "date", "share", "yes", "sum", "days"],
    [
      '<c t="s"><v>0</v></c>',
      "a &amp; b",
      '<c s="1"><v>39814</v></c>',
      '<c s="2"><v>0.123</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="str"><f>A1</f><v>BU1</v></c>',
      '<c s="3"><v>1.5</v></c>',
    ],
    [],
    [
      '<c t="s"><v>1</v></c>',
      0.1,
      '<c s="1"><v>39814.5</v></c>',
      "",
      '<c t="b"><v>0</v></c>',
      "<c><f>0.1+0.2</f><v>0.30000000000000004</v></c>",
      "<c><v>1E-7</v></c>",
    ],
  ]);
  const strings = ["<t>BU03630000</t>", "<r><t>BU</t></r><r><t>2</t></r><rPh><t>x</t></rPh>"];
  const stream = await openXlsx(file(xlsxOf({ sheets: { Blad1: sheet }, strings, styles })), {});
  expect(stream.header).toEqual(["code", "shown", "date", "share", "yes", "sum", "days"]);
  expect(await rowsOf(stream)).toEqual([
    { line: 2, cells: ["BU03630000", "a & b", "2009-01-01", "12.3", "true", "BU1", "1.5"] },
    { line: 4, cells: ["BU2", "0.1", "2009-01-01T12:00:00", "", "false", "0.3", "0.0000001"] },
  ]);
});

test("a formula whose outcome is an empty text is an empty cell", async () => {
  const rows = sheetOf([
    ["a", "b"],
    ["x", '<c t="str"><f>""</f><v></v></c>'],
  ]);
  expect(await read(xlsxOf({ sheets: { Blad1: rows } }))).toEqual([{ line: 2, cells: ["x", ""] }]);
});

test("a sheet is chosen by its name or number, and its header by its row", async () => {
  const book = xlsxOf({
    sheets: {
      Toelichting: sheetOf([["text"]]),
      Cijfers: sheetOf([["Title"], ["a", "b"], [1, 2]]),
      Oud: sheetOf([["a"]]),
    },
    hidden: ["Oud"],
  });
  const rows = [{ line: 3, cells: ["1", "2"] }];
  expect(await read(book, { sheet: "Cijfers", headerLine: 2 })).toEqual(rows);
  expect(await read(book, { sheet: 2, headerLine: 2 })).toEqual(rows);
  await expect(read(book)).rejects.toThrow(
    'several sheets, "Toelichting", "Cijfers", "Oud"; say in the mapping',
  );
  await expect(read(book, { sheet: "X" })).rejects.toThrow(
    'there is no sheet "X"; the workbook has "Toelichting"',
  );
});

const sheet = (inside: string) => ({ sheets: { Blad1: inside } });
const header = ["a", "b"];
test.for<[string, Uint8Array, string]>([
  [
    "an error",
    xlsxOf(sheet(sheetOf([header, ["x", '<c t="e"><v>#DIV/0!</v></c>']]))),
    "figures.xlsx:2: cell Blad1!B2 holds the error #DIV/0!",
  ],
  [
    "a formula without value",
    xlsxOf(sheet(sheetOf([header, ["<c><f>1+1</f></c>"]]))),
    "figures.xlsx:2: cell Blad1!A2 holds a formula that was never worked out",
  ],
  [
    "a formula with an empty value, as openpyxl writes it",
    xlsxOf(sheet(sheetOf([header, ["x", "<c><f>1+1</f><v /></c>"]]))),
    "figures.xlsx:2: cell Blad1!B2 holds a formula that was never worked out",
  ],
  [
    "a merged header",
    xlsxOf(
      sheet(
        sheetOf(
          [
            ["a", "", "c"],
            [1, 2, 3],
          ],
          '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
      ),
    ),
    "figures.xlsx:1: the cells Blad1!A1:B1 of the header are merged",
  ],
  [
    "a nameless column",
    xlsxOf(sheet(sheetOf([["a", "", "c"]]))),
    "figures.xlsx:1: cell Blad1!B1 is empty",
  ],
  [
    "a cell outside the table",
    xlsxOf(sheet(sheetOf([header, [1, 2, 3]]))),
    "figures.xlsx:2: cell Blad1!C2 has no name above it",
  ],
  ["an empty sheet", xlsxOf(sheet("<sheetData/>")), "figures.xlsx: the sheet Blad1 is empty"],
  [
    "a lost text",
    xlsxOf(sheet(sheetOf([['<c t="s"><v>7</v></c>']]))),
    "figures.xlsx:1: cell Blad1!A1 points to a text that the workbook does not have",
  ],
  [
    "entities",
    xlsxOf({ ...sheet(sheetOf([header])), prologue: '<!DOCTYPE x [<!ENTITY a "b">]>' }),
    'figures.xlsx: the part "xl/workbook.xml" has a document type (DTD)',
  ],
  [
    "other files",
    xlsxOf({
      ...sheet(sheetOf([header])),
      more: [{ name: "xl/externalLinks/externalLink1.xml", content: "<x/>" }],
    }),
    "figures.xlsx: the workbook takes figures from other files",
  ],
  [
    "no workbook",
    zipOf([{ name: "a.csv", content: "a,b" }]),
    "figures.xlsx: this ZIP archive is no Excel workbook",
  ],
  [
    "a cut file",
    xlsxOf(sheet(sheetOf([header]))).subarray(0, 900),
    "figures.xlsx: the ZIP archive is damaged or cut off",
  ],
  [
    "a password",
    zipOf([{ name: "a", content: "b", flags: 1 }]),
    "figures.xlsx: it is protected with a password",
  ],
  [
    "an impossible date",
    xlsxOf({ ...sheet(sheetOf([["a"], ['<c s="1"><v>60</v></c>']])), styles }),
    "figures.xlsx:2: cell Blad1!A2 is shown as a date, and 60 is none",
  ],
  ["deep XML", xlsxOf(sheet("<a>".repeat(100))), "is nested more than 64 deep"],
  ["half XML", xlsxOf(sheet("<sheetData><row></sheetData>")), "is not XML any more at line 2"],
])("refuses %s with its place", async ([, bytes, sentence]) => {
  await expect(read(bytes)).rejects.toThrow(sentence);
});

test("a bomb is refused by what it really unfolds to", async () => {
  const parts = workbookParts({ sheets: { Blad1: "" } });
  const bomb = {
    name: "xl/worksheets/sheet1.xml",
    content: Buffer.alloc(200 * 1024 ** 2, " "),
    declared: 10,
  };
  const lying = zipOf([...parts.filter(({ name }) => name !== bomb.name), bomb]);
  const overlapping = zipOf(
    [...parts, ...Array.from({ length: 50 }, (_, n) => ({ name: `xl/${n}.xml`, content: "" }))],
    { overlap: true },
  );
  const many = zipOf(Array.from({ length: 2_001 }, (_, n) => ({ name: `${n}`, content: "" })));
  await expect(read(lying)).rejects.toThrow("unfolds to more than 200 times its size");
  await expect(read(overlapping)).rejects.toThrow(
    "two parts of the ZIP archive lie over each other",
  );
  await expect(read(many)).rejects.toThrow("the ZIP archive has 2001 parts; at most 2000 are read");
});

test.for<[number, boolean, string | null]>([
  [1, false, "1900-01-01"],
  [59, false, "1900-02-28"],
  [60, false, null],
  [61, false, "1900-03-01"],
  [0.5, false, "12:00:00"],
  [43831, false, "2020-01-01"],
  [42369, true, "2020-01-01"],
  [-1, false, null],
])("day %s (1904: %s) is %s", ([serial, is1904, iso]) => {
  expect(isoMoment(serial, is1904)).toBe(iso);
});

test("numbers are written without an exponent, and formats say what a number is", () => {
  expect([1e21, -1.5e-7, 0.1 + 0.2, 12].map(plainNumber)).toEqual([
    "1000000000000000000000",
    "-0.00000015",
    "0.3",
    "12",
  ]);
  expect(exactNumber(0.1 + 0.2)).toBe("0.30000000000000004");
  const codes = [
    "[$-413]d mmm yyyy;@",
    "0.0%",
    '#,##0 "dagen"',
    "[Red]0.00",
    "[h]:mm",
    "mm",
    '"y"0',
  ];
  expect(codes.map((code) => lookOf(200, code))).toEqual([
    "date",
    "percent",
    "plain",
    "plain",
    "time",
    "date",
    "plain",
  ]);
});
