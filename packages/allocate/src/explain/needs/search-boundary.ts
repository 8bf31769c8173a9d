import { OutOfWork } from "./recounts.ts";

/** After a guess that is not right, the search leaps this part of it. */
const firstLeap = 8n;

/** Two numbers between which an answer changes; each was asked for, or known. Null where none was found. */
export interface Bracket {
  /** The answer is yes here … */
  readonly yes: bigint | null;
  /** … and no here, at a higher number. */
  readonly no: bigint | null;
}

/**
 * Finds neighbours `yes` and `no` = `yes` + 1, beginning at a guess: a guess that is right takes two questions; from
 * one that is wrong the search goes off in growing steps until the answer changes, then by halving. Stops early, with
 * what is known, when there is no work left. If the answer changes more than once, this is one of the places where it
 * does.
 *
 * @param range numbers that may be asked for, from `least` to `most`, and what is known already
 */
export function searchBoundary(
  range: Bracket & { readonly least: bigint; readonly most: bigint },
  guess: bigint,
  ask: (at: bigint) => boolean,
): Bracket {
  let { yes, no } = range;
  const first = yes ?? range.least - 1n;
  const last = no ?? range.most + 1n;
  let step = 1n;
  let direction: "up" | "down" | "both" | null = null;
  let at = guess <= first ? first + 1n : guess;
  if (at >= last) at = last - 1n;
  try {
    while ((no ?? last) - (yes ?? first) > 1n) {
      const answer = ask(at);
      if (answer) yes = at;
      else no = at;
      const way: "up" | "down" = answer ? "up" : "down";
      direction = direction === null || direction === way ? way : "both";
      const [low, high]: [bigint, bigint] = [yes ?? first, no ?? last];
      const next: bigint = answer ? at + step : at - step;
      at = direction === "both" || next <= low || next >= high ? (low + high) / 2n : next;
      step = step === 1n ? at / firstLeap + 2n : step * 2n;
    }
  } catch (error) {
    if (!(error instanceof OutOfWork)) throw error;
  }
  return { yes, no };
}
