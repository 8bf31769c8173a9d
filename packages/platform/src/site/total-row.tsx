import type { FC } from "hono/jsx";
import type { GroupingTotal, Monitor } from "#trends";
import { fortyOf } from "./forty.ts";
import type { Page } from "./page.ts";
import { Link, Num } from "./parts.tsx";
import { tellChangeSize, tellDifference, tellTotal } from "./telling.ts";

/** Which columns a table of areas has: a column that would be empty in every row is left out. */
export interface Columns {
  readonly change: boolean;
  readonly rank: boolean;
  readonly gap: boolean;
  readonly closing: boolean;
}

const TotalCell: FC<{ page: Page; monitor: Monitor; total: GroupingTotal | undefined }> = ({
  page: { language, say },
  monitor,
  total,
}) => {
  if (total === undefined) return <Num>{say("geen cijfer", "no figure")}</Num>;
  const { known, of } = total.members;
  return (
    <Num>
      {tellTotal(total, monitor.indicator, language)}
      {known < of && (
        <span class="kw-note">{say(` (${known} van ${of} wijken)`, ` (${known} of ${of})`)}</span>
      )}
    </Num>
  );
};

/** The neighbourhoods together as they are worked out from counts, beside what a source prints for them. */
export const TotalRow: FC<{ page: Page; monitor: Monitor; columns: Columns; name: string }> = ({
  page,
  monitor,
  columns,
  name,
}) => {
  const { language, say } = page;
  const { indicator, periods, totals, totalChange } = monitor;
  const { gap } = fortyOf(monitor);
  return (
    <tr>
      <th scope="row">
        {name} <span class="kw-note">{say("(berekend uit aantallen)", "(from counts)")}</span>
      </th>
      {periods.toReversed().map(({ id }) => (
        <TotalCell
          page={page}
          monitor={monitor}
          total={totals.find(({ period }) => period.id === id)}
        />
      ))}
      {columns.change && (
        <Num>
          {totalChange === null
            ? say("niet bekend", "not known")
            : tellChangeSize(totalChange, indicator, language)}
          {totalChange !== null &&
            totalChange.first.members.known < totalChange.first.members.of && (
              <span class="kw-note">
                {say(
                  ` (${totalChange.first.members.known} van ${totalChange.first.members.of} wijken)`,
                  ` (${totalChange.first.members.known} of ${totalChange.first.members.of})`,
                )}
              </span>
            )}
        </Num>
      )}
      {columns.rank && <Num />}
      {columns.gap && (
        <Num>{gap !== null && tellDifference(gap.value, gap.decimals, indicator, language)}</Num>
      )}
      {columns.gap && columns.closing && <td />}
      <Num>
        <Link href="#wijken">{say("cijfers per wijk", "by neighbourhood")}</Link>
      </Num>
    </tr>
  );
};
