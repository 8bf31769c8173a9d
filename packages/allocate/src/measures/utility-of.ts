import type { Instance } from "../instance.ts";

/** What an outcome is worth to a voter who names projects: the money spent on them, or their number. */
export type Worth = "cost" | "count";

/** What the winners are worth to each group of equal ballots. A ballot approves of what it names; points do not count. */
export function worthOfGroups(
  instance: Instance,
  winners: readonly number[],
  worth: Worth,
): readonly bigint[] {
  const chosen = new Set(winners);
  return instance.groups.map(({ projects }) =>
    projects.reduce(
      (sum, project) =>
        chosen.has(project) ? sum + (worth === "cost" ? instance.costs[project]! : 1n) : sum,
      0n,
    ),
  );
}
