import { type Release, withdrawRelease } from "#indicators";
import type { ProgrammeId } from "#kernel";
import type { Store } from "#store";

/** Who takes back which release, and why. */
export interface WithdrawalOrder {
  readonly programme: ProgrammeId;
  readonly release: string;
  readonly by: string;
  readonly reason: string;
  /** Removes its figures and its original from the lake for good, so that earlier days do not have them either. */
  readonly erase: boolean;
}

/**
 * Takes back a release of figures and leaves a note in its place. Cut off while erasing, asking again finishes it.
 * @throws {Refusal} release-unknown, question-impossible
 */
export async function withdraw(store: Store, order: WithdrawalOrder): Promise<Release> {
  const { programme, release: wanted, by, reason } = order;
  const { release, erase } = await store.transact("withdraw-release", order, (db) =>
    withdrawRelease(db, programme, wanted, { by, reason, erased: order.erase }),
  );
  await store.lake.erase(erase); // after the commit: what a rolled back withdrawal names must still be there
  return release;
}
