import type { Area } from "#areas";
import {
  type Figure,
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
} from "#indicators";
import { type AreaId, type Cents, formatCents, formatNumber, type ReleaseId } from "#kernel";
import type { AreaTrend, Change, GapSeries, GroupingTotal, Monitor } from "#trends";
import { type Making, programmeRelease } from "../making.ts";
import type { Run, Trace } from "../types.ts";
import { figure } from "./words.ts";

const releasesIn = (figures: readonly Figure[]): readonly ReleaseId[] => [
  ...new Set(figures.map(({ release }) => release)),
];

/** The releases that a total of the focus neighbourhoods rests on, in the given periods. */
function releasesBehind({ focus }: Monitor, periods: readonly string[]): readonly ReleaseId[] {
  return releasesIn(
    focus.flatMap(({ points }) => points.filter(({ period }) => periods.includes(period.id))),
  );
}

/** A total of the focus neighbourhoods. A share worked out from counts is told in hundredths of a percent. */
export function totalFigure(
  { language, programme }: Making,
  monitor: Monitor,
  total: GroupingTotal,
): Run {
  const style = total.counts === null ? {} : { decimals: 2 };
  return figure(formatValue(total.value, monitor.indicator, language, style), total.value, {
    measure: "total",
    subject: monitor.indicator.id,
    area: programme.focus,
    periods: [total.period.id],
    releases: releasesBehind(monitor, [total.period.id]),
  });
}

/** A count behind a total: the numerator or the denominator of a share. */
export function countBehind(
  { language, programme }: Making,
  monitor: Monitor,
  total: GroupingTotal,
  part: "numerator" | "denominator",
): Run {
  const { indicator } = monitor;
  const value = total.counts?.[part] ?? 0;
  const of = indicator.total?.kind === "ratio" ? indicator.total[part] : indicator.id;
  return figure(formatNumber(value, language), value, {
    measure: "total",
    subject: of,
    area: programme.focus,
    periods: [total.period.id],
    releases: releasesBehind(monitor, [total.period.id]),
  });
}

/** A figure as its release has it. */
export function readingFigure({ language }: Making, monitor: Monitor, one: Figure): Run {
  const { reading } = one;
  const shown = formatReading(reading, monitor.indicator, language);
  return figure(shown, reading.kind === "gap" ? Number.NaN : reading.value, {
    measure: "reading",
    subject: monitor.indicator.id,
    area: one.area,
    periods: [one.period.id],
    releases: [one.release],
  });
}

function changeTrace(
  { indicator }: Monitor,
  measure: Trace["measure"],
  area: AreaId,
  { from, to }: Change,
  releases: readonly ReleaseId[],
): Trace {
  return { measure, subject: indicator.id, area, periods: [from.id, to.id], releases };
}

/** The focus neighbourhoods together are told from their counts, or else as a source prints them. */
function releasesOfTogether(monitor: Monitor, { from, to }: Change): readonly ReleaseId[] {
  return monitor.totals.length > 0
    ? releasesBehind(monitor, [from.id, to.id])
    : releasesIn(monitor.printedGrouping?.points ?? []);
}

/** How much the focus neighbourhoods together changed, without its sign: the sentence says whether it rose or fell. */
export function changeSize({ language, programme }: Making, monitor: Monitor, change: Change): Run {
  const hundredths = monitor.indicator.unit === "share" && monitor.totals.length > 0;
  const style = { decimals: hundredths ? 2 : change.decimals, signed: false };
  return figure(
    formatDifference(Math.abs(change.absolute), monitor.indicator, language, style),
    change.absolute,
    changeTrace(monitor, "change", programme.focus, change, releasesOfTogether(monitor, change)),
  );
}

/** The same in percent. */
export function relativeSize(
  { language, programme }: Making,
  monitor: Monitor,
  change: Change,
  relative: number,
): Run {
  const releases = releasesOfTogether(monitor, change);
  return figure(
    formatRelative(Math.abs(relative), change.relativeDecimals, language, { signed: false }),
    relative,
    changeTrace(monitor, "relative-change", programme.focus, change, releases),
  );
}

/** The relative change of one area, with its sign: `+42,3%`. */
export function relativeOf({ language }: Making, monitor: Monitor, trend: AreaTrend): Run {
  const change = trend.change!;
  const relative = change.relative!;
  return figure(
    formatRelative(relative, change.relativeDecimals, language),
    relative,
    changeTrace(monitor, "relative-change", trend.area.id, change, releasesIn(trend.points)),
  );
}

/** How many focus neighbourhoods improved, or of how many that is known. */
export function improvedFigure(
  { language, programme }: Making,
  monitor: Monitor,
  value: number,
): Run {
  const periods = monitor.span === null ? [] : [monitor.span.from.id, monitor.span.to.id];
  return figure(formatNumber(value, language), value, {
    measure: "count",
    subject: monitor.indicator.id,
    area: programme.focus,
    periods,
    releases: releasesBehind(monitor, periods),
  });
}

/** How far an area is from another in a period, without its sign. */
export function gapFigure(
  { language }: Making,
  monitor: Monitor,
  area: Area,
  { points }: GapSeries,
  at: number,
): Run {
  const point = points.at(at)!;
  const style = { signed: false, decimals: point.decimals };
  const shown = formatDifference(Math.abs(point.gap), monitor.indicator, language, style);
  return figure(shown, point.gap, {
    measure: "gap",
    subject: monitor.indicator.id,
    area: area.id,
    periods: [point.period.id],
    releases: releasesIn(monitor.others.flatMap((other) => other.points)),
  });
}

/** A number that is one of the programme's own facts. */
export function factFigure(
  making: Making,
  value: number,
  subject: string,
  { area = null, periods = [] }: { area?: AreaId | null; periods?: readonly string[] } = {},
): Run {
  const decimals = Number.isInteger(value) ? 0 : 1;
  return figure(formatNumber(value, making.language, { decimals }), value, {
    measure: "fact",
    subject,
    area,
    periods,
    releases: programmeRelease(making),
  });
}

/** An amount of money. */
export function moneyFigure(
  { language }: Pick<Making, "language">,
  amount: Cents,
  trace: Omit<Trace, "area"> & { readonly area?: AreaId },
): Run {
  return figure(formatCents(amount, language), amount, { area: null, ...trace });
}
