import type { Language } from "./text.ts";

/** What a figure is about in time. `begin` and `end` are ISO dates, both inside the period. */
export interface Period {
  readonly kind: "years" | "year" | "school-year" | "half-year" | "quarter" | "month" | "day";
  /** As written in files and addresses: `2008`, `2007/2008`, `2008-H1`, `2008-Q3`, `2009-06`, `2009-10-22`, `2008..2012`. */
  readonly id: string;
  readonly begin: string;
  readonly end: string;
}

const pad = (n: number) => String(n).padStart(2, "0");

function months(kind: Period["kind"], id: string, year: number, first: number, last: number) {
  const lastDay = new Date(Date.UTC(year, last, 0)).getUTCDate();
  return {
    kind,
    id,
    begin: `${year}-${pad(first)}-01`,
    end: `${year}-${pad(last)}-${pad(lastDay)}`,
  } satisfies Period;
}

const readers: readonly [RegExp, (id: string, parts: readonly number[]) => Period | null][] = [
  [/^(\d{4})$/, (id, [year]) => months("year", id, year!, 1, 12)],
  [
    /^(\d{4})\/(\d{4})$/,
    (id, [from, to]) =>
      to === from! + 1
        ? { kind: "school-year", id, begin: `${from}-08-01`, end: `${to}-07-31` }
        : null,
  ],
  [
    /^(\d{4})\.\.(\d{4})$/,
    (id, [from, to]) =>
      to! > from! ? { kind: "years", id, begin: `${from}-01-01`, end: `${to}-12-31` } : null,
  ],
  [
    /^(\d{4})-H([12])$/,
    (id, [year, half]) => months("half-year", id, year!, half! * 6 - 5, half! * 6),
  ],
  [
    /^(\d{4})-Q([1-4])$/,
    (id, [year, quarter]) => months("quarter", id, year!, quarter! * 3 - 2, quarter! * 3),
  ],
  [
    /^(\d{4})-(\d{2})$/,
    (id, [year, month]) =>
      month! >= 1 && month! <= 12 ? months("month", id, year!, month!, month!) : null,
  ],
  [
    /^(\d{4})-(\d{2})-(\d{2})$/,
    (id) =>
      new Date(`${id}T00:00:00Z`).toJSON()?.startsWith(id)
        ? { kind: "day", id, begin: id, end: id }
        : null,
  ],
];

/** Reads a period as it is written in files. @returns null if it is not one */
export function parsePeriod(written: string): Period | null {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(written);
    if (match !== null) return read(written, match.slice(1).map(Number));
  }
  return null;
}

const monthNames: Readonly<Record<Language, readonly string[]>> = {
  nl: "januari februari maart april mei juni juli augustus september oktober november december".split(
    " ",
  ),
  en: "January February March April May June July August September October November December".split(
    " ",
  ),
};
const ordinal: Readonly<Record<Language, readonly string[]>> = {
  nl: ["1e", "2e", "3e", "4e"],
  en: ["1st", "2nd", "3rd", "4th"],
};

/** A period in words: `2008`, `schooljaar 2007/2008`, `juni 2009`, `2008–2012`. */
export function periodName(period: Period, language: Language): string {
  const year = period.begin.slice(0, 4);
  const nth = (n: string) => ordinal[language][Number(n) - 1];
  switch (period.kind) {
    case "year":
      return period.id;
    case "years":
      return period.id.replace("..", "–");
    case "school-year":
      return `${language === "nl" ? "schooljaar" : "school year"} ${period.id}`;
    case "half-year":
      return `${nth(period.id.slice(-1))} ${language === "nl" ? "halfjaar" : "half"} ${year}`;
    case "quarter":
      return `${nth(period.id.slice(-1))} ${language === "nl" ? "kwartaal" : "quarter"} ${year}`;
    case "month":
      return `${monthNames[language][Number(period.id.slice(5, 7)) - 1]} ${year}`;
    case "day":
      return `${Number(period.id.slice(8))} ${monthNames[language][Number(period.id.slice(5, 7)) - 1]} ${year}`;
  }
}

/** Earlier periods first; of two that begin together the one that ends first. */
export function comparePeriods(a: Period, b: Period): number {
  return a.begin < b.begin
    ? -1
    : a.begin > b.begin
      ? 1
      : a.end < b.end
        ? -1
        : a.end > b.end
          ? 1
          : 0;
}
