import type { FC } from "hono/jsx";
import { formatReading } from "#indicators";
import { type Period, periodName } from "#kernel";
import { type AreaTrend, type Monitor, uncertaintyOf } from "#trends";
import { areaName, areaPath, countryName, type Page } from "./page.ts";
import { LineLink, Link, Num, Table, Th } from "./parts.tsx";
import { chanceRangeMeaning } from "./tell-area.ts";
import {
  differenceUnit,
  tellChangeSize,
  tellClosing,
  tellDifference,
  tellGapSpan,
  tellSpan,
} from "./telling.ts";
import { type Columns, TotalRow } from "./total-row.tsx";
import { ChanceRange } from "./unsure.tsx";

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

const AreaRow: FC<{
  page: Page;
  monitor: Monitor;
  trend: AreaTrend;
  columns: Columns;
  brief: boolean;
}> = ({ page, monitor, trend, columns, brief }) => {
  const { language, say } = page;
  const { indicator, periods } = monitor;
  const { area, rank, change, latest } = trend;
  const name = brief ? area.name : areaName(page, area);
  const isPrinted = monitor.totals.length > 0 && area.id === page.data.programme.focus;
  const span = change === null ? null : tellSpan(change, monitor, language);
  return (
    <tr>
      <th scope="row">
        <Link href={areaPath(page, area)}>{name}</Link>
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

/** Puts the table in the order of a column: the address that does so, by the name of the column, and the order it is in. */
export interface Sorting {
  readonly order: string;
  readonly to: (order: string) => string;
}

/** The head of a column that the table can be put in order by. Numbers go from high to low first, names from A. */
const Head: FC<{
  page: Page;
  sorting: Sorting | null;
  name: string;
  figure?: boolean;
  children: string;
}> = ({ page, sorting, name, figure = false, children }) => {
  if (sorting === null) return <Th figure={figure}>{children}</Th>;
  const [up, down] = [name, `-${name}`];
  const [first, second] = figure ? [down, up] : [up, down];
  const { order, to } = sorting;
  const way = order === up ? "ascending" : order === down ? "descending" : undefined;
  return (
    <th scope="col" class={figure ? "kw-figure kw-words" : undefined} aria-sort={way}>
      <Link href={to(order === first ? second : first)}>
        {children}
        <span class="kw-hidden">{page.say(": sorteer", ": sort")}</span>
        {way !== undefined && <span aria-hidden="true">{way === "ascending" ? " ↑" : " ↓"}</span>}
      </Link>
    </th>
  );
};

/** Areas below each other, with every figure of an indicator and where each stands in its source. */
export const FullTable: FC<{
  page: Page;
  monitor: Monitor;
  trends: readonly AreaTrend[];
  id: string;
  caption: string;
  /** What the row of the neighbourhoods together is called; null: the table has none. */
  together?: string | null;
  sorting?: Sorting | null;
  /** Names without their municipality, which the caption says. */
  brief?: boolean;
}> = ({ page, monitor, trends, id, caption, together = null, sorting = null, brief = false }) => {
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
          <Head page={page} sorting={sorting} name="name">
            {say("Gebied", "Area")}
          </Head>
          {monitor.periods.toReversed().map((period) => (
            <Head page={page} sorting={sorting} name={period.id} figure>
              {periodName(period, language)}
            </Head>
          ))}
          {columns.change && (
            <Head page={page} sorting={sorting} name="change" figure>
              {`${say("Verandering", "Change")}${inUnit}`}
            </Head>
          )}
          {columns.rank && <Th figure>{say("Plaats (1 is het hoogst)", "Rank (1 is highest)")}</Th>}
          {columns.gap && (
            <Head page={page} sorting={sorting} name="gap" figure>
              {`${say(`Verschil met ${countryName(page)}`, `Gap to ${countryName(page)}`)}${inUnit}`}
            </Head>
          )}
          {columns.gap && columns.closing && <Th>{say("Dat verschil", "That gap")}</Th>}
          <Th figure>{say("Bron", "Source")}</Th>
        </>
      }
    >
      {together !== null && (
        <TotalRow page={page} monitor={monitor} columns={columns} name={together} />
      )}
      {trends.map((trend) => (
        <AreaRow page={page} monitor={monitor} trend={trend} columns={columns} brief={brief} />
      ))}
    </Table>
  );
};
