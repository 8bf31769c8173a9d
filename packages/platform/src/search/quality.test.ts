import { expect, test } from "vitest";
import { exampleSearch } from "../../../../tests/support/example-search.ts";
import {
  isNationalDataThere,
  nationalStore,
} from "../../../../tests/support/national-programme.ts";
import { searchCases } from "../../../../tests/support/search-questions.ts";
import type { Search } from "./index.ts";

/** In how many of the questions the expected comes first, or among the first five. */
async function recall(search: Search, of: string) {
  let [first, five] = [0, 0];
  const missed: string[] = [];
  for (const { typed, expected, language } of searchCases) {
    const { hits } = await search.find({ language, text: typed, limit: 5, typing: "done" });
    const place = hits.findIndex(({ title }) => title === expected);
    if (place === 0) first++;
    if (place >= 0) five++;
    if (place !== 0) missed.push(`${typed}: ${expected} at ${place}, first ${hits[0]?.title}`);
  }
  const share = (count: number) => count / searchCases.length;
  const told = `recall@1 ${share(first).toFixed(3)}, recall@5 ${share(five).toFixed(3)}`;
  console.info(`${of}, ${searchCases.length} questions: ${told}\n${missed.join("\n")}`);
  return { first: share(first), five: share(five) };
}

/** Milliseconds of the processor under which 95 of 100 answers are while somebody types: each begin, and the whole. */
async function slowestOf95(search: Search): Promise<number> {
  const taken: number[] = [];
  for (const { typed, language } of searchCases)
    for (const length of [2, 3, 4, typed.length]) {
      const before = process.cpuUsage();
      const text = typed.slice(0, length);
      await search.find({ language, text, limit: 8, typing: "going-on" });
      const { user, system } = process.cpuUsage(before);
      taken.push((user + system) / 1000);
    }
  const slowest = taken.sort((a, b) => a - b)[Math.floor(0.95 * taken.length)]!;
  console.info(`${taken.length} questions while typing: 95 of 100 under ${slowest.toFixed(1)} ms`);
  return slowest;
}

test("what people look for comes first", async () => {
  const { first, five } = await recall(await exampleSearch(), "the worked example");
  expect(searchCases.length).toBeGreaterThanOrEqual(80);
  expect(first).toBeGreaterThanOrEqual(0.95);
  expect(five).toBeGreaterThanOrEqual(0.97);
});

test.skipIf(!isNationalDataThere)(
  "and among 12,000 other neighbourhoods too (skipped without ../shared/data)",
  { timeout: 180_000 },
  async () => {
    const search = await exampleSearch(await nationalStore());
    const { first, five } = await recall(search, "a country");
    expect(first).toBeGreaterThanOrEqual(0.9);
    expect(five).toBeGreaterThanOrEqual(0.97);
    expect(await slowestOf95(search)).toBeLessThan(15);
  },
);
