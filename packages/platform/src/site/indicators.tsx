import type { FC } from "hono/jsx";
import { fullName, type Outline } from "#areas";
import { formatReading, formatValue, type Indicator } from "#indicators";
import { formatNumber, periodName } from "#kernel";
import type { Theme } from "#programme";
import type { AreaTrend, Monitor } from "#trends";
import { drawChanges, drawMap, drawRanking } from "./draw.ts";
import { releasesOf } from "./overview.tsx";
import { areaPath, indicatorPath, type Page } from "./page.ts";
import { ChartFigure, H1, H2, H3, Link, Num, P, Sources, Table, Th } from "./parts.tsx";
import {
  nameIn,
  tellChange,
  tellClosing,
  tellDirection,
  tellGap,
  tellImproved,
} from "./telling.ts";

/** What is measured, aimed at and done in one theme. */
const ThemeSection: FC<{ page: Page; theme: Theme }> = ({ page, theme }) => {
  const { data, language, say } = page;
  const { outputs, targets } = data.programme;

  const own = data.catalogue.filter((indicator) => indicator.theme === theme.id);
  const aims = targets.filter((target) => target.theme === theme.id);
  const done = outputs.filter((output) => output.theme === theme.id);
  return (
    <section aria-labelledby={theme.id}>
      <H2 id={theme.id}>{theme.name[language]}</H2>
      {own.length > 0 && (
        <ul class="kw-list">
          {own.map((indicator) => (
            <li>
              <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
              <span class="kw-note"> {indicator.definition[language]}</span>
            </li>
          ))}
        </ul>
      )}
      {aims.length > 0 && (
        <>
          <H3>{say("Doelen", "Targets")}</H3>
          <ul class="utrecht-unordered-list">
            {aims.map((target) => (
              <li class="utrecht-unordered-list__item">
                {target.name[language]}:{" "}
                {target.value !== null && <strong>{formatNumber(target.value, language)}</strong>}{" "}
                {target.unit[language]}
                {target.due !== null && ` (${target.due})`}
              </li>
            ))}
          </ul>
        </>
      )}
      {done.length > 0 && (
        <>
          <H3>{say("Resultaten", "Results")}</H3>
          <ul class="utrecht-unordered-list">
            {done.map((output) => (
              <li class="utrecht-unordered-list__item">
                {output.name[language]}: <strong>{formatNumber(output.value, language)}</strong>{" "}
                {output.unit[language]} ({periodName(output.period, language)})
              </li>
            ))}
          </ul>
        </>
      )}
      {own.length + aims.length + done.length === 0 && (
        <P>
          {say("Over dit thema zijn nog geen cijfers.", "There are no figures on this theme yet.")}
        </P>
      )}
    </section>
  );
};

/** The catalogue by theme, and what each theme aims at. */
export async function indicatorsPage(page: Page) {
  const { data, say } = page;
  return (
    <>
      <H1>{say("Cijfers", "Figures")}</H1>
      <P lead>
        {say(
          "Elk cijfer met zijn uitleg, bron, kaart en ranglijst. U kunt ze ook downloaden.",
          "Every figure with its meaning, source, map and ranking. You can download them too.",
        )}
      </P>
      {data.programme.themes.map((theme) => (
        <ThemeSection page={page} theme={theme} />
      ))}
    </>
  );
}

const Facts: FC<{ page: Page; indicator: Indicator }> = ({ page, indicator }) => {
  const { language, say } = page;
  const unit = {
    share: say(`percentage; van: ${indicator.counts.nl}`, `percentage; of: ${indicator.counts.en}`),
    count: say(`aantal ${indicator.counts.nl}`, `number of ${indicator.counts.en}`),
    "per-1000": say(
      `per 1.000; geteld: ${indicator.counts.nl}`,
      `per 1,000; counted: ${indicator.counts.en}`,
    ),
  }[indicator.unit];
  return (
    <dl class="kw-facts">
      <dt>{say("Eenheid", "Unit")}</dt>
      <dd>{unit}</dd>
      <dt>{say("Richting", "Direction")}</dt>
      <dd>{tellDirection(indicator, language)}</dd>
      <dt>{say("Gemeten door", "Measured by")}</dt>
      <dd>{indicator.source[language]}</dd>
    </dl>
  );
};

const names = (page: Page, trends: readonly AreaTrend[]) =>
  trends.map(({ area }) => fullName(area, page.data.book)).join(" en ");

/** What stands out, in sentences. */
const Told: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { language, say } = page;
  const { indicator, totals, totalChange, mostRisen, mostFallen } = monitor;
  const lines = [
    ...totals.map(({ period, value, counts, members }) => {
      const of =
        counts === null
          ? ""
          : say(
              ` (${formatNumber(counts.numerator, "nl")} van ${formatNumber(counts.denominator, "nl")} ${indicator.counts.nl})`,
              ` (${formatNumber(counts.numerator, "en")} of ${formatNumber(counts.denominator, "en")} ${indicator.counts.en})`,
            );
      const some =
        members.known < members.of
          ? say(
              `, over ${members.known} van de ${members.of} wijken`,
              `, over ${members.known} of ${members.of} neighbourhoods`,
            )
          : "";
      const shown = formatValue(
        value,
        indicator,
        language,
        indicator.unit === "share" ? { decimals: 2 } : {},
      );
      return say(
        `De wijken samen, ${periodName(period, "nl")}: ${shown}${of}${some}.`,
        `The neighbourhoods together, ${periodName(period, "en")}: ${shown}${of}${some}.`,
      );
    }),
    ...(totalChange === null
      ? []
      : [
          say(
            `Verandering van de wijken samen: ${tellChange(totalChange, indicator, "nl")}.`,
            `Change of the neighbourhoods together: ${tellChange(totalChange, indicator, "en")}.`,
          ),
        ]),
    ...[tellImproved(monitor, language)].flatMap((line) => (line === null ? [] : [`${line}.`])),
    ...[mostRisen, mostFallen].flatMap((trends, at) => {
      const [first] = trends;
      if (first === undefined) return [];
      const size = tellChange(first.change, indicator, language);
      const verb =
        at === 0
          ? say("Sterkste stijging", "Largest rise")
          : say("Sterkste daling", "Largest fall");
      return [`${verb}: ${names(page, trends)} (${size}).`];
    }),
  ];
  if (lines.length === 0) return null;
  return (
    <ul class="utrecht-unordered-list kw-prose">
      {lines.map((line) => (
        <li class="utrecht-unordered-list__item">{line}</li>
      ))}
    </ul>
  );
};

const AreaRow: FC<{ page: Page; monitor: Monitor; trend: AreaTrend; link: boolean }> = ({
  page,
  monitor,
  trend,
  link,
}) => {
  const { language, say } = page;
  const { indicator, periods } = monitor;
  const gap = trend.gapToCountry;
  const closing = gap === null ? null : tellClosing(gap, language);
  const name = nameIn(fullName(trend.area, page.data.book), language);
  return (
    <tr>
      <th scope="row">{link ? <Link href={areaPath(page, trend.area)}>{name}</Link> : name}</th>
      {periods.map(({ id }) => {
        const figure = trend.points.find(({ period }) => period.id === id);
        return (
          <Num words={figure !== undefined && figure.reading.kind !== "value"}>
            {figure === undefined
              ? say("geen cijfer", "no figure")
              : formatReading(figure.reading, indicator, language)}
          </Num>
        );
      })}
      {periods.length > 1 && (
        <Num words>
          {trend.change === null
            ? say("niet bekend", "not known")
            : tellChange(trend.change, indicator, language)}
        </Num>
      )}
      <Num>{trend.rank === null ? "" : trend.rank.place}</Num>
      {monitor.country !== null && (
        <Num words>
          {gap === null
            ? ""
            : `${tellGap(gap, indicator, language)}${closing === null ? "" : `; ${closing}`}`}
        </Num>
      )}
    </tr>
  );
};

const FullTable: FC<{
  page: Page;
  monitor: Monitor;
  trends: readonly AreaTrend[];
  id: string;
  caption: string;
  link: boolean;
}> = ({ page, monitor, trends, id, caption, link }) => {
  const { language, say } = page;
  return (
    <Table
      id={id}
      caption={caption}
      head={
        <>
          <Th>{say("Gebied", "Area")}</Th>
          {monitor.periods.map((period) => (
            <Th figure>{periodName(period, language)}</Th>
          ))}
          {monitor.periods.length > 1 && <Th figure>{say("Verandering", "Change")}</Th>}
          <Th figure>{say("Plaats", "Rank")}</Th>
          {monitor.country !== null && (
            <Th figure>{say("Tegenover Nederland", "Against the Netherlands")}</Th>
          )}
        </>
      }
    >
      {trends.map((trend) => (
        <AreaRow page={page} monitor={monitor} trend={trend} link={link} />
      ))}
    </Table>
  );
};

const Pictures: FC<{ page: Page; monitor: Monitor; outline: Outline | null }> = ({
  page,
  monitor,
  outline,
}) => {
  const { say } = page;
  const changes = drawChanges(page, monitor);
  return (
    <>
      <H2>{say("In beeld", "In pictures")}</H2>
      <div class="kw-columns kw-columns--even">
        <div>
          <ChartFigure
            svg={drawMap(page, monitor, outline, "map")}
            caption={say("Op de kaart", "On the map")}
            note={say(
              "Kies een stip om naar de wijk te gaan.",
              "Choose a dot to go to the neighbourhood.",
            )}
          />
          {changes !== null && (
            <ChartFigure
              svg={changes}
              caption={say("Verandering per wijk", "Change by neighbourhood")}
            />
          )}
        </div>
        <div>
          <ChartFigure
            svg={drawRanking(page, monitor)}
            caption={say("Van hoog naar laag", "From high to low")}
          />
        </div>
      </div>
    </>
  );
};

/** One indicator: what it means, the forty on a map, in order, over time, and every figure. */
export async function indicatorPage(page: Page, indicator: Indicator, outline: Outline | null) {
  const { data, language, say } = page;
  const monitor = await data.monitor(indicator);
  const known = monitor.focus.filter(({ points }) => points.length > 0);
  const theme = data.programme.themes.find(({ id }) => id === indicator.theme);
  const anyValue = known.some(({ latest }) => latest?.reading.kind === "value");
  return (
    <>
      <p class="kw-eyebrow">{theme?.name[language]}</p>
      <H1>{indicator.name[language]}</H1>
      <P lead>{indicator.definition[language]}</P>
      <Facts page={page} indicator={indicator} />
      <p class="kw-download">
        <Link href={`${indicatorPath(page, indicator)}.csv`}>
          {say("Download deze cijfers (CSV)", "Download these figures (CSV)")}
        </Link>
      </p>
      {(monitor.totals.length > 0 || known.length > 0) && (
        <H2>{say("Wat valt op?", "What stands out?")}</H2>
      )}
      <Told page={page} monitor={monitor} />
      {anyValue && <Pictures page={page} monitor={monitor} outline={outline} />}
      <H2>{say("Alle cijfers", "All figures")}</H2>
      {known.length > 0 && (
        <FullTable
          page={page}
          monitor={monitor}
          trends={known}
          id="wijken"
          caption={say("De aandachtswijken", "The focus neighbourhoods")}
          link={true}
        />
      )}
      {monitor.others.length > 0 && (
        <FullTable
          page={page}
          monitor={monitor}
          trends={monitor.others}
          id="andere"
          caption={say(
            "Gemeenten, Nederland en groepen wijken",
            "Municipalities, the Netherlands and groups of neighbourhoods",
          )}
          link={false}
        />
      )}
      <Sources page={page} releases={releasesOf(monitor)} />
    </>
  );
}
