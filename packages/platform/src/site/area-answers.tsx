import type { Child, FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatDifference } from "#indicators";
import { formatNumber } from "#kernel";
import { canBe, canChangeByChance, type GapSeries, type Spread } from "#trends";
import { areaName, countryName, indicatorPath, type Page } from "./page.ts";
import { H2, Link, Missing, Note, P } from "./parts.tsx";
import type { Profile, Profiled } from "./profile.ts";
import { tellGroup } from "./tell-area.ts";
import { nameIn, tellChange, tellGap } from "./telling.ts";

/** A figure beside another: how far apart, whether that is the good side, and whether chance or rounding can explain it. */
interface Beside {
  readonly one: Profiled;
  readonly apart: number;
  /** null: they are the same. */
  readonly better: boolean | null;
  readonly canBeSame: boolean;
  /** The gap where the other has a figure of its own; null: it is beside the mean of a group. */
  readonly gap: GapSeries | null;
}

/** Beside a figure of a larger area, or the mean of a group where that has none; null: not known. */
function besideOf(one: Profiled, gap: GapSeries | null, spread: Spread | null): Beside | null {
  const { indicator, trend } = one;
  const last = gap?.points.at(-1);
  const figure =
    last === undefined
      ? trend.latest
      : trend.points.find(({ period }) => period.id === last.period.id);
  if (figure == null || figure.reading.kind !== "value") return null;
  if (last === undefined && (spread === null || spread.sorted.length < 2)) return null;
  const { value } = figure.reading;
  const apart = last === undefined ? value - spread!.mean : last.gap;
  const decimals = last?.decimals ?? indicator.decimals;
  const isSame = Math.abs(apart) < (0.5 * 10 ** -decimals) / (indicator.unit === "share" ? 100 : 1);
  return {
    one,
    apart,
    better: isSame ? null : (indicator.better === "higher") === apart > 0,
    canBeSame: canBe(figure, indicator, value - apart),
    gap: last === undefined ? null : gap,
  };
}

/** One list of figures behind an answer; nothing when it is empty. */
const List: FC<{ title: string; look?: string; items: readonly Child[] }> = ({
  title,
  look,
  items,
}) =>
  items.length === 0 ? null : (
    <>
      <p class={look}>
        {title} ({items.length})
      </p>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </>
  );

/** What stands behind an answer, closed until somebody asks. */
const Behind: FC<{ page: Page; of: string; children: Child }> = ({ page, of, children }) => (
  <details class="kw-details kw-behind">
    <summary>
      {page.say("Welke cijfers zijn dat?", "Which figures are they?")}
      <span class="kw-hidden"> {of}</span>
    </summary>
    {children}
  </details>
);

/** How many figures are better and worse than those of one larger area, with the lists. */
const ComparedWith: FC<{ page: Page; beside: readonly Beside[]; name: string; group: string }> = ({
  page,
  beside,
  name,
  group,
}) => {
  const { language, say } = page;
  const means = beside.filter(({ gap }) => gap === null).length;
  const mean = say(`het gemiddelde van ${group}`, `the mean of ${group}`);
  const other = means === beside.length ? mean : say(`in ${name}`, `in ${name}`);
  const side = (better: boolean | null) => beside.filter((one) => one.better === better);
  const [good, bad, same] = [side(true), side(false), side(null)];
  const row = ({ one: { indicator }, apart, canBeSame, gap }: Beside) => (
    <>
      <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>:{" "}
      {gap === null
        ? `${formatDifference(apart, indicator, language)} ${say("met het gemiddelde", "from the mean")}`
        : tellGap(gap, indicator, language)}
      {canBeSame && ` (${say("kan toeval of afronding zijn", "can be chance or rounding")})`}
    </>
  );
  const [count, n] = [formatNumber(beside.length, language), beside.length];
  return (
    <>
      <P>
        {say(
          `Van ${count} ${n === 1 ? "cijfer" : "cijfers"} ${n === 1 || good.length === 1 ? "is" : "zijn"} er ${good.length} beter en ${bad.length} slechter dan ${other}.`,
          `Of ${count} ${n === 1 ? "figure" : "figures"}, ${good.length} ${good.length === 1 ? "is" : "are"} better and ${bad.length} worse than ${other}.`,
        )}
        {means > 0 &&
          means < n &&
          say(` Voor ${means} is dat ${mean}.`, ` For ${means} that is ${mean}.`)}
      </P>
      <Behind page={page} of={say(`vergeleken met ${name}`, `compared with ${name}`)}>
        <List title={say("Beter", "Better")} look="kw-good" items={good.map(row)} />
        <List title={say("Slechter", "Worse")} look="kw-bad" items={bad.map(row)} />
        <List title={say("Even hoog", "The same")} items={same.map(row)} />
        <Note>
          {say(
            "Alleen cijfers waarvan hoog of laag beter is, tellen mee. Aantallen tellen niet mee: waar meer mensen wonen, zijn ze vanzelf hoger.",
            "Only figures of which high or low is better are counted. Numbers of people or things are not: where more people live they are higher anyhow.",
          )}
        </Note>
      </Behind>
    </>
  );
};

/** One larger area, or that nothing can be compared with it and who can mend that. */
const With: FC<{
  page: Page;
  profile: Profile;
  to: Area;
  gapOf: (one: Profiled) => GapSeries | null;
  spreadOf: (one: Profiled) => Spread | null;
  group: Profile["main"];
}> = ({ page, profile, to, gapOf, spreadOf, group }) => {
  const { language, say } = page;
  const beside = profile.all
    // Fewer of something is no better where fewer people live.
    .filter(({ indicator: { better, unit } }) => better !== "neither" && unit !== "count")
    .flatMap((one) => besideOf(one, gapOf(one), spreadOf(one)) ?? []);
  const name = to.kind === "country" ? countryName(page) : nameIn(to.name, language);
  if (beside.length === 0)
    return (
      <Missing
        what={say(
          `Met ${name} is nog niets te vergelijken: daar staan geen cijfers tegenover.`,
          `Nothing can be compared with ${name} yet: there are no figures to set against.`,
        )}
        who={say(
          "Wie de cijfers beheert, kan ze inlezen.",
          "Whoever keeps the figures can import them.",
        )}
      />
    );
  const told = group === null ? "" : tellGroup(group, profile.area, language);
  return <ComparedWith page={page} beside={beside} name={name} group={told} />;
};

/** Whether it is getting better, with the figures behind each count. */
const Better: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { language, say } = page;
  const changed = profile.all.filter(
    ({ indicator, trend }) => indicator.better !== "neither" && trend.change !== null,
  );
  if (changed.length === 0)
    return (
      <Missing
        what={say(
          "Of het beter gaat, is niet te zeggen: er is nog maar één periode gemeten.",
          "Whether it is getting better cannot be said: only one period was measured.",
        )}
        who={say(
          "Met een volgende levering van de bron kan dat wel.",
          "A next delivery by the source will allow it.",
        )}
      />
    );
  const way = (improved: boolean | null) =>
    changed.filter(({ trend }) => trend.change?.improved === improved);
  const [up, down, open] = [way(true), way(false), way(null)];
  const chance = [...up, ...down].filter((one) => canChangeByChance(one.trend, one.indicator));
  const row = (one: Profiled) => (
    <>
      <Link href={indicatorPath(page, one.indicator)}>{one.indicator.name[language]}</Link>:{" "}
      {tellChange(one.trend.change, one.indicator, language)}
      {chance.includes(one) && ` (${say("kan toeval zijn", "can be chance")})`}
    </>
  );
  const n = changed.length;
  return (
    <>
      <P>
        {say(
          `Van ${n} ${n === 1 ? "cijfer" : "cijfers"} kennen wij de verandering: ${up.length} ${up.length === 1 ? "ging" : "gingen"} vooruit en ${down.length} achteruit.`,
          `We know how ${n} ${n === 1 ? "figure" : "figures"} changed: ${up.length} improved and ${down.length} got worse.`,
        )}
        {open.length > 0 &&
          say(` Van ${open.length} is dat niet duidelijk.`, ` For ${open.length} it is not clear.`)}
        {chance.length > 0 &&
          say(
            ` Bij ${chance.length} kan het toeval zijn, omdat de groep klein is.`,
            ` For ${chance.length} it can be chance, because the group is small.`,
          )}
      </P>
      <Behind page={page} of={say("over de verandering", "on the change")}>
        <List title={say("Vooruit", "Improved")} look="kw-good" items={up.map(row)} />
        <List title={say("Achteruit", "Got worse")} look="kw-bad" items={down.map(row)} />
        <List title={say("Niet duidelijk", "Not clear")} items={open.map(row)} />
      </Behind>
    </>
  );
};

/** The short answers: how it is beside the city and the country, and whether it is getting better. */
export const Answers: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { say, data } = page;
  const { municipality, area, groups, main } = profile;
  if (profile.all.length === 0) return null;
  const country = data.book.get(data.programme.country);
  const isBelow = area.id !== country.id;
  const beside = [
    ...(municipality === null ? [] : [areaName(page, municipality)]),
    ...(isBelow ? [countryName(page)] : []),
  ];
  return (
    <div class="kw-answers">
      {beside.length > 0 && (
        <section>
          <H2>
            {say("Vergeleken met ", "Compared with ")}
            {beside.join(say(" en ", " and "))}
          </H2>
          {municipality !== null && (
            <With
              page={page}
              profile={profile}
              to={municipality}
              gapOf={({ trend }) => trend.gapToMunicipality}
              spreadOf={({ nearby }) => nearby}
              group={groups.find(({ rule }) => rule === "municipality") ?? null}
            />
          )}
          {isBelow && (
            <With
              page={page}
              profile={profile}
              to={country}
              gapOf={({ trend }) => trend.gapToCountry}
              spreadOf={({ spread }) => spread}
              group={main}
            />
          )}
        </section>
      )}
      <section>
        <H2>{say("Wordt het beter?", "Is it getting better?")}</H2>
        <Better page={page} profile={profile} />
      </section>
    </div>
  );
};
