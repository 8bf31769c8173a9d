import { type AreaBook, fullName, readAreaBook } from "#areas";
import {
  coverOriginals,
  type FigureFilter,
  type Indicator,
  openFigureExport,
  type Release,
  readCatalogue,
  readReleases,
} from "#indicators";
import {
  type IndicatorId,
  type Language,
  type ProgrammeId,
  Refusal,
  type Text,
  untranslated,
} from "#kernel";
import { readProgramme } from "#programme";
import type { Store } from "#store";
import type { FigureTable } from "./formats.ts";

/** Which figures are wanted, and how they are told of. */
export interface FigureOrder extends FigureFilter {
  /** Where the site is: `https://cijfers.example.nl`; empty: addresses from the site's root. */
  readonly address: string;
  readonly language: Language;
}

/** No condition at all. */
export const everyFigure: FigureFilter = {
  indicators: null,
  areas: null,
  kinds: null,
  periods: null,
  release: null,
  source: null,
  asOf: null,
};

/** Where an indicator is defined: its page on the site. */
export const definitionAt =
  (address: string) =>
  (indicator: IndicatorId): string =>
    `${address}/indicatoren/${encodeURIComponent(indicator)}`;

/** @throws {Refusal} for an indicator, release or source that there is not */
function requireKnown(
  { indicators, release, source }: FigureFilter,
  catalogue: readonly Indicator[],
  releases: readonly Release[],
): void {
  for (const wanted of indicators ?? [])
    if (!catalogue.some(({ id }) => id === wanted))
      throw new Refusal(
        "indicator-unknown",
        `There is no indicator "${wanted}" in the catalogue.`,
        {
          indicator: wanted,
        },
      );
  if (release !== null && !releases.some(({ id }) => id === release))
    throw new Refusal(
      "release-unknown",
      `There is no release "${release}". See krachtwijk releases for those that there are.`,
      { release },
    );
  if (source !== null && !releases.some((one) => one.source === source))
    throw new Refusal("release-unknown", `There is no release of a source "${source}".`, {
      source,
    });
}

/** What the file is called, and what it is. */
function titleOf(
  { indicators, areas, release }: FigureFilter,
  programme: { readonly id: ProgrammeId; readonly name: Text },
  {
    book,
    catalogue,
    releases,
  }: { book: AreaBook; catalogue: readonly Indicator[]; releases: readonly Release[] },
): { name: string; title: Text } {
  if (release !== null)
    return { name: release, title: releases.find(({ id }) => id === release)!.title };
  const [indicator, area] = [indicators?.[0], areas?.[0]];
  if (indicators?.length === 1 && areas === null)
    return { name: indicator!, title: catalogue.find(({ id }) => id === indicator)!.name };
  const known = area === undefined ? undefined : book.find(area);
  if (areas?.length === 1 && indicators === null && known !== undefined)
    return { name: known.slug, title: untranslated(fullName(known, book)) };
  return { name: programme.id, title: programme.name };
}

/**
 * Opens figures for export, with all that is told of them.
 * @throws {Refusal} indicator-unknown, release-unknown, programme-unknown
 */
export async function openFigures(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  { address, language, ...filter }: FigureOrder,
): Promise<FigureTable> {
  const { db } = store;
  const [known, book, catalogue, releases] = await Promise.all([
    readProgramme(db, programme),
    readAreaBook(db, programme),
    readCatalogue(db, programme),
    // One release is meant whenever it came.
    readReleases(db, programme, { asOf: filter.release === null ? filter.asOf : null }).then(
      (all) => coverOriginals(store, programme, all),
    ),
  ]);
  requireKnown(filter, catalogue, releases);
  const definition = definitionAt(address);
  const context = { book, catalogue, releases, definition };
  const figures = await openFigureExport(store, programme, filter, context);
  const used = new Set(figures.indicators);
  return {
    about: {
      ...titleOf(filter, known, { book, catalogue, releases }),
      releases: figures.releases,
      indicators: catalogue.filter(({ id }) => used.has(id)),
      asOf: filter.asOf,
      definition,
    },
    figures,
    language,
    areaName: (area) => {
      const found = book.find(area);
      return found === undefined ? area : fullName(found, book);
    },
    computed: [],
  };
}
