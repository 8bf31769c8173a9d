import { codedPeriod } from "./period-spec.ts";

/** What a column of a sample looks like. */
export interface ColumnLook {
  readonly name: string;
  /** Its place in the header, from 0. */
  readonly at: number;
  readonly kind: "code" | "period" | "number" | "text" | "empty";
  readonly filled: number;
  readonly distinct: number;
  /** Cells that are no number in a column of numbers, with how often each is there. */
  readonly symbols: ReadonlyMap<string, number>;
  readonly commas: number;
  readonly dots: number;
  /** Numbers such as 1.234.567 or 1,234,567. */
  readonly grouped: number;
  /** Of those, the ones with points between the thousands. */
  readonly pointed: number;
  /** Numbers such as 4.2e-05. */
  readonly powers: number;
  readonly isWhole: boolean;
  readonly smallest: number;
  readonly largest: number;
}

/** Codes as Dutch and European statistics write them: neighbourhood, district, municipality, province, country, postcode, grid cell, NUTS. */
const codePattern =
  /^(BU\d{4}[\dA-Z]{4}|WK\d{4}[\dA-Z]{2}|GM\d{4}|PV\d{2}|LD\d{2}|CR\d{2}|NL\d{0,3}|NL\d{2}[A-Z]?|\d{4} ?[A-Z]{2}|E\d{4}N\d{4})$/;
const periodHead = /period|jaar|year|datum|date|peil|tijd|time|kwartaal|quarter|maand|month/i;
const spanPattern = /^\d{4}\s*[-–]\s*\d{4}$/;
/** Whole numbers that name something: nobody adds up provinces. */
const labelHead =
  /^(id|nr|nummer|volgnr|volgnummer|prov|provincie|province|rang|rank|fid|objectid)$/i;
/** What an SDMX file, and an export of our own, tells of a figure besides its value. */
const attributeHead =
  /^(DECIMALS|NUMERATOR|DENOMINATOR|UNIT_MULT|UNIT_MEASURE|OBS_STATUS|CONF_STATUS|LOWER_BOUND|UPPER_BOUND)$/;
const mostSymbols = 12;

const isYear = (cell: string) => /^(19|20)\d{2}$/.test(cell);
const isPeriod = (cell: string) => codedPeriod(cell) !== null || spanPattern.test(cell);

type Written = "whole" | "dot" | "comma" | "grouped" | "bound" | "power" | "other";

function writtenAs(cell: string): Written {
  if (/^[+-]?\d+$/.test(cell)) return "whole";
  if (/^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?$|^[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?$/.test(cell))
    return "grouped";
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$|^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(cell)) return "grouped";
  if (/^[+-]?\d*\.\d+$/.test(cell)) return "dot";
  if (/^[+-]?\d*,\d+$/.test(cell)) return "comma";
  if (/^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(cell)) return "power";
  return /^[<>]=?\s*\d+([.,]\d+)?$/.test(cell) ? "bound" : "other";
}

/** A number however its decimals are written; NaN for what is none. */
const looseNumber = (cell: string): number => Number(cell.replace(",", ".") || "x");

interface Counted {
  readonly ways: Readonly<Record<Written, number>>;
  readonly symbols: ReadonlyMap<string, number>;
}

function count(cells: readonly string[]): Counted {
  const ways = { whole: 0, dot: 0, comma: 0, grouped: 0, bound: 0, power: 0, other: 0 };
  const symbols = new Map<string, number>();
  for (const cell of cells) {
    const way = writtenAs(cell);
    ways[way]++;
    if (way === "other" && symbols.size <= mostSymbols)
      symbols.set(cell, (symbols.get(cell) ?? 0) + 1);
  }
  return { ways, symbols };
}

function kindOf(
  name: string,
  cells: readonly string[],
  { ways, symbols }: Counted,
): ColumnLook["kind"] {
  if (cells.length === 0) return "empty";
  const share = (is: (cell: string) => boolean) => cells.filter(is).length / cells.length;
  if (share((cell) => codePattern.test(cell)) >= 0.9) return "code";
  if (/postcode|pc4|pc6/i.test(name) && share((cell) => /^\d{4}/.test(cell)) > 0.9) return "code";
  if (periodHead.test(name) && share(isPeriod) >= 0.5) return "period";
  if (share(isYear) === 1 && new Set(cells).size <= 60 && /^(jr|y|j)$/i.test(name)) return "period";
  if (labelHead.test(name) || attributeHead.test(name)) return "text";
  const numbers = cells.length - ways.other;
  return numbers / cells.length >= 0.5 && symbols.size <= mostSymbols ? "number" : "text";
}

/** What a column looks like, from its cells. */
export function lookAt(name: string, at: number, all: readonly string[]): ColumnLook {
  const cells = all.filter((cell) => cell !== "");
  const counted = count(cells);
  const kind = kindOf(name, cells, counted);
  const { ways } = counted;
  const numbers =
    kind === "number" ? cells.map(looseNumber).filter((value) => !Number.isNaN(value)) : [];
  return {
    name,
    at,
    kind,
    filled: cells.length,
    distinct: new Set(cells).size,
    symbols: kind === "number" ? counted.symbols : new Map(),
    commas: ways.comma,
    dots: ways.dot,
    grouped: ways.grouped,
    pointed: cells.filter((cell) =>
      /^[+-]?\d{1,3}(\.\d{3}){2,}|^[+-]?\d{1,3}(\.\d{3})+,/.test(cell),
    ).length,
    powers: ways.power,
    isWhole: ways.dot + ways.comma + ways.power === 0,
    smallest: numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    largest: numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  };
}
