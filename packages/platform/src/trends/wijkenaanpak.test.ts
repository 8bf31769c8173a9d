import { expect, test } from "vitest";
import { fullName, readAreaBook } from "#areas";
import { edition, filesAsOf, readCatalogue } from "#indicators";
import { id } from "#kernel";
import { readFunds, readProjects, tranchesOf } from "#money";
import { readProgramme } from "#programme";
import { readMonitor } from "#trends";
import { exampleStore } from "../../../../tests/support/test-store.ts";

// What the figures of October 2009 say, worked out from the counts of annexes 2 and 4 of document 2009D51299.

const store = await exampleStore();
const wijkenaanpak = id<"programme">("wijkenaanpak");
const programme = await readProgramme(store.db, wijkenaanpak);
const book = await readAreaBook(store.db, wijkenaanpak);
const catalogue = await readCatalogue(store.db, wijkenaanpak);
const moment = {
  edition: await edition(store.db, wijkenaanpak),
  chain: await filesAsOf(store.db, wijkenaanpak, { asOf: null }),
  catalogue,
};
const monitor = (name: string) =>
  readMonitor(
    store,
    programme,
    book,
    catalogue.find((indicator) => indicator.id === name)!,
    moment,
  );

test("the forty had 59,438 participants and 4,928 early leavers, and then 58,026 and 4,373", async () => {
  const { totals } = await monitor("early-school-leaving-rate");
  expect(totals.map(({ counts, period }) => [period.id, counts])).toEqual([
    ["2005/2006", { numerator: 4928, denominator: 59438 }],
    ["2007/2008", { numerator: 4373, denominator: 58026 }],
  ]);
  expect(totals.map(({ value }) => (value * 100).toFixed(2))).toEqual(["8.29", "7.54"]);
});

test("early leaving fell by 11.3 %", async () => {
  const { totalChange } = await monitor("early-school-leavers");
  expect(((totalChange?.relative ?? 0) * 100).toFixed(1)).toBe("-11.3");
  expect(totalChange?.improved).toBe(true);
});

test("Kanaleneiland rose most and Korrewegwijk fell most", async () => {
  const { mostRisen, mostFallen } = await monitor("early-school-leavers");
  const told = [...mostRisen, ...mostFallen].map(
    ({ area, change }) => `${fullName(area, book)} ${((change?.relative ?? 0) * 100).toFixed(1)}`,
  );
  expect(told).toEqual(["Utrecht, Kanaleneiland 42.3", "Groningen, Korrewegwijk -48.6"]);
});

test("34 of 40 have fewer early leavers", async () => {
  expect((await monitor("early-school-leavers")).improved).toEqual({
    count: 34,
    of: 40,
    unclear: 0,
  });
});

test("the forty worked out from counts agree with what the source prints for them", async () => {
  const { totals, printedGrouping, country } = await monitor("early-school-leaving-rate");
  expect(printedGrouping?.latest?.reading).toEqual({ kind: "value", value: 0.075, decimals: 1 });
  expect(totals.at(-1)?.value.toFixed(3)).toBe("0.075");
  expect(country?.latest?.reading).toEqual({ kind: "value", value: 0.037, decimals: 1 });
});

test("the share in havo or vwo has gaps to municipality and country, and no total: it has no counts", async () => {
  const { focus, totals, printedGrouping } = await monitor("havo-vwo-share-year3");
  const noord = focus.find(({ area }) => area.slug === "amsterdam-noord");
  expect(noord?.gapToMunicipality?.points.map(({ gap }) => gap.toFixed(2))).toEqual([
    "-0.18",
    "-0.23",
    "-0.18",
  ]);
  expect(noord?.gapToCountry?.points.map(({ gap }) => gap.toFixed(2))).toEqual([
    "-0.22",
    "-0.26",
    "-0.20",
  ]);
  // From 22 to 20 points between whole percents: four figures, each exact to half a point.
  expect(noord?.gapToCountry).toMatchObject({ closing: null, withinRounding: true });
  expect(totals).toEqual([]);
  expect(printedGrouping?.gapToCountry?.points.map(({ gap }) => gap.toFixed(2))).toEqual([
    "-0.18",
    "-0.17",
    "-0.17",
  ]);
});

test("10 % and 4 % in 2008 are whole percents: nothing follows from 10.2 % and 4.4 % in 2009", async () => {
  const { printedGrouping } = await monitor("non-working-job-seekers");
  expect(printedGrouping?.points.map(({ reading }) => reading)).toEqual([
    { kind: "value", value: 0.1, decimals: 0 },
    { kind: "value", value: 0.102, decimals: 1 },
  ]);
  expect(printedGrouping?.change).toMatchObject({ withinRounding: true, improved: null });
  expect(printedGrouping?.gapToCountry).toMatchObject({ withinRounding: true, closing: null });
});

test("Doornakkers has no share in havo or vwo for 2006, and takes no part in what changed since 2006", async () => {
  const { focus, improved, span } = await monitor("havo-vwo-share-year3");
  expect([span?.from.id, span?.to.id]).toEqual(["2006-10", "2008-10"]);
  const doornakkers = focus.find(({ area }) => area.slug === "eindhoven-doornakkers");
  expect(doornakkers?.change).toMatchObject({ from: { id: "2007-10" }, improved: true });
  expect(improved).toEqual({ count: 20, of: 33, unclear: 6 });
});

test("a fund or a result says no more than the source: no years or places of its own", async () => {
  const funds = await readFunds(store.db, wijkenaanpak);
  const fund = funds.find(({ id: one }) => one === "budget-40-plus-wijken");
  expect(fund?.note?.en).toContain("The source names no year");
  expect(fund?.budgets.map(({ period }) => period.id)).toEqual(["2009"]);
  const everywhere = programme.outputs
    .filter(({ areas }) => areas.length === 0)
    .map((one) => one.id);
  expect(everywhere).toEqual([
    "wijkagenten",
    "cruyff-courts",
    "cruyff-courts-in-aanbouw",
    "krajicek-playgrounds",
    "krajicek-playgrounds-gepland",
  ]);
});

test("redevelopment tranche 1 is 28 projects, € 3,601,249 of € 8,000,000", async () => {
  const [tranche] = tranchesOf(await readProjects(store.db, wijkenaanpak));
  expect([tranche?.projects.length, tranche?.granted]).toEqual([28, 360124900]);
  const fund = (await readFunds(store.db, wijkenaanpak)).find((one) => one.id === tranche?.fund);
  expect(fund?.budgets.map(({ amount }) => amount)).toEqual([800000000]);
});
