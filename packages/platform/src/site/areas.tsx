import type { FC } from "hono/jsx";
import { type Area, fullName, normalName } from "#areas";
import { formatValue } from "#indicators";
import { periodName } from "#kernel";
import type { Monitor } from "#trends";
import { releasesOf } from "./overview.tsx";
import { areaPath, type Page } from "./page.ts";
import { H1, Link, Num, P, SearchForm, Sources, Table, Th } from "./parts.tsx";
import { tellGap, tellLatest, tellRank } from "./telling.ts";

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

/** The first headline indicator in every neighbourhood. */
const HeadlineTable: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { data, language, say } = page;
  const headline = monitor.indicator;
  return (
    <>
      <h2 class="utrecht-heading-2 utrecht-heading-2--distanced">{headline.name[language]}</h2>
      <P>{headline.definition[language]}</P>
      <Table
        id="wijken"
        caption={say(
          `${headline.name.nl} per wijk, van hoog naar laag`,
          `${headline.name.en} by neighbourhood, from high to low`,
        )}
        head={
          <>
            <Th>{say("Wijk", "Neighbourhood")}</Th>
            <Th figure>{headline.short[language]}</Th>
            <Th figure>{say("Plaats", "Rank")}</Th>
            <Th figure>{say("Tegenover Nederland", "Against the Netherlands")}</Th>
          </>
        }
      >
        {monitor.focus.map((trend) => (
          <tr>
            <th scope="row">
              <Link href={areaPath(page, trend.area)}>{fullName(trend.area, data.book)}</Link>
            </th>
            <Num>{tellLatest(trend, headline, language)}</Num>
            <Num words>{tellRank(trend.rank, language)}</Num>
            <Num words>
              {trend.gapToCountry === null
                ? say("niet bekend", "not known")
                : tellGap(trend.gapToCountry, headline, language)}
            </Num>
          </tr>
        ))}
        {monitor.totals.slice(-1).map((total) => (
          <tr>
            <th scope="row">{data.book.get(data.programme.focus).name}</th>
            <Num>{formatValue(total.value, headline, language)}</Num>
            <Num words>{periodName(total.period, language)}</Num>
            <Num> </Num>
          </tr>
        ))}
      </Table>
      <Sources page={page} releases={releasesOf(monitor)} />
    </>
  );
};

/** All focus neighbourhoods by municipality, with a search that works without scripts. */
export async function areasPage(page: Page) {
  const { data, say, query } = page;
  const typed = query("zoek");
  const all = data.book.members(data.programme.focus);
  const found = typed === "" ? all : all.filter((area) => answersTo(page, area, typed));
  const headline = data.catalogue.find(({ headline: isHeadline }) => isHeadline);
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
              )}
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
      {headline !== undefined && typed === "" && (
        <HeadlineTable page={page} monitor={await data.monitor(headline)} />
      )}
    </>
  );
}
