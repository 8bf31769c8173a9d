import { aboutDocument } from "./about.ts";
import type { ExportTable } from "./types.ts";

/** A table as one JSON document: `about` says what it is, `rows` has one object a row. */
export async function* jsonOf({ about, columns, batches }: ExportTable): AsyncGenerator<string> {
  const names = columns.map(({ name }) => name);
  const described = columns.map(({ name, type, about: words }) => ({ name, type, about: words }));
  yield `{"about":${JSON.stringify(aboutDocument(about))},\n"columns":${JSON.stringify(described)},\n"rows":[`;
  let before = "\n";
  for await (const rows of batches()) {
    const written = rows.map((row) =>
      JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row[at]]))),
    );
    if (written.length === 0) continue;
    yield before + written.join(",\n");
    before = ",\n";
  }
  yield "\n]}\n";
}
