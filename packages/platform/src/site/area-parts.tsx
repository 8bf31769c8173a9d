import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { formatDifference, formatValue, type Indicator } from "#indicators";
import { type Language, periodName } from "#kernel";
import { canChangeByChance } from "#trends";
import { areaName, areaPath, indicatorPath, type Page } from "./page.ts";
import { Cell, Explain, H2, Link, Missing, Note, P, Table, Th } from "./parts.tsx";
import type { Profile, Profiled } from "./profile.ts";
import { Spark } from "./spark.tsx";
import { kindWords, meanMeaning, tellGroup, tellShort } from "./tell-area.ts";
import { tellChange } from "./telling.ts";
import { Unsure } from "./unsure.tsx";

/** Half a drawing is worth so many standard deviations. */
const reach = 3;

/** Where a value lies around the mean: a bar from the middle, on the range of most others. The words beside it say the same. */
const Scale: FC<{ at: number; look: "good" | "bad" | "plain" }> = ({ at, look }) => {
  const x = 100 + (100 * Math.max(-reach, Math.min(reach, at))) / reach;
  return (
    <svg
      class="kw-scale"
      viewBox="0 0 200 14"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="kw-scale-range" x={100 - 100 / reach} y="1" width={200 / reach} height="12" />
      <rect
        class={`kw-scale-${look}`}
        x={Math.min(100, x).toFixed(1)}
        y="4"
        width={Math.max(1, Math.abs(x - 100)).toFixed(1)}
        height="6"
      />
      <line class="kw-scale-axis" x1="100" x2="100" y1="0" y2="14" />
    </svg>
  );
};

const dimensionHeads = ({ say }: Page) => ({
  name: say("Onderdeel", "Dimension"),
  score: say("Score", "Score"),
  scale: say("Rond het gemiddelde", "Around the mean"),
  apart: say("Verschil met het gemiddelde", "Difference from the mean"),
});

const DimensionRow: FC<{ page: Page; one: Profiled }> = ({ page, one }) => {
  const { language, say } = page;
  const heads = dimensionHeads(page);
  const { indicator, trend, spread } = one;
  const { latest } = trend;
  const reading = latest?.reading;
  const apart = reading?.kind === "value" && spread !== null ? reading.value - spread.mean : null;
  const good =
    apart === null || indicator.better === "neither"
      ? null
      : (indicator.better === "higher") === apart > 0;
  return (
    <tr>
      <th scope="row">
        <Link href={indicatorPath(page, indicator)}>
          {(indicator.dimension ?? indicator.short)[language]}
        </Link>
        <Explain page={page} indicator={indicator} />
      </th>
      <Cell of={heads.score} words>
        {reading === undefined
          ? say("niet bekend", "not available")
          : tellShort(reading, indicator, language)}
        {latest !== null && <Unsure page={page} figure={latest} indicator={indicator} />}
      </Cell>
      <td class="kw-wide" data-of={heads.scale}>
        {apart !== null && spread !== null && spread.deviation > 0 && (
          <Scale
            at={apart / spread.deviation}
            look={good === null ? "plain" : good ? "good" : "bad"}
          />
        )}
      </td>
      <Cell of={heads.apart} words>
        {apart === null ? (
          say("niet te vergelijken", "cannot be compared")
        ) : (
          <>
            {formatDifference(apart, indicator, language)}
            <span class="kw-note">
              {" "}
              {good !== null && (good ? say("beter", "better") : say("slechter", "worse"))}
            </span>
          </>
        )}
      </Cell>
    </tr>
  );
};

/** That there is no score per dimension, and who can add it. */
export const NoScore: FC<{ page: Page }> = ({ page: { say } }) => (
  <>
    <H2>{say("Score per onderdeel", "Score by dimension")}</H2>
    <Missing
      what={say(
        "Er is geen score die uit onderdelen bestaat.",
        "There is no score that is made of dimensions.",
      )}
      who={say(
        "Wie de cijfers beheert, kan bij een cijfer zeggen van welk onderdeel het is.",
        "Whoever keeps the figures can say of a figure which dimension it belongs to.",
      )}
    />
  </>
);

/** The parts of scores, as bars around the mean of the areas that it is compared with. */
export const Dimensions: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { language, say } = page;
  const parts = profile.all.filter(({ indicator }) => indicator.dimension !== null);
  const heads = dimensionHeads(page);
  const period = parts[0]!.trend.latest?.period;
  return (
    <>
      <H2>{say("Score per onderdeel", "Score by dimension")}</H2>
      <Table
        id="onderdelen"
        stack
        caption={`${say("De onderdelen van de score", "The dimensions of the score")}${period === undefined ? "" : `, ${periodName(period, language)}`}`}
        note={
          profile.main !== null &&
          `${say(
            `Het midden van de balk is het gemiddelde van ${tellGroup(profile.main, profile.area, "nl")}. Twee van de drie liggen ongeveer in het grijze vlak.`,
            `The middle of the bar is the mean of ${tellGroup(profile.main, profile.area, "en")}. Some two in three lie in the grey field.`,
          )} ${meanMeaning(language)}`
        }
        head={
          <>
            <Th>{heads.name}</Th>
            <Th figure>{heads.score}</Th>
            <Th>{heads.scale}</Th>
            <Th figure>{heads.apart}</Th>
          </>
        }
      >
        {parts.map((one) => (
          <DimensionRow page={page} one={one} />
        ))}
      </Table>
    </>
  );
};

/** What changed most, measured by how far areas lie apart. */
export const Changes: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { language, say } = page;
  const { changes, all, area, main } = profile;
  if (all.length === 0) return null;
  return (
    <>
      <H2>{say("Wat veranderde het meest?", "What changed most?")}</H2>
      {changes.length === 0 || main === null ? (
        <Missing
          what={say(
            "Er is geen verandering te noemen: er is nog maar één periode gemeten, of het verschil kan door afronden komen.",
            "There is no change to name: only one period was measured, or rounding can explain the difference.",
          )}
          who={say(
            "Met een volgende levering van de bron komt die er wel.",
            "A next delivery by the source will bring it.",
          )}
        />
      ) : (
        <>
          <ol class="kw-list">
            {changes.map(({ figures: { indicator, trend } }) => (
              <li>
                <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>:{" "}
                <strong>{tellChange(trend.change, indicator, language)}</strong>
                {trend.change?.improved != null && (
                  <span class={trend.change.improved ? "kw-good" : "kw-bad"}>
                    {" "}
                    {trend.change.improved ? say("beter", "better") : say("slechter", "worse")}
                  </span>
                )}
                {canChangeByChance(trend, indicator) &&
                  say(" (kan toeval zijn)", " (can be chance)")}
                <Explain page={page} indicator={indicator} />
                <Spark trend={trend} />
                <span class="kw-note">
                  {trend.change !== null &&
                    `${periodName(trend.change.from, language)} – ${periodName(trend.change.to, language)}`}
                </span>
              </li>
            ))}
          </ol>
          <Note>
            {say(
              `Gemeten aan hoe ver ${tellGroup(main, area, "nl")} uiteenlopen. Wat door afronden kan komen, telt niet mee.`,
              `Measured by how far ${tellGroup(main, area, "en")} lie apart. What rounding can explain does not count.`,
            )}
          </Note>
        </>
      )}
    </>
  );
};

/** What an indicator is called among others: the dimension that it stands for, or its short name. */
const called = ({ dimension, short }: Indicator, language: Language) =>
  (dimension ?? short)[language].toLowerCase();

/** Areas that are alike, with the reasons. */
export const Twins: FC<{ page: Page; profile: Profile }> = ({ page, profile }) => {
  const { language, say } = page;
  const { twins, twinColumns, area, main } = profile;
  const name = (one: Area) => <Link href={areaPath(page, one)}>{areaName(page, one)}</Link>;
  return (
    <>
      <H2 id="tweelingen">{say("Gebieden die erop lijken", "Areas that are alike")}</H2>
      {twins.length === 0 || main === null ? (
        <Missing
          what={say(
            "Er zijn te weinig cijfers om te zien welke gebieden op dit gebied lijken.",
            "There are too few figures to see which areas are like this one.",
          )}
          who={say(
            "Wie de cijfers beheert, kan er meer inlezen.",
            "Whoever keeps the figures can import more.",
          )}
        />
      ) : (
        <>
          <ol class="kw-list">
            {twins.map((twin) => {
              const alike = twin.reasons.filter(({ verdict }) => verdict === "alike").slice(0, 3);
              const other = twin.reasons.findLast(({ verdict }) => verdict === "different");
              return (
                <li>
                  {name(twin.area)}
                  <span class="kw-note">
                    {say("Lijkt in ", "Alike in ")}
                    {alike
                      .map(
                        ({ indicator, own, other: theirs }) =>
                          `${called(indicator, language)} (${formatValue(own, indicator, language)} ${say("en", "and")} ${formatValue(theirs, indicator, language)})`,
                      )
                      .join(", ")}
                    {other !== undefined &&
                      `; ${say("verschilt in", "differs in")} ${called(other.indicator, language)} (${formatValue(other.own, other.indicator, language)} ${say("en", "and")} ${formatValue(other.other, other.indicator, language)})`}
                    .
                  </span>
                </li>
              );
            })}
          </ol>
          <Note>
            {say(
              `Gezocht onder ${tellGroup(main, area, "nl")}, op: ${twinColumns.map((one) => called(one, "nl")).join(", ")}.`,
              `Looked for among ${tellGroup(main, area, "en")}, by: ${twinColumns.map((one) => called(one, "en")).join(", ")}.`,
            )}{" "}
            <Link
              href={page.to("compare", undefined, {
                query: {
                  areas: [area, ...twins.slice(0, 3).map((twin) => twin.area)]
                    .map(({ id }) => id)
                    .join(","),
                },
              })}
            >
              {say("Zet ze naast elkaar", "Put them side by side")}
            </Link>
            .
          </Note>
        </>
      )}
    </>
  );
};

/** Whom it can be compared with, each group with its rule. */
export const Peers: FC<{ page: Page; profile: Profile }> = ({
  page,
  profile: { groups, area },
}) => {
  const { language, say } = page;
  const toCompare = (group?: string) =>
    page.to("compare", undefined, {
      query: { areas: area.id, ...(group === undefined ? {} : { group }) },
    });
  return (
    <>
      <H2>{say("Vergelijken", "Compare")}</H2>
      {groups.length === 0 ? (
        <P>
          {say(
            `Er zijn geen andere ${kindWords(area.kind, "nl")} om mee te vergelijken.`,
            `There are no other ${kindWords(area.kind, "en")} to compare with.`,
          )}
        </P>
      ) : (
        <ul class="kw-list">
          {groups.map((group) => (
            <li>
              <Link href={toCompare(group.rule)}>
                {say("Vergelijk met ", "Compare with ")}
                {tellGroup(group, area, language)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link href={toCompare()}>
          {say("Kies zelf twee tot zes gebieden", "Choose two to six areas yourself")}
        </Link>
      </p>
    </>
  );
};
