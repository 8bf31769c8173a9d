import { readReleases } from "#indicators";
import { Refusal } from "#kernel";
import { asOfIn, asOfOption } from "./as-of-option.ts";
import type { Command } from "./command.ts";
import { tableLines } from "./measure/table-lines.ts";
import { programmeFor } from "./programme-option.ts";
import { listHead, listRow } from "./releases/lines.ts";
import { programmeOption } from "./releases/options.ts";
import { withStore } from "./with-store.ts";

/** `krachtwijk releases`: every release, and commands to show, compare and withdraw one. */
export const releasesCommand: Command = {
  name: "releases",
  usage: "releases [show|diff|withdraw] [--as-of DATE] [--programme ID]",
  about: "List releases; show one, compare two, withdraw one.",
  help: [
    "A release counts from the day it is available: as pages and reports of a source, the newest whole one and the partial ones after it.",
    "",
    "  krachtwijk releases --as-of 2009-12-31",
  ],
  options: { "as-of": asOfOption, programme: programmeOption },
  parts: async () =>
    Promise.all([
      import("./releases/show.ts").then(({ showCommand }) => showCommand),
      import("./releases/diff.ts").then(({ diffCommand }) => diffCommand),
      import("./releases/withdraw.ts").then(({ withdrawCommand }) => withdrawCommand),
    ]),
  async run(call) {
    const { values, positionals, result } = call;
    if (positionals.length > 0)
      throw new Refusal(
        "usage-wrong",
        `releases has no "${positionals[0]}"; expected show, diff or withdraw, or nothing for the list.`,
      );
    const asOf = asOfIn(values);
    return withStore(call, async (store) => {
      const releases = await readReleases(
        store.db,
        await programmeFor(store, values["programme"]),
        asOf,
      );
      result(
        {
          ok: true,
          ...asOf,
          releases: releases.map(({ id, source, current, withdrawn, manifest }) => ({
            release: id,
            source,
            current,
            withdrawn,
            manifest,
          })),
        },
        tableLines([listHead, ...releases.map(listRow)]),
      );
      return 0;
    });
  },
};
