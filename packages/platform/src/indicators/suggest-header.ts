import type { SimpleUnit } from "./measurement-unit.ts";
import type { ColumnLook } from "./suggest-columns.ts";

/** What the head of a column says. */
export interface HeadMeaning {
  /** The head without unit and year, in words; empty when there is nothing else. */
  readonly name: string;
  /** As an id: `particuliere-huishoudens`. */
  readonly id: string;
  /** A year that stands in the head. */
  readonly year: string | null;
  readonly unit: SimpleUnit | null;
  /** Whether it is a figure that its source worked out and prints beside others. */
  readonly isPrinted: boolean;
}

const units: readonly (readonly [SimpleUnit, RegExp])[] = [
  ["per-1000", /per\s*1[ .,]?000|promille|‰/i],
  ["share", /%|\bpct\b|\bperc\b|percent|aandeel|\bshare\b|\brate\b/i],
  ["thousand-euro", /(1[ .,]?000|×\s*1000|x\s*1000|k)\s*(€|eur)/i],
  ["euro", /€|\beur(o)?\b/i],
  ["km2", /\bkm2\b|km²/i],
  ["hectare", /\bha\b|hectare/i],
  ["index", /\bindex/i],
  ["score", /\bscore\b|\bgetal\b|deviation|afwijking/i],
  ["count", /\baantal\b|\bnumber\b|\bcount\b|\btotal\b|\btotaal\b|\bpopulation\b|\binwoners\b/i],
];

const unitWords = /\b(pct|perc|percent(age)?|eur(o)?|mln|getal|km2|ha)\b|[%€‰]/gi;
const yearPattern = /(?<!\d)(19|20)\d{2}(?!\d)/;

/** Words as an id: small Latin letters, digits and dashes. */
export function idOf(words: string): string {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return id.slice(0, 80).replace(/-+$/, "") || "indicator";
}

/** What the head of a column says of what is below it. */
export function meaningOf(head: string): HeadMeaning {
  const spaced = head.replace(/[_/]+/g, " ").replace(/\s+/g, " ");
  const unit = units.find(([, pattern]) => pattern.test(spaced))?.[0] ?? null;
  const year = yearPattern.exec(spaced)?.[0] ?? null;
  const bare = spaced
    .replace(/\([^)]*\)\s*$/, "")
    .replace(yearPattern, "")
    .replace(unitWords, "")
    .replace(/\s+/g, " ")
    .trim();
  // A head that is a year alone names no indicator.
  const name = bare !== "" ? bare : year === null ? spaced.trim() : "";
  const isPrinted = /^printed\b|^gedrukt/i.test(name);
  return { name, id: idOf(name), year, unit, isPrinted };
}

/** Columns next to each other whose names begin alike and that make a hundred in nearly every row: shares of one whole. */
export function sharesOfAWhole(
  columns: readonly ColumnLook[],
  rows: readonly (readonly string[])[],
): ReadonlySet<string> {
  const groups = new Map<string, ColumnLook[]>();
  for (const column of columns) {
    const [prefix = ""] = column.name.split(/[_\s/]/);
    const isPart = column.smallest >= 0 && column.largest <= 100;
    if (isPart) groups.set(prefix, [...(groups.get(prefix) ?? []), column]);
  }
  const found = new Set<string>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const sums = rows
      .map((row) => group.map(({ at }) => row[at] ?? ""))
      .filter((cells) =>
        cells.every((cell) => cell !== "" && !Number.isNaN(Number(cell.replace(",", ".")))),
      )
      .map((cells) => cells.reduce((sum, cell) => sum + Number(cell.replace(",", ".")), 0));
    const whole = sums.filter((sum) => Math.abs(sum - 100) <= group.length / 2 + 0.01).length;
    if (sums.length > 0 && whole / sums.length > 0.9) for (const { name } of group) found.add(name);
  }
  return found;
}

/** Shares of which none is above 1 are parts of 1: read as percentages, all of them would be a hundredth. */
export const isPercent = (unit: SimpleUnit, { largest }: ColumnLook): boolean =>
  unit === "share" && largest > 1;

/** The unit of a column: what its head says, else what its figures allow, and whether that is a guess. */
export function unitOf(
  { unit }: HeadMeaning,
  column: ColumnLook,
  isShare: boolean,
): { readonly unit: SimpleUnit; readonly isSure: boolean } {
  const isCount = column.isWhole && column.smallest >= 0;
  if (unit === "count" && !isCount) return { unit: "score", isSure: false };
  if (unit === "share" && (column.smallest < 0 || column.largest > 100))
    return { unit: "score", isSure: false };
  if (unit !== null) return { unit, isSure: true };
  if (isShare) return { unit: "share", isSure: true };
  return { unit: isCount && column.largest > 100 ? "count" : "score", isSure: false };
}
