import type { FC } from "hono/jsx";
import { periodName } from "#kernel";
import {
  type AreaTrend,
  canChangeByChance,
  countryChange,
  fasterVerdicts,
  improvedVerdicts,
  type Monitor,
  type Verdicts,
} from "#trends";
import { areaName, areaPath, countryName, type Page } from "./page.ts";
import { H2, H3, Link, Note } from "./parts.tsx";
import { tellChange, tellImproved } from "./telling.ts";

/** Where the lists stand on the page of an indicator. */
export const improvedAnchor = "vooruit";

const Names: FC<{ page: Page; monitor: Monitor; trends: readonly AreaTrend[] }> = ({
  page,
  monitor: { indicator },
  trends,
}) => (
  <ul class="kw-parts">
    {trends.map((trend) => (
      <li>
        <Link href={areaPath(page, trend.area)}>{areaName(page, trend.area)}</Link>
        {trend.change !== null && (
          <span class="kw-note">
            {" "}
            {tellChange(trend.change, indicator, page.language)}
            {canChangeByChance(trend, indicator) &&
              page.say(" (kan toeval zijn)", " (can be chance)")}
          </span>
        )}
      </li>
    ))}
  </ul>
);

/** One list of a statement, closed until somebody asks for it. */
const List: FC<{
  page: Page;
  monitor: Monitor;
  trends: readonly AreaTrend[];
  title: string;
}> = ({ page, monitor, trends, title }) =>
  trends.length === 0 ? null : (
    <details class="kw-details">
      <summary>
        {trends.length} {title}
      </summary>
      <Names page={page} monitor={monitor} trends={trends} />
    </details>
  );

const Lists: FC<{
  page: Page;
  monitor: Monitor;
  verdicts: Verdicts;
  words: { readonly yes: string; readonly no: string; readonly unclear: string };
}> = ({ page, monitor, verdicts, words }) => (
  <>
    <List page={page} monitor={monitor} trends={verdicts.yes} title={words.yes} />
    <List page={page} monitor={monitor} trends={verdicts.no} title={words.no} />
    <List page={page} monitor={monitor} trends={verdicts.unclear} title={words.unclear} />
    <List
      page={page}
      monitor={monitor}
      trends={verdicts.unknown}
      title={page.say(
        "waarvan wij het begin of het einde niet kennen",
        "of which we do not know the beginning or the end",
      )}
    />
  </>
);

const Faster: FC<{ page: Page; monitor: Monitor; verdicts: Verdicts }> = ({
  page,
  monitor,
  verdicts,
}) => {
  const { say } = page;
  const country = countryChange(monitor);
  const known = verdicts.yes.length + verdicts.no.length + verdicts.unclear.length;
  return (
    <>
      <H3>
        {say(
          `${verdicts.yes.length} van de ${known} wijken sneller dan ${countryName(page)}`,
          `${verdicts.yes.length} of ${known} neighbourhoods faster than ${countryName(page)}`,
        )}
      </H3>
      <Lists
        page={page}
        monitor={monitor}
        verdicts={verdicts}
        words={{
          yes: say("sneller", "faster"),
          no: say("langzamer, of de verkeerde kant op", "slower, or the wrong way"),
          unclear: say(
            "niet duidelijk: even snel, of door afronden",
            "not clear: as fast, or rounding",
          ),
        }}
      />
      <Note>
        {country !== null &&
          say(
            `${countryName(page)} veranderde in die tijd met ${tellChange(country, monitor.indicator, "nl")}. `,
            `Over that time ${countryName(page)} changed by ${tellChange(country, monitor.indicator, "en")}. `,
          )}
        {monitor.indicator.unit === "count"
          ? say(
              "Aantallen zijn vergeleken naar verhouding van het begin.",
              "Counts are compared in proportion to where they began.",
            )
          : say(
              "Vergeleken is het verschil tussen begin en einde.",
              "What is compared is the difference between beginning and end.",
            )}
      </Note>
    </>
  );
};

/** Who is behind "32 of 40 improved" and "28 of 40 faster than the country": which, which not, and of which nobody can say. */
export const VerdictLists: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { language, say } = page;
  const improved = improvedVerdicts(monitor);
  const faster = fasterVerdicts(monitor);
  if (improved === null && faster === null) return null;
  const { span } = monitor;
  return (
    <>
      <H2 id={improvedAnchor}>{say("Welke wijken zijn dat?", "Which neighbourhoods are they?")}</H2>
      {span !== null && (
        <Note>
          {say("Van ", "From ")}
          {periodName(span.from, language)} {say("tot", "to")} {periodName(span.to, language)}.
        </Note>
      )}
      {improved !== null && (
        <>
          <H3>{tellImproved(monitor, language)}</H3>
          <Lists
            page={page}
            monitor={monitor}
            verdicts={improved}
            words={{
              yes: say("gingen vooruit", "improved"),
              no: say("gingen niet vooruit", "did not improve"),
              unclear: say(
                "niet duidelijk, omdat cijfers afgerond zijn",
                "not clear, because figures are rounded",
              ),
            }}
          />
        </>
      )}
      {faster !== null && <Faster page={page} monitor={monitor} verdicts={faster} />}
    </>
  );
};
