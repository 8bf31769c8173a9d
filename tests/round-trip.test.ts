import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Figure, readCatalogue, readFigures, readReleaseFigures } from "#indicators";
import { id } from "#kernel";
import { temporaryFolder } from "./support/data-folder.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { changedExampleStore } from "./support/test-store.ts";

// One cell is emptied, and one is printed as less than ten: so every reason and bound is there.
const store = await changedExampleStore("figures/secondary-level-year3.csv", (text) =>
  text.replace("Nederland,,56,44", "Nederland,,,<= 44"),
);
const folder = await temporaryFolder();
const programme = id<"programme">("wijkenaanpak");

const head = (source: string) => `source: ${source}
title: { nl: x, en: x }
origin: { publisher: x, document: x, part: { nl: x, en: x }, licence: { nl: x, en: x }, published: 2026-01-01 }
`;
const counted = "decimals: decimals, numerator: numerator, denominator: denominator";
const byColumns = (more = "", state = "state", status = "status") => `areas: { code: area }
period: { column: period }
status: { column: ${status} }
${more}figures:
  - { indicator: { column: indicator }, value: value, state: ${state}, ${counted}, printed: printed }
`;

/** How each format is read by the names of its own columns. */
const mappings = {
  csv: byColumns(),
  // A sheet shows shares as percentages.
  xlsx: byColumns('file: { sheet: "Cijfers (Figures)" }\nunit: percent\n'),
  parquet: byColumns(),
  "json-stat.json": byColumns("", "status"),
  "sdmx.csv": `areas: { code: REF_AREA }
period: { column: TIME_PERIOD }
status: { column: FIGURE_STATUS }
figures:
  - indicator: { column: INDICATOR }
    value: OBS_VALUE
    state: OBS_BOUND
    decimals: DECIMALS
    numerator: NUMERATOR
    denominator: DENOMINATOR
    printed: PRINTED
`,
} as const;

/** All that a figure says, but for where it stands in a file. */
const told = (figures: readonly Figure[]) =>
  figures
    .map(({ indicator, area, period, reading, counts, printed, status }) => ({
      key: `${indicator} ${area} ${period.id}`,
      reading,
      counts,
      printed,
      status,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

const all: Figure[] = [];
for (const { id: indicator } of await readCatalogue(store.db, programme))
  all.push(...(await readFigures(store, programme, indicator)));
const original = told(all);

/** The figures of an export that is read again by a mapping. */
async function again(ending: string, mapping: string): Promise<ReturnType<typeof told>> {
  const source = `from-${ending.replaceAll(".", "-")}`;
  const file = join(folder, `${source}.${ending}`);
  const run = async (code: number, ...args: readonly string[]) =>
    expect(await runOnStore(store, ...args)).toMatchObject({ code, said: "" });
  // As of a day before the others of this test came.
  await run(0, "export", "indicators", "--as-of", "2010-01-01", "--out", file);
  await writeFile(`${file}.yaml`, head(source) + mapping);
  // What the source prints wrong is found again.
  await run(1, "import", file, "--mapping", `${file}.yaml`);
  return told(await readReleaseFigures(store, programme, id<"release">(`${source}-r1`)));
}

test("there are gaps of each reason, bounds, counts, printed figures and decimals to come back", () => {
  const states = original.map(({ reading }) =>
    reading.kind === "gap" ? reading.why : reading.kind,
  );
  expect([...new Set(states)].sort()).toEqual(["bound", "not-available", "suppressed", "value"]);
  expect(original.some(({ counts }) => counts !== null)).toBe(true);
  expect(original.some(({ printed }) => printed !== null)).toBe(true);
  expect(original.some(({ status }) => status !== "final")).toBe(true);
});

test.for(Object.entries(mappings))(
  "what is exported as %s comes back as it was, figure by figure",
  async ([ending, mapping]) => {
    expect(await again(ending, mapping)).toEqual(original);
  },
);
