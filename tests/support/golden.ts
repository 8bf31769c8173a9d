import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { readCsv } from "../../packages/platform/src/intake/csv.ts";

/** Reference results stand beside the repository, in `shared/golden`; tests that read them are skipped where it is absent. */
const folder = fileURLToPath(new URL("../../../shared/golden/", import.meta.url));

/** Whether reference results are here; says so once when they are not. */
export const hasGolden = existsSync(folder);
if (!hasGolden) console.log(`Reference results are not here (${folder}): those tests are skipped.`);

/** A test that reads reference results. */
export const goldenTest = test.skipIf(!hasGolden);

/** Where a file of the reference results is, to give it to a command: `data/mpdta.csv`. */
export const goldenPath = (name: string): string => folder + name;

/** A file of reference results, by name: `e4_intervals_multipletesting.json`. Empty where the folder is absent. */
export function golden<Shape>(name: string): Shape {
  return hasGolden ? JSON.parse(readFileSync(folder + name, "utf8")) : ({} as Shape);
}

/** A data file of the reference results, as rows of text by column: `data/mpdta.csv`. */
export function goldenRows(name: string): readonly Readonly<Record<string, string>>[] {
  if (!hasGolden) return [];
  const table = readCsv({ name, bytes: readFileSync(folder + name) });
  return table.rows.map(({ cells }) => cells);
}

/** Whether two numbers are the same up to `tolerance` of their size (and 1e-12 around 0). */
export function isNear(value: number, expected: number, tolerance = 1e-9): boolean {
  return Math.abs(value - expected) <= tolerance * Math.abs(expected) + 1e-12;
}
