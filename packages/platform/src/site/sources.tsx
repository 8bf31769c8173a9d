import type { FC } from "hono/jsx";
import type { Release } from "#indicators";
import { formatDate, formatNumber } from "#kernel";
import { DayForm } from "./day.tsx";
import { type Page, releasePath } from "./page.ts";
import { H1, H2, Link, Note, Num, P, Table, Th } from "./parts.tsx";
import { onDay } from "./paths.ts";
import {
  changeWords,
  Findings,
  ReleaseFacts,
  SetAside,
  scopeWords,
  stateWords,
  WithdrawalNote,
} from "./release.tsx";

const ReleaseRow: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language } = page;
  return (
    <tr>
      <th scope="row">
        <Link href={releasePath(page, release.id)}>{release.id}</Link>
      </th>
      <td>{stateWords(release, page)}</td>
      <td>{scopeWords(release, page)}</td>
      <td>{formatDate(release.origin.published, language)}</td>
      <td>{formatDate(release.available, language)}</td>
      <Num>{formatNumber(release.figures, language)}</Num>
      <td>{release.kind === "figures" ? changeWords(release.manifest.changes, page) : ""}</td>
    </tr>
  );
};

/** One source: the release that counts in full, and every release in a table. */
const SourceSection: FC<{ page: Page; releases: readonly Release[] }> = ({ page, releases }) => {
  const { language, say } = page;
  const shown = releases.find(({ current }) => current) ?? releases[0]!;
  return (
    <section aria-labelledby={shown.source}>
      <H2 id={shown.source}>{shown.title[language]}</H2>
      {releases.map((release) => (
        <WithdrawalNote page={page} release={release} />
      ))}
      <ReleaseFacts page={page} release={shown} />
      <Table
        id={`leveringen-${shown.source}`}
        caption={say(`Leveringen van ${shown.title.nl}`, `Releases of ${shown.title.en}`)}
        head={
          <>
            <Th>{say("Levering", "Release")}</Th>
            <Th>{say("Stand", "State")}</Th>
            <Th>{say("Omvang", "Scope")}</Th>
            <Th>{say("Verschenen", "Published")}</Th>
            <Th>{say("Geldt vanaf", "Counts from")}</Th>
            <Th figure>{say("Cijfers", "Figures")}</Th>
            <Th>{say("Wat veranderde", "What changed")}</Th>
          </>
        }
      >
        {releases.map((release) => (
          <ReleaseRow page={page} release={release} />
        ))}
      </Table>
      {shown.withdrawn === null && (
        <>
          <Findings page={page} release={shown} />
          <SetAside page={page} release={shown} />
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

/** Every source with its releases: where they come from, what they changed, and what in them does not follow. */
export async function sourcesPage(page: Page) {
  const { data, day, say } = page;
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
      <DayForm page={page} />
      {bySource(data.releases).map((releases) => (
        <SourceSection page={page} releases={releases} />
      ))}
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
