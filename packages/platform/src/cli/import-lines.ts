import type { FileOutcome, ImportOutcome } from "#flows";
import { withdrawalWords } from "#indicators";

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** What a release changes of what its source said before. */
function changeLine({ changes }: FileOutcome): readonly string[] {
  if (changes === null) return [];
  const { added, removed, revised, unchanged } = changes;
  return [`  ${added} added, ${removed} removed, ${revised} revised, ${unchanged} as they were`];
}

/** The note on a release that was taken back: delivering it again does not undo that. */
function withdrawnLine({ release, withdrawn }: FileOutcome): readonly string[] {
  if (withdrawn === null) return [];
  const note = withdrawalWords(release, withdrawn);
  return [`  ${note} It does not count, and importing it again does not change that.`];
}

function fileLines(outcome: FileOutcome, dryRun: boolean): readonly string[] {
  const { file, release, isNew, figures, findings } = outcome;
  const many = findings.length;
  const told =
    many === 0 ? "" : `, ${plural(many, "finding", "findings")} in what the source prints`;
  const state = isNew ? (dryRun ? "would be new" : "new") : "unchanged";
  const what = release.startsWith("programme-r") ? ["fact", "facts"] : ["figure", "figures"];
  return [
    `${file}: ${release} (${state}), ${plural(figures, what[0]!, what[1]!)}${told}`,
    ...withdrawnLine(outcome),
    ...changeLine(outcome),
    ...findings.map(
      ({ line, column, about, printed, expected, cause }) =>
        `  ${file}:${line}, column "${column}": ${about}: it prints ${printed}, and its figures give ${expected}${cause === "rounding" ? " (rounding)" : ""}`,
    ),
  ];
}

/** What an import did, one line a file, and under it what its source prints that does not follow. */
export function importLines(
  { programme, files, changed }: ImportOutcome,
  { dryRun }: { readonly dryRun: boolean },
): readonly string[] {
  const end = changed
    ? dryRun
      ? `Nothing was stored: this was a dry run of ${programme}.`
      : `Programme ${programme} is stored.`
    : `Programme ${programme} is unchanged.`;
  return [...files.flatMap((file) => fileLines(file, dryRun)), end];
}

/** From this part on, what a whole delivery leaves out is more likely forgotten than gone. */
const muchRemoved = 0.1;

/** Warnings of deliveries that leave out much of what their source had. */
export const removalWarnings = (outcomes: readonly ImportOutcome[]): readonly string[] =>
  outcomes.flatMap(({ files }) =>
    files.flatMap(({ release, changes }) => {
      if (changes === null) return [];
      const { removed, revised, unchanged } = changes;
      const before = removed + revised + unchanged;
      return removed <= muchRemoved * before
        ? []
        : [
            `${release} leaves out ${removed} of the ${before} figures that its source had. If it is a part beside them, import it with --partial.`,
          ];
    }),
  );

/** The findings of all files, each with the file it is in. */
export const findingsIn = (outcomes: readonly ImportOutcome[]) =>
  outcomes.flatMap(({ files }) =>
    files.flatMap(({ file, findings }) => findings.map((finding) => ({ file, ...finding }))),
  );

/** Outcomes as `--json` has them: the findings themselves stand in one list beside it. */
export const countedOutcomes = (outcomes: readonly ImportOutcome[]) =>
  outcomes.map((outcome) => ({
    ...outcome,
    files: outcome.files.map((file) => ({ ...file, findings: file.findings.length })),
  }));
