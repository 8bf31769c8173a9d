import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  sheetOf,
  type Workbook,
  workbookParts,
  xlsxOf,
  type ZipPart,
  zipOf,
} from "../support/zip-file.ts";

const good = (name: string) =>
  readFileSync(fileURLToPath(new URL(`good/${name}`, import.meta.url)));

const head = ["code", "naam", "leerlingen", "uitval"];
const amsterdam = ["GM0363", "Amsterdam", 1200, 7.4];

/** A workbook with the header, Amsterdam, and these rows. */
const book = (rows: readonly (readonly (string | number)[])[], more: Partial<Workbook> = {}) =>
  xlsxOf({ sheets: { Blad1: sheetOf([head, amsterdam, ...rows]) }, ...more });

const parts = workbookParts({ sheets: { Blad1: sheetOf([head, amsterdam]) } });
const without = (name: string) => parts.filter((part) => part.name !== name);
const sheet1 = "xl/worksheets/sheet1.xml";
const withSheet = (content: string | Uint8Array, more: Partial<ZipPart> = {}) =>
  zipOf([...without(sheet1), { name: sheet1, content, ...more }]);

const megabyte = 1024 ** 2;
const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${"bcdefghij"
  .split("")
  .map((name, at) => `<!ENTITY ${name} "${`&${"abcdefghi"[at]};`.repeat(10)}">`)
  .join("")}]>`;

const edited = (bytes: Uint8Array, at: number, value: number) => {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at] = value;
  return copy;
};

/** Files of the corpus that are made when they are needed: binary ones, so that a reader sees what is wrong in them. */
export const madeFiles: Readonly<Record<string, () => Uint8Array>> = {
  // What an Excel workbook can hold.
  "error-cell.xlsx": () => book([["GM0518", "Den Haag", '<c t="e"><v>#DIV/0!</v></c>', 8.1]]),
  "formula-never-worked-out.xlsx": () => book([["GM0518", "Den Haag", "<c><f>C2*2</f></c>", 8.1]]),
  "rate-140.xlsx": () => book([["GM0518", "Den Haag", 900, 140]]),
  "count-fraction.xlsx": () => book([["GM0518", "Den Haag", 900.5, 8.1]]),
  "words.xlsx": () => book([["GM0518", "Den Haag", "veel", 8.1]]),
  "number-too-large.xlsx": () => book([["GM0518", "Den Haag", "<c><v>1e999</v></c>", 8.1]]),
  "beyond-exact.xlsx": () => book([["GM0518", "Den Haag", "<c><v>9007199254740993</v></c>", 8.1]]),
  "beyond-exact-power.xlsx": () =>
    book([["GM0518", "Den Haag", "<c><v>9.0071992547409930E+15</v></c>", 8.1]]),
  "outside-the-table.xlsx": () => book([["GM0518", "Den Haag", 900, 8.1, 5]]),
  "unknown-code.xlsx": () => book([["GM9999", "Nergens", 900, 8.1]]),
  "date-as-number.xlsx": () =>
    book([["GM0518", "Den Haag", '<c s="1"><v>43466</v></c>', 8.1]], {
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    }),
  "merged-header.xlsx": () =>
    xlsxOf({
      sheets: {
        Blad1: sheetOf(
          [["code", "naam", "", "uitval"], amsterdam],
          '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>',
        ),
      },
    }),
  "two-sheets.xlsx": () =>
    xlsxOf({ sheets: { Toelichting: sheetOf([["tekst"]]), Cijfers: sheetOf([head, amsterdam]) } }),
  "empty-sheet.xlsx": () => xlsxOf({ sheets: { Blad1: "<sheetData/>" } }),
  "external-links.xlsx": () =>
    book([], {
      more: [{ name: "xl/externalLinks/externalLink1.xml", content: "<externalLink/>" }],
    }),
  // What an attacker can make of it.
  "entities.xlsx": () => book([], { prologue: laughs }),
  "outside-entity.xlsx": () =>
    book([], { prologue: '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' }),
  "deep.xlsx": () => withSheet("<a>".repeat(100_000)),
  "bomb.xlsx": () => withSheet(Buffer.alloc(256 * megabyte, " ")),
  "bomb-that-lies.xlsx": () => withSheet(Buffer.alloc(64 * megabyte, " "), { declared: 100 }),
  "bomb-of-texts.xlsx": () =>
    zipOf([
      ...without("xl/sharedStrings.xml"),
      {
        name: "xl/sharedStrings.xml",
        content: Buffer.concat([Buffer.from("<sst><si><t>"), Buffer.alloc(64 * megabyte, "x")]),
      },
    ]),
  "overlapping.xlsx": () =>
    zipOf(
      [...parts, ...Array.from({ length: 500 }, (_, n) => ({ name: `xl/${n}.xml`, content: "" }))],
      { overlap: true },
    ),
  "many-parts.zip": () =>
    zipOf(Array.from({ length: 3_000 }, (_, n) => ({ name: `${n}`, content: "" }))),
  "nested.zip": () =>
    zipOf([
      { name: "a.zip", content: zipOf([{ name: "b.zip", content: Buffer.alloc(megabyte) }]) },
    ]),
  "locked.zip": () => zipOf([{ name: "cijfers.csv", content: "a,b", flags: 1 }]),
  "truncated.xlsx": () => good("openpyxl.xlsx").subarray(0, 3_000),
  "workbook.csv": () => good("openpyxl.xlsx"),
  "not-xml.xlsx": () => withSheet("<worksheet><sheetData><row></sheetData>"),
  // Parquet.
  "truncated.parquet": () => good("pyarrow-snappy.parquet").subarray(0, 1_500),
  "no-footer.parquet": () =>
    Buffer.concat([
      Buffer.from("PAR1"),
      Buffer.alloc(500),
      Buffer.from([0xff, 0xff, 0xff, 0x7f]),
      Buffer.from("PAR1"),
    ]),
  "damaged-page.parquet": () => edited(good("pyarrow-none.parquet"), 4, 0xff),
  "nested-columns.parquet": () => good("nested.parquet"),
  "lz4.parquet": () => good("pyarrow-lz4.parquet"),
  "beyond-exact.parquet": () => good("int64.parquet"),
  "not-a-number.parquet": () => good("nan.parquet"),
  // Text and JSON that is too much of one thing.
  "deep.json": () =>
    Buffer.from(`{"class":"dataset","id":${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
  "huge-size.json": () =>
    Buffer.from(
      '{"class":"dataset","id":["a","b"],"size":[100000,100000],"dimension":{},"value":{}}',
    ),
  "ten-million-columns.csv": () =>
    Buffer.from(`code${Array.from({ length: 10_000_000 }, (_, n) => `,c${n}`).join("")}\nGM0363\n`),
  "long-line.csv": () =>
    Buffer.concat([
      Buffer.from("code,naam,leerlingen,uitval\nGM0363,"),
      Buffer.alloc(100_000_000, "a"),
    ]),
  "open-quote-100-mb.csv": () =>
    Buffer.concat([
      Buffer.from('code,naam,leerlingen,uitval\nGM0363,"'),
      Buffer.alloc(100_000_000, "a\n"),
    ]),
};
