import { checksumOf, malformed, type RowStream, type Table } from "#intake";
import type { Text } from "#kernel";
import type { Knowledge } from "./figure-plan.ts";
import { FigureReader } from "./figure-reader.ts";
import { FigureSet } from "./figure-set.ts";
import { findingsOf } from "./findings.ts";
import type { FiguresMapping } from "./mapping.ts";
import type { Figure, Finding } from "./types.ts";

/** What a source's file says, before it has the number of a release. */
export interface FiguresRead<Figures = readonly Omit<Figure, "release">[]> {
  readonly figures: Figures;
  readonly findings: readonly Finding[];
  readonly setAside: readonly { readonly line: number; readonly why: Text }[];
  /** Names all of it: another file, mapping, catalogue or alias that leads to the same has the same digest. */
  readonly digest: string;
}

/** What several files of one source say together. */
export interface FilesRead extends FiguresRead<FigureSet> {
  /** Rows of data in all files. */
  readonly rows: number;
}

/** A source that gives one figure twice contradicts itself; which one is right is for people to say. */
function refuseTwice(set: FigureSet): void {
  const twice = set.firstTwice();
  if (twice === null) return;
  const { series, area, line, earlier } = twice;
  const before =
    earlier.series.file === series.file
      ? `line ${earlier.line}`
      : `${earlier.series.file}:${earlier.line}`;
  throw malformed(
    { file: series.file, line },
    `${series.indicator} of ${area} in ${series.period.id} is given a second time; ${before} has it too.`,
  );
}

function named(
  { title, origin }: FiguresMapping,
  { set, ...told }: { readonly set: FigureSet } & Pick<FiguresRead, "findings" | "setAside">,
): Omit<FiguresRead, "figures"> {
  const digest = checksumOf(
    JSON.stringify([title, origin, set.digest(), told.findings, told.setAside]),
  );
  return { ...told, digest };
}

/** Findings look at a table from above, so what they need of it is kept. */
const needsTable = ({ checks, figures }: FiguresMapping) =>
  checks.length > 0 || figures.some(({ printed }) => printed !== undefined);

/**
 * Reads a table of figures by its mapping. Pure: the same input gives the same figures.
 * @throws {Refusal} input-malformed, area-unknown, area-ambiguous or indicator-unknown, each with file and line
 */
export function readFigureTable(
  table: Table,
  mapping: FiguresMapping,
  known: Knowledge,
): FiguresRead {
  const set = new FigureSet();
  const reader = new FigureReader(table, mapping, known, { set, isOneOfSeveral: false });
  for (const { line, cells } of table.rows)
    reader.row({ line, cells: table.header.map((name) => cells[name]!) });
  reader.end();
  refuseTwice(set);
  const [findings, { setAside }] = [findingsOf(table, mapping), reader];
  return { figures: set.toFigures(), ...named(mapping, { set, findings, setAside }) };
}

/**
 * Reads files of figures row by row, all by one mapping, as one delivery. No figure becomes an object.
 * @param streams opened one after the other, so that one file at a time is in memory
 * @throws {Refusal} as `readFigureTable` does
 */
export async function readFigureFiles(
  streams: readonly (() => Promise<RowStream>)[],
  mapping: FiguresMapping,
  known: Knowledge,
): Promise<FilesRead> {
  const set = new FigureSet();
  const isOneOfSeveral = streams.length > 1;
  const [findings, setAside]: [Finding[], FilesRead["setAside"][number][]] = [[], []];
  let rows = 0;
  for (const open of streams) {
    const stream = await open();
    const reader = new FigureReader(stream, mapping, known, { set, isOneOfSeveral });
    const kept: Table["rows"][number][] = [];
    for await (const batch of stream.batches)
      for (const row of batch) {
        reader.row(row);
        if (needsTable(mapping)) kept.push(toRow(stream.header, row));
      }
    reader.end();
    rows += reader.rows;
    setAside.push(...reader.setAside);
    findings.push(...findingsOf({ ...stream, rows: kept }, mapping));
  }
  refuseTwice(set);
  return { figures: set, rows, ...named(mapping, { set, findings, setAside }) };
}

const toRow = (
  header: readonly string[],
  { line, cells }: { line: number; cells: readonly string[] },
) => ({
  line,
  cells: Object.fromEntries(header.map((name, at) => [name, cells[at]!])),
});
