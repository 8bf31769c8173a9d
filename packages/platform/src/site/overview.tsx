import type { FC } from "hono/jsx";
import type { Outline } from "#areas";
import { pyramidChart } from "#charts";
import { formatDifference, formatReading, formatValue } from "#indicators";
import { formatCents, formatDate, periodName } from "#kernel";
import { type BudgetTotal, fundTotal, tranchesOf } from "#money";
import { byDueDate, standing } from "#parliament";
import type { Monitor } from "#trends";
import { drawMap } from "./draw.ts";
import { indicatorPath, type Page } from "./page.ts";
import { ChartFigure, H1, H2, H3, Link, Note, P, SearchForm, Sources } from "./parts.tsx";
import { nameIn, tellClosing, tellDue, tellImproved, tellStanding } from "./telling.ts";

/** The forty beside the country, for one headline indicator: worked out from counts where that can be, else as printed. */
const HeadlineCard: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { language, say } = page;
  const { indicator, totals, printedGrouping, country } = monitor;
  const total = totals.at(-1);
  const printed = printedGrouping?.latest;
  const period = total?.period ?? printed?.period;
  const value = total?.value ?? (printed?.reading.kind === "value" ? printed.reading.value : null);
  const beside = country?.points.find((point) => point.period.id === period?.id)?.reading;
  const gap = value !== null && beside?.kind === "value" ? value - beside.value : null;
  const closing =
    printedGrouping?.gapToCountry == null
      ? null
      : tellClosing(printedGrouping.gapToCountry, language);
  const improved = tellImproved(monitor, language);
  return (
    <li class="kw-card">
      <H3>
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
      </H3>
      <p>
        <span class="kw-number">
          {value === null
            ? say("niet bekend", "not known")
            : formatValue(value, indicator, language)}
        </span>
        {say("in de aandachtswijken", "in the focus neighbourhoods")}
      </p>
      {beside !== undefined && (
        <p>
          {nameIn("Nederland", language).replace("the ", "The ")}:{" "}
          {formatReading(beside, indicator, language)}
          {gap !== null && (
            <>
              {". "}
              {say("Verschil: ", "Gap: ")}
              <strong>{formatDifference(gap, indicator, language)}</strong>
              {closing !== null && `; ${say("het verschil", "it")} ${closing}`}
            </>
          )}
          .
        </p>
      )}
      {improved !== null && <p>{improved}.</p>}
      {period !== undefined && <p class="kw-note">{periodName(period, language)}</p>}
    </li>
  );
};

const DueList: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say, to } = page;
  const waiting = byDueDate(data.commitments).filter((one) =>
    ["due", "overdue"].includes(standing(one, data.asOf)),
  );
  return (
    <>
      <H2>{say("Wat er nog moet gebeuren", "What is due")}</H2>
      <Note>
        {say(
          `Stand op ${formatDate(data.asOf, "nl")}, de dag van de nieuwste cijfers.`,
          `As of ${formatDate(data.asOf, "en")}, the day of the newest figures.`,
        )}
      </Note>
      <ol class="kw-list">
        {waiting.slice(0, 6).map((one) => (
          <li>
            <strong>{tellDue(one, language)}</strong>: {one.text[language]}{" "}
            {standing(one, data.asOf) === "overdue" && (
              <span class="kw-tag kw-bad">{tellStanding(one, data.asOf, language)}</span>
            )}
          </li>
        ))}
      </ol>
      <p>
        <Link href={to("commitments")}>
          {say(
            `Alle ${data.commitments.length} toezeggingen`,
            `All ${data.commitments.length} commitments`,
          )}
        </Link>
      </p>
    </>
  );
};

/** ` van € 8.000.000`, where the fund's size is an exact amount. */
const tellOf = ({ say }: Page, total: BudgetTotal | null) =>
  total === null || total.bound !== null
    ? ""
    : say(` van ${formatCents(total.amount, "nl")}`, ` of ${formatCents(total.amount, "en")}`);

const MoneyGlance: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say, to } = page;
  return (
    <>
      <H2>{say("Geld", "Money")}</H2>
      {tranchesOf(data.projects).map(({ fund, number, projects, granted }) => {
        const known = data.funds.find(({ id }) => id === fund);
        return (
          <P>
            {known?.name[language]}, {say("tranche", "tranche")} {number}:{" "}
            <strong>{projects.length}</strong> {say("projecten, samen", "projects, together")}{" "}
            <strong>{formatCents(granted, language)}</strong>
            {known !== undefined && tellOf(page, fundTotal(known))}.
          </P>
        );
      })}
      <p>
        <Link href={to("money")}>{say("Alle potten en projecten", "All funds and projects")}</Link>
      </p>
    </>
  );
};

function drawPyramid({ data, language, say, to }: Page): string {
  const nameOf = (id: string) =>
    data.programme.themes.find((theme) => theme.id === id)?.name[language] ?? id;
  const theme = (id: string) => ({ label: nameOf(id), href: `${to("indicators")}#${id}` });
  const levels = data.programme.pyramid.filter(({ level }) => level !== "all");
  const across = data.programme.pyramid.filter(({ level }) => level === "all");
  return pyramidChart({
    id: "pyramid",
    language,
    title: say("De piramide van thema's", "The pyramid of themes"),
    description: say(
      "De thema's van het programma in lagen, van onder naar boven.",
      "The themes of the programme in layers, from the base up.",
    ),
    levels: levels.map(({ name, themes }) => ({
      label: name[language],
      themes: themes.map(theme),
    })),
    across: across.flatMap(({ themes }) => themes.map(theme)),
  });
}

/** The first page: where the forty are, how far behind, what the programme is about, what is due. */
export async function overviewPage(page: Page, outline: Outline | null) {
  const { data, language, say } = page;
  const headline = data.catalogue.filter((indicator) => indicator.headline);
  const monitors = await Promise.all(headline.map(data.monitor));
  const mapped = monitors.find(({ focus }) => focus.some(({ latest }) => latest !== null));
  const { programme, book } = data;
  const focus = book.members(programme.focus);
  const cities = new Set(focus.map((area) => book.municipalityOf(area)?.id)).size;
  return (
    <>
      <p class="kw-eyebrow">
        {say(
          `${focus.length} wijken in ${cities} gemeenten`,
          `${focus.length} neighbourhoods in ${cities} municipalities`,
        )}
      </p>
      <H1>{programme.name[language]}</H1>
      <P lead>{programme.aim[language]}</P>
      <SearchForm page={page} />
      <H2>{say("Hoe staan de wijken ervoor?", "How are the neighbourhoods doing?")}</H2>
      <ul class="kw-cards">
        {monitors.map((monitor) => (
          <HeadlineCard page={page} monitor={monitor} />
        ))}
      </ul>
      <div class="kw-columns kw-columns--even">
        <div>
          <H2>{say("Waar liggen de wijken?", "Where are the neighbourhoods?")}</H2>
          {mapped !== undefined && (
            <>
              <ChartFigure
                svg={drawMap(page, mapped, outline, "map")}
                caption={mapped.indicator.name[language]}
                note={say(
                  "Kies een stip om naar de wijk te gaan.",
                  "Choose a dot to go to the neighbourhood.",
                )}
              />
              <Sources page={page} releases={releasesOf(mapped)} />
            </>
          )}
        </div>
        <div>
          <H2>{say("Waar gaat het programma over?", "What is the programme about?")}</H2>
          <ChartFigure
            svg={drawPyramid(page)}
            caption={say("De piramide van thema's", "The pyramid of themes")}
          />
        </div>
        <div>
          <DueList page={page} />
        </div>
        <div>
          <MoneyGlance page={page} />
        </div>
      </div>
    </>
  );
}

/** The releases that the figures of the focus neighbourhoods come from. */
export function releasesOf({ focus, others }: Monitor) {
  return [
    ...new Set([...focus, ...others].flatMap(({ points }) => points.map(({ release }) => release))),
  ];
}
