import type { AreaBook } from "#areas";
import { malformed, type Row, requireColumns, type Table } from "#intake";
import { type AreaId, type IndicatorId, Refusal, type Text } from "#kernel";
import { readCell } from "./cell.ts";
import { findingsOf } from "./findings.ts";
import type { Condition, FigureEntry, FiguresMapping } from "./mapping.ts";
import { areaOfFigure, requireKnownAreas } from "./row-areas.ts";
import type { Figure, Finding, Indicator, Reading } from "./types.ts";

/** What a source's file says, before it has the number of a release. */
export interface FiguresRead {
  readonly figures: readonly Omit<Figure, "release">[];
  readonly findings: readonly Finding[];
  readonly setAside: readonly { readonly line: number; readonly why: Text }[];
}

/** What is needed to understand a file: the areas and the catalogue. */
export interface Knowledge {
  readonly book: AreaBook;
  readonly catalogue: ReadonlyMap<IndicatorId, Indicator>;
}

const fits = (row: Row, where: Condition | undefined) =>
  Object.entries(where ?? {}).every(([column, cell]) => row.cells[column] === cell);

function cellOf(table: Table, row: Row, column: string): Reading {
  const written = row.cells[column] ?? "";
  const reading = readCell(written);
  if (reading !== null) return reading;
  throw malformed(
    { file: table.file, line: row.line, column },
    `"${written}" is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.`,
  );
}

/** 7.4 / 100 in binary is not 0.074; fifteen digits are what was printed. */
const shareOf = (percent: number) => Number((percent / 100).toPrecision(15));

function scaled(reading: Reading, unit: FigureEntry["unit"]): Reading {
  return unit === "percent" && reading.kind !== "gap"
    ? { ...reading, value: shareOf(reading.value) }
    : reading;
}

/** A share that is written as a part of 1 has two decimals more than its percentage: 0.102 is 10.2 %. */
function ofPercentage(reading: Reading, { unit }: FigureEntry, indicator: Indicator): Reading {
  if (reading.kind === "gap" || reading.decimals === null) return reading;
  if (indicator.unit !== "share" || unit === "percent") return reading;
  return { ...reading, decimals: reading.decimals - 2 };
}

/** A share from its counts. A gap or bound in one of them leaves a gap: nothing is guessed. */
function quotient(numerator: Reading, denominator: Reading) {
  for (const part of [numerator, denominator])
    if (part.kind === "gap") return { reading: part, counts: null };
  if (numerator.kind !== "value" || denominator.kind !== "value" || denominator.value === 0)
    return { reading: { kind: "gap", why: "not-available" } as const, counts: null };
  return {
    reading: {
      kind: "value",
      value: numerator.value / denominator.value,
      decimals: null,
    } as const,
    counts: { numerator: numerator.value, denominator: denominator.value },
  };
}

function readingOf(table: Table, row: Row, entry: FigureEntry) {
  if (entry.value !== undefined)
    return { reading: scaled(cellOf(table, row, entry.value), entry.unit), counts: null };
  return quotient(cellOf(table, row, entry.numerator!), cellOf(table, row, entry.denominator!));
}

function printedOf(table: Table, row: Row, { printed, unit }: FigureEntry): number | null {
  if (printed === undefined) return null;
  const reading = scaled(cellOf(table, row, printed), unit);
  return reading.kind === "value" ? reading.value : null;
}

const columnsOf = ({ value, numerator, denominator, printed }: FigureEntry) =>
  [value, numerator, denominator, printed].filter((column) => column !== undefined);

function checkColumns(table: Table, { areas, figures, setAside, checks }: FiguresMapping): void {
  const used = [
    ...(areas === undefined ? [] : [areas.name, areas.within]),
    ...figures.flatMap((entry) => [...columnsOf(entry), ...Object.keys(entry.where ?? {})]),
    ...setAside.flatMap(({ where }) => Object.keys(where)),
    ...checks.flatMap((check) =>
      check.kind === "change"
        ? [check.from, check.to, check.printed]
        : [...check.columns, ...check.by, ...Object.keys(check.total)],
    ),
  ].filter((column) => column !== undefined);
  requireColumns(table, [...new Set(used)]);
}

function checkEntries(file: string, mapping: FiguresMapping, { book, catalogue }: Knowledge): void {
  for (const { indicator, area, value, unit } of mapping.figures) {
    const known = catalogue.get(indicator);
    if (known === undefined)
      throw new Refusal(
        "indicator-unknown",
        `${file}: its mapping names the indicator "${indicator}", which is not in indicators.yaml.`,
        { file, indicator },
      );
    if (known.unit !== "share" && (value === undefined || unit === "percent"))
      throw malformed(
        { file },
        `its mapping reads ${indicator} as a share, but it is a ${known.unit}.`,
      );
    if (area !== undefined && book.find(area) === undefined)
      throw new Refusal(
        "area-unknown",
        `${file}: its mapping names the area "${area}", which is not in areas.csv.`,
        {
          file,
          area,
        },
      );
    if (area === undefined && mapping.areas === undefined)
      throw malformed(
        { file },
        `its mapping does not say which area the figures of ${indicator} are about.`,
      );
  }
}

/** All names at once, before anything is read: who must confirm ten names does not want to import ten times. */
function checkNames(table: Table, mapping: FiguresMapping, book: AreaBook): void {
  if (mapping.areas === undefined) return;
  const rows = table.rows.filter(
    (row) =>
      !mapping.setAside.some(({ where }) => fits(row, where)) &&
      mapping.figures.some(({ where, area }) => area === undefined && fits(row, where)),
  );
  requireKnownAreas(table, rows, mapping.areas, book);
}

/** A source that gives one figure twice contradicts itself; which one is right is for people to say. */
function checkTwice(table: Table, figures: readonly Omit<Figure, "release">[]): void {
  const seen = new Map<string, number>();
  for (const { indicator, area, period, line } of figures) {
    const key = `${indicator} ${area} ${period.id}`;
    const before = seen.get(key);
    if (before !== undefined)
      throw malformed(
        { file: table.file, line },
        `${indicator} of ${area} in ${period.id} is given a second time; line ${before} has it too.`,
      );
    seen.set(key, line);
  }
}

/** A count is a whole number that is not negative, and a share lies between 0 and 1. */
function checkRange(
  table: Table,
  row: Row,
  entry: FigureEntry,
  reading: Reading,
  indicator: Indicator,
): void {
  if (reading.kind === "gap") return;
  const { value } = reading;
  const wrong =
    (indicator.unit === "count" && (value < 0 || !Number.isInteger(value))) ||
    (indicator.unit === "share" && (value < 0 || value > 1));
  if (!wrong) return;
  const expected =
    indicator.unit === "count" ? "a whole number of 0 or more" : "a share of 0 to 100 %";
  throw malformed(
    { file: table.file, line: row.line, column: columnsOf(entry).join(" / ") },
    `${indicator.id} cannot be ${value}; expected ${expected}.`,
  );
}

function figureOf(
  table: Table,
  row: Row,
  entry: FigureEntry,
  mapping: FiguresMapping,
  known: Knowledge,
) {
  const indicator = known.catalogue.get(entry.indicator)!;
  const { reading, counts } = readingOf(table, row, entry);
  checkRange(table, row, entry, reading, indicator);
  const area: AreaId = entry.area ?? areaOfFigure(table, row, mapping.areas!, known.book);
  return {
    indicator: entry.indicator,
    area,
    period: entry.period,
    reading: ofPercentage(reading, entry, indicator),
    counts,
    printed: printedOf(table, row, entry),
    status: entry.status,
    line: row.line,
    columns: columnsOf(entry).join("+"),
  };
}

/**
 * Reads a table of figures by its mapping. Pure: the same input gives the same figures.
 * @throws {Refusal} input-malformed, area-unknown, area-ambiguous or indicator-unknown, each with file and line
 */
export function readFigureTable(
  table: Table,
  mapping: FiguresMapping,
  known: Knowledge,
): FiguresRead {
  checkColumns(table, mapping);
  checkEntries(table.file, mapping, known);
  checkNames(table, mapping, known.book);
  const figures: Omit<Figure, "release">[] = [];
  const setAside: { line: number; why: Text }[] = [];
  for (const row of table.rows) {
    const aside = mapping.setAside.find(({ where }) => fits(row, where));
    if (aside !== undefined) {
      setAside.push({ line: row.line, why: aside.why });
      continue;
    }
    const entries = mapping.figures.filter(({ where }) => fits(row, where));
    if (entries.length === 0)
      throw malformed(
        { file: table.file, line: row.line },
        "no entry of the mapping reads this row, and it is not set aside with a reason.",
      );
    for (const entry of entries) figures.push(figureOf(table, row, entry, mapping, known));
  }
  checkTwice(table, figures);
  return { figures, findings: findingsOf(table, mapping), setAside };
}
