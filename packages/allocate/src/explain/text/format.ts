import type { Amount, ProjectRef } from "../amount.ts";

/** The languages that texts are written in. */
export type TextLanguage = "nl" | "en";

const marks = { nl: { group: ".", decimal: "," }, en: { group: ",", decimal: "." } } as const;

/** No line may end between a currency and its number. */
const hardSpace = "\u00a0";

/**
 * A number with the separators of the language: `12.345,5` or `12,345.5`. Written here and not by Intl, so that the same
 * file gives the same text on any machine.
 */
export function numberText(value: number, language: TextLanguage, decimals: number): string {
  const { group, decimal } = marks[language];
  const [whole = "", part = ""] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? "−" : "";
  return `${sign}${grouped}${part === "" ? "" : decimal + part}`;
}

/** As many decimals as a count has: none, or up to two. */
export function countText(value: number, language: TextLanguage): string {
  const decimals = [0, 1, 2].find((digits) => Number(value.toFixed(digits)) === value) ?? 2;
  return numberText(value, language, decimals);
}

/** `€ 1.250` or `€1,250.50`; other currencies by their code; only the number where there is none. */
export function moneyText(
  { value }: Amount,
  currency: string | null,
  language: TextLanguage,
): string {
  const cents = Math.round(value * 100);
  if (cents === 0 && value > 0) {
    const least = moneyText({ exact: "1/100", value: 0.01 }, currency, language);
    return language === "nl" ? `minder dan ${least}` : `less than ${least}`;
  }
  const number = numberText(value, language, cents % 100 === 0 ? 0 : 2);
  if (currency === null) return number;
  const symbol = currency.toUpperCase() === "EUR" ? "€" : currency.toUpperCase();
  const space = symbol === "€" && language === "en" ? "" : hardSpace;
  return `${symbol}${space}${number}`;
}

/** `a4 (Buurtfeest met muziek)`, or the id alone. */
export const projectText = ({ id, name }: ProjectRef): string =>
  name === null || name === id ? id : `${id} (${name})`;

/** `a, b en c`. */
export function listText(parts: readonly string[], and: string): string {
  return parts.length < 2
    ? (parts[0] ?? "")
    : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}
