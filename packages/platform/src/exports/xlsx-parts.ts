/** The sheets: what there is, and what it is. A slash may not stand in the name of a sheet. */
export const sheetNames = ["Cijfers (Figures)", "Over (About)"] as const;

/** How many decimals there are styles for: 0 to 6. */
const decimalStyles = 7;

/** The number of each style in `stylesXml`; add the number of decimals to `percent` and `decimals`. */
export const styleNumbers = {
  general: 0,
  header: 1,
  text: 2,
  date: 3,
  whole: 4,
  percent: 5,
  decimals: 5 + decimalStyles,
} as const;

const range = Array.from({ length: decimalStyles }, (_, at) => at);
const after = (decimals: number) => (decimals === 0 ? "" : `.${"0".repeat(decimals)}`);

/** Formats of our own are numbered from 164. */
const formats = [
  ...range.map((decimals) => `0${after(decimals)}%`),
  ...range.map((decimals) => `#,##0${after(decimals)}`),
  "yyyy-mm-dd",
];
const formatId = (at: number) => 164 + at;
const style = (format: number, more = "") =>
  `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`;

/** The styles of both sheets. */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${formats
  .map((code, at) => `<numFmt numFmtId="${formatId(at)}" formatCode="${code}"/>`)
  .join(
    "",
  )}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${5 + 2 * decimalStyles}">${[
  style(0),
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
  style(49),
  style(formatId(2 * decimalStyles)),
  style(1),
  ...range.map((decimals) => style(formatId(decimals))),
  ...range.map((decimals) => style(formatId(decimalStyles + decimals))),
].join("")}</cellXfs></styleSheet>`;

const relation = (id: number, kind: string, target: string) =>
  `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
const relations = (all: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;
const part = (name: string, kind: string) =>
  `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;

/** What a workbook has besides its sheets and styles, by path. */
export function workbookParts(names: readonly string[]): Readonly<Record<string, string>> {
  const sheets = names.map(
    (name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return {
    "[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/styles.xml", "styles")}${names.map((_, at) => part(`/xl/worksheets/sheet${at + 1}.xml`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": relations([relation(1, "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ...names.map((_, at) => relation(at + 1, "worksheet", `worksheets/sheet${at + 1}.xml`)),
      relation(names.length + 1, "styles", "styles.xml"),
    ]),
  };
}
