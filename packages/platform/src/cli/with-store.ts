import type { Store } from "#store";
import type { Call, ExitCode } from "./command.ts";

type Work = (store: Store) => Promise<ExitCode>;

async function withStoreThat(
  whenMissing: "make" | "refuse",
  { world, global, progress }: Call,
  work: Work,
): Promise<ExitCode> {
  const { data } = global;
  const store = await world.openStore({ data, role: "command", whenMissing, progress });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * Opens the stores for one piece of work and closes them after it, also when it fails.
 * @throws {Refusal} data-missing when nothing was ever stored there
 */
export const withStore = (call: Call, work: Work) => withStoreThat("refuse", call, work);

/** The same for work that fills a store: makes one where there is none. */
export const withStoreMade = (call: Call, work: Work) => withStoreThat("make", call, work);
