import type { Delivered } from "./read-file.ts";

/** What the bytes of a file are, whatever its name says. */
export type Content =
  | "zip"
  | "parquet"
  | "ole"
  | "gzip"
  | "pdf"
  | "sqlite"
  | "markup"
  | "json"
  | "empty"
  | "text";

const magics: readonly (readonly [Content, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
  ["parquet", [0x50, 0x41, 0x52, 0x45]],
  ["ole", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["gzip", [0x1f, 0x8b]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["sqlite", [...new TextEncoder().encode("SQLite format 3\0")]],
];

/** What the bytes of a file are, by how they begin. */
export function contentOf({ bytes }: Delivered): Content {
  if (bytes.byteLength === 0) return "empty";
  for (const [content, magic] of magics)
    if (magic.every((byte, at) => bytes[at] === byte)) return content;
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 512))
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start.startsWith("{") || start.startsWith("[")) return "json";
  return /^<(!doctype|html|\?xml|table|script)/i.test(start) ? "markup" : "text";
}

/** The part of a name after its last dot, in small letters. */
export const endingOf = (name: string): string =>
  /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
