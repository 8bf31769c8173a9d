import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { id, untranslated } from "#kernel";
import { exampleStore, testStore } from "../../../../tests/support/test-store.ts";
import { meaningOf, partsOfCompound } from "./alternatives.ts";
import { editDistance } from "./edit-distance.ts";
import { findEntries, replaceEntries, type SearchEntry } from "./index.ts";
import { plainWords } from "./plain-words.ts";

const programme = id<"programme">("wijkenaanpak");

describe("the worked example, searched", async () => {
  const store = await exampleStore();
  const find = async (
    text: string,
    language: "nl" | "en" = "nl",
    typing: "going-on" | "done" = "done",
  ) => findEntries(store.db, { programme, language, text, limit: 5, typing });

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
    const { hits } = await findEntries(store.db, {
      programme,
      language: "nl",
      text: "school",
      kinds: ["promise"],
      limit: 50,
      typing: "done",
    });
    expect(new Set(hits.map(({ kind }) => kind))).toEqual(new Set(["promise"]));
  });
});

test("a programme's search finds nothing of another, and an import replaces what there was", async () => {
  const store = await testStore();
  const [one, two] = [id<"programme">("one"), id<"programme">("two")];
  const entry = (title: string): SearchEntry => ({
    kind: "area",
    item: title,
    title: untranslated(title),
    below: untranslated(""),
    more: untranslated(""),
    weight: 1,
  });
  const put = (of: typeof one, titles: readonly string[]) =>
    store.transact("test", {}, (db) => replaceEntries(db, of, titles.map(entry)));
  const titles = async (of: typeof one, text: string) =>
    (
      await findEntries(store.db, {
        programme: of,
        language: "nl",
        text,
        limit: 9,
        typing: "done",
      })
    ).hits.map(({ title }) => title);
  await put(one, ["Noordwijk", "Zuidwijk"]);
  await put(two, ["Noordwijk"]);
  expect(await titles(one, "zuidwijk")).toEqual(["Zuidwijk"]);
  expect(await titles(two, "zuidwijk")).toEqual([]);
  await put(one, ["Westwijk"]);
  expect(await titles(one, "zuidwijk")).toEqual([]);
  expect(await titles(one, "wijk")).toEqual(["Westwijk"]);
  expect(await titles(two, "noordwijk")).toEqual(["Noordwijk"]);
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
    expect(partsOfCompound(typed, new Set<string>(known))).toEqual(expected);
  });

  test("a typing error is looked for only where nothing matches as typed", () => {
    const near = [
      { word: "plein", stem: "plein" },
      { word: "klein", stem: "klein" },
    ];
    expect(meaningOf("plein", "plein", near, { unfinished: false })).toEqual({
      alternatives: [{ word: "plein", quality: 1 }],
      guessed: false,
    });
    expect(meaningOf("lpein", "lpein", near, { unfinished: false }).alternatives).toEqual([
      { word: "plein", quality: 0.5 },
    ]);
  });

  test("words are small letters without marks", () => {
    expect(plainWords("’s-Gravenhage: Zuidwést (25 %)")).toEqual([
      "s",
      "gravenhage",
      "zuidwest",
      "25",
    ]);
  });
});
