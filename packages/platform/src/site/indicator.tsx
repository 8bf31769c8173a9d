import type { FC } from "hono/jsx";
import { fullName, type Outline } from "#areas";
import { formatReading, type Indicator } from "#indicators";
import { formatNumber, type Period, periodName } from "#kernel";
import { type AreaTrend, type Monitor, uncertaintyOf } from "#trends";
import { drawChanges, drawMap, drawRanking } from "./draw.ts";
import { FortyFigure } from "./forty-figure.tsx";
import { IndicatorFacts } from "./indicator-facts.tsx";
import { releasesOf } from "./overview.tsx";
import { areaName, areaPath, countryName, indicatorPath, type Page } from "./page.ts";
import {
  ChartFigure,
  Downloads,
  H1,
  H2,
  LineLink,
  Link,
  Num,
  P,
  Sources,
  Table,
  Th,
} from "./parts.tsx";
import { RevisedFigures } from "./revised.tsx";
import { chanceRangeMeaning } from "./tell-area.ts";
import {
  differenceUnit,
  tellChange,
  tellChangeSize,
  tellClosing,
  tellDifference,
  tellGapSpan,
  tellImproved,
  tellOver,
  tellRelative,
  tellSpan,
  tellTotal,
} from "./telling.ts";
import { type Columns, TotalRow } from "./total-row.tsx";
import { ChanceRange } from "./unsure.tsx";
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

const GapCells: FC<{
  page: Page;
  monitor: Monitor;
  gap: AreaTrend["gapToCountry"];
  closing: boolean;
  newest: Period | undefined;
}> = ({ page: { language }, monitor, gap, closing, newest }) => {
  const last = gap?.points.at(-1);
  const span = gap === null ? null : tellGapSpan(gap, monitor, language);
  return (
    <>
      <Num words={last !== undefined && last.period.id !== newest?.id}>
        {last !== undefined && tellDifference(last.gap, last.decimals, monitor.indicator, language)}
        {last !== undefined && last.period.id !== newest?.id && (
          <span class="kw-note"> ({periodName(last.period, language)})</span>
        )}
      </Num>
      {closing && (
        <td class={span === null ? "kw-nobreak" : "kw-words"}>
          {gap === null ? "" : (tellClosing(gap, language) ?? "")}
          {span !== null && <span class="kw-note"> ({span})</span>}
        </td>
      )}
    </>
  );
};

const AreaRow: FC<{ page: Page; monitor: Monitor; trend: AreaTrend; columns: Columns }> = ({
  page,
  monitor,
  trend,
  columns,
}) => {
  const { language, say } = page;
  const { indicator, periods } = monitor;
  const { area, rank, change, latest } = trend;
  const name = areaName(page, area);
  const isPrinted = monitor.totals.length > 0 && area.id === page.data.programme.focus;
  const isFocus = area.kind === "focus-neighbourhood";
  const span = change === null ? null : tellSpan(change, monitor, language);
  return (
    <tr>
      <th scope="row">
        {isFocus ? <Link href={areaPath(page, area)}>{name}</Link> : name}
        {isPrinted && (
          <span class="kw-note">
            {say(" (zoals de bron het geeft)", " (as the source prints it)")}
          </span>
        )}
      </th>
      {periods.toReversed().map(({ id }) => {
        const figure = trend.points.find(({ period }) => period.id === id);
        return (
          <Num words={figure !== undefined && figure.reading.kind !== "value"}>
            {figure === undefined
              ? say("geen cijfer", "no figure")
              : formatReading(figure.reading, indicator, language)}
            {figure !== undefined && (
              <ChanceRange page={page} figure={figure} indicator={indicator} />
            )}
          </Num>
        );
      })}
      {columns.change && (
        <Num words={span !== null}>
          {change === null
            ? say("niet bekend", "not known")
            : tellChangeSize(change, indicator, language)}
          {span !== null && <span class="kw-note"> ({span})</span>}
        </Num>
      )}
      {columns.rank && (
        <Num>
          {rank === null ? "" : rank.place}
          {rank !== null && rank.tiedWith > 0 && ` ${say("gedeeld", "tied")}`}
        </Num>
      )}
      {columns.gap && (
        <GapCells
          page={page}
          monitor={monitor}
          gap={trend.gapToCountry}
          closing={columns.closing}
          newest={trend.latest?.period}
        />
      )}
      <Num>
        {latest !== null && <LineLink page={page} release={latest.release} line={latest.line} />}
      </Num>
    </tr>
  );
};

const FullTable: FC<{
  page: Page;
  monitor: Monitor;
  trends: readonly AreaTrend[];
  id: string;
  caption: string;
  /** What the row of the neighbourhoods together is called; null: the table has none. */
  together?: string | null;
}> = ({ page, monitor, trends, id, caption, together = null }) => {
  const { language, say } = page;
  const columns: Columns = {
    change:
      trends.some(({ change }) => change !== null) ||
      (together !== null && monitor.totalChange !== null),
    rank: trends.some(({ rank }) => rank !== null),
    gap: trends.some(({ gapToCountry }) => gapToCountry !== null),
    closing: trends.some(({ gapToCountry }) => gapToCountry?.closing != null),
  };
  const hasChance = trends.some(({ points }) =>
    points.some((figure) => uncertaintyOf(figure, monitor.indicator)?.kind === "chance"),
  );
  const unit = differenceUnit(monitor.indicator, language);
  const inUnit = unit === null ? "" : ` (${unit})`;
  return (
    <Table
      id={id}
      caption={caption}
      note={hasChance ? chanceRangeMeaning(language) : undefined}
      head={
        <>
          <Th>{say("Gebied", "Area")}</Th>
          {monitor.periods.toReversed().map((period) => (
            <Th figure>{periodName(period, language)}</Th>
          ))}
          {columns.change && <Th figure>{`${say("Verandering", "Change")}${inUnit}`}</Th>}
          {columns.rank && <Th figure>{say("Plaats (1 is het hoogst)", "Rank (1 is highest)")}</Th>}
          {columns.gap && (
            <>
              <Th
                figure
              >{`${say(`Verschil met ${countryName(page)}`, `Gap to ${countryName(page)}`)}${inUnit}`}</Th>
              {columns.closing && <Th>{say("Dat verschil", "That gap")}</Th>}
            </>
          )}
          <Th figure>{say("Bron", "Source")}</Th>
        </>
      }
    >
      {together !== null && (
        <TotalRow page={page} monitor={monitor} columns={columns} name={together} />
      )}
      {trends.map((trend) => (
        <AreaRow page={page} monitor={monitor} trend={trend} columns={columns} />
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
        <FullTable
          page={page}
          monitor={monitor}
          trends={monitor.others}
          id="andere"
          caption={say(
            `Gemeenten, ${countryName(page)} en groepen wijken`,
            `Municipalities, ${countryName(page)} and groups of neighbourhoods`,
          )}
          together={
            monitor.totals.length > 0 ? areaName(page, data.book.get(data.programme.focus)) : null
          }
        />
      )}
      <RevisedFigures page={page} indicator={indicator} revised={await data.revised(indicator)} />
      <Sources page={page} releases={releasesOf(monitor)} />
    </>
  );
}
