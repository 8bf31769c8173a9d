import fc from "fast-check";
import { type Election, readPabulib } from "../../packages/allocate/src/index.ts";

/** A small election: what projects cost, which of them each ballot names, and points where they count. */
interface Small {
  readonly budget: number;
  readonly costs: readonly number[];
  readonly ballots: readonly (readonly number[])[];
  readonly points?: readonly (readonly number[])[];
}

/** The text of a Pabulib file. */
const fileOf = ({ budget, costs, ballots, points }: Small): string =>
  [
    `META\nkey;value\nbudget;${budget}\nvote_type;${points === undefined ? "approval" : "scoring"}\ncurrency;EUR`,
    `PROJECTS\nproject_id;cost\n${costs.map((cost, at) => `p${at};${cost}`).join("\n")}`,
    `VOTES\nvoter_id;vote${points === undefined ? "" : ";points"}`,
    ...ballots.map(
      (ballot, at) =>
        `${at};${ballot.map((place) => `p${place}`).join()}${points === undefined ? "" : `;${points[at]!.join()}`}`,
    ),
  ].join("\n");

/** What such an election may hold. */
interface SmallOptions {
  /** Whole costs above 0 only. */
  readonly isPriced?: boolean;
  readonly hasPoints?: boolean;
}

const someCosts = [0, 1, 2, 3, 5, 8, 10, 20, 0.5, 2.25];
const wholeCosts = [1, 2, 3, 4, 5, 8, 10, 15, 20, 30];

/** Small elections of any kind, for property tests. */
export function elections({
  isPriced = false,
  hasPoints = false,
}: SmallOptions = {}): fc.Arbitrary<Election> {
  const costs = fc.array(fc.constantFrom(...(isPriced ? wholeCosts : someCosts)), {
    minLength: 1,
    maxLength: 6,
  });
  return fc
    .tuple(fc.integer({ min: 1, max: 60 }), costs)
    .chain(([budget, all]) =>
      fc.record({
        budget: fc.constant(budget),
        costs: fc.constant(all),
        ballots: fc.array(fc.subarray(all.map((_, at) => at)), { minLength: 1, maxLength: 9 }),
        seed: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 54, maxLength: 54 }),
      }),
    )
    .map(({ seed, ...small }) => {
      const points = small.ballots.map((ballot, voter) =>
        ballot.map((_, at) => seed[6 * voter + at]!),
      );
      return readPabulib(fileOf(hasPoints ? { ...small, points } : small));
    });
}
