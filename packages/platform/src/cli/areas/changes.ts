import {
  type BoundarySet,
  changeColumns,
  changeRow,
  proposeChanges,
  readSetWithShapes,
} from "#areas";
import { toCsv } from "#indicators";
import { type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import { programmeOption } from "../areas.ts";
import type { Command } from "../command.ts";
import { programmeFor } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { writeFileWhole } from "../write-file.ts";

async function setOf(store: Store, programme: ProgrammeId, id: string) {
  const found = await readSetWithShapes(store, programme, id);
  if (found !== null) return found;
  throw new Refusal(
    "input-missing",
    `There is no boundary set "${id}". krachtwijk areas lists those there are.`,
    { set: id },
  );
}

function refuseUnlike(from: BoundarySet, to: BoundarySet): void {
  if (from.kind !== to.kind)
    throw new Refusal(
      "usage-wrong",
      `${from.id} has areas of the kind ${from.kind} and ${to.id} of the kind ${to.kind}; changes are between two years of one kind.`,
    );
  if (from.year >= to.year)
    throw new Refusal("usage-wrong", `${from.id} is not before ${to.id}; name the earlier first.`);
}

/** `krachtwijk areas changes A B`: what became of the areas of one year, for a person to confirm. */
export const changesCommand: Command = {
  name: "changes",
  usage: "areas changes SET_A SET_B [--out FILE]",
  about: "Propose what became of areas between two boundary sets: merge, split, rename, renumber.",
  help: [
    "Codes, names and points inside decide; nothing is stored. The rows are those of area-changes.csv in a programme folder:",
    "look them over, write who confirms them, and import the folder.",
    "",
    "  krachtwijk areas changes district-2014 district-2022 --out area-changes.csv",
  ],
  options: {
    programme: programmeOption,
    out: {
      type: "string",
      value: "FILE",
      about: "write the rows there (default: to the terminal)",
    },
  },
  async run(call) {
    const [a, b] = call.positionals;
    if (a === undefined || b === undefined)
      throw new Refusal("usage-wrong", "areas changes needs two sets, SET_A and SET_B.");
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const [from, to] = [await setOf(store, programme, a), await setOf(store, programme, b)];
      refuseUnlike(from.set, to.set);
      const changes = proposeChanges(
        { year: from.set.year, shapes: from.shapes },
        { year: to.set.year, shapes: to.shapes },
      );
      const csv = toCsv(changeColumns, changes.map(changeRow));
      const out = call.values["out"] as string | undefined;
      if (out !== undefined) await writeFileWhole(out, csv);
      const told = out === undefined ? csv.trimEnd() : `${changes.length} changes are in ${out}.`;
      call.result({ ok: true, from: a, to: b, changes }, [told]);
      return 0;
    });
  },
};
