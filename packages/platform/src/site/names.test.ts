import { expect, test } from "vitest";
import { readOutline } from "#areas";
import { judgeNameAs } from "#flows";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { tellNote } from "./alias-note.ts";
import { createSite } from "./site.tsx";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const outline = await readOutline(store.db, programme);
const site = createSite({ store, programme, outline, log: () => undefined });
const page = async (path: string) => (await site.request(path)).text();

test("the page of names says who confirmed a name, and when; one that is confirmed now stands there at once", async () => {
  const before = await page("/namen");
  expect(before).toContain("&#39;s-Gravenhage");
  expect(before).not.toContain("Kanaleneilandje");
  await judgeNameAs(store, {
    programme,
    name: "Kanaleneilandje",
    within: "GM0344",
    area: "AW36",
    by: "A. <Jansen>",
    on: "2026-11-25",
    note: "gebeld met de gemeente",
    also: false,
  });
  const after = await page("/namen");
  for (const words of [
    "Kanaleneilandje",
    "Utrecht, Kanaleneiland",
    "A. &lt;Jansen&gt;",
    "25 november 2026",
    "gebeld met de gemeente",
  ])
    expect(after).toContain(words);
  expect(await page("/en/names")).toContain("25 November 2026");
  expect(await page("/bronnen")).toContain('href="/namen"');
});

test("why a name means an area is told in the language of the page", async () => {
  const [nl, en] = [await page("/namen"), await page("/en/names")];
  for (const words of ["Spangen is er een deel van", "officiële naam", "afkorting van Meezenbroek"])
    expect(nl).toContain(words);
  for (const words of ["Spangen is a part of it", "official name", "short for Meezenbroek"])
    expect(en).toContain(words);
  const notes = [...nl.matchAll(/data-of="Toelichting">([^<]+)/g)].map(([, note]) => note);
  expect(notes.length).toBeGreaterThan(10);
  expect(notes.join("\n")).not.toMatch(/\b(is a|the|covers|missing|official|of it)\b/);
});

test.for([
  ["part: Oud: Noord", "Oud: Noord is er een deel van"],
  ["gebeld: het klopt", "gebeld: het klopt"],
  ["constructor: x", "constructor: x"],
  ["", ""],
] as const)("the note %j is told as %j", ([note, told]) => {
  expect(tellNote(note).nl).toBe(told);
});
