import { crc32, deflateRawSync } from "node:zlib";

/** One part of an archive that a test makes; what it declares may be a lie. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the archive says is the size unpacked; left out: the truth. */
  readonly declared?: number;
  readonly flags?: number;
}

interface Packed {
  readonly size: number;
  readonly crc: number;
  readonly packed: number;
}

const words = (...pairs: readonly (readonly [size: 2 | 4, value: number])[]) => {
  const bytes = Buffer.alloc(pairs.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of pairs) at = bytes.writeUIntLE(value % 256 ** size, at, size);
  return bytes;
};

/** A ZIP archive of these parts, deflated. With `overlap` every line of its list points to the first part. */
export function zipOf(parts: readonly ZipPart[], { overlap = false } = {}): Buffer {
  const [bodies, list]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  let first: Packed | null = null;
  for (const { name, content, declared, flags = 0 } of parts) {
    const raw = Buffer.from(content as Uint8Array);
    const shared: boolean = overlap && first !== null;
    const packed: Buffer | null = shared ? null : deflateRawSync(raw, { level: 9 });
    const own: Packed =
      packed === null ? first! : { size: raw.length, crc: crc32(raw), packed: packed.length };
    first ??= own;
    const size = declared ?? own.size;
    const about = [
      [2, flags],
      [2, 8],
      [4, 0],
      [4, own.crc],
      [4, own.packed],
      [4, size],
    ] as const;
    const title = Buffer.from(name);
    const at = shared ? 0 : offset;
    if (packed !== null) {
      const head = words([4, 0x04034b50], [2, 20], ...about, [2, title.length], [2, 0]);
      bodies.push(head, title, packed);
      offset += head.length + title.length + packed.length;
    }
    list.push(
      words(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        ...about,
        [2, title.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, at],
      ),
      title,
    );
  }
  const listed = Buffer.concat(list);
  const end = words(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, parts.length],
    [2, parts.length],
    [4, listed.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...bodies, listed, end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a workbook: sheets by name, each the inside of its `<worksheet>`. */
export interface Workbook {
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: readonly string[];
  /** The inside of `<styleSheet>`. */
  readonly styles?: string;
  readonly is1904?: boolean;
  readonly hidden?: readonly string[];
  readonly more?: readonly ZipPart[];
  /** Comes before the root of every part. */
  readonly prologue?: string;
}

/** The parts that make a workbook. */
export function workbookParts(book: Workbook): readonly ZipPart[] {
  const { sheets, strings = [], styles = "", is1904 = false, hidden = [], more = [] } = book;
  const begin = xml + (book.prologue ?? "");
  const names = Object.keys(sheets);
  const listed = names.map(
    (name, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"${hidden.includes(name) ? ' state="hidden"' : ""}/>`,
  );
  const relations = names.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return [
    {
      name: "[Content_Types].xml",
      content: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: "xl/workbook.xml",
      content: `${begin}<workbook ${main} xmlns:r="${office}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${listed.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
    },
    { name: "xl/styles.xml", content: `${xml}<styleSheet ${main}>${styles}</styleSheet>` },
    {
      name: "xl/sharedStrings.xml",
      content: `${xml}<sst ${main}>${strings.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    },
    ...names.map((name, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: `${begin}<worksheet ${main}>${sheets[name]}</worksheet>`,
    })),
    ...more,
  ];
}

/** An Excel workbook as its bytes. */
export const xlsxOf = (book: Workbook): Buffer => zipOf(workbookParts(book));

const letters = (column: number) => String.fromCharCode(65 + column);

/** The inside of a sheet: texts as inline strings, numbers as numbers; anything that begins with `<c` as it is. */
export function sheetOf(rows: readonly (readonly (string | number)[])[], after = ""): string {
  const cell = (value: string | number, at: string) => {
    if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
    if (value.startsWith("<c")) return value.replace("<c", `<c r="${at}"`);
    return value === "" ? "" : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = rows.map(
    (row, n) =>
      `<row r="${n + 1}">${row.map((value, c) => cell(value, `${letters(c)}${n + 1}`)).join("")}</row>`,
  );
  return `<sheetData>${lines.join("")}</sheetData>${after}`;
}
