import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Figure, readFigures, readReleaseFigures, readReleases } from "#indicators";
import { id } from "#kernel";
import { temporaryFolder } from "./support/data-folder.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { exampleStore } from "./support/test-store.ts";

const store = await exampleStore();
const folder = await temporaryFolder();
const programme = id<"programme">("wijkenaanpak");
const indicators = ["early-school-leavers", "havo-vwo-share-year3", "production-new-build-rent"];

const origin =
  "origin: { publisher: x, document: x, part: { nl: x, en: x }, licence: { nl: x, en: x }, published: 2026-01-01 }";
/** What our CSV, XLSX and Parquet are read by: a reason for a gap stands in a column of its own. */
const byState = (source: string, file = "") => `source: ${source}
title: { nl: x, en: x }
${origin}
${file}areas: { code: area }
period: { column: period }
figures:
  - { where: { state: value }, indicator: { column: indicator }, value: value }
  - { where: { state: suppressed }, indicator: { column: indicator }, gap: suppressed }
  - { where: { state: not-available }, indicator: { column: indicator }, gap: not-available }
`;

const shown = (figures: readonly Omit<Figure, "release">[]) =>
  figures
    .map(({ indicator, area, period, reading }) =>
      [
        indicator,
        area,
        period.id,
        reading.kind === "value"
          ? reading.value
          : reading.kind === "gap"
            ? reading.why
            : reading.op,
      ].join(" "),
    )
    .sort();

const original = shown(
  (
    await Promise.all(indicators.map((one) => readFigures(store, programme, id<"indicator">(one))))
  ).flat(),
);

test.for([
  ["csv", byState("from-csv")],
  // A sheet shows shares as percentages.
  ["xlsx", byState("from-xlsx", 'file: { sheet: "Cijfers (Figures)" }\nunit: percent\n')],
  ["parquet", byState("from-parquet")],
  [
    "json-stat.json",
    `source: from-json-stat
title: { nl: x, en: x }
${origin}
areas: { code: area }
period: { column: period }
missing: { suppressed: suppressed, not-available: not-available, "suppressed provisional": suppressed }
figures:
  - { indicator: { column: indicator }, value: value }
`,
  ],
  [
    "sdmx.csv",
    `source: from-sdmx
title: { nl: x, en: x }
${origin}
areas: { code: REF_AREA }
period: { column: TIME_PERIOD }
figures:
  - { indicator: { column: INDICATOR }, value: OBS_VALUE }
`,
  ],
] as const)("what is exported as %s comes back as it was", async ([ending, given]) => {
  const file = join(folder, `figures.${ending}`);
  const run = async (...args: readonly string[]) => {
    const { code, said } = await runOnStore(store, ...args);
    expect([code, said]).toEqual([0, ""]);
  };
  await run("export", "indicators", "--indicator", indicators.join(","), "--out", file);
  const mapping = `${file}.yaml`;
  await writeFile(mapping, given);
  await run("import", file, "--mapping", mapping);
  const [newest] = (await readReleases(store.db, programme)).toSorted((a, b) =>
    a.importedAt < b.importedAt ? 1 : -1,
  );
  expect(shown(await readReleaseFigures(store, programme, newest!.id))).toEqual(original);
});
