/**
 * Every bad input of the corpus: the file (in `files/`, or made by `made.ts`), the mapping that reads it (without its
 * ending), and the one sentence that must come. A sentence changes here first.
 */
export const cases: readonly (readonly [file: string, mapping: string, sentence: string])[] = [
  ["blank-lines.csv", "standard", "blank-lines.csv: the file is empty; a header row was expected."],
  [
    "broken.json",
    "cube",
    "broken.json:2:15: here it is not JSON any more; a comma, a quote or a bracket is missing or too many.",
  ],
  [
    "code-of-another-year.csv",
    "standard",
    'code-of-another-year.csv:3, column "code": no area is called "GM0003". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "code-without-zeros.csv",
    "standard",
    'code-without-zeros.csv:3, column "code": no area is called "GM518". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "count-fraction.csv",
    "standard",
    'count-fraction.csv:3, column "leerlingen": early-school-participants cannot be 900.5; expected a whole number of 0 or more.',
  ],
  [
    "count-negative.csv",
    "standard",
    'count-negative.csv:3, column "leerlingen": early-school-participants cannot be -900; expected a whole number of 0 or more.',
  ],
  [
    "cp1252.csv",
    "standard",
    "cp1252.csv:3: this line is not UTF-8 text; save the file as UTF-8, or write `file: { encoding: windows-1252 }` in its mapping.",
  ],
  [
    "date-as-number.csv",
    "standard",
    'date-as-number.csv:3, column "leerlingen": "2019-01-01" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "duplicate-header.csv",
    "standard",
    'duplicate-header.csv:1: the header has the column "leerlingen" twice.',
  ],
  [
    "duplicate-key.csv",
    "standard",
    "duplicate-key.csv:4: early-school-leaving-rate of GM0363 in 2019 is given a second time; line 2 has it too.",
  ],
  ["empty-header.csv", "standard", "empty-header.csv:1: column 2 has no name in the header."],
  ["empty.csv", "standard", "empty.csv: the file is empty; a header row was expected."],
  [
    "formula-as-area.csv",
    "standard",
    'formula-as-area.csv:3, column "code": no area is called "=HYPERLINK("http://example.org")". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "formula-as-figure.csv",
    "standard",
    'formula-as-figure.csv:3, column "leerlingen": "=cmd|\' /C calc\'!A0" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "geopackage.csv",
    "standard",
    "geopackage.csv: it is an SQLite database or a GeoPackage; a table of figures is expected.",
  ],
  ["gzip.csv", "standard", "gzip.csv: it is packed with gzip; unpack it first."],
  [
    "header-only.csv",
    "standard",
    "header-only.csv: the table has a header and no rows; figures were expected.",
  ],
  [
    "hexadecimal.csv",
    "standard",
    'hexadecimal.csv:3, column "leerlingen": "0x1F" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "html.csv",
    "standard",
    "html.csv: the name ends in .csv, and the content is a web page or XML; give the file its right ending, or deliver the right file.",
  ],
  [
    "html.xls",
    "standard",
    "html.xls: it is a web page or XML; a table (CSV, XLSX, Parquet, JSON-stat) is expected.",
  ],
  [
    "index-twice.json",
    "cube",
    'index-twice.json: dimension.REGIO.category.index gives "GM0518" the position 0, which is taken or not there.',
  ],
  [
    "infinity.csv",
    "standard",
    'infinity.csv:3, column "uitval": "Infinity" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  ["latin1-nul.csv", "standard", "latin1-nul.csv: the file is not text."],
  ["list.json", "cube", "list.json: this is not JSON-stat: it is no object."],
  [
    "mixed-decimals.csv",
    "standard",
    'mixed-decimals.csv:3, column "uitval": "8,1" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "nan.csv",
    "standard",
    'nan.csv:3, column "leerlingen": "NaN" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "no-code.csv",
    "standard",
    'no-code.csv:3, column "code": no area is called "". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "no-dataset.json",
    "cube",
    'no-dataset.json: this JSON is not JSON-stat 2; "class": "dataset" is expected.',
  ],
  [
    "number-too-large.csv",
    "standard",
    'number-too-large.csv:3, column "leerlingen": "1e999" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "percent-sign.csv",
    "standard",
    'percent-sign.csv:3, column "uitval": "8.1%" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "protected.xlsx",
    "standard",
    "protected.xlsx: it is an old (.xls) or a password-protected Excel file; save it as .xlsx without a password.",
  ],
  ["ragged-long.csv", "standard", "ragged-long.csv:3: this row has 5 cells; the header has 4."],
  ["ragged-short.csv", "standard", "ragged-short.csv:3: this row has 3 cells; the header has 4."],
  [
    "rate-140.csv",
    "standard",
    'rate-140.csv:3, column "uitval": early-school-leaving-rate cannot be 140 %; expected a share of 0 to 100 %.',
  ],
  [
    "rate-negative.csv",
    "standard",
    'rate-negative.csv:3, column "uitval": early-school-leaving-rate cannot be -3 %; expected a share of 0 to 100 %.',
  ],
  ["report.pdf", "standard", "report.pdf: it is a PDF; ask the source for the table itself."],
  [
    "sdmx-delete.csv",
    "long",
    'sdmx-delete.csv:2, column "ACTION": the row asks to delete a figure; a release is never changed, so import the whole set again.',
  ],
  [
    "sdmx-no-period.csv",
    "long",
    "sdmx-no-period.csv:1: SDMX-CSV without the column TIME_PERIOD has no periods to read.",
  ],
  [
    "sdmx-status.csv",
    "long",
    'sdmx-status.csv:3, column "OBS_STATUS": "Y" is not in the SDMX list of observation statuses (A, B, D, E, F, G, I, K, W, O, M, P, S, L, H, Q, J, N, U, V).',
  ],
  [
    "sdmx-two-flows.csv",
    "long",
    "sdmx-two-flows.csv:3: the file has figures of two dataflows, CBS:D(1.0) and CBS:E(1.0); split it.",
  ],
  [
    "sdmx-value-and-missing.csv",
    "long",
    'sdmx-value-and-missing.csv:2, column "OBS_VALUE": the status Q says that there is no value, and it is 1200.',
  ],
  [
    "semicolons.csv",
    "standard",
    'semicolons.csv:1: the header is one column, "code;naam;leerlingen;uitval"; if ";" stands between the cells, write `file: { separator: ";" }` in the mapping.',
  ],
  [
    "size-missing.json",
    "cube",
    "size-missing.json: size must be a list of 2 whole numbers, one for each dimension.",
  ],
  ["size-product.json", "cube", "size-product.json: value has 3 figures; the sizes 2 × 1 make 2."],
  [
    "stray-quote.csv",
    "standard",
    'stray-quote.csv:3: a double quote (") stands inside a text; put the whole text in quotes and double the quote.',
  ],
  [
    "text-after-quote.csv",
    "standard",
    "text-after-quote.csv:3: after a closing quote a separator or the end of the line was expected.",
  ],
  [
    "text.xlsx",
    "standard",
    "text.xlsx: the name ends in .xlsx, and the content is text; give the file its right ending, or deliver the right file.",
  ],
  [
    "thousands-as-fraction.csv",
    "standard",
    'thousands-as-fraction.csv:3, column "leerlingen": early-school-participants cannot be 1.234; expected a whole number of 0 or more.',
  ],
  [
    "thousands.csv",
    "standard",
    'thousands.csv:3, column "leerlingen": "1.234.567" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "two-datasets.json",
    "cube",
    "two-datasets.json: this JSON-stat collection has 2 datasets in it; a file with one is expected.",
  ],
  [
    "unclosed-quote.csv",
    "standard",
    'unclosed-quote.csv:3: a text in double quotes (") is not closed.',
  ],
  [
    "unknown-code.csv",
    "standard",
    'unknown-code.csv:3, column "code": no area is called "GM9999". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "unknown-symbol.csv",
    "standard",
    'unknown-symbol.csv:3, column "uitval": "#N/B" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  ["utf-16be.csv", "standard", "utf-16be.csv: the file is UTF-16, not UTF-8 text."],
  ["utf-16le.csv", "standard", "utf-16le.csv: the file is UTF-16, not UTF-8 text."],
  ["value-words.json", "cube", 'value-words.json:2, column "value": {"a":1} is no figure.'],
  [
    "words-as-number.csv",
    "standard",
    'words-as-number.csv:3, column "leerlingen": "veel" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "good.csv",
    "alias-bomb",
    "alias-bomb.mapping.yaml: its aliases (*) unfold to far more than it says; write it out.",
  ],
  [
    "good.csv",
    "bad-date",
    'bad-date.mapping.yaml:8:14: "origin.published": expected a day such as 2009-10-22.',
  ],
  [
    "good.csv",
    "binary",
    "binary.mapping.yaml: the file is not UTF-8 text; save it again as UTF-8.",
  ],
  [
    "good.csv",
    "broken",
    "broken.mapping.yaml:12:1: this is not YAML: Flow map in block collection must be sufficiently indented and end with a }.",
  ],
  ["good.csv", "circle", 'circle.mapping.yaml:2:3: "source": expected string, received object.'],
  ["good.csv", "empty", "empty.mapping.yaml:1:1: the file: expected object, received null."],
  [
    "good.csv",
    "half-ratio",
    'half-ratio.mapping.yaml:11:5: "figures.0": give either `value`, or both `numerator` and `denominator`.',
  ],
  ["good.csv", "list", "list.mapping.yaml:1:1: the file: expected object, received array."],
  [
    "good.csv",
    "no-column",
    "no-column.mapping.yaml:1:1: the file: give `columns` or `figures`: what is read.",
  ],
  [
    "good.csv",
    "no-source",
    'no-source.mapping.yaml:1:1: "source": expected string, received undefined.',
  ],
  [
    "good.csv",
    "percent-of-count",
    "good.csv: its mapping reads early-school-participants as a share, but it is a count.",
  ],
  [
    "good.csv",
    "tabs",
    "tabs.mapping.yaml:11:1: this is not YAML: Tabs are not allowed as indentation.",
  ],
  ["good.csv", "twice", "twice.mapping.yaml:2:1: this is not YAML: Map keys must be unique."],
  [
    "good.csv",
    "unknown-area-column",
    'good.csv:1: the column "regio" is expected; the header has: code, naam, leerlingen, uitval.',
  ],
  [
    "good.csv",
    "unknown-area",
    'good.csv: its mapping names the area "Atlantis", which is not in areas.csv.',
  ],
  [
    "good.csv",
    "unknown-column",
    'good.csv:1: the column "aantal" is expected; the header has: code, naam, leerlingen, uitval.',
  ],
  [
    "good.csv",
    "unknown-indicator",
    'good.csv: its mapping names the indicator "pupils", which is not in indicators.yaml.',
  ],
  [
    "good.csv",
    "unknown-key",
    'unknown-key.mapping.yaml:1:1: the file has the unknown key "colour".',
  ],
  [
    "good.csv",
    "unknown-period",
    'unknown-period.mapping.yaml:11:53: "figures.0.period": expected a period such as 2008, or { column: NAME }, or { file: NAME-{year}.csv } with the place of the year.',
  ],
  [
    "good.csv",
    "where-nobody",
    "good.csv:3: no entry of the mapping reads this row, and it is not set aside with a reason.",
  ],
  [
    "error-cell.xlsx",
    "standard",
    "error-cell.xlsx:3: cell Blad1!C3 holds the error #DIV/0!; mend it, or leave it empty.",
  ],
  [
    "formula-never-worked-out.xlsx",
    "standard",
    "formula-never-worked-out.xlsx:3: cell Blad1!C3 holds a formula that was never worked out; open the file, and save it again.",
  ],
  [
    "rate-140.xlsx",
    "standard",
    'rate-140.xlsx:3, column "uitval": early-school-leaving-rate cannot be 140 %; expected a share of 0 to 100 %.',
  ],
  [
    "count-fraction.xlsx",
    "standard",
    'count-fraction.xlsx:3, column "leerlingen": early-school-participants cannot be 900.5; expected a whole number of 0 or more.',
  ],
  [
    "words.xlsx",
    "standard",
    'words.xlsx:3, column "leerlingen": "veel" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "number-too-large.xlsx",
    "standard",
    'number-too-large.xlsx:3: cell Blad1!C3 holds "1e999", which is no number.',
  ],
  [
    "outside-the-table.xlsx",
    "standard",
    "outside-the-table.xlsx:3: cell Blad1!E3 has no name above it in the header.",
  ],
  [
    "unknown-code.xlsx",
    "standard",
    'unknown-code.xlsx:3, column "code": no area is called "GM9999". Nothing looks like it. If one is right, confirm it as a row in aliases.csv.',
  ],
  [
    "date-as-number.xlsx",
    "standard",
    'date-as-number.xlsx:3, column "leerlingen": "2019-01-01" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  [
    "merged-header.xlsx",
    "standard",
    "merged-header.xlsx:1: the cells Blad1!B1:C1 of the header are merged; give every column a name of its own, or say which row is the header (file: headerLine).",
  ],
  [
    "two-sheets.xlsx",
    "standard",
    'two-sheets.xlsx: the workbook has several sheets, "Toelichting", "Cijfers"; say in the mapping which one is meant (file: sheet).',
  ],
  [
    "empty-sheet.xlsx",
    "standard",
    "empty-sheet.xlsx: the sheet Blad1 is empty; a header row was expected.",
  ],
  [
    "external-links.xlsx",
    "standard",
    "external-links.xlsx: the workbook takes figures from other files (external links); paste them as values, and save it again.",
  ],
  [
    "entities.xlsx",
    "standard",
    'entities.xlsx: the part "xl/workbook.xml" has a document type (DTD), which is not read; save the file again.',
  ],
  [
    "outside-entity.xlsx",
    "standard",
    'outside-entity.xlsx: the part "xl/workbook.xml" has a document type (DTD), which is not read; save the file again.',
  ],
  [
    "deep.xlsx",
    "standard",
    'deep.xlsx: the part "xl/worksheets/sheet1.xml" is nested more than 64 deep.',
  ],
  [
    "bomb.xlsx",
    "standard",
    'bomb.xlsx: the part "xl/worksheets/sheet1.xml" unfolds to more than 200 times its size; this is not a table but an attack or a mistake.',
  ],
  [
    "bomb-that-lies.xlsx",
    "standard",
    'bomb-that-lies.xlsx: the part "xl/worksheets/sheet1.xml" unfolds to more than 200 times its size; this is not a table but an attack or a mistake.',
  ],
  [
    "bomb-of-texts.xlsx",
    "standard",
    'bomb-of-texts.xlsx: the part "xl/sharedStrings.xml" unfolds to more than 200 times its size; this is not a table but an attack or a mistake.',
  ],
  [
    "overlapping.xlsx",
    "standard",
    "overlapping.xlsx: two parts of the ZIP archive lie over each other; it is not read.",
  ],
  [
    "many-parts.zip",
    "standard",
    "many-parts.zip: the ZIP archive has 3000 parts; at most 2000 are read.",
  ],
  [
    "nested.zip",
    "standard",
    "nested.zip: this ZIP archive is no Excel workbook; unpack it, and import what is inside.",
  ],
  ["locked.zip", "standard", "locked.zip: it is protected with a password; save it without one."],
  [
    "truncated.xlsx",
    "standard",
    "truncated.xlsx: the ZIP archive is damaged or cut off; deliver the file again.",
  ],
  [
    "workbook.csv",
    "standard",
    "workbook.csv: the name ends in .csv, and the content is an Excel workbook or another ZIP archive; give the file its right ending, or deliver the right file.",
  ],
  [
    "not-xml.xlsx",
    "standard",
    'not-xml.xlsx: the part "xl/worksheets/sheet1.xml" is not XML any more at line 1; save the file again.',
  ],
  [
    "truncated.parquet",
    "standard",
    "truncated.parquet: the Parquet file is damaged or cut off; deliver the file again.",
  ],
  [
    "no-footer.parquet",
    "standard",
    "no-footer.parquet: the Parquet file is damaged or cut off; deliver the file again.",
  ],
  [
    "damaged-page.parquet",
    "standard",
    "damaged-page.parquet: the Parquet file is damaged or cut off; deliver the file again.",
  ],
  [
    "nested-columns.parquet",
    "standard",
    'nested-columns.parquet, column "lijst": the column holds lists or records; a table of plain columns is expected.',
  ],
  [
    "lz4.parquet",
    "standard",
    "lz4.parquet: its columns are packed with LZ4_RAW, which is not read; write it with zstd or snappy.",
  ],
  [
    "not-a-number.parquet",
    "standard",
    'not-a-number.parquet:2, column "uitval": "NaN" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.',
  ],
  ["deep.json", "cube", "deep.json: id must be a list of the names of the dimensions."],
  [
    "huge-size.json",
    "cube",
    "huge-size.json: the sizes 100000 × 100000 make 10000000000 values; at most 60000000 are read.",
  ],
  [
    "ten-million-columns.csv",
    "standard",
    "ten-million-columns.csv:1: this row has more than 20,000 cells; a table of figures has fewer columns.",
  ],
  ["long-line.csv", "standard", "long-line.csv:2: a cell is longer than 1,000,000 characters."],
  [
    "open-quote-100-mb.csv",
    "standard",
    'open-quote-100-mb.csv:2: a text in double quotes (") is not closed.',
  ],
];

/**
 * Programme folders with one file of the worked example replaced: what cannot be a boundary, a table or a text there.
 */
export const folderCases: readonly (readonly [file: string, content: string, sentence: string])[] =
  [
    [
      "outline.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[5,52],[6,52]]]}}]}',
      "",
    ],
    ["outline.geojson", '{"type":"Polygon","coordinates":[[[5,52],["x",52],[6,53]]]}', ""],
    [
      "outline.geojson",
      '{"type":"Topology","arcs":[],"objects":{"layer":{"type":"Polygon","arcs":[[7]]}}}',
      "",
    ],
    ["outline.geojson", "{", ""],
    ["areas.csv", "id,kind\nNL,country\n", ""],
    ["areas.csv", "=cmd|' /C calc'!A0\n", ""],
    ["indicators.yaml", "- id: x\n  name: &a [*a]\n", ""],
  ];
