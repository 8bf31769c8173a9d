import type { ImportOutcome } from "#flows";

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** What an import did, one line a file. */
export function importLines(
  { programme, files, changed }: ImportOutcome,
  { dryRun }: { readonly dryRun: boolean },
): readonly string[] {
  const lines = files.map(({ file, release, isNew, figures, findings }) => {
    const told =
      findings === 0
        ? ""
        : `, ${plural(findings, "finding", "findings")} in what the source prints`;
    const state = isNew ? (dryRun ? "would be new" : "new") : "unchanged";
    return `${file}: ${release} (${state}), ${plural(figures, "figure", "figures")}${told}`;
  });
  const end = changed
    ? dryRun
      ? `Nothing was stored: this was a dry run of ${programme}.`
      : `Programme ${programme} is stored.`
    : `Programme ${programme} is unchanged.`;
  return [...lines, end];
}
