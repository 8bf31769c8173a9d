import { csvLine, type ExportColumn, type FigureExport } from "#indicators";
import type { About, Cell } from "./types.ts";

/** What is read of each figure. */
const read = [
  "indicator",
  "area",
  "period",
  "value",
  "state",
  "status",
  "unit",
  "decimals",
  "numerator",
  "denominator",
  "printed",
  "release",
  "publisher",
  "licence",
  "published",
  "as_of",
  "definition",
] as const satisfies readonly ExportColumn[];

/** The structure's columns, its dimensions, its measure, then attributes. PERIOD is a column of our own: the period as we write it. */
const sdmxColumns = [
  "STRUCTURE",
  "STRUCTURE_ID",
  "ACTION",
  "FREQ",
  "INDICATOR",
  "REF_AREA",
  "TIME_PERIOD",
  "OBS_VALUE",
  "OBS_STATUS",
  "OBS_BOUND",
  "FIGURE_STATUS",
  "UNIT_MEASURE",
  "DECIMALS",
  "NUMERATOR",
  "DENOMINATOR",
  "PRINTED",
  "PERIOD",
  "RELEASE",
  "SOURCE_AGENCY",
  "LICENCE",
  "PUBLISHED",
  "AS_OF",
  "DEFINITION",
] as const;

/** Bounds have a value and say which way it bounds. */
const bounds: readonly Cell[] = ["below", "at-most", "above", "at-least"];

/** Why a figure has no value, in the codes of CL_OBS_STATUS. */
const gapCodes: Readonly<Record<string, string>> = {
  suppressed: "Q", // missing value; suppressed
  "not-available": "O", // missing value
  "not-measured": "L", // missing value; data exist but were not collected
  "not-applicable": "M", // missing value; data cannot exist
  "not-yet-published": "O",
};

/**
 * The code of CL_OBS_STATUS (SDMX cross-domain code list, version 2.2). It has no code for a revised value: that is A, a
 * normal value, and FIGURE_STATUS says `revised`.
 */
export function obsStatus(state: Cell, status: Cell): string {
  if (state !== "value" && !bounds.includes(state)) return gapCodes[String(state)] ?? "O";
  return status === "provisional" ? "P" : "A";
}

/** A period as TIME_PERIOD (SDMX 3.0, section 2 of the technical notes), with its frequency by CL_FREQ. */
export function timePeriod(period: string): readonly [frequency: string, time: string] {
  const [, from, to] = /^(\d{4})(?:\/|\.\.)(\d{4})$/.exec(period) ?? [];
  if (from !== undefined && period.includes("/")) return ["A", `${from}-08-01/P1Y`];
  if (from !== undefined) {
    const years = Number(to) - Number(from) + 1;
    return [`A${years}`, `${from}-01-01/P${years}Y`];
  }
  if (/^\d{4}$/.test(period)) return ["A", period];
  if (period.includes("-H")) return ["S", period.replace("-H", "-S")];
  if (period.includes("-Q")) return ["Q", period];
  return [period.length === 7 ? "M" : "D", period];
}

/** The structure's name: letters, digits, `_` and `-` only. */
const structureOf = ({ name }: About) =>
  `KRACHTWIJK:${name.replace(/[^A-Za-z0-9_-]/g, "_")}(1.0.0)`;

/**
 * Figures as an SDMX-CSV 2.0 data message: one row an observation, `I` (information) as action.
 *
 * Source: SDMX-CSV 2.0 Data Message Field Guide (SDMX 3.0), github sdmx-twg/sdmx-csv.
 */
export async function* sdmxCsvOf(about: About, figures: FigureExport): AsyncGenerator<string> {
  const structure = structureOf(about);
  yield csvLine(sdmxColumns);
  for await (const rows of figures.batches(read)) {
    const lines = rows.map((cells) => {
      const [indicator, area, period, value, state, status, unit, decimals, ...more] =
        cells as readonly Cell[];
      const [numerator, denominator, printed, ...origin] = more;
      const [frequency, time] = timePeriod(String(period));
      return csvLine([
        ...["dataflow", structure, "I", frequency, indicator!, area!, time, value!],
        ...[obsStatus(state!, status!), bounds.includes(state!) ? state! : null, status!, unit!],
        ...[decimals!, numerator!, denominator!, printed!, period!],
        ...origin,
      ]);
    });
    yield lines.join("");
  }
}
