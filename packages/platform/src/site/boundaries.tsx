import type { FC } from "hono/jsx";
import type { BoundarySet } from "#areas";
import { formatDate, formatNumber, type Text } from "#kernel";
import { areaPath, type Page } from "./page.ts";
import { Cell, H1, H2, Link, Note, P, Table, Th } from "./parts.tsx";
import { kindWord, kindWords } from "./tell-area.ts";

/** Codes of one check that are named; the others are counted. */
const codesShown = 50;

/** `Grenzen van buurten in 2024`. */
export const setTitle = ({ kind, year }: Pick<BoundarySet, "kind" | "year">): Text => ({
  nl: `Grenzen van ${kindWords(kind, "nl")} in ${year}`,
  en: `Boundaries of ${kindWords(kind, "en")} in ${year}`,
});

/** The day on which its files were read. */
const retrievedOn = ({ importedAt }: BoundarySet) => importedAt.slice(0, 10);

/** What was noticed while reading a set, each with its codes. */
function checksOf({ checks: { flat, shapeless, parts } }: BoundarySet, { say }: Page) {
  return [
    {
      codes: flat,
      title: say("Zonder oppervlakte", "Without a surface"),
      words: say(
        "De vorm van deze gebieden sluit niets in. Dat komt voor op een grove kaart. Hun oppervlakte is niet bekend.",
        "The shape of these areas encloses nothing, as happens on a coarse map. Their surface is not known.",
      ),
    },
    {
      codes: shapeless,
      title: say("Zonder grens", "Without a boundary"),
      words: say(
        "Deze gebieden staan wel in het bestand, maar zonder vorm. Ze staan niet op de kaart.",
        "These areas are in the file, but without a shape. They are not on the map.",
      ),
    },
    {
      codes: parts,
      title: say("In losse delen", "In separate parts"),
      words: say(
        "Deze gebieden staan meer dan één keer in het bestand. Wij hebben de delen samengevoegd.",
        "These areas are in the file more than once. We put their parts together.",
      ),
    },
  ].filter(({ codes }) => codes.length > 0);
}

/** What was noticed, in a few words: `4 zonder oppervlakte, 1 in losse delen`. */
function checkWords(set: BoundarySet, page: Page): string {
  const found = checksOf(set, page).map(
    ({ codes, title }) => `${formatNumber(codes.length, page.language)} ${title.toLowerCase()}`,
  );
  return found.length === 0 ? page.say("niets gevonden", "nothing found") : found.join(", ");
}

const headsIn = ({ say }: Page) => ({
  set: say("Gebieden", "Areas"),
  areas: say("Aantal", "Number"),
  source: say("Bron", "Source"),
  licence: say("Licentie", "Licence"),
  held: say("Grenzen op", "Boundaries on"),
  retrieved: say("Opgehaald", "Retrieved"),
  checks: say("Controle", "Checks"),
});

/** Every set that counts, with a page for each; nothing where there are none. */
export const BoundaryTable: FC<{ page: Page }> = ({ page }) => {
  const { data, language, say } = page;
  const heads = headsIn(page);
  const sets = data.boundaries.filter(({ current }) => current);
  if (sets.length === 0)
    return (
      <Note>
        {say("Er zijn nog geen grenzen van gebieden.", "There are no boundaries of areas yet.")}
      </Note>
    );
  return (
    <Table
      id="grenzen-tabel"
      caption={say(
        "Grenzen van gebieden, per soort en jaar",
        "Boundaries of areas, by kind and year",
      )}
      stack
      head={Object.entries(heads).map(([name, head]) => <Th figure={name === "areas"}>{head}</Th>)}
    >
      {sets.map((set) => (
        <tr>
          <th scope="row">
            <Link href={page.to("boundaries", set.id)}>{setTitle(set)[page.language]}</Link>
          </th>
          <Cell of={heads.areas} figure>
            {formatNumber(set.areas, language)}
          </Cell>
          <Cell of={heads.source}>{set.source}</Cell>
          <Cell of={heads.licence}>{set.licence}</Cell>
          <Cell of={heads.held}>{formatDate(set.referenceDate, language)}</Cell>
          <Cell of={heads.retrieved}>{formatDate(retrievedOn(set), language)}</Cell>
          <Cell of={heads.checks}>{checkWords(set, page)}</Cell>
        </tr>
      ))}
    </Table>
  );
};

const Facts: FC<{ page: Page; set: BoundarySet }> = ({ page, set }) => {
  const { language, say } = page;
  return (
    <dl class="kw-facts">
      <dt>{say("Nummer", "Number")}</dt>
      <dd>
        {set.id}, {say("versie", "version")} {set.number}
      </dd>
      <dt>{say("Soort gebied", "Kind of area")}</dt>
      <dd>{kindWord(set.kind, language)}</dd>
      <dt>{say("Aantal gebieden", "Number of areas")}</dt>
      <dd>{formatNumber(set.areas, language)}</dd>
      <dt>{say("Bron", "Source")}</dt>
      <dd>{set.source}</dd>
      <dt>{say("Licentie", "Licence")}</dt>
      <dd>{set.licence}</dd>
      <dt>{say("Grenzen op", "Boundaries on")}</dt>
      <dd>{formatDate(set.referenceDate, language)}</dd>
      <dt>{say("Opgehaald", "Retrieved")}</dt>
      <dd>{formatDate(retrievedOn(set), language)}</dd>
    </dl>
  );
};

const Checks: FC<{ page: Page; set: BoundarySet }> = ({ page, set }) => {
  const { data, language, say } = page;
  const checks = checksOf(set, page);
  return (
    <>
      <H2>{say("Wat bij het lezen opviel", "What was noticed while reading")}</H2>
      {checks.length === 0 && (
        <P>
          {say(
            "Niets: elk gebied staat één keer in het bestand en heeft een grens.",
            "Nothing: every area is in the file once and has a boundary.",
          )}
        </P>
      )}
      {checks.map(({ title, words, codes }) => (
        <>
          <h3 class="utrecht-heading-3 utrecht-heading-3--distanced">
            {title}: {formatNumber(codes.length, language)}
          </h3>
          <P>{words}</P>
          <ul class="kw-parts">
            {codes.slice(0, codesShown).map((code) => {
              const area = data.book.find(code);
              return (
                <li>
                  {area === undefined ? code : <Link href={areaPath(page, area)}>{area.name}</Link>}
                  {area !== undefined && <span class="kw-note"> {code}</span>}
                </li>
              );
            })}
          </ul>
          {codes.length > codesShown && (
            <Note>
              {say(
                `U ziet de eerste ${codesShown} van de ${formatNumber(codes.length, "nl")}.`,
                `You see the first ${codesShown} of ${formatNumber(codes.length, "en")}.`,
              )}
            </Note>
          )}
        </>
      ))}
    </>
  );
};

const Files: FC<{ page: Page; set: BoundarySet }> = ({ page, set: { files } }) => {
  const { language, say } = page;
  const count = formatNumber(files.length, language);
  return (
    <details class="kw-more">
      <summary>
        {files.length === 1
          ? say("Het bestand en zijn controlegetal", "The file and its checksum")
          : say(
              `De ${count} bestanden en hun controlegetallen`,
              `The ${count} files and their checksums`,
            )}
      </summary>
      <dl class="kw-facts">
        {files.map(({ name, bytes, checksum }) => (
          <>
            <dt>{name}</dt>
            <dd>
              {formatNumber(bytes, language)} bytes
              <br />
              <span class="kw-checksum">SHA-256 {checksum}</span>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
};

/** One set of boundaries: where it comes from, what was noticed in it, and where it is to be had. */
export function boundarySetPage(page: Page, set: BoundarySet) {
  const { data, language, say } = page;
  const corrected = data.boundaries.filter(({ id, current }) => id === set.id && !current);
  const items = `/ogc/collections/${encodeURIComponent(set.id)}/items`;
  return (
    <>
      <p class="kw-eyebrow">{set.id}</p>
      <H1>{setTitle(set)[page.language]}</H1>
      <Facts page={page} set={set} />
      <Files page={page} set={set} />
      <p class="kw-download">
        {say("De grenzen als data: ", "The boundaries as data: ")}
        <Link href={items}>GeoJSON (OGC API – Features)</Link>.
      </p>
      <Checks page={page} set={set} />
      {corrected.length > 0 && (
        <>
          <H2>{say("Eerdere versies", "Earlier versions")}</H2>
          <ul class="utrecht-unordered-list kw-prose">
            {corrected.map((one) => (
              <li class="utrecht-unordered-list__item">
                {say("Versie", "Version")} {one.number}, {say("opgehaald op", "retrieved on")}{" "}
                {formatDate(retrievedOn(one), language)}: {formatNumber(one.areas, language)}{" "}
                {kindWords(one.kind, language)}.
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Every set of boundaries. */
export function boundariesPage(page: Page) {
  const { say } = page;
  return (
    <>
      <H1>{say("Grenzen van gebieden", "Boundaries of areas")}</H1>
      <P lead>
        {say(
          "Grenzen van wijken en buurten veranderen. Daarom bewaren wij ze per jaar. Hier ziet u waar ze vandaan komen.",
          "Boundaries of neighbourhoods change. That is why we keep them by year. Here you see where they come from.",
        )}
      </P>
      <BoundaryTable page={page} />
    </>
  );
}
