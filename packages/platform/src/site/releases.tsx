import type { FC } from "hono/jsx";
import type { Release } from "#indicators";
import { formatDate, formatNumber } from "#kernel";
import { type Page, releasePath } from "./page.ts";
import { Pager, partOf } from "./pager.tsx";
import { Cell, H1, Link, Note, P, Table, Th } from "./parts.tsx";
import { releasesFeed } from "./paths.ts";
import { changeWords, stateWords } from "./release.tsx";

const headsIn = ({ say }: Page) => ({
  title: say("Levering", "Release"),
  counts: say("Geldt vanaf", "Counts from"),
  publisher: say("Uitgever", "Publisher"),
  state: say("Stand", "State"),
  figures: say("Cijfers", "Figures"),
  changed: say("Wat veranderde", "What changed"),
});

/** What a release changed, or why it was taken back. */
function told(release: Release, page: Page): string {
  const { withdrawn, kind, manifest } = release;
  if (withdrawn !== null) return withdrawn.reason;
  if (manifest.previous === null)
    return page.say("eerste levering van deze bron", "first release of this source");
  return kind === "figures"
    ? changeWords(manifest.changes, page)
    : page.say("nieuw bestand", "new file");
}

const ReleaseRow: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language } = page;
  const heads = headsIn(page);
  return (
    <tr>
      <th scope="row">
        <Link href={releasePath(page, release.id)}>{release.title[language]}</Link>
        <span class="kw-note"> {release.id}</span>
      </th>
      <Cell of={heads.counts}>{formatDate(release.available, language)}</Cell>
      <Cell of={heads.publisher}>{release.origin.publisher}</Cell>
      <Cell of={heads.state}>{stateWords(release, page)}</Cell>
      <Cell of={heads.figures} figure>
        {formatNumber(release.figures, language)}
      </Cell>
      <Cell of={heads.changed}>{told(release, page)}</Cell>
    </tr>
  );
};

/** By the day from which they count, and then by the moment they came. */
const newestFirst = (a: Release, b: Release) =>
  b.available.localeCompare(a.available) ||
  b.importedAt.localeCompare(a.importedAt) ||
  a.id.localeCompare(b.id);

/** Every release of every source, the newest first, with what it changed. */
export async function releasesPage(page: Page) {
  const { data, day, language, say } = page;
  const part = partOf(data.releases.toSorted(newestFirst), page.query("page"));
  const caption = say("Alle leveringen, de nieuwste eerst", "All releases, the newest first");
  return (
    <>
      <H1>{say("Leveringen", "Releases")}</H1>
      <P lead>
        {say(
          "Elk nieuw bestand van een bron is een levering. Hier ziet u wat er wanneer bij kwam en wat er veranderde.",
          "Every new file of a source is a release. Here you see what came when, and what it changed.",
        )}
      </P>
      <P>
        {say(
          "Wilt u weten wanneer er iets nieuws is? Volg ",
          "Do you want to know when there is something new? Follow ",
        )}
        <Link href={releasesFeed[language]}>
          {say("de feed van leveringen (Atom)", "the feed of releases (Atom)")}
        </Link>
        {say(". Per bron staan ze bij ", ". By source they are at ")}
        <Link href={page.to("sources")}>{say("bronnen", "sources")}</Link>.
      </P>
      {data.releases.length === 0 ? (
        <Note>
          {day === null
            ? say("Er zijn nog geen leveringen.", "There are no releases yet.")
            : say("Er waren toen nog geen leveringen.", "There were no releases then.")}
        </Note>
      ) : (
        <Table
          id="leveringen"
          caption={caption}
          stack
          head={Object.entries(headsIn(page)).map(([name, head]) => (
            <Th figure={name === "figures"}>{head}</Th>
          ))}
        >
          {part.rows.map((release) => (
            <ReleaseRow page={page} release={release} />
          ))}
        </Table>
      )}
      <Pager
        page={page}
        what={caption}
        part={part}
        to={(number) => page.to("releases", undefined, { query: { page: String(number) } })}
      />
    </>
  );
}
