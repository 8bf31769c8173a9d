import { parsePeriod } from "#kernel";

const pad = (n: number) => String(n).padStart(2, "0");

/** How the fifth and sixth sign of a code tell what kind of period it is. */
const kinds: Readonly<Record<string, (year: string, n: number) => string>> = {
  JJ: (year) => year,
  SJ: (year) => `${year}/${Number(year) + 1}`,
  HJ: (year, n) => `${year}-H${n}`,
  KW: (year, n) => `${year}-Q${n}`,
  MM: (year, n) => `${year}-${pad(n)}`,
};

/**
 * A period as StatLine codes it, as ours: `2019JJ00` → `2019`, `2012SJ00` → `2012/2013`, `2019HJ01` → `2019-H1`,
 * `2019KW01` → `2019-Q1`, `2019MM01` → `2019-01`, `20190131` → `2019-01-31`.
 * @returns null for what has no period of ours: weeks (`W1`), and groups of periods (`X0`, `G4`)
 * Source: CBS, "Handleiding CBS Open Data Services" (2014), TimeDimension.
 */
export function periodOfCode(code: string): string | null {
  const trimmed = code.trim();
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  if (day !== null) return parsePeriod(`${day[1]}-${day[2]}-${day[3]}`)?.id ?? null;
  const [, year, kind, n] = /^(\d{4})([A-Z]{2})(\d{2})$/.exec(trimmed) ?? [];
  const written = kinds[kind ?? ""]?.(year!, Number(n));
  return written === undefined ? null : (parsePeriod(written)?.id ?? null);
}

/** Whether the figures of a period are final, in the words of either language. */
export function statusOfPeriod(written: string | null | undefined): "provisional" | "final" {
  return /voorlopig|provisional/i.test(written ?? "") ? "provisional" : "final";
}
