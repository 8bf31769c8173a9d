import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatCents, formatDate, formatNumber, periodName } from "#kernel";
import { projectsIn } from "#money";
import { byDueDate, commitmentsNaming } from "#parliament";
import type { Page } from "./page.ts";
import { H2, LineLink, Note, Num, P, Table, Th } from "./parts.tsx";
import { tellDue, tellStanding } from "./telling.ts";

/** The projects here that were granted money. */
export const Projects: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const projects = projectsIn(data.projects, area.id);
  if (projects.length === 0)
    return (
      <P>
        {say(
          "Van deze wijk kennen wij nog geen project dat geld kreeg.",
          "We know of no project here that was granted money yet.",
        )}
      </P>
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
  const municipality = book.municipalityOf(area)?.id;
  const names = new Set<string>([area.id, ...(municipality === undefined ? [] : [municipality])]);
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

/** The promises that name it. */
export const Promises: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, language, say } = page;
  const named = byDueDate(commitmentsNaming(data.commitments, area, data.book));
  return (
    <>
      <H2>{say("Toezeggingen over deze wijk", "Commitments about this neighbourhood")}</H2>
      <Note>
        {say(
          `Stand op ${formatDate(data.asOf, "nl")}. Ook toezeggingen over alle aandachtswijken staan hier.`,
          `As of ${formatDate(data.asOf, "en")}. Commitments about all focus neighbourhoods are here too.`,
        )}
      </Note>
      <ul class="kw-list">
        {named.map((one) => (
          <li>
            {one.text[language]}{" "}
            <span class="kw-tag">{tellStanding(one, data.asOf, language)}</span>
            <span class="kw-note"> {tellDue(one, language)}</span>
          </li>
        ))}
      </ul>
      {named.length === 0 && (
        <P>
          {say(
            "Er zijn geen toezeggingen over deze wijk.",
            "There are no commitments about this neighbourhood.",
          )}
        </P>
      )}
    </>
  );
};
