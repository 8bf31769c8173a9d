import type { FC } from "hono/jsx";
import type { Changes, Release } from "#indicators";
import { formatDate, formatNumber, type Language } from "#kernel";
import { type Page, releasePath } from "./page.ts";
import { Downloads, H1, H2, Link, Note, P } from "./parts.tsx";
import { onDay, releaseFolder } from "./paths.ts";
import { Findings, SetAside } from "./release-remarks.tsx";
import { Revisions } from "./revised.tsx";
import { tellPeriod } from "./telling.ts";

/** Whether a release is all of its source or a part of it, in words. */
export const scopeWords = ({ scope }: Pick<Release, "scope">, { say }: Pick<Page, "say">) =>
  scope === "whole" ? say("geheel", "whole") : say("deel", "partial");

/** How a release stands on the day of the page. */
export function stateWords({ current, withdrawn, available }: Release, page: Page): string {
  const { say, day, language } = page;
  if (withdrawn !== null) return say("ingetrokken", "withdrawn");
  if (day !== null && available > day)
    return say(
      `nog niet bekend op ${formatDate(day, language)}`,
      `not yet known on ${formatDate(day, language)}`,
    );
  return current ? say("geldt", "counts") : say("vervangen", "replaced");
}

/** What a release changed, in words: `3 nieuw, 1 herzien`. */
export function changeWords(changes: Changes | null, { language, say }: Page): string {
  if (changes === null) return say("niets om mee te vergelijken", "nothing to compare with");
  const parts = [
    [changes.added, say("nieuw", "added")],
    [changes.removed, say("vervallen", "removed")],
    [changes.revised, say("herzien", "revised")],
    [changes.unchanged, say("gelijk", "unchanged")],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${formatNumber(n, language)} ${word}`)
    .join(", ");
}

/** The note in the place of a release that was taken back. */
export const WithdrawalNote: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say } = page;
  if (release.withdrawn === null) return null;
  const { on, by, reason, erased } = release.withdrawn;
  const day = formatDate(on, language);
  return (
    <div class="kw-day">
      <p class="kw-day-words">
        <strong>
          {say(
            `Levering ${release.id} is op ${day} ingetrokken door ${by}.`,
            `Release ${release.id} was withdrawn on ${day} by ${by}.`,
          )}
        </strong>{" "}
        {say("De reden:", "The reason:")} {reason}
      </p>
      <p class="kw-day-words">
        {erased
          ? say(
              "De cijfers en het bestand zijn gewist.",
              "Its figures and its file have been erased.",
            )
          : say(
              "De cijfers tellen sinds die dag niet meer mee.",
              "Its figures have not counted since that day.",
            )}
      </p>
    </div>
  );
};

/** The last part of the address of an original. */
export const originalTail = (language: Language) => (language === "nl" ? "/bestand" : "/file");

function periodWords({ periods }: Release["manifest"], { language, say }: Page): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return say("niet bekend", "not known");
  const from = tellPeriod(first, language);
  if (first === last) return from;
  const to = tellPeriod(last, language);
  return `${from} ${say("tot en met", "to")} ${to} (${formatNumber(periods.length, language)})`;
}

const Who: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say } = page;
  const { origin } = release;
  return (
    <>
      <dt>{say("Levering", "Release")}</dt>
      <dd>
        {release.id} ({scopeWords(release, page)}, {stateWords(release, page)})
      </dd>
      <dt>{say("Uitgever", "Publisher")}</dt>
      <dd>{origin.publisher}</dd>
      <dt>{say("Document", "Document")}</dt>
      <dd>
        {origin.document}, {origin.part[language]}
      </dd>
      <dt>{say("Licentie", "Licence")}</dt>
      <dd>{origin.licence[language]}</dd>
      <dt>{say("Verschenen", "Published")}</dt>
      <dd>{formatDate(origin.published, language)}</dd>
    </>
  );
};

/** What who checks a release wants to know. */
const Particulars: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say } = page;
  const { manifest } = release;
  return (
    <>
      <dt>{say("Opgehaald", "Retrieved")}</dt>
      <dd>{formatDate(manifest.retrieved, language)}</dd>
      <dt>{say("Geldt vanaf", "Counts from")}</dt>
      <dd>{formatDate(release.available, language)}</dd>
      {release.kind === "figures" && (
        <>
          <dt>{say("Perioden", "Periods")}</dt>
          <dd>{periodWords(manifest, page)}</dd>
        </>
      )}
      <dt>{say("Regels", "Rows")}</dt>
      <dd>{formatNumber(release.rows, language)}</dd>
      <dt>{say("Cijfers", "Figures")}</dt>
      <dd>{formatNumber(release.figures, language)}</dd>
      {release.checksum !== null && (
        <>
          <dt>{say("Controlegetal (SHA-256)", "Checksum (SHA-256)")}</dt>
          <dd class="kw-checksum">{release.checksum}</dd>
        </>
      )}
      {manifest.parquet.map(({ sha256 }) =>
        sha256 === null ? null : (
          <>
            <dt>{say("Controlegetal van de Parquet", "Checksum of the Parquet")}</dt>
            <dd class="kw-checksum">{sha256}</dd>
          </>
        ),
      )}
    </>
  );
};

/** The facts of a release, with links to its file where that may be read. `brief`: checksums and the like one tap away. */
export const ReleaseFacts: FC<{ page: Page; release: Release; brief?: boolean }> = ({
  page,
  release,
  brief = false,
}) => {
  const { language, say } = page;
  const original = `${formatNumber(release.bytes, language)} bytes`;
  return (
    <>
      <dl class="kw-facts">
        <Who page={page} release={release} />
        <dt>{say("Bestand", "File")}</dt>
        <dd>
          {release.checksum !== null && release.withdrawn === null ? (
            <Link href={releasePath(page, release.id, { tail: originalTail(language) })}>
              {release.file}
            </Link>
          ) : (
            release.file
          )}{" "}
          ({original}
          {release.withdrawn === null && release.checksum === null
            ? say(
                "; niet te downloaden: er kunnen cijfers in staan die niemand mag zien",
                "; no download: it may hold figures that nobody may see",
              )
            : ""}
          )
        </dd>
        {!brief && <Particulars page={page} release={release} />}
      </dl>
      {brief && (
        <details class="kw-more">
          <summary>{say("Meer over dit bestand", "More about this file")}</summary>
          <dl class="kw-facts">
            <Particulars page={page} release={release} />
          </dl>
        </details>
      )}
    </>
  );
};

const Changed: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const { language, say } = page;
  const { changes, previous } = release.manifest;
  if (changes === null || previous === null) return null;
  return (
    <>
      <H2>{say("Wat deze levering veranderde", "What this release changed")}</H2>
      <P>
        {say("Vergeleken met ", "Compared with ")}
        <Link href={releasePath(page, previous)}>{previous}</Link>: {changeWords(changes, page)}.
      </P>
      <Revisions page={page} revisions={release.revisions} />
      {release.revisions.length > 0 && changes.revised > release.revisions.length && (
        <Note>
          {say(
            `U ziet ${release.revisions.length} van de ${formatNumber(changes.revised, language)} herzieningen.`,
            `You see ${release.revisions.length} of ${formatNumber(changes.revised, language)} revisions.`,
          )}
        </Note>
      )}
    </>
  );
};

/** The release as files: its figures in every format, and all of it with its manifest. */
const ReleaseFiles: FC<{ page: Page; release: Release }> = ({ page, release }) => {
  const at = (tail: string) =>
    onDay(`${releaseFolder(page.language)}/${release.id}`, page.day, { tail });
  return (
    <>
      <Downloads
        path={at}
        what={page.say("de cijfers van deze levering", "the figures of this release")}
      />
      <p class="kw-download">
        <Link href={at(".zip")}>
          {page.say("Download de hele levering (ZIP)", "Download the whole release (ZIP)")}
        </Link>
      </p>
    </>
  );
};

/** One release: its manifest, what it changed, and what in it does not follow; or the note in its place. */
export function releasePage(page: Page, release: Release) {
  const { language, say } = page;
  return (
    <>
      <p class="kw-eyebrow">{release.id}</p>
      <H1>{release.title[language]}</H1>
      <WithdrawalNote page={page} release={release} />
      <ReleaseFacts page={page} release={release} />
      <p class="kw-download">
        <Link href={releasePath(page, release.id, { tail: "/manifest.json" })}>
          {say("Download deze gegevens (JSON)", "Download these facts (JSON)")}
        </Link>
      </p>
      {release.withdrawn === null && (
        <>
          {release.kind === "figures" && <ReleaseFiles page={page} release={release} />}
          <Changed page={page} release={release} />
          <Findings page={page} release={release} />
          <SetAside page={page} release={release} />
        </>
      )}
    </>
  );
}
