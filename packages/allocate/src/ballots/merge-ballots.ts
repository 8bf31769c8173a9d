import type { Election, Vote } from "../pabulib/election.ts";

/** What is done with a voter who voted both online and on paper. */
export type DuplicateRule = "keep-first" | "keep-second" | "keep-neither";

/** A voter of whom both sources have a ballot. */
export interface DuplicateVoter {
  readonly voterId: string;
  /** Whether both ballots say the same. */
  readonly same: boolean;
  readonly kept: "first" | "second" | "neither";
}

/** Two sources put together. */
export interface MergedBallots {
  readonly election: Election;
  readonly fromFirst: number;
  readonly fromSecond: number;
  readonly duplicates: readonly DuplicateVoter[];
}

/** Two files that cannot be of one election. */
export class MergeError extends Error {
  override readonly name = "MergeError";
}

function sameBallot(a: Vote, b: Vote): boolean {
  const text = ({ choices, points }: Vote) =>
    `${choices.join()};${points?.map(({ units, decimals }) => `${units}e-${decimals}`).join() ?? ""}`;
  return text(a) === text(b);
}

/** Ballots of the second file with its projects and columns put where the first file has them. */
function translated(first: Election, second: Election): readonly Vote[] {
  const places = new Map(first.projects.map(({ id }, place) => [id, place]));
  const strange = second.projects.find(({ id }) => !places.has(id));
  if (strange !== undefined)
    throw new MergeError(
      `The second source has a project "${strange.id}" that is not on the ballot of the first.`,
    );
  if (first.voteType !== second.voteType)
    throw new MergeError(
      `The first source is a vote of type ${first.voteType}, the second of type ${second.voteType}.`,
    );
  const own = ({ voteColumns }: Election) =>
    voteColumns.filter(
      (column) => column !== "voter_id" && column !== "vote" && column !== "points",
    );
  const columns = own(second);
  return second.votes.map((vote) => ({
    voterId: vote.voterId,
    choices: vote.choices.map((place) => places.get(second.projects[place]!.id)!),
    points: vote.points,
    rest: own(first).map((column) => vote.rest[columns.indexOf(column)] ?? ""),
  }));
}

/**
 * Puts ballots of a second source, such as paper, beside those of the first. A voter who is in both is found by
 * `voter_id`; the rule says which ballot counts. Ballots without a voter_id are never taken for duplicates.
 *
 * @throws {MergeError} if the second source has other projects or another way of voting
 */
export function mergeBallots(
  first: Election,
  second: Election,
  rule: DuplicateRule,
): MergedBallots {
  const paper = translated(first, second);
  const seen = new Map(
    first.votes.flatMap((vote) => (vote.voterId === "" ? [] : [[vote.voterId, vote] as const])),
  );
  const duplicates: DuplicateVoter[] = [];
  const dropped = new Set<Vote>();
  const kept = (
    { "keep-first": "first", "keep-second": "second", "keep-neither": "neither" } as const
  )[rule];
  for (const vote of paper) {
    const other = seen.get(vote.voterId);
    if (other === undefined) continue;
    duplicates.push({ voterId: vote.voterId, same: sameBallot(other, vote), kept });
    if (kept !== "first") dropped.add(other);
    if (kept !== "second") dropped.add(vote);
  }
  const isKept = (vote: Vote) => !dropped.has(vote);
  const own = first.votes.filter(isKept);
  const added = paper.filter(isKept);
  const votes = [...own, ...added];
  const meta = new Map(first.meta);
  if (meta.has("num_votes")) meta.set("num_votes", `${votes.length}`);
  return {
    election: { ...first, meta, votes },
    fromFirst: own.length,
    fromSecond: added.length,
    duplicates,
  };
}
