import { describe, expect, test } from "vitest";
import { readAreaBook, readOutline } from "#areas";
import { readCatalogue, readReleases } from "#indicators";
import { id, Refusal } from "#kernel";
import type { Store } from "#store";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const lines: object[] = [];
const options = {
  store,
  programme,
  outline: await readOutline(store.db, programme),
  log: (line: object) => lines.push(line),
};
const site = createSite(options);
const book = await readAreaBook(store.db, programme);
const catalogue = await readCatalogue(store.db, programme);
const get = async (path: string) => {
  const answer = await site.request(path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const slugs = book.members(id<"area">("forty")).map(({ slug }) => slug);
const pages = [
  ...["/", "/wijken", "/indicatoren", "/geld", "/toezeggingen", "/bronnen", "/namen", "/over"],
  ...slugs.map((slug) => `/wijken/${slug}`),
  ...catalogue.map((indicator) => `/indicatoren/${indicator.id}`),
  ...[
    "/en/",
    "/en/neighbourhoods",
    "/en/indicators",
    "/en/money",
    "/en/commitments",
    "/en/sources",
    "/en/names",
    "/en/about",
  ],
  ...slugs.map((slug) => `/en/neighbourhoods/${slug}`),
  ...catalogue.map((indicator) => `/en/indicators/${indicator.id}`),
];

/** Links and form targets of a page, within the site. */
const targetsIn = (text: string) =>
  [...text.matchAll(/(?:href|action)="(\/[^"]*)"/g)]
    .map(([, path]) => path!.replaceAll("&amp;", "&"))
    .filter((path) => !path.endsWith(".atom")); // the API's, whose own tests follow it

describe("every page", () => {
  const seen = new Map<string, Set<string>>();

  test.for(pages)(
    "%s is whole, in its language, with one heading, and without scripts or inline style",
    async (path) => {
      const { status, headers, text } = await get(path);
      expect(status).toBe(200);
      expect(text).toMatch(/^<!doctype html><html lang="(nl|en)"/i);
      expect(text).toContain(`<html lang="${path.startsWith("/en/") ? "en" : "nl"}"`);
      expect(text.match(/<h1[ >]/g)).toHaveLength(1);
      expect(text).toMatch(/<title>[^<]+<\/title>/);
      expect(text).not.toMatch(
        /<script(?! type="module" src="\/assets\/)|javascript:|\sstyle="|\son[a-z]+="/i,
      );
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      expect(text.match(/ id="[^"]+"/g)?.length).toBe(new Set(text.match(/ id="[^"]+"/g)).size);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("set-cookie")).toBeNull();
      for (const target of targetsIn(text)) {
        const [page = "", anchor] = target.split("#");
        seen.set(page, (seen.get(page) ?? new Set()).add(anchor ?? ""));
      }
    },
  );

  const generous = { timeout: 120_000 }; // a thousand pages, also on a busy machine
  test(
    "leads only to pages that are there, and to places on them that are there",
    generous,
    async () => {
      expect(seen.size).toBeGreaterThan(pages.length);
      // The files of the other neighbourhoods are of the same route.
      const another =
        /(wijken|neighbourhoods)\/(?!amsterdam-bijlmer\.).+\.(csv|xlsx|json|parquet)$/;
      const otherComparison = /(vergelijken|compare)\?areas=(?!AW01&|AW01$)/;
      for (const [page, anchors] of seen) {
        if (another.test(page) || otherComparison.test(page)) continue;
        const { status, text } = await get(page);
        expect([page, status]).toEqual([page, 200]);
        for (const anchor of anchors)
          if (anchor !== "") expect(text, `${page}#${anchor}`).toContain(` id="${anchor}"`);
      }
    },
  );
});

describe("what it says", () => {
  test.for([
    [
      "/",
      "40 wijken in 18 gemeenten",
      "32 van de 40 wijken gingen vooruit; bij 27 daarvan kan het toeval zijn",
      "€\u00a03.601.249",
    ],
    [
      "/indicatoren/early-school-leaving-rate",
      "8,29% (4.928 van 59.438 leerlingen)",
      "7,54% (4.373 van 58.026 leerlingen)",
    ],
    [
      "/indicatoren/early-school-leavers",
      "−11,3%",
      "Utrecht, Kanaleneiland (+42,3%)",
      "Groningen, Korrewegwijk (−48,6%)",
      "34 van de 40 wijken gingen vooruit",
    ],
    ["/en/indicators/early-school-leavers", "−11.3%", "34 of 40 neighbourhoods improved"],
    [
      "/geld",
      "Alle fondsen en wie betaalt",
      "Herbestemming van gebouwen: ronde 1",
      "In de eerste ronde kregen vijftien plannen geld. De bron noemt geen jaar",
    ],
    ["/geld", "28", "€\u00a03.601.249", "€\u00a08.000.000", "minder dan €\u00a010.000.000"],
    ["/wijken/amsterdam-bijlmer", "Bijlmer", "−12,7%", "10e van 40"],
    ["/wijken/deventer-rivierenwijk", "geheim (te kleine groep)"],
    ["/wijken/heerlen-meezenbroek", "MSP", "Kerk Heilige Drievuldigheid"],
    ["/wijken/rotterdam-bergpolder", "Hofbogen"],
    ["/wijken/rotterdam-noord", "Hofbogen"],
    ["/indicatoren/people-in-problem-areas", "meer dan 1.300.000", "minder dan 900.000"],
    [
      "/toezeggingen",
      "22 oktober 2009",
      '<span class="kw-number">18</span><a class="utrecht-link utrecht-link--html-a" href="#open">Nog te doen',
      '<span class="kw-number">1</span><a class="utrecht-link utrecht-link--html-a" href="#zonder-datum">Geen datum',
      "Mensen van buiten komen kijken hoe het gaat",
      '<caption id="terugkerend-caption">Steeds opnieuw</caption>',
      '<td class="kw-nobreak">steeds opnieuw</td>',
      "(toegezegd in het Algemeen Overleg van 3 juni 2009)",
    ],
    ["/en/commitments", "(promised in the committee meeting of 3 June 2009)"],
    ["/bronnen", "early-school-leaving-r1", "WielwijkCrabbehof", "8,5%"],
  ])("%s", async ([path, ...words]) => {
    const { text } = await get(path!);
    for (const word of words) expect(text).toContain(word);
  });

  test("a search finds by name, by municipality and by a confirmed alias, without regard to accents", async () => {
    for (const typed of ["bijlmer", "BIJLMÉR", "amsterdam"])
      expect((await get(`/wijken?zoek=${encodeURIComponent(typed)}`)).text).toContain(
        "/wijken/amsterdam-bijlmer",
      );
    expect((await get("/wijken?zoek=msp")).text).toContain("/wijken/heerlen-meezenbroek");
    expect((await get("/wijken?zoek=%3Cscript%3E")).text).toContain(
      "Er is geen wijk gevonden met “&lt;script&gt;”",
    );
    expect((await get("/wijken?zoek=3562AB")).text).toContain('href="/zoeken?q=3562AB"');
  });

  test("commitments can be filtered by theme", async () => {
    const { text } = await get("/toezeggingen?thema=sport");
    expect(text).toContain("Een quickscan doen");
    expect(text).not.toContain("handboek");
  });
});

describe("files", () => {
  test("figures of an indicator come as CSV, each with where it comes from", async () => {
    const { headers, text } = await get("/indicatoren/early-school-leavers.csv");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe(
      'attachment; filename="early-school-leavers.csv"',
    );
    expect(text.split("\r\n")).toHaveLength(84);
    expect(text).toContain(
      "early-school-leavers,AW36,Utrecht,Kanaleneiland,2007/2008,2007-08-01,2008-07-31,value,158,",
    );
  });

  test("an original comes byte for byte", async () => {
    const [release] = (await readReleases(store.db, programme)).filter(
      ({ source }) => source === "early-school-leaving",
    );
    const answer = await site.request("/bronnen/early-school-leaving-r1/bestand");
    const { createHash } = await import("node:crypto");
    const checksum = createHash("sha256")
      .update(new Uint8Array(await answer.arrayBuffer()))
      .digest("hex");
    expect(checksum).toBe(release?.checksum);
  });

  test("the style sheet has an address of its content and may be kept for ever", async () => {
    const path = /href="(\/assets\/[^"]+)"/.exec((await get("/")).text)?.[1] ?? "";
    expect((await get(path)).headers.get("cache-control")).toContain("immutable");
  });
});

describe("addresses", () => {
  test.for([
    ["/en", "/en/"],
    ["/wijken/", "/wijken"],
    ["/en/wijken", "/en/neighbourhoods"],
    ["/en/wijken/amsterdam-bijlmer", "/en/neighbourhoods/amsterdam-bijlmer"],
  ])("%s leads to %s", async ([from, to]) => {
    const answer = await site.request(from!);
    expect([answer.status, answer.headers.get("location")]).toEqual([301, to]);
  });

  test.for([
    "/nope",
    "/wijken/amsterdam-bijlmr",
    "/wijken/amsterdam",
    "/indicatoren/none",
    "/indicatoren/none.csv",
    "/bronnen/none/bestand",
    "/en/nope",
    "/%E0%A4%A",
    "/wijken/%00",
    "/bronnen/%00",
    "/bronnen/%00/bestand",
    "/en/sources/%00/manifest.json",
    "/assets/../../etc/passwd",
  ])("%s is not found, and helped on", async (path) => {
    const { status, text, headers } = await get(path);
    expect(status).toBe(404);
    expect(text).toContain(
      path.startsWith("/en/") ? "This page is not here" : "Deze bladzijde is er niet",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a neighbourhood that is nearly named is suggested", async () => {
    expect((await get("/wijken/amsterdam-bijlmr")).text).toContain(
      'href="/wijken/amsterdam-bijlmer"',
    );
  });

  test("the same page again need not be sent", async () => {
    const first = await site.request("/geld");
    const again = await site.request("/geld", {
      headers: { "if-none-match": first.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });
});

describe("when something fails", () => {
  const broken = (error: unknown) => {
    const db: Store["db"] = { rows: () => Promise.reject(error) };
    return createSite({ ...options, store: { ...store, db, ready: () => Promise.reject(error) } });
  };

  test("the reader gets a number, the log the same number and all the rest", async () => {
    const answer = await broken(new Error("secret detail")).request("/geld");
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toContain("secret detail");
    const line = lines.at(-1) as { id: string; error: string; path: string };
    expect(text).toContain(line.id);
    expect(line).toMatchObject({
      level: "error",
      path: "/geld",
      error: expect.stringContaining("secret detail"),
    });
  });

  test("a database that is away is told as such, and the server is not ready but alive", async () => {
    const away = broken(
      new Refusal("store-unreachable", "PostgreSQL at secret-host does not answer."),
    );
    const answer = await away.request("/en/money");
    expect(answer.status).toBe(503);
    const text = await answer.text();
    expect(text).not.toContain("secret-host");
    const line = lines.at(-1) as { id: string; message: string };
    expect(text).toContain(line.id);
    expect(line).toMatchObject({
      level: "warn",
      id: expect.stringMatching(/^[0-9a-f]{8}$/),
      message: expect.stringContaining("secret-host"),
    });
    expect((await away.request("/readyz")).status).toBe(503);
    expect((await away.request("/healthz")).status).toBe(200);
    expect((await site.request("/readyz")).status).toBe(200);
  });
});
