import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import {
  formatDifference,
  formatReading,
  formatValue,
  type Indicator,
  shownDecimals,
} from "#indicators";
import { formatNumber, type Period, periodName } from "#kernel";
import { type AreaFigures, canChangeByChance, type GapSeries, type Spread } from "#trends";
import { areaName, areaPath, indicatorPath, type Page } from "./page.ts";
import { Cell, Explain, LineLink, Link, Note, Sources, Table, Th } from "./parts.tsx";
import { Spark } from "./spark.tsx";
import { nameIn, tellChange, tellDirection } from "./telling.ts";
import { Unsure } from "./unsure.tsx";

/** Areas side by side: what is known of each, and the mean of a group beside them. */
export interface Compared {
  readonly areas: readonly Area[];
  readonly all: ReadonlyMap<Area, readonly AreaFigures[]>;
  readonly means: readonly {
    readonly indicator: Indicator;
    readonly spread: Spread;
    readonly period: Period;
  }[];
}

const Gap: FC<{ page: Page; indicator: Indicator; gap: GapSeries | null }> = ({
  page: { language, say },
  indicator,
  gap,
}) => {
  const last = gap?.points.at(-1);
  if (gap === null || last === undefined) return null;
  return (
    <p class="kw-note">
      {formatDifference(last.gap, indicator, language, {
        decimals: shownDecimals(last.decimals, indicator),
      })}{" "}
      {say("bij ", "beside ")}
      {nameIn(gap.to.name, language)}
    </p>
  );
};

const AreaCell: FC<{ page: Page; of: string; figures: AreaFigures | undefined }> = ({
  page,
  of,
  figures,
}) => {
  const { language, say } = page;
  const latest = figures?.trend.latest ?? null;
  if (figures === undefined || latest === null)
    return (
      <Cell of={of} words>
        {say("niet bekend", "not available")}
      </Cell>
    );
  const { indicator, trend } = figures;
  const { change } = trend;
  return (
    <Cell of={of} words>
      <strong>{formatReading(latest.reading, indicator, language)}</strong>
      <p class="kw-note">
        {periodName(latest.period, language)},{" "}
        <LineLink page={page} release={latest.release} line={latest.line} />
      </p>
      <Unsure page={page} figure={latest} indicator={indicator} />
      {change !== null && (
        <>
          <Spark trend={trend} />
          <p class="kw-note">
            <span
              class={change.improved === null ? undefined : change.improved ? "kw-good" : "kw-bad"}
            >
              {tellChange(change, indicator, language)}
              {change.improved !== null &&
                (change.improved ? say(", beter", ", better") : say(", slechter", ", worse"))}
            </span>
            {canChangeByChance(trend, indicator) &&
              ` ${say("(kan toeval zijn)", "(can be chance)")}`}
            {change.withinRounding && ` ${say("(kan afronding zijn)", "(can be rounding)")}`}
            {`, ${say("sinds", "since")} ${periodName(change.from, language)}`}
          </p>
        </>
      )}
      <Gap page={page} indicator={indicator} gap={trend.gapToMunicipality} />
      <Gap page={page} indicator={indicator} gap={trend.gapToCountry} />
    </Cell>
  );
};

const MeanCell: FC<{ page: Page; mean: Compared["means"][number] | undefined }> = ({
  page: { language, say },
  mean,
}) => {
  const of = say("De groep", "The group");
  if (mean === undefined)
    return (
      <Cell of={of} words>
        {say("niet bekend", "not available")}
      </Cell>
    );
  const { spread, indicator, period } = mean;
  const shown = (value: number) => formatValue(value, indicator, language);
  const count = formatNumber(spread.sorted.length, language);
  return (
    <Cell of={of} words>
      <strong>{shown(spread.mean)}</strong>
      <p class="kw-note">
        {say(
          `gemiddelde van ${count}, niet gewogen, ${periodName(period, "nl")}`,
          `mean of ${count}, not weighted, ${periodName(period, "en")}`,
        )}
      </p>
      <p class="kw-note">
        {say(
          `Ze lopen van ${shown(spread.sorted[0]!)} tot ${shown(spread.sorted.at(-1)!)}.`,
          `They go from ${shown(spread.sorted[0]!)} to ${shown(spread.sorted.at(-1)!)}.`,
        )}
      </p>
    </Cell>
  );
};

/** One row for every indicator that at least one of the areas has, one column for every area. */
export const ComparedTable: FC<{ page: Page; compared: Compared; group: string | null }> = ({
  page,
  compared: { areas, all, means },
  group,
}) => {
  const { data, language, say } = page;
  const has = (indicator: Indicator, area: Area) =>
    all.get(area)?.find((one) => one.indicator.id === indicator.id);
  const rows = data.catalogue.filter((indicator) => areas.some((area) => has(indicator, area)));
  if (rows.length === 0)
    return (
      <Note>
        {say(
          "Van deze gebieden zijn er nog geen cijfers. Wie de cijfers beheert, kan ze inlezen.",
          "There are no figures on these areas yet. Whoever keeps the figures can import them.",
        )}
      </Note>
    );
  const known = [...all.values()].flat().flatMap(({ trend }) => trend.points);
  return (
    <>
      <Table
        id="vergelijking"
        stack
        caption={say("De nieuwste cijfers naast elkaar", "The newest figures side by side")}
        note={`${
          group === null ? "" : `${say("De groep is: ", "The group is: ")}${group}. `
        }${say("Elk cijfer is van de periode die erbij staat.", "Every figure is of the period beside it.")}`}
        head={
          <>
            <Th>{say("Cijfer", "Figure")}</Th>
            {areas.map((area) => (
              <Th figure>
                <Link href={areaPath(page, area)}>{areaName(page, area)}</Link>
              </Th>
            ))}
            {group !== null && <Th figure>{say("De groep", "The group")}</Th>}
          </>
        }
      >
        {rows.map((indicator) => (
          <tr>
            <th scope="row" class="kw-wide">
              <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
              <p class="kw-note">{tellDirection(indicator, language)}</p>
              <Explain page={page} indicator={indicator} />
            </th>
            {areas.map((area) => (
              <AreaCell page={page} of={areaName(page, area)} figures={has(indicator, area)} />
            ))}
            {group !== null && (
              <MeanCell
                page={page}
                mean={means.find((mean) => mean.indicator.id === indicator.id)}
              />
            )}
          </tr>
        ))}
      </Table>
      <Sources page={page} releases={[...new Set(known.map(({ release }) => release))]} />
    </>
  );
};
