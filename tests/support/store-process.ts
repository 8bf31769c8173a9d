/**
 * Opens a store in a process of its own, for tests that kill it. Run with the options of `openStore` as JSON; says
 * `open` when it is, then does what each line that it reads says, and answers with a line.
 */
import { createInterface } from "node:readline";
import { openStore } from "../../packages/platform/src/store/index.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const store = await openStore({
    ...JSON.parse(process.argv[2] ?? "{}"),
    progress: (line: string) => say(`progress ${line}`),
  });
  say("open");
  for await (const line of createInterface(process.stdin)) {
    if (line === "write")
      for (let n = 1; ; n++) {
        await store.transact("count", { n }, (db) => db.run("select 1"));
        say(`${n}`);
      }
    if (line === "leave without closing") process.exit(0);
    if (line === "close") break;
  }
  await store.close();
  say("closed");
  process.exit(0);
}

run().catch((error) => {
  say(`refused ${error.code} ${error.message}`);
  process.exit(4);
});
