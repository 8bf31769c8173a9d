import type { FC } from "hono/jsx";
import { fullName, type Outline } from "#areas";
import type { Indicator } from "#indicators";
import { formatNumber, periodName } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import { drawChanges, drawMap, drawRanking } from "./draw.ts";
import { FortyFigure } from "./forty-figure.tsx";
import { IndicatorFacts } from "./indicator-facts.tsx";
import { FullTable } from "./indicator-table.tsx";
import { OtherAreas } from "./other-areas.tsx";
import { releasesOf } from "./overview.tsx";
import { indicatorPath, type Page } from "./page.ts";
import { ChartFigure, Downloads, H1, H2, Link, P, Sources } from "./parts.tsx";
import { RevisedFigures } from "./revised.tsx";
import { tellChange, tellImproved, tellOver, tellRelative, tellTotal } from "./telling.ts";
import { VerdictLists } from "./verdict-lists.tsx";

const names = (page: Page, trends: readonly AreaTrend[]) =>
  trends.map(({ area }) => fullName(area, page.data.book)).join(page.say(" en ", " and "));

/** What stands out, in sentences. */
const Told: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { language, say } = page;
  const { indicator, totals, totalChange, mostRisen, mostFallen } = monitor;
  const lines = [
    ...totals.map((total) => {
      const { period, counts, members } = total;
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
      const shown = tellTotal(total, indicator, language);
      return say(
        `De wijken samen, ${periodName(period, "nl")}: ${shown}${of}${some}.`,
        `The neighbourhoods together, ${periodName(period, "en")}: ${shown}${of}${some}.`,
      );
    }),
    ...(totalChange === null
      ? []
      : [
          say(
            `Verandering van de wijken samen: ${tellChange(totalChange, indicator, "nl")}${tellOver(totalChange, "nl")}.`,
            `Change of the neighbourhoods together: ${tellChange(totalChange, indicator, "en")}${tellOver(totalChange, "en")}.`,
          ),
        ]),
    ...[tellImproved(monitor, language)].flatMap((line) => (line === null ? [] : [`${line}.`])),
    ...[mostRisen, mostFallen].flatMap((trends, at) => {
      const [first] = trends;
      if (first === undefined) return [];
      const size = tellRelative(first.change, language);
      const verb =
        at === 0
          ? say("Naar verhouding het sterkst gestegen", "Largest rise in proportion")
          : say("Naar verhouding het sterkst gedaald", "Largest fall in proportion");
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
      <div class="kw-drawings">
        <ChartFigure
          svg={drawMap(page, monitor, outline, "map")}
          caption={say("Op de kaart", "On the map")}
          note={say(
            "Kies een stip om naar de wijk te gaan.",
            "Choose a dot to go to the neighbourhood.",
          )}
        />
        <ChartFigure
          svg={drawRanking(page, monitor)}
          caption={say("Van hoog naar laag", "From high to low")}
        />
        {changes !== null && (
          <ChartFigure
            svg={changes}
            caption={say("Verandering per wijk", "Change by neighbourhood")}
          />
        )}
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
      <div class="kw-hero kw-hero--card">
        <div>
          <p class="kw-eyebrow">{theme?.name[language]}</p>
          <H1>{indicator.name[language]}</H1>
          <P lead>{indicator.definition[language]}</P>
          <IndicatorFacts page={page} indicator={indicator} />
          <Downloads
            path={(tail) => indicatorPath(page, indicator, { tail })}
            what={say("deze cijfers", "these figures")}
          />
          <p class="kw-next">
            <Link href={page.to("explore", undefined, { query: { indicator: indicator.id } })}>
              {say("Verken dit cijfer zelf", "Explore this figure yourself")}
            </Link>
          </p>
        </div>
        <div>
          <div class="kw-card">
            <FortyFigure page={page} monitor={monitor} />
          </div>
        </div>
      </div>
      {(monitor.totals.length > 0 || known.length > 0) && (
        <H2>{say("Wat valt op?", "What stands out?")}</H2>
      )}
      <Told page={page} monitor={monitor} />
      <VerdictLists page={page} monitor={monitor} />
      {anyValue && <Pictures page={page} monitor={monitor} outline={outline} />}
      <H2>{say("Alle cijfers", "All figures")}</H2>
      {known.length > 0 && (
        <FullTable
          page={page}
          monitor={monitor}
          trends={known}
          id="wijken"
          caption={say("De aandachtswijken", "The focus neighbourhoods")}
        />
      )}
      {(monitor.others.length > 0 || monitor.totals.length > 0) && (
        <OtherAreas page={page} monitor={monitor} />
      )}
      <RevisedFigures page={page} indicator={indicator} revised={await data.revised(indicator)} />
      <Sources page={page} releases={releasesOf(monitor)} />
    </>
  );
}
