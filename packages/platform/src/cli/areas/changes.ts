import { type BoundarySet, changeColumns, changeRow, proposeChanges } from "#areas";
import { toCsv } from "#indicators";
import { Refusal } from "#kernel";
import type { Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { writeFileWhole } from "../write-file.ts";
import { numberOption, requireSet } from "./two-sets.ts";

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
  about:
    "Propose what became of areas between two boundary sets: merge, split, rename, renumber, border-change.",
  help: [
    "The land that areas have in common decides, then codes and names; nothing is stored. The rows are those of area-changes.csv in a programme folder:",
    "look them over, write who confirms them, and import the folder.",
    "",
    "  krachtwijk areas changes district-2014 district-2022 --out area-changes.csv",
  ],
  options: {
    programme: programmeOption,
    tolerance: {
      type: "string",
      value: "SHARE",
      about: "a part no larger than this share of the smaller area is drawing (default 0.05)",
    },
    width: {
      type: "string",
      value: "METRES",
      about:
        "so is a strip so wide along its border: twice the precision of the coarser map (default 0)",
    },
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
    const tolerance = numberOption("tolerance", call.values["tolerance"], {
      usual: 0.05,
      most: 0.5,
    });
    const width = numberOption("width", call.values["width"], { usual: 0, most: 100_000 });
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const [from, to] = [
        await requireSet(store, programme, a),
        await requireSet(store, programme, b),
      ];
      refuseUnlike(from.set, to.set);
      const { changes, gone, fresh } = proposeChanges(
        { year: from.set.year, shapes: from.shapes },
        { year: to.set.year, shapes: to.shapes },
        { tolerance, width },
      );
      const csv = toCsv(changeColumns, changes.map(changeRow));
      const out = call.values["out"] as string | undefined;
      if (out !== undefined) await writeFileWhole(out, csv);
      const told = out === undefined ? csv.trimEnd() : `${changes.length} changes are in ${out}.`;
      call.result({ ok: true, from: a, to: b, changes, gone, fresh }, [told]);
      if (gone.length + fresh.length > 0)
        call.progress(`Nothing is known of ${[...gone, ...fresh].join(", ")}: no land in common.`);
      return 0;
    });
  },
};
