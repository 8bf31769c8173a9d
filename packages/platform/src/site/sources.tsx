import type { FC } from "hono/jsx";
import type { Release } from "#indicators";
import { formatDate, formatNumber } from "#kernel";
import { BoundaryTable } from "./boundaries.tsx";
import { DayForm } from "./day.tsx";
import { type Page, releasePath } from "./page.ts";
import { Cell, H1, H2, Link, Note, P, Table, Th } from "./parts.tsx";
import { onDay } from "./paths.ts";
import { changeWords, ReleaseFacts, scopeWords, stateWords, WithdrawalNote } from "./release.tsx";
import { Findings, SetAside } from "./release-remarks.tsx";

const headsIn = ({ say }: Page) => ({
  release: say("Levering", "Release"),
  state: say("Stand", "State"),
  scope: say("Omvang", "Scope"),
  published: say("Verschenen", "Published"),
  counts: say("Geldt vanaf", "Counts from"),
  figures: say("Cijfers", "Figures"),
  changed: say("Wat veranderde", "What changed"),
});

const ReleaseRow: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language } = page;
  const heads = headsIn(page);
  return (
    <tr>
      <th scope="row">
        <Link href={releasePath(page, release.id)}>{release.id}</Link>
      </th>
      <Cell of={heads.state}>{stateWords(release, page)}</Cell>
      <Cell of={heads.scope}>{scopeWords(release, page)}</Cell>
      <Cell of={heads.published}>{formatDate(release.origin.published, language)}</Cell>
      <Cell of={heads.counts}>{formatDate(release.available, language)}</Cell>
      <Cell of={heads.figures} figure>
        {formatNumber(release.figures, language)}
      </Cell>
      <Cell of={heads.changed}>
        {release.kind === "figures" ? changeWords(release.manifest.changes, page) : ""}
      </Cell>
    </tr>
  );
};

/** The release of a source that counts, or else its newest. */
const shownOf = (releases: readonly Release[]) =>
  releases.find(({ current }) => current) ?? releases[0]!;

/** One source: the release that counts in full, and every release in a table. */
const SourceSection: FC<{ page: Page; releases: readonly Release[] }> = ({ page, releases }) => {
  const { language, say } = page;
  const shown = shownOf(releases);
  return (
    <section aria-labelledby={shown.source}>
      <H2 id={shown.source}>{shown.title[language]}</H2>
      {releases.map((release) => (
        <WithdrawalNote page={page} release={release} />
      ))}
      <ReleaseFacts page={page} release={shown} brief />
      <Table
        id={`leveringen-${shown.source}`}
        caption={say(`Leveringen van ${shown.title.nl}`, `Releases of ${shown.title.en}`)}
        stack
        head={Object.entries(headsIn(page)).map(([name, head]) => (
          <Th figure={name === "figures"}>{head}</Th>
        ))}
      >
        {releases.map((release) => (
          <ReleaseRow page={page} release={release} />
        ))}
      </Table>
      {shown.withdrawn === null && (
        <>
          <Findings page={page} release={shown} brief />
          <SetAside page={page} release={shown} brief />
        </>
      )}
    </section>
  );
};

function bySource(releases: readonly Release[]): readonly (readonly Release[])[] {
  const grouped = new Map<string, Release[]>();
  for (const release of releases)
    grouped.set(release.source, [...(grouped.get(release.source) ?? []), release]);
  return [...grouped.values()];
}

/** What the page has, as links to it. */
const Contents: FC<{ page: Page; sources: readonly (readonly Release[])[] }> = ({
  page: { language, say },
  sources,
}) => (
  <nav aria-labelledby="inhoudsopgave">
    <h2 class="kw-label-like" id="inhoudsopgave">
      {say("Op deze bladzijde", "On this page")}
    </h2>
    <ul class="kw-list">
      {sources.map((releases) => {
        const shown = shownOf(releases);
        return (
          <li>
            <Link href={`#${shown.source}`}>{shown.title[language]}</Link>
            <span class="kw-note">
              {shown.origin.publisher}, {formatDate(shown.origin.published, language)}
            </span>
          </li>
        );
      })}
      <li>
        <Link href="#grenzen">{say("Grenzen van gebieden", "Boundaries of areas")}</Link>
      </li>
    </ul>
  </nav>
);

/** Every source with its releases: where they come from, what they changed, and what in them does not follow. */
export async function sourcesPage(page: Page) {
  const { data, day, say } = page;
  const sources = bySource(data.releases);
  return (
    <>
      <H1>{say("Bronnen", "Sources")}</H1>
      <P lead>
        {say(
          "Elk cijfer komt uit een bestand dat u hier kunt downloaden en nakijken. Verandert een bestand, dan komt er een nieuwe levering bij; de oude blijft.",
          "Every figure comes from a file that you can download and check here. When a file changes, a new release is added; the old one stays.",
        )}
      </P>
      <P>
        {say(
          "Schrijft een bron een gebied anders? Kijk bij ",
          "Does a source spell an area differently? See ",
        )}
        <Link href={page.to("names")}>{say("namen van gebieden", "names of areas")}</Link>.
      </P>
      <P>
        {say(
          "Voor andere systemen is er een catalogus volgens DCAT-AP-NL: ",
          "For other systems there is a catalogue by DCAT-AP-NL: ",
        )}
        <Link href={onDay("/catalogus.ttl", day)}>Turtle</Link> {say("of", "or")}{" "}
        <Link href={onDay("/catalogus.jsonld", day)}>JSON-LD</Link>.
      </P>
      <P>
        <Link href={page.to("releases")}>
          {say("Alle leveringen, de nieuwste eerst", "All releases, the newest first")}
        </Link>
      </P>
      <DayForm page={page} />
      {sources.length > 1 && <Contents page={page} sources={sources} />}
      {sources.map((releases) => (
        <SourceSection page={page} releases={releases} />
      ))}
      <section aria-labelledby="grenzen">
        <H2 id="grenzen">{say("Grenzen van gebieden", "Boundaries of areas")}</H2>
        <BoundaryTable page={page} />
      </section>
      {data.releases.length === 0 && (
        <Note>
          {day === null
            ? say("Er zijn nog geen bronnen.", "There are no sources yet.")
            : say("Er waren toen nog geen bronnen.", "There were no sources then.")}
        </Note>
      )}
    </>
  );
}
