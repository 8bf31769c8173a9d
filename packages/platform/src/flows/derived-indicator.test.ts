import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCatalogue, readFigures } from "#indicators";
import { id } from "#kernel";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { importProgramme } from "./index.ts";

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
  const found = (await readCatalogue(store.db, programme)).find((one) => one.id === "staying-rate");
  expect(found?.formula?.written).toContain("early-school-leavers");
});
