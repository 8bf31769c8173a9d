/** How a style shows the number below it, as far as its meaning changes. */
export type NumberLook = "plain" | "percent" | "date" | "time";

const [builtInDates, builtInTimes, builtInPercent] = [
  new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]),
  new Set([18, 19, 20, 21, 45, 46, 47]),
  new Set([9, 10]),
];

/**
 * What a number format makes of a number: ISO/IEC 29500-1, 18.8.30 `numFmt`.
 * @param id the format's number; below 164 it is built in
 * @param code the format's code, where the workbook has its own
 */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) {
    if (builtInDates.has(id)) return "date";
    if (builtInTimes.has(id)) return "time";
    return builtInPercent.has(id) ? "percent" : "plain";
  }
  // Texts in quotes, escaped letters, colours and currencies in brackets say nothing about the number.
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";")[0]!;
  if (/[yd]/i.test(bare) || /^m+$/i.test(bare.trim())) return "date";
  if (/[hs]/i.test(bare)) return "time";
  return bare.includes("%") ? "percent" : "plain";
}

/** A number with the fifteen digits that a spreadsheet shows at most: the sixteenth is an echo of its arithmetic. */
export const plainNumber = (value: number): string => exactNumber(Number(value.toPrecision(15)));

/** A number in as many digits as tell it apart from every other, without an exponent. */
export function exactNumber(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [digits, power] = text.split("e") as [string, string];
  const [sign, bare] = digits.startsWith("-") ? ["-", digits.slice(1)] : ["", digits];
  const [whole, part = ""] = bare.split(".") as [string, string?];
  const point = whole.length + Number(power);
  const all = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return sign + all.padEnd(point, "0");
}

const dayMilliseconds = 86_400_000;

/**
 * A moment as Excel counts it, as an ISO day, a day with a time, or a time alone.
 * @param serial days since the end of 1899 (or the beginning of 1904)
 * @returns null for a day that never was: Excel has a 29 February 1900
 */
export function isoMoment(serial: number, is1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  if (seconds < 0 || serial >= 2_958_466) return null;
  const day = Math.floor(seconds / 86_400);
  const clock = new Date((seconds - day * 86_400) * 1000).toISOString().slice(11, 19);
  if (day === 0 && !is1904) return clock;
  if (day === 60 && !is1904) return null;
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day > 60 ? 30 : 31);
  const iso = new Date(first + day * dayMilliseconds).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? iso : `${iso}T${clock}`;
}

/** `C7` as column 3 of row 7; null when it is no address on a sheet. */
export function addressOf(
  written: string,
): { readonly column: number; readonly row: number } | null {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(written) ?? [];
  if (letters === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const row = Number(digits);
  return column > 16_384 || row < 1 || row > 1_048_576 ? null : { column, row };
}

/** Column 3 as `C`. */
export function columnLetters(column: number): string {
  let [rest, letters] = [column, ""];
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}
