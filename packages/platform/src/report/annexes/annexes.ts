import type { Release } from "#indicators";
import type { AreaTrend, Monitor } from "#trends";
import type { Draft } from "../chapters/level-chapters.ts";
import type { Making } from "../making.ts";
import type { Block } from "../types.ts";
import { countedAnnex } from "./counted-annex.ts";
import { grantsAnnexes } from "./grants-annex.ts";
import { measuredAnnex, overallAnnex } from "./measured-annex.ts";
import { findingsAnnex, sourcesAnnex } from "./source-annexes.ts";

/** The shapes that a release of figures can have, most detailed first: that is the order of their annexes. */
const shapes = ["counted", "measured", "overall"] as const;
interface Shaped {
  readonly shape: (typeof shapes)[number];
  readonly release: Release;
  readonly blocks: readonly Block[];
}

/** The monitor with the points that one release gives, for a table of that release. */
function onlyOf(monitor: Monitor, { id }: Release): Monitor {
  const only = (trend: AreaTrend): AreaTrend => ({
    ...trend,
    points: trend.points.filter(({ release }) => release === id),
  });
  const [focus, others] = [monitor.focus.map(only), monitor.others.map(only)];
  const given = new Set(
    [...focus, ...others].flatMap(({ points }) => points.map(({ period }) => period.id)),
  );
  return {
    ...monitor,
    focus,
    others: others.filter(({ points }) => points.length > 0),
    periods: monitor.periods.filter((period) => given.has(period.id)),
  };
}

function shaped(making: Making, release: Release): Shaped | null {
  const ids = new Set<string>(
    (making.figures.get(release.id) ?? []).map(({ indicator }) => indicator),
  );
  const monitors = making.catalogue.flatMap(({ id }) => {
    const monitor = ids.has(id) ? making.monitors.get(id) : undefined;
    return monitor === undefined ? [] : [onlyOf(monitor, release)];
  });
  if (monitors.length === 0) return null;
  const members = new Set<string>(making.focus.map(({ id }) => id));
  const figures = making.figures.get(release.id) ?? [];
  if (!figures.some(({ area }) => members.has(area)))
    return { shape: "overall", release, blocks: overallAnnex(making, release, monitors) };
  const counted = countedAnnex(making, release, ids);
  if (counted.length > 0) return { shape: "counted", release, blocks: counted };
  return { shape: "measured", release, blocks: measuredAnnex(making, release, monitors) };
}

/** The annexes in order: figures of neighbourhoods, grants, figures of the whole, findings, sources. */
export function annexes(making: Making): readonly Draft[] {
  const all = making.releases.flatMap((release) => shaped(making, release) ?? []);
  const ofShape = (wanted: Shaped["shape"]): readonly Draft[] =>
    all
      .filter(({ shape }) => shape === wanted)
      .map(({ release, blocks }) => ({
        id: `annex-${release.source}`,
        title: release.title[making.language],
        blocks,
      }));
  return [
    ...ofShape("counted"),
    ...ofShape("measured"),
    ...grantsAnnexes(making),
    ...ofShape("overall"),
    { id: "annex-findings", ...findingsAnnex(making) },
    { id: "annex-sources", ...sourcesAnnex(making) },
  ];
}
