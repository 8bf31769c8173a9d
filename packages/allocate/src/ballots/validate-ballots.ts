import type { Election, Vote } from "../pabulib/election.ts";
import { type BallotFault, checkBallot, type FormRule, formOf } from "./form.ts";

/** A ballot that does not keep to the form, and why. */
export interface SpoiltBallot {
  readonly voterId: string;
  readonly faults: readonly BallotFault[];
}

/** Ballots sorted into those that count and those that do not. */
export interface BallotCheck {
  /** The same election with the valid and blank ballots only. */
  readonly election: Election;
  readonly cast: number;
  readonly blank: number;
  readonly spoilt: readonly SpoiltBallot[];
  /** Spoilt ballots by what is wrong; one ballot can have several faults. */
  readonly byRule: Readonly<Partial<Record<FormRule, number>>>;
}

/**
 * Holds every ballot to the form of its election: how many projects, at which cost, with how many points, per
 * category too. Spoilt ballots are taken out and told one by one; blank ones stay, since their voters took part.
 */
export function validateBallots(election: Election): BallotCheck {
  const form = formOf(election);
  const spoilt: SpoiltBallot[] = [];
  const byRule: Partial<Record<FormRule, number>> = {};
  const valid: Vote[] = [];
  let blank = 0;
  for (const vote of election.votes) {
    const faults = checkBallot(vote, form, election);
    if (vote.choices.length === 0) blank += 1;
    if (faults.length === 0) {
      valid.push(vote);
      continue;
    }
    spoilt.push({ voterId: vote.voterId, faults });
    for (const rule of new Set(faults.map((fault) => fault.rule)))
      byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  return {
    election: { ...election, votes: valid },
    cast: election.votes.length,
    blank,
    spoilt,
    byRule,
  };
}
