import { formatNumber, type Language, type Period } from "#kernel";
import type { Monitor } from "#trends";
import type { Making } from "../making.ts";
import type { Words } from "../types.ts";
import { readingFigure, relativeSize } from "./figures.ts";
import { inPeriod } from "./grammar.ts";
import {
  incompleteIn,
  judged,
  overBoth,
  readings,
  tellExtremes,
  tellImproved,
  togetherValue,
} from "./tell-indicator.ts";
import { sentences, words } from "./words.ts";

const terms = {
  nl: { against: "tegen", national: "landelijk", National: "Landelijk" },
  en: { against: "against", national: "nationally", National: "Nationally" },
} as const;

/** Said after a value that is not a percentage: of how many it is. */
function per({ indicator }: Monitor, language: Language): string {
  const [, base] = /^per-(\d+)$/.exec(indicator.unit) ?? [];
  return base === undefined ? "" : ` per ${formatNumber(Number(base), language)}`;
}

interface Known {
  readonly period: Period;
  readonly value: Words;
}

/** The neighbourhoods together by their counts, or as a source prints them; or else the country. */
function knownOf(
  making: Making,
  monitor: Monitor,
): { readonly of: "focus" | "country"; readonly all: readonly Known[] } {
  const { totals, printedGrouping, country } = monitor;
  if (totals.length > 0)
    return {
      of: "focus",
      all: totals.map((total) => ({
        period: total.period,
        value:
          total.counts === null
            ? togetherValue(making, monitor, total)
            : bracketed(togetherValue(making, monitor, total)),
      })),
    };
  const printed = readings(printedGrouping);
  const source = printed.length > 0 ? printed : readings(country);
  return {
    of: printed.length > 0 ? "focus" : "country",
    all: source.map((one) => ({
      period: one.period,
      value: [readingFigure(making, monitor, one)],
    })),
  };
}

/** `7,54%: 4.373 van de 58.026 leerlingen` as `7,54% (4.373 van de 58.026 leerlingen)`. */
function bracketed([value, , ...counts]: Words): Words {
  return value === undefined ? [] : words`${value} (${counts})`;
}

/** One line: `Naam: 10,2% in juni 2009, tegen 10,0% in 2008: een verslechtering. Landelijk: 4,4%.` Null without a value. */
export function headline(making: Making, monitor: Monitor): Words | null {
  const { language } = making;
  const { of, all } = knownOf(making, monitor);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return null;
  const say = terms[language];
  const { indicator, totalChange, printedGrouping, country } = monitor;
  const together = monitor.totals.length > 0 ? totalChange : printedGrouping?.change;
  const change = of === "country" ? country?.change : together;
  const where = of === "country" ? `${say.national} ` : "";
  const now = words`${indicator.name[language]}: ${where}${last.value}${per(monitor, language)} ${inPeriod(last.period, language)}`;
  const before =
    first === last
      ? []
      : words`, ${say.against} ${first.value} ${inPeriod(first.period, language)}${judged(change?.improved ?? null, language)}`;
  const national = readings(country).at(-1);
  const compared =
    of === "country" || national === undefined
      ? []
      : words` ${say.National}: ${readingFigure(making, monitor, national)}.`;
  const [begin, end] = [monitor.totals[0], monitor.totals.at(-1)];
  const partly = [end, first === last ? undefined : begin].map((total) =>
    total === undefined ? null : incompleteIn(making, total),
  );
  return sentences(words`${now}${before}.${compared}`, ...partly);
}

/** One line on where a count changed: `Naam: daling van 11,3%. Er is een verbetering in 34 van de 40 wijken. …` */
export function changeLine(making: Making, monitor: Monitor): Words | null {
  const { language } = making;
  const { totalChange: change, indicator } = monitor;
  const size =
    change?.relative == null || change.absolute === 0 || change.withinRounding
      ? null
      : relativeSize(making, monitor, change, change.relative);
  const where = overBoth(making, monitor);
  const rose = (change?.absolute ?? 0) > 0;
  const course =
    size === null
      ? null
      : language === "nl"
        ? words`${rose ? "een stijging" : "een daling"} van ${size} ${where === "" ? "in totaal" : where.trim()}.`
        : words`a ${rose ? "rise" : "fall"} of ${size} ${where === "" ? "in total" : where.trim()}.`;
  const told = sentences(course, tellImproved(making, monitor), tellExtremes(making, monitor));
  return course === null || told.length === 0 ? null : words`${indicator.name[language]}: ${told}`;
}
