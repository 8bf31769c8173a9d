import { malformed } from "#intake";
import { type Period, parsePeriod } from "#kernel";
import type { PeriodSpec } from "./mapping.ts";

const statlineParts: Readonly<Record<string, (year: string, part: string) => string>> = {
  JJ: (year) => year,
  HJ: (year, part) => `${year}-H${Number(part)}`,
  KW: (year, part) => `${year}-Q${Number(part)}`,
  MM: (year, part) => `${year}-${part}`,
};

/** A period as CBS StatLine codes it: `2019JJ00`, `2019KW02`, `2019MM11`; or as written in files. */
function codedPeriod(written: string): Period | null {
  const [, year, kind, part] = /^(\d{4})(JJ|HJ|KW|MM)(\d{2})$/.exec(written) ?? [];
  return parsePeriod(kind === undefined ? written : statlineParts[kind]!(year!, part!));
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
