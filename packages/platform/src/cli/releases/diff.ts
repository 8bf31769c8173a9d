import { compareReleases, type FigureChange } from "#indicators";
import { Refusal } from "#kernel";
import type { Command } from "../command.ts";
import { tableLines } from "../measure/table-lines.ts";
import { programmeFor } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { changeRow, changesLine } from "./lines.ts";
import { programmeOption } from "./options.ts";

const defaultLimit = 20;
/** A list for people and scripts; who wants more has the exports. */
const largestLimit = 100_000;

function limitOf(given: unknown): number {
  if (given === undefined) return defaultLimit;
  if (typeof given === "string" && /^\d{1,6}$/.test(given) && Number(given) <= largestLimit)
    return Number(given);
  throw new Refusal(
    "usage-wrong",
    `--limit "${given}" is not a number of figures; expected 0 to ${largestLimit}.`,
  );
}

function listLines(title: string, all: readonly FigureChange[], total: number): readonly string[] {
  if (all.length === 0) return [];
  const of = all.length < total ? ` (${all.length} of ${total.toLocaleString("en-GB")})` : "";
  const rows = [["figure", "old", "new", "difference", "relative"], ...all.map(changeRow)];
  return ["", `${title}${of}`, ...tableLines(rows)];
}

/** `krachtwijk releases diff`: which figures two releases of a source add, remove and revise. */
export const diffCommand: Command = {
  name: "diff",
  usage: "releases diff A B [--limit N] [--programme ID]",
  about:
    "Figures that were added, removed and revised from release A to B, the largest revisions first.",
  help: [
    "A partial release is compared as it stands: on the whole one before it, so what it does not repeat is not removed.",
    "A difference is in the indicator's unit; relative is of the old value. From 0 there is none, and it comes first.",
    "",
    "  krachtwijk releases diff early-school-leaving-r1 early-school-leaving-r2 --limit 5",
  ],
  options: {
    limit: {
      type: "string",
      value: "N",
      about: `how many figures of each kind to list (default ${defaultLimit})`,
    },
    programme: programmeOption,
  },
  async run(call) {
    const { values, positionals, result } = call;
    const [from, to, ...more] = positionals;
    if (from === undefined || to === undefined || more.length > 0)
      throw new Refusal(
        "usage-wrong",
        "releases diff needs two releases: A, and B that came after it.",
      );
    const limit = limitOf(values["limit"]);
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, values["programme"]);
      const { counts, revised, added, removed } = await compareReleases(store, programme, {
        from,
        to,
        limit,
      });
      result({ ok: true, from, to, counts, revised, added, removed }, [
        `${from} → ${to}: ${changesLine(counts)}`,
        ...listLines("Revised", revised, counts.revised),
        ...listLines("Added", added, counts.added),
        ...listLines("Removed", removed, counts.removed),
      ]);
      return 0;
    });
  },
};
