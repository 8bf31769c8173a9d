import type { FC } from "hono/jsx";
import type { Release } from "#indicators";
import { formatDate, formatNumber } from "#kernel";
import type { Page } from "./page.ts";
import { Downloads, H1, H2, H3, Link, Note, Num, P, Table, Th } from "./parts.tsx";
import { releaseFolder } from "./paths.ts";
import { tellPrinted } from "./telling.ts";

const Findings: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say } = page;
  if (release.findings.length === 0) return null;
  return (
    <>
      <H3>{say("Wat in deze bron niet klopt", "What does not follow in this source")}</H3>
      <Table
        id={`bevindingen-${release.id}`}
        caption={say(
          `Gedrukte cijfers die niet volgen uit de cijfers van ${release.file}`,
          `Printed figures that do not follow from those of ${release.file}`,
        )}
        note={say(
          "Wij verbeteren de bron niet. Wij laten zien wat er staat en wat eruit volgt.",
          "We do not correct the source. We show what it says and what follows from it.",
        )}
        head={
          <>
            <Th>{say("Waar", "Where")}</Th>
            <Th figure>{say("Regel", "Line")}</Th>
            <Th>{say("Kolom", "Column")}</Th>
            <Th figure>{say("Gedrukt", "Printed")}</Th>
            <Th figure>{say("Volgt uit de cijfers", "Follows from figures")}</Th>
            <Th>{say("Waardoor", "Why")}</Th>
          </>
        }
      >
        {release.findings.map((finding) => (
          <tr>
            <th scope="row">{finding.about}</th>
            <Num>{finding.line}</Num>
            <td class="kw-checksum">{finding.column}</td>
            <Num>{tellPrinted(finding.printed, language)}</Num>
            <Num>{tellPrinted(finding.expected, language)}</Num>
            <td>
              {finding.cause === "rounding"
                ? say("afronding", "rounding")
                : say("onbekend", "not known")}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
};

/** The release as files: its figures in every format, and all of it with its manifest. */
const ReleaseFiles: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const path = `${releaseFolder(page.language)}/${release.id}`;
  return (
    <>
      <Downloads
        path={path}
        what={page.say("de cijfers van deze levering", "the figures of this release")}
      />
      <p class="kw-download">
        <Link href={`${path}.zip`}>
          {page.say("Download de hele levering (ZIP)", "Download the whole release (ZIP)")}
        </Link>
      </p>
    </>
  );
};

const ReleaseSection: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say, to } = page;
  const { origin } = release;
  return (
    <section aria-labelledby={release.id}>
      <H2 id={release.id}>{release.title[language]}</H2>
      {!release.current && (
        <p class="kw-bad">
          {say(
            "Er is een nieuwere levering van deze bron.",
            "There is a newer release of this source.",
          )}
        </p>
      )}
      <dl class="kw-facts">
        <dt>{say("Levering", "Release")}</dt>
        <dd>{release.id}</dd>
        <dt>{say("Uitgever", "Publisher")}</dt>
        <dd>{origin.publisher}</dd>
        <dt>{say("Document", "Document")}</dt>
        <dd>
          {origin.document}, {origin.part[language]}
        </dd>
        <dt>{say("Verschenen", "Published")}</dt>
        <dd>{formatDate(origin.published, language)}</dd>
        <dt>{say("Licentie", "Licence")}</dt>
        <dd>{origin.licence[language]}</dd>
        <dt>{say("Regels", "Rows")}</dt>
        <dd>{formatNumber(release.rows, language)}</dd>
        <dt>{say("Cijfers", "Figures")}</dt>
        <dd>{formatNumber(release.figures, language)}</dd>
        <dt>{say("Bestand", "File")}</dt>
        <dd>
          <Link href={`${to("sources", release.id)}/${language === "nl" ? "bestand" : "file"}`}>
            {release.file}
          </Link>{" "}
          ({formatNumber(release.bytes, language)} bytes)
        </dd>
        <dt>{say("Controlegetal (SHA-256)", "Checksum (SHA-256)")}</dt>
        <dd class="kw-checksum">{release.checksum}</dd>
      </dl>
      {release.kind === "figures" && <ReleaseFiles page={page} release={release} />}
      <Findings page={page} release={release} />
      {release.setAside.length > 0 && (
        <>
          <H3>{say("Regels die wij niet gebruiken", "Rows that we do not use")}</H3>
          <ul class="utrecht-unordered-list kw-prose">
            {release.setAside.map(({ line, why }) => (
              <li class="utrecht-unordered-list__item">
                {say("Regel", "Line")} {line}: {why[language]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** Every release, with where it comes from and what in it does not follow. */
export async function sourcesPage(page: Page) {
  const { data, say } = page;
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
          "Voor andere systemen is er een catalogus volgens DCAT-AP-NL: ",
          "For other systems there is a catalogue by DCAT-AP-NL: ",
        )}
        <Link href="/catalogus.ttl">Turtle</Link> {say("of", "or")}{" "}
        <Link href="/catalogus.jsonld">JSON-LD</Link>.
      </P>
      {data.releases.map((release) => (
        <ReleaseSection page={page} release={release} />
      ))}
      {data.releases.length === 0 && (
        <Note>{say("Er zijn nog geen bronnen.", "There are no sources yet.")}</Note>
      )}
    </>
  );
}
