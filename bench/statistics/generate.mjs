// Makes a country's figures: one wide CSV a year, the same bytes for the same sizes everywhere.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** mulberry32: small, fast, and the same on every machine. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Codes as a statistical office gives them: municipalities, their districts, their neighbourhoods. */
export function areaCodes(count) {
  const codes = [];
  for (let municipality = 1; codes.length < count; municipality++) {
    const gm = String(municipality * 3).padStart(4, "0");
    codes.push(`GM${gm}`);
    for (let district = 0; district < 8; district++) {
      codes.push(`WK${gm}${String(district).padStart(2, "0")}`);
      for (let part = 0; part < 4; part++)
        codes.push(`BU${gm}${String(district).padStart(2, "0")}${String(part).padStart(2, "0")}`);
    }
  }
  return codes.slice(0, count);
}

/** The odd ones are counts, whole; the even ones percentages with one decimal. */
export const indicatorIds = (count) =>
  Array.from({ length: count }, (_, at) =>
    at % 2 === 0
      ? `count-${String(at + 1).padStart(3, "0")}`
      : `share-${String(at + 1).padStart(3, "0")}`,
  );

/** A standing level for every area and indicator, a slow drift over the years, a little noise; 3 % is missing, 1 % suppressed. */
function yearText(codes, indicators, year, base) {
  const random = seeded(year * 7919);
  const lines = [["regio", ...indicators].join(";")];
  for (const [row, code] of codes.entries()) {
    const size = 50 + Math.floor(base[row] * base[row] * 4000);
    const cells = [code.padEnd(10)];
    for (let at = 0; at < indicators.length; at++) {
      const dice = random();
      if (dice < 0.03) cells.push("");
      else if (dice < 0.04) cells.push("x");
      else if (at % 2 === 0) {
        const part = 0.02 + ((at * 37 + 11) % 100) / 110;
        cells.push(Math.round(size * part * (1 + (year - 2000) * 0.004) + random() * 12));
      } else {
        const level = ((base[row] * 61 + at * 13) % 70) + 10 + (year - 2000) * 0.15;
        cells.push(Math.min(100, level + random() * 4).toFixed(1));
      }
    }
    lines.push(cells.join(";"));
  }
  return `${lines.join("\n")}\n`;
}

/** @returns the paths of the files, one a year */
export function generate(folder, { areas, indicators, years }) {
  mkdirSync(folder, { recursive: true });
  const codes = areaCodes(areas);
  const names = indicatorIds(indicators);
  const random = seeded(1);
  const base = codes.map(() => random());
  return Array.from({ length: years }, (_, at) => {
    const path = join(folder, `kwb-${2000 + at}.csv`);
    writeFileSync(path, yearText(codes, names, 2000 + at, base));
    return path;
  });
}
