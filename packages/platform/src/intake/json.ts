import { malformed } from "./place.ts";
import { type Delivered, textOf } from "./read-file.ts";

/** Where in a text a position is, as the engine tells it: at its end where it only says that the text ended. */
function lineAndColumn(text: string, complaint: string): { line: number; column: number } {
  const [, position] = /at position (\d+)/.exec(complaint) ?? [];
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** Reads a JSON file. @throws {Refusal} input-malformed with file, line and column */
export function readJson(delivered: Delivered): unknown {
  const text = textOf(delivered).replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const what = error.message.replace(/ in JSON at position.*$| \(line.*$/, "");
    throw malformed(
      { file: delivered.name, ...lineAndColumn(text, error.message) },
      `this is not JSON: ${what}.`,
    );
  }
}
