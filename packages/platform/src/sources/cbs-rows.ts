import { z } from "zod";
import { type Delivered, malformed, type RowStream, type TableRow } from "#intake";
import { readAnswer } from "./answers.ts";
import { periodOfCode } from "./cbs-period.ts";
import type { CbsDimension, CbsMeasure, CbsTable } from "./cbs-types.ts";
import { feedOf, mostRows } from "./cbs-v3.ts";
import { filterOf } from "./cbs-v4.ts";
import type { PageFacts, Pages, PagesOrder } from "./pages.ts";
import { shown } from "./shown.ts";
import type { Answer } from "./types.ts";

type Entry = Readonly<Record<string, unknown>>;
const isEntry = (row: unknown): row is Entry => typeof row === "object" && row !== null;

const pageSchema = z.object({
  // A page has 100,000 rows: they are looked at, and not copied.
  value: z.custom<readonly Entry[]>((rows) => Array.isArray(rows) && rows.every(isEntry), {
    error: "expected a list of rows",
  }),
  "@odata.nextLink": z.string().nullish(),
  "odata.nextLink": z.string().nullish(),
});

/** What one figure says, and the sign or word that stands in its place or beside it. */
interface Cell {
  readonly value: string;
  readonly note: string;
}

const wrongValue = (file: string, line: number, column: string, value: unknown) =>
  malformed({ file, line, column }, `${JSON.stringify(value)?.slice(0, 40)} is not a number.`);

/** With as many decimals as the table says, unless that would lose some. */
function written(value: number, decimals: number): string {
  const fixed = value.toFixed(Math.min(20, Math.max(0, decimals)));
  return Number(fixed) === value ? fixed : String(value);
}

/** No figure, and the attribute says why. Secret is "x"; what cannot be and what is unknown are both not there. */
const isSecret = (attribute: string) => /confidential|secret|suppress|geheim/i.test(attribute);

function cellV4(file: string, line: number, row: Entry, measure: CbsMeasure): Cell {
  const value = row["Value"] ?? null;
  const attribute = String(row["ValueAttribute"] ?? "None");
  const note = attribute === "None" ? "" : attribute;
  if (value === null) return { value: isSecret(attribute) ? "x" : "", note };
  if (typeof value !== "number" || !Number.isFinite(value))
    throw wrongValue(file, line, "Value", value);
  return { value: written(value, measure.decimals), note };
}

/**
 * Signs in place of a figure. "." is "unknown, not reliable enough or secret": which of them is not told, so it is not
 * there. Blank cannot be for logical reasons. "-" was once "nil", and is not taken for 0 without being told so.
 * Source: CBS, "Verklaring van tekens".
 */
const signs: Readonly<Record<string, string>> = { "": "", ".": "", "-": "", x: "x" };

function cellV3(file: string, line: number, row: Entry, measure: CbsMeasure): Cell {
  const raw = row[measure.code] ?? "";
  if (typeof raw === "number" && Number.isFinite(raw))
    return { value: written(raw, measure.decimals), note: "" };
  const sign = String(raw).trim();
  if (Object.hasOwn(signs, sign)) return { value: signs[sign]!, note: sign };
  if (typeof raw === "string" && /^-?\d+(\.\d+)?$/.test(sign)) return { value: sign, note: "" };
  throw wrongValue(file, line, measure.code, raw);
}

/** The columns of a table in long form, whichever service it comes from. */
const longColumns = ({ dimensions }: Pick<CbsTable, "dimensions">): readonly string[] => [
  "measure",
  ...dimensions.map(({ name }) => name),
  "period",
  "value",
  "note",
  "status",
];

/** What turns the rows of a page into rows in long form. */
class Reader {
  private line = 1;
  private readonly table: CbsTable;
  private readonly measures: ReadonlyMap<string, CbsMeasure>;
  private readonly time: CbsDimension | undefined;
  private readonly periods: ReadonlyMap<
    string,
    { readonly period: string; readonly status: string }
  >;

  constructor(table: CbsTable) {
    this.table = table;
    this.measures = new Map(table.measures.map((measure) => [measure.code, measure]));
    this.time = table.dimensions.find(({ kind }) => kind === "time");
    this.periods = new Map(
      this.time?.codes.map(({ code, status }) => [
        code,
        { period: periodOfCode(code) ?? "", status },
      ]),
    );
  }

  private codesOf(file: string, row: Entry): readonly string[] {
    return this.table.dimensions.map(({ name }) => {
      const code = row[name];
      if (typeof code !== "string")
        throw malformed({ file, line: this.line + 1, column: name }, "a code is missing.");
      return code.trim(); // codes of areas are filled up with spaces to ten signs
    });
  }

  private whenOf(file: string, codes: readonly string[]) {
    if (this.time === undefined) return { period: this.table.period?.id ?? "", status: "final" };
    const code = codes[this.table.dimensions.indexOf(this.time)]!;
    const found = this.periods.get(code);
    if (found === undefined)
      throw malformed(
        { file, line: this.line + 1, column: this.time.name },
        `the period "${shown(code, 40)}" is not one of those that the table lists.`,
      );
    return found;
  }

  /** One row in long form for each figure of a row. */
  rowsOf(file: string, row: Entry): TableRow[] {
    const codes = this.codesOf(file, row);
    const { period, status } = this.whenOf(file, codes);
    const made: TableRow[] = [];
    for (const { measure, cell } of this.cellsOf(file, row)) {
      this.line++;
      const { value, note } = cell;
      made.push({ line: this.line, cells: [measure, ...codes, period, value, note, status] });
    }
    return made;
  }

  private *cellsOf(file: string, row: Entry) {
    if (this.table.address.api === "v3") {
      for (const measure of this.table.measures)
        if (measure.isNumber)
          yield { measure: measure.code, cell: cellV3(file, this.line + 1, row, measure) };
      return;
    }
    const code = String(row["Measure"] ?? "").trim();
    const measure = this.measures.get(code);
    if (measure === undefined)
      throw malformed(
        { file, line: this.line + 1, column: "Measure" },
        `the measure "${shown(code, 40)}" is not one of those that the table lists.`,
      );
    if (measure.isNumber) yield { measure: code, cell: cellV4(file, this.line + 1, row, measure) };
  }
}

async function* batchesOf(table: CbsTable, pages: Pages): AsyncIterable<readonly TableRow[]> {
  const reader = new Reader(table);
  for await (const page of pages.each())
    yield readAnswer(page, pageSchema).value.flatMap((row) => reader.rowsOf(table.id, row));
}

/**
 * A table of StatLine as rows in long form: one figure a row, with the measure's code, a column for each dimension,
 * `period` (ours; empty where there is none), `value` (`x` suppressed, empty not there), `note` (the sign or attribute
 * that the table gives) and `status` (provisional or final). Lines count as in a CSV file of these rows.
 */
export function openCbsRows(table: CbsTable, pages: Pages): RowStream {
  return {
    file: table.id,
    header: longColumns(table),
    headerLine: 1,
    batches: batchesOf(table, pages),
  };
}

function factsOf({ api }: CbsTable["address"], { address }: Answer, page: Delivered): PageFacts {
  const { value, ...links } = readAnswer(page, pageSchema);
  const told = links["@odata.nextLink"] ?? links["odata.nextLink"] ?? null;
  const name = value[0]?.[api === "v4" ? "Id" : "ID"];
  return {
    items: value.length,
    content: null,
    first: name === undefined || name === null ? null : String(name),
    next: told ?? (api === "v3" ? nextByCount(address, value.length) : null),
    total: null,
  };
}

/** The older service does not always say that there is more: a full page has a next one. */
function nextByCount(address: URL, rows: number): string | null {
  if (rows < mostRows) return null;
  const skipped = Number(/[?&](?:\$|%24)skip=(\d+)/.exec(address.search)?.[1] ?? 0);
  return address.href.replace(/((?:\$|%24)skip=)\d+/, `$1${skipped + rows}`);
}

/** Ten times the largest table that is read: 50 million observations of 150 bytes. */
const mostTableBytes = 75e9;

/** The pages of a table's figures. */
export function cbsPages(table: CbsTable, folder: string): PagesOrder {
  const { address, count, id, modified } = table;
  const part = address.filter === null ? "" : filterOf(address.filter);
  const first =
    address.api === "v4"
      ? new URL(`${address.base.href}/Observations${part === "" ? "" : `?${part}`}`)
      : feedOf(
          address,
          `UntypedDataSet?$format=json&${part && `${part}&`}$top=${mostRows}&$skip=0`,
        );
  return {
    folder,
    name: id,
    items: address.api === "v4" ? "observations" : "rows",
    first,
    accept: "application/json",
    mostBytes: mostTableBytes,
    version: `${modified} ${count}`,
    expected: count,
    read: (answer, page) => factsOf(address, answer, page),
  };
}
