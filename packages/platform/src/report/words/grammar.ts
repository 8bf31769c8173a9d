import { type Language, type Period, periodName } from "#kernel";
import type { Words } from "../types.ts";
import { said } from "./words.ts";

const and = { nl: "en", en: "and" } as const;

/** `Arnhem, Breda en Delft`. */
export function enumerate(items: readonly string[], language: Language): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${and[language]} ${items.at(-1)}`;
}

/** The same for parts with figures in them. */
export function enumerateWords(items: readonly Words[], language: Language): Words {
  return items.flatMap((item, at) => {
    if (at === 0) return [...item];
    return [said(at === items.length - 1 ? ` ${and[language]} ` : ", "), ...item];
  });
}

/** A word for one, and for none or several. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** `in 2008`, `in schooljaar 2007/2008`, `op 22 oktober 2009`. */
export function inPeriod(period: Period, language: Language): string {
  const name = periodName(period, language);
  if (period.kind === "day") return `${language === "nl" ? "op" : "on"} ${name}`;
  const half = period.kind === "half-year" || period.kind === "quarter";
  if (language === "nl") return half ? `in het ${name}` : `in ${name}`;
  if (half) return `in the ${name.replace(/ (\d{4})$/, " of $1")}`;
  return period.kind === "school-year" ? `in the ${name}` : `in ${name}`;
}

/** `tussen 2005 en 2007`. */
export function between(from: Period, to: Period, language: Language): string {
  const [first, last] = [periodName(from, language), periodName(to, language)];
  return language === "nl" ? `tussen ${first} en ${last}` : `between ${first} and ${last}`;
}

/** A period for the head of a column: the year or years alone where they say enough. */
export function shortPeriod(period: Period, language: Language): string {
  return period.kind === "school-year" ? period.id : periodName(period, language);
}

/** With a capital, to begin a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends a sentence that may end in a full stop already, as one with an abbreviation does. */
export function fullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
