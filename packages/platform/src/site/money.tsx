import type { FC } from "hono/jsx";
import { fullName } from "#areas";
import { type Cents, formatCents, periodName } from "#kernel";
import { type Budget, type Fund, fundTotal, type Tranche, tranchesOf } from "#money";
import { areaPath, type Page } from "./page.ts";
import { Cell, H1, H2, H3, LineLink, Link, Num, P, Sources, Table, Th } from "./parts.tsx";
import { Meter } from "./pictures.tsx";

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
      caption={fund.name[language]}
      stack={parts}
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
      note={say(
        `Bron: rapportage, hoofdstuk ${fund.source}.`,
        `Source: report, chapter ${fund.source}.`,
      )}
    >
      {fund.budgets.map((budget) => (
        <tr>
          <th scope="row">{periodName(budget.period, language)}</th>
          {parts && (
            <Cell of={say("Voor", "For")}>
              {budget.for?.[language] ?? say("alles", "all of it")}
            </Cell>
          )}
          <Cell of={say("Bedrag", "Amount")} figure>
            {bounded(page, budget)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
};

const ProjectTable: FC<{ page: Page; tranche: Tranche }> = ({ page, tranche }) => {
  const { data, language, say } = page;
  return (
    <Table
      id={`projecten-${tranche.fund}-${tranche.number}`}
      caption={say("Projecten per wijk", "Projects by neighbourhood")}
      stack
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
          <Cell of={say("Wijk", "Neighbourhood")}>
            {project.areas.map((id, at) => (
              <>
                {at > 0 && "; "}
                <Link href={areaPath(page, data.book.get(id))}>
                  {fullName(data.book.get(id), data.book)}
                </Link>
              </>
            ))}
          </Cell>
          <Cell of={say("Bedrag", "Amount")} figure>
            {formatCents(project.amount, language)}
          </Cell>
          <Cell of={say("Bron", "Source")} figure>
            <LineLink page={page} release={project.release} line={project.line} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
};

/** How many projects a tranche has, and how much of the fund they take. */
export const TrancheSum: FC<{ page: Page; tranche: Tranche; level: "h2" | "h3" }> = ({
  page,
  tranche,
  level,
}) => {
  const { data, language, say } = page;
  const fund = data.funds.find(({ id }) => id === tranche.fund);
  const total = fund === undefined ? null : fundTotal(fund);
  const Heading = level === "h2" ? H2 : H3;
  const many = tranche.projects.length;
  return (
    <>
      <Heading>
        {fund?.name[language]}: {say("ronde", "round")} {tranche.number}
      </Heading>
      <p>
        <span class="kw-number">{formatCents(tranche.granted, language)}</span>
        {say(
          `voor ${many} ${many === 1 ? "project" : "projecten"}`,
          `for ${many} ${many === 1 ? "project" : "projects"}`,
        )}
        {total !== null &&
          say(
            `, van de ${bounded(page, total)} in dit fonds`,
            `, of the ${bounded(page, total)} in this fund`,
          )}
      </p>
      {total?.bound === null && <Meter part={tranche.granted} whole={total.amount} />}
    </>
  );
};

/** Every fund with who pays and what it adds up to; the years are below. */
const FundSums: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say } = page;
  return (
    <Table
      id="fondsen"
      caption={say("Alle fondsen en wie betaalt", "All funds and who pays")}
      stack
      note={say(
        "Een bedrag met “minder dan” is geen precies bedrag: zo staat het in de bron. Bron: rapportage, het hoofdstuk dat bij het fonds staat.",
        "An amount with “less than” is not an exact amount: that is what the source says. Source: report, the chapter named at each fund.",
      )}
      head={
        <>
          <Th>{say("Fonds", "Fund")}</Th>
          <Th figure>{say("Samen", "Together")}</Th>
          <Th>{say("Wanneer", "When")}</Th>
          <Th>{say("Wie betaalt", "Who pays")}</Th>
          <Th figure>{say("Hoofdstuk", "Chapter")}</Th>
          <Th>{say("Toelichting", "Note")}</Th>
        </>
      }
    >
      {data.funds.map((fund) => {
        const total = fundTotal(fund);
        const [first, last] = [fund.budgets.at(0), fund.budgets.at(-1)];
        return (
          <tr>
            <th scope="row" class="kw-wide">
              {fund.budgets.length > 1 ? (
                <Link href={`#${fund.id}`}>{fund.name[language]}</Link>
              ) : (
                fund.name[language]
              )}
            </th>
            <Cell of={say("Samen", "Together")} figure>
              {total === null ? say("niet bekend", "not known") : bounded(page, total)}
            </Cell>
            <Cell of={say("Wanneer", "When")}>
              {first !== undefined && periodName(first.period, language)}
              {last !== undefined &&
                last.period.id !== first?.period.id &&
                say(" tot en met ", " to ") + periodName(last.period, language)}
            </Cell>
            <Cell of={say("Wie betaalt", "Who pays")}>{fund.payer[language]}</Cell>
            <Cell of={say("Hoofdstuk", "Chapter")} figure>
              {fund.source}
            </Cell>
            <Cell of={say("Toelichting", "Note")}>{fund.note?.[language]}</Cell>
          </tr>
        );
      })}
    </Table>
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
      <FundSums page={page} />
      {tranchesOf(data.projects).map((tranche) => (
        <>
          <TrancheSum page={page} tranche={tranche} level="h2" />
          <ProjectTable page={page} tranche={tranche} />
          <Sources
            page={page}
            releases={[...new Set(tranche.projects.map(({ release }) => release))]}
          />
        </>
      ))}
      <H2>{say("Fondsen per jaar", "Funds by year")}</H2>
      <div class="kw-columns">
        {data.funds
          .filter(({ budgets }) => budgets.length > 1)
          .map((fund) => (
            <div>
              <FundTable page={page} fund={fund} />
            </div>
          ))}
      </div>
    </>
  );
}
