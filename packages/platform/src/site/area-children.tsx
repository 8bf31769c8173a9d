import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatValue, gapWords, type Indicator } from "#indicators";
import { formatNumber, periodName, type ReleaseId } from "#kernel";
import type { AreaValues } from "./figure-reader.ts";
import { areaName, areaPath, indicatorPath, type Page } from "./page.ts";
import { Explain, H2, H3, Link, Num, Sources, Table, Th } from "./parts.tsx";
import { kindWord, kindWords } from "./tell-area.ts";

/** An indicator with the newest figures of the areas that a table lists. */
interface Column {
  readonly indicator: Indicator;
  readonly values: AreaValues;
}

const columnsMost = 6;
const rowsShown = 60;

/** The areas that lie in one, by kind; of a grouping its members. */
function partsOf({ data: { book } }: Page, area: Area): ReadonlyMap<Area["kind"], readonly Area[]> {
  const parts = area.kind === "grouping" ? book.members(area.id) : book.childrenOf(area.id);
  const names = new Intl.Collator("nl");
  const byKind = new Map<Area["kind"], Area[]>();
  for (const part of parts.toSorted((a, b) => names.compare(a.name, b.name)))
    byKind.set(part.kind, [...(byKind.get(part.kind) ?? []), part]);
  return byKind;
}

/** The indicators to show of a list of areas: headlines and the parts of scores, each in its newest period. */
async function columnsFor(
  { data: { catalogue, figures } }: Page,
  areas: readonly Area[],
): Promise<readonly Column[]> {
  const chosen = catalogue.filter(({ headline, dimension }) => headline || dimension !== null);
  const columns: Column[] = [];
  for (const indicator of chosen.length > 0 ? chosen : catalogue) {
    if (columns.length === columnsMost) break;
    const values = await figures.newestOf(indicator, areas);
    if (values !== null) columns.push({ indicator, values });
  }
  return columns;
}

const Cell: FC<{ page: Page; column: Column; area: Area }> = ({ page, column, area }) => {
  const { language, say } = page;
  const { values, indicator } = column;
  const value = values.numbers.get(area.id);
  const at = values.places.get(area.id);
  if (value === undefined)
    return (
      <Num words>
        {at !== undefined && values.figures.states[at] === "suppressed"
          ? gapWords.suppressed[language]
          : say("niet bekend", "not available")}
      </Num>
    );
  const decimals = at === undefined ? null : values.figures.decimals[at];
  return (
    <Num>
      {formatValue(value, indicator, language, {
        decimals: Math.max(0, Math.min(decimals ?? indicator.decimals, indicator.decimals)),
      })}
    </Num>
  );
};

/** Areas below each other, with their main figures. */
const AreasTable: FC<{
  page: Page;
  id: string;
  caption: string;
  areas: readonly Area[];
  columns: readonly Column[];
}> = ({ page, id, caption, areas, columns }) => {
  const { language, say } = page;
  const releases = columns.flatMap(({ values }) =>
    areas.flatMap((area): ReleaseId[] => {
      const at = values.places.get(area.id);
      return at === undefined ? [] : [values.figures.releases[at]!];
    }),
  );
  return (
    <>
      <Table
        id={id}
        caption={caption}
        head={
          <>
            <Th>{say("Gebied", "Area")}</Th>
            {columns.map(({ indicator, values }) => (
              <Th figure>
                <Link href={indicatorPath(page, indicator)}>{indicator.short[language]}</Link>,{" "}
                {periodName(values.period, language)}
                <Explain page={page} indicator={indicator} />
              </Th>
            ))}
          </>
        }
      >
        {areas.map((area) => (
          <tr>
            <th scope="row">
              <Link href={areaPath(page, area)}>{area.name}</Link>
            </th>
            {columns.map((column) => (
              <Cell page={page} column={column} area={area} />
            ))}
          </tr>
        ))}
      </Table>
      <Sources page={page} releases={[...new Set(releases)]} />
    </>
  );
};

/** What lies in an area, by kind, each with its main figures. */
export async function childrenOf(page: Page, area: Area) {
  const { language, say } = page;
  const parts = partsOf(page, area);
  if (parts.size === 0) return null;
  const all = page.query("view") === "all";
  const sections = await Promise.all(
    [...parts].map(async ([kind, areas]) => {
      const shown = all ? areas : areas.slice(0, rowsShown);
      return { kind, areas, shown, columns: await columnsFor(page, shown) };
    }),
  );
  return (
    <>
      <H2 id="delen">{say("Wat erin ligt", "What lies in it")}</H2>
      {sections.map(({ kind, areas, shown, columns }) => {
        const title = `${formatNumber(areas.length, language)} ${areas.length === 1 ? kindWord(kind, language) : kindWords(kind, language)}`;
        return (
          <>
            <H3>{title}</H3>
            {columns.length === 0 ? (
              <ul class="kw-parts">
                {shown.map((one) => (
                  <li>
                    <Link href={areaPath(page, one)}>{one.name}</Link>
                  </li>
                ))}
              </ul>
            ) : (
              <AreasTable
                page={page}
                id={`delen-${kind}`}
                caption={say(`${title} in ${area.name}`, `${title} in ${areaName(page, area)}`)}
                areas={shown}
                columns={columns}
              />
            )}
            {shown.length < areas.length && (
              <p>
                <Link href={areaPath(page, area, { query: { view: "all" }, anchor: "delen" })}>
                  {say(
                    `De eerste ${shown.length} van de ${formatNumber(areas.length, "nl")} staan hier. Toon ze allemaal`,
                    `The first ${shown.length} of ${formatNumber(areas.length, "en")} are here. Show all`,
                  )}
                </Link>
              </p>
            )}
          </>
        );
      })}
    </>
  );
}
