/** Puts a backup back in a process of its own, for tests that kill it. Run with the options of `restoreStore` as JSON. */
import { restoreStore } from "../../packages/platform/src/store/index.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

restoreStore(JSON.parse(process.argv[2] ?? "{}")).then(
  ({ rows }) => {
    say(`restored ${rows}`);
    process.exit(0);
  },
  (error) => {
    say(`refused ${error.code} ${error.message}`);
    process.exit(4);
  },
);
say("begins");
