import type { About } from "./types.ts";

/** The newest day on which one of the releases was published; null without releases. */
export const publishedOf = ({ releases }: Pick<About, "releases">): string | null =>
  releases
    .map(({ origin }) => origin.published)
    .sort()
    .at(-1) ?? null;

const distinct = (texts: readonly string[]) => [...new Set(texts)];

/** What an export says of itself, as short pairs: for a sheet, for key-value metadata. */
export function aboutPairs(about: About): readonly (readonly [string, string])[] {
  const { releases, indicators, definition } = about;
  return [
    ["title_nl", about.title.nl],
    ["title_en", about.title.en],
    ["release", releases.map(({ id }) => id).join(" ")],
    ["publisher", distinct(releases.map(({ origin }) => origin.publisher)).join("; ")],
    ["licence_nl", distinct(releases.map(({ origin }) => origin.licence.nl)).join("; ")],
    ["licence_en", distinct(releases.map(({ origin }) => origin.licence.en)).join("; ")],
    ["published", publishedOf(about) ?? ""],
    ["as_of", about.asOf ?? ""],
    ["definition", indicators.map(({ id }) => definition(id)).join(" ")],
  ];
}

/** What an export says of itself, whole: the head of JSON, the extension of JSON-stat, the notes of CSVW. */
export function aboutDocument(about: About) {
  const { releases, indicators, definition } = about;
  return {
    title: about.title,
    published: publishedOf(about),
    asOf: about.asOf,
    releases: releases.map(({ id, source, title, origin, file, checksum }) => ({
      id,
      source,
      title,
      publisher: origin.publisher,
      document: origin.document,
      part: origin.part,
      licence: origin.licence,
      published: origin.published,
      file,
      sha256: checksum,
    })),
    indicators: indicators.map((indicator) => ({
      id: indicator.id,
      name: indicator.name,
      unit: indicator.unit,
      definition: indicator.definition,
      address: definition(indicator.id),
    })),
  };
}
