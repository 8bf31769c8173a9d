import {
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
  type Indicator,
} from "#indicators";
import { formatDate, formatNumber, type Language, parsePeriod, periodName } from "#kernel";
import { type Commitment, type Standing, standing } from "#parliament";
import {
  type AreaTrend,
  type Change,
  canChangeByChance,
  type GapSeries,
  type GroupingChange,
  type GroupingTotal,
  improvedVerdicts,
  type Monitor,
  type Rank,
} from "#trends";

/** Dutch and English in one place for every sentence that is built from figures. */
const say = (language: Language, nl: string, en: string) => (language === "nl" ? nl : en);

/** A difference between a rounded and a less rounded figure can vanish in the decimals that both carry. */
const vanishes = ({ withinRounding, absolute, decimals }: Change, { unit }: Indicator) =>
  withinRounding &&
  absolute !== 0 &&
  Math.abs(absolute) * (unit === "share" ? 100 : 1) < 0.5 * 10 ** -decimals;

const unclear = (language: Language) => say(language, "niet duidelijk", "not clear");

/** `−11,3%`: the relative change, or for a share the difference in percentage points. */
export function tellChange(
  change: Change | null,
  indicator: Indicator,
  language: Language,
): string {
  if (change === null) return say(language, "niet bekend", "not known");
  if (vanishes(change, indicator)) return unclear(language);
  const { absolute, decimals, relative, relativeDecimals } = change;
  if (indicator.unit === "share" || relative === null)
    return formatDifference(absolute, indicator, language, { decimals });
  return formatRelative(relative, relativeDecimals, language);
}

/** What a difference is in, for the head of its column: between shares it is in percentage points. */
export const differenceUnit = ({ unit }: Indicator, language: Language): string | null =>
  unit === "share" ? say(language, "procentpunt", "percentage points") : null;

/** `+3,8`: a difference under a head that names its unit. */
export const tellDifference = (
  difference: number,
  decimals: number,
  indicator: Indicator,
  language: Language,
) =>
  formatDifference(difference, indicator, language, { decimals }).replace(
    / (procentpunt|percentage points)$/,
    "",
  );

/** `−1,4` or `−12,7%`: the change under a head that names its unit. */
export function tellChangeSize(change: Change, indicator: Indicator, language: Language): string {
  if (vanishes(change, indicator)) return unclear(language);
  return indicator.unit === "share" || change.relative === null
    ? tellDifference(change.absolute, change.decimals, indicator, language)
    : formatRelative(change.relative, change.relativeDecimals, language);
}

/** `oktober 2007 – oktober 2008`, for a change that does not cover the time that the others do; null when it does. */
export function tellSpan(
  { from, to }: Pick<Change, "from" | "to">,
  { span }: Pick<Monitor, "span">,
  language: Language,
): string | null {
  if (span === null || (from.id === span.from.id && to.id === span.to.id)) return null;
  return `${periodName(from, language)} – ${periodName(to, language)}`;
}

/** The same for how a gap changed; null too when it is known for one period only. */
export function tellGapSpan(
  { points }: GapSeries,
  monitor: Pick<Monitor, "span">,
  language: Language,
): string | null {
  if (points.length < 2) return null;
  return tellSpan({ from: points[0]!.period, to: points.at(-1)!.period }, monitor, language);
}

/** What the neighbourhoods are together. A share worked out from counts is told in hundredths of a percent. */
export const tellTotal = (total: GroupingTotal, indicator: Indicator, language: Language) =>
  formatValue(total.value, indicator, language, total.counts === null ? {} : { decimals: 2 });

/** Over how many neighbourhoods a change of all of them together goes, where some are missing; else nothing. */
export function tellOver({ first: { members } }: GroupingChange, language: Language): string {
  if (members.known === members.of) return "";
  return say(
    language,
    `, over de ${members.known} van de ${members.of} wijken waarvan beide cijfers bekend zijn`,
    `, over the ${members.known} of ${members.of} neighbourhoods for which both figures are known`,
  );
}

/** `−48,6%`: the change in proportion to where it began. */
export const tellRelative = (change: Change | null, language: Language) =>
  change?.relative == null
    ? say(language, "niet bekend", "not known")
    : formatRelative(change.relative, change.relativeDecimals, language);

/** `3,8 procentpunt hoger dan Nederland`. */
export function tellGap(gap: GapSeries, indicator: Indicator, language: Language): string {
  const { gap: last, decimals } = gap.points.at(-1)!;
  const style = { decimals, signed: false };
  const size = formatDifference(Math.abs(last), indicator, language, style);
  const least = (0.5 * 10 ** -decimals) / (indicator.unit === "share" ? 100 : 1);
  if (Math.abs(last) < least)
    return say(
      language,
      `even hoog als ${gap.to.name}`,
      `the same as ${nameIn(gap.to.name, language)}`,
    );
  const side = last > 0 ? say(language, "hoger dan", "above") : say(language, "lager dan", "below");
  return `${size} ${side} ${nameIn(gap.to.name, language)}`;
}

/** The country has a name of its own in English; places keep theirs. */
export const nameIn = (name: string, language: Language) =>
  language === "en" && name === "Nederland" ? "the Netherlands" : name;

/** Whether a gap closes, in words; null when it is not known. */
export function tellClosing(
  { closing, points, withinRounding }: GapSeries,
  language: Language,
): string | null {
  if (withinRounding) return say(language, "verandert niet duidelijk", "does not clearly change");
  if (closing !== null)
    return closing
      ? say(language, "wordt kleiner", "is closing")
      : say(language, "wordt groter", "is widening");
  return points.length < 2 ? null : say(language, "blijft gelijk", "stays the same");
}

/** `3e van 40, gelijk met 1 ander gebied`. */
export function tellRank(rank: Rank | null, language: Language): string {
  if (rank === null) return say(language, "geen plaats", "no place");
  const { place, of, tiedWith } = rank;
  const [at, all] = [formatNumber(place, language), formatNumber(of, language)];
  const main = say(language, `${at}e van ${all}`, `${at}${ordinal(place)} of ${all}`);
  if (tiedWith === 0) return main;
  const many = say(
    language,
    tiedWith === 1 ? "1 ander gebied" : `${formatNumber(tiedWith, "nl")} andere gebieden`,
    tiedWith === 1 ? "1 other" : `${formatNumber(tiedWith, "en")} others`,
  );
  return say(language, `${main}, gelijk met ${many}`, `${main}, tied with ${many}`);
}

function ordinal(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][n % 10] ?? "th";
}

/** `31 van de 40 wijken gingen vooruit`, and of how many of those chance can explain it. */
export function tellImproved(monitor: Monitor, language: Language): string | null {
  const { improved, indicator } = monitor;
  if (improved === null) return null;
  const { count, of, unclear } = improved;
  const up = improvedVerdicts(monitor)?.yes ?? [];
  const chance = up.filter((trend) => canChangeByChance(trend, indicator)).length;
  const bare = say(
    language,
    `${count} van de ${of} wijken ${count === 1 ? "ging" : "gingen"} vooruit`,
    `${count} of ${of} neighbourhoods improved`,
  );
  const byChance = say(
    language,
    `; bij ${chance} daarvan kan het toeval zijn`,
    `; for ${chance} of those it can be chance`,
  );
  const told = chance === 0 ? bare : bare + byChance;
  if (unclear === 0) return told;
  return say(
    language,
    `${told}; bij ${unclear} is dat door het afronden niet duidelijk`,
    `${told}; for ${unclear} that is not clear because figures are rounded`,
  );
}

/** The latest reading with its words for a gap or bound. */
export function tellLatest(
  { latest }: AreaTrend,
  indicator: Indicator,
  language: Language,
): string {
  return latest === null
    ? say(language, "niet bekend", "not available")
    : formatReading(latest.reading, indicator, language);
}

/** A number as a source prints it (`-10.5`), with the signs of the language; other texts as they are. */
export function tellPrinted(printed: string, language: Language): string {
  const match = /^-?\d+(?:\.(\d+))?$/.exec(printed);
  return match === null
    ? printed
    : formatNumber(Number(printed), language, { decimals: match[1]?.length ?? 0 });
}

/** When a target must be reached: `2012`, `december 2010`. */
export function tellPeriod(written: string, language: Language): string {
  const period = parsePeriod(written);
  return period === null ? written : periodName(period, language);
}

/** What better means for an indicator. */
export function tellDirection({ better }: Indicator, language: Language): string {
  if (better === "lower") return say(language, "Lager is beter.", "Lower is better.");
  if (better === "higher") return say(language, "Hoger is beter.", "Higher is better.");
  return say(
    language,
    "Hoger of lager is niet goed of slecht.",
    "Higher or lower is neither good nor bad.",
  );
}

const standings: Readonly<Record<Standing, Readonly<Record<Language, string>>>> = {
  done: { nl: "Nagekomen", en: "Kept" },
  overdue: { nl: "Te laat", en: "Overdue" },
  due: { nl: "Nog te doen", en: "Still to do" },
  recurring: { nl: "Loopt door", en: "Ongoing" },
  open: { nl: "Geen datum", en: "No date" },
};

export const tellStanding = (commitment: Commitment, asOf: string, language: Language) =>
  standings[standing(commitment, asOf)][language];

/** When a promise must be kept. */
export function tellDue({ due }: Commitment, language: Language): string {
  if (due.kind === "date") return formatDate(due.by, language);
  if (due.kind === "month")
    return periodName({ kind: "month", id: due.month, begin: due.by, end: due.by }, language);
  if (due.kind === "recurring") return say(language, "steeds opnieuw", "again and again");
  if (due.kind === "open") return say(language, "geen datum", "no date");
  return say(language, "met dit rapport", "with this report");
}
