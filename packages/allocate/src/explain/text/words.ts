import type { Amount, ProjectRef } from "../amount.ts";
import type { RivalVote, Why } from "../explanation.ts";
import type { CostNeed, VotesNeed } from "../needs/needs.ts";

/** How amounts, counts and projects are written in a sentence. */
export interface Writing {
  readonly money: (amount: Amount) => string;
  readonly count: (value: number) => string;
  /** `120 stemmen`. */
  readonly votes: (count: number) => string;
  /** `120 stemmers`. */
  readonly voters: (count: number) => string;
  readonly project: (ref: ProjectRef) => string;
}

/** What a sentence on one project is made of. */
export interface Facts extends Writing {
  readonly position: string;
  /** Its votes, with points where ballots have them. */
  readonly support: string;
  readonly supporters: number;
  readonly cost: string;
  readonly isWithin: (amount: Amount) => boolean;
}

/** One sentence for each kind. */
type ByKind<Union extends { readonly kind: string }, Given> = {
  readonly [Kind in Union["kind"]]: (
    one: Extract<Union, { readonly kind: Kind }>,
    given: Given,
  ) => string;
};

/** All sentences of one language. */
export interface Words {
  readonly votes: readonly [one: string, more: string];
  readonly voters: readonly [one: string, more: string];
  readonly points: readonly [one: string, more: string];
  readonly from: string;
  readonly and: string;
  readonly why: ByKind<Why, Facts>;
  readonly tied: (others: string) => string;
  /** Empty where the vote between two outcomes made no difference. */
  readonly rival: (vote: RivalVote, writing: Writing) => string;
  readonly lowerCost: ByKind<CostNeed, Writing>;
  readonly moreVotes: ByKind<VotesNeed, Writing>;
  readonly spare: (votes: number, writing: Writing) => string;
}
