import type { FC } from "hono/jsx";
import { formatDifference, formatReading, type Indicator } from "#indicators";
import { formatNumber, type Period, periodName, type ThemeId } from "#kernel";
import { type AreaTrend, type GapSeries, type Spread, uncertaintyOf } from "#trends";
import { drawTrend } from "./draw.ts";
import { countryName, indicatorPath, type Page } from "./page.ts";
import { ChartFigure, H3, LineLink, Link, Num, Sources, Table, Th } from "./parts.tsx";
import type { Profiled } from "./profile.ts";
import { Spark } from "./spark.tsx";
import { tellShort, tellUncertainty } from "./tell-area.ts";
import { tellChange, tellClosing, tellGap, tellRank } from "./telling.ts";

/** How far from the mean of a group. */
interface Apart {
  readonly apart: number;
  readonly of: number;
}

/** From the mean of a group of areas; null where either is not known. */
function apartFrom(spread: Spread | null, trend: AreaTrend): Apart | null {
  const reading = trend.latest?.reading;
  if (spread === null || reading?.kind !== "value" || spread.sorted.length < 2) return null;
  return { apart: reading.value - spread.mean, of: spread.sorted.length };
}

const GapCell: FC<{
  page: Page;
  gap: GapSeries | null;
  indicator: Indicator;
  /** The period of the newest figure; an older gap names its own. */
  newest: Period | undefined;
  /** What stands in where there is no figure to compare with: the mean of the areas of its kind. */
  instead: Apart | null;
  /** Whether the area lies in something that it can be compared with. */
  applies: boolean;
}> = ({ page: { language, say }, gap, indicator, newest, instead, applies }) => {
  const last = gap?.points.at(-1);
  if (gap === null || last === undefined)
    return (
      <Num words>
        {!applies ? (
          say("niet van toepassing", "does not apply")
        ) : instead === null ? (
          say("niet bekend", "not known")
        ) : (
          <>
            <span class="kw-nobreak">{formatDifference(instead.apart, indicator, language)}</span>
            <br />
            <span class="kw-note">
              {say(
                `met het gemiddelde van ${formatNumber(instead.of, "nl")} gebieden`,
                `from the mean of ${formatNumber(instead.of, "en")} areas`,
              )}
            </span>
          </>
        )}
      </Num>
    );
  const closing = tellClosing(gap, language);
  const [first] = gap.points;
  const over =
    gap.points.length < 2
      ? null
      : `${periodName(first!.period, language)} – ${periodName(last.period, language)}`;
  return (
    <Num words>
      <span class="kw-nobreak">
        {formatDifference(last.gap, indicator, language, { decimals: last.decimals })}
      </span>
      {last.period.id !== newest?.id && (
        <>
          <br />
          <span class="kw-note">{periodName(last.period, language)}</span>
        </>
      )}
      {closing !== null && (
        <>
          <br />
          <span class="kw-note">
            {closing}
            {over !== null && `; ${over}`}
          </span>
        </>
      )}
    </Num>
  );
};

/** How it changed, from what, and over which time. */
const ChangeCell: FC<{ page: Page; indicator: Indicator; trend: AreaTrend }> = ({
  page: { language, say },
  indicator,
  trend,
}) => {
  const { change } = trend;
  const first = trend.points.find(({ reading }) => reading.kind === "value");
  return (
    <Num words>
      {change === null ? (
        say("niet bekend", "not known")
      ) : (
        <>
          <span
            class={
              change.improved === null
                ? "kw-nobreak"
                : `kw-nobreak ${change.improved ? "kw-good" : "kw-bad"}`
            }
          >
            {tellChange(change, indicator, language)}
          </span>
          <br />
          <span class="kw-note">
            {say("was", "was")}{" "}
            {first?.reading.kind === "value" && formatReading(first.reading, indicator, language)}
            {change.improved !== null &&
              (change.improved ? say(", beter", ", better") : say(", slechter", ", worse"))}
            {`; ${periodName(change.from, language)} – ${periodName(change.to, language)}`}
          </span>
          <Spark trend={trend} />
        </>
      )}
    </Num>
  );
};

const FigureRow: FC<{ page: Page; figures: Profiled }> = ({
  page,
  figures: { indicator, trend, spread, nearby },
}) => {
  const { language, say } = page;
  const { latest, rank } = trend;
  const unsure =
    latest === null ? null : tellUncertainty(uncertaintyOf(latest, indicator), indicator, language);
  return (
    <tr>
      <th scope="row" class="kw-wide">
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
      </th>
      <Num words>
        <strong>
          {latest === null
            ? say("niet bekend", "not available")
            : formatReading(latest.reading, indicator, language)}
        </strong>
        {latest !== null && (
          <>
            <br />
            <span class="kw-note">
              {periodName(latest.period, language)}
              {unsure !== null && `. ${unsure}`}
            </span>
          </>
        )}
      </Num>
      <ChangeCell page={page} indicator={indicator} trend={trend} />
      <GapCell
        page={page}
        gap={trend.gapToMunicipality}
        instead={apartFrom(nearby, trend)}
        applies={page.data.book.municipalityOf(trend.area) !== null}
        indicator={indicator}
        newest={latest?.period}
      />
      <GapCell
        page={page}
        gap={trend.gapToCountry}
        instead={apartFrom(spread, trend)}
        applies={trend.area.id !== page.data.programme.country}
        indicator={indicator}
        newest={latest?.period}
      />
      <Num words>{tellRank(rank, language)}</Num>
      <Num words>
        {latest !== null && <LineLink page={page} release={latest.release} line={latest.line} />}
      </Num>
    </tr>
  );
};

/** The figures of one theme: a table of all, and a chart of each that has a course. */
export const ThemeFigures: FC<{ page: Page; theme: ThemeId; all: readonly Profiled[] }> = ({
  page,
  theme,
  all,
}) => {
  const { data, language, say } = page;
  const name = data.programme.themes.find(({ id }) => id === theme)?.name[language] ?? theme;
  const charts = all.flatMap(({ indicator, trend, municipality, country }) => {
    const others = municipality === null ? [] : [municipality];
    const svg = drawTrend(page, { indicator, others, country }, trend);
    return svg === null ? [] : [{ svg, caption: indicator.name[language] }];
  });
  return (
    <>
      <H3>{name}</H3>
      <Table
        id={`cijfers-${theme}`}
        caption={say(`Cijfers over ${name.toLowerCase()}`, `Figures on ${name.toLowerCase()}`)}
        head={
          <>
            <Th>{say("Cijfer", "Figure")}</Th>
            <Th figure>{say("Nieuwste", "Latest")}</Th>
            <Th figure>{say("Verandering", "Change")}</Th>
            <Th figure>{say("Verschil met de gemeente", "Gap to the municipality")}</Th>
            <Th figure>
              {say(`Verschil met ${countryName(page)}`, `Gap to ${countryName(page)}`)}
            </Th>
            <Th figure>{say("Plaats (1 is het hoogst)", "Rank (1 is highest)")}</Th>
            <Th figure>{say("Bron", "Source")}</Th>
          </>
        }
      >
        {all.map((figures) => (
          <FigureRow page={page} figures={figures} />
        ))}
      </Table>
      {charts.length > 0 && (
        <div class="kw-drawings">
          {charts.map(({ svg, caption }) => (
            <ChartFigure svg={svg} caption={caption} />
          ))}
        </div>
      )}
      <Sources
        page={page}
        releases={[
          ...new Set(all.flatMap(({ trend }) => trend.points.map(({ release }) => release))),
        ]}
      />
    </>
  );
};

/** The headline figures, large: what somebody who looks for a moment should see. */
export const Highlights: FC<{ page: Page; all: readonly Profiled[] }> = ({ page, all }) => {
  const { language, say } = page;
  if (all.length === 0) return null;
  return (
    <ul class="kw-cards">
      {all.map(({ indicator, trend }) => {
        const isNumber = trend.latest?.reading.kind === "value";
        return (
          <li class="kw-card">
            <h2 class="utrecht-heading-3">
              <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
            </h2>
            <p>
              <span class={isNumber ? "kw-number" : "kw-number kw-number--words"}>
                {trend.latest === null
                  ? say("niet bekend", "not available")
                  : tellShort(trend.latest.reading, indicator, language)}
              </span>
              {trend.latest !== null && periodName(trend.latest.period, language)}
            </p>
            <Spark trend={trend} />
            {isNumber &&
              [trend.gapToCountry, trend.gapToMunicipality].map(
                (gap) => gap !== null && <p>{tellGap(gap, indicator, language)}</p>,
              )}
            {isNumber && <Improvement trend={trend} indicator={indicator} page={page} />}
            {isNumber && trend.rank !== null && (
              <p class="kw-note">
                {say("Plaats van hoog naar laag: ", "Place from high to low: ")}
                {tellRank(trend.rank, language)}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Whether it went the good way since the first figure, in words and in colour. */
const Improvement: FC<{ page: Page; trend: AreaTrend; indicator: Indicator }> = ({
  page: { language, say },
  trend: { change },
  indicator,
}) =>
  change === null || change.improved === null ? null : (
    <p class={change.improved ? "kw-good" : "kw-bad"}>
      {tellChange(change, indicator, language)} {say("sinds", "since")}{" "}
      {periodName(change.from, language)}:{" "}
      {change.improved ? say("beter", "better") : say("slechter", "worse")}
    </p>
  );
