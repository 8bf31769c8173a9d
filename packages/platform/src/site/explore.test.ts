import { describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { id } from "#kernel";
import {
  isNationalDataThere,
  nationalProgramme,
  nationalStore,
} from "../../../../tests/support/national-programme.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const outline = await readOutline(store.db, programme);
const site = createSite({ store, programme, outline, log: () => undefined });
const get = async (path: string, of = site) => {
  const answer = await of.request(path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const rate = "indicator=early-school-leaving-rate";
const attribute = (text: string) => text.replaceAll("&amp;", "&");

describe("a view says what it is of, and has its table", () => {
  test.for([
    ["/verkennen", "Voortijdig schoolverlaten, aandachtswijken, schooljaar 2007/2008", "10,8%"],
    [`/verkennen?${rate}&view=ranking`, "van hoog naar laag", "40 aandachtswijken met een getal."],
    [
      `/verkennen?${rate}&view=distribution`,
      "De middelste waarde (mediaan) is",
      "Aantal aandachtswijken",
    ],
    [
      `/verkennen?${rate}&view=scatter&with=early-school-leavers`,
      "Rechte lijn: ",
      "n = 40 aandachtswijken",
      "Dat zegt niet dat het een door het ander komt.",
    ],
    [`/verkennen?${rate}&view=scatter`, "Kies hierboven een tweede cijfer."],
    [
      `/verkennen?${rate}&view=scatter&with=early-school-leaving-rate`,
      "Dit is twee keer hetzelfde cijfer.",
    ],
    [`/verkennen?${rate}&view=series`, "door de tijd", "Met naam: de hoogste en de laagste"],
    [
      `/verkennen?${rate}&view=change`,
      "32 van de 40 aandachtswijken werden beter, 8 slechter.",
      "+2,9 procentpunt",
    ],
    [`/en/explore?${rate}&view=change`, "32 of 40 focus neighbourhoods got better, 8 worse."],
    [`/verkennen?${rate}&view=map`, "op de kaart", "In elke klasse zitten", "kw-map-legend"],
    [
      `/verkennen?${rate}&view=map&classes=given&cutoffs=6;+8,5`,
      "lager dan 6,0%",
      "8,5% of hoger",
      "De grenzen zijn gekozen door wie deze kaart maakte.",
    ],
    [
      `/verkennen?${rate}&view=map&classes=given&cutoffs=none`,
      "Bij “eigen grenzen” staat geen getal.",
    ],
    [
      `/verkennen?${rate}&view=change-map`,
      "Blauw: beter. Oranje: slechter.",
      "procentpunt tot",
      "Groningen, Korrewegwijk: −5,5 procentpunt (beter)",
    ],
    [
      `/en/explore?${rate}&view=change-map&classes=equal-interval`,
      "Blue: better. Orange: worse.",
      "Each class is equally wide.",
    ],
    [
      `/verkennen?${rate}&view=series&areas=AW36,nobody`,
      "Hier niet bekend: nobody.",
      "Om mee te vergelijken: Nederland.",
      "Van Utrecht als geheel is er geen cijfer om mee te vergelijken.",
    ],
    [
      `/verkennen?${rate}&view=scatter&with=early-school-leavers&size=nothing`,
      "Het cijfer voor de grootte van de stip (“nothing”) bestaat niet",
    ],
  ])("%s", async ([path, ...words]) => {
    const { status, text } = await get(path!);
    expect(status).toBe(200);
    for (const word of words) expect(text).toContain(word);
    expect(text.match(/<h1[ >]/g)).toHaveLength(1);
    expect(text).not.toMatch(
      /<script(?! type="module" src="\/assets\/)|\sstyle="|undefined|NaN|\[object|Infinity/,
    );
    expect(text.match(/ id="[^"]+"/g)?.length).toBe(new Set(text.match(/ id="[^"]+"/g)).size);
  });
});

test.for([
  ["/verkennen?indicator=nothing", "Er is geen cijfer dat “nothing” heet."],
  [`/verkennen?${rate}&period=1850`, "zijn er geen cijfers over “1850”. Wel over:"],
  [`/verkennen?${rate}&kind=postcode`, "geen cijfers voor dit soort gebied. Wel voor:"],
  [`/verkennen?${rate}&view=scatter&with=nothing-at-all`, "Het tweede cijfer bestaat niet"],
  [`/verkennen?${rate}&view=change&from=1999`, "Kies hierboven twee verschillende periodes."],
  [`/verkennen?${rate}&view=change-map&from=1999`, "Kies hierboven twee verschillende periodes."],
  [`/en/explore?${rate}&view=nonsense`, "“nonsense” is no way to look here."],
  [`/verkennen?${rate}&view=map&classes=x`, "“x” is hier geen manier om klassen te maken."],
  [`/verkennen?${rate}&release=gone-r1`, "leveringen die hier niet (meer) zijn: gone-r1."],
  [`/verkennen.csv?${rate}&view=pie`, "“pie” is hier geen manier om te kijken."],
  [`/verkennen.png?indicator=nothing`, "Er is geen cijfer dat “nothing” heet."],
  ["/en/explore?indicator=%3Cb%3E", "There is no figure called “&lt;b&gt;”"],
  [`/verkennen?${rate}&period=${"9".repeat(400)}`, "Wel over:"],
])("%s: not here, and where to go", async ([path, words]) => {
  const { status, text } = await get(path!);
  expect(status).toBe(404);
  expect(text).toContain(words);
  const links = [...text.matchAll(/href="(\/(?:en\/explore|verkennen)\?[^"]*)"/g)];
  expect(links.length).toBeGreaterThan(0);
  // The other language is led to what was asked for, and says the same.
  const elsewhere = links.find(([, link]) => !/nothing-at-all|1999/.test(link!))!;
  expect((await get(attribute(elsewhere[1]!))).status).toBe(200);
});

test("a withheld figure and a bound are words in the table, and no number in the picture", async () => {
  const early = await get("/verkennen?indicator=vmbo-share-year3&order=value");
  expect(early.text).toContain("1 geheim, omdat de groep te klein is.");
  expect(early.text).toContain("geheim (te kleine groep)");
  const people = await get("/verkennen?indicator=people-in-problem-areas&kind=country");
  expect(people.text).toContain("alleen een grens");
});

/** A moment that nobody foresaw: rubbish in every part of an address, on every address of the explorer. */
const rubbish = [
  "",
  "%00",
  "%FF",
  "\u202e",
  "'; drop table x; --",
  "<script>",
  "../../etc",
  "-1",
  "1e999",
  "NaN",
  "x".repeat(9000),
];
const names = [
  "indicator",
  "period",
  "kind",
  "view",
  "with",
  "size",
  "from",
  "classes",
  "number",
  "cutoffs",
  "areas",
  "order",
  "page",
  "release",
  "peildatum",
  "add",
  "was",
];
const endings = ["", ".csv", ".xlsx", ".svg", ".png"];
const bases = ["view=scatter&with=early-school-leavers", "view=map", "view=series"];
test.for(names)("rubbish as %s is never a failure", async (name) => {
  for (const [at, one] of rubbish.entries()) {
    const asked = new URLSearchParams(`${rate}&${bases[at % bases.length]!}`);
    asked.set(name, one);
    const query = asked.toString().replace("%2500", "%00").replace("%25FF", "%FF");
    const file = `/en/explore${endings[at % endings.length]!}`;
    for (const path of ["/verkennen", file, "/insluiten/verkennen"]) {
      const { status, headers, text } = await get(`${path}?${query}`);
      const said = `${path}?${query}`.slice(0, 200);
      expect([200, 303, 400, 404], said).toContain(status);
      if (!headers.get("content-type")?.startsWith("text/html")) continue;
      expect(text, said).not.toContain("<script>");
      if (status >= 400) expect(text, said).toMatch(/<a [^>]*href="(\/|http)/);
    }
  }
});

describe("the form", () => {
  test.for([
    [
      `was=early-school-leaving-rate&${rate}&period=2007%2F2008&view=scatter&with=&size=`,
      `${rate}&period=2007%2F2008&view=scatter`,
    ],
    [
      "was=other&indicator=early-school-leavers&period=1999&kind=country&view=change&from=1998",
      "indicator=early-school-leavers&view=change",
    ],
    [
      `was=early-school-leaving-rate&${rate}&view=series&add=Bijlmer`,
      `${rate}&view=series&areas=AW`,
    ],
    [`was=early-school-leaving-rate&${rate}&view=series&add=Utrecht%2C+Ondiep`, "areas=AW"],
    [`was=early-school-leaving-rate&${rate}&view=series&add=xyzzy`, "add=xyzzy"],
    [
      `was=early-school-leaving-rate&${rate}&view=ranking&peildatum=2009-12-01`,
      "peildatum=2009-12-01",
    ],
  ])("%s leads to %s", async ([sent, expected]) => {
    const answer = await site.request(`/verkennen?${sent}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toContain(expected);
    expect(answer.headers.get("location")).not.toContain("was=");
  });

  test("areas that were ticked become one list, and are named in the picture", async () => {
    const first = await site.request(
      `/verkennen?was=early-school-leaving-rate&${rate}&view=series&add=Bijlmer`,
    );
    const one = /areas=([^&]+)/.exec(first.headers.get("location")!)![1]!;
    const second = await site.request(
      `/verkennen?was=early-school-leaving-rate&${rate}&view=series&areas=${one}&add=Kanaleneiland`,
    );
    const { text } = await get(second.headers.get("location")!);
    expect(text).toContain("Utrecht, Kanaleneiland");
    expect(text.match(/type="checkbox"[^>]*checked/g)).toHaveLength(2);
  });
});

test("the table is put in order by links, and keeps its order in the other pages", async () => {
  const { text } = await get(`/verkennen?${rate}&order=value`);
  const shares = [...text.matchAll(/<td class="kw-figure">([\d,]+)%<\/td>/g)].map(([, one]) =>
    Number(one!.replace(",", ".")),
  );
  expect(shares.length).toBe(40);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(text).toContain('aria-sort="ascending"');
});

describe("files", () => {
  test.for([
    "ranking",
    "map",
    "distribution",
    "scatter&with=early-school-leavers&size=early-school-participants",
    "series",
    "change",
    "change-map",
  ])("%s as CSV has the rows of the table", async (view) => {
    const page = await get(`/verkennen?${rate}&view=${view}`);
    const { status, headers, text } = await get(`/verkennen.csv?${rate}&view=${view}`);
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toMatch(/attachment; filename="[\w-]+\.csv"/);
    const table = page.text.slice(page.text.indexOf('id="tabel"'));
    const rows = table.match(/<tr>/g)!.length - 1;
    expect(text.trim().split("\n").length - 1).toBe(rows);
  });

  test("a map in a file has its legend, and no link in it or in a frame", async () => {
    for (const view of ["map", "change-map"]) {
      const page = await get(`/verkennen?${rate}&view=${view}`);
      expect(page.text).toMatch(/<a href="\/wijken\/[^"]*" aria-label="Utrecht, /);
      const svg = await get(`/verkennen.svg?${rate}&view=${view}`);
      expect(svg.text).toContain(">Schoolverlaters");
      expect(svg.text).toContain(" of hoger: 8");
      expect(svg.text).not.toContain("<a ");
      const frame = await get(`/insluiten/verkennen?${rate}&view=${view}`);
      expect(frame.text).toContain("kw-map-legend");
      expect(frame.text.match(/<a /g)).toHaveLength(1);
      const png = await site.request(`/verkennen.png?${rate}&view=${view}`);
      expect(png.headers.get("content-type")).toBe("image/png");
    }
  });

  test("the size of a dot has a column of its own", async () => {
    const { text } = await get(
      `/verkennen.csv?${rate}&view=scatter&with=early-school-leavers&size=early-school-participants`,
    );
    expect(text.split("\n")[0]).toContain(",size,size_state,");
  });

  test("XLSX, SVG and PNG are what they say", async () => {
    const xlsx = await site.request(`/verkennen.xlsx?${rate}`);
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(
      new Uint8Array([0x50, 0x4b]),
    );
    const svg = await get(`/verkennen.svg?${rate}&view=change`);
    expect(svg.headers.get("content-type")).toContain("image/svg+xml");
    expect(svg.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg.text).toContain("Bron: ");
    const png = await site.request(`/verkennen.png?${rate}&view=change`);
    const bytes = Buffer.from(await png.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(bytes.readUInt32BE(16)).toBe(1440);
    expect(bytes.readUInt32BE(20)).toBeLessThan(3000);
  });

  test.for([
    `/verkennen.png?${rate}&view=scatter`,
    `/verkennen.csv?${rate}&view=scatter`,
    "/verkennen.csv?indicator=nothing",
  ])("%s is not there", async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe("elsewhere", () => {
  test("only the page for frames may be framed, and it has source and way back", async () => {
    const framed = await get(`/insluiten/verkennen?${rate}&view=change`);
    expect(framed.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(framed.text).toContain("Bron: ");
    expect(attribute(framed.text)).toContain(`/verkennen?${rate}`);
    expect(framed.text).not.toMatch(/<script(?! type="module" src="\/assets\/)|\sstyle="/);
    for (const path of [`/verkennen?${rate}`, "/", "/insluiten", "/verkennen/insluiten/"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    }
    expect((await get("/en/embed/explore?indicator=nothing")).status).toBe(404);
  });

  test("the permanent link names releases and a day, and gives the same picture", async () => {
    const page = await get(`/verkennen?${rate}&view=change`);
    const link = attribute(/href="([^"]+)">Vaste link/.exec(page.text)![1]!);
    expect(link).toMatch(/release=early-school-leaving-r1/);
    expect(link).toMatch(/peildatum=\d{4}-\d\d-\d\d/);
    const again = await get(link);
    expect(again.status).toBe(200);
    const picture = (text: string) => /<svg[^>]*kw-slope[\s\S]*?<\/svg>/.exec(text)![0];
    expect(picture(again.text)).toBe(picture(page.text));
    const gone = await get(
      `/verkennen?${rate}&release=early-school-leaving-r1,early-school-leaving-r99`,
    );
    expect(gone.text).toContain("early-school-leaving-r99. Het beeld is dus niet meer hetzelfde.");
  });

  test("the large map leads here and back", async () => {
    const { text } = await get(`/kaart?${rate}&classes=natural&number=4`);
    const here = attribute(/href="(\/verkennen\?[^"]+)"/.exec(text)![1]!);
    expect(here).toContain("view=map&classes=natural&number=4");
    const page = await get(here);
    const back = attribute(/href="(\/kaart\?[^"]+)"/.exec(page.text)![1]!);
    expect(back).toContain("classes=natural&number=4");
    expect((await get(back)).status).toBe(200);
  });

  test("the page of an indicator leads here", async () => {
    const { text } = await get("/indicatoren/early-school-leaving-rate");
    expect(text).toContain(`href="/verkennen?${rate}"`);
  });
});

if (!isNationalDataThere)
  console.log("The explorer at national size is not tested: ../shared/data is absent.");

describe.skipIf(!isNationalDataThere)("at national size", async () => {
  if (!isNationalDataThere) return;
  const nation = await nationalStore();
  const large = createSite({
    store: nation,
    programme: nationalProgramme,
    outline: null,
    log: () => undefined,
  });
  const score = "indicator=liveability&kind=neighbourhood";
  await get(`/verkennen?${score}`, large); // reads the areas once

  test.for([
    ["ranking", "12.147 buurten met een getal."],
    ["ranking", '<a class="utrecht-link utrecht-link--html-a" href="/gebied/BU'],
    ["ranking", "buurten (12.147)"],
    ["distribution", "Ver van de rest (uitschieters): "],
    ["scatter&with=liveability-housing&size=liveability-amenities", "n = 12.147 buurten"],
    ["series", "Er is maar één periode: 2024."],
    ["map&classes=natural", "Oranje is lager dan 0, blauw is hoger."],
    ["change-map", "Er is maar één periode: 2024."],
    ["change", "Er is maar één periode: 2024."],
  ])("%s of 12,147 areas", async ([view, words]) => {
    const { status, text } = await get(`/verkennen?${score}&view=${view}`, large);
    expect(status).toBe(200);
    expect(text).toContain(words);
    expect(text.length).toBeLessThan(view!.startsWith("map") ? 900_000 : 400_000);
  });

  test("the table has pages, and the file has all rows", async () => {
    const second = await get(`/verkennen?${score}&page=2`, large);
    expect(second.text).toContain("Bladzijde 2 van 243 (12.147 regels)");
    expect((await get(`/verkennen?${score}&page=999999`, large)).text).toContain(
      "Bladzijde 243 van 243",
    );
    const { text } = await get(`/verkennen.csv?${score}`, large);
    expect(text.trim().split("\n")).toHaveLength(12_148);
  });
});
