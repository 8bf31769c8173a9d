import type { FC } from "hono/jsx";
import { type Area, fullName, likeness } from "#areas";
import { sectionLabel, sections } from "./layout.tsx";
import { areaPath, type Page } from "./page.ts";
import { H1, H2, Link, P, SearchForm } from "./parts.tsx";

/** Neighbourhoods whose address looks like what was asked for. */
function alike(page: Page, asked: string): readonly Area[] {
  const { book, programme } = page.data;
  return book
    .members(programme.focus)
    .map((area) => ({ area, score: likeness(area.slug, asked) }))
    .filter(({ score }) => score > 0.35)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ area }) => area);
}

/** A page that is not there: what to do next. */
export function notFoundPage(page: Page, path: string) {
  const { say, to, data } = page;
  const areas = alike(page, decodeURIComponentSafely(path).split("/").at(-1) ?? "");
  return (
    <>
      <H1>{say("Deze bladzijde is er niet", "This page is not here")}</H1>
      <P lead>
        {say(
          "Misschien is het adres verkeerd getypt, of is de bladzijde verhuisd.",
          "The address may be mistyped, or the page may have moved.",
        )}
      </P>
      {areas.length > 0 && (
        <>
          <H2>{say("Zoekt u een van deze wijken?", "Are you looking for one of these?")}</H2>
          <ul class="utrecht-unordered-list">
            {areas.map((area) => (
              <li class="utrecht-unordered-list__item">
                <Link href={areaPath(page, area)}>{fullName(area, data.book)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <SearchForm page={page} />
      <H2>{say("Of kijk hier", "Or look here")}</H2>
      <ul class="utrecht-unordered-list">
        {sections.map((section) => (
          <li class="utrecht-unordered-list__item">
            <Link href={to(section)}>{sectionLabel(page.language, section)}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** An address can hold what is not text; then it is shown as it came. */
function decodeURIComponentSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What to mention when a page keeps failing: the log has it too. */
const FailureNumber: FC<{ page: Pick<Page, "say">; id: string }> = ({ page, id }) => (
  <P>
    {page.say(
      "Blijft het misgaan? Noem dan dit nummer: ",
      "Does it keep happening? Then mention this number: ",
    )}
    <strong>{id}</strong>
  </P>
);

/** A request that was understood and turned down. */
export const refusedPage = (page: Pick<Page, "say">, sentence: string, id: string) => (
  <>
    <H1>{page.say("Dit kan nu niet", "This cannot be done now")}</H1>
    <P lead>{sentence}</P>
    <FailureNumber page={page} id={id} />
  </>
);

/** A failure of ours: a number that the log has too, and no detail. */
export const failedPage = (page: Pick<Page, "say">, id: string) => (
  <>
    <H1>{page.say("Er ging iets mis", "Something went wrong")}</H1>
    <P lead>
      {page.say(
        "Dat ligt aan ons, niet aan u. Probeer het straks nog eens.",
        "That is our fault, not yours. Please try again later.",
      )}
    </P>
    <FailureNumber page={page} id={id} />
  </>
);

/** An address with a day that cannot be. */
export const wrongDayPage = (
  page: Pick<Page, "say">,
  { given, why, now }: { given: string; why: "no-day" | "future"; now: string },
) => (
  <>
    <H1>{page.say("Deze peildatum kan niet", "This reference date cannot be")}</H1>
    <P lead>
      {why === "future"
        ? page.say(
            `${given} moet nog komen. Kies een dag tot en met vandaag.`,
            `${given} is yet to come. Choose a day up to and including today.`,
          )
        : page.say(
            `“${given}” is geen dag. Schrijf een dag als 2009-10-22.`,
            `“${given}” is not a day. Write a day such as 2009-10-22.`,
          )}
    </P>
    <P>
      <Link href={now}>{page.say("Naar de cijfers van nu", "To the figures of now")}</Link>
    </P>
  </>
);
