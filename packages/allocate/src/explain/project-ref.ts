import type { Count } from "../count.ts";
import type { ProjectRef } from "./amount.ts";

/** A project by its place, as a text names it. */
export function refOf({ election }: Pick<Count, "election">, place: number): ProjectRef {
  const { id, fields } = election.projects[place]!;
  const name = fields.get("name") ?? "";
  return { id, name: name === "" ? null : name };
}
