import { type Count, officialOf } from "@krachtwijk/allocate";
import { Refusal } from "#kernel";
import type { Call, ExitCode } from "../command.ts";
import { moneyOf } from "./document.ts";
import { readElection } from "./read-election.ts";
import { runCount } from "./run-count.ts";
import type { Asked } from "./settings.ts";

function rowOf(file: string, count: Count, seconds: number) {
  const official = officialOf(count);
  return {
    file,
    rule: count.settings.rule,
    ballots: count.election.votes.length,
    projects: count.election.projects.length,
    winners: count.winners.length,
    budget: moneyOf(count, count.instance.budget),
    cost: moneyOf(count, count.cost),
    ties: count.ties.length,
    official:
      official === null ? null : { same: official.same, differences: official.differences.length },
    seconds: Math.round(seconds * 1000) / 1000,
  };
}

type Row = ReturnType<typeof rowOf> | { readonly file: string; readonly error: string };

function lineOf(row: Row): string {
  if ("error" in row) return `${row.file}: ${row.error}`;
  const { official } = row;
  const told =
    official === null
      ? ""
      : official.same
        ? "  as official"
        : `  ${official.differences} differ from official`;
  return [
    `${row.file}:`,
    `${row.rule},`,
    `${row.ballots} ballots,`,
    `${row.winners} of ${row.projects} projects,`,
    `${row.cost} of ${row.budget}${told}`,
  ].join(" ");
}

/** Counts many files. One that cannot be read is told with its place, and does not stop the others: exit code 1. */
export async function countAll(
  call: Call,
  files: readonly string[],
  asked: Asked,
): Promise<ExitCode> {
  const rows: Row[] = [];
  for (const [at, file] of files.entries()) {
    call.progress(`${at + 1} of ${files.length}: ${file}`);
    const begin = performance.now();
    try {
      const election = await readElection(file, call.values["strict"] === true);
      rows.push(
        rowOf(
          file,
          runCount(file, election, asked, () => {}),
          (performance.now() - begin) / 1000,
        ),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rows.push({ file, error: error.message });
    }
  }
  call.result({ elections: rows }, rows.map(lineOf));
  return rows.some((row) => "error" in row) ? 1 : 0;
}
