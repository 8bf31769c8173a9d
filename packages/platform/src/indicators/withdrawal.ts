import { Refusal } from "#kernel";
import type { Release, Withdrawal } from "./types.ts";

/** The note in the place of a release that was taken back, as a sentence. */
export const withdrawalWords = (release: Release["id"], note: Withdrawal): string =>
  `Release ${release} was withdrawn on ${note.on} by ${note.by}: ${note.reason.replace(/[.\s]+$/, "")}.${
    note.erased ? " Its figures and its original were erased." : ""
  }`;

/**
 * Refuses a release that was taken back, with its note.
 * @throws {Refusal} release-withdrawn
 */
export function requireReadable({ id, withdrawn }: Pick<Release, "id" | "withdrawn">): void {
  if (withdrawn !== null)
    throw new Refusal("release-withdrawn", withdrawalWords(id, withdrawn), {
      release: id,
      on: withdrawn.on,
      by: withdrawn.by,
      reason: withdrawn.reason,
    });
}
