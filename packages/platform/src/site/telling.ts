import { formatDifference, formatReading, formatValue, type Indicator } from "#indicators";
import {
  formatDate,
  formatNumber,
  formatShare,
  type Language,
  parsePeriod,
  periodName,
} from "#kernel";
import { type Commitment, type Standing, standing } from "#parliament";
import type { AreaTrend, Change, GapSeries, Monitor, Rank } from "#trends";

/** Dutch and English in one place for every sentence that is built from figures. */
const say = (language: Language, nl: string, en: string) => (language === "nl" ? nl : en);

/** `−11,3%`: the relative change, or for a share the difference in percentage points. */
export function tellChange(
  change: Change | null,
  indicator: Indicator,
  language: Language,
): string {
  if (change === null) return say(language, "niet bekend", "not known");
  if (indicator.unit === "share") return formatDifference(change.absolute, indicator, language);
  if (change.relative === null) return formatDifference(change.absolute, indicator, language);
  return formatShare(change.relative, language, { signed: true });
}

/** What a difference is in, for the head of its column: between shares it is in percentage points. */
export const differenceUnit = ({ unit }: Indicator, language: Language): string | null =>
  unit === "share" ? say(language, "procentpunt", "percentage points") : null;

/** `+3,8`: a difference under a head that names its unit. */
export const tellDifference = (difference: number, indicator: Indicator, language: Language) =>
  indicator.unit === "share"
    ? formatNumber(difference * 100, language, { decimals: indicator.decimals, signed: true })
    : formatDifference(difference, indicator, language);

/** `−1,4` or `−12,7%`: the change under a head that names its unit. */
export function tellChangeSize(change: Change, indicator: Indicator, language: Language): string {
  return indicator.unit === "share" || change.relative === null
    ? tellDifference(change.absolute, indicator, language)
    : formatShare(change.relative, language, { signed: true });
}

/** `−48,6%`: the change in proportion to where it began. */
export const tellRelative = (change: Change | null, language: Language) =>
  change?.relative == null
    ? say(language, "niet bekend", "not known")
    : formatShare(change.relative, language, { signed: true });

/** `3,8 procentpunt hoger dan Nederland`. */
export function tellGap(gap: GapSeries, indicator: Indicator, language: Language): string {
  const last = gap.points.at(-1)!.gap;
  const size = formatDifference(Math.abs(last), indicator, language).replace(/^\+/, "");
  if (Math.abs(last) < 5e-4 && indicator.unit === "share")
    return say(
      language,
      `even hoog als ${gap.to.name}`,
      `the same as ${nameIn(gap.to.name, language)}`,
    );
  if (last === 0)
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
export function tellClosing({ closing, points }: GapSeries, language: Language): string | null {
  if (closing !== null)
    return closing
      ? say(language, "wordt kleiner", "is closing")
      : say(language, "wordt groter", "is widening");
  return points.length < 2 ? null : say(language, "blijft gelijk", "stays the same");
}

/** `3e van 40, gelijk met 1 andere wijk`. */
export function tellRank(rank: Rank | null, language: Language): string {
  if (rank === null) return say(language, "geen plaats", "no place");
  const { place, of, tiedWith } = rank;
  const main = say(language, `${place}e van ${of}`, `${place}${ordinal(place)} of ${of}`);
  if (tiedWith === 0) return main;
  const many = say(
    language,
    tiedWith === 1 ? "1 andere wijk" : `${tiedWith} andere wijken`,
    tiedWith === 1 ? "1 other" : `${tiedWith} others`,
  );
  return say(language, `${main}, gelijk met ${many}`, `${main}, tied with ${many}`);
}

function ordinal(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][n % 10] ?? "th";
}

/** `31 van de 40 wijken gingen vooruit`. */
export function tellImproved({ improved }: Monitor, language: Language): string | null {
  if (improved === null) return null;
  const { count, of } = improved;
  return say(
    language,
    `${count} van de ${of} wijken ${count === 1 ? "ging" : "gingen"} vooruit`,
    `${count} of ${of} neighbourhoods improved`,
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

/** The value of a first or later point, in the unit of the indicator. */
export const tellValue = (value: number, indicator: Indicator, language: Language) =>
  formatValue(value, indicator, language);

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
