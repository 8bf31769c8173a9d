import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { spawnStore } from "../../../../tests/support/spawn-store.ts";
import { openStore } from "./index.ts";

const folder = await temporaryFolder();
const data = join(folder, "data");
const address = "http://127.0.0.1:8080";

describe("a folder that is served", () => {
  test("is refused to a second server, which is told by whom", async () => {
    const store = await openStore({ data, role: "serve", address });
    const refused = openStore({ data, role: "serve" });
    await expect(refused).rejects.toMatchObject({
      code: "data-in-use",
      facts: { folder: data, pid: process.pid, address },
      message: `The folder ${data} is in use by another krachtwijk (process ${process.pid}, ${address}). Stop that one first, or choose another folder with --data.`,
    });
    await store.close();
  });

  test("is shared with a command, and stops only when the command is done", async () => {
    const store = await openStore({ data, role: "serve" });
    const guest = await openStore({ data, role: "command" });
    await guest.transact("visit", {}, async () => {});
    expect(await store.db.rows("select command from store.event")).toEqual([{ command: "visit" }]);
    let isClosed = false;
    const closing = store.close().then(() => {
      isClosed = true;
    });
    await guest.transact("visit", {}, async () => {});
    expect(isClosed).toBe(false);
    await guest.close();
    const begun = Date.now();
    await closing;
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  test("is handed over to a server that comes while it stops", async () => {
    const store = await openStore({ data, role: "serve" });
    const guest = await openStore({ data, role: "command" });
    const closing = store.close();
    const next = openStore({ data, role: "serve" });
    await guest.close();
    await closing;
    await (await next).close();
  });
});

describe("a folder that a command uses", () => {
  test("is refused to a server", async () => {
    const command = await openStore({ data, role: "command" });
    await expect(openStore({ data, role: "serve" })).rejects.toMatchObject({ code: "data-in-use" });
    await command.close();
  });

  test("is lent to the next command when it is done", async () => {
    const first = await openStore({ data, role: "command" });
    const told: string[] = [];
    const second = openStore({ data, role: "command", progress: (line) => told.push(line) });
    await expect
      .poll(() => told)
      .toEqual([`Waiting for another krachtwijk to finish (process ${process.pid}) …`]);
    const begun = Date.now();
    await first.close();
    await (await second).close();
    expect(Date.now() - begun).toBeLessThan(2000);
  });
});

describe.skipIf(process.platform === "win32")("processes that start at once", () => {
  test("of many servers exactly one opens, also over what a killed one left", {
    timeout: 60_000,
  }, async () => {
    for (const _ of [1, 2]) {
      const processes = [1, 2, 3, 4, 5].map(() => spawnStore({ data, role: "serve" }));
      const outcomes = await Promise.all(
        processes.map((one) => Promise.race([one.hear("open"), one.hear("refused")])),
      );
      expect(outcomes.filter((line) => line === "open")).toHaveLength(1);
      expect(outcomes.filter((line) => line.startsWith("refused data-in-use"))).toHaveLength(4);
      await processes[outcomes.indexOf("open")]!.kill("SIGKILL");
    }
  });

  test("of many commands all open, one after the other", { timeout: 60_000 }, async () => {
    const processes = [1, 2, 3].map(() => spawnStore({ data, role: "command" }));
    for (const one of processes) one.tell("close");
    expect(await Promise.all(processes.map((one) => one.hear("closed")))).toEqual([
      "closed",
      "closed",
      "closed",
    ]);
  });
});
