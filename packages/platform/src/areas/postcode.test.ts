import { expect, test } from "vitest";
import { id } from "#kernel";
import { AreaBook } from "./area-book.ts";
import { areasOfPostcode } from "./postcode.ts";
import type { Area, AreaKind } from "./types.ts";

const area = (code: string, kind: AreaKind, parent: string | null): Area => ({
  id: id<"area">(code),
  kind,
  slug: code.toLowerCase(),
  name: code,
  parent: parent === null ? null : id<"area">(parent),
  point: null,
});

const bookOf = (postcodes: readonly (readonly [code: string, inside: string])[]) =>
  new AreaBook({
    areas: [
      area("NL", "country", null),
      area("GM1", "municipality", "NL"),
      area("BU1", "neighbourhood", "GM1"),
      area("BU2", "neighbourhood", "GM1"),
      ...postcodes.map(([code, inside]) => area(code, "postcode", inside)),
    ],
    memberships: [],
    aliases: [],
  });

const four = bookOf([["1102", "BU1"]]);
const six = bookOf([
  ["1102AB", "BU1"],
  ["1102AC", "BU2"],
]);

test.for([
  ["1102", four, "found: BU1 GM1"],
  [" 1102 ", four, "found: BU1 GM1"],
  ["1102ab", four, "found, wider: BU1 GM1"],
  ["1102 AB", six, "found: BU1 GM1"],
  ["1102 ac", six, "found: BU2 GM1"],
  ["1102", six, "found: BU1 GM1 BU2"],
  ["1102 zz", six, "unknown"],
  ["9999", four, "unknown"],
  ["1102", bookOf([]), "no-set"],
  ["1102", bookOf([["PC41102", "BU2"]]), "found: BU2 GM1"],
  ["0102", four, null],
  ["11021", four, null],
  ["1102 a", four, null],
  ["bijlmer", four, null],
  ["", four, null],
] as const)("%s lies in", ([typed, book, expected]) => {
  const answer = areasOfPostcode(book, typed);
  if (answer?.kind !== "found") return expect(answer?.kind ?? null).toBe(expected);
  const wider = answer.isWider ? ", wider" : "";
  return expect(`found${wider}: ${answer.areas.map((one) => one.id).join(" ")}`).toBe(expected);
});
