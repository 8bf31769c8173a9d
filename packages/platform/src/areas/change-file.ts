import { malformed, type Row, requireColumns, type Table } from "#intake";
import { id, isId } from "#kernel";
import { type AreaChange, type ChangeKind, changeKinds } from "./types.ts";

/** The columns of `area-changes.csv`. */
export const changeColumns = [
  "from_year",
  "to_year",
  "kind",
  "from_code",
  "to_code",
  "share_area",
  "share_population",
  "note",
  "confirmed_by",
] as const;
type Column = (typeof changeColumns)[number];

const isKind = (text: string): text is ChangeKind =>
  (changeKinds as readonly string[]).includes(text);

/** Shares of one area may pass 1 by this much: they are rounded. */
const slack = 0.005;

function readChange(table: Table, { line, cells }: Row): AreaChange {
  const cell = (column: Column) => cells[column] ?? "";
  const refuse = (column: Column, expected: string) =>
    malformed({ file: table.file, line, column }, `"${cell(column)}" is not ${expected}.`);
  const year = (column: Column) => {
    if (!/^\d{4}$/.test(cell(column))) throw refuse(column, "a year");
    return Number(cell(column));
  };
  const code = (column: Column) => {
    if (!isId(cell(column))) throw refuse(column, "a code");
    return id<"area">(cell(column));
  };
  const share = (column: Column) => {
    if (cell(column) === "") return null;
    const value = Number(cell(column));
    if (!(value >= 0 && value <= 1)) throw refuse(column, "a share of 0 to 1");
    return value;
  };
  const kind = cell("kind");
  if (!isKind(kind)) throw refuse("kind", `a kind of change; expected ${changeKinds.join(", ")}`);
  const [fromYear, toYear] = [year("from_year"), year("to_year")];
  if (toYear <= fromYear) throw refuse("to_year", `after ${fromYear}`);
  return {
    fromYear,
    toYear,
    kind,
    from: code("from_code"),
    to: code("to_code"),
    shareArea: share("share_area"),
    sharePopulation: share("share_population"),
    note: cell("note"),
    confirmedBy: cell("confirmed_by"),
  };
}

/** Reads `area-changes.csv`. @throws {Refusal} input-malformed with file, line and column */
export function readAreaChanges(table: Table): readonly AreaChange[] {
  requireColumns(table, changeColumns);
  const shares = new Map<string, number>();
  const seen = new Map<string, number>();
  return table.rows.map((row) => {
    const change = readChange(table, row);
    const refuse = (column: Column, sentence: string) =>
      malformed({ file: table.file, line: row.line, column }, sentence);
    const group = `${change.fromYear} ${change.toYear} ${change.from}`;
    const before = seen.get(`${group} ${change.to}`);
    if (before !== undefined)
      throw refuse("to_code", `line ${before} says what became of ${change.from} here too.`);
    seen.set(`${group} ${change.to}`, row.line);
    for (const [column, share] of [
      ["share_area", change.shareArea],
      ["share_population", change.sharePopulation],
    ] as const) {
      const sum = (shares.get(`${column} ${group}`) ?? 0) + (share ?? 0);
      if (sum > 1 + slack)
        throw refuse(column, `the shares of ${change.from} add up to ${sum.toFixed(3)}.`);
      shares.set(`${column} ${group}`, sum);
    }
    return change;
  });
}

/** A change as a row of `area-changes.csv`, in the order of its columns. */
export function changeRow(change: AreaChange): readonly string[] {
  const share = (value: number | null) => (value === null ? "" : value.toFixed(4));
  return [
    String(change.fromYear),
    String(change.toYear),
    change.kind,
    change.from,
    change.to,
    share(change.shareArea),
    share(change.sharePopulation),
    change.note,
    change.confirmedBy,
  ];
}
