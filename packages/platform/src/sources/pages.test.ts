import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bodyOf as body, statline } from "../../../../tests/support/statline.ts";
import { describeCbs } from "./cbs.ts";
import { cbsPages } from "./cbs-rows.ts";
import { fetchPages } from "./pages.ts";

const script = fileURLToPath(
  new URL("../../../../tests/support/fetch-process.ts", import.meta.url),
);
const refused = (why: string) => expect.objectContaining({ message: expect.stringContaining(why) });

describe("a list of pages", () => {
  test("is bounded in size", async () => {
    const { client, address, folder } = await statline("v4");
    const order = cbsPages(await describeCbs(client, address), folder);
    await expect(fetchPages(client, { ...order, mostBytes: 2 * 1024 ** 2 })).resolves.toMatchObject(
      { items: 16 },
    );
    await expect(
      fetchPages(client, { ...order, folder: `${folder}/2`, mostBytes: 1000 }),
    ).rejects.toEqual(refused("MB together; ask for a part of it"));
  });

  test("goes on where it was cut off, and begins anew when it changed meanwhile", async () => {
    const { fetched, server, replies, pass } = await statline("v4");
    const whole = replies["/Observations?$skip=10"]!;
    replies["/Observations?$skip=10"] = { status: 502 };
    await expect(fetched()).rejects.toMatchObject({ code: "source-unreachable" });
    replies["/Observations?$skip=10"] = whole;
    const pages = () => server.asked.splice(0).flatMap((path) => /Observations.*/.exec(path) ?? []);
    pages();
    expect(await fetched()).toHaveLength(17);
    expect(pages()).toEqual(["Observations?$skip=10", "Observations?$skip=15"]);
    expect(await fetched()).toHaveLength(17); // all there: nothing is asked for again
    expect(pages()).toEqual([]);
    pass(23 * 3_600_000);
    await fetched();
    expect(pages()).toEqual([]);
    pass(3_600_000); // a day after it began, the source may have mended what it does not date
    await fetched();
    expect(pages()).toHaveLength(4);
    Object.assign(body(replies, "/Properties"), { ObservationsModified: "2025-04-01T00:00:00" });
    Object.assign(replies["/Properties"]!, { headers: {} });
    expect(await fetched()).toHaveLength(17);
    expect(pages()).toHaveLength(4);
  });

  test("goes on where it was, after kill -9 and half a line", async () => {
    const { fetched, server, replies, folder, address } = await statline("v4");
    const third = replies["/Observations?$skip=10"]!;
    const arrived = new Promise<void>((resolve) => {
      replies["/Observations?$skip=10"] = () => resolve(); // and no answer
    });
    const child = spawn(process.execPath, [
      "--import",
      "tsx",
      script,
      address.base.href,
      server.host,
      folder,
    ]);
    await arrived;
    child.kill("SIGKILL");
    await once(child, "close");
    replies["/Observations?$skip=10"] = third;
    const [list] = await readdir(join(folder, "pages"));
    await appendFile(join(folder, "pages", list!, "list.ndjson"), '{"number":3,"addr');
    server.asked.length = 0;
    expect(await fetched()).toHaveLength(17);
    expect(server.asked.flatMap((path) => /Observations.*/.exec(path) ?? [])).toEqual([
      "Observations?$skip=10",
      "Observations?$skip=15",
    ]);
    await appendFile(join(folder, "pages", list!, "00002.json"), " ");
    server.asked.length = 0;
    expect(await fetched()).toHaveLength(17); // a page that was changed on disk is not trusted
    expect(server.asked.filter((path) => path.includes("Observations"))).toHaveLength(4);
  });

  test("that changes while it is read is not used", async () => {
    const { fetched, replies, folder } = await statline("v4");
    const last = replies["/Observations?$skip=15"] as { body: unknown };
    replies["/Observations?$skip=15"] = (_, response) => {
      Object.assign(body(replies, "/Properties"), { ObservationsModified: "2025-04-01T00:00:00" });
      Object.assign(replies["/Properties"]!, { headers: {} });
      response.writeHead(200).end(JSON.stringify(last.body));
    };
    await expect(fetched()).rejects.toEqual(
      refused("the table changed while it was read; fetch it again"),
    );
    expect(await readdir(join(folder, "pages"))).toEqual([]);
  });
});
