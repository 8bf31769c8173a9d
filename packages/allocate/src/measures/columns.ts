import type { Election, Vote } from "../pabulib/election.ts";
import { compareBytes } from "../ties.ts";

const ownColumns = new Set(["voter_id", "vote", "points"]);

/** Columns that say something of the voter, in the order of the file: age, sex, neighbourhood … */
export function voterColumnsOf({ voteColumns }: Pick<Election, "voteColumns">): readonly string[] {
  return voteColumns.filter((column) => !ownColumns.has(column));
}

/** What a vote has in a voter column; null where it is empty. */
export function voterValue(vote: Vote, at: number): string | null {
  const value = vote.rest[at]?.trim() ?? "";
  return value === "" ? null : value;
}

/** Numbers by size, then texts by their bytes, then what is not known. */
export function compareLabels(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [left, right] = [Number.parseFloat(a), Number.parseFloat(b)];
  const [isLeft, isRight] = [!Number.isNaN(left), !Number.isNaN(right)];
  if (isLeft && isRight && left !== right) return left - right;
  return isLeft === isRight ? compareBytes(a, b) : Number(isRight) - Number(isLeft);
}

const bands = [
  { below: 18, label: "0–17" },
  { below: 30, label: "18–29" },
  { below: 45, label: "30–44" },
  { below: 65, label: "45–64" },
  { below: Number.POSITIVE_INFINITY, label: "65+" },
] as const;

/** A whole age as one of five groups; anything else (`30-39`, `unknown`) as it is written. */
export function ageBand(value: string): string {
  if (!/^\d{1,3}$/.test(value)) return value;
  return bands.find(({ below }) => Number(value) < below)!.label;
}
