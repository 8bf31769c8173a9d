import type { Count } from "./count.ts";

/** The outcome that a file says was official, and where a count differs from it. */
export interface Official {
  /** Ids of the selected projects, as in the file. */
  readonly selected: readonly string[];
  readonly same: boolean;
  readonly differences: readonly {
    readonly id: string;
    readonly official: boolean;
    readonly counted: boolean;
  }[];
}

const yes = new Set(["1", "true", "yes"]);

/** Compares a count with the column `selected` of its file; null where the file does not say. */
export function officialOf({ election, winners }: Count): Official | null {
  if (!election.projectColumns.includes("selected")) return null;
  const chosen = new Set(winners);
  const differences: Official["differences"][number][] = [];
  const selected: string[] = [];
  for (const [place, { id, fields }] of election.projects.entries()) {
    const official = yes.has((fields.get("selected") ?? "").toLowerCase());
    if (official) selected.push(id);
    if (official !== chosen.has(place))
      differences.push({ id, official, counted: chosen.has(place) });
  }
  return { selected, same: differences.length === 0, differences };
}
