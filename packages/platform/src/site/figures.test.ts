import { describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { id } from "#kernel";
import type { Store } from "#store";
import { changedExampleStore, exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");

async function siteOf(store: Store) {
  const outline = await readOutline(store.db, programme);
  const site = createSite({ store, programme, outline, log: () => undefined });
  const raw = async (path: string) => (await site.request(path)).text();
  /** What a reader reads: a row of a table on a line, cells apart. */
  const read = async (path: string) =>
    (await raw(path))
      .replace(/<svg[\s\S]*?<\/svg>/g, "")
      .replace(/<\/(tr|p|li|h[1-6]|caption)>/g, "\n")
      .replace(/<\/(td|th)>/g, " | ")
      .replace(/<[^>]+>/g, "")
      .replace(/[^\S\n]+/g, " ");
  return { raw, read };
}

const { raw, read } = await siteOf(await exampleStore());

describe("figures are told as exactly as their source gives them", () => {
  test("10% and 10,2% stay as they are, and nothing is concluded from them", async () => {
    const page = await read("/indicatoren/non-working-job-seekers");
    expect(page).toContain("| 10,2% | 10% | niet duidelijk |");
    expect(page).toContain("| 4,4% | 4% | niet duidelijk |");
    expect(page).not.toMatch(/10,0%|4,0%|\+0,2/);
    expect(await read("/")).toContain(
      "Verschil: +5,8 procentpunt; het verschil verandert niet duidelijk.",
    );
  });

  test("a gap that moved by a point between whole percents is not called wider or smaller", async () => {
    expect(await read("/wijken/amsterdam-noord")).toMatch(
      /havo of vwo[^|]*\n[\s\S]*?−20 procentpunt ?verandert niet duidelijk/,
    );
  });

  test("a relative change has no more digits than its ends carry", async () => {
    const page = await read("/indicatoren/havo-vwo-share-year3");
    expect(page).toContain("Naar verhouding het sterkst gedaald: Den Haag, Transvaal (−39%).");
    // Hatert went from 14 to 29 % and Velve-Lindenhof from 17 to 33 %: rounding leaves open which rose most.
    expect(page).not.toMatch(/sterkst gestegen|107,1%/);
  });

  test("a change over a shorter time says which, and is not counted with the others", async () => {
    const page = await read("/indicatoren/havo-vwo-share-year3");
    expect(page).toMatch(/Doornakkers \|.*\+7 \(oktober 2007 – oktober 2008\)/);
    expect(page).toContain(
      "20 van de 33 wijken gingen vooruit; bij 6 is dat door het afronden niet duidelijk.",
    );
    expect(page).toMatch(/Doornakkers \|.*wordt kleiner \(oktober 2007 – oktober 2008\)/);
    expect(await read("/wijken/eindhoven-doornakkers")).toContain(
      "wordt kleiner; oktober 2007 – oktober 2008",
    );
    expect(await read("/wijken")).toMatch(/Doornakkers \|.*\(oktober 2007 – oktober 2008\)/);
  });
});

describe("the neighbourhoods together", () => {
  test("are worked out in the table too, with what the source prints beside it", async () => {
    const page = await read("/indicatoren/early-school-leaving-rate");
    expect(page).toMatch(/\(berekend uit aantallen\) \| 7,54% \| 8,29% \| −0,8 \|/);
    expect(page).toMatch(/\(zoals de bron het geeft\) \| 7,5% \| geen cijfer \|/);
  });

  test("are in the file, marked as computed, with their counts", async () => {
    const rows = (await raw("/indicatoren/early-school-leaving-rate.csv"))
      .split("\r\n")
      .filter((row) => row.startsWith("early-school-leaving-rate,forty,"))
      .map((row) => row.split(","));
    expect(rows.map((row) => [row[4], Number(row[8]).toFixed(4), ...row.slice(9, 13)])).toEqual([
      ["2007/2008", "0.0750", "", "", "", "final"],
      ["2005/2006", "0.0829", "4928", "59438", "", "computed"],
      ["2007/2008", "0.0754", "4373", "58026", "", "computed"],
    ]);
    // Release, file and columns; then publisher, licence and day, as every row has them.
    expect(rows.slice(1).map((row) => [row[13], row[16], ...row.slice(20, 24)])).toEqual(
      [0, 1].map(() => [
        "early-school-leaving-r1",
        "sum(early-school-leavers) / sum(early-school-participants) [40 of 40]",
        "early-school-leaving",
        "CFI",
        "public parliamentary document",
        "2009-10-22",
      ]),
    );
  });

  test("are said to be the source's own where there are no counts", async () => {
    expect(await read("/over")).toMatch(
      /laten wij zien wat de bron zelf geeft: .*werkzoekenden zonder baan; langdurig in de bijstand/,
    );
    expect(await read("/indicatoren/long-term-social-assistance")).toContain(
      "Dit cijfer geeft de bron zelf.",
    );
    expect(await read("/indicatoren/early-school-leaving-rate")).toContain(
      "Berekend uit de aantallen per wijk.",
    );
  });

  test("change over those that are known in both periods only", async () => {
    const gaps = await siteOf(
      await changedExampleStore("figures/early-school-leaving.csv", (text) =>
        text
          .replace("Stationsbuurt,859,81,9.4,", "Stationsbuurt,859,,9.4,")
          .replace("Doornakkers,394,32,8.1,", "Doornakkers,394,< 10,8.1,")
          .replace("De Hoogte,142,13,9.2,137,7,", "De Hoogte,142,13,9.2,137,x,"),
      ),
    );
    const page = await gaps.read("/indicatoren/early-school-leavers");
    expect(page).toContain("Berekend uit de aantallen van 39 van de 40 wijken.");
    // Known in both: 4,928 − 81 − 32 − 13 = 4,802 and 4,373 − 63 − 29 − 7 = 4,274, which is −11.0 %. The two totals
    // as they stand, 4,815 of 38 and 4,366 of 39, would make it −9.3 %.
    expect(page).toContain("4.815, over 38 van de 40 wijken.");
    expect(page).toContain("4.366, over 39 van de 40 wijken.");
    expect(page).toContain(
      "Verandering van de wijken samen: −11,0%, over de 37 van de 40 wijken waarvan beide cijfers bekend zijn.",
    );
    expect(page).toMatch(
      /\| 4\.366 \(39 van 40 wijken\) \| 4\.815 \(38 van 40 wijken\) \| −11,0% \(37 van 40 wijken\)/,
    );
  });
});
