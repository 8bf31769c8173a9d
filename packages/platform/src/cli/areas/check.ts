import { checkSet, type SetFinding } from "#areas";
import { Refusal } from "#kernel";
import type { Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { numberOption, requireSet } from "./two-sets.ts";

/** Most findings of a kind that are told one by one. */
const shown = 5;

const place = ([longitude, latitude]: readonly [number, number]) =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

function few(areas: readonly string[]): string {
  return areas.length > 4 ? `${areas.slice(0, 4).join(", ")} …` : areas.join(", ");
}

/** A line for each kind, and under it the largest that drawing cannot have made. */
function linesOf(findings: readonly SetFinding[]): readonly string[] {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const own = findings.filter((one) => one.kind === kind);
    const wide = own.filter(({ withinTolerance }) => !withinTolerance);
    return [
      `${kind}: ${own.length}, of which ${own.length - wide.length} no wider than the tolerance`,
      ...wide
        .slice(0, shown)
        .map(
          ({ at, squareMetres, width, areas }) =>
            `  ${squareMetres} m², ${width} m wide, at ${place(at)}: ${few(areas)}`,
        ),
      ...(wide.length > shown ? [`  and ${wide.length - shown} more (--json tells all)`] : []),
    ];
  });
}

/** `krachtwijk areas check SET`: holes, overlaps, islands and broken rings. */
export const checkCommand: Command = {
  name: "check",
  usage: "areas check SET [--tolerance METRES]",
  about: "Check whether the areas of a set fit: holes, overlaps, islands, broken rings.",
  help: [
    "What is no wider than the tolerance can come from drawing or simplifying alone: take twice the precision of the file.",
    "A lake, or land that a set leaves out on purpose, is a hole too.",
    "Exit code 1 when something is wider than that. docs/areas.md tells what the kinds mean.",
    "",
    "  krachtwijk areas check district-2022 --tolerance 2",
  ],
  options: {
    programme: programmeOption,
    tolerance: { type: "string", value: "METRES", about: "what drawing can make (default 1)" },
  },
  async run(call) {
    const [id] = call.positionals;
    if (id === undefined) throw new Refusal("usage-wrong", "areas check needs a SET.");
    const tolerance = numberOption("tolerance", call.values["tolerance"], {
      usual: 1,
      most: 100_000,
    });
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const { set, shapes } = await requireSet(store, programme, id);
      const findings = checkSet(shapes, { tolerance });
      const wide = findings.filter(({ withinTolerance }) => !withinTolerance).length;
      const { flat } = set.checks;
      call.result({ ok: wide === 0, set: set.id, tolerance, flat, findings }, [
        ...linesOf(findings),
        ...(flat.length === 0 ? [] : [`not looked at: ${flat.length} areas that enclose nothing`]),
        ...(findings.length === 0 ? [`${set.id}: ${shapes.length} areas that fit`] : []),
      ]);
      return wide === 0 ? 0 : 1;
    });
  },
};
