import { expect, test } from "vitest";
import { readCsv } from "#intake";
import { type AreaId, id } from "#kernel";
import { AreaBook, fullName } from "./area-book.ts";
import { likeness } from "./likeness.ts";
import { normalName } from "./normal-name.ts";
import { readAreaFacts } from "./read-area-files.ts";

const table = (name: string, text: string) =>
  readCsv({ name, bytes: new TextEncoder().encode(text) });
const head = "id,kind,slug,name,parent,latitude,longitude,point_from\n";
const aliasHead = "alias,within,area,seen_in,confirmed_by,confirmed_on,note\n";

const areaLines = `${head}NL,country,nederland,Nederland,,,,
GM1,municipality,den-haag,Den Haag,NL,,,
GM2,municipality,dordrecht,Dordrecht,NL,,,
A1,focus-neighbourhood,den-haag-zuidwest,Zuidwest,GM1,52.05,4.28,hand
A2,focus-neighbourhood,den-haag-noord,Noord,GM1,52.1,4.3,boundary:WK1
A3,focus-neighbourhood,dordrecht-noord,Noord,GM2,51.8,4.6,boundaries:BU1+BU2
F,grouping,veertig,De veertig,,,,
`;

const aliasLines = `${aliasHead}'s-Gravenhage,,GM1,s,Editor,2026-11-24,
Den Haag Z-West,GM1,A1,s,Editor,2026-11-24,
Noord en Zuidwest,GM1,A1,s,Editor,2026-11-24,
Noord en Zuidwest,GM1,A2,s,Editor,2026-11-24,
Nobody confirmed,GM1,A1,s,,,
`;

const facts = (
  areas = areaLines,
  aliases = aliasLines,
  groupings = "grouping,area\nF,A1\nF,A2\nF,A3\n",
) =>
  readAreaFacts({
    areas: table("areas.csv", areas),
    groupings: table("groupings.csv", groupings),
    aliases: table("aliases.csv", aliases),
    outline: null,
  });

const area = (text: string): AreaId => id<"area">(text);

test("a name is compared without case, accents, and spaces or punctuation at its ends", () => {
  expect(normalName(" 'S-GRAVENHAGE. ")).toBe("s-gravenhage");
  expect(normalName("Fryslân")).toBe("fryslan");
  expect(normalName("Nieuw-West")).not.toBe(normalName("Nieuw West"));
});

test.for([
  ["Den Haag", null, "GM1"],
  ["den haag", null, "GM1"],
  ["den-haag", null, "GM1"],
  ["GM1", null, "GM1"],
  ["'s-Gravenhage", null, "GM1"],
  ["Den Haag Z-West", "GM1", "A1"],
  ["Noord", "GM1", "A2"],
  ["Noord", "GM2", "A3"],
  ["Noord en Zuidwest", "GM1", "A1 A2"],
] as const)("%s within %s is %s", ([name, within, expected]) => {
  const found = new AreaBook(facts()).resolve(name, within === null ? null : area(within));
  expect(found.kind === "found" && found.areas.map((one) => one.id).join(" ")).toBe(expected);
});

test.for([
  ["Noord", null, "A2 A3"], // two areas have that name: which one, a person must say
  ["Den Haag Zuid-West", "GM1", "A1"],
  ["Nobody confirmed", "GM1", ""],
  ["Zuidwest", "GM2", "A3"], // the only one there is in that municipality
] as const)("%s within %s is unknown, with candidates", ([name, within, first]) => {
  const found = new AreaBook(facts()).resolve(name, within === null ? null : area(within));
  expect(found.kind).toBe("unknown");
  if (found.kind === "unknown" && first !== "")
    expect(found.candidates.map((one) => one.id).join(" ")).toMatch(new RegExp(`^${first}`));
});

test("the hierarchy and the groupings", () => {
  const book = new AreaBook(facts());
  const zuidwest = book.get(area("A1"));
  expect(book.municipalityOf(zuidwest)?.id).toBe("GM1");
  expect(book.countryOf(zuidwest)?.id).toBe("NL");
  expect(book.municipalityOf(book.get(area("GM1")))).toBeNull();
  expect(book.members(area("F"))).toHaveLength(3);
  expect(book.groupingsOf(area("A1")).map((one) => one.id)).toEqual(["F"]);
  expect(fullName(zuidwest, book)).toBe("Den Haag, Zuidwest");
  expect(() => book.get(area("nowhere"))).toThrow(RangeError);
});

test("likeness is 1 for the same name and 0 for nothing in common", () => {
  expect(likeness("Velve-Lindenhof", "velve lindenhof")).toBe(1);
  expect(likeness("abc", "xyz")).toBe(0);
  expect(likeness("WielwijkCrabbehof", "Wielwijk/Crabbehof")).toBeGreaterThan(0.8);
});

test.for([
  [
    `${head}A1,country,a,A,,,,\nA1,country,b,B,,,,\n`,
    'areas.csv:3, column "id": there are two areas A1.',
  ],
  [`${head}A1,country,a,A,,,,\nA2,country,a,B,,,,\n`, 'areas.csv:3, column "slug"'],
  [`${head}A1,village,a,A,,,,\n`, 'areas.csv:2, column "kind": "village" is not a kind of area'],
  [`${head}A1,country,a,A,A2,,,\n`, 'areas.csv:2, column "parent": there is no area A2.'],
  [`${head}A1,country,a,A,A2,,,\nA2,country,b,B,A1,,,\n`, "inside itself"],
  [`${head}A1,country,a,A,,91,4,hand\n`, 'areas.csv:2, column "latitude"'],
  [`${head}A1,country,a,A,,52,4,guess\n`, 'areas.csv:2, column "point_from"'],
  [`${head}A 1,country,a,A,,,,\n`, 'areas.csv:2, column "id"'],
])("refuses a wrong area file: %j", ([text, sentence]) => {
  expect(() => facts(text!, aliasHead, "grouping,area\n")).toThrow(sentence);
});

test("refuses an alias of an area that is not there", () => {
  expect(() => facts(areaLines, `${aliasHead}X,,Z9,s,Editor,2026-11-24,\n`)).toThrow(
    'aliases.csv:2, column "area": there is no area "Z9" in areas.csv.',
  );
});
