import type { WrongFile } from "#store";

const units = ["bytes", "kB", "MB", "GB", "TB"];

/** 12.3 MB. */
export function bytesInWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** One line for each file that was not as it should be when a backup was made. */
export const wrongFileLines = (wrong: readonly WrongFile[], advice: string): readonly string[] =>
  wrong.map(
    ({ path, why }) =>
      `The file ${path} ${why === "missing" ? "was not there, and is not in the backup" : "was altered, and is in the backup as it was found"}: ${advice}.`,
  );
