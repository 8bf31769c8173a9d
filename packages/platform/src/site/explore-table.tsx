import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatNumber } from "#kernel";
import type { Explored } from "./explore-data.ts";
import { explorePath } from "./explore-state.ts";
import type { ViewCell, ViewColumn, ViewTable } from "./explore-view.ts";
import { areaPath, type Page } from "./page.ts";
import { Link, Table } from "./parts.tsx";

/** Rows on one page of the table. */
const rowsPerPage = 50;

const compare = (a: ViewCell, b: ViewCell): number =>
  typeof a.value === "number" && typeof b.value === "number"
    ? a.value - b.value
    : String(a.value).localeCompare(String(b.value), "nl");

/** Rows in the order that is asked for; what has no value comes last, whichever way round. */
function sorted({ columns, rows }: ViewTable, order: string): ViewTable["rows"] {
  const down = order.startsWith("-");
  const at = columns.findIndex(({ name }) => name === (down ? order.slice(1) : order));
  if (at === -1) return rows;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[at]!, other[at]!];
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null);
    return down ? compare(b, a) : compare(a, b);
  });
}

/** Numbers are asked for from high to low first, names from A. */
function nextOrder({ name, figure }: ViewColumn, order: string): string {
  const first = figure ? `-${name}` : name;
  const second = figure ? name : `-${name}`;
  return order === first ? second : first;
}

/** A place in a ranking needs no room for words, so that the figure after it fits on a phone. */
const headClass = ({ figure, name }: ViewColumn) =>
  figure ? (name === "place" ? "kw-figure" : "kw-figure kw-words") : undefined;

const Head: FC<{ explored: Explored; column: ViewColumn }> = ({
  explored: { page, state },
  column,
}) => {
  const { order } = state;
  const direction =
    order === column.name ? "ascending" : order === `-${column.name}` ? "descending" : undefined;
  const arrow = direction === undefined ? "" : direction === "ascending" ? " ↑" : " ↓";
  const href = explorePath(page, { ...state, order: nextOrder(column, order), page: 1 });
  return (
    <th scope="col" class={headClass(column)} aria-sort={direction}>
      <Link href={`${href}#tabel`}>
        {column.head}
        <span class="kw-hidden">{page.say(": sorteer", ": sort")}</span>
        {arrow !== "" && <span aria-hidden="true">{arrow}</span>}
      </Link>
    </th>
  );
};

const Pager: FC<{ explored: Explored; at: number; of: number; rows: number }> = ({
  explored: { page, state },
  at,
  of,
  rows,
}) => {
  if (of === 1) return null;
  const { say, language } = page;
  const to = (one: number) => `${explorePath(page, { ...state, page: one })}#tabel`;
  const number = (value: number) => formatNumber(value, language);
  return (
    <nav class="kw-pager" aria-label={say("Bladzijden van de tabel", "Pages of the table")}>
      <ul>
        {at > 1 && (
          <li>
            <Link href={to(1)}>{say("Begin", "First")}</Link>
          </li>
        )}
        {at > 1 && (
          <li>
            <Link href={to(at - 1)}>{say("Vorige", "Previous")}</Link>
          </li>
        )}
        <li>
          {say(
            `Bladzijde ${number(at)} van ${number(of)} (${number(rows)} regels)`,
            `Page ${number(at)} of ${number(of)} (${number(rows)} rows)`,
          )}
        </li>
        {at < of && (
          <li>
            <Link href={to(at + 1)}>{say("Volgende", "Next")}</Link>
          </li>
        )}
        {at < of && (
          <li>
            <Link href={to(of)}>{say("Einde", "Last")}</Link>
          </li>
        )}
      </ul>
    </nav>
  );
};

/** The name of a row: of an area that the site has a page of, a link to it. */
const RowName: FC<{ page: Page; area: Area | undefined; words: string }> = ({
  page,
  area,
  words,
}) => (area === undefined ? words : <Link href={areaPath(page, area)}>{words}</Link>);

/** The table behind a picture, a page of it at a time, in the order of any column. */
export const ExploreTable: FC<{ explored: Explored; table: ViewTable }> = ({ explored, table }) => {
  const { page, state } = explored;
  const code = table.columns.findIndex(({ name }) => name === "area");
  const areaOf = (row: ViewTable["rows"][number]) => page.data.book.find(`${row[code]?.value}`);
  const shown = table.columns.flatMap((column, at) =>
    column.head === null ? [] : [{ column, at }],
  );
  const head = shown.findIndex(({ column }) => column.name === "area_name");
  const pages = Math.max(1, Math.ceil(table.rows.length / rowsPerPage));
  const at = Math.min(state.page, pages);
  const rows = sorted(table, state.order).slice((at - 1) * rowsPerPage, at * rowsPerPage);
  return (
    <>
      <Table
        id="tabel"
        caption={table.caption}
        narrow={shown.length < 5}
        head={shown.map(({ column }) => <Head explored={explored} column={column} />)}
      >
        {rows.map((row) => (
          <tr>
            {shown.map(({ column, at: place }, index) =>
              index === Math.max(0, head) ? (
                <th scope="row" class={column.figure ? "kw-figure" : undefined}>
                  <RowName page={page} area={areaOf(row)} words={row[place]!.shown} />
                </th>
              ) : (
                <td class={column.figure ? "kw-figure" : undefined}>{row[place]!.shown}</td>
              ),
            )}
          </tr>
        ))}
      </Table>
      <Pager explored={explored} at={at} of={pages} rows={table.rows.length} />
    </>
  );
};
