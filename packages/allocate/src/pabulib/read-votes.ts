import { type Decimal, parseDecimal } from "../decimal.ts";
import type { Vote, VoteType } from "./election.ts";
import { PabulibError } from "./pabulib-error.ts";

/** What a row of votes is read with. */
export interface VoteReading {
  readonly voteType: VoteType;
  readonly places: ReadonlyMap<string, number>;
  /** Where `voter_id`, `vote` and `points` stand; −1 where there is none. */
  readonly at: { readonly voter: number; readonly vote: number; readonly points: number };
  readonly note: (line: number, column: string, what: string) => void;
}

function readPoints(cell: string, choices: number, line: number): readonly Decimal[] {
  const texts = cell === "" ? [] : cell.split(",");
  if (texts.length !== choices)
    throw new PabulibError(
      line,
      "points",
      `${texts.length} points stand beside ${choices} projects; as many points as projects are expected.`,
    );
  return texts.map((text) => {
    const points = parseDecimal(text.trim());
    if (points === null)
      throw new PabulibError(line, "points", `"${text.trim()}" is not a number of points.`);
    return points;
  });
}

/** The projects of a ballot; what it names twice counts once. */
function readChoices(cell: string, line: number, reading: VoteReading): readonly number[] {
  if (cell === "") return [];
  return cell.split(",").map((text) => {
    const place = reading.places.get(text) ?? reading.places.get(text.trim());
    if (place === undefined)
      throw new PabulibError(
        line,
        "vote",
        `"${text.trim()}" is not a project_id of this file; ids separated by commas are expected.`,
      );
    return place;
  });
}

/** @throws {PabulibError} with line and column if the row cannot be counted */
export function readVote(cells: readonly string[], line: number, reading: VoteReading): Vote {
  const { at, voteType, note } = reading;
  const voterId = cells[at.voter] ?? "";
  if (voterId === "") note(line, "voter_id", "This ballot has no voter_id.");
  const listed = readChoices(cells[at.vote] ?? "", line, reading);
  const needsPoints = voteType === "cumulative" || voteType === "scoring";
  const pointsCell = at.points < 0 ? "" : (cells[at.points] ?? "");
  const hasPoints = needsPoints || pointsCell !== "";
  const all = hasPoints ? readPoints(pointsCell, listed.length, line) : null;
  const rest = cells.filter(
    (_, index) => index !== at.voter && index !== at.vote && index !== at.points,
  );
  if (new Set(listed).size === listed.length)
    return { voterId, choices: listed, points: all, rest };
  note(line, "vote", "This ballot names a project twice; it counts once.");
  const isFirst = (place: number, index: number) => listed.indexOf(place) === index;
  return {
    voterId,
    choices: listed.filter(isFirst),
    points: all?.filter((_, index) => isFirst(listed[index]!, index)) ?? null,
    rest,
  };
}
