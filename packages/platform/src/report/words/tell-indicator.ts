import type { Area } from "#areas";
import type { Figure, Indicator } from "#indicators";
import type { Language, Period } from "#kernel";
import type { AreaTrend, Change, GroupingTotal, Monitor } from "#trends";
import type { Making } from "../making.ts";
import type { Run, Words } from "../types.ts";
import {
  changeSize,
  countBehind,
  gapFigure,
  improvedFigure,
  readingFigure,
  relativeOf,
  relativeSize,
  totalFigure,
} from "./figures.ts";
import { between, capital, enumerateWords, fullStop, inPeriod } from "./grammar.ts";
import { said, sentences, words } from "./words.ts";

/** The neighbourhoods of the programme as a group: `de 40 wijken`. */
export function theFocus({ focus, language }: Making): string {
  return language === "nl" ? `de ${focus.length} wijken` : `the ${focus.length} neighbourhoods`;
}

/** A neighbourhood in a sentence: `Utrecht Kanaleneiland`, without the comma that would divide a list. */
function spokenName({ book }: Making, area: Area): string {
  const municipality = book.municipalityOf(area);
  return municipality === null ? area.name : `${municipality.name} ${area.name}`;
}

/** What the figure is, to speak of it. */
function subject({ unit }: Indicator, language: Language): string {
  if (unit === "share") return { nl: "aandeel", en: "share" }[language];
  if (unit === "count") return { nl: "aantal", en: "number" }[language];
  return { nl: "cijfer", en: "figure" }[language];
}

const verdict = {
  nl: { true: ": een verbetering", false: ": een verslechtering" },
  en: { true: ": an improvement", false: ": a worsening" },
} as const;

export const judged = (improved: boolean | null, language: Language) =>
  improved === null ? "" : verdict[language][`${improved}`];

/** How a value of the neighbourhoods together is told: `7,54%: 4.373 van de 58.026 leerlingen`. */
export function togetherValue(making: Making, monitor: Monitor, total: GroupingTotal): Words {
  const value = totalFigure(making, monitor, total);
  if (total.counts === null) return [value];
  const [part, whole] = [
    countBehind(making, monitor, total, "numerator"),
    countBehind(making, monitor, total, "denominator"),
  ];
  const counted = monitor.indicator.counts[making.language];
  return making.language === "nl"
    ? words`${value}: ${part} van de ${whole} ${counted}`
    : words`${value}: ${part} of the ${whole} ${counted}`;
}

function inAndWas(
  making: Making,
  { indicator }: Monitor,
  period: Period,
  value: Words,
  isFirst: boolean,
): Words {
  const { language } = making;
  const when = capital(inPeriod(period, language));
  const what = subject(indicator, language);
  if (language === "nl")
    return isFirst
      ? words`${when} was dit ${what} in ${theFocus(making)} samen ${value}.`
      : words`${when} was het ${value}.`;
  return isFirst
    ? words`${when} this ${what} in ${theFocus(making)} together was ${value}.`
    : words`${when} it was ${value}.`;
}

/** A total over some members only is told as such. */
export function incompleteIn(
  { language }: Making,
  { members: { known, of }, period }: GroupingTotal,
): Words | null {
  if (known === of) return null;
  const when = inPeriod(period, language);
  return language === "nl"
    ? words`Dat is ${when} geteld over ${String(known)} van de ${String(of)} wijken; van de andere is het aantal niet bekend.`
    : words`That is counted ${when} over ${String(known)} of the ${String(of)} neighbourhoods; for the others the number is not known.`;
}

/** Where the neighbourhoods stand together, and where they stood: from counts, or else as a source prints it. */
function tellTogether(making: Making, monitor: Monitor): Words | null {
  const { totals, printedGrouping } = monitor;
  const known: readonly (readonly [Period, Words])[] =
    totals.length > 0
      ? totals.map((total) => [total.period, togetherValue(making, monitor, total)])
      : readings(printedGrouping).map((one) => [one.period, [readingFigure(making, monitor, one)]]);
  const [last, first] = [known.at(-1), known[0]];
  if (last === undefined || first === undefined) return null;
  return sentences(
    inAndWas(making, monitor, last[0], last[1], true),
    totals.length > 0 ? incompleteIn(making, totals.at(-1)!) : null,
    first === last ? null : inAndWas(making, monitor, first[0], first[1], false),
    first === last || totals.length === 0 ? null : incompleteIn(making, totals[0]!),
    // With counts the change is of the neighbourhoods known in both periods, and not what a source prints for all.
    totals.length > 0
      ? tellChange(making, monitor, monitor.totalChange, overBoth(making, monitor))
      : tellChange(making, monitor, printedGrouping?.change ?? null),
  );
}

export const readings = (trend: AreaTrend | null): readonly Figure[] =>
  trend?.points.filter(({ reading }) => reading.kind !== "gap") ?? [];

/** Over how many of the neighbourhoods a change goes, where some are not known in both periods; else nothing. */
export function overBoth({ language }: Making, { totalChange }: Monitor): string {
  if (totalChange === null) return "";
  const { known, of } = totalChange.first.members;
  if (known === of) return "";
  return language === "nl"
    ? ` in de ${known} van de ${of} wijken waarvan beide cijfers bekend zijn`
    : ` in the ${known} of the ${of} neighbourhoods for which both figures are known`;
}

function tellChange(
  making: Making,
  monitor: Monitor,
  change: Change | null,
  where = "",
): Words | null {
  if (change === null) return null;
  const { language } = making;
  if (change.withinRounding)
    return language === "nl"
      ? words`De cijfers zijn afgerond. Daardoor is niet te zeggen of dat een stijging of een daling is.`
      : words`The figures are rounded, so it cannot be said whether that is a rise or a fall.`;
  if (change.absolute === 0)
    return language === "nl"
      ? words`Dat is gelijk gebleven${where}.`
      : words`That has stayed the same${where}.`;
  const size: Run =
    monitor.indicator.unit === "count" && change.relative !== null
      ? relativeSize(making, monitor, change, change.relative)
      : changeSize(making, monitor, change);
  const rose = change.absolute > 0;
  const end = judged(change.improved, language);
  return language === "nl"
    ? words`Dat is een ${rose ? "stijging" : "daling"} van ${size}${where}${end}.`
    : words`That is a ${rose ? "rise" : "fall"} of ${size}${where}${end}.`;
}

/** The country, and whether the distance to it became smaller where that is known. */
function tellCountry(making: Making, monitor: Monitor): Words | null {
  const { language } = making;
  const latest = readings(monitor.country).at(-1);
  if (latest === undefined) return null;
  const value = readingFigure(making, monitor, latest);
  const when = inPeriod(latest.period, language);
  const level =
    language === "nl"
      ? words`Landelijk was het ${when} ${value}.`
      : words`Nationally it was ${value} ${when}.`;
  return sentences(level, tellGap(making, monitor));
}

function tellGap(making: Making, monitor: Monitor): Words | null {
  const gap = monitor.printedGrouping?.gapToCountry ?? null;
  const area = monitor.printedGrouping?.area;
  if (gap === null || area === undefined || gap.points.length < 2 || gap.closing === null)
    return null;
  const [first, last] = [
    gapFigure(making, monitor, area, gap, 0),
    gapFigure(making, monitor, area, gap, -1),
  ];
  const { from, to } = { from: gap.points[0]!.period, to: gap.points.at(-1)!.period };
  const when = between(from, to, making.language);
  return making.language === "nl"
    ? words`Het verschil met het landelijke cijfer werd ${when} ${gap.closing ? "kleiner" : "groter"}: van ${first} naar ${last}.`
    : words`The difference from the national figure became ${gap.closing ? "smaller" : "larger"} ${when}: from ${first} to ${last}.`;
}

/** In how many neighbourhoods it improved. */
export function tellImproved(making: Making, monitor: Monitor): Words | null {
  const { improved } = monitor;
  if (improved === null || improved.of === 0) return null;
  const { language, focus } = making;
  const of = improvedFigure(making, monitor, improved.of);
  const count = improvedFigure(making, monitor, improved.count);
  const rest =
    improved.of === focus.length
      ? ""
      : language === "nl"
        ? " waarvan het eerste en het laatste cijfer bekend zijn"
        : " for which the first and the last figure are known";
  const none = language === "nl" ? words`geen van de ${of}` : words`none of the ${of}`;
  const all = language === "nl" ? words`alle ${of}` : words`all ${of}`;
  const some = language === "nl" ? words`${count} van de ${of}` : words`${count} of the ${of}`;
  const how = improved.count === 0 ? none : improved.count === improved.of ? all : some;
  const told =
    language === "nl"
      ? words`Er is een verbetering in ${how} wijken${rest}.`
      : words`There is an improvement in ${how} neighbourhoods${rest}.`;
  if (improved.unclear === 0) return told;
  const unclear = improvedFigure(making, monitor, improved.unclear);
  return sentences(
    told,
    language === "nl"
      ? words`Bij ${unclear} is dat niet duidelijk, omdat de cijfers zijn afgerond.`
      : words`For ${unclear} that is not clear, because the figures are rounded.`,
  );
}

/** Where it rose and fell most, ties and all. */
export function tellExtremes(making: Making, monitor: Monitor): Words | null {
  const { language } = making;
  const named = (trends: readonly AreaTrend[]) =>
    enumerateWords(
      trends.map(
        (trend) => words`${spokenName(making, trend.area)} (${relativeOf(making, monitor, trend)})`,
      ),
      language,
    );
  const { mostRisen, mostFallen, indicator } = monitor;
  const what = subject(indicator, language);
  const rose =
    language === "nl"
      ? words`het sterkst steeg het ${what} in ${named(mostRisen)}`
      : words`the ${what} rose most in ${named(mostRisen)}`;
  const fell =
    language === "nl"
      ? words`het sterkst daalde het ${what} in ${named(mostFallen)}`
      : words`the ${what} fell most in ${named(mostFallen)}`;
  const told = [...(mostRisen.length > 0 ? [rose] : []), ...(mostFallen.length > 0 ? [fell] : [])];
  if (told.length === 0) return null;
  return capitalised(words`${told.length === 1 ? told[0]! : words`${told[0]!}; ${told[1]!}`}.`);
}

/** Where it is highest and lowest now. */
function tellRange(making: Making, monitor: Monitor): Words | null {
  const ranked = monitor.focus.filter(({ rank }) => rank !== null);
  const [first, last] = [ranked[0], ranked.at(-1)];
  if (first === undefined || last === undefined || first.rank!.place === last.rank!.place)
    return null;
  const { language } = making;
  const at = (place: number) =>
    enumerateWords(
      ranked
        .filter(({ rank }) => rank!.place === place)
        .map(({ area }) => words`${spokenName(making, area)}`),
      language,
    );
  const [highest, lowest] = [
    readingFigure(making, monitor, first.latest!),
    readingFigure(making, monitor, last.latest!),
  ];
  const when = capital(inPeriod(first.latest!.period, language));
  const what = subject(monitor.indicator, language);
  return language === "nl"
    ? words`${when} was het ${what} het hoogst in ${at(first.rank!.place)} (${highest}) en het laagst in ${at(last.rank!.place)} (${lowest}).`
    : words`${when} the ${what} was highest in ${at(first.rank!.place)} (${highest}) and lowest in ${at(last.rank!.place)} (${lowest}).`;
}

function capitalised(one: Words): Words {
  const [first, ...rest] = one;
  return first?.kind === "text" ? [said(capital(first.text)), ...rest] : one;
}

/** The counts that a share is made of have no section of their own: what became of the first is told with the share. */
function tellNumerator(making: Making, monitor: Monitor): Words | null {
  const { total } = monitor.indicator;
  const counted = total?.kind === "ratio" ? making.monitors.get(total.numerator) : undefined;
  const change = counted?.totalChange ?? null;
  if (counted === undefined || change === null) return null;
  const { first, last } = change;
  const { language } = making;
  const what = counted.indicator.counts[language];
  const went = change.absolute === 0 ? "same" : change.absolute > 0 ? "rose" : "fell";
  const verbs = {
    nl: { same: "bleef gelijk", rose: "steeg", fell: "daalde" },
    en: { same: "stayed the same", rose: "rose", fell: "fell" },
  } as const;
  const verb = verbs[language][went];
  const [was, is] = [totalFigure(making, counted, first), totalFigure(making, counted, last)];
  const by =
    change.relative === null || went === "same"
      ? null
      : relativeSize(making, counted, change, change.relative);
  const where = overBoth(making, counted);
  const course =
    language === "nl"
      ? words`Het aantal ${what} ${verb}${where}${by === null ? "" : words` met ${by}`}, van ${was} naar ${is}.`
      : words`The number of ${what} ${verb}${where}${by === null ? "" : words` by ${by}`}, from ${was} to ${is}.`;
  return sentences(course, tellImproved(making, counted), tellExtremes(making, counted));
}

/** What the figures say of one indicator, in paragraphs. Empty when there is nothing to say. */
export function tellIndicator(making: Making, monitor: Monitor): readonly Words[] {
  const numerator = tellNumerator(making, monitor);
  const isCount = monitor.indicator.unit === "count";
  const ofAreas =
    numerator ??
    sentences(tellImproved(making, monitor), isCount ? tellExtremes(making, monitor) : null);
  const paragraphs = [
    sentences(tellTogether(making, monitor), tellCountry(making, monitor)),
    sentences(ofAreas, isCount ? null : tellRange(making, monitor)),
  ].filter((one) => one.length > 0);
  if (paragraphs.length === 0) return [];
  const definition = fullStop(monitor.indicator.definition[making.language]);
  return [[said(definition)], ...paragraphs];
}
