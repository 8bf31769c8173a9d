import { formatNumber, formatShare, type Language, type NumberStyle } from "#kernel";
import { unitSign } from "./measurement-unit.ts";
import type { Gap, Indicator, Reading } from "./types.ts";

/** Why there is no number, in words a resident understands. */
export const gapWords: Readonly<Record<Gap, Readonly<Record<Language, string>>>> = {
  suppressed: { nl: "geheim (te kleine groep)", en: "withheld (group too small)" },
  "not-available": { nl: "niet bekend", en: "not available" },
};

const boundWords: Readonly<Record<"<" | "<=" | ">" | ">=", Readonly<Record<Language, string>>>> = {
  "<": { nl: "minder dan", en: "less than" },
  "<=": { nl: "hoogstens", en: "at most" },
  ">": { nl: "meer dan", en: "more than" },
  ">=": { nl: "minstens", en: "at least" },
};

/** What is needed of an indicator to write its values. */
type Measured = Pick<Indicator, "unit" | "decimals">;

/** A value in the unit of its indicator: `8,3%`, `1.234`, `17,5`. */
export function formatValue(
  value: number,
  { unit, decimals }: Measured,
  language: Language,
  style: NumberStyle = {},
): string {
  const written = { decimals, ...style };
  if (unit === "share") return formatShare(value, language, written);
  const number = formatNumber(value, language, written);
  const sign = unitSign(unit, language);
  if (sign === null) return number;
  if (sign.side === "after") return `${number}\u00a0${sign.sign}`;
  const [, plusOrMinus, digits] = /^([+−]?)(.*)$/.exec(number)!;
  return `${plusOrMinus}${sign.sign}${language === "nl" ? "\u00a0" : ""}${digits}`;
}

/** A difference in the unit of its indicator; between shares it is in percentage points, which are not percent. */
export function formatDifference(
  difference: number,
  { unit, decimals }: Measured,
  language: Language,
  style: NumberStyle = {},
): string {
  if (unit !== "share")
    return formatValue(difference, { unit, decimals }, language, { signed: true, ...style });
  const points = formatNumber(difference * 100, language, { decimals, signed: true, ...style });
  return `${points} ${language === "nl" ? "procentpunt" : "percentage points"}`;
}

/** A relative change in percent, with its sign. Fewer than 0 decimals: in tens, hundreds and so on. */
export function formatRelative(
  relative: number,
  decimals: number,
  language: Language,
  style: Pick<NumberStyle, "signed"> = {},
): string {
  const unit = 10 ** Math.max(0, -decimals);
  const percent = decimals < 0 ? Math.round((relative * 100) / unit) * unit : relative * 100;
  return `${formatNumber(percent, language, { decimals: Math.max(0, decimals), signed: true, ...style })}%`;
}

/**
 * How many decimals a figure is shown with: those that its source writes. What is worked out has those of the catalogue, and a
 * score, which sources print as their model left it, has no more than those.
 */
export const shownDecimals = (decimals: number | null, indicator: Measured): number =>
  Math.max(
    0,
    indicator.unit === "score"
      ? Math.min(decimals ?? indicator.decimals, indicator.decimals)
      : (decimals ?? indicator.decimals),
  );

/** What a reading says: its value, `minder dan 10`, or why there is none. */
export function formatReading(
  reading: Reading,
  indicator: Measured,
  language: Language,
  style: NumberStyle = {},
): string {
  if (reading.kind === "gap") return gapWords[reading.why][language];
  const decimals = shownDecimals(reading.decimals, indicator);
  const value = formatValue(reading.value, indicator, language, { decimals, ...style });
  return reading.kind === "value" ? value : `${boundWords[reading.op][language]} ${value}`;
}
