import { type ProgrammeId, Refusal } from "#kernel";
import type { Lake, Store } from "#store";
import { byLargest, type Comparison, compareStates } from "./compare-store.ts";
import { type Cover, coverChanges, readCover } from "./cover.ts";
import type { ReleaseFile } from "./figure-store.ts";
import { filesUpTo, readRelease } from "./release-store.ts";
import type { FigureChange, Release } from "./types.ts";
import { requireReadable } from "./withdrawal.ts";

/** Two releases of one source, and how what the source said with the one differs from what it said with the other. */
export interface ReleaseComparison extends Comparison {
  readonly from: Release;
  readonly to: Release;
}

/**
 * A comparison as it may be seen. Revisions that are hidden come last: their place among the others would tell how large
 * they are. So more are read, until enough of them can be told or there are no more.
 */
async function seenChanges(
  lake: Lake,
  cover: Cover,
  [old, fresh]: readonly (readonly ReleaseFile[])[],
  limit: number,
): Promise<Comparison> {
  const seen = (changes: readonly FigureChange[]) => coverChanges(cover, changes);
  for (let most = limit; ; most *= 4) {
    const found = await compareStates(lake, old!, fresh!, { limit: most });
    const revised = await seen(found.revised);
    const isLost = ({ difference }: FigureChange, at: number) =>
      difference === null && found.revised[at]!.difference !== null;
    const told = revised.filter((change, at) => !isLost(change, at)).length;
    if (told < revised.length && told < limit && most < found.counts.revised) continue;
    const [added, removed] = await Promise.all([found.added, found.removed].map(seen));
    return {
      counts: found.counts,
      revised: revised.toSorted(byLargest).slice(0, limit),
      added: added!.slice(0, limit),
      removed: removed!.slice(0, limit),
    };
  }
}

/**
 * Compares what a source said with two of its releases: a partial one stands on the whole one before it, so figures
 * that it does not repeat are not called removed.
 * @param limit how many figures of each kind to list, the largest relative revisions first
 * @throws {Refusal} release-unknown, release-withdrawn; question-impossible for two sources, or no figures
 */
export async function compareReleases(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<ReleaseComparison> {
  const { db, lake } = store;
  const old = await readRelease(db, programme, from);
  const fresh = await readRelease(db, programme, to);
  for (const release of [old, fresh]) {
    requireReadable(release);
    if (release.kind !== "figures")
      throw new Refusal(
        "question-impossible",
        `Release ${release.id} holds ${release.kind === "grants" ? "grants" : "the programme's own facts"}, no figures; only releases of figures can be compared.`,
        { why: "no-figures", release: release.id },
      );
  }
  if (old.source !== fresh.source)
    throw new Refusal(
      "question-impossible",
      `Release ${old.id} is of the source ${old.source} and ${fresh.id} of ${fresh.source}; only releases of one source can be compared.`,
      { why: "other-source", from: old.id, to: fresh.id },
    );
  const states = await Promise.all(
    [old, fresh].map((release) => filesUpTo(db, programme, release)),
  );
  const cover = await readCover(store, programme);
  return { from: old, to: fresh, ...(await seenChanges(lake, cover, states, limit)) };
}
