import {
  type BallotCheck,
  type DuplicateRule,
  type Election,
  type MergedBallots,
  MergeError,
  mergeBallots,
  validateBallots,
} from "@krachtwijk/allocate";
import { Refusal } from "#kernel";
import type { Call } from "../command.ts";
import { readElection } from "./read-election.ts";
import { oneOf } from "./settings.ts";

/** What is done with a voter who is in both sources; the first is the default. */
export const duplicateRules: readonly DuplicateRule[] = [
  "keep-first",
  "keep-second",
  "keep-neither",
];

/** The ballots that are counted, and what became of the others. */
export interface Ballots {
  readonly election: Election;
  readonly told: {
    readonly cast: number;
    readonly counted: number;
    readonly blank: number;
    readonly spoilt: BallotCheck["spoilt"];
    readonly spoiltByRule: BallotCheck["byRule"];
    readonly spoiltAreCounted: boolean;
    readonly paper: Omit<MergedBallots, "election"> | null;
  };
}

async function withPaper(call: Call, election: Election): Promise<MergedBallots | null> {
  const { values } = call;
  const rule = oneOf(values, "duplicates", duplicateRules);
  const paper = values["paper"];
  if (typeof paper !== "string") {
    if (rule !== undefined)
      throw new Refusal("usage-wrong", "--duplicates goes with --paper FILE.pb.");
    return null;
  }
  const second = await readElection(paper, values["strict"] === true);
  try {
    return mergeBallots(election, second, rule ?? "keep-first");
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    throw new Refusal("input-malformed", `${paper}: ${error.message}`, { file: paper });
  }
}

/**
 * Reads the ballots of a file, with those on paper if asked, and holds them to the form.
 * @throws {Refusal} input-malformed, input-missing or usage-wrong
 */
export async function takeBallots(call: Call, file: string): Promise<Ballots> {
  const first = await readElection(file, call.values["strict"] === true);
  const merged = await withPaper(call, first);
  const all = merged?.election ?? first;
  const check = validateBallots(all);
  const isValidOnly = call.values["valid-only"] === true;
  const election = isValidOnly ? check.election : all;
  return {
    election,
    told: {
      cast: check.cast,
      counted: election.votes.length,
      blank: check.blank,
      spoilt: check.spoilt,
      spoiltByRule: check.byRule,
      spoiltAreCounted: !isValidOnly && check.spoilt.length > 0,
      paper:
        merged === null
          ? null
          : {
              fromFirst: merged.fromFirst,
              fromSecond: merged.fromSecond,
              duplicates: merged.duplicates,
            },
    },
  };
}
