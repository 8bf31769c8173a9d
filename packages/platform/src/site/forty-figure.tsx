import type { FC } from "hono/jsx";
import {
  formatDifference,
  formatReading,
  type Indicator,
  type Reading,
  shownDecimals,
} from "#indicators";
import { formatNumber, type Language, periodName } from "#kernel";
import type { Monitor } from "#trends";
import { type Forty, fortyOf } from "./forty.ts";
import { areaName, countryName, indicatorPath, type Page } from "./page.ts";
import { Link } from "./parts.tsx";
import { Bar, Tally } from "./pictures.tsx";
import { tellClosing, tellImproved } from "./telling.ts";
import { improvedAnchor } from "./verdict-lists.tsx";

const figureOf = (reading: Reading | null) => (reading?.kind === "value" ? reading.value : null);

/** What a number counts, before where: a percentage says that itself. */
function unitBefore({ unit, counts }: Indicator, language: Language): string {
  if (unit === "share") return "";
  if (unit === "count") return `${counts[language]} `;
  const [, base] = /^per-(\d+)$/.exec(unit) ?? [];
  return base === undefined ? "" : `per ${formatNumber(Number(base), language)}, `;
}

/** How far the two are apart, and whether that distance is closing. */
const GapLine: FC<{ page: Page; monitor: Monitor; gap: NonNullable<Forty["gap"]> }> = ({
  page,
  monitor,
  gap,
}) => {
  const { language, say } = page;
  const series = monitor.printedGrouping?.gapToCountry ?? null;
  const closing = series === null ? null : tellClosing(series, language);
  return (
    <p>
      {say("Verschil: ", "Gap: ")}
      <strong>
        {formatDifference(gap.value, monitor.indicator, language, {
          decimals: shownDecimals(gap.decimals, monitor.indicator),
        })}
      </strong>
      {closing !== null && `; ${say("het verschil", "it")} ${closing}`}.
    </p>
  );
};

/** Whether we worked the figure out, and from how many neighbourhoods, or took it as the source prints it. */
const Origin: FC<{
  page: Page;
  indicator: Indicator;
  computedOver: Forty["computedOver"];
}> = ({ page, indicator, computedOver }) => {
  const { say } = page;
  if (computedOver === null)
    return (
      <p class="kw-note">
        {say("Dit cijfer geeft de bron zelf.", "The source itself gives this figure.")}
      </p>
    );
  const { known, of } = computedOver;
  return (
    <p class="kw-note">
      {known === of ? (
        say("Berekend uit de aantallen per wijk.", "Worked out from the counts by neighbourhood.")
      ) : (
        <Link href={indicatorPath(page, indicator, { anchor: "wijken" })}>
          {say(
            `Berekend uit de aantallen van ${known} van de ${of} wijken.`,
            `Worked out from the counts of ${known} of the ${of} neighbourhoods.`,
          )}
        </Link>
      )}
    </p>
  );
};

/** The forty beside the country, large and as bars on one scale: the newest figure, the gap, and how many improved. */
export const FortyFigure: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { language, say } = page;
  const { indicator, country } = monitor;
  const { period, own, computedOver, country: beside, gap } = fortyOf(monitor);
  const shown = (reading: Reading | null) =>
    reading === null
      ? say("niet bekend", "not known")
      : formatReading(reading, indicator, language);
  const main = own ?? beside;
  const [ownFigure, otherFigure] = [figureOf(own), figureOf(beside)];
  const scale = Math.max(ownFigure ?? 0, otherFigure ?? 0);
  const improved = tellImproved(monitor, language);
  const when = period === null ? "" : `, ${periodName(period, language)}`;
  return (
    <>
      <p>
        <span class={main?.kind === "value" ? "kw-number" : "kw-number kw-number--words"}>
          {shown(main)}
        </span>
        {unitBefore(indicator, language)}
        {own === null && beside !== null
          ? `in ${countryName(page)}`
          : say("in de aandachtswijken", "in the focus neighbourhoods")}
        {when}
      </p>
      {own !== null && <Origin page={page} indicator={indicator} computedOver={computedOver} />}
      {ownFigure !== null && otherFigure !== null && scale > 0 && (
        <Bar part={ownFigure / scale} look="part" />
      )}
      {country !== null && own !== null && (
        <p class="kw-beside">
          {areaName(page, country.area)} <strong>{shown(beside)}</strong>
        </p>
      )}
      {ownFigure !== null && otherFigure !== null && scale > 0 && (
        <Bar part={otherFigure / scale} look="other" />
      )}
      {gap !== null && <GapLine page={page} monitor={monitor} gap={gap} />}
      {monitor.improved !== null && improved !== null && (
        <>
          <Tally count={monitor.improved.count} of={monitor.improved.of} />
          <p>
            <Link href={indicatorPath(page, indicator, { anchor: improvedAnchor })}>
              {improved}
            </Link>
            .
          </p>
        </>
      )}
    </>
  );
};
