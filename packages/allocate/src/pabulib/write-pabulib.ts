import { decimalText } from "../decimal.ts";
import type { Election, Vote } from "./election.ts";

/** A cell as it is written: in quotes where it would otherwise be read as something else. */
function cellText(cell: string): string {
  const needsQuotes = /[;"\n\r]/.test(cell) || cell !== cell.trim() || cell.startsWith("#");
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const lineText = (cells: readonly string[]) => cells.map(cellText).join(";");

function voteCells(vote: Vote, { voteColumns, projects }: Election): readonly string[] {
  const rest = [...vote.rest];
  return voteColumns.map((column) => {
    if (column === "voter_id") return vote.voterId;
    if (column === "vote") return vote.choices.map((place) => projects[place]!.id).join(",");
    if (column === "points")
      return (
        vote.points?.map(({ units, decimals }) => decimalText(units, decimals)).join(",") ?? ""
      );
    return rest.shift() ?? "";
  });
}

/**
 * Writes an election as a Pabulib file: everything that was read, unknown keys and columns too, in the same order;
 * lines end in LF, cells are in quotes only where they have to be. Reading it again gives the same election.
 */
export function writePabulib(election: Election): string {
  const { meta, projectColumns, projects, voteColumns, votes } = election;
  const lines = [
    "META",
    "key;value",
    ...[...meta].map(lineText),
    "PROJECTS",
    lineText(projectColumns),
    ...projects.map(({ fields }) =>
      lineText(projectColumns.map((column) => fields.get(column) ?? "")),
    ),
    "VOTES",
    lineText(voteColumns),
    ...votes.map((vote) => lineText(voteCells(vote, election))),
  ];
  return `${lines.join("\n")}\n`;
}
