import type { Area } from "#areas";
import type { Indicator } from "#indicators";
import type { AreaId } from "#kernel";
import {
  type AreaFigures,
  areaTrends,
  findTwins,
  largestChanges,
  type NotableChange,
  type PeerGroup,
  peerGroups,
  placeAmong,
  type Spread,
  type Twin,
} from "#trends";
import type { SiteData } from "./site-data.ts";

/** One indicator of an area, with how it lies among the areas that it is compared with. */
export interface Profiled extends AreaFigures {
  /** Of the main group, in the period of the newest figure; null: not known. */
  readonly spread: Spread | null;
  /** The same of those of its kind in its municipality. */
  readonly nearby: Spread | null;
}

/** All that the page of an area tells from figures. */
export interface Profile {
  readonly area: Area;
  readonly municipality: Area | null;
  readonly all: readonly Profiled[];
  /** The groups that it can be compared with, the nearest first. */
  readonly groups: readonly PeerGroup[];
  /** The group in which its places are counted; null: nothing to compare with. */
  readonly main: PeerGroup | null;
  readonly changes: readonly NotableChange[];
  readonly twins: readonly Twin[];
  /** What the twins were looked for by. */
  readonly twinColumns: readonly Indicator[];
}

/** Of so many indicators the place among others is looked up: each needs the figures of a whole country. */
const rankedMost = 24;
const changesShown = 5;
const twinsShown = 5;
const twinColumnsMost = 8;

/** What tells most first: headlines, then the parts of a score, then the rest. */
const byWeight = <One extends AreaFigures>(all: readonly One[]): readonly One[] => {
  const weight = ({ indicator }: AreaFigures) =>
    indicator.headline ? 0 : indicator.dimension === null ? 2 : 1;
  return all.toSorted((a, b) => weight(a) - weight(b));
};

/** So many fit on a first screen, beside the answers. */
const mainMost = 3;

/** The figures to show large: headlines, or where a catalogue has none what tells most. */
export function mainFigures(all: readonly Profiled[]): readonly Profiled[] {
  const headlines = all.filter(({ indicator }) => indicator.headline);
  return (headlines.length > 0 ? headlines : byWeight(all)).slice(0, mainMost);
}

/** The number of people per area, where the catalogue has one: a count of "inwoners". */
async function sizesOf(
  { catalogue, figures }: SiteData,
  areas: readonly Area[],
): Promise<ReadonlyMap<AreaId, number> | null> {
  const people = catalogue.find(
    ({ unit, counts, better }) =>
      unit === "count" && counts.nl === "inwoners" && better === "neither",
  );
  if (people === undefined) return null;
  const values = await figures.newestOf(people, areas);
  return values?.numbers ?? null;
}

/** Names a group among all groups. */
export const groupName = (group: PeerGroup, kind: Area["kind"]): string =>
  `${group.rule} ${group.of?.id ?? ""} ${kind}`;

/** The groups of an area, and the one that its places are counted in: its grouping if it has one, else its kind. */
export async function groupsOf(data: SiteData, area: Area) {
  const sizes = await sizesOf(data, data.book.ofKind(area.kind));
  const groups = peerGroups(data.book, area, sizes);
  const main =
    groups.find(({ rule }) => rule === "grouping") ?? groups.find(({ rule }) => rule === "kind");
  return { groups, main: main ?? null };
}

async function withPlaces(
  { figures }: SiteData,
  all: readonly AreaFigures[],
  { groups, main }: { readonly groups: readonly PeerGroup[]; readonly main: PeerGroup | null },
  kind: Area["kind"],
): Promise<readonly Profiled[]> {
  const near = groups.find(({ rule }) => rule === "municipality");
  const ranked = new Set(byWeight(all).slice(0, rankedMost));
  return Promise.all(
    all.map(async (one): Promise<Profiled> => {
      const { latest } = one.trend;
      if (main === null || latest?.reading.kind !== "value" || !ranked.has(one))
        return { ...one, spread: null, nearby: null };
      const { indicator } = one;
      const spreadIn = ({ areas }: PeerGroup, name: string) =>
        figures.spreadOf(indicator, latest.period, { areas, name });
      const spread = await spreadIn(main, groupName(main, kind));
      const nearby = near === undefined ? null : await spreadIn(near, groupName(near, kind));
      const rank = spread === null ? null : placeAmong(spread, latest.reading.value);
      return { ...one, spread, nearby, trend: { ...one.trend, rank } };
    }),
  );
}

/** By what areas are likened: the parts of scores where there are any, else headlines, else whatever is known. */
function twinColumns(all: readonly Profiled[]) {
  const known = all.filter(
    ({ trend, spread }) => trend.latest?.reading.kind === "value" && spread !== null,
  );
  const parts = known.filter(({ indicator }) => indicator.dimension !== null);
  const rest = known.filter(({ indicator }) => indicator.unit !== "count");
  const headlines = rest.filter(({ indicator }) => indicator.headline);
  const chosen = [parts, headlines, rest].find((one) => one.length >= 3) ?? rest;
  return chosen
    .slice(0, twinColumnsMost)
    .map(({ indicator, trend }) => ({ indicator, period: trend.latest!.period }));
}

/** Reads all that the page of one area tells: a few areas whole, and a few indicators over the country. */
export async function readAreaProfile(data: SiteData, area: Area): Promise<Profile> {
  const { book, catalogue, programme } = data;
  const municipality = book.municipalityOf(area);
  const compared = [
    area.id,
    programme.country,
    ...(municipality === null ? [] : [municipality.id]),
  ];
  const [figures, { groups, main }] = await Promise.all([
    data.figures.ofAreas([...new Set(compared)]),
    groupsOf(data, area),
  ]);
  const trends = areaTrends({ catalogue, figures, area, book, country: programme.country });
  const all = await withPlaces(data, trends, { groups, main }, area.kind);
  const columns = main === null ? [] : twinColumns(all);
  const table =
    main === null
      ? null
      : await data.figures.twinTable(columns, {
          areas: main.areas,
          name: groupName(main, area.kind),
        });
  const spreadFor = (one: AreaFigures) =>
    all.find(({ indicator }) => indicator.id === one.indicator.id)?.spread ?? null;
  return {
    area,
    municipality,
    all,
    groups,
    main,
    changes: largestChanges(all, spreadFor, changesShown),
    twins: table === null ? [] : findTwins(table, area, twinsShown),
    twinColumns: columns.map(({ indicator }) => indicator),
  };
}
