import type { FC } from "hono/jsx";
import type { Release } from "#indicators";
import { formatNumber } from "#kernel";
import { type Page, releasePath } from "./page.ts";
import { Pager, partOf } from "./pager.tsx";
import { Cell, H3, Link, P, Table, Th } from "./parts.tsx";
import { tellPrinted } from "./telling.ts";

/** On the page of sources a list is as long as this; the page of the release has all of it, a page at a time. */
const rowsInBrief = 10;

/** What the address of a release's page asks for, for the other language. */
export const releaseQuery = ({ query }: Page): Record<string, string> =>
  Object.fromEntries(
    ["page", "rows"].flatMap((name) => (query(name) === "" ? [] : [[name, query(name)]])),
  );

/** The address of a part of a long list on the page of a release. */
const listAt =
  (page: Page, release: Release, query: "page" | "rows", anchor: string) => (number: number) =>
    releasePath(page, release.id, { query: { [query]: String(number) }, anchor });

const findingHeads = ({ say }: Page) => ({
  where: say("Waar", "Where"),
  line: say("Regel", "Line"),
  column: say("Kolom", "Column"),
  printed: say("Wat er staat", "Printed"),
  expected: say("Wat eruit volgt", "Follows from figures"),
  why: say("Oorzaak", "Why"),
});

const FindingRow: FC<{ page: Page; finding: Release["findings"][number] }> = ({
  page,
  finding,
}) => {
  const { language, say } = page;
  const heads = findingHeads(page);
  return (
    <tr>
      <th scope="row">{finding.about}</th>
      <Cell of={heads.line} figure>
        {finding.line}
      </Cell>
      <Cell of={heads.column}>{finding.column}</Cell>
      <Cell of={heads.printed} figure>
        {tellPrinted(finding.printed, language)}
      </Cell>
      <Cell of={heads.expected} figure>
        {tellPrinted(finding.expected, language)}
      </Cell>
      <Cell of={heads.why}>
        {finding.cause === "rounding"
          ? say("afronding", "rounding")
          : say("niet bekend", "not known")}
      </Cell>
    </tr>
  );
};

/** Leads from the first rows of a list to the page that has them all. */
const AllOf: FC<{ page: Page; release: Release; shown: number; of: number; anchor: string }> = ({
  page,
  release,
  shown,
  of,
  anchor,
}) =>
  shown >= of ? null : (
    <P>
      <Link href={releasePath(page, release.id, { anchor })}>
        {page.say(
          `De eerste ${shown} staan hier. Bekijk alle ${formatNumber(of, "nl")}`,
          `The first ${shown} are here. See all ${formatNumber(of, "en")}`,
        )}
      </Link>
    </P>
  );

/** What a source prints and that does not follow from its own figures. `brief`: the first of them. */
export const Findings: FC<{ page: Page; release: Release; brief?: boolean }> = ({
  page,
  release,
  brief = false,
}) => {
  const { say } = page;
  const { findings } = release;
  if (findings.length === 0) return null;
  const id = `bevindingen-${release.id}`;
  const part = partOf(findings, brief ? "1" : page.query("page"));
  const rows = brief ? findings.slice(0, rowsInBrief) : part.rows;
  const caption = say(
    `Cijfers in ${release.file} die niet kloppen met de andere cijfers erin`,
    `Printed figures that do not follow from those of ${release.file}`,
  );
  return (
    <>
      <H3>{say("Wat in deze bron niet klopt", "What does not follow in this source")}</H3>
      <Table
        id={id}
        caption={caption}
        stack
        note={say(
          "Wij verbeteren de bron niet. Wij laten zien wat er staat en wat eruit volgt.",
          "We do not correct the source. We show what it says and what follows from it.",
        )}
        head={Object.entries(findingHeads(page)).map(([name, head]) => (
          <Th figure={["line", "printed", "expected"].includes(name)}>{head}</Th>
        ))}
      >
        {rows.map((finding) => (
          <FindingRow page={page} finding={finding} />
        ))}
      </Table>
      {brief ? (
        <AllOf page={page} release={release} shown={rows.length} of={findings.length} anchor={id} />
      ) : (
        <Pager page={page} what={caption} part={part} to={listAt(page, release, "page", id)} />
      )}
    </>
  );
};

/** Rows of a file that were not read, and why. `brief`: the first of them. */
export const SetAside: FC<{ page: Page; release: Release; brief?: boolean }> = ({
  page,
  release,
  brief = false,
}) => {
  const { language, say } = page;
  const { setAside } = release;
  if (setAside.length === 0) return null;
  const id = `niet-gebruikt-${release.id}`;
  const part = partOf(setAside, brief ? "1" : page.query("rows"));
  const rows = brief ? setAside.slice(0, rowsInBrief) : part.rows;
  const title = say("Regels die wij niet gebruiken", "Rows that we do not use");
  return (
    <>
      <H3>{title}</H3>
      <ul class="utrecht-unordered-list kw-prose" id={id}>
        {rows.map(({ line, why }) => (
          <li class="utrecht-unordered-list__item">
            {say("Regel", "Line")} {line}: {why[language]}
          </li>
        ))}
      </ul>
      {brief ? (
        <AllOf page={page} release={release} shown={rows.length} of={setAside.length} anchor={id} />
      ) : (
        <Pager page={page} what={title} part={part} to={listAt(page, release, "rows", id)} />
      )}
    </>
  );
};
