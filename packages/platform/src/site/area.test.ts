import { describe, expect, test } from "vitest";
import { readAreaBook, readOutline } from "#areas";
import { id } from "#kernel";
import {
  isNationalDataThere,
  nationalStore,
} from "../../../../tests/support/national-programme.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { askedAreas } from "./compared-areas.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const store = await exampleStore();
const outline = await readOutline(store.db, programme);
const site = createSite({ store, programme, outline, log: () => undefined });
const book = await readAreaBook(store.db, programme);

const page = async (of: typeof site, path: string) => {
  const answer = await of.request(path);
  const html = await answer.text();
  const text = html
    .replace(/<(style|title|desc)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
  return { status: answer.status, location: answer.headers.get("location"), html, text };
};

describe("the page of any area", () => {
  test.for([
    ["/gebied/GM0363", "gemeente in Nederland", "5 aandachtswijken", "Vergelijk met"],
    ["/en/area/GM0363", "municipality in", "5 focus neighbourhoods", "Compare with"],
    ["/gebied/NL", "land", "18 gemeenten"],
    ["/gebied/forty", "groep gebieden", "40 aandachtswijken"],
    [
      "/wijken/amsterdam-bijlmer",
      "Wat veranderde het meest?",
      "Gebieden die erop lijken",
      "Geteld over 1.994 leerlingen. Toeval speelt mee: 6,2% tot 8,4% past er ook bij.",
      "Afgerond door de bron: het echte cijfer ligt tussen 26,5% en 27,5%.",
      "De gemeente of het programma kan een lijst van projecten aanleveren.",
    ],
  ])("%s", async ([path, ...words]) => {
    const { status, html, text } = await page(site, path!);
    expect(status).toBe(200);
    for (const word of words) expect(text).toContain(word);
    expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)|undefined|NaN|\[object/);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    const ids = html.match(/ id="[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.for([
    ["/gebied/AW01", "/wijken/den-haag-stationsbuurt"],
    ["/gebied/gm0363", "/gebied/GM0363"],
    ["/gebied/amsterdam", "/gebied/GM0363"],
    ["/gebied", "/wijken"],
    ["/en/gebied/GM0363", "/en/area/GM0363"],
  ])("%s leads to %s", async ([from, to]) => {
    expect(await page(site, from!)).toMatchObject({ status: 301, location: to });
  });

  test("a code that is none is not found", async () => {
    expect((await page(site, "/gebied/GM9999")).status).toBe(404);
  });

  test("the three answers come first, each with the figures behind it", async () => {
    const { html, text } = await page(site, "/wijken/amsterdam-bijlmer");
    const heads = [...html.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, head]) => head!.trim());
    expect(heads.slice(0, 3)).toEqual([
      "Hoe gaat het hier?",
      "Vergeleken met Amsterdam en Nederland",
      "Wordt het beter?",
    ]);
    expect(text).toContain("Van 2 cijfers zijn er 0 beter en 2 slechter dan in Nederland.");
    const [behind] = /<details class="kw-details kw-behind">[\s\S]*?<\/details>/.exec(
      html.slice(html.indexOf("dan in Nederland")),
    )!;
    expect(behind).toContain("Slechter (2)");
    expect(behind).toContain("18 procentpunt lager dan Nederland");
    expect(text).toContain("Bij 1 kan het toeval zijn, omdat de groep klein is.");
  });

  test.for(["/wijken/amsterdam-bijlmer", "/gebied/GM0363", "/gebied/NL"])(
    "every figure of %s is explained where it stands",
    async (path) => {
      const { html } = await page(site, path);
      const rows = html.match(/<tr><th scope="row" class="kw-wide">[\s\S]*?<\/tr>/g) ?? [];
      const cards = html.match(/<li class="kw-card[\s\S]*?<\/li>/g) ?? [];
      for (const part of [...rows, ...cards])
        expect(part).toContain('<details class="kw-explain">');
      expect(rows.length + cards.length).toBeGreaterThan(1);
    },
  );

  test.for([
    ["/wijken/amsterdam-bijlmer", "nog geen stemming op deze site", "kan die toevoegen"],
    ["/en/neighbourhoods/amsterdam-bijlmer", "No vote in this neighbourhood", "can add it"],
    ["/wijken/amsterdam-bijlmer", "geen score die uit onderdelen bestaat", "kan bij een cijfer"],
    ["/gebied/GM0363?peildatum=2000-01-01", "nog geen cijfers over Amsterdam", "kan ze inlezen"],
  ])("%s: what is missing, and who can add it", async ([path, what, who]) => {
    const { text } = await page(site, path!);
    expect(text).toContain(what);
    expect(text).toContain(who);
  });

  test("with style and scripts it is under 60 kB, as a browser gets it", async () => {
    const headers = { "accept-encoding": "gzip, br" };
    const bytes = async (path: string) =>
      (await (await site.request(path, { headers })).arrayBuffer()).byteLength;
    const { html } = await page(site, "/wijken/amsterdam-bijlmer");
    const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(parts).toHaveLength(2);
    const all = await Promise.all(["/wijken/amsterdam-bijlmer", ...parts].map(bytes));
    expect(all.reduce((sum, one) => sum + one, 0)).toBeLessThan(60_000);
  });

  test("its figures come as a file, and links stay with the day", async () => {
    const { headers } = await site.request("/gebied/GM0363.csv");
    expect(headers.get("content-type")).toContain("text/csv");
    const { html } = await page(site, "/gebied/GM0363?peildatum=2010-01-01");
    expect(html).toContain('href="/gebied/NL?peildatum=2010-01-01"');
  });
});

describe("which areas a comparison asks for", () => {
  test.for([
    [["AW01,AW02"], "AW01 AW02", ""],
    [["AW01", "GM0363", ""], "AW01 GM0363", ""],
    [["Amsterdam, Bijlmer"], "AW03", ""],
    [["Amsterdam – Bijlmer (AW01)"], "AW01", ""],
    [["gm0363"], "GM0363", ""],
    [["AW01,AW01"], "AW01", ""],
    [["Bijlmerr"], "", "Bijlmerr"],
    [["AW01,AW02,AW03,AW04,AW05,AW06,AW07"], "AW01 AW02 AW03 AW04 AW05 AW06", ""],
  ] as const)("%j", ([given, areas, unknown]) => {
    const asked = askedAreas(book, given);
    const bijlmer = book.bySlug("amsterdam-bijlmer")!.id;
    expect(asked.areas.map((one) => one.id).join(" ")).toBe(
      areas.replace("AW03", given[0].startsWith("Amsterdam, ") ? bijlmer : "AW03"),
    );
    expect(asked.unknown.map(({ typed }) => typed).join(" ")).toBe(unknown);
    expect(asked.leftOut.map(({ id }) => id)).toEqual(given[0].length > 30 ? ["AW07"] : []);
    expect(asked.repeated.map(({ id }) => id)).toEqual(given[0] === "AW01,AW01" ? ["AW01"] : []);
  });
});

describe("areas side by side", () => {
  test.for([
    ["/vergelijken", "Zet twee tot zes gebieden naast elkaar"],
    ["/vergelijken?areas=AW01", "Met één gebied is er niets te vergelijken. Kies nog een gebied"],
    ["/vergelijken?areas=AW01&areas=AW01", "Twee keer gekozen, en één keer getoond: Den Haag"],
    [
      "/vergelijken?areas=AW01,AW02,AW03,AW04,AW05,AW06,AW07",
      "Er passen 6 gebieden naast elkaar. Deze staan er niet bij: ",
      "Haal eerst een ander gebied weg",
    ],
    [
      "/vergelijken?areas=AW01,GM0363",
      "Elk cijfer is van de periode die erbij staat",
      "bij Nederland",
    ],
    ["/vergelijken?areas=AW01&group=grouping", "gemiddelde van 40, niet gewogen"],
    ["/en/compare?areas=AW01,AW02", "The newest figures side by side"],
    [
      "/vergelijken?areas=Bijlmerr",
      "“Bijlmerr” kennen wij niet",
      "Amsterdam, Bijlmer, aandachtswijk",
    ],
  ])("%s", async ([path, ...words]) => {
    const { status, html, text } = await page(site, path!);
    expect(status).toBe(200);
    for (const word of words) expect(text).toContain(word);
    expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)|undefined|NaN|\[object/);
  });

  test("what is wrong stands at its field, with what was typed, and the choice is kept", async () => {
    const path = "/vergelijken?areas=AW01&areas=Bijlmerr&group=grouping";
    const { html } = await page(site, path);
    expect(html).toMatch(/value="Bijlmerr" aria-invalid="true" aria-describedby="gebied-2-fout"/);
    expect(html).toContain('<p class="kw-bad" id="gebied-2-fout">');
    expect(html).toContain('href="/vergelijken?areas=AW01%2CAW11&amp;group=grouping"');
  });

  test("each field asks for suggestions, and works without them", async () => {
    const { html } = await page(site, "/vergelijken?areas=AW01,AW02&peildatum=2010-01-01");
    expect(html).toMatch(
      /<form class="kw-compare" action="\/vergelijken" method="get" data-suggest="\/api\/v1\/search" data-kind="area" data-choose="fill">/,
    );
    expect(html.match(/<input [^>]*name="areas" type="search"/g)).toHaveLength(3);
    expect(html).toContain('name="peildatum" value="2010-01-01"');
    expect(html).not.toMatch(/ list="|<datalist/);
  });

  test("every figure is explained, and those of a small group say so", async () => {
    const { html, text } = await page(site, "/vergelijken?areas=AW01,AW11&group=grouping");
    expect(html.match(/class="kw-explain"/g)).toHaveLength(5);
    expect(text).toContain("(kan toeval zijn)");
    expect(text).toContain("Ze lopen van 4,0% tot 10,8%.");
  });

  test("what a form sends gets one address, and the other language keeps the choice", async () => {
    expect(await page(site, "/vergelijken?areas=Amsterdam&areas=AW01&areas=")).toMatchObject({
      status: 302,
      location: "/vergelijken?areas=GM0363%2CAW01",
    });
    const { html } = await page(site, "/vergelijken?areas=AW01,AW02");
    expect(html).toContain('href="/en/compare?areas=AW01%2CAW02"');
  });
});

test("a count of neighbourhoods leads to the list behind it", async () => {
  const { html } = await page(site, "/");
  expect(html).toContain('href="/indicatoren/early-school-leaving-rate#vooruit"');
  const { html: list, text } = await page(site, "/indicatoren/early-school-leaving-rate");
  expect(list).toContain('id="vooruit"');
  expect(text).toContain("32 gingen vooruit");
  expect(text).toMatch(/Amsterdam, Bijlmer [−-]1,4 procentpunt \(kan toeval zijn\)/);
});

test.for([
  ["/wijken", "7,2% door toeval ook mogelijk: 6,2% – 8,4%"],
  ["/en/neighbourhoods", "7.2% chance allows as well: 6.2% – 8.4%"],
  ["/indicatoren/early-school-leaving-rate", "7,2% door toeval ook mogelijk: 6,2% – 8,4%"],
])("the tables of %s show what chance allows for a small group", async ([path, range]) => {
  const { text } = await page(site, path!);
  expect(text).toContain(range);
  expect(text).toMatch(/kleine groep staat wat er door toeval|small group stands what chance/);
});

if (!isNationalDataThere) console.warn("No national data in ../shared: its pages are not tested.");

describe.skipIf(!isNationalDataThere)("at the size of a country", { timeout: 60_000 }, async () => {
  const national = isNationalDataThere ? await nationalStore() : store;
  const large = createSite({ store: national, programme, outline, log: () => undefined });

  test.for([
    [
      "/gebied/BU0363KA05",
      "buurt in Amsterdam",
      "van 12.147",
      "het gemiddelde van alle 12.147 buurten",
      "Score per onderdeel",
    ],
    ["/gebied/GM0363", "441 buurten", "De eerste 60 van de 441 staan hier"],
    [
      "/vergelijken?areas=BU0363KA05,BU0363KA04&group=municipality",
      "gemiddelde van 441, niet gewogen",
    ],
  ])("%s", async ([path, ...words]) => {
    const { status, text, html } = await page(large, path!);
    expect(status).toBe(200);
    for (const word of words) expect(text).toContain(word);
    expect(html).not.toMatch(/undefined|NaN/);
    expect(html.length).toBeLessThan(200_000);
  });

  test("a neighbourhood lies within its municipality on a drawing of both", async () => {
    const { html } = await page(large, "/gebied/BU0363KA05");
    expect(html).toMatch(/class="kw-area"[^>]* d="M/);
  });
});
