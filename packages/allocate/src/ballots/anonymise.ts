import type { Election, Vote } from "../pabulib/election.ts";
import { compareBytes } from "../ties.ts";

/** How ballots are made fit for publication. */
export interface AnonymiseOptions {
  /** Columns about voters that may stay, such as sex; all others go. Default: none. */
  readonly columns?: readonly string[];
  /** A combination of those columns that fewer voters than this share is emptied. Default 10. */
  readonly least?: number;
  /** Years in an age group, where `age` stays. Default 10. */
  readonly ageYears?: number;
}

function ageGroup(age: string, years: number): string {
  const value = Number(age);
  if (age.trim() === "" || !Number.isFinite(value) || value < 0) return "";
  const from = Math.floor(value / years) * years;
  return `${from}-${from + years - 1}`;
}

const ballotText = ({ choices, points, rest }: Vote) =>
  [
    choices.join(),
    points?.map(({ units, decimals }) => `${units}e-${decimals}`).join() ?? "",
    ...rest,
  ].join(";");

/**
 * Ballots fit for publication: no voter ids, no columns about voters but those that may stay, ages in groups, rare
 * combinations emptied, and in an order that says nothing of who voted when. The count stays the same to the last vote.
 *
 * What a rare ballot itself gives away cannot be hidden: somebody who knows what a neighbour voted for finds it again.
 */
export function anonymise(election: Election, options: AnonymiseOptions = {}): Election {
  const { columns = [], least = 10, ageYears = 10 } = options;
  const about = election.voteColumns.filter(
    (column) => !["voter_id", "vote", "points"].includes(column),
  );
  const kept = about.filter((column) => columns.includes(column));
  const fields = election.votes.map(({ rest }) =>
    kept.map((column) => {
      const value = rest[about.indexOf(column)] ?? "";
      return column === "age" ? ageGroup(value, ageYears) : value;
    }),
  );
  const counts = new Map<string, number>();
  for (const values of fields)
    counts.set(values.join(";"), (counts.get(values.join(";")) ?? 0) + 1);
  const votes = election.votes.map((vote, at) => {
    const values = fields[at]!;
    const isRare = counts.get(values.join(";"))! < least;
    return { ...vote, voterId: "", rest: isRare ? values.map(() => "") : values };
  });
  // Sorted by what they say, the order holds no other information, and two runs give the same file.
  const sorted = votes
    .map((vote) => [ballotText(vote), vote] as const)
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([, vote], at) => ({ ...vote, voterId: `${at + 1}` }));
  return {
    ...election,
    voteColumns: election.voteColumns.filter(
      (column) => !about.includes(column) || kept.includes(column),
    ),
    votes: sorted,
    findings: [],
  };
}
