import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { malformed } from "#intake";
import { Failure, type Watch } from "./ask.ts";
import { shown } from "./shown.ts";
import type { Head, Limits } from "./types.ts";

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** A size as people say it. */
const megabytes = (bytes: number) => `${Number((bytes / 1024 ** 2).toPrecision(2))} MB`;

function unpacked(name: string, { headers, body }: Head): Readable {
  const packing = (headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (packing === "identity" || packing === "") return body;
  const make = unpackers[packing];
  if (make === undefined)
    throw malformed(
      { file: name },
      `the answer is packed as "${shown(packing, 20)}", which was not asked for.`,
    );
  const unpacker = make();
  body.once("error", (error) => unpacker.destroy(error));
  return body.pipe(unpacker);
}

/** What went wrong while a body was read: a packed body that ends too soon was cut off on its way. */
function bodyFailure(name: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "Z_BUF_ERROR") return new Failure("the answer was cut off", { again: true });
  if (code.startsWith("Z_") || code.startsWith("ERR__ERROR") || code.startsWith("ERR_BROTLI"))
    return malformed({ file: name }, "the answer is packed in a way that cannot be unpacked.");
  if (code === "ECONNRESET") return new Failure("the connection was cut", { again: true });
  return error;
}

/**
 * Reads a body whole, unpacked. What counts is what comes out: a small packed body can hold endless zeros.
 * @throws {Refusal} input-malformed when it is too large
 * @throws {Failure} when it comes too slowly or is cut off
 */
export async function readBody(
  name: string,
  head: Head,
  time: Watch,
  { bodyBytes, idleMs }: Limits,
): Promise<Uint8Array> {
  const tooLarge = () =>
    malformed({ file: name }, `the answer is larger than ${megabytes(bodyBytes)}; it is not read.`);
  if (Number(head.headers["content-length"] ?? 0) > bodyBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = unpacked(name, head);
  head.body.on("data", () => time.next("the next part of the answer", idleMs));
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      size += piece.byteLength;
      if (size > bodyBytes) throw tooLarge();
      pieces.push(piece);
    }
  } catch (error) {
    throw bodyFailure(name, error);
  } finally {
    head.body.destroy();
  }
  return Buffer.concat(pieces, size);
}
