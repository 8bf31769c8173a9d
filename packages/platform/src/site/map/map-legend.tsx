import type { FC } from "hono/jsx";
import { type Fill, fillClass } from "#charts";
import { formatNumber } from "#kernel";
import type { Page } from "../page.ts";
import type { MapArea } from "./map-figures.ts";

interface Row {
  readonly fill: Fill;
  readonly words: string;
  readonly count: number;
}

/** What a legend is made from: areas in classes, and each class in colour and words. */
export interface Legend {
  readonly areas: readonly Pick<MapArea, "class" | "fill">[];
  readonly fills: readonly Fill[];
  readonly names: readonly string[];
  /** Areas that are drawn without a row of figures. */
  readonly silent?: number;
}

/** Every way in which an area of this map is filled, and how many areas are. */
export function legendRows(
  { say }: Page,
  { areas, fills, names, silent = 0 }: Legend,
): readonly Row[] {
  const countOf = (fits: (one: Legend["areas"][number]) => boolean) => areas.filter(fits).length;
  const gaps = [
    ["withheld", say("geheim (te kleine groep)", "withheld (group too small)")],
    ["bound", say("alleen een grens bekend", "only a limit known")],
    ["none", say("geen cijfer", "no figure")],
  ] as const;
  return [
    ...names.map((words, at) => ({
      fill: fills[at]!,
      words,
      count: countOf((one) => one.class === at),
    })),
    ...gaps.map(([kind, words]) => ({
      fill: { kind },
      words,
      count: countOf(({ fill }) => fill.kind === kind) + (kind === "none" ? silent : 0),
    })),
  ].filter(({ fill, count }) => fill.kind === "class" || count > 0);
}

/** What the colours mean, with how many areas have each: the legend and the distribution in one. */
export const MapLegend: FC<{
  page: Page;
  legend: Legend;
  title: string;
  /** Whether it is of boundaries, which can leave parts of the land out. */
  hasHoles: boolean;
}> = ({ page, legend, title, hasHoles }) => {
  const rows = legendRows(page, legend);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const { language, say } = page;
  return (
    <table class="kw-map-legend">
      <caption>{title}</caption>
      <thead class="kw-hidden">
        <tr>
          <th scope="col">{say("Klasse", "Class")}</th>
          <th scope="col">{say("Aantal gebieden", "Number of areas")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ fill, words, count }) => (
          <tr>
            <th scope="row">
              <svg class="kw-swatch" viewBox="0 0 22 14" aria-hidden="true">
                <rect class={fillClass(fill)} width="22" height="14" />
                {fill.kind === "none" && (
                  <path class="kw-gap-line" d="M0 7L7 0M0 14L14 0M8 14L22 0M15 14L22 7" />
                )}
                {fill.kind === "bound" && <path class="kw-gap-line" d="M0 4H22M0 10H22" />}
                {fill.kind === "withheld" && (
                  <path
                    class="kw-gap-dots"
                    d="M4 4h.01M11 4h.01M18 4h.01M4 10h.01M11 10h.01M18 10h.01"
                  />
                )}
              </svg>
              <span>{words}</span>
            </th>
            <td>
              <svg
                class="kw-count-bar"
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect
                  class={fillClass(fill)}
                  width={String(Math.round((1000 * count) / most) / 10)}
                  height="10"
                />
              </svg>
              <span>{formatNumber(count, language)}</span>
            </td>
          </tr>
        ))}
        {hasHoles && (
          <tr>
            <th scope="row">
              <svg class="kw-swatch" viewBox="0 0 22 14" aria-hidden="true" />
              <span>
                {say("Niet ingekleurd: geen cijfer, of water", "Not coloured: no figure, or water")}
              </span>
            </th>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
};
