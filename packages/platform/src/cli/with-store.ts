import type { Store } from "#store";
import type { Call, ExitCode } from "./command.ts";

/** Opens the stores for one piece of work and closes them after it, also when it fails. */
export async function withStore(
  { world, global, progress }: Call,
  work: (store: Store) => Promise<ExitCode>,
): Promise<ExitCode> {
  const store = await world.openStore({ data: global.data, role: "command", progress });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
