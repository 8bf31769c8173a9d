import type { FC } from "hono/jsx";
import { type Area, normalName } from "#areas";
import { formatCents, formatDate, formatNumber, periodName } from "#kernel";
import { projectsIn } from "#money";
import { byDueDate, commitmentsNaming } from "#parliament";
import { judgedOn } from "./judged-on.ts";
import type { Page } from "./page.ts";
import { H2, LineLink, Missing, Note, Num, Table, Th } from "./parts.tsx";
import { tellDue, tellStanding } from "./telling.ts";

/** The area and the focus neighbourhoods in it: of a municipality, what happens in each of them. */
function within({ data: { book, programme } }: Page, area: Area): readonly Area[] {
  const isIn = (one: Area) =>
    book.liesWithin(one, area.id) || book.groupingsOf(one.id).some(({ id }) => id === area.id);
  return [area, ...book.members(programme.focus).filter((one) => one.id !== area.id && isIn(one))];
}

/** `deze wijk`, or `dit gebied` for what is no neighbourhood. */
const here = ({ say }: Page, { kind }: Area) =>
  kind === "focus-neighbourhood"
    ? say("deze wijk", "this neighbourhood")
    : say("dit gebied", "this area");

/** The projects here that were granted money. */
export const Projects: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const projects = [
    ...new Set(within(page, area).flatMap(({ id }) => projectsIn(data.projects, id))),
  ];
  if (projects.length === 0)
    return (
      <Missing
        what={say(
          `Van ${here(page, area)} kennen wij nog geen project dat geld kreeg.`,
          "We know of no project here that was granted money yet.",
        )}
        who={say(
          "De gemeente of het programma kan een lijst van projecten aanleveren.",
          "The municipality or the programme can deliver a list of projects.",
        )}
      />
    );
  return (
    <Table
      id="projecten"
      caption={say("Projecten die geld kregen", "Projects that were granted money")}
      head={
        <>
          <Th>{say("Project", "Project")}</Th>
          <Th>{say("Fonds", "Fund")}</Th>
          <Th figure>{say("Bedrag", "Amount")}</Th>
          <Th figure>{say("Bron", "Source")}</Th>
        </>
      }
    >
      {projects.map((project) => (
        <tr>
          <th scope="row">
            {project.name}
            {project.areas.length > 1 && (
              <span class="kw-note"> ({say("in meer wijken", "in more neighbourhoods")})</span>
            )}
          </th>
          <td>
            {data.funds.find(({ id }) => id === project.fund)?.name[language]},{" "}
            {say("ronde", "round")} {project.tranche}
          </td>
          <Num>{formatCents(project.amount, language)}</Num>
          <Num>
            <LineLink page={page} release={project.release} line={project.line} />
          </Num>
        </tr>
      ))}
    </Table>
  );
};

/** What was delivered here, and what is tried in its municipality. */
export const Doings: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const { book, programme } = data;
  const municipality = area.kind === "municipality" ? area.id : book.municipalityOf(area)?.id;
  const names = new Set<string>([
    ...within(page, area).map(({ id }) => id),
    ...(municipality === undefined ? [] : [municipality]),
  ]);
  const outputs = programme.outputs.filter(({ areas }) => areas.some((one) => names.has(one)));
  const experiments = programme.experiments.filter(({ municipalities }) =>
    municipalities.some((one) => one === municipality),
  );
  if (outputs.length + experiments.length === 0) return null;
  return (
    <>
      <H2>{say("Wat er is gedaan en geprobeerd", "What was done and tried")}</H2>
      <ul class="kw-list">
        {outputs.map((output) => (
          <li>
            {output.name[language]}: <strong>{formatNumber(output.value, language)}</strong>{" "}
            {output.unit[language]} ({periodName(output.period, language)})
            <span class="kw-note">
              {" "}
              {output.areas.some((one) => one === municipality) &&
                say("In heel de gemeente. ", "In the whole municipality. ")}
              {say(
                `Bron: rapportage, hoofdstuk ${output.source}.`,
                `Source: report, chapter ${output.source}.`,
              )}
            </span>
          </li>
        ))}
        {experiments.map((experiment) => (
          <li>
            {say("Experiment in deze gemeente: ", "Experiment in this municipality: ")}
            <strong>{experiment.name[language]}</strong>
            <span class="kw-note">
              {" "}
              {say(
                `Bron: rapportage, hoofdstuk ${experiment.source}.`,
                `Source: report, chapter ${experiment.source}.`,
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Votes of residents on what happens here: no source of them is connected yet. */
export const Votes: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { say } = page;
  return (
    <>
      <H2>{say("Stemmingen van bewoners", "Votes by residents")}</H2>
      <Missing
        what={say(
          `Van ${here(page, area)} staat nog geen stemming op deze site.`,
          `No vote in ${here(page, area)} is on this site yet.`,
        )}
        who={say(
          "De gemeente of de bewoners die een stemming houden, hebben de uitslag; wie deze site beheert, kan die toevoegen.",
          "The municipality or the residents who hold a vote have the result; whoever keeps this site can add it.",
        )}
      />
    </>
  );
};

/** The promises that name it. */
export const Promises: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const named = byDueDate(commitmentsNaming(data.commitments, area, data.book));
  return (
    <>
      <H2>
        {say("Toezeggingen over ", "Commitments about ")}
        {here(page, area)}
      </H2>
      {named.length > 0 && (
        <Note>
          {say(
            `Stand op ${formatDate(judgedOn(page), "nl")}. Ook toezeggingen over alle aandachtswijken staan hier.`,
            `As of ${formatDate(judgedOn(page), "en")}. Commitments about all focus neighbourhoods are here too.`,
          )}
        </Note>
      )}
      <ul class="kw-list">
        {named.map((one) => (
          <li>
            {one.text[language]}{" "}
            <span class="kw-tag">{tellStanding(one, judgedOn(page), language)}</span>
            <span class="kw-note"> {tellDue(one, language)}</span>
          </li>
        ))}
      </ul>
      {named.length === 0 && (
        <Missing
          what={say(
            `Er zijn geen toezeggingen over ${here(page, area)}.`,
            `There are no commitments about ${here(page, area)}.`,
          )}
          who={say(
            "Het programma houdt bij wat aan het parlement is toegezegd.",
            "The programme keeps what was promised to parliament.",
          )}
        />
      )}
    </>
  );
};

/** The documents of parliament whose title names it. */
export const Documents: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const names = [area.name, ...data.book.aliasesOf(area.id).map(({ alias }) => alias)].map(
    normalName,
  );
  const naming = data.documents.filter(({ title }) => {
    const words = ` ${normalName(title?.nl ?? "")} `;
    return names.some((name) => name !== "" && words.includes(` ${name} `));
  });
  return (
    <>
      <H2>{say("Documenten", "Documents")}</H2>
      {naming.length === 0 ? (
        <Missing
          what={say(
            `Geen document van het parlement noemt ${area.name} in zijn titel.`,
            `No document of parliament names ${area.name} in its title.`,
          )}
          who={say("Het programma kan documenten toevoegen.", "The programme can add documents.")}
        />
      ) : (
        <ul class="kw-list">
          {naming.map(({ number, kind, date, title }) => (
            <li>
              {title?.[language]}
              <span class="kw-note">
                {[kind[language], number, date === null ? "" : formatDate(date, language)]
                  .filter((part) => part !== "")
                  .join(", ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
