import fc from "fast-check";
import { expect, test } from "vitest";
import { type DelimitedOptions, openDelimited } from "./delimited.ts";

const encoded = (text: string) => new TextEncoder().encode(text);

async function read(bytes: Uint8Array | string, options: DelimitedOptions = {}, name = "t.csv") {
  const stream = await openDelimited(
    { name, bytes: typeof bytes === "string" ? encoded(bytes) : bytes },
    options,
  );
  const rows = [];
  for await (const batch of stream.batches) rows.push(...batch);
  return { ...stream, rows };
}

/** As RFC 4180 tells to write it: everything in quotes, quotes doubled. */
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const separators = [",", ";", "\t", "|", ":", " "];

test("reads back whatever a plain writer of RFC 4180 wrote, with the line of every row", async () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "é", "€", '"', " ", "\n", ",", ";", "\t", "|"),
  });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width })));
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...separators),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      async (rows, separator, ending, hasMark) => {
        const width = rows[0]?.length ?? 1;
        const header = Array.from({ length: width }, (_, at) => `c${at}`);
        const written = [header, ...rows].map((row) => row.map(quoted).join(separator) + ending);
        const text = (hasMark ? "\uFEFF" : "") + written.join("");
        const found = await read(text, { separator });
        let line = 2;
        const expected = rows.flatMap((cells) => {
          const row = { line, cells };
          line += 1 + cells.join("").split("\n").length - 1;
          // a row of one empty cell is an empty line
          return cells.length === 1 && cells[0] === "" ? [] : [row];
        });
        expect(found.rows).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("a file longer than a chunk is read as one, with letters and quotes across its borders", async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => [`é${at}`, `"a\n€ ""${at}"""`]);
  const { rows: found } = await read(`a,b\n${rows.map((row) => row.join(",")).join("\n")}`);
  expect(found).toHaveLength(rows.length);
  expect(found.at(-1)).toEqual({ line: 2 * rows.length, cells: ["é39999", 'a\n€ "39999"'] });
});

test.for([
  ["a;b\n1;2", { separator: ";" }, [["1", "2"]]],
  ["a|b\r\n 1 | 2 \r\n", { separator: "|" }, [["1", "2"]]],
  ["a\tb\n\t2\n", { separator: "\t" }, [["", "2"]]],
  [
    "a,b\r1,2\r3,4",
    {},
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  [
    "a,b\n\n1,2\n\n\n3,4\n\n",
    {},
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  ["Source: CBS\n\na;b\n1;2\n", { separator: ";", headerLine: 3 }, [["1", "2"]]],
  ['a,b\n" 1 ", "x"\n', {}, [[" 1 ", "x"]]],
] as const)("reads %j", async ([text, options, cells]) => {
  expect((await read(text, options)).rows.map((row) => row.cells)).toEqual(cells);
});

test("a .tsv file is separated by tabs unless told otherwise", async () => {
  expect((await read("a\tb\n1\t2\n", {}, "t.tsv")).rows[0]?.cells).toEqual(["1", "2"]);
});

test("reads windows-1252 when told to, and says how when it is not told", async () => {
  const bytes = new Uint8Array([...encoded("naam\nS"), 0xfa, ...encoded("dwest "), 0x80, 10]);
  expect((await read(bytes, { encoding: "windows-1252" })).rows[0]?.cells).toEqual(["Súdwest €"]);
  await expect(read(bytes)).rejects.toThrow(
    "t.csv:2: this line is not UTF-8 text; save the file as UTF-8, or write `file: { encoding: windows-1252 }` in its mapping.",
  );
});

const many = (length: number, text: string) => text.repeat(length);

test.for([
  ["", {}, "t.csv: the file is empty; a header row was expected."],
  ["a,b\n1,2\n1\n", {}, "t.csv:3: this row has 1 cells; the header has 2."],
  ['a,b\n"1\n\n2",2\n1,2,3\n', {}, "t.csv:5: this row has 3 cells; the header has 2."],
  ['a\n"1\n2\n', {}, 't.csv:2: a text in double quotes (") is not closed.'],
  ['a,b\n1,2"3\n', {}, 't.csv:2: a double quote (") stands inside a text'],
  ['a,b\n"1"2,3\n', {}, "t.csv:2: after a closing quote a separator or the end of the line"],
  ["a,b\n1,\u00002\n", {}, "t.csv: the file is not text."],
  ["a,a\n", {}, 't.csv:1: the header has the column "a" twice.'],
  ["x\n\na,\n", { headerLine: 3 }, "t.csv:3: column 2 has no name in the header."],
  ["a\n1\n", { headerLine: 99 }, "t.csv: the file ends before line 99, where its mapping says"],
  ["a\u200b,b\n", {}, 't.csv:1: the name of column 1, "a", holds the invisible character U+200B'],
  [
    "\ufeff\ufeffa,b\n",
    {},
    't.csv:1: the name of column 1, "a", holds the invisible character U+FEFF',
  ],
  ["a\n1", { separator: '"' }, "t.csv: a separator is one character"],
  [many(20_001, ","), {}, "t.csv:1: this row has more than 20,000 cells"],
  [`a\n${many(1_000_001, "x")}\n`, {}, "t.csv:2: a cell is longer than 1,000,000 characters."],
  [`a\n"${many(1_100_000, "x\n")}`, {}, 't.csv:2: a text in double quotes (") is not closed.'],
] as const)("refuses %#", async ([text, options, sentence]) => {
  await expect(read(text, options)).rejects.toThrow(sentence);
});

test.for([
  [[0xff, 0xfe, 0x61, 0x00], "t.csv: the file is UTF-16, not UTF-8 text."],
  [[0x50, 0x4b, 0x03, 0x04], "t.csv: the file is a ZIP archive or a spreadsheet, not UTF-8 text."],
] as const)("knows by its first bytes what is not text: %j", async ([bytes, sentence]) => {
  await expect(read(new Uint8Array(bytes))).rejects.toThrow(sentence);
});

test("ten million columns are refused before they fill the memory", async () => {
  const bytes = encoded(many(10_000_000, "a,"));
  const before = process.memoryUsage().heapUsed;
  await expect(read(bytes)).rejects.toThrow("more than 20,000 cells");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
});
