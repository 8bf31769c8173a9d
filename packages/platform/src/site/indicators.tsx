import type { FC } from "hono/jsx";
import { formatReading, type Reading } from "#indicators";
import { formatNumber, periodName, type ThemeId } from "#kernel";
import type { Theme } from "#programme";
import type { Monitor } from "#trends";
import { fortyOf } from "./forty.ts";
import { areaName, indicatorPath, type Page } from "./page.ts";
import { Downloads, Explain, H1, H2, H3, Link, Num, P, Table, Th } from "./parts.tsx";
import { allFigures, onDay } from "./paths.ts";
import { tellPeriod } from "./telling.ts";
import { improvedAnchor } from "./verdict-lists.tsx";

const MeasuredRow: FC<{ page: Page; monitor: Monitor; improvement: boolean }> = ({
  page,
  monitor,
  improvement,
}) => {
  const { language, say } = page;
  const { indicator, improved } = monitor;
  const { period, own, country } = fortyOf(monitor);
  const shown = (reading: Reading | null) =>
    reading === null
      ? say("geen cijfer", "no figure")
      : formatReading(reading, indicator, language);
  return (
    <tr>
      <th scope="row" class="kw-wide">
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
        <Explain page={page} indicator={indicator} />
      </th>
      <Num words>
        <strong>{shown(own)}</strong>
      </Num>
      <Num words>{shown(country)}</Num>
      <td>{period !== null && periodName(period, language)}</td>
      {improvement && (
        <Num>
          {improved !== null && (
            <Link href={indicatorPath(page, indicator, { anchor: improvedAnchor })}>
              {say(`${improved.count} van ${improved.of}`, `${improved.count} of ${improved.of}`)}
            </Link>
          )}
        </Num>
      )}
    </tr>
  );
};

/** The indicators of one theme, each with its newest figure for the neighbourhoods together. */
const Measured: FC<{ page: Page; theme: Theme; monitors: readonly Monitor[] }> = ({
  page,
  theme,
  monitors,
}) => {
  const { data, language, say } = page;
  const name = theme.name[language].toLowerCase();
  const improvement = monitors.some(({ improved }) => improved !== null);
  return (
    <Table
      id={`cijfers-${theme.id}`}
      caption={say(`Cijfers over ${name}`, `Figures on ${name}`)}
      head={
        <>
          <Th>{say("Cijfer", "Figure")}</Th>
          <Th figure>{say("De wijken samen", "Neighbourhoods together")}</Th>
          <Th figure>{areaName(page, data.book.get(data.programme.country))}</Th>
          <Th>{say("Wanneer", "When")}</Th>
          {improvement && <Th figure>{say("Wijken vooruit", "Improved")}</Th>}
        </>
      }
    >
      {monitors.map((monitor) => (
        <MeasuredRow page={page} monitor={monitor} improvement={improvement} />
      ))}
    </Table>
  );
};

/** One thing that is aimed at, or was delivered. */
interface Aim {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly when: string | null;
  /** The places it is about; empty: the whole programme. */
  readonly where: readonly string[];
  readonly source: string;
}

const Aims: FC<{ page: Page; title: string; all: readonly Aim[] }> = ({ page, title, all }) =>
  all.length === 0 ? null : (
    <>
      <H3>{title}</H3>
      <ul class="kw-list">
        {all.map(({ name, value, unit, when, where, source }) => (
          <li>
            {name}: {value !== null && <strong>{formatNumber(value, page.language)}</strong>} {unit}
            {when !== null && `, ${when}`}
            <span class="kw-note">
              {where.length > 0 &&
                page.say(`Alleen in ${where.join(", ")}. `, `Only in ${where.join(", ")}. `)}
              {page.say(
                `Bron: rapportage, hoofdstuk ${source}.`,
                `Source: report, chapter ${source}.`,
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );

function aimsOf({ data, language }: Page, theme: ThemeId): readonly Aim[] {
  return data.programme.targets
    .filter((target) => target.theme === theme)
    .map(({ name, value, unit, due, source }) => ({
      name: name[language],
      value,
      unit: unit[language],
      when: due === null ? null : tellPeriod(due, language),
      where: [],
      source,
    }));
}

function resultsOf(page: Page, theme: ThemeId): readonly Aim[] {
  const { data, language } = page;
  return data.programme.outputs
    .filter((output) => output.theme === theme)
    .map(({ name, value, unit, period, areas, source }) => ({
      name: name[language],
      value,
      unit: unit[language],
      when: periodName(period, language),
      where: areas
        .filter((id) => id !== data.programme.focus)
        .map((id) => areaName(page, data.book.get(id))),
      source,
    }));
}

/** The catalogue by theme, with the newest figures, and what each theme aims at. */
export async function indicatorsPage(page: Page) {
  const { data, language, say } = page;
  const monitors = await Promise.all(data.catalogue.map(data.monitor));
  const themes = data.programme.themes.map((theme) => ({
    theme,
    own: monitors.filter(({ indicator }) => indicator.theme === theme.id),
    aims: aimsOf(page, theme.id),
    results: resultsOf(page, theme.id),
  }));
  const isEmpty = ({ own, aims, results }: (typeof themes)[number]) =>
    own.length + aims.length + results.length === 0;
  const empty = themes.filter(isEmpty);
  return (
    <>
      <H1>{say("Cijfers", "Figures")}</H1>
      <P lead>
        {say(
          "Kies een cijfer voor de uitleg, de kaart, de ranglijst en het bestand.",
          "Choose a figure for its meaning, map, ranking and file.",
        )}
      </P>
      <Downloads
        path={(tail) => onDay(allFigures(language), page.day, { tail })}
        what={say("alle cijfers", "all figures")}
      />
      <p class="kw-download">
        <Link href={page.to("indicators", undefined, { tail: ".json" })}>
          {say(
            "De lijst met uitleg als bestand (JSON)",
            "The list with definitions as a file (JSON)",
          )}
        </Link>
      </p>
      {themes
        .filter((one) => !isEmpty(one))
        .map(({ theme, own, aims, results }) => (
          <section aria-labelledby={theme.id}>
            <H2 id={theme.id}>{theme.name[language]}</H2>
            {own.length > 0 && <Measured page={page} theme={theme} monitors={own} />}
            <Aims page={page} title={say("Doelen", "Targets")} all={aims} />
            <Aims page={page} title={say("Resultaten", "Results")} all={results} />
          </section>
        ))}
      {empty.length > 0 && (
        <>
          <H2>{say("Nog zonder cijfers", "Without figures yet")}</H2>
          <ul class="kw-row">
            {empty.map(({ theme }) => (
              <li id={theme.id}>{theme.name[language]}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
