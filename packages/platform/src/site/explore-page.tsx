import type { Child, FC } from "hono/jsx";
import { formatDate } from "#kernel";
import type { Explored, Stuck } from "./explore-data.ts";
import { ExploreForm } from "./explore-form.tsx";
import { Picture } from "./explore-shown.tsx";
import { embedPath, explorePath, exploreViews, keptState } from "./explore-state.ts";
import { ExploreTable } from "./explore-table.tsx";
import { viewName } from "./explore-telling.ts";
import { hasPicture, type View } from "./explore-view.ts";
import { indicatorPath, type Page } from "./page.ts";
import { H1, H2, Link, Note, P, Sources } from "./parts.tsx";

const Tabs: FC<{ explored: Explored }> = ({ explored: { page, state } }) => (
  <nav class="kw-tabs" aria-label={page.say("Manieren om te kijken", "Ways to look")}>
    <ul>
      {exploreViews.map((view) => (
        <li>
          <a
            href={explorePath(page, { ...state, view, order: "", page: 1 })}
            aria-current={view === state.view ? "page" : undefined}
          >
            {viewName(view, page.language)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** What a page needs to say how a picture is kept and shown elsewhere. */
export interface Sharing {
  /** Where readers reach the site: `https://…`. */
  readonly origin: string;
  /** ISO day of today, by the clock of the store. */
  readonly today: string;
}

const Share: FC<{ explored: Explored; view: View; sharing: Sharing }> = ({
  explored: { page, state },
  view,
  sharing,
}) => {
  const { say, language } = page;
  const day = page.day ?? sharing.today;
  const kept = keptState(state, view.releases);
  const path = explorePath({ language, day }, kept);
  const frame = `${sharing.origin}${embedPath({ language, day }, kept)}`;
  const inAttribute = (words: string) => words.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const code = `<iframe src="${inAttribute(frame)}" title="${inAttribute(view.title)}" width="100%" height="640" loading="lazy"></iframe>`;
  return (
    <details class="kw-share">
      <summary>{say("Bewaren en delen", "Keep and share")}</summary>
      <P>
        <Link href={path}>{say("Vaste link", "Permanent link")}</Link>
        {say(
          `. Die noemt de levering en de dag (${formatDate(day, "nl")}): wie hem later opent, ziet dezelfde cijfers.`,
          `. It names the release and the day (${formatDate(day, "en")}): who opens it later sees the same figures.`,
        )}
      </P>
      {hasPicture(view) && (
        <div class="kw-field">
          <label for="insluitcode">
            {say("Code voor uw eigen site", "Code for your own site")}
          </label>
          <textarea id="insluitcode" rows={4} readonly>
            {code}
          </textarea>
        </div>
      )}
    </details>
  );
};

const Files: FC<{ explored: Explored; view: View }> = ({ explored: { page, state }, view }) => {
  const link = (ending: string, name: string) => ({ ending, name });
  const files = [
    ...(view.table === null ? [] : [link(".csv", "CSV"), link(".xlsx", "Excel (XLSX)")]),
    ...(!hasPicture(view) ? [] : [link(".svg", "SVG"), link(".png", "PNG")]),
  ];
  if (files.length === 0) return null;
  return (
    <p class="kw-download">
      {page.say("Download tabel en beeld: ", "Download table and picture: ")}
      {files.map(({ ending, name }, at) => (
        <>
          {at > 0 && ", "}
          <Link href={explorePath(page, { ...state, page: 1 }, ending)}>{name}</Link>
        </>
      ))}
      .
    </p>
  );
};

const Told: FC<{ lines: readonly string[] }> = ({ lines }) => (
  <ul class="utrecht-unordered-list kw-prose">
    {lines.map((line) => (
      <li class="utrecht-unordered-list__item">{line}</li>
    ))}
  </ul>
);

/** A link names releases that are not there any more: then the picture is another one, and says so. */
const Gone: FC<{ page: Page; gone: readonly string[] }> = ({ page, gone }) =>
  gone.length === 0 ? null : (
    <Note>
      {page.say(
        `Deze link noemt leveringen die er niet (meer) zijn: ${gone.join(", ")}. Het beeld is dus niet meer hetzelfde.`,
        `This link names releases that are not here (any more): ${gone.join(", ")}. So the picture is not the same.`,
      )}
    </Note>
  );

const Lead: FC<{ page: Page; children?: Child }> = ({ page, children }) => (
  <>
    <H1>{page.say("Verkennen", "Explore")}</H1>
    <P lead>
      {page.say(
        "Kies een cijfer, een soort gebied en een periode. Bekijk ze op verschillende manieren.",
        "Choose a figure, a kind of area and a period. Look at them in several ways.",
      )}
    </P>
    {children}
  </>
);

/** Any indicator, for any kind of area, in any period, in several ways. */
export function explorePage(
  explored: Explored,
  view: View,
  { sharing, typed }: { readonly sharing: Sharing; readonly typed: string },
) {
  const { page, indicator, gone } = explored;
  const { say, language } = page;
  return (
    <>
      <Lead page={page} />
      <ExploreForm explored={explored} />
      {typed !== "" && (
        <Note>
          {say(
            `Er is niet één gebied dat “${typed}” heet. Schrijf de naam voluit, of neem de code.`,
            `There is no single area called “${typed}”. Write the whole name, or take the code.`,
          )}
        </Note>
      )}
      <Tabs explored={explored} />
      <section aria-labelledby="beeldtitel">
        <H2 id="beeldtitel">{view.title}</H2>
        <Gone page={page} gone={gone} />
        <Told lines={view.told} />
        <Picture page={page} view={view} where="page" />
        <Files explored={explored} view={view} />
        <Share explored={explored} view={view} sharing={sharing} />
      </section>
      {view.table !== null && <ExploreTable explored={explored} table={view.table} />}
      <Note>
        {say("Wat dit cijfer is: ", "What this figure is: ")}
        <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>.{" "}
        {indicator.definition[language]}
      </Note>
      <Sources page={page} releases={view.releases} />
    </>
  );
}

const reasons = (
  page: Page,
  { given, indicator }: Stuck,
): Readonly<Record<Stuck["why"], string>> => {
  const name = indicator?.name[page.language] ?? "";
  const { say } = page;
  return {
    "no-figures": say("Er zijn nog geen cijfers.", "There are no figures yet."),
    "indicator-unknown": say(
      `Er is geen cijfer dat “${given}” heet. Kies een van deze:`,
      `There is no figure called “${given}”. Choose one of these:`,
    ),
    "releases-gone": say(
      `Deze link noemt leveringen die hier niet (meer) zijn: ${given}. Kies een cijfer uit wat er nu is:`,
      `This link names releases that are not here (any more): ${given}. Choose a figure from what is here now:`,
    ),
    "view-unknown": say(
      `“${given}” is hier geen manier om te kijken. Kies een van deze:`,
      `“${given}” is no way to look here. Choose one of these:`,
    ),
    "classes-unknown": say(
      `“${given}” is hier geen manier om klassen te maken. Kies een van deze:`,
      `“${given}” is no way to make classes here. Choose one of these:`,
    ),
    "indicator-empty": say(
      `Van “${name}” zijn er op deze dag nog geen getallen. Kies een ander cijfer:`,
      `“${name}” has no numbers on this day. Choose another figure:`,
    ),
    "period-unknown": say(
      `Van “${name}” zijn er geen cijfers over “${given}”. Wel over:`,
      `“${name}” has no figures of “${given}”. It has of:`,
    ),
    "kind-unknown": say(
      `Van “${name}” zijn er in deze periode geen cijfers voor dit soort gebied. Wel voor:`,
      `“${name}” has no figures for this kind of area in this period. It has for:`,
    ),
  };
};

/** There is nothing to see for this address: why, and what there is. */
export function stuckPage(page: Page, stuck: Stuck) {
  return (
    <Lead page={page}>
      <P>{reasons(page, stuck)[stuck.why]}</P>
      <ul class="utrecht-unordered-list">
        {stuck.instead.map(({ state, words }) => (
          <li class="utrecht-unordered-list__item">
            <Link href={explorePath(page, state)}>{words}</Link>
          </li>
        ))}
      </ul>
    </Lead>
  );
}
