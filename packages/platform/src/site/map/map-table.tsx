import type { FC } from "hono/jsx";
import { fullName } from "#areas";
import { formatNumber } from "#kernel";
import { areaPath, type Page } from "../page.ts";
import { Link, Num, Table, Th } from "../parts.tsx";
import { mapPath } from "./map-address.ts";
import type { MapAsked } from "./map-asked.ts";
import { type MapArea, type MapData, shownOf } from "./map-figures.ts";
import { classNames } from "./map-words.ts";

/** Rows on one page of the table. */
const rowsShown = 25;

const names = new Intl.Collator("nl");

/** Areas in the order asked for; those without a value come last. */
function sorted(page: Page, areas: readonly MapArea[], sort: MapAsked["sort"]): readonly MapArea[] {
  const nameOf = ({ area }: MapArea) => fullName(area, page.data.book);
  if (sort === "name") return areas.toSorted((a, b) => names.compare(nameOf(a), nameOf(b)));
  const way = sort === "high" ? -1 : 1;
  const orderOf = ({ reading }: MapArea) =>
    reading.kind === "value" ? reading.value * way : Number.POSITIVE_INFINITY;
  return areas.toSorted((a, b) => {
    const [one, other] = [orderOf(a), orderOf(b)];
    return one === other ? names.compare(nameOf(a), nameOf(b)) : one - other;
  });
}

const Pager: FC<{ page: Page; to: (page: string) => string; at: number; of: number }> = ({
  page,
  to,
  at,
  of,
}) => {
  if (of < 2) return null;
  const { say } = page;
  return (
    <nav class="kw-pager" aria-label={say("Bladeren in de tabel", "Pages of the table")}>
      {at > 1 && <Link href={`${to(String(at - 1))}#gebieden`}>{say("Vorige", "Previous")}</Link>}
      <span>{say(`Bladzijde ${at} van ${of}`, `Page ${at} of ${of}`)}</span>
      {at < of && <Link href={`${to(String(at + 1))}#gebieden`}>{say("Volgende", "Next")}</Link>}
    </nav>
  );
};

/** In which order the table stands, and the others. */
const Order: FC<{ page: Page; map: MapData; asked: MapAsked }> = ({ page, map, asked }) => {
  const { say } = page;
  const sorts = [
    ["high", say("hoogste eerst", "highest first")],
    ["low", say("laagste eerst", "lowest first")],
    ["name", say("op naam", "by name")],
  ] as const;
  return (
    <p class="kw-note">
      {say("Volgorde: ", "Order: ")}
      {sorts.map(([sort, words], place) => (
        <>
          {place > 0 && ", "}
          {sort === asked.sort ? (
            <strong aria-current="true">{words}</strong>
          ) : (
            <Link
              href={`${mapPath(page, map, asked, { sort: sort === "high" ? "" : sort })}#gebieden`}
            >
              {words}
            </Link>
          )}
        </>
      ))}
      .
    </p>
  );
};

/** The table behind the map: every area of it, a page at a time. */
export const MapTable: FC<{
  page: Page;
  map: MapData;
  asked: MapAsked;
  areas: readonly MapArea[];
}> = ({ page, map, asked, areas }) => {
  const { language, say } = page;
  const all = sorted(page, areas, asked.sort);
  const pages = Math.max(1, Math.ceil(all.length / rowsShown));
  const at = Math.min(asked.pageNumber, pages);
  const classes = classNames(map, language);
  return (
    <>
      <Order page={page} map={map} asked={asked} />
      <Table
        id="gebieden"
        caption={say(
          `De cijfers achter de kaart: ${formatNumber(all.length, "nl")} gebieden`,
          `The figures behind the map: ${formatNumber(all.length, "en")} areas`,
        )}
        head={
          <>
            <Th>{say("Gebied", "Area")}</Th>
            <Th figure>{map.indicator.short[language]}</Th>
            <Th>{say("Klasse", "Class")}</Th>
            <Th>{say("Code", "Code")}</Th>
            <Th>{say("Kaart", "Map")}</Th>
          </>
        }
      >
        {all.slice((at - 1) * rowsShown, at * rowsShown).map((one) => (
          <tr>
            <th scope="row">
              <Link href={areaPath(page, one.area)}>{fullName(one.area, page.data.book)}</Link>
            </th>
            <Num words={one.reading.kind !== "value"}>{shownOf(one, map.indicator, language)}</Num>
            <td>{one.class === null ? say("geen", "none") : classes[one.class]}</td>
            <td>{one.area.id}</td>
            <td>
              <Link href={`${mapPath(page, map, asked, { area: one.area.id, view: "" })}#kaart`}>
                {say("wijs aan", "point out")}
                <span class="kw-hidden"> {one.area.name}</span>
              </Link>
            </td>
          </tr>
        ))}
      </Table>
      <Pager
        page={page}
        to={(number) => mapPath(page, map, asked, { page: number })}
        at={at}
        of={pages}
      />
    </>
  );
};
