import type { FC } from "hono/jsx";
import { areasOfPostcode, fullName, normalName } from "#areas";
import { formatNumber } from "#kernel";
import type { Page } from "../page.ts";
import { H2, Link, Note, P } from "../parts.tsx";
import { hasPostcodes } from "../site-data.ts";
import { mapPath } from "./map-address.ts";
import type { MapAsked } from "./map-asked.ts";
import { type MapArea, type MapData, shownOf } from "./map-figures.ts";

/** Whether an area answers to what was typed: by its name, what it was called in other years, or its code. */
function answersTo(page: Page, { area }: MapArea, typed: string): boolean {
  const { book } = page.data;
  const wanted = normalName(typed);
  return (
    area.id.toLowerCase() === typed.toLowerCase() ||
    normalName(fullName(area, book)).includes(wanted) ||
    book.aliasesOf(area.id).some(({ alias }) => normalName(alias).includes(wanted))
  );
}

/** The areas of a map that were meant: where a postcode lies, or those that are called so. */
function foundOn(page: Page, map: MapData, typed: string): readonly MapArea[] {
  const postcode = areasOfPostcode(page.data.book, typed);
  if (postcode === null) return map.areas.filter((one) => answersTo(page, one, typed));
  const places = postcode.kind === "found" ? postcode.areas : [];
  return map.areas.filter(({ area }) => places.includes(area));
}

/** What was found by name, postcode or code, to be pointed out. */
export const Found: FC<{ page: Page; map: MapData; asked: MapAsked }> = ({ page, map, asked }) => {
  if (asked.typed === "") return null;
  const { say } = page;
  const found = foundOn(page, map, asked.typed);
  const first = found.slice(0, 12);
  return (
    <section aria-labelledby="gevonden">
      <H2 id="gevonden">
        {say(
          `${found.length === 0 ? "Niets" : formatNumber(found.length, "nl")} gevonden voor “${asked.typed}”`,
          `${found.length === 0 ? "Nothing" : formatNumber(found.length, "en")} found for “${asked.typed}”`,
        )}
      </H2>
      {found.length === 0 && (
        <P>
          {say(
            `Op deze kaart is er geen gebied met deze naam${hasPostcodes(page.data) ? ", postcode" : ""} of code. `,
            `This map has no area of this name${hasPostcodes(page.data) ? ", postcode" : ""} or code. `,
          )}
          <Link href={page.to("search", undefined, { query: { q: asked.typed } })}>
            {say("Zoek op de hele site", "Search the whole site")}
          </Link>
        </P>
      )}
      <ul class="utrecht-unordered-list">
        {first.map((one) => (
          <li class="utrecht-unordered-list__item">
            <Link href={`${mapPath(page, map, asked, { area: one.area.id, view: "" })}#kaart`}>
              {fullName(one.area, page.data.book)}
            </Link>
            {`: ${shownOf(one, map.indicator, page.language)}`}
          </li>
        ))}
      </ul>
      {found.length > first.length && (
        <Note>
          {say(
            "Dit zijn de eerste twaalf. Typ meer van de naam.",
            "These are the first twelve. Type more of the name.",
          )}
        </Note>
      )}
    </section>
  );
};
