import type { Reading } from "./types.ts";

const number = /^[+-]?\d+(\.\d+)?$/;
const bound = /^(<=|>=|<|>)\s*(\d+(?:\.\d+)?)$/;

/**
 * What a cell of a source says. Empty is "not available" and `x` is "suppressed": neither is zero.
 * @returns null when it is none of the things a cell may be
 */
export function readCell(written: string): Reading | null {
  const cell = written.trim();
  if (cell === "") return { kind: "gap", why: "not-available" };
  if (cell === "x") return { kind: "gap", why: "suppressed" };
  if (number.test(cell)) return { kind: "value", value: Number(cell), decimals: decimalsOf(cell) };
  const [, op, limit] = bound.exec(cell) ?? [];
  if (op === undefined) return null;
  const decimals = decimalsOf(limit!);
  return { kind: "bound", op: op as "<" | "<=" | ">" | ">=", value: Number(limit), decimals };
}

/** How many decimals a number is written with: what its rounding can hide is half a unit of the last. */
export function decimalsOf(written: string): number {
  return /\.(\d+)$/.exec(written.trim())?.[1]?.length ?? 0;
}
