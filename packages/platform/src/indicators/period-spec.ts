import { malformed } from "#intake";
import { type Period, parsePeriod } from "#kernel";
import type { PeriodSpec } from "./mapping.ts";

const statlineParts: Readonly<Record<string, (year: string, part: string) => string>> = {
  JJ: (year) => year,
  HJ: (year, part) => `${year}-H${Number(part)}`,
  KW: (year, part) => `${year}-Q${Number(part)}`,
  MM: (year, part) => `${year}-${part}`,
  SJ: (year) => `${year}/${Number(year) + 1}`,
};

/** SDMX writes a period as its frequency and number (`2008-S1`), or as its first day and length (`2005-08-01/P1Y`). */
function sdmxPeriod(written: string): string | null {
  const [, year, kind, part] = /^(\d{4})-([ASQM])(\d{1,2})$/.exec(written) ?? [];
  if (kind !== undefined)
    return {
      A: year!,
      S: `${year}-H${part}`,
      Q: `${year}-Q${part}`,
      M: `${year}-${part!.padStart(2, "0")}`,
    }[kind as "A" | "S" | "Q" | "M"];
  const [, begin, month, count, unit] =
    /^(\d{4})-(\d\d)-01(?:T00:00:00)?\/P(\d{1,2})([YM])$/.exec(written) ?? [];
  if (begin === undefined) return null;
  const [from, many] = [Number(begin), Number(count)];
  if (unit === "Y" && month === "01") return many === 1 ? begin : `${from}..${from + many - 1}`;
  if (unit === "Y" && month === "08" && many === 1) return `${from}/${from + 1}`;
  if (unit === "M" && many === 1) return `${from}-${month}`;
  if (unit === "M" && many === 3) return `${from}-Q${(Number(month) + 2) / 3}`;
  return unit === "M" && many === 6 ? `${from}-H${(Number(month) + 5) / 6}` : null;
}

/** A period as CBS StatLine codes it (`2019JJ00`, `2019KW02`, `2019MM11`, `2019SJ00`), as SDMX does, or as written in files. */
export function codedPeriod(written: string): Period | null {
  const [, year, kind, part] = /^(\d{4})(JJ|HJ|KW|MM|SJ)(\d{2})$/.exec(written) ?? [];
  if (kind !== undefined) return parsePeriod(statlineParts[kind]!(year!, part!));
  return parsePeriod(written) ?? parsePeriod(sdmxPeriod(written) ?? "");
}

/** Where the period of a row comes from. */
export type PeriodSource =
  | { readonly kind: "fixed"; readonly period: Period }
  | {
      readonly kind: "column";
      readonly column: string;
      readonly read: (cell: string) => Period | null;
    };

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");

function fromFileName(file: string, pattern: string): Period {
  const source = escaped(pattern)
    .replace("{year}", "(?<period>\\d{4})")
    .replace("{period}", "(?<period>.+)");
  const found = new RegExp(`^${source}$`).exec(file.split("/").at(-1)!)?.groups?.["period"];
  const period = found === undefined ? null : codedPeriod(found);
  if (period !== null) return period;
  throw malformed(
    { file },
    `its name does not fit "${pattern}", from which its mapping takes the period.`,
  );
}

/** @throws {Refusal} input-malformed when the name of the file does not say what it should */
export function periodSource(file: string, spec: PeriodSpec): PeriodSource {
  if ("begin" in spec) return { kind: "fixed", period: spec };
  if ("file" in spec) return { kind: "fixed", period: fromFileName(file, spec.file) };
  const { column, codes } = spec;
  const known = codes === undefined ? null : new Map(Object.entries(codes));
  const read = (cell: string) => (known === null ? codedPeriod(cell) : (known.get(cell) ?? null));
  return { kind: "column", column, read };
}
