import { expect, test } from "vitest";
import { formatReading } from "./format-reading.ts";

const score = { unit: "score", decimals: 3 } as const;
const told = (value: number, decimals: number | null) =>
  formatReading({ kind: "value", value, decimals }, score, "nl");

test("a score has no more decimals than the catalogue gives it, and no more than its source wrote", () => {
  expect(told(0.0363183, 7)).toBe("0,036");
  expect(told(-0.68789, 5)).toBe("−0,688");
  expect(told(-0.7, 1)).toBe("−0,7");
  expect(told(0.123456, null)).toBe("0,123");
});

test("any other figure has the decimals that its source writes", () => {
  const rate = { unit: "share", decimals: 1 } as const;
  const shown = (decimals: number | null) =>
    formatReading({ kind: "value", value: 0.28341, decimals }, rate, "nl");
  expect(shown(2)).toBe("28,34%");
  expect(shown(0)).toBe("28%");
  expect(shown(null)).toBe("28,3%");
});
