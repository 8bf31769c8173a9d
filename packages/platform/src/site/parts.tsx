import type { Child, FC } from "hono/jsx";
import { exportFormats } from "#exports";
import { type Indicator, unitWords } from "#indicators";
import type { ReleaseId } from "#kernel";
import { type Page, releasePath } from "./page.ts";
import { dayQuery, pathTo } from "./paths.ts";
import { searchApi } from "./search-field.tsx";
import { tellDirection } from "./telling.ts";

/** A link in running text. */
export const Link: FC<{ href: string; children: Child }> = ({ href, children }) => (
  <a class="utrecht-link utrecht-link--html-a" href={href}>
    {children}
  </a>
);

export const H1: FC<{ children: Child }> = ({ children }) => (
  <h1 class="utrecht-heading-1 utrecht-heading-1--distanced">{children}</h1>
);
export const H2: FC<{ id?: string; children: Child }> = ({ id, children }) => (
  <h2 id={id} class="utrecht-heading-2 utrecht-heading-2--distanced">
    {children}
  </h2>
);
export const H3: FC<{ children: Child }> = ({ children }) => (
  <h3 class="utrecht-heading-3 utrecht-heading-3--distanced">{children}</h3>
);
export const P: FC<{ lead?: boolean; children: Child }> = ({ lead = false, children }) => (
  <p
    class={`utrecht-paragraph utrecht-paragraph--distanced kw-prose${lead ? " utrecht-paragraph--lead" : ""}`}
  >
    {children}
  </p>
);
export const Note: FC<{ children: Child }> = ({ children }) => (
  <p class="kw-note kw-prose">{children}</p>
);

/** What is not there, and who can add it. */
export const Missing: FC<{ what: string; who: string }> = ({ what, who }) => (
  <P>
    {what} <span class="kw-note">{who}</span>
  </P>
);

/** A drawing with its caption. The drawing comes from #charts, which escapes every word in it. */
export const ChartFigure: FC<{ svg: string; caption: string; note?: string }> = ({
  svg,
  caption,
  note,
}) => (
  <figure class="kw-chart-figure">
    <figcaption>
      {caption}
      {note !== undefined && <p class="kw-note">{note}</p>}
    </figcaption>
    <div dangerouslySetInnerHTML={{ __html: svg }} />
  </figure>
);

/** A table that scrolls by itself on a narrow screen, reachable by keyboard. */
export const Table: FC<{
  id: string;
  caption: string;
  note?: Child;
  head: Child;
  children: Child;
  foot?: Child;
  /** Few columns: a line of sight from the name to the figure that is not a screen long. */
  narrow?: boolean;
  /** Many columns of words: on a phone each row becomes a block, with the head of the column (`of`) before each cell. */
  stack?: boolean;
}> = (table) => (
  <>
    <section
      class={table.narrow === true ? "kw-scroll kw-narrow" : "kw-scroll"}
      aria-labelledby={`${table.id}-caption`}
      tabindex={0}
    >
      <table
        class={`utrecht-table utrecht-table--html-table kw-table${table.stack === true ? " kw-stack" : ""}`}
        id={table.id}
      >
        <caption id={`${table.id}-caption`}>{table.caption}</caption>
        <thead>
          <tr>{table.head}</tr>
        </thead>
        <tbody>{table.children}</tbody>
        {table.foot !== undefined && <tfoot>{table.foot}</tfoot>}
      </table>
    </section>
    {table.note !== undefined && <Note>{table.note}</Note>}
  </>
);

/** The head of a column. */
export const Th: FC<{ figure?: boolean; children: Child }> = ({ figure = false, children }) => (
  <th scope="col" class={figure ? "kw-figure kw-words" : undefined}>
    {children}
  </th>
);

/** A cell with a figure. */
export const Num: FC<{ words?: boolean; children?: Child }> = ({ words = false, children }) => (
  <td class={words ? "kw-figure kw-words" : "kw-figure"}>{children}</td>
);

/** A cell in a table that stacks: `of` is the head of its column. `words`: a figure with words, on more lines. */
export const Cell: FC<{ of: string; figure?: boolean; words?: boolean; children?: Child }> = ({
  of,
  figure = false,
  words = false,
  children,
}) => (
  <td data-of={of} class={words ? "kw-figure kw-words" : figure ? "kw-figure" : undefined}>
    {children}
  </td>
);

/** The line of a release's file that a figure was read from. */
export const LineLink: FC<{ page: Page; release: ReleaseId; line: number }> = ({
  page,
  release,
  line,
}) => (
  <Link href={releasePath(page, release)}>
    {page.say("regel", "line")}&nbsp;{line}
    <span class="kw-hidden">
      {" "}
      {page.say("van", "of")} {release}
    </span>
  </Link>
);

/** What a figure means, one tap away, beside its name. Without scripts; closed on paper. */
export const Explain: FC<{ page: Page; indicator: Indicator }> = ({ page, indicator }) => {
  const { language, say } = page;
  const { name, definition, unit, counts } = indicator;
  return (
    <details class="kw-explain">
      <summary>
        {say("Uitleg", "Meaning")}
        <span class="kw-hidden">
          {say(" bij ", " of ")}
          {name[language]}
        </span>
      </summary>
      <p>{definition[language]}</p>
      <p>
        {say("Eenheid: ", "Unit: ")}
        {unitWords(unit, counts)[language]}. {tellDirection(indicator, language)}{" "}
        {say("Bron: ", "Source: ")}
        {indicator.source[language]}.
      </p>
    </details>
  );
};

/** Where figures come from, with the pages of their releases. */
export const Sources: FC<{ page: Page; releases: readonly ReleaseId[] }> = ({ page, releases }) => {
  const known = page.data.releases.filter(({ id }) => releases.includes(id));
  if (known.length === 0) return null;
  return (
    <Note>
      {page.say("Bron: ", "Source: ")}
      {known.map(({ id, title, origin }, at) => (
        <>
          {at > 0 && "; "}
          <Link href={releasePath(page, id)}>{title[page.language]}</Link> ({origin.publisher},{" "}
          {origin.document}, {origin.part[page.language]})
        </>
      ))}
      .
    </Note>
  );
};

/** In a form: what it leads to stays with the day that the page is about. */
export const DayField: FC<{ page: Page }> = ({ page: { day } }) =>
  day === null ? null : <input type="hidden" name={dayQuery} value={day} />;

/** The field of a search form, and its button. */
export const SearchInput: FC<{
  page: Page;
  id: string;
  name: string;
  typed: string | undefined;
}> = ({ page, id, name, typed }) => (
  <>
    <input
      class="utrecht-textbox utrecht-textbox--html-input"
      id={id}
      name={name}
      type="search"
      maxlength={200}
      value={typed}
      autocomplete="off"
    />
    <button
      class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
      type="submit"
    >
      {page.say("Zoek", "Search")}
    </button>
  </>
);

/**
 * Finds a neighbourhood, without scripts too: any area of the site by name, code or postcode, or, where something was
 * `typed` before, one of the list on the same page.
 */
export const SearchForm: FC<{ page: Page; typed?: string }> = ({ page, typed }) => (
  <search>
    <form
      class="kw-search"
      action={pathTo(page.language, typed === undefined ? "search" : "areas")}
      method="get"
      data-suggest={searchApi}
      data-kind="area"
    >
      <label for="zoek">
        {page.say("Zoek uw wijk of gemeente", "Find your neighbourhood or municipality")}
      </label>
      <DayField page={page} />
      <SearchInput page={page} id="zoek" name={typed === undefined ? "q" : "zoek"} typed={typed} />
    </form>
  </search>
);

/** The same figures as files, in every format. `path` is the address without its ending. */
export const Downloads: FC<{ path: (tail: string) => string; what: string }> = ({ path, what }) => (
  <p class="kw-download">
    {`Download ${what}: `}
    {["csv", "xlsx", "json", "json-stat.json", "sdmx.csv", "parquet"].map((ending, at) => (
      <>
        {at > 0 && ", "}
        <Link href={path(`.${ending}`)}>
          {exportFormats[ending as keyof typeof exportFormats].name}
        </Link>
      </>
    ))}
    .
  </p>
);
