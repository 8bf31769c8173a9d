import type { FC } from "hono/jsx";
import { type Area, fullName } from "#areas";
import { Answers } from "./area-answers.tsx";
import { childrenOf } from "./area-children.tsx";
import { Documents, Doings, Projects, Promises, Votes } from "./area-doings.tsx";
import { Highlights, ThemeFigures } from "./area-figures.tsx";
import { LeadsOn, Names } from "./area-names.tsx";
import { Changes, Dimensions, NoScore, Peers, Twins } from "./area-parts.tsx";
import { type PlaceDoor, placeOf } from "./area-place.tsx";
import { areaName, areaPath, isFocus, type Page } from "./page.ts";
import { Downloads, H1, H2, Link, Missing, Note, P } from "./parts.tsx";
import { mainFigures, type Profile, readAreaProfile } from "./profile.ts";
import { kindWord } from "./tell-area.ts";

const Neighbours: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { data, say } = page;
  const all = data.book.members(data.programme.focus);
  const at = all.findIndex(({ id }) => id === area.id);
  const [before, after] = [all.at(at - 1)!, all[(at + 1) % all.length]!];
  return (
    <nav class="kw-next" aria-label={say("Andere wijken", "Other neighbourhoods")}>
      <a class="utrecht-link utrecht-link--html-a" href={areaPath(page, before)} rel="prev">
        ← {fullName(before, data.book)}
      </a>
      <a class="utrecht-link utrecht-link--html-a" href={areaPath(page, after)} rel="next">
        {fullName(after, data.book)} →
      </a>
    </nav>
  );
};

/** The figures of the area as files, or that there are none and who can add them. */
const FiguresAsFiles: FC<{ page: Page; area: Area; any: boolean }> = ({ page, area, any }) =>
  any ? (
    <Downloads
      path={(tail) => areaPath(page, area, { tail })}
      what={page.say("de cijfers van dit gebied", "the figures of this area")}
    />
  ) : (
    <Missing
      what={page.say(
        `Er zijn nog geen cijfers over ${area.name}.`,
        `There are no figures on ${area.name} yet.`,
      )}
      who={page.say(
        "Wie de cijfers beheert, kan ze inlezen; daarna staan ze hier vanzelf.",
        "Whoever keeps the figures can import them; they then appear here by themselves.",
      )}
    />
  );

/** The areas that it lies in, the nearest first. */
export function areasAbove(page: Page, area: Area): readonly Area[] {
  if (area.parent === null) return [];
  const parent = page.data.book.get(area.parent);
  return [parent, ...areasAbove(page, parent)];
}

const Above: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { language } = page;
  const above = areasAbove(page, area);
  return (
    <p class="kw-eyebrow">
      {kindWord(area.kind, language)}
      {above.length > 0 && page.say(" in ", " in ")}
      {above.map((one, at) => (
        <>
          {at > 0 && ", "}
          <Link href={areaPath(page, one)}>{areaName(page, one)}</Link>
        </>
      ))}
    </p>
  );
};

const Intro: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { data, say } = page;
  const { area } = profile;
  const { book, programme } = data;
  const aliases = [...new Set(book.aliasesOf(area.id).map(({ alias }) => alias))];
  return (
    <>
      <Above page={page} area={area} />
      <H1>
        {area.kind === "country" || area.kind === "grouping" ? areaName(page, area) : area.name}
      </H1>
      <LeadsOn page={page} code={area.id} kind={area.kind} />
      {isFocus(data, area) && (
        <P>
          {say(
            `${area.name} is een van de ${book.members(programme.focus).length} aandachtswijken. Hier ziet u hoe het met de wijk gaat.`,
            `${area.name} is one of the ${book.members(programme.focus).length} focus neighbourhoods. See how it is doing.`,
          )}
        </P>
      )}
      {aliases.length > 0 && (
        <Note>
          {say("Ook geschreven als: ", "Also written as: ")}
          {aliases.join("; ")}.
        </Note>
      )}
    </>
  );
};

/** Any area: how it is going beside city and country, whether it gets better, and what is done there. */
export async function areaPage(page: Page, area: Area, door: PlaceDoor) {
  const { data, say } = page;
  const [profile, place, children] = await Promise.all([
    readAreaProfile(data, area),
    placeOf(page, door, area),
    childrenOf(page, area),
  ]);
  const { all } = profile;
  const hasScore = all.some(({ indicator }) => indicator.dimension !== null);
  const themes = data.programme.themes
    .map(({ id }) => id)
    .filter((id) => all.some(({ indicator }) => indicator.theme === id));
  return (
    <>
      <Intro page={page} profile={profile} />
      <Answers page={page} profile={profile} />
      <div class="kw-hero kw-hero--area">
        <div>
          <Highlights page={page} all={mainFigures(all)} />
          {hasScore && <Dimensions page={page} profile={profile} />}
          {!hasScore && all.length > 0 && <NoScore page={page} />}
        </div>
        {place !== null && <div>{place}</div>}
      </div>
      <Changes page={page} profile={profile} />
      <H2>{say("Cijfers", "Figures")}</H2>
      {themes.map((theme) => (
        <ThemeFigures
          page={page}
          theme={theme}
          all={all.filter(({ indicator }) => indicator.theme === theme)}
        />
      ))}
      <FiguresAsFiles page={page} area={area} any={all.length > 0} />
      <H2>{say("Geld en projecten", "Money and projects")}</H2>
      <Projects page={page} area={area} />
      <Doings page={page} area={area} />
      <Votes page={page} area={area} />
      <Promises page={page} area={area} />
      <Documents page={page} area={area} />
      <Twins page={page} profile={profile} />
      <Peers page={page} profile={profile} />
      {children}
      <Names page={page} area={area} />
      {isFocus(data, area) && <Neighbours page={page} area={area} />}
    </>
  );
}
