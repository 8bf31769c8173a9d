import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { trendChart } from "#charts";
import { formatReading, formatValue, type Indicator } from "#indicators";
import { type AreaFigures, areaTrends, type PeerGroup } from "#trends";
import { CompareForm, NotShown, toCompare } from "./compare-form.tsx";
import { type Compared, ComparedTable } from "./compare-table.tsx";
import { type AskedAreas, comparedMost } from "./compared-areas.ts";
import { areaName, areaPath, isFocus, type Page } from "./page.ts";
import { ChartFigure, H1, H2, Link, Note, P } from "./parts.tsx";
import { groupName, groupsOf } from "./profile.ts";
import { kindWord, tellGroup } from "./tell-area.ts";

const listed = 60;

/** The areas that stand side by side with this one by some rule, to add one from. */
const Group: FC<{
  page: Page;
  group: PeerGroup;
  areas: readonly Area[];
  chosen: string;
}> = ({ page, group, areas, chosen }) => {
  const { language, say } = page;
  const [first] = areas;
  const names = new Intl.Collator("nl");
  const others = group.areas
    .filter(({ id }) => areas.every((one) => one.id !== id))
    .toSorted((a, b) => names.compare(areaName(page, a), areaName(page, b)));
  if (first === undefined || others.length === 0) return null;
  return (
    <details class="kw-details" open={group.rule === chosen}>
      <summary>{tellGroup(group, first, language)}</summary>
      {group.rule !== chosen && (
        <p>
          <Link href={toCompare(page, areas, group.rule)}>
            {say(
              "Zet het gemiddelde van deze groep erbij",
              "Put the mean of this group beside them",
            )}
          </Link>
        </p>
      )}
      <ul class="kw-parts">
        {others.slice(0, listed).map((one) => (
          <li>
            <Link
              href={toCompare(page, [...areas.slice(0, comparedMost - 1), one], chosen || null)}
            >
              {areaName(page, one)}
            </Link>
          </li>
        ))}
      </ul>
      {others.length > listed && (
        <Note>
          {say(
            `De eerste ${listed} van ${others.length} staan hier. Typ een andere naam hierboven.`,
            `The first ${listed} of ${others.length} are here. Type another name above.`,
          )}
        </Note>
      )}
    </details>
  );
};

/** The headline figures of all of them as lines in one drawing. */
function charts(
  page: Page,
  areas: readonly Area[],
  all: ReadonlyMap<Area, readonly AreaFigures[]>,
) {
  const { language, say, data } = page;
  return data.catalogue
    .filter(({ headline }) => headline)
    .flatMap((indicator: Indicator) => {
      const series = areas.flatMap((area) => {
        const trend = all.get(area)?.find((one) => one.indicator.id === indicator.id)?.trend;
        const known = trend?.points.filter(({ reading }) => reading.kind === "value") ?? [];
        if (known.length < 2) return [];
        const points = known.map(({ period, reading }) => ({
          label: period.kind === "month" ? period.id.slice(0, 4) : period.id,
          at: period.begin,
          value: reading.kind === "value" ? reading.value : null,
          shown: formatReading(reading, indicator, language),
        }));
        return [{ label: area.name, points }];
      });
      if (series.length < 2) return [];
      const svg = trendChart({
        id: `samen-${indicator.id}`,
        language,
        title: indicator.name[language],
        description: say(
          `Lijnen door de tijd van ${series.map(({ label }) => label).join(", ")}. Dezelfde cijfers staan in de tabel.`,
          `Lines over time of ${series.map(({ label }) => label).join(", ")}. The same figures are in the table.`,
        ),
        series,
        yLabel: indicator.short[language],
        formatTick: (value) => formatValue(value, indicator, language, { decimals: 0 }),
      });
      return [{ svg, caption: indicator.name[language] }];
    });
}

async function read(
  page: Page,
  areas: readonly Area[],
  group: PeerGroup | null,
): Promise<Compared> {
  const { book, catalogue, programme, figures } = page.data;
  const around = areas.flatMap((area) => book.municipalityOf(area)?.id ?? []);
  const found = await figures.ofAreas([
    ...new Set([...areas.map(({ id }) => id), ...around, programme.country]),
  ]);
  const all = new Map(
    areas.map((area) => [
      area,
      areaTrends({ catalogue, figures: found, area, book, country: programme.country }),
    ]),
  );
  const [first] = areas;
  const means =
    group === null || first === undefined
      ? []
      : await Promise.all(
          (all.get(first) ?? []).map(async ({ indicator, trend: { latest } }) => {
            if (latest === null) return null;
            const named = { areas: group.areas, name: groupName(group, first.kind) };
            const spread = await figures.spreadOf(indicator, latest.period, named);
            return spread === null ? null : { indicator, spread, period: latest.period };
          }),
        );
  return { areas, all, means: means.filter((mean) => mean !== null) };
}

const Chosen: FC<{ page: Page; areas: readonly Area[] }> = ({ page, areas }) => {
  const { language, say } = page;
  return (
    <ul class="kw-row">
      {areas.map((area) => (
        <li>
          <Link href={areaPath(page, area)}>{areaName(page, area)}</Link>
          <span class="kw-note"> {kindWord(area.kind, language)} </span>
          <span class="kw-takeaway">
            <Link
              href={toCompare(
                page,
                areas.filter((one) => one !== area),
                page.query("group"),
              )}
            >
              {say("haal weg", "take away")}
              <span class="kw-hidden"> {area.name}</span>
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
};

/** Two to six areas side by side, chosen by a plain form. */
export async function comparePage(page: Page, asked: AskedAreas) {
  const { say, query, data, language } = page;
  const { areas } = asked;
  const [first] = areas;
  const groups = first === undefined ? [] : (await groupsOf(data, first)).groups;
  const chosen = query("group");
  const group = groups.find(({ rule }) => rule === chosen) ?? null;
  const compared = await read(page, areas, group);
  const drawings = charts(page, areas, compared.all);
  const enough = areas.length >= 2 || (areas.length === 1 && group !== null);
  return (
    <>
      <H1>{say("Gebieden vergelijken", "Compare areas")}</H1>
      <P lead>
        {say(
          "Zet twee tot zes gebieden naast elkaar: wijken, gemeenten, of het hele land.",
          "Put two to six areas side by side: neighbourhoods, municipalities, or the whole country.",
        )}
      </P>
      <CompareForm page={page} asked={asked} />
      <NotShown page={page} asked={asked} hasGroup={group !== null} />
      {areas.length > 0 && <Chosen page={page} areas={areas} />}
      {enough && (
        <>
          <H2>{say("Naast elkaar", "Side by side")}</H2>
          <ComparedTable
            page={page}
            compared={compared}
            group={group === null || first === undefined ? null : tellGroup(group, first, language)}
          />
        </>
      )}
      {drawings.length > 0 && (
        <div class="kw-drawings">
          {drawings.map(({ svg, caption }) => (
            <ChartFigure svg={svg} caption={caption} />
          ))}
        </div>
      )}
      {groups.length > 0 && first !== undefined && (
        <>
          <H2>
            {say("Wie vergelijkbaar is met ", "Who can be compared with ")}
            {areaName(page, first)}
          </H2>
          {groups.map((one) => (
            <Group page={page} group={one} areas={areas} chosen={chosen} />
          ))}
          {isFocus(data, first) && (
            <p>
              <Link href={areaPath(page, first, { anchor: "tweelingen" })}>
                {say("Wijken die er het meest op lijken", "Areas that are most alike")}
              </Link>
            </p>
          )}
        </>
      )}
    </>
  );
}
