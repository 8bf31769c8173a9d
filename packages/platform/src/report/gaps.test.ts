import { expect, test } from "vitest";
import { id, type Language } from "#kernel";
import { changedExampleStore } from "../../../../tests/support/test-store.ts";
import { buildReport, gatherMaterial, renderReport } from "./index.ts";

const store = await changedExampleStore("figures/early-school-leaving.csv", (text) =>
  text
    .replace("Stationsbuurt,859,81,9.4,", "Stationsbuurt,859,,9.4,")
    .replace("Doornakkers,394,32,8.1,", "Doornakkers,394,< 10,8.1,"),
);
const material = await gatherMaterial(store, id<"programme">("wijkenaanpak"));
const read = async (language: Language) =>
  String(await renderReport(buildReport(material, 2009, language), "html"))
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:])/g, "$1");

test.for([
  [
    "nl",
    "daalde in de 38 van de 40 wijken waarvan beide cijfers bekend zijn met 11,1%, van 4.815 naar 4.281.",
    "Dat is in schooljaar 2005/2006 geteld over 38 van de 40 wijken",
    "De onderste regel telt in schooljaar 2005/2006 38 van de 40 wijken",
    "De verandering op de onderste regel gaat over de 38 van de 40 wijken waarvan beide aantallen bekend zijn.",
  ],
  [
    "en",
    "fell in the 38 of the 40 neighbourhoods for which both figures are known by 11.1%, from 4,815 to 4,281.",
    "counted in the school year 2005/2006 over 38 of the 40 neighbourhoods",
    "The change in the last row is of the 38 of the 40 neighbourhoods for which both numbers are known.",
  ],
] as const)(
  "a report in %s compares the same neighbourhoods, and says how many",
  async ([language, ...told]) => {
    const text = await read(language);
    for (const words of told) expect(text).toContain(words);
    expect(text).not.toMatch(/9[.,]2%, van|11[.,]3%/);
  },
);
