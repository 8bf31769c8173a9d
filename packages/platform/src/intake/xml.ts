import { SaxesParser } from "saxes";
import { malformed } from "./place.ts";

/** What a reader of XML is told, in the order of the file. Names without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Workbooks nest about ten deep. */
const deepest = 64;
/** One text: Excel itself allows 32,767 characters in a cell. */
const longestText = 1_000_000;

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Reads XML piece by piece and tells it to `listener`. After every piece control comes back, so that the listener's
 * harvest can be taken. No document type, so no entities of its own: that is where bombs and stolen files come from.
 * @throws {Refusal} input-malformed with the file and the part
 */
export async function* readXml(
  { file, part }: { readonly file: string; readonly part: string },
  pieces: AsyncIterable<Uint8Array>,
  listener: XmlListener,
): AsyncGenerator<void> {
  const refuse = (sentence: string) => malformed({ file }, `the part "${part}" ${sentence}`);
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  parser.on("doctype", () => {
    throw refuse("has a document type (DTD), which is not read; save the file again.");
  });
  parser.on("error", () => {
    throw refuse(`is not XML any more at line ${parser.line}; save the file again.`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > deepest) throw refuse(`is nested more than ${deepest} deep.`);
    listener.open?.(local(name), attributes as Readonly<Record<string, string>>);
  });
  parser.on("text", (text) => {
    if (text.length > longestText) throw refuse("has a text of more than a million characters.");
    listener.text?.(text);
  });
  parser.on("cdata", (text) => listener.text?.(text));
  parser.on("closetag", ({ name }) => {
    depth--;
    listener.close?.(local(name));
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw refuse("is not UTF-8 text; save the file again.");
    }
  };
  for await (const piece of pieces) {
    parser.write(decode(piece));
    yield;
  }
  parser.write(decode());
  parser.close();
  yield;
}
