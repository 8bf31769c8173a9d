import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { spawnStore } from "../../../../tests/support/spawn-store.ts";
import { openStore, readAs, verifyAudit } from "./index.ts";

const folder = await temporaryFolder();

test.skipIf(process.platform === "win32")(
  "kill -9 among changes: no acknowledged entry is lost, and the trail is whole",
  async () => {
    const data = join(folder, "data");
    let acknowledged = 0;
    for (const n of [20, 35]) {
      const writer = spawnStore({ data, role: "serve" });
      await writer.hear("open");
      writer.tell("change");
      await writer.hear(`${n}`);
      await writer.kill("SIGKILL");
      acknowledged += writer.lines.filter((line) => /^\d+$/.test(line)).length;
    }
    const store = await openStore({ data, role: "serve" });
    const verdict = await verifyAudit(store, "killed");
    const who = async () => ({ programme: "killed", person: "p-1", may: [] });
    const [rows] = await readAs(store, "killed", who, (db) =>
      db.rows<{ sum: number }>(
        "select sum(substring(name from '[0-9]+$')::int)::int as sum from access.organisation",
      ),
    );
    await store.close();
    expect(verdict.kind).toBe("whole");
    const entries = verdict.kind === "whole" ? verdict.head.seq : 0;
    expect(entries).toBeGreaterThanOrEqual(acknowledged);
    expect(entries).toBeLessThanOrEqual(acknowledged + 8); // those in hand when it was killed, four each time
    expect(rows!.sum).toBe(entries);
  },
);
