import type { FC } from "hono/jsx";
import type { Alias } from "#areas";
import { formatDate } from "#kernel";
import { tellNote } from "./alias-note.ts";
import { areaName, areaPath, type Page, releasePath } from "./page.ts";
import { Cell, H1, Link, Note, P, Table, Th } from "./parts.tsx";

/** The sources that print a name, as links to where they stand. */
const SeenIn: FC<{ page: Page; seenIn: string }> = ({ page, seenIn }) => {
  const { releases } = page.data;
  const sources = seenIn.split(/[\s,;]+/).filter((source) => source !== "");
  if (sources.length === 0) return <>{page.say("niet vermeld", "not said")}</>;
  return (
    <>
      {sources.map((source, at) => {
        const release = releases.find((one) => one.source === source && one.current);
        return (
          <>
            {at > 0 && ", "}
            {release === undefined ? (
              source
            ) : (
              <Link href={releasePath(page, release.id)}>{release.title[page.language]}</Link>
            )}
          </>
        );
      })}
    </>
  );
};

const headsIn = ({ say }: Page) => ({
  alias: say("Zoals de bron het schrijft", "As the source prints it"),
  within: say("In", "In"),
  area: say("Bedoeld gebied", "Area it means"),
  seenIn: say("Bron", "Source"),
  by: say("Bevestigd door", "Confirmed by"),
  on: say("Bevestigd op", "Confirmed on"),
  note: say("Toelichting", "Note"),
});

const NameRow: FC<{ page: Page; alias: Alias }> = ({ page, alias }) => {
  const { book } = page.data;
  const heads = headsIn(page);
  return (
    <tr>
      <th scope="row">{alias.alias}</th>
      <Cell of={heads.within}>
        {alias.within === null
          ? page.say("overal", "anywhere")
          : areaName(page, book.get(alias.within))}
      </Cell>
      <Cell of={heads.area}>
        <Link href={areaPath(page, book.get(alias.area))}>
          {areaName(page, book.get(alias.area))}
        </Link>
      </Cell>
      <Cell of={heads.seenIn}>
        <SeenIn page={page} seenIn={alias.seenIn} />
      </Cell>
      <Cell of={heads.by}>{alias.confirmedBy}</Cell>
      <Cell of={heads.on}>{formatDate(alias.confirmedOn, page.language)}</Cell>
      <Cell of={heads.note}>{tellNote(alias.note)[page.language]}</Cell>
    </tr>
  );
};

/** Every name that a person confirmed: as the source prints it, the area it means, by whom and when. */
export async function namesPage(page: Page) {
  const { say } = page;
  const { aliases } = page.data.book;
  const names = new Intl.Collator("nl");
  const sorted = [...aliases].sort((a, b) => names.compare(a.alias, b.alias));
  return (
    <>
      <H1>{say("Namen van gebieden", "Names of areas")}</H1>
      <P lead>
        {say(
          "Bronnen schrijven hetzelfde gebied niet altijd hetzelfde. Een computer kan raden, maar bij ons beslist een mens. Hier staat wie dat deed en wanneer.",
          "Sources do not always write the same area in the same way. A computer can guess, but here a person decides. This is who did so, and when.",
        )}
      </P>
      {sorted.length === 0 ? (
        <Note>{say("Er zijn nog geen namen bevestigd.", "No names have been confirmed yet.")}</Note>
      ) : (
        <Table
          id="namen"
          caption={say("Bevestigde namen", "Confirmed names")}
          stack
          head={Object.values(headsIn(page)).map((head) => <Th>{head}</Th>)}
        >
          {sorted.map((alias) => (
            <NameRow page={page} alias={alias} />
          ))}
        </Table>
      )}
    </>
  );
}
