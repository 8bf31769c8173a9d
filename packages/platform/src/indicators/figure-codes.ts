import type { Gap, Reading } from "./types.ts";

/** Every state a figure can have, as its Parquet file writes it. The place in this list is its code. */
export const states = ["value", "<", "<=", ">", ">=", "suppressed", "not-available"] as const;
/** What a figure is: a value, a bound, or the reason why there is none. */
export type State = (typeof states)[number];

const fewest = -9;
const most = 15;
/** Of what is worked out from counts: nobody wrote decimals. */
const none = most + 1;
const span = none - fewest + 1;

/** A state and its decimals in one byte: 52 million of them must fit in the memory. */
export function codeOf(state: number, decimals: number | null): number {
  const kept = decimals === null ? none : Math.max(fewest, Math.min(most, decimals));
  return state * span + (kept - fewest);
}

/** Whether decimals are kept as they are: digits with fewer or more would come back as another number. */
export const areKept = (decimals: number): boolean => decimals >= fewest && decimals <= most;
const statesOfCodes = Uint8Array.from({ length: 256 }, (_, code) => Math.floor(code / span));
const decimalsOfCodes = Int8Array.from({ length: 256 }, (_, code) => (code % span) + fewest);

/** The place in `states`. */
export const stateIn = (code: number): number => statesOfCodes[code]!;

/** How many decimals the source writes; null for what is worked out. */
export function decimalsIn(code: number): number | null {
  const decimals = decimalsOfCodes[code]!;
  return decimals === none ? null : decimals;
}

const firstGap = states.indexOf("suppressed");

/** Whether a state has no number. */
export const isGap = (state: number): boolean => state >= firstGap;

/** The code of a reason. */
export const gapState = (why: Gap): number => states.indexOf(why);

/** A reading as the code of its state. */
export function stateOf(reading: Reading): number {
  return states.indexOf(
    reading.kind === "value" ? "value" : reading.kind === "bound" ? reading.op : reading.why,
  );
}

/** A state and a number as a reading. */
export function readingFrom(state: State, value: number, decimals: number | null): Reading {
  switch (state) {
    case "value":
      return { kind: "value", value, decimals };
    case "suppressed":
    case "not-available":
      return { kind: "gap", why: state };
    default:
      return { kind: "bound", op: state, value, decimals };
  }
}

const powers = Array.from({ length: 23 }, (_, at) => 10 ** at); // those that a double holds exactly
const power = (of: number) => powers[of] ?? 10 ** of;

/** Whole digits and where their point is, as the nearest double: 123 and 1 is 12.3, and exactly what "12.3" reads as. */
export const scaled = (digits: number, decimals: number): number =>
  decimals >= 0 ? digits / power(decimals) : digits * power(-decimals);
