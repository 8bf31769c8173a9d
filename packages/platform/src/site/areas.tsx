import type { FC } from "hono/jsx";
import { type Area, fullName, normalName } from "#areas";
import { periodName } from "#kernel";
import { canChangeByChance, type Monitor } from "#trends";
import { releasesOf } from "./overview.tsx";
import { areaPath, indicatorPath, type Page } from "./page.ts";
import { Explain, H1, H2, Link, Num, SearchForm, Sources, Table, Th } from "./parts.tsx";
import { chanceRangeMeaning } from "./tell-area.ts";
import { differenceUnit, tellChangeSize, tellLatest, tellSpan } from "./telling.ts";
import { ChanceRange } from "./unsure.tsx";

/** Whether a neighbourhood answers to what somebody typed: its name, its municipality, or a confirmed alias. */
function answersTo(page: Page, area: Area, typed: string): boolean {
  const { book } = page.data;
  const names = [
    fullName(area, book),
    area.name,
    area.slug,
    ...book.aliasesOf(area.id).map(({ alias }) => alias),
  ];
  return names.some((name) => normalName(name).includes(normalName(typed)));
}

function byMunicipality(
  { data: { book } }: Page,
  areas: readonly Area[],
): ReadonlyMap<string, readonly Area[]> {
  const groups = new Map<string, Area[]>();
  const names = new Intl.Collator("nl");
  const sorted = [...areas].sort((a, b) => names.compare(fullName(a, book), fullName(b, book)));
  for (const area of sorted) {
    const name = book.municipalityOf(area)?.name ?? "";
    groups.set(name, [...(groups.get(name) ?? []), area]);
  }
  return groups;
}

/** One headline indicator of one neighbourhood: its newest figure, and its change in colour and in sign. */
const FigureCells: FC<{ page: Page; monitor: Monitor; area: Area }> = ({ page, monitor, area }) => {
  const { language, say } = page;
  const { indicator, focus } = monitor;
  const trend = focus.find((one) => one.area.id === area.id);
  const change = trend?.change ?? null;
  const isChance = trend !== undefined && canChangeByChance(trend, indicator);
  const span = change === null ? null : tellSpan(change, monitor, language);
  const look = change?.improved == null ? undefined : change.improved ? "kw-good" : "kw-bad";
  return (
    <>
      <Num words>
        {trend === undefined
          ? say("niet bekend", "not available")
          : tellLatest(trend, indicator, language)}
        {trend?.latest != null && (
          <ChanceRange page={page} figure={trend.latest} indicator={indicator} />
        )}
      </Num>
      <Num>
        {change === null ? (
          say("niet bekend", "not known")
        ) : (
          <>
            <span class={look}>{tellChangeSize(change, indicator, language)}</span>
            {change.improved !== null && (
              <span class="kw-note">
                {" "}
                {change.improved ? say("beter", "better") : say("slechter", "worse")}
                {isChance && say(", kan toeval zijn", ", can be chance")}
              </span>
            )}
            {span !== null && <span class="kw-note"> ({span})</span>}
          </>
        )}
      </Num>
    </>
  );
};

/** The headline figures of every neighbourhood, by municipality. */
const HeadlineTable: FC<{
  page: Page;
  monitors: readonly Monitor[];
  areas: readonly Area[];
}> = ({ page, monitors, areas }) => {
  const { data, language, say } = page;
  const last = ({ periods }: Monitor) => periods.at(-1);
  return (
    <>
      <H2>{say("De wijken in cijfers", "The neighbourhoods in figures")}</H2>
      <Table
        id="wijken"
        caption={say(
          "De belangrijkste cijfers per wijk, met de verandering sinds het eerste cijfer",
          "The main figures by neighbourhood, with the change since the first figure",
        )}
        note={`${say(
          "Kies een wijk voor al haar cijfers.",
          "Choose a neighbourhood for all its figures.",
        )} ${chanceRangeMeaning(language)}`}
        head={
          <>
            <Th>{say("Wijk", "Neighbourhood")}</Th>
            {monitors.map((monitor) => {
              const period = last(monitor);
              const unit = differenceUnit(monitor.indicator, language);
              return (
                <>
                  <Th figure>
                    <Link href={indicatorPath(page, monitor.indicator)}>
                      {monitor.indicator.short[language]}
                    </Link>
                    {period !== undefined && `, ${periodName(period, language)}`}
                    <Explain page={page} indicator={monitor.indicator} />
                  </Th>
                  <Th figure>
                    {say("Verandering", "Change")}
                    {unit !== null && ` (${unit})`}
                  </Th>
                </>
              );
            })}
          </>
        }
      >
        {areas.map((area) => (
          <tr>
            <th scope="row">
              <Link href={areaPath(page, area)}>{fullName(area, data.book)}</Link>
            </th>
            {monitors.map((monitor) => (
              <FigureCells page={page} monitor={monitor} area={area} />
            ))}
          </tr>
        ))}
      </Table>
      <Sources page={page} releases={[...new Set(monitors.flatMap(releasesOf))]} />
    </>
  );
};

/** All focus neighbourhoods by municipality, with a search that works without scripts. */
export async function areasPage(page: Page) {
  const { data, say, query } = page;
  const typed = query("zoek");
  const all = data.book.members(data.programme.focus);
  const found = typed === "" ? all : all.filter((area) => answersTo(page, area, typed));
  const headlines = data.catalogue.filter(({ headline }) => headline);
  const monitors = (await Promise.all(headlines.map(data.monitor))).filter(({ focus }) =>
    focus.some(({ latest }) => latest !== null),
  );
  const groups = byMunicipality(page, found);
  return (
    <>
      <H1>{say("Wijken", "Neighbourhoods")}</H1>
      <SearchForm page={page} typed={typed} />
      {typed !== "" && (
        <p role="status" class="utrecht-paragraph utrecht-paragraph--distanced">
          {found.length === 0
            ? say(
                `Er is geen wijk gevonden met “${typed}”. Hieronder staan ze allemaal.`,
                `No neighbourhood was found with “${typed}”. All of them are below.`,
              )
            : say(
                `${found.length} ${found.length === 1 ? "wijk" : "wijken"} gevonden met “${typed}”.`,
                `${found.length} ${found.length === 1 ? "neighbourhood" : "neighbourhoods"} found with “${typed}”.`,
              )}{" "}
          <Link href={page.to("search", undefined, { query: { q: typed } })}>
            {say("Zoek op de hele site", "Search the whole site")}
          </Link>
        </p>
      )}
      <div class="kw-places">
        {[...(found.length === 0 ? byMunicipality(page, all) : groups)].map(([name, areas]) => (
          <section>
            <h2>{name}</h2>
            <ul>
              {areas.map((area) => (
                <li>
                  <Link href={areaPath(page, area)}>{area.name}</Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {typed === "" && monitors.length > 0 && (
        <HeadlineTable page={page} monitors={monitors} areas={[...groups.values()].flat()} />
      )}
    </>
  );
}
