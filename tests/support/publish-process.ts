/** Publishes release after release into a test store, for tests that kill it. Run with its options as JSON. */
import { storeAt } from "./store-at.ts";
import { publishTold } from "./told-releases.ts";

async function run(): Promise<void> {
  const { from, figures, place } = JSON.parse(process.argv[2] ?? "{}");
  const store = await storeAt(place);
  process.stdout.write("begins\n");
  for (let value = from; ; value++) {
    const told = Object.fromEntries(Array.from({ length: figures }, (_, at) => [`a${at}`, value]));
    await publishTold(store, { figures: told });
  }
}

run().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
