/**
 * Opens a store in a process of its own, for tests that kill it. Run with the options of `openStore` as JSON; says
 * `open` when it is, then does what each line that it reads says, and answers with a line.
 */
import { createInterface } from "node:readline";
import { changeAs, openStore, type Store } from "../../packages/platform/src/store/index.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

const programme = "killed";
const who = async () => ({ programme, person: "p-1", may: ["change-people"] });

/** Four writers, each of a row of its own, of which the name counts how often it was changed. Says a line for each change. */
async function changeForEver(store: Store): Promise<void> {
  let done = 0;
  const table = { name: "access.organisation", withheld: [] };
  const order = { programme, command: "count", why: "test", who };
  const write = async (id: string) => {
    for (;;) {
      await changeAs(store, order, async (db) => {
        const [row] = await db.rows<{ n: number }>(
          "select substring(name from '[0-9]+$')::int as n from access.organisation where id = $1",
          [id],
        );
        await db.change(table, { id }, { name: `changed ${(row?.n ?? 0) + 1}` });
      });
      say(`${++done}`);
    }
  };
  await Promise.all(["a", "b", "c", "d"].map(write));
}

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
    if (line === "change") await changeForEver(store);
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
