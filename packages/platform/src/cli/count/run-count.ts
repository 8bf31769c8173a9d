import {
  AmountTooLarge,
  BallotError,
  type Count,
  countElection,
  type Election,
  makeInstance,
  TooManySteps,
} from "@krachtwijk/allocate";
import { Refusal } from "#kernel";
import { type Asked, settingsFor } from "./settings.ts";

const stepsBetweenTells = 25;

/**
 * Counts an election as it was asked for.
 * @throws {Refusal} usage-wrong, or question-impossible if the rule has no outcome for these ballots
 */
export function runCount(
  file: string,
  election: Election,
  asked: Asked,
  progress: (line: string) => void,
): Count {
  try {
    const instance = makeInstance(election);
    const settings = settingsFor(election, instance, asked, file);
    return countElection(election, settings, {
      instance,
      onStep: (step) => {
        if (step % stepsBetweenTells === 0) progress(`Raised the share ${step} times …`);
      },
    });
  } catch (error) {
    const isImpossible =
      error instanceof BallotError ||
      error instanceof TooManySteps ||
      error instanceof AmountTooLarge;
    if (!isImpossible) throw error;
    throw new Refusal("question-impossible", `${file}: ${error.message}`, { why: error.name });
  }
}
