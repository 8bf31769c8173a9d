import { describe, expect, test } from "vitest";
import { judgeNameAs } from "#flows";
import { id } from "#kernel";
import { loadPostcode } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./site.tsx";

const programme = id<"programme">("wijkenaanpak");
const store = await exampleStore();
const site = createSite({ store, programme, outline: null, log: () => undefined });
const page = async (path: string) => {
  const answer = await site.request(path);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

describe("the search page", () => {
  test("groups what it finds by kind, each with its place", async () => {
    const { text } = await page("/zoeken?q=school");
    for (const heading of ["Cijfers", "Projecten", "Toezeggingen"])
      expect(text).toMatch(new RegExp(`<h2[^>]*>${heading}</h2>`));
    expect(text).toContain('href="/indicatoren/early-school-leaving-rate"');
    expect(text).toMatch(/href="\/geld#projecten-/);
    expect(text).toMatch(/href="\/toezeggingen#toezegging-/);
    const anchors = [...text.matchAll(/href="(\/(?:geld|toezeggingen))#([^"]+)"/g)];
    for (const [, path, anchor] of anchors)
      expect((await page(path!)).text).toContain(`id="${anchor}"`);
  });

  test("keeps to one kind, in pages, and the day on its links", async () => {
    const { text } = await page("/zoeken?q=amsterdam&soort=area&peildatum=2026-01-01");
    expect(text).not.toContain(
      '<h2 class="utrecht-heading-2 utrecht-heading-2--distanced">Projecten',
    );
    expect(text).toContain("/wijken/amsterdam-bijlmer?peildatum=2026-01-01");
    expect((await page("/zoeken?q=amsterdam&soort=area&pagina=999")).text).toContain("Bijlmer");
    expect((await page("/zoeken?q=amsterdam&soort=onzin")).text).toContain("Projecten");
  });

  test("is the same question in the other language", async () => {
    const { text } = await page("/zoeken?q=school+%26+werk&soort=indicator&peildatum=2026-01-01");
    expect(text).toContain(
      'class="kw-language" href="/en/search?q=school+%26+werk&amp;soort=indicator&amp;peildatum=2026-01-01"',
    );
    const second = (await page("/en/search?q=utrecht&soort=area&pagina=2")).text;
    const last = /href="(\/zoeken\?[^"]+)" hreflang="nl"/.exec(second)?.[1];
    expect(last).toContain("q=utrecht");
  });

  test("says what it looked for instead, and helps where there is nothing", async () => {
    expect((await page("/zoeken?q=kanaleneilant")).text).toContain(
      "Bedoelde u <strong>kanaleneiland</strong>?",
    );
    const nothing = (await page("/zoeken?q=amsterdam+xqzwv")).text;
    expect(nothing).toContain("Er is niets gevonden met “amsterdam xqzwv”.");
    expect(nothing).toContain('href="/zoeken?q=amsterdam"');
    expect((await page("/en/search?q=xqzwv")).text).toContain("Nothing was found");
  });

  test("says in words that there are no postcodes", async () => {
    expect((await page("/zoeken?q=1102ab")).text).toContain("nog geen postcodes geladen");
    const english = (await page("/en/search?q=1102")).text;
    expect(english).toContain("No postcodes were loaded");
    expect(english).toContain('placeholder="Area, place or figure"');
    expect((await page("/kaart")).text).toContain("Zoek een gebied: naam of code<");
  });

  test.for([
    "a".repeat(10_000),
    "bijlmer ".repeat(2000),
    "\u0000\u0007\u001b[31m",
    "\u202eremljib\u202c",
    "مرحبا",
    "😀👩‍👩‍👧",
    "%",
    "%25%_\\",
    "'; drop schema search; --",
    '<script>alert("x")</script>',
    "((((",
  ])("answers bad input like any other (%#)", async (typed) => {
    const { status, text } = await page(`/zoeken?q=${encodeURIComponent(typed)}`);
    expect(status).toBe(200);
    for (const raw of ["<script>", "\u0000", "\u202e"]) expect(text).not.toContain(raw);
    expect(text.length).toBeLessThan(30_000);
  });

  test("a mangled address is no error either", async () => {
    for (const query of ["q=%ff%fe", "q=%E0%A4%A", "q", "q=a&q=b", "soort=area"])
      expect((await page(`/zoeken?${query}`)).status).toBe(200);
  });
});

test("knows a confirmed name and new boundaries at once, and postcodes by their point", async () => {
  const found = async (query: string) => (await page(`/zoeken?q=${query}`)).text;
  expect(await found("praathuiswijk")).not.toContain("/wijken/utrecht-kanaleneiland");
  await judgeNameAs(store, {
    programme,
    name: "Praathuiswijk",
    within: undefined,
    area: "AW36",
    by: "A. Jansen",
    on: "2026-11-01",
    note: "",
    also: false,
  });
  expect(await found("praathuiswijk")).toContain("/wijken/utrecht-kanaleneiland");
  await loadPostcode(store);
  for (const query of ["molenveld", "99990101", "bu99990101", "BU9999+0101"])
    expect(await found(query)).toContain('href="/gebied/BU99990101"');
  const text = await found("1234+AB");
  expect(text).toContain("Postcode 1234AB ligt in");
  expect(text).toContain("Alleen 1234 is bekend");
  expect(await found("4321")).toContain("Postcode 4321 is hier niet bekend");
  expect(text).toContain('placeholder="Wijk, postcode, cijfer"');
});
