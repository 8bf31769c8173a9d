import { expect, test } from "vitest";
import { z } from "zod";
import { readCsv, requireColumns } from "./csv.ts";
import { type Delivered, readDelivered } from "./read-file.ts";
import { textSchema } from "./schemas.ts";
import { readYaml } from "./yaml.ts";

const file = (text: string | Uint8Array, name = "table.csv"): Delivered => ({
  name,
  bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
});

test("a table knows the line of every row, past quotes, line breaks, empty lines and a byte-order mark", () => {
  const table = readCsv(file('\uFEFFname,note\r\nNoord,"one\r\ntwo"\r\n\r\nZuid, "a ""b""" \r\n'));
  expect(table.header).toEqual(["name", "note"]);
  expect(table.rows).toEqual([
    { line: 2, cells: { name: "Noord", note: "one\ntwo" } },
    { line: 5, cells: { name: "Zuid", note: 'a "b"' } },
  ]);
});

test.for([
  ["", "table.csv: the file is empty; a header row was expected."],
  ["a,b\n1\n", "table.csv:2: this row has 1 cells; the header has 2."],
  ["a,b\n1,2\n1,2,3\n", "table.csv:3: this row has 3 cells; the header has 2."],
  ['a,b\n1,"2\n', 'table.csv:2: a text in double quotes (") is not closed.'],
  ["a,a\n1,2\n", 'table.csv:1: the header has the column "a" twice.'],
  ["a,\n1,2\n", "table.csv:1: column 2 has no name in the header."],
])("refuses %j with its place", ([text, sentence]) => {
  expect(() => readCsv(file(text!))).toThrow(sentence);
});

test("refuses what is not UTF-8 text", () => {
  expect(() => readCsv(file(new Uint8Array([0x61, 0xff, 0xfe])))).toThrow(
    "table.csv: the file is not UTF-8 text",
  );
  expect(() => readCsv(file("a\0b"))).toThrow("table.csv: the file is not text.");
});

test("names the column that is missing and the columns there are", () => {
  const table = readCsv(file("a,b\n1,2\n"));
  expect(() => requireColumns(table, ["a", "c"])).toThrow(
    'table.csv:1: the column "c" is expected; the header has: a, b.',
  );
});

test("a file that is not there is one sentence", async () => {
  await expect(readDelivered("/no/such/file.csv", "file.csv")).rejects.toThrow(
    "file.csv: there is no such file.",
  );
});

const schema = z.strictObject({
  list: z.array(z.strictObject({ id: z.string(), name: textSchema })),
  sign: z.string().length(1).optional(),
});

test.for([
  ["list:\n  - id: a\n    name: { nl: Een }\n", 'facts.yaml:3:11: "list.0.name.en"'],
  [
    "list:\n  - id: a\n    name: { nl: Een, en: One }\n    colour: red\n",
    'facts.yaml:2:5: "list.0" has the unknown key "colour".',
  ],
  ["list: 3\n", 'facts.yaml:1:7: "list": a list is expected, not a number'],
  ["list: []\nsign: ab\n", 'facts.yaml:2:7: "sign": exactly 1 character expected.'],
  [
    "list:\n  - name: { nl: a, en: b }\n",
    'facts.yaml:2:5: "list.0.id" is missing; a text is expected.',
  ],
  ["list: [\n", "facts.yaml:2:1: this is not YAML"],
  ["", "facts.yaml:1:1: the file: a map (key: value) is expected, not nothing."],
])("refuses %j with line and column", ([text, sentence]) => {
  expect(() => readYaml(file(text!, "facts.yaml"), schema)).toThrow(sentence);
});
