import type { FC } from "hono/jsx";
import { type Area, fullName, type Outline } from "#areas";
import { dotMap } from "#charts";
import { formatDifference, formatReading, type Indicator } from "#indicators";
import { type Period, periodName, type ThemeId } from "#kernel";
import type { AreaTrend, GapSeries, Monitor } from "#trends";
import { Doings, Projects, Promises } from "./area-doings.tsx";
import { drawTrend } from "./draw.ts";
import { areaPath, countryName, indicatorPath, type Page } from "./page.ts";
import {
  ChartFigure,
  Downloads,
  Explain,
  H1,
  H2,
  H3,
  LineLink,
  Link,
  Note,
  Num,
  P,
  Sources,
  Table,
  Th,
} from "./parts.tsx";
import {
  tellChange,
  tellClosing,
  tellGap,
  tellGapSpan,
  tellLatest,
  tellRank,
  tellSpan,
} from "./telling.ts";

/** An indicator in this neighbourhood, with all that the monitor says of it. */
interface Followed {
  readonly monitor: Monitor;
  readonly trend: AreaTrend;
}

const GapCell: FC<{
  page: Page;
  gap: GapSeries | null;
  monitor: Monitor;
  /** The period of the newest figure; an older gap names its own. */
  newest: Period | undefined;
}> = ({ page: { language, say }, gap, monitor, newest }) => {
  const last = gap?.points.at(-1);
  if (gap === null || last === undefined) return <Num words>{say("niet bekend", "not known")}</Num>;
  const closing = tellClosing(gap, language);
  const span = tellGapSpan(gap, monitor, language);
  return (
    <Num words>
      <span class="kw-nobreak">
        {formatDifference(last.gap, monitor.indicator, language, { decimals: last.decimals })}
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
            {span !== null && `; ${span}`}
          </span>
        </>
      )}
    </Num>
  );
};

const FigureRow: FC<{ page: Page; followed: Followed }> = ({
  page,
  followed: { monitor, trend },
}) => {
  const { language, say } = page;
  const { indicator } = monitor;
  const { latest, change, rank } = trend;
  const span = change === null ? null : tellSpan(change, monitor, language);
  const first = trend.points.find(({ reading }) => reading.kind === "value");
  return (
    <tr>
      <th scope="row" class="kw-wide">
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
        <Explain page={page} indicator={indicator} />
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
            <span class="kw-note">{periodName(latest.period, language)}</span>
          </>
        )}
      </Num>
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
              {span !== null && `; ${span}`}
            </span>
          </>
        )}
      </Num>
      <GapCell
        page={page}
        gap={trend.gapToMunicipality}
        monitor={monitor}
        newest={latest?.period}
      />
      <GapCell page={page} gap={trend.gapToCountry} monitor={monitor} newest={latest?.period} />
      <Num words>{tellRank(rank, language)}</Num>
      <Num words>
        {latest !== null && <LineLink page={page} release={latest.release} line={latest.line} />}
      </Num>
    </tr>
  );
};

const ThemeFigures: FC<{ page: Page; theme: ThemeId; all: readonly Followed[] }> = ({
  page,
  theme,
  all,
}) => {
  const { data, language, say } = page;
  const name = data.programme.themes.find(({ id }) => id === theme)?.name[language] ?? theme;
  const charts = all.flatMap(({ monitor, trend }) => {
    const svg = drawTrend(page, monitor, trend);
    return svg === null ? [] : [{ svg, caption: monitor.indicator.name[language] }];
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
        {all.map((followed) => (
          <FigureRow page={page} followed={followed} />
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

/** The headline figures of the neighbourhood, large: what somebody who looks for a moment should see. */
const Highlights: FC<{ page: Page; all: readonly Followed[] }> = ({ page, all }) => {
  const { language } = page;
  if (all.length === 0) return null;
  return (
    <ul class="kw-cards">
      {all.map(({ monitor: { indicator }, trend }) => {
        const isNumber = trend.latest?.reading.kind === "value";
        return (
          <li class="kw-card">
            <h2 class="utrecht-heading-3">
              <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
            </h2>
            <p>
              <span class={isNumber ? "kw-number" : "kw-number kw-number--words"}>
                {tellLatest(trend, indicator, language)}
              </span>
              {trend.latest !== null && periodName(trend.latest.period, language)}
            </p>
            {isNumber && trend.gapToCountry !== null && (
              <p>{tellGap(trend.gapToCountry, indicator, language)}</p>
            )}
            {isNumber && <Improvement trend={trend} indicator={indicator} page={page} />}
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

/** Where it lies: one dot among the forty. */
function drawPlace(page: Page, area: Area, outline: Outline | null): string {
  const { data, language, say } = page;
  return dotMap({
    id: "place",
    language,
    outline,
    title: say(`${area.name} op de kaart`, `${area.name} on the map`),
    description: say(
      `Kaart van ${countryName(page)} met de plaats van ${fullName(area, data.book)}.`,
      `Map of ${countryName(page)} with the place of ${fullName(area, data.book)}.`,
    ),
    dots:
      area.point === null
        ? []
        : [
            {
              label: fullName(area, data.book),
              latitude: area.point.latitude,
              longitude: area.point.longitude,
              class: 0,
              shown: "",
              highlight: true,
            },
          ],
    legend: { title: "", classes: [], unknown: "" },
  });
}

const Neighbours: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, say } = page;
  const all = data.book.members(data.programme.focus);
  const at = all.findIndex(({ id }) => id === area.id);
  const [before, after] = [all.at(at - 1)!, all[(at + 1) % all.length]!];
  return (
    <nav class="kw-next" aria-label={say("Andere wijken", "Other neighbourhoods")}>
      <a class="utrecht-link utrecht-link--html-a" href={areaPath(page, before)} rel="prev">
        ← {fullName(before, data.book)}
      </a>
      <a class="utrecht-link utrecht-link--html-a" href={areaPath(page, after)} rel="next">
        {fullName(after, data.book)} →
      </a>
    </nav>
  );
};

/** The figures of the neighbourhood as files, or that there are none. */
const FiguresAsFiles: FC<{ page: Page; area: Area; any: boolean }> = ({ page, area, any }) =>
  any ? (
    <Downloads
      path={(tail) => page.to("areas", area.slug, { tail })}
      what={page.say("de cijfers van deze wijk", "the figures of this neighbourhood")}
    />
  ) : (
    <P>
      {page.say(
        `Er zijn nog geen cijfers over ${area.name}.`,
        `There are no figures on ${area.name} yet.`,
      )}
    </P>
  );

/** One neighbourhood: its figures with trend and gap, money, what was done, and the promises that name it. */
export async function areaPage(page: Page, area: Area, outline: Outline | null) {
  const { data, say } = page;
  const { book, catalogue, programme } = data;
  const monitors = await Promise.all(catalogue.map(data.monitor));
  const followed = monitors.flatMap((monitor): Followed[] => {
    const trend = monitor.focus.find((one) => one.area.id === area.id);
    return trend === undefined || trend.points.length === 0 ? [] : [{ monitor, trend }];
  });
  const themes = programme.themes
    .map(({ id }) => id)
    .filter((id) => followed.some(({ monitor }) => monitor.indicator.theme === id));
  const aliases = [...new Set(book.aliasesOf(area.id).map(({ alias }) => alias))];
  const municipality = book.municipalityOf(area)?.name ?? "";
  return (
    <>
      <div class="kw-hero kw-hero--small">
        <div>
          <p class="kw-eyebrow">{municipality}</p>
          <H1>{area.name}</H1>
          <P lead>
            {say(
              `${area.name} is een van de ${book.members(programme.focus).length} aandachtswijken. Hier ziet u hoe het met de wijk gaat.`,
              `${area.name} is one of the ${book.members(programme.focus).length} focus neighbourhoods. See how it is doing.`,
            )}
          </P>
          {aliases.length > 0 && (
            <Note>
              {say("Ook geschreven als: ", "Also written as: ")}
              {aliases.join("; ")}.
            </Note>
          )}
          <Highlights
            page={page}
            all={followed.filter(({ monitor }) => monitor.indicator.headline)}
          />
        </div>
        {outline !== null && (
          <div class="kw-place">
            <ChartFigure
              svg={drawPlace(page, area, outline)}
              caption={say("Waar ligt de wijk?", "Where is it?")}
            />
          </div>
        )}
      </div>
      <H2>{say("Cijfers", "Figures")}</H2>
      {themes.map((theme) => (
        <ThemeFigures
          page={page}
          theme={theme}
          all={followed.filter(({ monitor }) => monitor.indicator.theme === theme)}
        />
      ))}
      <FiguresAsFiles page={page} area={area} any={followed.length > 0} />
      <H2>{say("Geld en projecten", "Money and projects")}</H2>
      <Projects page={page} area={area} />
      <Doings page={page} area={area} />
      <Promises page={page} area={area} />
      <Neighbours page={page} area={area} />
    </>
  );
}
