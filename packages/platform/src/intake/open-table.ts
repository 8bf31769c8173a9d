import { type DelimitedOptions, openDelimited } from "./delimited.ts";
import { openJsonStat } from "./json-stat.ts";
import { openParquet } from "./parquet.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream } from "./row-stream.ts";
import { isSdmxHeader, openSdmx } from "./sdmx.ts";
import { type Content, contentOf, endingOf } from "./sniff.ts";
import { openXlsx, type XlsxOptions } from "./xlsx.ts";

/** What a mapping can tell about the file itself, before its rows are read. */
export interface TableOptions extends XlsxOptions, DelimitedOptions {}

/** Which content a name promises. Other endings promise nothing. */
const promised: Readonly<Record<string, Content>> = {
  xlsx: "zip",
  xlsm: "zip",
  parquet: "parquet",
  json: "json",
  jsonstat: "json",
  csv: "text",
  tsv: "text",
  tab: "text",
};

const contentNames: Readonly<Record<Content, string>> = {
  zip: "an Excel workbook or another ZIP archive",
  parquet: "a Parquet file",
  ole: "an old or protected Excel file",
  gzip: "a file packed with gzip",
  pdf: "a PDF",
  sqlite: "an SQLite database",
  markup: "a web page or XML",
  json: "JSON",
  empty: "nothing",
  text: "text",
};

const whatToDo: Readonly<Partial<Record<Content, string>>> = {
  ole: "it is an old (.xls) or a password-protected Excel file; save it as .xlsx without a password.",
  gzip: "it is packed with gzip; unpack it first.",
  pdf: "it is a PDF; ask the source for the table itself.",
  sqlite: "it is an SQLite database or a GeoPackage; a table of figures is expected.",
  empty: "the file is empty; a header row was expected.",
};

function checkName(file: string, content: Content): void {
  const told = whatToDo[content];
  if (told !== undefined) throw malformed({ file }, told);
  const ending = endingOf(file);
  const expected = promised[ending];
  if (expected !== undefined && expected !== content)
    throw malformed(
      { file },
      `the name ends in .${ending}, and the content is ${contentNames[content]}; give the file its right ending, or deliver the right file.`,
    );
  if (content === "markup")
    throw malformed(
      { file },
      "it is a web page or XML; a table (CSV, XLSX, Parquet, JSON-stat) is expected.",
    );
}

/** A header in one piece was cut by the wrong sign: who is told so looks at the mapping, and not at the columns. */
function checkCut({ file, header, headerLine }: RowStream): void {
  const sign = header.length === 1 ? /[;\t|,]/.exec(header[0]!)?.[0] : undefined;
  if (sign === undefined) return;
  throw malformed(
    { file, line: headerLine },
    `the header is one column, "${header[0]!.slice(0, 60)}"; if ${JSON.stringify(sign)} stands between the cells, write \`file: { separator: ${JSON.stringify(sign)} }\` in the mapping.`,
  );
}

/**
 * Opens a table of any format that is known: CSV and its kin, SDMX-CSV, XLSX, Parquet, JSON-stat 2. The content decides,
 * and a name that promises something else is refused: one of the two is a mistake.
 * @throws {Refusal} input-malformed with file, and line and column where there are
 */
export async function openTable(delivered: Delivered, options: TableOptions): Promise<RowStream> {
  const content = contentOf(delivered);
  checkName(delivered.name, content);
  if (content === "zip") return openXlsx(delivered, options);
  if (options.sheet !== undefined)
    throw malformed(
      { file: delivered.name },
      `its mapping names a sheet (file: sheet), and the file is ${contentNames[content]}; only a workbook has sheets.`,
    );
  if (content === "parquet") return openParquet(delivered);
  if (content === "json") return openJsonStat(delivered);
  const table = await openDelimited(delivered, options);
  checkCut(table);
  return isSdmxHeader(table.header) ? openSdmx(table) : table;
}
