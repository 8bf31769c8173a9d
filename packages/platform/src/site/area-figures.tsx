import type { FC } from "hono/jsx";
import type { AreaKind } from "#areas";
import { formatDifference, formatReading, type Indicator, shownDecimals } from "#indicators";
import { formatNumber, type Period, periodName, type ThemeId } from "#kernel";
import { type AreaTrend, canChangeByChance, type GapSeries, type Spread } from "#trends";
import { drawTrend } from "./draw.ts";
import { countryName, indicatorPath, type Page } from "./page.ts";
import {
  Cell,
  ChartFigure,
  Explain,
  H2,
  H3,
  LineLink,
  Link,
  Sources,
  Table,
  Th,
} from "./parts.tsx";
import type { Profiled } from "./profile.ts";
import { Spark } from "./spark.tsx";
import { kindWords, tellShort } from "./tell-area.ts";
import { tellChange, tellClosing, tellGap, tellRank } from "./telling.ts";
import { Unsure } from "./unsure.tsx";

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

const headsIn = (page: Page) => {
  const { say } = page;
  return {
    latest: say("Nieuwste", "Latest"),
    change: say("Verandering", "Change"),
    municipality: say("Verschil met de gemeente", "Gap to the municipality"),
    country: say(`Verschil met ${countryName(page)}`, `Gap to ${countryName(page)}`),
    rank: say("Plaats (1 is het hoogst)", "Rank (1 is highest)"),
    source: say("Bron", "Source"),
  };
};

const GapCell: FC<{
  page: Page;
  /** The head of its column. */
  of: string;
  gap: GapSeries | null;
  indicator: Indicator;
  /** The period of the newest figure; an older gap names its own. */
  newest: Period | undefined;
  /** What stands in where there is no figure to compare with: the mean of the areas of its kind. */
  instead: Apart | null;
  /** The kind of those areas. */
  kind: AreaKind;
  /** Whether the area lies in something that it can be compared with. */
  applies: boolean;
}> = ({ page: { language, say }, of, gap, indicator, newest, instead, kind, applies }) => {
  const last = gap?.points.at(-1);
  if (gap === null || last === undefined)
    return (
      <Cell of={of} words>
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
                `met het gemiddelde van de ${formatNumber(instead.of, "nl")} ${kindWords(kind, "nl")}, niet gewogen`,
                `from the mean of the ${formatNumber(instead.of, "en")} ${kindWords(kind, "en")}, not weighted`,
              )}
            </span>
          </>
        )}
      </Cell>
    );
  const closing = tellClosing(gap, language);
  const [first] = gap.points;
  const over =
    gap.points.length < 2
      ? null
      : `${periodName(first!.period, language)} – ${periodName(last.period, language)}`;
  return (
    <Cell of={of} words>
      <span class="kw-nobreak">
        {formatDifference(last.gap, indicator, language, {
          decimals: shownDecimals(last.decimals, indicator),
        })}
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
    </Cell>
  );
};

/** How it changed, from what, and over which time. */
const ChangeCell: FC<{ page: Page; of: string; indicator: Indicator; trend: AreaTrend }> = ({
  page: { language, say },
  of,
  indicator,
  trend,
}) => {
  const { change } = trend;
  const first = trend.points.find(({ reading }) => reading.kind === "value");
  return (
    <Cell of={of} words>
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
            {canChangeByChance(trend, indicator) && say(", kan toeval zijn", ", can be chance")}
            {`; ${periodName(change.from, language)} – ${periodName(change.to, language)}`}
          </span>
          <Spark trend={trend} />
        </>
      )}
    </Cell>
  );
};

const FigureRow: FC<{ page: Page; figures: Profiled }> = ({
  page,
  figures: { indicator, trend, spread, nearby },
}) => {
  const { language, say } = page;
  const { latest, rank } = trend;
  const heads = headsIn(page);
  return (
    <tr>
      <th scope="row" class="kw-wide">
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
        <Explain page={page} indicator={indicator} />
      </th>
      <Cell of={heads.latest} words>
        <strong>
          {latest === null
            ? say("niet bekend", "not available")
            : formatReading(latest.reading, indicator, language)}
        </strong>
        {latest !== null && (
          <>
            <p class="kw-note">{periodName(latest.period, language)}</p>
            <Unsure page={page} figure={latest} indicator={indicator} />
          </>
        )}
      </Cell>
      <ChangeCell page={page} of={heads.change} indicator={indicator} trend={trend} />
      <GapCell
        page={page}
        of={heads.municipality}
        gap={trend.gapToMunicipality}
        instead={apartFrom(nearby, trend)}
        kind={trend.area.kind}
        applies={page.data.book.municipalityOf(trend.area) !== null}
        indicator={indicator}
        newest={latest?.period}
      />
      <GapCell
        page={page}
        of={heads.country}
        gap={trend.gapToCountry}
        instead={apartFrom(spread, trend)}
        kind={trend.area.kind}
        applies={trend.area.id !== page.data.programme.country}
        indicator={indicator}
        newest={latest?.period}
      />
      <Cell of={heads.rank} words>
        {tellRank(rank, language)}
      </Cell>
      <Cell of={heads.source} words>
        {latest !== null && <LineLink page={page} release={latest.release} line={latest.line} />}
      </Cell>
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
        stack
        caption={say(`Cijfers over ${name.toLowerCase()}`, `Figures on ${name.toLowerCase()}`)}
        head={
          <>
            <Th>{say("Cijfer", "Figure")}</Th>
            {Object.values(headsIn(page)).map((head) => (
              <Th figure>{head}</Th>
            ))}
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
    <>
      <H2>{say("Belangrijkste cijfers", "Main figures")}</H2>
      <ul class="kw-cards">
        {all.map(({ indicator, trend }) => {
          const isNumber = trend.latest?.reading.kind === "value";
          return (
            <li class={all.length > 1 ? "kw-card kw-card--equal" : "kw-card"}>
              <h3 class="utrecht-heading-3">
                <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
              </h3>
              <Explain page={page} indicator={indicator} />
              <p>
                <span class={isNumber ? "kw-number" : "kw-number kw-number--words"}>
                  {trend.latest === null
                    ? say("niet bekend", "not available")
                    : tellShort(trend.latest.reading, indicator, language)}
                </span>
                {trend.latest !== null && periodName(trend.latest.period, language)}
              </p>
              {trend.latest !== null && (
                <Unsure page={page} figure={trend.latest} indicator={indicator} />
              )}
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
    </>
  );
};

/** Whether it went the good way since the first figure, in words and in colour. */
const Improvement: FC<{ page: Page; trend: AreaTrend; indicator: Indicator }> = ({
  page: { language, say },
  trend,
  trend: { change },
  indicator,
}) =>
  change === null || change.improved === null ? null : (
    <p class={change.improved ? "kw-good" : "kw-bad"}>
      {tellChange(change, indicator, language)} {say("sinds", "since")}{" "}
      {periodName(change.from, language)}:{" "}
      {change.improved ? say("beter", "better") : say("slechter", "worse")}
      {canChangeByChance(trend, indicator) && (
        <span class="kw-note"> ({say("kan toeval zijn", "can be chance")})</span>
      )}
    </p>
  );
