import { csvLine } from "#indicators";
import { aboutDocument, publishedOf } from "./about.ts";
import type { ExportTable } from "./types.ts";

/** A table as CSV (RFC 4180, UTF-8), some thousands of lines at a time. */
export async function* csvOf({ columns, batches }: ExportTable): AsyncGenerator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for await (const rows of batches()) yield rows.map(csvLine).join("");
}

const csvwTypes = { text: "string", double: "double", integer: "integer" } as const;

/** The keys that a row of figures has together. */
const figureKey = ["indicator", "area", "period", "status"];

/**
 * What stands beside a CSV file (W3C Metadata Vocabulary for Tabular Data, 2015): its columns, and what every export
 * says of itself.
 * @param url the name of the CSV file, as seen from beside it
 */
export function csvwOf({ about, columns }: Pick<ExportTable, "about" | "columns">, url: string) {
  const has = new Set(columns.map(({ name }) => name));
  const both = (text: { nl: string; en: string }) => [
    { "@value": text.nl, "@language": "nl" },
    { "@value": text.en, "@language": "en" },
  ];
  const publishers = [...new Set(about.releases.map(({ origin }) => origin.publisher))];
  const licences = [...new Set(about.releases.map(({ origin }) => origin.licence.en))];
  return {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    url,
    "dc:title": both(about.title),
    "dc:publisher": publishers,
    "dc:rights": licences,
    "dc:issued": publishedOf(about) ?? "",
    "dc:source": about.releases.map(({ id }) => id),
    dialect: { encoding: "utf-8", delimiter: ",", quoteChar: '"', doubleQuote: true, header: true },
    tableSchema: {
      columns: columns.map(({ name, type, about: words }) => ({
        name,
        titles: name,
        "dc:description": both(words),
        datatype: csvwTypes[type],
        required: false,
      })),
      ...(figureKey.every((name) => has.has(name)) ? { primaryKey: figureKey } : {}),
    },
    notes: [aboutDocument(about)],
  };
}
