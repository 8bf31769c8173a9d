import type { FileOutcome, ImportOutcome } from "#flows";

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

function fileLines(
  { file, release, isNew, figures, findings }: FileOutcome,
  dryRun: boolean,
): readonly string[] {
  const many = findings.length;
  const told =
    many === 0 ? "" : `, ${plural(many, "finding", "findings")} in what the source prints`;
  const state = isNew ? (dryRun ? "would be new" : "new") : "unchanged";
  return [
    `${file}: ${release} (${state}), ${plural(figures, "figure", "figures")}${told}`,
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
