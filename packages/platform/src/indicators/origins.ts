import type { Release } from "./types.ts";

/** What is told of several releases together: what is the same for all stands once. */
export function originOfAll(releases: readonly Pick<Release, "source" | "file" | "origin">[]) {
  const all = (cells: readonly string[]) => [...new Set(cells)].join("; ");
  return {
    source: all(releases.map(({ source }) => source)),
    file: all(releases.map(({ file }) => file)),
    publisher: all(releases.map(({ origin }) => origin.publisher)),
    licence: all(releases.map(({ origin }) => origin.licence.en)),
    published: all(releases.map(({ origin }) => origin.published)),
  };
}
