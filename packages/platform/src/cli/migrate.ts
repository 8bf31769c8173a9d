import type { Command } from "./command.ts";
import { withStoreMade } from "./with-store.ts";

/** `krachtwijk migrate`: brings the store to this version. Every command does so; this does nothing else. */
export const migrateCommand: Command = {
  name: "migrate",
  usage: "migrate",
  about: "Bring the store to this version, and do nothing else.",
  help: [
    "Every command does this when it opens the store. With DATABASE_URL, run it before the new version serves.",
  ],
  options: {},
  async run(call) {
    return withStoreMade(call, async (store) => {
      await store.ready();
      call.result({ ok: true, store: store.kind }, ["The store is up to date."]);
      return 0;
    });
  },
};
