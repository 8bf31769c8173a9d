import type { FC } from "hono/jsx";
import { fullName } from "#areas";
import { type Cents, formatCents, periodName } from "#kernel";
import { type Budget, type Fund, fundTotal, type Tranche, tranchesOf } from "#money";
import { areaPath, type Page, releasePath } from "./page.ts";
import { H1, H2, Link, Note, Num, P, Sources, Table, Th } from "./parts.tsx";

function bounded(
  { language, say }: Page,
  { amount, bound }: { readonly amount: Cents; readonly bound: Budget["bound"] },
): string {
  const shown = formatCents(amount, language);
  const words = {
    "<": say("minder dan ", "less than "),
    "<=": say("hoogstens ", "at most "),
    ">": say("meer dan ", "more than "),
    ">=": say("minstens ", "at least "),
  };
  return bound === null ? shown : `${words[bound]}${shown}`;
}

const FundTable: FC<{ page: Page; fund: Fund }> = ({ page, fund }) => {
  const { language, say } = page;
  const total = fundTotal(fund);
  const parts = fund.budgets.some(({ for: part }) => part !== null);
  return (
    <Table
      id={fund.id}
      caption={`${fund.name[language]} (${fund.payer[language]})`}
      head={
        <>
          <Th>{say("Periode", "Period")}</Th>
          {parts && <Th>{say("Voor", "For")}</Th>}
          <Th figure>{say("Bedrag", "Amount")}</Th>
        </>
      }
      foot={
        total !== null && fund.budgets.length > 1 ? (
          <tr>
            <th scope="row" colspan={parts ? 2 : 1}>
              {say("Samen", "Together")}
            </th>
            <Num>{bounded(page, total)}</Num>
          </tr>
        ) : undefined
      }
      note={`${fund.note === null ? "" : `${fund.note[language]} `}${say(`Bron: rapportage, hoofdstuk ${fund.source}.`, `Source: report, chapter ${fund.source}.`)}`}
    >
      {fund.budgets.map((budget) => (
        <tr>
          <th scope="row">{periodName(budget.period, language)}</th>
          {parts && <td>{budget.for?.[language] ?? say("alles", "all of it")}</td>}
          <Num>{bounded(page, budget)}</Num>
        </tr>
      ))}
    </Table>
  );
};

/** How much of a fund is granted, as a bar. */
const Meter: FC<{ page: Page; part: Cents; whole: Cents }> = ({ page, part, whole }) => (
  <svg
    class="kw-meter"
    viewBox="0 0 100 4"
    preserveAspectRatio="none"
    role="img"
    aria-label={page.say(
      `${formatCents(part, "nl")} van ${formatCents(whole, "nl")}`,
      `${formatCents(part, "en")} of ${formatCents(whole, "en")}`,
    )}
  >
    <rect class="kw-meter-all" width="100" height="4" />
    <rect class="kw-meter-part" width={Math.min(100, (100 * part) / whole).toFixed(2)} height="4" />
  </svg>
);

const ProjectTable: FC<{ page: Page; tranche: Tranche }> = ({ page, tranche }) => {
  const { data, language, say } = page;
  return (
    <Table
      id={`projecten-${tranche.fund}-${tranche.number}`}
      caption={say("Projecten per wijk", "Projects by neighbourhood")}
      head={
        <>
          <Th>{say("Project", "Project")}</Th>
          <Th>{say("Wijk", "Neighbourhood")}</Th>
          <Th figure>{say("Bedrag", "Amount")}</Th>
          <Th figure>{say("Bron", "Source")}</Th>
        </>
      }
      foot={
        <tr>
          <th scope="row" colspan={2}>
            {say("Samen", "Together")}
          </th>
          <Num>{formatCents(tranche.granted, language)}</Num>
          <td />
        </tr>
      }
    >
      {tranche.projects.map((project) => (
        <tr>
          <th scope="row">{project.name}</th>
          <td>
            {project.areas.map((id, at) => (
              <>
                {at > 0 && "; "}
                <Link href={areaPath(page, data.book.get(id))}>
                  {fullName(data.book.get(id), data.book)}
                </Link>
              </>
            ))}
          </td>
          <Num>{formatCents(project.amount, language)}</Num>
          <Num>
            <Link href={releasePath(page, project.release)}>
              {say("regel", "line")} {project.line}
              <span class="kw-hidden">
                {" "}
                {say("van", "of")} {project.release}
              </span>
            </Link>
          </Num>
        </tr>
      ))}
    </Table>
  );
};

const TrancheSection: FC<{ page: Page; tranche: Tranche }> = ({ page, tranche }) => {
  const { data, language, say } = page;
  const fund = data.funds.find(({ id }) => id === tranche.fund);
  const total = fund === undefined ? null : fundTotal(fund);
  const granted = formatCents(tranche.granted, language);
  return (
    <>
      <H2>
        {fund?.name[language]}: {say("tranche", "tranche")} {tranche.number}
      </H2>
      <P lead>
        <strong>{tranche.projects.length}</strong>{" "}
        {say(
          tranche.projects.length === 1 ? "project" : "projecten",
          tranche.projects.length === 1 ? "project" : "projects",
        )}
        , <strong>{granted}</strong>
        {total !== null &&
          say(` van ${formatCents(total.amount, "nl")}`, ` of ${formatCents(total.amount, "en")}`)}
      </P>
      {total?.bound === null && <Meter page={page} part={tranche.granted} whole={total.amount} />}
      <ProjectTable page={page} tranche={tranche} />
      <Sources
        page={page}
        releases={[...new Set(tranche.projects.map(({ release }) => release))]}
      />
    </>
  );
};

/** Who pays what, and which projects got it. */
export async function moneyPage(page: Page) {
  const { data, say } = page;
  return (
    <>
      <H1>{say("Geld", "Money")}</H1>
      <P lead>
        {say(
          "Wie betaalt wat, en welke projecten kregen geld?",
          "Who pays what, and which projects were granted money?",
        )}
      </P>
      {tranchesOf(data.projects).map((tranche) => (
        <TrancheSection page={page} tranche={tranche} />
      ))}
      <H2>{say("Alle potten", "All funds")}</H2>
      <Note>
        {say(
          "Een bedrag met “minder dan” is geen precies bedrag: zo staat het in de bron.",
          "An amount with “less than” is not an exact amount: that is what the source says.",
        )}
      </Note>
      {data.funds.map((fund) => (
        <FundTable page={page} fund={fund} />
      ))}
    </>
  );
}
