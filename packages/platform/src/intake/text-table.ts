import { readCsv } from "./csv.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream } from "./row-stream.ts";

/** How a text is cut into cells. */
export type TextOptions = object;

/** Opens delimited text as a table. @throws {Refusal} input-malformed */
export async function openText(delivered: Delivered, _options: TextOptions): Promise<RowStream> {
  const { file, header, rows } = readCsv(delivered);
  const batch = rows.map(({ line, cells }) => ({
    line,
    cells: header.map((name) => cells[name]!),
  }));
  return {
    file,
    header,
    headerLine: 1,
    batches: (async function* () {
      yield batch;
    })(),
  };
}
