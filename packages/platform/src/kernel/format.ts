import type { Language } from "./text.ts";
import type { Cents } from "./units.ts";

const locale: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };
const formats = new Map<string, Intl.NumberFormat>();

/** Number formats are dear to make and cheap to keep. */
function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat(locale[language], options);
    formats.set(key, made);
  }
  return made;
}

/** A typographic minus instead of a hyphen: it lines up with digits and is read as "minus". */
const withMinus = (text: string) => text.replace("-", "−");
/** What rounds to zero has no sign. */
const signed = (isSigned: boolean): Intl.NumberFormatOptions => ({
  signDisplay: isSigned ? "exceptZero" : "negative",
});

/** How many decimals, and whether a plus is written too. */
export interface NumberStyle {
  readonly decimals?: number;
  readonly signed?: boolean;
}

/** A number with the separators of the language: `59.438` or `59,438`. */
export function formatNumber(value: number, language: Language, style: NumberStyle = {}): string {
  const { decimals = 0 } = style;
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    ...signed(style.signed ?? false),
  };
  return withMinus(format(language, options).format(value));
}

/** A share (0 to 1) as percent: `8,3%` or `8.3%`. Percent exists only on screen and in files. */
export function formatShare(share: number, language: Language, style: NumberStyle = {}): string {
  return `${formatNumber(share * 100, language, { decimals: 1, ...style })}%`;
}

/** Whole euros, and cents only where there are any: `€ 3.601.249` or `€3,601,249`. */
export function formatCents(amount: Cents, language: Language): string {
  const decimals = amount % 100 === 0 ? 0 : 2;
  const options = {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  } as const;
  return withMinus(format(language, options).format(amount / 100)).replace(/\s/g, "\u00a0");
}

/** An ISO date in words: `22 oktober 2009`. */
export function formatDate(isoDate: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${isoDate.slice(0, 10)}T00:00:00Z`),
  );
}
