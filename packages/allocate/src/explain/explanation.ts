import type { Amount, ProjectRef } from "./amount.ts";

/** What a rate or a threshold is counted in. */
export type Per = "vote" | "point";

/** How the supporters of a project paid for it in Equal Shares; numbers of voters. */
export interface Payers {
  /** Paid the full price. */
  readonly full: number;
  /** Paid all they had left, which was less. */
  readonly rest: number;
  /** Had nothing left, and paid nothing. */
  readonly none: number;
}

/** Why a project won or lost, in the terms of the rule that decided. Amounts are in the currency of the file. */
export type Why =
  /** Nobody gave it a vote or a point. */
  | { readonly kind: "no-support" }
  /** Greedy: its turn came and it fitted in what was left. */
  | { readonly kind: "fits"; readonly left: Amount }
  /** Greedy: the money of its part was gone, and it was paid from what all parts left. */
  | { readonly kind: "from-the-rest"; readonly limit: string; readonly left: Amount }
  /** Greedy: it had less support than a project must have. */
  | { readonly kind: "below-threshold"; readonly threshold: number; readonly per: Per }
  /** Greedy and maximin: it cost more than was left; `after` is the choice that left so little, null if none did. */
  | {
      readonly kind: "too-dear";
      readonly left: Amount;
      readonly missing: Amount;
      readonly after: ProjectRef | null;
    }
  /** Greedy: it cost more than was left for its part. */
  | {
      readonly kind: "limit";
      readonly limit: string;
      readonly left: Amount;
      readonly missing: Amount;
    }
  /** Greedy: another project was chosen that excludes it. */
  | { readonly kind: "excluded"; readonly by: ProjectRef }
  /** Greedy without skipping: the count had ended at a project that did not fit. */
  | { readonly kind: "stopped"; readonly by: ProjectRef }
  /** Equal Shares: it costs nothing and somebody wants it. */
  | { readonly kind: "free" }
  /** Equal Shares: its supporters paid it; `round` counts payments from 1. */
  | {
      readonly kind: "paid";
      readonly round: number;
      readonly share: Amount;
      readonly per: Per;
      /** What a supporter paid per vote or point, unless that was more than he had left. */
      readonly price: Amount;
      readonly payers: Payers;
    }
  /** Equal Shares: added at the end from what was left, as the best supported project that still fitted. */
  | { readonly kind: "filled-up"; readonly left: Amount }
  /** Equal Shares: its supporters could not pay it. */
  | {
      readonly kind: "unaffordable";
      readonly share: Amount;
      /** Payments made when its supporters no longer had its cost together; 0 if they never had. */
      readonly round: number;
      /** The project that was paid for in that round. */
      readonly after: ProjectRef | null;
      /** What its supporters had together then, and what was missing. */
      readonly money: Amount;
      readonly missing: Amount;
      /** What they had left in the end. */
      readonly moneyAtEnd: Amount;
      /** What was left of the budget at its turn when the outcome was filled up; null where nothing is filled up. */
      readonly fill: Amount | null;
      /** What was left of the budget after all. */
      readonly unspent: Amount;
    }
  /** Phragmén: its supporters had its cost together when every voter had received `time`. */
  | { readonly kind: "bought"; readonly time: Amount }
  /** Phragmén: its turn came at `time`, it no longer fitted, and the count ended. */
  | {
      readonly kind: "ended-count";
      readonly time: Amount;
      readonly left: Amount;
      readonly missing: Amount;
    }
  /** Phragmén: its turn would have come at `time`; the count had ended at `end`, when `by` no longer fitted. */
  | {
      readonly kind: "too-late";
      readonly time: Amount;
      readonly end: Amount;
      readonly by: ProjectRef;
    }
  /** Maximin: with it, the most loaded voter bore least. */
  | { readonly kind: "least-load"; readonly load: Amount }
  /** Vouchers: residents gave it what it costs, or more. */
  | {
      readonly kind: "carried-out";
      readonly round: number;
      readonly given: Amount;
      readonly givers: number;
      readonly most: Amount;
      readonly returned: Amount;
    }
  /** Vouchers: of those still taking part it was furthest from its cost. */
  | {
      readonly kind: "dropped";
      readonly round: number;
      readonly given: Amount;
      readonly givers: number;
      readonly missing: Amount;
    };

/** The vote between two outcomes, where Equal Shares was held against greedy. */
export interface RivalVote {
  readonly preferShares: number;
  readonly preferGreedy: number;
  readonly indifferent: number;
  readonly chosen: "equal-shares" | "greedy";
  /** Whether this project is in each of the two outcomes. */
  readonly inShares: boolean;
  readonly inGreedy: boolean;
}

/** Why one project won or lost: plain data, to be written as JSON or as text. */
export interface Explanation extends ProjectRef {
  readonly won: boolean;
  /** 1 for the first that was chosen; null for a loser. */
  readonly position: number | null;
  readonly votes: number;
  /** Points together; null where ballots have none. */
  readonly score: number | null;
  readonly cost: Amount;
  /** As in the file, such as EUR; null where it does not say. */
  readonly currency: string | null;
  readonly why: Why;
  /** Projects that were level with this one and met another fate: the declared order decided. */
  readonly tiedWith: readonly ProjectRef[];
  readonly rival: RivalVote | null;
}
