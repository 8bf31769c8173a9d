import { expect, test } from "vitest";
import { z } from "zod";
import { readJson } from "./json.ts";

const file = (text: string) => ({ name: "spec.json", bytes: new TextEncoder().encode(text) });
const schema = z.strictObject({
  id: z.string().min(2),
  parts: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("a"), size: z.number().positive().max(9) }),
        z.strictObject({ kind: z.literal("b") }),
      ]),
    )
    .min(1)
    .optional(),
  way: z.union([z.enum(["up", "down"]), z.strictObject({ power: z.number() })]).optional(),
});

test("reads a file, byte-order mark and all", () => {
  expect(readJson(file('\uFEFF{ "id": "ab", "way": "up" }'), schema)).toEqual({
    id: "ab",
    way: "up",
  });
});

test.for([
  ["", "spec.json:1:1: the file is empty."],
  ['{ "id": "ab"\n "way": "up" }', "spec.json:2:2: here it is not JSON any more"],
  ['{ "id": "ab" ', "spec.json:1:14: here it is not JSON any more"],
  ["[]", "spec.json:1:1: the file is []; an object { … } is expected."],
  ["{}", "spec.json:1:1: id is missing; a text is expected."],
  ['{ "id": 3 }', "spec.json:1:9: id is 3; a text is expected."],
  ['{ "id": "a" }', "id has fewer than 2 characters."],
  ['{ "id": "ab",\n  "id": "cd" }', "spec.json:2:3: this key is there twice."],
  ['{ "id": "ab", "size": 1 }', 'the file has the unknown key "size".'],
  ['{ "id": "ab", "parts": [] }', "parts has fewer than 1 items."],
  [
    '{ "id": "ab",\n  "parts": [{ "kind": "b" },\n    { "kind": "c" }] }',
    'spec.json:3:15: parts[1].kind is "c"; expected a, b.',
  ],
  ['{ "id": "ab", "parts": [{}] }', "parts[0].kind is missing; expected a, b."],
  [
    '{ "id": "ab", "parts": [{ "kind": "a", "size": 0 }] }',
    "parts[0].size is 0; it must be above 0.",
  ],
  [
    '{ "id": "ab", "parts": [{ "kind": "a", "size": 10 }] }',
    "parts[0].size is 10; it must be at most 9.",
  ],
  [
    '{ "id": "ab", "parts": [{ "kind": "a", "size": "1" }] }',
    'parts[0].size is "1"; a number is expected.',
  ],
  ['{ "id": "ab", "way": { "power": true } }', "way.power is true; a number is expected."],
  ['{ "id": "ab", "way": "left" }', 'way is "left"; expected "up", "down".'],
])("%j: %s", ([text, sentence]) => {
  expect(() => readJson(file(text!), schema)).toThrow(sentence);
});
