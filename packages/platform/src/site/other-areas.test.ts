import { describe, expect, test } from "vitest";
import { id } from "#kernel";
import {
  isNationalDataThere,
  nationalStore,
} from "../../../../tests/support/national-programme.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
type Store = Awaited<ReturnType<typeof exampleStore>>;
const reader = (store: Store) => {
  const site = createSite({ store, programme, outline: null, log: () => undefined });
  return async (path: string) => (await site.request(path)).text();
};
const tableIn = (html: string) => /<table[^>]*id="andere"[\s\S]*?<\/table>/.exec(html)?.[0] ?? "";
const rowsIn = (html: string) =>
  [...tableIn(html).matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(
    ([, name = "", cells = ""]) => ({
      name: name.replace(/<[^>]+>/g, ""),
      number: /<td[^>]*>([^<]*)/.exec(cells)?.[1] ?? "",
    }),
  );
const numbersOf = (rows: ReturnType<typeof rowsIn>) =>
  rows.map(({ number }) => Number(number.replace("−", "-").replace(",", ".")));
const captionOf = (html: string) => /<caption[^>]*>([^<]*)/.exec(tableIn(html))?.[1];

describe("the forty", async () => {
  const read = reader(await exampleStore());

  test("a short list has no form and no pages, and names what is in it", async () => {
    const html = await read("/indicatoren/early-school-leaving-rate");
    expect(captionOf(html)).toBe("Nederland en 1 groep gebieden");
    expect(html).not.toContain("kw-explore-form");
    expect(html).not.toContain("kw-pager");
    expect(captionOf(await read("/en/indicators/early-school-leaving-rate"))).toBe(
      "The Netherlands and 1 group of areas",
    );
  });

  test("what an address cannot mean is left out", async () => {
    const html = await read(
      "/indicatoren/early-school-leaving-rate?kind=planet&within=X&order=-y&page=-9",
    );
    expect(rowsIn(html).length).toBeGreaterThan(0);
  });
});

describe.runIf(isNationalDataThere)("a country", { timeout: 120_000 }, async () => {
  const read = isNationalDataThere ? reader(await nationalStore()) : async () => "";
  const path = "/indicatoren/liveability";

  test("its neighbourhoods are called so, and come a hundred at a time", async () => {
    const [first, last] = [await read(path), await read(`${path}?page=122`)];
    expect(captionOf(first)).toBe("12.147 buurten");
    expect(captionOf(await read("/en/indicators/liveability"))).toBe("12,147 neighbourhoods");
    expect([rowsIn(first).length, rowsIn(last).length]).toEqual([100, 47]);
    expect(first).toContain("Bladzijde 1 van 122");
    expect(first).toContain(`${path}?page=2#andere`);
    expect(first).toContain(`${path}.csv`);
  });

  test("they are of one municipality, in the order of a column, in both languages", async () => {
    const query = "within=GM0363&order=-2024";
    const html = await read(`${path}?${query}`);
    expect(captionOf(html)).toMatch(/^\d+ buurten in Amsterdam$/);
    const numbers = numbersOf(rowsIn(html));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(html).toContain('aria-sort="descending"');
    expect(html).toContain(`${path}?within=GM0363&amp;order=2024#andere`);
    expect(html).toContain(`href="/en/indicators/liveability?within=GM0363&amp;order=-2024"`);
    const low = rowsIn(await read(`${path}?within=GM0363&order=2024`));
    expect(numbersOf(low)).toEqual(numbersOf(low).toSorted((a, b) => a - b));
    const names = rowsIn(await read(`${path}?within=GM0363&order=-name`)).map(({ name }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator("nl").compare).reverse());
  });

  test.for([
    path,
    `${path}?page=60`,
    "/",
    "/wijken",
    "/indicatoren",
    "/gebied/NL",
    "/gebied/NL?view=all",
    "/gebied/GM0363?view=all",
    "/gebied/forty",
    "/verkennen?indicator=liveability",
    "/bronnen",
    "/bronnen/leefbaarometer-r1",
    "/leveringen",
    "/grenzen/neighbourhood-2024",
    "/namen",
  ])("%s stays below 300 kB", async (address) => {
    expect(Buffer.byteLength(await read(address))).toBeLessThan(300_000);
  });
});
