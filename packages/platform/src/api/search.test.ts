import { describe, expect, test } from "vitest";
import { createSite } from "#site";
import { loadPostcode, madeApi, programme } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();
const { ask } = madeApi(store);
const site = createSite({ store, programme, outline: null, log: () => {} });

interface Item {
  readonly kind: string;
  readonly item: string;
  readonly title: string;
  readonly page: string;
}
const search = async (query: string) => {
  const { status, body, text } = await ask(`/api/v1/search?${query}`);
  expect(status, text).toBe(200);
  return body.items as readonly Item[];
};

describe("search", () => {
  test("tells what it found, and where its page is", async () => {
    expect((await search("q=kana&typing=true&lang=nl&limit=8"))[0]).toEqual({
      kind: "area",
      item: "AW36",
      title: "Kanaleneiland",
      below: "Utrecht, aandachtswijk",
      page: "http://cijfers.test/wijken/utrecht-kanaleneiland",
    });
    expect((await search("q=kana&typing=true&lang=en"))[0]?.page).toBe(
      "http://cijfers.test/en/neighbourhoods/utrecht-kanaleneiland",
    );
    expect((await search("q=a&typing=true&limit=8")).length).toBe(8);
    const kinds = (await search("q=school&kind=indicator")).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["indicator"]));
  });

  test.for(["nl", "en"])("leads to pages and places that there are, in %s", async (lang) => {
    const found = await Promise.all(
      ["area", "indicator", "project", "promise", "document"].map((kind) =>
        search(`q=${kind === "document" ? "31899" : "school"}&kind=${kind}&lang=${lang}&limit=2`),
      ),
    );
    const all = [...found.flat(), ...(await search(`q=utrecht&lang=${lang}&limit=20`))];
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(5);
    for (const { page } of all) {
      const { pathname, hash } = new URL(page);
      const answer = await site.request(pathname);
      expect([page, answer.status]).toEqual([page, 200]);
      const anchor = decodeURIComponent(hash.slice(1));
      if (anchor !== "") expect(await answer.text()).toContain(`id="${anchor}"`);
    }
  });

  test("knows a postcode by the areas that it lies in, however it is typed", async () => {
    await loadPostcode(store);
    for (const q of ["1234", "1234ab", "1234 AB", " 1234 "]) {
      const found = await search(`q=${encodeURIComponent(q)}&typing=true`);
      expect(found.map(({ item }) => item)).toContain("BU99990101");
    }
    expect(await search("q=1234&kind=indicator")).toEqual([]);
    for (const q of ["BU99990101", "bu99990101", "99990101"])
      expect((await search(`q=${q}`))[0]?.page).toBe("http://cijfers.test/gebied/BU99990101");
    for (const q of ["BU0363TG01", "0363tg01"]) // codes have letters too
      expect((await search(`q=${q}`))[0]?.title).toBe("Bijlmermuseum");
  });

  test.for([
    "bijlmer ".repeat(25).slice(0, 200),
    "\u0007\u001b[31m",
    "\u202eremljib",
    "مرحبا",
    "😀👩‍👩‍👧",
    "%25%_\\",
    "'; drop schema search; --",
    "((((",
  ])("answers bad input like any other (%#)", async (typed) => {
    await search(`q=${encodeURIComponent(typed)}`);
  });

  test("a text that is too long is refused, with what may be", async () => {
    const { status, body } = await ask(`/api/v1/search?q=${"a".repeat(201)}`);
    expect([status, body.parameter]).toEqual([400, "q"]);
  });
});

test("every kind of area has a page", async () => {
  const { items } = (await ask("/api/v1/areas?limit=1000&fields=id,kind,page")).body;
  const byKind = new Map(items.map((one: { kind: string }) => [one.kind, one]));
  expect([...byKind.keys()].sort()).toEqual(
    expect.arrayContaining(["country", "focus-neighbourhood", "grouping", "municipality"]),
  );
  for (const { id, page } of byKind.values() as Iterable<{ id: string; page: string }>)
    expect([id, (await site.request(new URL(page).pathname)).status]).toEqual([id, 200]);
});
