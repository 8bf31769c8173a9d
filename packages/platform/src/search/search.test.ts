import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { untranslated } from "#kernel";
import { exampleSearch } from "../../../../tests/support/example-search.ts";
import { testStore } from "../../../../tests/support/test-store.ts";
import { partsByEnd, partsOfCompound, qualityOf } from "./alternatives.ts";
import { editDistance } from "./edit-distance.ts";
import { makeSearch, type SearchEntry } from "./index.ts";
import { plainWords } from "./plain-words.ts";

describe("the worked example, searched", async () => {
  const search = await exampleSearch();
  const find = async (
    text: string,
    language: "nl" | "en" = "nl",
    typing: "going-on" | "done" = "done",
  ) => search.find({ language, text, limit: 5, typing });

  test.for([
    // as it is, in another form, inside a compound, with accents, by alias, by code, two words in any order
    ["bijlmer", "Bijlmer"],
    ["Bijlmer Amsterdam", "Bijlmer"],
    ["amsterdam bijlmer", "Bijlmer"],
    ["Kanaleneiland", "Kanaleneiland"],
    ["msp", "Meezenbroek"],
    ["schoolverlater", "Aantal voortijdig schoolverlaters"],
    ["werkzoekende", "Werkzoekenden zonder baan"],
    ["bijstand", "Langdurig in de bijstand"],
    ["sloop woning", "Sloop van woningen (plannen)"],
    ["woningverbetering", "Ingrijpende woningverbetering (plannen)"],
    // typing errors
    ["kanaleneilant", "Kanaleneiland"],
    ["kanalneneiland", "Kanaleneiland"],
    ["bijlmr", "Bijlmer"],
    ["werkzoekednen", "Werkzoekenden zonder baan"],
    // a compound that nobody wrote, taken apart
    ["havoleerlingen", "Derdejaars leerlingen op havo of vwo"],
    // of which the last part stands in other compounds only
    ["wijkverbetering", "Ingrijpende woningverbetering (plannen)"],
    // marks and case do not matter
    ["«ÚTRECHT»   overvecht!", "Overvecht"],
  ] as const)("%s finds %s", async ([typed, expected]) => {
    const { hits } = await find(typed);
    expect(hits[0]?.title).toBe(expected);
  });

  test.for([
    ["bij", "Bijlmer"],
    ["rotterdam oud", "Oud-Zuid"],
    ["schoolv", "Voortijdig schoolverlaten"],
  ] as const)("while typing, %s already finds %s", async ([typed, expected]) => {
    expect((await find(typed, "nl", "going-on")).hits[0]?.title).toBe(expected);
  });

  test.for([
    ["school", "scholen"],
    ["wijk", "wijken"],
    ["project", "projecten"],
    ["woning", "woningen"],
    ["leerling", "leerlingen"],
  ])("one and many find the same: %s, %s", async ([one, many]) => {
    const titles = async (text: string) =>
      new Set(
        (await search.find({ language: "nl", text, limit: 500, typing: "done" })).hits.map(
          ({ title }) => title,
        ),
      );
    const [ofOne, ofMany] = [await titles(one!), await titles(many!)];
    expect(ofMany.size).toBeGreaterThan(0);
    expect([...ofMany].filter((title) => !ofOne.has(title))).toEqual([]);
  });

  test("English words lead to English titles", async () => {
    expect((await find("leaving school", "en")).hits[0]?.title).toBe("Early school leaving");
    expect((await find("demolished", "en")).hits[0]?.title).toContain("Demolition");
  });

  test("says what was looked for instead", async () => {
    expect((await find("kanaleneilant")).instead).toBe("kanaleneiland");
    expect((await find("kanaleneiland")).instead).toBeNull();
    expect((await find("havoleerlingen")).instead).toBe("havo leerlingen");
  });

  test.for(["", "   ", "!?", "xqzwv", "amsterdam xqzwv", "%", "a'; drop table search.word; --"])(
    "%s finds nothing",
    async (typed) => {
      expect((await find(typed)).hits).toEqual([]);
    },
  );

  test("a very long question is cut, not refused", async () => {
    expect((await find("bijlmer ".repeat(10_000))).hits[0]?.title).toBe("Bijlmer");
  });

  test("only the kinds that were asked for", async () => {
    const { hits } = await search.find({
      language: "nl",
      text: "school",
      kinds: ["promise"],
      limit: 50,
      typing: "done",
    });
    expect(new Set(hits.map(({ kind }) => kind))).toEqual(new Set(["promise"]));
  });
});

describe("rank", async () => {
  const { db } = await testStore();
  const titles = async (
    text: string,
    entries: readonly (Partial<SearchEntry> & { readonly name: string })[],
    more: { readonly limit?: number; readonly offset?: number } = {},
  ) => {
    const search = makeSearch(
      db,
      entries.map(({ name, ...own }, at) => ({
        kind: "area" as const,
        item: String(at),
        title: untranslated(name),
        below: untranslated(""),
        aliases: [],
        more: untranslated(""),
        weight: 0.5,
        ...own,
      })),
    );
    const answer = await search.find({ language: "nl", text, limit: 9, typing: "done", ...more });
    return answer.hits.map(({ title }) => title);
  };

  test("the exact name comes before longer ones, and those before compounds", async () => {
    const found = await titles("noord", [
      { name: "Noorderhoek" },
      { name: "Oud Noord" },
      { name: "Noord" },
    ]);
    expect(found).toEqual(["Noord", "Oud Noord", "Noorderhoek"]);
  });

  test("of equal names the heavier comes first, of equals the first", async () => {
    const [a, b, c] = [0.3, 1, 0.3].map((weight, at) => ({
      name: "West",
      weight,
      below: untranslated(String(at)),
    }));
    expect((await titles("west", [a!, b!, c!])).length).toBe(3);
    const search = makeSearch(
      db,
      [a!, b!, c!].map(({ name, ...own }, at) => ({
        kind: "area",
        item: String(at),
        title: untranslated(name),
        aliases: [],
        more: untranslated(""),
        ...own,
      })),
    );
    const { hits } = await search.find({ language: "nl", text: "west", limit: 9, typing: "done" });
    expect(hits.map(({ item }) => item)).toEqual(["1", "0", "2"]);
  });

  test("an alias counts nearly as much as a title, and fillers not at all", async () => {
    const areas = [{ name: "De Kruiskamp" }, { name: "Meezenbroek", aliases: ["MSP"] }];
    expect(await titles("msp", [{ name: "MSP terrein" }, ...areas])).toEqual([
      "Meezenbroek",
      "MSP terrein",
    ]);
    expect(await titles("wijk de kruiskamp", areas)).toEqual([]);
    expect(await titles("het kruiskamp", areas)).toEqual(["De Kruiskamp"]);
    expect(await titles("de", areas)).toEqual(["De Kruiskamp"]);
  });

  test("pages follow each other without a gap", async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `Wijk nummer ${at}` }));
    const all = await titles("wijk", many, { limit: 30 });
    const parts = await Promise.all(
      [0, 10, 20, 30].map((offset) => titles("wijk", many, { limit: 10, offset })),
    );
    expect(parts.flat()).toEqual(all);
  });

  test("counts are of all kinds, hits of those that were asked for", async () => {
    const search = makeSearch(
      db,
      (["area", "project", "project"] as const).map((kind, at) => ({
        kind,
        item: String(at),
        title: untranslated("Speelplaats"),
        below: untranslated(""),
        aliases: [],
        more: untranslated(""),
        weight: 1,
      })),
    );
    const answer = await search.find({
      language: "nl",
      text: "plaats",
      kinds: ["area"],
      limit: 9,
      typing: "done",
    });
    expect(answer.hits).toHaveLength(1);
    expect(answer.counts).toEqual({ area: 1, indicator: 0, project: 2, promise: 0, document: 0 });
  });
});

describe("pieces", () => {
  test.for([
    ["kat", "kat", 0],
    ["kat", "kar", 1],
    ["kat", "akt", 1],
    ["kat", "kaart", 2],
    ["school", "skool", 2],
    ["", "ab", 2],
  ] as const)("%s and %s differ by %i", ([a, b, expected]) => {
    expect(editDistance(a, b, 3)).toBe(expected);
  });

  test("the distance is the same both ways, and none only for the same word", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, 10);
        expect(distance).toBe(editDistance(b, a, 10));
        expect(distance === 0).toBe(a === b);
        expect(editDistance(a, b, 1)).toBe(Math.min(distance, 2));
      }),
    );
  });

  test.for([
    ["verkeersveiligheid", ["verkeer", "veiligheid"], ["verkeer", "veiligheid"]],
    ["studentenhuis", ["student", "huis"], ["student", "huis"]],
    ["speelplaats", ["speel", "speelplaats", "plaats"], ["speel", "plaats"]],
    ["wijkbudget", ["wijk"], null],
    ["wijk", ["wijk"], null],
  ] as const)("%s is made of %s", ([typed, known, expected]) => {
    expect(partsOfCompound(typed, (word) => known.some((one) => one === word))).toEqual(expected);
  });

  test.for([
    ["wijkverbetering", ["wijk"], ["verbetering"], ["wijk", "verbetering"]],
    ["buurtsfeest", ["buurt"], ["feest"], ["buurt", "feest"]],
    ["wijkding", ["wijk"], ["ding"], null], // too short to be sure of
    ["wijk", ["wijk"], ["wijk"], null],
  ] as const)("%s ends as others do", ([typed, known, ends, expected]) => {
    const has = (list: readonly string[]) => (word: string) => list.includes(word);
    expect(partsByEnd(typed, has(known), has(ends))).toEqual(expected);
  });

  test("the surer a word answers, the higher its quality", () => {
    const typed = { word: "plaats", stem: "plat", unfinished: false };
    const known = ["plaats", "plaatsen", "speelplaats", "plaatsnaam", "speelplaatsen", "plein"];
    const stems: Readonly<Record<string, string>> = { plaats: "plat", plaatsen: "plat" };
    const quality = known.map((word) => qualityOf(typed, { word, stem: stems[word] ?? word }));
    expect(quality).toEqual([1, 0.85, 0.7, 0.65, 0.55, 0]);
  });

  test("words are small letters without marks", () => {
    expect(plainWords("’s-Gravenhage: Zuidwést (25 %)")).toEqual([
      "s",
      "gravenhage",
      "zuidwest",
      "25",
    ]);
  });

  test.for([
    ["31.899 nr. 9", "31899 nr 9"],
    ["31 899, nr 9", "31899 nr 9"],
    ["1.234.567", "1234567"],
    ["2009D51299", "2009d51299"],
    ["12 34", "12 34"],
    ["22-10-2009", "22 10 2009"],
    ["3.5", "3 5"],
  ] as const)("a number is one word: %s", ([typed, expected]) => {
    expect(plainWords(typed).join(" ")).toBe(expected);
  });
});
