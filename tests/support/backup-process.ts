/** Makes a backup that stops in its middle, in a process of its own, for a test that kills it. Run with its options as JSON. */
import type { Store } from "#store";
import { runOnStore } from "./run-on-store.ts";
import { storeAt } from "./store-at.ts";

async function run(): Promise<void> {
  const { place, file } = JSON.parse(process.argv[2] ?? "{}");
  const store = await storeAt(place);
  const backup: Store["backup"] = async function* (order) {
    let pieces = 0;
    for await (const piece of store.backup(order)) {
      yield piece;
      pieces++;
      if (pieces !== 10) continue;
      process.stdout.write("in its middle\n");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
  };
  await runOnStore({ ...store, backup }, "backup", file);
}

run().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
