import type { ColumnChunk, FileMetaData } from "hyparquet";
import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";
import { malformed } from "./place.ts";

/** Unpacked, in one column of one row group; writers aim at 1 MB a page. */
const mostChunkBytes = 1024 ** 3;
const mostPageBytes = 256 * 1024 ** 2;

interface PageHeader {
  readonly field_2?: number;
  readonly field_3?: number;
  readonly field_5?: { readonly field_1?: number };
  readonly field_7?: { readonly field_1?: number };
  readonly field_8?: { readonly field_1?: number };
}

const isWithin = (value: number | undefined, most: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= most;

function checkChunk(file: string, bytes: Uint8Array, chunk: ColumnChunk, rows: number): void {
  const meta = chunk.meta_data;
  if (chunk.file_path !== undefined || meta === undefined)
    throw malformed(
      { file },
      "its columns lie in other files; one file that holds all is expected.",
    );
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const end = start + Number(meta.total_compressed_size);
  const damaged = () =>
    malformed(
      { file, column: meta.path_in_schema.join(".") },
      "the column is damaged or cut off; deliver the file again.",
    );
  if (!isWithin(start, bytes.byteLength) || !isWithin(end, bytes.byteLength)) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const reader = { view, offset: 0 };
  let [values, unpacked] = [0, 0];
  while (values < rows && reader.offset < view.byteLength - 1) {
    const header = deserializeTCompactProtocol(reader) as PageHeader;
    const count = (header.field_5 ?? header.field_8)?.field_1 ?? 0;
    const dictionary = header.field_7?.field_1 ?? 0;
    const size = header.field_2;
    if (
      !isWithin(size, mostPageBytes) ||
      !isWithin(header.field_3, view.byteLength - reader.offset)
    )
      throw damaged();
    // A run of one value a billion times takes four bytes; the decoder would make room for it before it looks.
    if (!isWithin(count, rows - values) || !isWithin(dictionary, size)) throw damaged();
    values += count;
    unpacked += size;
    if (unpacked > mostChunkBytes)
      throw malformed(
        { file, column: meta.path_in_schema.join(".") },
        "the column unfolds to more than 1 GB; write the file with smaller row groups.",
      );
    reader.offset += header.field_3;
  }
  if (values !== rows) throw damaged();
}

/**
 * Holds the heads of all pages against what the file says of itself, before anything is decoded.
 * @throws {Refusal} input-malformed when a page promises more than there is
 */
export function checkPages(
  file: string,
  bytes: Uint8Array,
  { row_groups: groups }: FileMetaData,
): void {
  for (const group of groups)
    for (const chunk of group.columns) checkChunk(file, bytes, chunk, Number(group.num_rows));
}
