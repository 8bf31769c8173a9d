import type { FC } from "hono/jsx";
import { areasOfPostcode, type PostcodeAnswer } from "#areas";
import {
  type EntryKind,
  entryKinds,
  type Search,
  type SearchAnswer,
  type SearchHit,
} from "#search";
import type { Page } from "./page.ts";
import { DayField, H1, H2, Link, P, SearchInput } from "./parts.tsx";
import { pathTo } from "./paths.ts";
import { searchApi } from "./search-field.tsx";
import { hitOfArea, kindAsked, kindHeading, kindQuery } from "./search-kinds.ts";
import { entryPath } from "./search-paths.ts";
import { hasPostcodes } from "./site-data.ts";

/** What was typed, without what is no letter and no mark: control characters, directions of writing. */
const readable = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, " ").trim();

/** How many of each kind stand together, and how many of one kind on a page. */
const perGroup = 5;
const perPage = 20;
/** Who has seen so many pages should ask something else. */
const mostPages = 50;

/** What was asked, and what was found. */
interface Results {
  readonly page: Page;
  readonly typed: string;
  readonly kind: EntryKind | null;
  readonly number: number;
  readonly counts: SearchAnswer["counts"];
  readonly groups: readonly { readonly kind: EntryKind; readonly hits: readonly SearchHit[] }[];
  readonly instead: string | null;
  readonly unknown: readonly string[];
}

const whole = (text: string) => (/^\d{1,3}$/.test(text) ? Number(text) : 1);
const pagesOf = (total: number) => Math.min(mostPages, Math.max(1, Math.ceil(total / perPage)));

async function look(page: Page, search: Search): Promise<Results> {
  const typed = readable(page.query("q"));
  const kind = kindAsked(page);
  const ask = (kinds: readonly EntryKind[] | undefined, limit: number, offset: number) =>
    search.find({
      language: page.language,
      text: typed,
      typing: "done",
      limit,
      offset,
      ...(kinds === undefined ? {} : { kinds }),
    });
  const { counts, instead, unknown } = await ask(undefined, 1, 0);
  // Past the last page is the last page.
  const last = kind === null ? 1 : pagesOf(counts[kind]);
  const number = Math.min(Math.max(1, whole(page.query("pagina"))), last);
  const groups = await Promise.all(
    entryKinds.map(async (each) => {
      if (counts[each] === 0 || (kind ?? each) !== each) return { kind: each, hits: [] };
      const [limit, offset] = kind === null ? [perGroup, 0] : [perPage, perPage * (number - 1)];
      return { kind: each, hits: (await ask([each], limit, offset)).hits };
    }),
  );
  return { page, typed, kind, number, counts, groups, instead, unknown };
}

const totalOf = ({ counts, kind }: Results) =>
  kind === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[kind];

/** The question of an address: what was typed, its kind and its page. */
const questionOf = ({ typed }: Results, kind: EntryKind | null, number: number) => ({
  ...(typed === "" ? {} : { q: typed }),
  ...(kind === null ? {} : { [kindQuery]: kind }),
  ...(number === 1 ? {} : { pagina: String(number) }),
});

/** The same question with another kind or page. */
const questionPath = (results: Results, kind: EntryKind | null, number = 1): string =>
  results.page.to("search", undefined, { query: questionOf(results, kind, number) });

const LargeForm: FC<{ page: Page; typed: string; kind: EntryKind | null }> = ({
  page,
  typed,
  kind,
}) => (
  <search>
    <form
      class="kw-search"
      action={pathTo(page.language, "search")}
      method="get"
      data-suggest={searchApi}
    >
      <label for="q">
        {hasPostcodes(page.data)
          ? page.say(
              "Zoek een wijk, postcode, cijfer, project, toezegging of stuk",
              "Search for an area, postcode, figure, project, commitment or document",
            )
          : page.say(
              "Zoek een wijk, plaats, cijfer, project, toezegging of stuk",
              "Search for an area, place, figure, project, commitment or document",
            )}
      </label>
      <DayField page={page} />
      {kind !== null && <input type="hidden" name={kindQuery} value={kind} />}
      <SearchInput page={page} id="q" name="q" typed={typed} />
    </form>
  </search>
);

const HitList: FC<{ page: Page; hits: readonly SearchHit[]; start?: number }> = ({
  page,
  hits,
  start = 1,
}) => (
  <ol class="kw-found" start={start}>
    {hits.map((hit) => (
      <li>
        <Link href={entryPath(page, hit)}>{hit.title}</Link>
        {hit.below !== "" && <p class="kw-note">{hit.below}</p>}
      </li>
    ))}
  </ol>
);

const KindFilter: FC<{ results: Results }> = ({ results }) => {
  const { page, counts, kind: chosen } = results;
  const kinds = entryKinds.filter((kind) => counts[kind] > 0 || kind === chosen);
  const item = (kind: EntryKind | null, name: string) => (
    <li>
      <a href={questionPath(results, kind)} aria-current={kind === chosen ? "page" : undefined}>
        {name}
      </a>
    </li>
  );
  if (kinds.length < 2 && chosen === null) return null;
  return (
    <nav class="kw-kinds" aria-label={page.say("Soort", "Kind")}>
      <ul>
        {item(null, page.say("Alles", "All"))}
        {kinds.map((kind) => item(kind, `${kindHeading(kind, page.language)} (${counts[kind]})`))}
      </ul>
    </nav>
  );
};

const Paging: FC<{ results: Results }> = ({ results }) => {
  const { page, kind, number } = results;
  const pages = pagesOf(totalOf(results));
  if (kind === null || pages < 2) return null;
  return (
    <nav class="kw-paging" aria-label={page.say("Bladzijden", "Pages")}>
      {number > 1 && (
        <Link href={questionPath(results, kind, number - 1)}>{page.say("Vorige", "Previous")}</Link>
      )}
      <span>{page.say(`Bladzijde ${number} van ${pages}`, `Page ${number} of ${pages}`)}</span>
      {number < pages && (
        <Link href={questionPath(results, kind, number + 1)}>{page.say("Volgende", "Next")}</Link>
      )}
    </nav>
  );
};

const Postcode: FC<{ page: Page; answer: PostcodeAnswer }> = ({ page, answer }) => {
  const { say } = page;
  const { postcode } = answer;
  if (answer.kind === "no-set")
    return (
      <P>
        {say(
          `${postcode} lijkt een postcode. Op deze site zijn nog geen postcodes geladen. Zoek op de naam van uw wijk, buurt of gemeente.`,
          `${postcode} looks like a postcode. No postcodes were loaded on this site yet. Search for the name of your neighbourhood, district or municipality.`,
        )}
      </P>
    );
  if (answer.kind === "unknown")
    return (
      <P>
        {say(
          `Postcode ${postcode} is hier niet bekend. Kijk of hij klopt, of zoek op de naam van uw wijk, buurt of gemeente.`,
          `Postcode ${postcode} is not known here. Check it, or search for the name of your neighbourhood, district or municipality.`,
        )}
      </P>
    );
  return (
    <>
      <H2>{say(`Postcode ${postcode} ligt in`, `Postcode ${postcode} lies in`)}</H2>
      {answer.isWider && (
        <P>
          {say(
            `Alleen ${postcode.slice(0, 4)} is bekend, niet de letters. Het midden van ${postcode.slice(0, 4)} ligt in deze gebieden; uw huis kan net in een ander gebied liggen.`,
            `Only ${postcode.slice(0, 4)} is known, not the letters. The middle of ${postcode.slice(0, 4)} lies in these areas; your house may be in another.`,
          )}
        </P>
      )}
      <HitList page={page} hits={answer.areas.map((area) => hitOfArea(page, area))} />
    </>
  );
};

const Nothing: FC<{ results: Results }> = ({ results }) => {
  const { page, typed, unknown } = results;
  const { say, language } = page;
  const rest = typed
    .split(/\s+/)
    .filter((word) => !unknown.some((one) => word.toLowerCase().includes(one)))
    .join(" ");
  const example = page.data.book.members(page.data.programme.focus)[0]?.name ?? "";
  return (
    <>
      <P lead>
        {say(`Er is niets gevonden met “${typed}”.`, `Nothing was found with “${typed}”.`)}
      </P>
      {unknown.length > 0 && (
        <P>
          {say("Deze woorden staan nergens op de site: ", "These words are nowhere on the site: ")}
          {unknown.map((word) => `“${word}”`).join(", ")}.
        </P>
      )}
      {unknown.length > 0 && rest !== "" && (
        <P>
          <Link href={page.to("search", undefined, { query: { q: rest } })}>
            {say(`Zoek met alleen “${rest}”`, `Search with “${rest}” only`)}
          </Link>
        </P>
      )}
      <ul class="utrecht-unordered-list">
        <li class="utrecht-unordered-list__item">
          {say("Gebruik minder of andere woorden.", "Use fewer or other words.")}
        </li>
        {example !== "" && (
          <li class="utrecht-unordered-list__item">
            {say(
              `Zoek op de naam van een wijk of gemeente, zoals “${example}”.`,
              `Search for the name of a neighbourhood or municipality, such as “${example}”.`,
            )}
          </li>
        )}
        <li class="utrecht-unordered-list__item">
          <Link href={page.to("areas")}>
            {language === "nl" ? "Bekijk alle wijken" : "See all neighbourhoods"}
          </Link>
          {say(" of ", " or ")}
          <Link href={page.to("indicators")}>{say("alle cijfers", "all figures")}</Link>.
        </li>
      </ul>
    </>
  );
};

const Found: FC<{ results: Results }> = ({ results }) => {
  const { page, typed, kind, number, counts, groups, instead } = results;
  const { say, language } = page;
  const total = totalOf(results);
  return (
    <>
      {instead !== null && (
        <P>
          {say("Bedoelde u ", "Did you mean ")}
          <strong>{instead}</strong>?{" "}
          {say(
            `Met “${typed}” zelf is niets gevonden. Dit zijn de resultaten voor “${instead}”.`,
            `Nothing was found with “${typed}” itself. These are the results for “${instead}”.`,
          )}
        </P>
      )}
      <p role="status" class="utrecht-paragraph utrecht-paragraph--distanced">
        {say(
          total === 1 ? "1 resultaat gevonden." : `${total} resultaten gevonden.`,
          total === 1 ? "1 result found." : `${total} results found.`,
        )}
      </p>
      <KindFilter results={results} />
      {groups
        .filter(({ hits }) => hits.length > 0)
        .map((group) => (
          <section>
            <H2>{kindHeading(group.kind, language)}</H2>
            <HitList
              page={page}
              hits={group.hits}
              start={kind === null ? 1 : perPage * (number - 1) + 1}
            />
            {kind === null && counts[group.kind] > group.hits.length && (
              <P>
                <Link href={questionPath(results, group.kind)}>
                  {say(
                    `Alle ${counts[group.kind]} ${kindHeading(group.kind, language).toLowerCase()}`,
                    `All ${counts[group.kind]} ${kindHeading(group.kind, language).toLowerCase()}`,
                  )}
                </Link>
              </P>
            )}
          </section>
        ))}
      <Paging results={results} />
    </>
  );
};

/** What people look for, by kind. Nothing of it is stored or logged. */
export async function searchPage(page: Page, search: () => Promise<Search>) {
  const { say, data } = page;
  const results = await look(page, await search());
  const { typed, kind } = results;
  const postcode = areasOfPostcode(data.book, typed);
  const isFound = totalOf(results) > 0;
  const title = say("Zoeken", "Search");
  return {
    title: typed === "" ? title : `${title}: ${typed.slice(0, 60)}`,
    query: questionOf(results, kind, results.number),
    isFresh: true as const, // what somebody looks for is kept nowhere
    content: (
      <>
        <H1>{title}</H1>
        <LargeForm page={page} typed={typed} kind={kind} />
        {postcode !== null && <Postcode page={page} answer={postcode} />}
        {isFound && <Found results={results} />}
        {!isFound && typed !== "" && postcode === null && <Nothing results={results} />}
        <p class="kw-note">
          {say("Wat u zoekt, bewaren wij niet.", "We do not keep what you search for.")}
        </p>
      </>
    ),
  };
}
