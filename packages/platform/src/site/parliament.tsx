import type { FC } from "hono/jsx";
import { fullName } from "#areas";
import { formatDate } from "#kernel";
import { byDueDate, type Commitment, type Standing, standing } from "#parliament";
import { judgedOn, tellJudged } from "./judged-on.ts";
import type { Page } from "./page.ts";
import { DayField, H1, H2, Link, Note, P, Table, Th } from "./parts.tsx";
import { pathTo } from "./paths.ts";
import { commitmentAnchor, documentAnchor } from "./search-paths.ts";
import { tellDue, tellStanding } from "./telling.ts";

const groups: readonly {
  readonly id: string;
  readonly of: readonly Standing[];
  readonly nl: string;
  readonly en: string;
}[] = [
  { id: "open", of: ["overdue", "due"], nl: "Nog te doen", en: "Still to do" },
  { id: "zonder-datum", of: ["open"], nl: "Geen datum", en: "No date" },
  { id: "terugkerend", of: ["recurring"], nl: "Steeds opnieuw", en: "Again and again" },
  { id: "gedaan", of: ["done"], nl: "Nagekomen", en: "Kept" },
];

const CommitmentTable: FC<{
  page: Page;
  id: string;
  caption: string;
  all: readonly Commitment[];
}> = ({ page, id, caption, all }) => {
  const { data, language, say } = page;
  const { book, programme } = data;
  const day = judgedOn(page);
  return (
    <Table
      id={id}
      caption={caption}
      head={
        <>
          <Th>{say("Toezegging", "Commitment")}</Th>
          <Th>{say("Wanneer", "When")}</Th>
          <Th>{say("Thema", "Theme")}</Th>
          <Th>{say("Waar", "Where")}</Th>
          <Th>{say("Bron", "Source")}</Th>
        </>
      }
    >
      {all.map((one) => (
        <tr id={commitmentAnchor(one.id)}>
          <th scope="row" class="kw-wide">
            {one.text[language]}
            {one.madeAt !== null && (
              <span class="kw-note">
                {" "}
                ({say("toegezegd in", "promised in")} {one.madeAt[language]})
              </span>
            )}
          </th>
          <td class="kw-nobreak">
            {tellDue(one, language)}
            {standing(one, day) === "overdue" && (
              <>
                <br />
                <span class="kw-tag kw-bad">{tellStanding(one, day, language)}</span>
              </>
            )}
          </td>
          <td>{programme.themes.find(({ id: theme }) => theme === one.theme)?.name[language]}</td>
          <td>
            {one.areas.length === 0
              ? say("heel het programma", "the whole programme")
              : one.areas.map((area) => fullName(book.get(area), book)).join("; ")}
          </td>
          <td class="kw-nobreak">{say(`hoofdstuk ${one.source}`, `chapter ${one.source}`)}</td>
        </tr>
      ))}
    </Table>
  );
};

const ThemeFilter: FC<{ page: Page; chosen: string | undefined }> = ({ page, chosen }) => {
  const { data, language, say } = page;
  const used = data.programme.themes.filter(({ id }) =>
    data.commitments.some((one) => one.theme === id),
  );
  return (
    <form class="kw-search" action={pathTo(language, "commitments")} method="get">
      <DayField page={page} />
      <label for="thema">{say("Kies een thema", "Choose a theme")}</label>
      <select id="thema" name="thema">
        <option value="">{say("Alle thema's", "All themes")}</option>
        {used.map(({ id, name }) => (
          <option value={id} selected={id === chosen}>
            {name[language]}
          </option>
        ))}
      </select>
      <button
        class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
        type="submit"
      >
        {say("Toon", "Show")}
      </button>
    </form>
  );
};

const DocumentTable: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say } = page;
  return (
    <Table
      id="kamerstukken"
      caption={say("Stukken waar het programma op rust", "Documents that the programme rests on")}
      head={
        <>
          <Th>{say("Nummer", "Number")}</Th>
          <Th>{say("Soort", "Kind")}</Th>
          <Th>{say("Datum", "Date")}</Th>
          <Th>{say("Waarover", "About")}</Th>
        </>
      }
    >
      {data.documents.map((document) => (
        <tr id={documentAnchor(document.id)}>
          <th scope="row">{document.number}</th>
          <td>
            {document.kind[language]}
            {document.annexTo !== null &&
              say(` bij ${document.annexTo}`, ` to ${document.annexTo}`)}
          </td>
          <td>
            {document.date === null
              ? say("niet bekend", "not known")
              : formatDate(document.date, language)}
          </td>
          <td>{document.title?.[language] ?? say("niet bekend", "not known")}</td>
        </tr>
      ))}
    </Table>
  );
};

/** Promises to parliament: what is to be done, by when, and what is done. */
export async function commitmentsPage(page: Page) {
  const { data, language, say, query } = page;
  const theme = query("thema");
  const chosen = data.programme.themes.find(({ id }) => id === theme);
  const all = byDueDate(data.commitments).filter(
    (one) => chosen === undefined || one.theme === chosen.id,
  );
  const shown = groups
    .map((group) => ({
      ...group,
      of: all.filter((one) => group.of.includes(standing(one, judgedOn(page)))),
    }))
    .filter(({ of }) => of.length > 0);
  return (
    <>
      <H1>{say("Toezeggingen", "Commitments")}</H1>
      <P lead>
        {say(
          "Wat de minister aan de Tweede Kamer heeft beloofd.",
          "What the minister promised to parliament.",
        )}
      </P>
      <Note>{tellJudged(page)}</Note>
      <ul class="kw-cards">
        {shown.map(({ id, of, ...words }) => (
          <li class="kw-card">
            <p>
              <span class="kw-number">{of.length}</span>
              <Link href={`#${id}`}>{words[language]}</Link>
            </p>
          </li>
        ))}
      </ul>
      <ThemeFilter page={page} chosen={chosen?.id} />
      {shown.map(({ id, of, ...words }) => (
        <CommitmentTable page={page} id={id} caption={words[language]} all={of} />
      ))}
      {shown.length === 0 && (
        <P>{say("Over dit thema is niets toegezegd.", "Nothing was promised on this theme.")}</P>
      )}
      <H2>{say("Kamerstukken", "Parliamentary documents")}</H2>
      <DocumentTable page={page} />
    </>
  );
}
