import { expect, test } from "vitest";
import { readOutline } from "#areas";
import { judgeNameAs } from "#flows";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
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
