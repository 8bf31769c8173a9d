import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RowStream } from "#intake";
import { makeFolder, onDisk } from "#store";

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const lineOf = (cells: readonly string[]) => `${cells.map(quoted).join(",")}\n`;

async function* linesOf({ header, batches }: RowStream): AsyncIterable<string> {
  yield lineOf(header);
  for await (const rows of batches) yield rows.map(({ cells }) => lineOf(cells)).join("");
}

/**
 * Writes rows as a CSV file, whole or not at all; the size of the table does not matter.
 * @returns the SHA-256 of the file
 */
export async function writeCsv(path: string, rows: RowStream): Promise<string> {
  const hash = createHash("sha256");
  const counted = async function* () {
    for await (const line of linesOf(rows)) {
      hash.update(line);
      yield line;
    }
  };
  const unfinished = `${path}.${process.pid}.tmp`;
  await onDisk(dirname(path), async () => {
    await makeFolder(dirname(path), 0o700);
    try {
      await pipeline(
        Readable.from(counted()),
        createWriteStream(unfinished, { mode: 0o600, flush: true }),
      );
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  });
  return hash.digest("hex");
}
