import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { everyFigure, openFigures } from "#exports";
import { importProgramme } from "#flows";
import { readCatalogue, readFigures, readMap, readProfile } from "#indicators";
import { id } from "#kernel";
import { exampleFolder, testStore } from "./support/test-store.ts";

const programme = id<"programme">("wijkenaanpak");

const staying = `
- id: staying-rate
  name: { nl: Leerlingen die blijven, en: Pupils who stay }
  short: { nl: Blijven, en: Stay }
  definition: { nl: Het deel van de leerlingen dat op school blijft., en: The share of pupils who stay at school. }
  unit: share
  counts: { nl: leerlingen, en: pupils }
  better: higher
  theme: onderwijs
  source: { nl: CFI, en: CFI }
  formula: (early-school-participants - early-school-leavers) / early-school-participants
  suppression: { minimumCount: 20 }
`;

test("an indicator that follows from others has figures wherever they do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-derived-"));
  await cp(exampleFolder, folder, { recursive: true });
  const file = join(folder, "indicators.yaml");
  await writeFile(file, (await readFile(file, "utf8")) + staying);
  const store = await testStore();
  await importProgramme(store, folder, { dryRun: false });

  const read = (name: string) => readFigures(store, programme, id<"indicator">(name));
  const [rates, stay] = [await read("early-school-leaving-rate"), await read("staying-rate")];
  const keyOf = ({ area, period }: (typeof stay)[number]) => `${area} ${period.id}`;
  const rateOf = new Map(rates.map((figure) => [keyOf(figure), figure]));
  let known = 0;
  for (const figure of stay) {
    const rate = rateOf.get(keyOf(figure));
    if (rate?.reading.kind !== "value" || rate.counts === null) continue;
    if (rate.counts.numerator < 20) {
      expect(figure.reading).toEqual({ kind: "gap", why: "suppressed" });
      continue;
    }
    known++;
    expect(figure.reading).toMatchObject({ value: expect.closeTo(1 - rate.reading.value, 12) });
    expect(figure.columns).toMatch(/\[early-school-participants: early-school-leaving-r1:\d+, /);
  }
  expect(known).toBeGreaterThan(60);
  const period = "2007/2008";
  const map = await readMap(store, {
    programme,
    indicator: id<"indicator">("staying-rate"),
    period,
    asOf: null,
  });
  const mapped = new Map(map.areas.map((area, at) => [area, map.values[at]]));
  for (const { area, reading, period: own } of stay)
    if (own.id === period)
      expect(mapped.get(area)).toBe(reading.kind === "value" ? reading.value : null);
  const area = stay[0]!.area;
  const profile = await readProfile(store, { programme, area, asOf: null });
  const inProfile = profile.indicators.flatMap((one, at) =>
    one === "staying-rate" ? [`${profile.periods[at]} ${profile.values[at]}`] : [],
  );
  expect(inProfile.sort()).toEqual(
    stay
      .filter((figure) => figure.area === area)
      .map(
        ({ period: own, reading }) => `${own.id} ${reading.kind === "gap" ? null : reading.value}`,
      )
      .sort(),
  );
  const table = await openFigures(store, programme, {
    ...everyFigure,
    indicators: [id<"indicator">("staying-rate")],
    address: "",
    language: "nl",
  });
  expect(table.figures.count).toBe(stay.length);
  const exported: unknown[] = [];
  for await (const rows of table.figures.batches(["value", "columns"])) exported.push(...rows);
  expect(exported).toHaveLength(stay.length);
  const found = (await readCatalogue(store.db, programme)).find((one) => one.id === "staying-rate");
  expect(found?.formula?.written).toContain("early-school-leavers");
});
