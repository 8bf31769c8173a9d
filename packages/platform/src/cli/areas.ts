import { type BoundarySet, readBoundarySets } from "#areas";
import { Refusal } from "#kernel";
import type { Command } from "./command.ts";
import { programmeFor, programmeOption } from "./programme-option.ts";
import { withStore } from "./with-store.ts";

const setLine = ({ id, kind, year, areas, number, source, licence }: BoundarySet) =>
  `${id}: ${areas} × ${kind}, ${year}${number > 1 ? `, corrected (number ${number})` : ""}. ${source}. ${licence}.`;

/** `krachtwijk areas`: boundary sets, codes through the years, and names that wait for a person. */
export const areasCommand: Command = {
  name: "areas",
  usage: "areas [PART …]",
  about: "Boundaries through the years: sets, codes, changes, checks, and names to confirm.",
  help: [
    "Alone it lists the boundary sets. docs/areas.md tells more.",
    "Load a set with krachtwijk import FILE… --as boundaries --kind district --year 2022 --source TEXT --licence TEXT.",
  ],
  options: { programme: programmeOption },
  parts: async () => (await import("./areas/parts.ts")).areaParts,
  async run(call) {
    const [name] = call.positionals;
    if (name !== undefined)
      throw new Refusal("usage-wrong", `There is no "areas ${name}". See krachtwijk areas --help.`);
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const sets = (await readBoundarySets(store.db, programme)).filter(({ current }) => current);
      const lines = sets.length === 0 ? ["There are no boundary sets yet."] : sets.map(setLine);
      call.result(
        { ok: true, programme, sets: sets.map(({ shapesFile: _, ...set }) => set) },
        lines,
      );
      return 0;
    });
  },
};
