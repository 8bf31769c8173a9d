import { expect, test } from "vitest";
import { readAreaBook, readOutline } from "#areas";
import { readCatalogue } from "#indicators";
import { id, Refusal } from "#kernel";
import type { Store } from "#store";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";
import { pathTo, type Section } from "./paths.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const options = {
  store,
  programme,
  outline: await readOutline(store.db, programme),
  log: () => undefined,
};
const site = createSite(options);
const text = async (path: string) => (await site.request(path)).text();

const sections: readonly Section[] = [
  ...(["overview", "areas", "indicators", "explore", "money"] as const),
  ...([
    "commitments",
    "sources",
    "releases",
    "boundaries",
    "names",
    "about",
    "accessibility",
  ] as const),
];
const book = await readAreaBook(store.db, programme);
const slugs = book.members(id<"area">("forty")).map(({ slug }) => slug);
const catalogue = await readCatalogue(store.db, programme);
/** Every page as a pair: Dutch and English. */
const twins: readonly (readonly [string, string])[] = [
  ...["GM0363", "NL", "forty"].map(
    (code) => [pathTo("nl", "area", code), pathTo("en", "area", code)] as const,
  ),
  [pathTo("nl", "compare"), pathTo("en", "compare")],
  ["/vergelijken?areas=AW01%2CGM0363", "/en/compare?areas=AW01%2CGM0363"],
  ...sections.map((section) => [pathTo("nl", section), pathTo("en", section)] as const),
  ...slugs.map((slug) => [pathTo("nl", "areas", slug), pathTo("en", "areas", slug)] as const),
  ...catalogue.map(
    (one) => [pathTo("nl", "indicators", one.id), pathTo("en", "indicators", one.id)] as const,
  ),
];

const voids = new Set(["meta", "link", "input", "br", "!doctype"]);
const blocks = /^(p|div|ul|ol|dl|table|section|h[1-6]|figure|form|nav|main|header|footer)$/;

/** What is wrong with how the elements of a page stand in each other. */
function nestingFaults(html: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, slash, name = "", rest = ""] of html.matchAll(
    /<(\/?)([a-z!][a-z0-9-]*)([^>]*)>/gi,
  )) {
    const tag = name.toLowerCase();
    if (slash === "/") {
      const last = open.pop();
      if (last !== tag) faults.push(`</${tag}> closes <${last}>`);
    } else if (!voids.has(tag) && !rest.endsWith("/")) {
      if (blocks.test(tag) && open.includes("p")) faults.push(`<${tag}> inside <p>`);
      if (tag === "a" && open.includes("a")) faults.push("a link inside a link");
      if (tag === "li" && !["ul", "ol"].includes(open.at(-1) ?? ""))
        faults.push("<li> outside a list");
      open.push(tag);
    }
  }
  return open.length === 0 ? faults : [...faults, `not closed: ${open.join(" ")}`];
}

test("a planted mistake is found", () => {
  expect(nestingFaults("<ul><li><p>a<div>b</div></p></li></ul>")).toEqual(["<div> inside <p>"]);
  expect(nestingFaults("<p><b>a</p></b>")).not.toEqual([]);
  expect(nestingFaults("<div><p>a</p>")).toEqual(["not closed: div"]);
});

test.for(twins)("%s and %s are well-formed and lead to each other", async ([dutch, english]) => {
  const [nl, en] = [await text(dutch), await text(english)];
  for (const page of [nl, en]) {
    expect(nestingFaults(page)).toEqual([]);
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries())
      expect(level - (levels[at - 1] ?? 1), `heading ${at + 1}`).toBeLessThanOrEqual(1);
    expect(
      [...page.matchAll(/<link rel="alternate" hreflang="(..)" href="([^"]+)"/g)].map((m) =>
        m.slice(1),
      ),
    ).toEqual([
      ["nl", dutch],
      ["en", english],
    ]);
    for (const [table] of page.matchAll(/<table[\s\S]*?<\/table>/g)) {
      expect(table.includes("<caption ")).toBe(true);
      expect(table.match(/<th(?! scope=)[ >]/g)).toBeNull();
    }
  }
  const title = (page: string) => /<title>([^<]*)/.exec(page)?.[1];
  expect(title(nl)).toMatch(/Wijkenaanpak$/);
  expect(title(en)).toMatch(/Neighbourhood programme$/);
});

test("a neighbourhood's title names its municipality", async () => {
  expect(await text("/wijken/amsterdam-bijlmer")).toContain(
    "<title>Bijlmer, Amsterdam – Wijkenaanpak</title>",
  );
});

test("an older change is never shown as that of a newest figure that is withheld", async () => {
  const page = await text("/wijken/deventer-rivierenwijk");
  expect(page).toContain("was 75%; oktober 2006 – oktober 2007");
  expect(await text("/indicatoren/vmbo-share-year3")).toMatch(
    /\+25<span[^>]*> \(oktober 2006 – oktober 2007\)/,
  );
});

test("a result of one place is not told as one of all", async () => {
  expect(await text("/indicatoren")).toContain("Alleen in Amersfoort, De Kruiskamp.");
});

test("the English pages call the country and the forty by their English names", async () => {
  const page = await text("/en/indicators/production-total");
  expect(page).toContain("The 40 focus neighbourhoods");
  expect(page).not.toContain("De veertig aandachtswijken");
});

test.for([
  "/",
  "/wijken/amsterdam-bijlmer",
  "/geld",
  "/indicatoren/early-school-leavers.csv",
  "/healthz",
  "/nergens",
  "/favicon.svg",
])("every answer carries the same protection: %s, and HEAD as GET", async (path) => {
  const [get, head] = [await site.request(path), await site.request(path, { method: "HEAD" })];
  expect([head.status, await head.text()]).toEqual([get.status, ""]);
  for (const answer of [get, head]) {
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/script-src (?!'self';)|unsafe|\*/);
    expect(policy).toContain("frame-ancestors 'none'");
    for (const name of ["referrer-policy", "permissions-policy", "cross-origin-opener-policy"])
      expect(answer.headers.has(name), name).toBe(true);
    expect(answer.headers.get("set-cookie")).toBeNull();
  }
});

test("a refusal keeps its status and its sentence", async () => {
  const refusing: Store["db"] = {
    rows: () => Promise.reject(new Refusal("input-malformed", "Line 3 cannot be read.")),
  };
  const answer = await createSite({ ...options, store: { ...store, db: refusing } }).request(
    "/geld",
  );
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain("Line 3 cannot be read.");
});

test("a page that is not there leads on to every part of the site", async () => {
  const page = await text("/en/nowhere");
  for (const section of sections) expect(page).toContain(`href="${pathTo("en", section)}"`);
});
