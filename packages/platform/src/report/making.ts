import type { Area } from "#areas";
import type { Figure, Indicator, Release } from "#indicators";
import { type IndicatorId, type Language, Refusal, type ReleaseId } from "#kernel";
import type { Project } from "#money";
import { type Monitor, monitorOf } from "#trends";
import type { Material } from "./material.ts";

/** A report in the making: the material as it was known in one edition, and the language it is told in. */
export interface Making extends Material {
  readonly language: Language;
  readonly edition: number;
  /** ISO date that the report speaks of: when the newest of its releases was published. */
  readonly date: string;
  /** What counts of every source that was published by then, in the order in which they have the last word. */
  readonly releases: readonly Release[];
  readonly projects: readonly Project[];
  /** For every indicator that has figures, in the order of the catalogue. */
  readonly monitors: ReadonlyMap<IndicatorId, Monitor>;
  /** The focus neighbourhoods, in the order of their municipalities and names. */
  readonly focus: readonly Area[];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const yearOf = ({ origin }: Release) => Number(origin.published.slice(0, 4));

/** The years of which a report can be made: those in which a release was published, in order. */
function editionsOf(releases: readonly Release[]): readonly number[] {
  return [...new Set(releases.map(yearOf))].sort((a, b) => a - b);
}

/** Of every source what counted at the end of that year: its newest whole release and the partial ones after it. */
function releasesOf(all: readonly Release[], edition: number): readonly Release[] {
  const known = all.filter((release) => yearOf(release) <= edition);
  const base = new Map<string, number>();
  for (const { source, scope, number } of known)
    if (scope === "whole") base.set(source, Math.max(number, base.get(source) ?? 0));
  const counting = known.filter(({ source, number }) => number >= (base.get(source) ?? 1));
  // A correction that is dated earlier than what it corrects still comes after it.
  const place = ({ source, number }: Release) =>
    counting
      .filter((one) => one.source === source && one.number <= number)
      .map((one) => one.origin.published)
      .sort()
      .at(-1)!;
  return counting
    .map((release) => ({ release, at: place(release) }))
    .sort(
      (a, b) =>
        compare(a.at, b.at) ||
        compare(a.release.source, b.release.source) ||
        a.release.number - b.release.number,
    )
    .map(({ release }) => release);
}

/** The figures of every indicator. Where two releases give the same one, the later published has the last word. */
function figuresBy(
  { figures }: Material,
  releases: readonly Release[],
): ReadonlyMap<IndicatorId, readonly Figure[]> {
  const byKey = new Map<string, Figure>();
  for (const { id } of releases)
    for (const figure of figures.get(id) ?? [])
      byKey.set(`${figure.indicator} ${figure.area} ${figure.period.id}`, figure);
  const grouped = new Map<IndicatorId, Figure[]>();
  for (const figure of byKey.values())
    grouped.set(figure.indicator, [...(grouped.get(figure.indicator) ?? []), figure]);
  return grouped;
}

function monitorsOf(
  material: Material,
  releases: readonly Release[],
): ReadonlyMap<IndicatorId, Monitor> {
  const { programme, book, catalogue } = material;
  const figures = figuresBy(material, releases);
  const of = (indicator: Indicator): readonly (readonly [IndicatorId, Monitor])[] => {
    const own = figures.get(indicator.id);
    if (own === undefined) return [];
    const { focus, country } = programme;
    return [[indicator.id, monitorOf({ indicator, figures: own, book, focus, country })]];
  };
  return new Map(catalogue.flatMap(of));
}

function focusOf({ programme, book }: Material): readonly Area[] {
  const names = new Intl.Collator("nl");
  const place = (area: Area) => book.municipalityOf(area)?.name ?? "";
  return [...book.members(programme.focus)].sort(
    (a, b) => names.compare(place(a), place(b)) || names.compare(a.name, b.name),
  );
}

function noEdition(
  { asOf, firstDay }: Material,
  editions: readonly number[],
  wanted: number | null,
): Refusal {
  const refuse = (why: string) =>
    new Refusal(
      "edition-unknown",
      `There is no edition${wanted === null ? "" : ` ${wanted}`}: ${why}`,
      {
        ...(wanted === null ? {} : { edition: wanted }),
        editions: editions.map(String),
      },
    );
  const known = asOf === null ? "" : ` that was available on ${asOf}`;
  if (editions.length > 0)
    return refuse(`nothing was published in that year${known}. There is: ${editions.join(", ")}.`);
  if (asOf === null || firstDay === null) return refuse("nothing has been published yet.");
  return firstDay > asOf
    ? refuse(
        `nothing was available on ${asOf}. The first release is available since ${firstDay}; ask as of that day or a later one.`,
      )
    : refuse(`nothing counted any more on ${asOf}: what was published had been withdrawn.`);
}

/** The material as it was known at the end of the edition's year. @throws {Refusal} edition-unknown */
export function makingOf(material: Material, wanted: number | null, language: Language): Making {
  const editions = editionsOf(material.releases);
  const edition = wanted ?? editions.at(-1);
  if (edition === undefined || !editions.includes(edition))
    throw noEdition(material, editions, wanted);
  const releases = releasesOf(material.releases, edition);
  const known = new Set<ReleaseId>(releases.map(({ id }) => id));
  return {
    ...material,
    language,
    edition,
    date: releases
      .map(({ origin }) => origin.published)
      .sort()
      .at(-1)!,
    releases,
    projects: material.projects.filter(({ release }) => known.has(release)),
    monitors: monitorsOf(material, releases),
    focus: focusOf(material),
  };
}

/** A theme by its name. */
export function themeName({ programme, language }: Making, theme: string): string {
  return programme.themes.find(({ id }) => id === theme)?.name[language] ?? theme;
}

/** The release in which the programme's own facts stand. */
export function programmeRelease({ releases }: Making): readonly ReleaseId[] {
  return releases.filter(({ kind }) => kind === "programme").map(({ id }) => id);
}
