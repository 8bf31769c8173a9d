import { type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import { type Comparison, compareStates } from "./compare-store.ts";
import { coverChanges, readCover } from "./cover.ts";
import { filesUpTo, readRelease } from "./release-store.ts";
import type { Release } from "./types.ts";
import { requireReadable } from "./withdrawal.ts";

/** Two releases of one source, and how what the source said with the one differs from what it said with the other. */
export interface ReleaseComparison extends Comparison {
  readonly from: Release;
  readonly to: Release;
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
  const found = await compareStates(lake, states[0]!, states[1]!, { limit });
  const cover = await readCover(store, programme);
  const [added, removed, revised] = await Promise.all(
    [found.added, found.removed, found.revised].map((changes) => coverChanges(cover, changes)),
  );
  return { from: old, to: fresh, ...found, added: added!, removed: removed!, revised: revised! };
}
