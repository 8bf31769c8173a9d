import type { Context, Hono } from "hono";
import { fullName } from "#areas";
import { type Language, languages } from "#kernel";
import { areaPage, areasAbove } from "./area.tsx";
import { LeadsOn } from "./area-names.tsx";
import type { PlaceDoor } from "./area-place.tsx";
import { comparePage } from "./compare.tsx";
import { askedAreas } from "./compared-areas.ts";
import { areaName, areaPath, isFocus, type Page } from "./page.ts";
import { H1, SearchForm } from "./parts.tsx";
import { pathTo, type Section } from "./paths.ts";
import type { Shown } from "./show.tsx";

/** What routes need of the site. */
export interface PageDoor extends PlaceDoor {
  readonly page: (c: Context, language: Language) => Promise<Page>;
  readonly show: (
    c: Context,
    page: Page,
    section: Section,
    shown: Shown,
  ) => Response | Promise<Response>;
  readonly notFound: (c: Context) => Response | Promise<Response>;
}

/** What is said of a code that no boundary set has, but of which a change tells what follows it. */
function formerPage(page: Page, code: string) {
  return (
    <>
      <H1>{code}</H1>
      <LeadsOn page={page} code={code} kind={null} />
      <SearchForm page={page} />
    </>
  );
}

async function showArea(c: Context, door: PageDoor, language: Language) {
  const page = await door.page(c, language);
  const { book } = page.data;
  const code = c.req.param("code") ?? "";
  const area = book.find(code) ?? book.bySlug(code) ?? book.find(code.toUpperCase());
  if (area === undefined) {
    if (!book.changes.some(({ from }) => from === code)) return door.notFound(c);
    const shown = { title: code, item: code, content: formerPage(page, code) };
    return door.show(c, page, "area", shown);
  }
  // One address for each: the focus neighbourhoods have theirs under their name.
  if (isFocus(page.data, area) || area.id !== code) return c.redirect(areaPath(page, area), 301);
  const name = fullName(area, book);
  const [above] = areasAbove(page, area);
  return door.show(c, page, "area", {
    title: above === undefined ? areaName(page, area) : `${area.name}, ${areaName(page, above)}`,
    description: page.say(
      `Cijfers, geld en beloften voor ${name}.`,
      `Figures, money and promises for ${name}.`,
    ),
    item: area.id,
    crumbs: areasAbove(page, area)
      .toReversed()
      .map((one) => ({
        label: areaName(page, one),
        href: pathTo(language, "area", one.id),
      })),
    content: await areaPage(page, area, door),
  });
}

/** Areas side by side. What a form sends gets the address that names them by their codes. */
async function showComparison(c: Context, door: PageDoor, language: Language) {
  const page = await door.page(c, language);
  const given = (c.req.queries("areas") ?? []).filter((one) => one !== "");
  const asked = askedAreas(page.data.book, given);
  const codes = asked.areas.map(({ id }) => id).join(",");
  const isPlain = (c.req.queries("areas") ?? []).join("&") === codes;
  const group = page.query("group");
  const query = {
    ...(codes === "" ? {} : { areas: codes }),
    ...(group === "" ? {} : { group }),
  };
  const isAsAsked = [asked.unknown, asked.repeated, asked.leftOut].every(
    (some) => some.length === 0,
  );
  if (!isPlain && isAsAsked) return c.redirect(page.to("compare", undefined, { query }), 302);
  const names = asked.areas.map(({ name }) => name).join(", ");
  const title = page.say("Gebieden vergelijken", "Compare areas");
  return door.show(c, page, "compare", {
    title: names === "" ? title : `${title}: ${names}`,
    query,
    content: await comparePage(page, asked),
  });
}

function addLanguage(app: Hono, door: PageDoor, language: Language): void {
  const area = pathTo(language, "area");
  app.get(area, async (c) => c.redirect((await door.page(c, language)).to("areas"), 301));
  app.get(pathTo(language, "compare"), (c) => showComparison(c, door, language));
  app.get(`${area}/:code`, (c) => showArea(c, door, language));
}

/** Adds the pages of any area. */
export function addAreaRoutes(app: Hono, door: PageDoor): void {
  for (const language of languages) addLanguage(app, door, language);
}
