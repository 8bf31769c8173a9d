import { type Election, PabulibError, PabulibReader } from "@krachtwijk/allocate";
import { malformed, readDelivered, textOf } from "#intake";

/** Pieces in which a file is handed to the reader. */
const pieceLength = 1 << 16;

/**
 * Reads a Pabulib file.
 * @throws {Refusal} input-missing, or input-malformed with file, line and column
 */
export async function readElection(file: string, isStrict: boolean): Promise<Election> {
  const text = textOf(await readDelivered(file, file));
  const reader = new PabulibReader({ isStrict });
  try {
    for (let at = 0; at < text.length; at += pieceLength)
      reader.push(text.slice(at, at + pieceLength));
    return reader.end();
  } catch (error) {
    if (!(error instanceof PabulibError)) throw error;
    const { line, column, sentence } = error;
    const place = column === null ? { file, line } : { file, line, column };
    throw malformed(place, sentence);
  }
}
