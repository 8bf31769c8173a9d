import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatDifference, formatReading, formatValue, type Indicator } from "#indicators";
import { type Period, periodName } from "#kernel";
import { type AreaFigures, type GapSeries, type Spread, uncertaintyOf } from "#trends";
import { areaName, areaPath, indicatorPath, type Page } from "./page.ts";
import { LineLink, Link, Note, Num, Sources, Table, Th } from "./parts.tsx";
import { Spark } from "./spark.tsx";
import { tellUncertainty } from "./tell-area.ts";
import { nameIn, tellChange, tellDirection } from "./telling.ts";

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
      {formatDifference(last.gap, indicator, language, { decimals: last.decimals })}{" "}
      {say("bij ", "beside ")}
      {nameIn(gap.to.name, language)}
    </p>
  );
};

const Cell: FC<{ page: Page; figures: AreaFigures | undefined }> = ({ page, figures }) => {
  const { language, say } = page;
  const latest = figures?.trend.latest ?? null;
  if (figures === undefined || latest === null)
    return <Num words>{say("niet bekend", "not available")}</Num>;
  const { indicator, trend } = figures;
  const { change } = trend;
  const unsure = tellUncertainty(uncertaintyOf(latest, indicator), indicator, language);
  return (
    <Num words>
      <strong>{formatReading(latest.reading, indicator, language)}</strong>
      <p class="kw-note">
        {periodName(latest.period, language)},{" "}
        <LineLink page={page} release={latest.release} line={latest.line} />
      </p>
      {unsure !== null && <p class="kw-note">{unsure}</p>}
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
            {change.withinRounding && ` ${say("(kan afronding zijn)", "(can be rounding)")}`}
            {`, ${say("sinds", "since")} ${periodName(change.from, language)}`}
          </p>
        </>
      )}
      <Gap page={page} indicator={indicator} gap={trend.gapToMunicipality} />
      <Gap page={page} indicator={indicator} gap={trend.gapToCountry} />
    </Num>
  );
};

const MeanCell: FC<{ page: Page; mean: Compared["means"][number] | undefined }> = ({
  page: { language, say },
  mean,
}) =>
  mean === undefined ? (
    <Num words>{say("niet bekend", "not available")}</Num>
  ) : (
    <Num words>
      <strong>{formatValue(mean.spread.mean, mean.indicator, language)}</strong>
      <p class="kw-note">
        {say(
          `gemiddelde van ${mean.spread.sorted.length}, niet gewogen, ${periodName(mean.period, "nl")}`,
          `mean of ${mean.spread.sorted.length}, not weighted, ${periodName(mean.period, "en")}`,
        )}
      </p>
    </Num>
  );

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
        caption={say("De nieuwste cijfers naast elkaar", "The newest figures side by side")}
        note={
          group === null
            ? say(
                "Elk cijfer is van de periode die erbij staat.",
                "Every figure is of the period beside it.",
              )
            : say(
                `De groep is: ${group}. Elk cijfer is van de periode die erbij staat.`,
                `The group is: ${group}. Every figure is of the period beside it.`,
              )
        }
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
            </th>
            {areas.map((area) => (
              <Cell page={page} figures={has(indicator, area)} />
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
