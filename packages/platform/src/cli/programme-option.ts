import { id, isId, type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import type { OptionSpec } from "./command.ts";

/** `--programme` of a command about one programme. */
export const programmeOption: OptionSpec = {
  type: "string",
  value: "ID",
  about: "the programme (default: the only one)",
};

/**
 * The programme that a command is about: the one that `--programme` names, or the only one there is.
 * @throws {Refusal} programme-unknown when there is none or none of that name; usage-wrong when there are several
 */
export async function programmeFor(store: Store, given: unknown): Promise<ProgrammeId> {
  const { listProgrammes } = await import("#programme"); // while the site starts, it loads beside the database
  const known = await listProgrammes(store.db);
  const names = known.map((programme) => programme.id);
  if (typeof given === "string") {
    if (isId(given) && names.includes(id<"programme">(given))) return id<"programme">(given);
    const there = names.length === 0 ? "none yet" : names.join(", ");
    throw new Refusal("programme-unknown", `There is no programme "${given}"; there is ${there}.`, {
      programme: given,
    });
  }
  if (names.length === 1) return names[0]!;
  if (names.length === 0)
    throw new Refusal(
      "programme-unknown",
      "No programme has been imported yet. Import one first: krachtwijk import examples/wijkenaanpak",
    );
  throw new Refusal(
    "usage-wrong",
    `There are several programmes (${names.join(", ")}); choose one with --programme.`,
  );
}
