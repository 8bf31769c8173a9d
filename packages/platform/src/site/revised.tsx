import type { FC } from "hono/jsx";
import {
  type Figure,
  type FigureChange,
  formatReading,
  formatRelative,
  type Indicator,
  type Reading,
  type Revised,
} from "#indicators";
import { formatDate, formatNumber, type Language, periodName } from "#kernel";
import { areaName, indicatorPath, type Page, releasePath } from "./page.ts";
import { Cell, H2, Link, P, Table, Th } from "./parts.tsx";
import { tellPeriod } from "./telling.ts";

const nameOf = (page: Page, area: Figure["area"]) => {
  const known = page.data.book.find(area);
  return known === undefined ? area : areaName(page, known);
};

const versionHeads = ({ say }: Page) => ({
  area: say("Gebied", "Area"),
  period: say("Periode", "Period"),
  figure: say("Cijfer", "Figure"),
  counts: say("Geldt vanaf", "Counts from"),
  release: say("Levering", "Release"),
});

const VersionRow: FC<{ page: Page; indicator: Indicator; figure: Figure; isFirst: boolean }> = ({
  page,
  indicator,
  figure,
  isFirst,
}) => {
  const { data, language } = page;
  const release = data.releases.find(({ id }) => id === figure.release);
  const name = nameOf(page, figure.area);
  const heads = versionHeads(page);
  return (
    <tr>
      <th scope="row" class="kw-wide">
        {isFirst ? name : <span class="kw-note">{name}</span>}
      </th>
      <Cell of={heads.period}>{periodName(figure.period, language)}</Cell>
      <Cell of={heads.figure} figure>
        {formatReading(figure.reading, indicator, language)}
      </Cell>
      <Cell of={heads.counts}>
        {release !== undefined && formatDate(release.available, language)}
      </Cell>
      <Cell of={heads.release}>
        <Link href={releasePath(page, figure.release)}>{figure.release}</Link>
      </Cell>
    </tr>
  );
};

/** Figures of an indicator that a later release gave again, and differently: every version, the oldest first. */
export const RevisedFigures: FC<{ page: Page; indicator: Indicator; revised: Revised }> = ({
  page,
  indicator,
  revised: { figures, versions },
}) => {
  const { language, say } = page;
  if (figures === 0) return null;
  const keyOf = ({ area, period }: Figure) => `${area} ${period.id}`;
  const shown = new Set(versions.map(keyOf)).size;
  const many = formatNumber(figures, language);
  return (
    <>
      <H2 id="herzien">{say("Herziene cijfers", "Revised figures")}</H2>
      <P>
        {say(
          `${many} ${figures === 1 ? "cijfer is" : "cijfers zijn"} later anders opgegeven. Het oude cijfer blijft hier staan.`,
          `${many} ${figures === 1 ? "figure was" : "figures were"} given differently later. The old figure stays here.`,
        )}
        {shown < figures &&
          say(
            ` U ziet de eerste ${shown}; de rest staat bij de leveringen.`,
            ` You see the first ${shown}; the others are with the releases.`,
          )}
      </P>
      <Table
        id="herzien-tabel"
        caption={say("Alle versies van herziene cijfers", "All versions of revised figures")}
        stack
        head={Object.entries(versionHeads(page)).map(([name, head]) => (
          <Th figure={name === "figure"}>{head}</Th>
        ))}
      >
        {versions.map((figure, at) => (
          <VersionRow
            page={page}
            indicator={indicator}
            figure={figure}
            isFirst={at === 0 || keyOf(versions[at - 1]!) !== keyOf(figure)}
          />
        ))}
      </Table>
    </>
  );
};

type Side = FigureChange["old"];

/** A side of a comparison as a reading, so that it is told as any figure is. */
function readingOf(side: NonNullable<Side>): Reading {
  const { state, value, decimals } = side;
  if (value === null)
    return { kind: "gap", why: state === "suppressed" ? "suppressed" : "not-available" };
  if (state === "<" || state === "<=" || state === ">" || state === ">=")
    return { kind: "bound", op: state, value, decimals };
  return { kind: "value", value, decimals };
}

const tellSide = (side: Side, indicator: Indicator | undefined, language: Language) =>
  side === null || indicator === undefined
    ? (side?.value ?? "")
    : formatReading(readingOf(side), indicator, language);

const revisionHeads = ({ say }: Page) => ({
  indicator: say("Cijfer", "Figure"),
  area: say("Gebied", "Area"),
  period: say("Periode", "Period"),
  old: say("Was", "Was"),
  new: say("Is nu", "Is now"),
  change: say("Verandering", "Change"),
});

/** The largest revisions that a release made, with the figure before and after. */
export const Revisions: FC<{ page: Page; revisions: readonly FigureChange[] }> = ({
  page,
  revisions,
}) => {
  const { data, language, say } = page;
  if (revisions.length === 0) return null;
  const heads = revisionHeads(page);
  return (
    <Table
      id="herzieningen"
      caption={say("De grootste herzieningen", "The largest revisions")}
      note={say(
        "De grootste verandering ten opzichte van het oude cijfer staat bovenaan.",
        "The largest change relative to the old figure is at the top.",
      )}
      stack
      head={Object.entries(heads).map(([name, head]) => (
        <Th figure={["old", "new", "change"].includes(name)}>{head}</Th>
      ))}
    >
      {revisions.map((one) => {
        const indicator = data.catalogue.find(({ id }) => id === one.indicator);
        return (
          <tr>
            <th scope="row" class="kw-wide">
              {indicator === undefined ? (
                one.indicator
              ) : (
                <Link href={indicatorPath(page, indicator)}>{indicator.name[language]}</Link>
              )}
            </th>
            <Cell of={heads.area}>{nameOf(page, one.area)}</Cell>
            <Cell of={heads.period}>{tellPeriod(one.period, language)}</Cell>
            <Cell of={heads.old} figure>
              {tellSide(one.old, indicator, language)}
            </Cell>
            <Cell of={heads.new} figure>
              {tellSide(one.new, indicator, language)}
            </Cell>
            <Cell of={heads.change} figure>
              {one.relative === null
                ? say("niet te zeggen", "cannot be said")
                : formatRelative(one.relative, 1, language)}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
};
