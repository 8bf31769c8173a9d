import { checkNames } from "./header.ts";
import { malformed } from "./place.ts";
import type { RowStream, TableRow } from "./row-stream.ts";

/**
 * What an observation's status means for its figure. `missing` ones have no value.
 * Source: SDMX code list CL_OBS_STATUS, version 2.2.
 */
const statuses: Readonly<Record<string, "has-value" | "missing" | "suppressed">> = {
  A: "has-value",
  B: "has-value",
  D: "has-value",
  E: "has-value",
  F: "has-value",
  G: "has-value",
  I: "has-value",
  K: "missing",
  W: "has-value",
  O: "missing",
  M: "missing",
  P: "has-value",
  S: "missing",
  L: "missing",
  H: "missing",
  Q: "suppressed",
  J: "has-value",
  N: "has-value",
  U: "has-value",
  V: "has-value",
};

/** What our own attribute OBS_BOUND says of a value: others do not know it, and read the value as it stands. */
const bounds: Readonly<Record<string, string>> = {
  below: "< ",
  "at-most": "<= ",
  above: "> ",
  "at-least": ">= ",
};

/** How the other formats write a figure that its source keeps to itself. */
const suppressedCell = "x";

/** Columns that say which structure the file follows, and not what was observed. */
const technical = /^(DATAFLOW|STRUCTURE(\[.\])?|STRUCTURE_ID|STRUCTURE_NAME|ACTION)$/;

/** `FREQ: Frequency` or `FREQ`, by the labels that were asked for. */
const codeOf = (written: string) => written.split(": ")[0]!.trim();

/** Whether these are the columns of SDMX-CSV 1.0 or 2.0. */
export function isSdmxHeader(header: readonly string[]): boolean {
  const codes = header.map(codeOf);
  return /^(DATAFLOW|STRUCTURE(\[.\])?)$/.test(codes[0] ?? "") && codes.includes("OBS_VALUE");
}

interface Columns {
  /** Which columns stay, by their place. */
  readonly kept: readonly number[];
  readonly value: number;
  readonly status: number;
  readonly bound: number;
  readonly action: number;
  readonly flow: number;
}

function toRow(file: string, columns: Columns, { line, cells }: TableRow): TableRow {
  const action = columns.action < 0 ? "I" : codeOf(cells[columns.action]!);
  if (!["", "I", "A", "R", "M"].includes(action))
    throw malformed(
      { file, line, column: "ACTION" },
      action === "D"
        ? "the row asks to delete a figure; a release is never changed, so import the whole set again."
        : `"${action}" is no action of SDMX; expected I, A, R or M.`,
    );
  const status = columns.status < 0 ? "A" : codeOf(cells[columns.status]!) || "A";
  const meaning = statuses[status];
  if (meaning === undefined)
    throw malformed(
      { file, line, column: "OBS_STATUS" },
      `"${status}" is not in the SDMX list of observation statuses (${Object.keys(statuses).join(", ")}).`,
    );
  const written = cells[columns.value]!;
  const hasNone = written === "" || written === "NaN";
  if (meaning !== "has-value" && !hasNone)
    throw malformed(
      { file, line, column: "OBS_VALUE" },
      `the status ${status} says that there is no value, and it is ${written}.`,
    );
  const bound = columns.bound < 0 ? "" : codeOf(cells[columns.bound]!);
  if (bound !== "" && (hasNone || bounds[bound] === undefined))
    throw malformed(
      { file, line, column: "OBS_BOUND" },
      `"${bound}" is no bound on a value; expected below, at-most, above or at-least beside an OBS_VALUE, or nothing.`,
    );
  const value = hasNone
    ? meaning === "suppressed"
      ? suppressedCell
      : ""
    : (bounds[bound] ?? "") + written;
  return {
    line,
    cells: columns.kept.map((at) => {
      if (at === columns.value) return value;
      return at === columns.status ? status : codeOf(cells[at]!);
    }),
  };
}

async function* rowsOf(
  { file, batches }: RowStream,
  columns: Columns,
): AsyncGenerator<readonly TableRow[]> {
  let flow: string | null = null;
  for await (const batch of batches) {
    for (const { line, cells } of batch) {
      flow ??= cells[columns.flow]!;
      if (cells[columns.flow] !== flow)
        throw malformed(
          { file, line },
          `the file has figures of two dataflows, ${flow} and ${cells[columns.flow]}; split it.`,
        );
    }
    yield batch.map((row) => toRow(file, columns, row));
  }
}

/**
 * Reads a table in SDMX-CSV 1.0 or 2.0 as a long table: dimensions and attributes by their codes, `OBS_VALUE`, and
 * `OBS_STATUS`. A suppressed figure becomes `x`, another missing one an empty cell, a bound (`OBS_BOUND`) such as `< 10`.
 * @throws {Refusal} input-malformed with line and column
 *
 * Source: SDMX-CSV field guides 1.0 and 2.0, github.com/sdmx-twg/sdmx-csv.
 */
export function openSdmx(table: RowStream): RowStream {
  const { file, headerLine: line } = table;
  const codes = table.header.map(codeOf);
  checkNames({ file, line }, codes);
  const kept = codes.flatMap((code, at) => (technical.test(code) ? [] : [at]));
  const at = (code: string) => codes.indexOf(code);
  if (at("TIME_PERIOD") < 0)
    throw malformed(
      { file, line },
      "SDMX-CSV without the column TIME_PERIOD has no periods to read.",
    );
  const flow = codes.includes("STRUCTURE_ID") ? at("STRUCTURE_ID") : 0;
  const columns = {
    kept,
    value: at("OBS_VALUE"),
    status: at("OBS_STATUS"),
    bound: at("OBS_BOUND"),
    action: at("ACTION"),
    flow,
  };
  return {
    file,
    header: kept.map((place) => codes[place]!),
    headerLine: line,
    batches: rowsOf(table, columns),
  };
}
