import type { FC } from "hono/jsx";
import type { Outline } from "#areas";
import { pyramidChart } from "#charts";
import { periodName } from "#kernel";
import { tranchesOf } from "#money";
import { byDueDate, standing } from "#parliament";
import type { Monitor } from "#trends";
import { drawMap } from "./draw.ts";
import { FortyFigure } from "./forty-figure.tsx";
import { judgedOn, tellJudged } from "./judged-on.ts";
import { TrancheSum } from "./money.tsx";
import { indicatorPath, type Page } from "./page.ts";
import { ChartFigure, Explain, H1, H2, H3, Link, Note, P, SearchForm, Sources } from "./parts.tsx";
import { tellDue, tellStanding } from "./telling.ts";

const DueList: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say, to } = page;
  const waiting = byDueDate(data.commitments).filter((one) =>
    ["due", "overdue"].includes(standing(one, judgedOn(page))),
  );
  return (
    <>
      <H2>{say("Wat er nog moet gebeuren", "What is due")}</H2>
      <Note>{tellJudged(page)}</Note>
      <ol class="kw-list">
        {waiting.slice(0, 6).map((one) => (
          <li>
            <strong>{tellDue(one, language)}</strong>: {one.text[language]}{" "}
            {standing(one, judgedOn(page)) === "overdue" && (
              <span class="kw-tag kw-bad">{tellStanding(one, judgedOn(page), language)}</span>
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

const MoneyGlance: FC<{ page: Page }> = ({ page }) => {
  const { data, say, to } = page;
  return (
    <>
      <H2>{say("Geld", "Money")}</H2>
      {tranchesOf(data.projects).map((tranche) => (
        <TrancheSum page={page} tranche={tranche} level="h3" />
      ))}
      <p>
        <Link href={to("money")}>
          {say(
            `Alle ${data.funds.length} fondsen en alle projecten`,
            `All ${data.funds.length} funds and all projects`,
          )}
        </Link>
      </p>
    </>
  );
};

function drawPyramid({ data, language, say, to }: Page): string {
  const nameOf = (id: string) =>
    data.programme.themes.find((theme) => theme.id === id)?.name[language] ?? id;
  const theme = (id: string) => ({
    label: nameOf(id),
    href: to("indicators", undefined, { anchor: id }),
  });
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
      <div class="kw-hero">
        <div>
          <p class="kw-eyebrow">
            {say(
              `${focus.length} wijken in ${cities} gemeenten`,
              `${focus.length} neighbourhoods in ${cities} municipalities`,
            )}
          </p>
          <H1>{programme.name[language]}</H1>
          <P lead>{programme.aim[language]}</P>
          <P>
            {say(
              `Het programma begon in ${periodName(programme.start, "nl")} en duurt ${programme.durationYears} jaar.`,
              `The programme began in ${periodName(programme.start, "en")} and lasts ${programme.durationYears} years.`,
            )}
          </P>
          <SearchForm page={page} />
          <Municipalities page={page} />
        </div>
        {mapped !== undefined && <HeroMap page={page} monitor={mapped} outline={outline} />}
      </div>
      <H2>{say("Hoe staan de wijken ervoor?", "How are the neighbourhoods doing?")}</H2>
      <ul class="kw-cards">
        {monitors.map((monitor) => (
          <li class="kw-card kw-card--equal">
            <H3>
              <Link href={indicatorPath(page, monitor.indicator)}>
                {monitor.indicator.name[language]}
              </Link>
            </H3>
            <Explain page={page} indicator={monitor.indicator} />
            <FortyFigure page={page} monitor={monitor} />
          </li>
        ))}
      </ul>
      <Sources page={page} releases={[...new Set(monitors.flatMap(releasesOf))]} />
      <div class="kw-columns">
        <div>
          <DueList page={page} />
        </div>
        <div>
          <H2>{say("Waar gaat het programma over?", "What is the programme about?")}</H2>
          <ChartFigure
            svg={drawPyramid(page)}
            caption={say("De piramide van thema's", "The pyramid of themes")}
            note={say("Kies een thema voor de cijfers.", "Choose a theme for its figures.")}
          />
          <MoneyGlance page={page} />
        </div>
      </div>
    </>
  );
}

/** A way to a neighbourhood for who would rather choose than type or point. */
const Municipalities: FC<{ page: Page }> = ({ page }) => {
  const { data, say, to } = page;
  const names = new Set(
    data.book
      .members(data.programme.focus)
      .flatMap((area) => data.book.municipalityOf(area)?.name ?? []),
  );
  return (
    <nav class="kw-choose" aria-labelledby="gemeenten">
      <h2 class="kw-label-like" id="gemeenten">
        {say("Of kies een gemeente", "Or choose a municipality")}
      </h2>
      <ul class="kw-row">
        {[...names].sort(new Intl.Collator("nl").compare).map((name) => (
          <li>
            <Link href={to("areas", undefined, { query: { zoek: name } })}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const HeroMap: FC<{ page: Page; monitor: Monitor; outline: Outline | null }> = ({
  page,
  monitor,
  outline,
}) => (
  <ChartFigure
    svg={drawMap(page, monitor, outline, "map")}
    caption={monitor.indicator.name[page.language]}
    note={page.say(
      "Kies een stip om naar de wijk te gaan.",
      "Choose a dot to go to the neighbourhood.",
    )}
  />
);

/** The releases that the figures of the focus neighbourhoods come from. */
export function releasesOf({ focus, others }: Monitor) {
  return [
    ...new Set([...focus, ...others].flatMap(({ points }) => points.map(({ release }) => release))),
  ];
}
