import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ownFolder, type Reply, replayServer } from "../../../../tests/support/replay-server.ts";
import { isPrivateAddress, policyOf, sentOnTo } from "./allowed.ts";
import { openClient } from "./client.ts";
import { retryAfter, waitBefore } from "./retry.ts";
import type { ClientOptions, Limits } from "./types.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const refused = (why: string) => expect.objectContaining({ message: expect.stringContaining(why) });

/** A client that is allowed to ask `host`, never really waits, and says how long it would have. */
function clientFor(host: string, options: Partial<ClientOptions> = {}) {
  const waits: number[] = [];
  const client = openClient({
    folder: null,
    allowHosts: [host],
    now: () => Date.parse("2026-01-01T00:00:00Z"),
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    ...options,
  });
  return { ...client, waits };
}

const quick: Partial<Limits> = {
  connectMs: 300,
  headersMs: 150,
  idleMs: 150,
  wholeMs: 700,
  attempts: 2,
};
const cut: Reply = (_, response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write("half of it", () => response.destroy());
};

async function ask(reply: Reply | readonly Reply[], options: Partial<ClientOptions> = {}) {
  const server = await replayServer({ "/data.csv": reply });
  const client = clientFor(server.host, options);
  const address = new URL(`${server.address}/data.csv`);
  return { server, client, address, answer: () => client.get({ address }) };
}

describe("an answer", () => {
  test.for([
    ["as it is", {}, "a,b\n"],
    ["packed with gzip", { "content-encoding": "gzip" }, gzipSync("a,b\n")],
    ["packed with brotli", { "content-encoding": "br" }, brotliCompressSync("a,b\n")],
    ["packed with deflate", { "content-encoding": "deflate" }, deflateSync("a,b\n")],
  ] as const)("comes %s", async ([, headers, body]) => {
    const { answer, server } = await ask({ headers, body });
    expect(text((await answer()).bytes)).toBe("a,b\n");
    expect(server.requests[0]?.headers["user-agent"]).toMatch(/^krachtwijk\//);
  });

  test.for([
    ["404", { status: 404 }, "data.csv: there is nothing at this address (404). Check it."],
    [
      "400",
      { status: 400, body: { error: { message: "too many records" } } },
      'refuses the question (400): "too many records".',
    ],
    [
      "500",
      { status: 500, body: "<html>oops</html>" },
      "answers with an error (500). Try again later.",
    ],
    ["304 unasked", { status: 304 }, "was never asked before"],
    [
      "unknown packing",
      { headers: { "content-encoding": "zstd" } },
      'packed as "zstd", which was not asked for',
    ],
    ["no gzip", { headers: { "content-encoding": "gzip" }, body: "plain" }, "cannot be unpacked"],
    [
      "bad brotli",
      { headers: { "content-encoding": "br" }, body: "hello world" },
      "cannot be unpacked",
    ],
    [
      "no place to go",
      { status: 302, headers: { location: "http://" } },
      "sends on to something that is no address",
    ],
  ] as const)("%s is one sentence, and is not asked for again", async ([, reply, sentence]) => {
    const { answer, server } = await ask(reply);
    await expect(answer()).rejects.toEqual(refused(sentence));
    expect(server.asked).toHaveLength(1);
  });

  test("that is larger than allowed is refused, by what it says and by what it is", async () => {
    const limits = { bodyBytes: 1000 };
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const endless: Reply = (_, response) => {
      response.writeHead(200);
      const more = () =>
        response.write(Buffer.alloc(500), () => !response.destroyed && setImmediate(more));
      more();
    };
    for (const reply of [
      { body: "x".repeat(1001) },
      { headers: { "content-encoding": "gzip" }, body: bomb },
      endless,
    ]) {
      const { answer, server } = await ask(reply, { limits });
      await expect(answer()).rejects.toEqual(refused("the answer is larger than"));
      expect(server.asked).toHaveLength(1);
    }
  });
});

describe("what may pass is asked again", () => {
  test.for([
    ["cut in the middle", cut, [375]],
    ["too busy", { status: 429, headers: { "retry-after": "7" } }, [7000]],
    [
      "too busy until a time",
      { status: 503, headers: { "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" } },
      [9000],
    ],
    ["not there behind its gate", { status: 502 }, [375]],
    [
      "packed and cut",
      { headers: { "content-encoding": "gzip" }, body: gzipSync("a".repeat(999)).subarray(0, 14) },
      [375],
    ],
  ] as const)("%s", async ([, reply, waits]) => {
    const { answer, client, server } = await ask([reply as Reply, { body: "ok" }]);
    expect(text((await answer()).bytes)).toBe("ok");
    expect(client.waits).toEqual(waits);
    expect(server.asked).toHaveLength(2);
  });

  test("a bounded number of times", async () => {
    const { answer, client } = await ask({ status: 503 });
    await expect(answer()).rejects.toEqual(
      refused("too busy or not there (503), 5 times in a row"),
    );
    expect(client.waits).toEqual([375, 750, 1500, 3000]);
  });

  test("but not when the server asks for more patience than there is", async () => {
    const { answer, client } = await ask({ status: 429, headers: { "retry-after": "3600" } });
    await expect(answer()).rejects.toEqual(refused("asks to wait 3600 s"));
    expect(client.waits).toEqual([]);
  });

  const silent: Reply = () => {};
  const stalls: Reply = (_, response) => response.writeHead(200).write("a");
  const drips: Reply = (_, response) => {
    response.writeHead(200);
    const drip = () => response.write("a", () => !response.destroyed && setTimeout(drip, 50));
    drip();
  };
  test.for([
    ["says nothing", silent, "waiting for the answer took longer than 0.15 s, 2 times in a row"],
    ["stops in the middle", stalls, "the next part of the answer took longer than 0.15 s, 2 times"],
    ["drips", drips, "the answer was not there after 0.7 s"],
  ] as const)("a server that %s is left", async ([, reply, sentence]) => {
    const { answer } = await ask(reply, { limits: quick });
    await expect(answer()).rejects.toEqual(refused(sentence));
  });

  test("nobody there: exit code 4", async () => {
    const client = clientFor("127.0.0.1:9");
    await expect(client.get({ address: new URL("http://127.0.0.1:9/x") })).rejects.toMatchObject({
      code: "source-unreachable",
      message: "127.0.0.1:9: it accepts no connection. Check the network, or try again later.",
    });
  });

  test("waits grow, with chance in them, up to a limit", () => {
    const wait = (attempt: number, random: number) =>
      waitBefore(attempt, { asked: undefined, longestMs: 5000, random: () => random });
    expect([wait(1, 0), wait(1, 0.99), wait(4, 0), wait(9, 0), wait(9, 1)]).toEqual([
      250, 498, 2000, 2500, 5000,
    ]);
    expect(retryAfter("soon", 0)).toBeUndefined();
    expect(retryAfter("Thu, 01 Jan 1970 00:00:00 GMT", 5000)).toBe(0);
  });
});

describe("hosts", () => {
  test.for([
    [
      "https://example.org/x",
      "example.org is not on the list of hosts that may be asked. If you trust it, add --allow-host example.org.",
    ],
    ["https://datasets.cbs.nl:8443/x", "datasets.cbs.nl:8443 is not on the list"],
    ["https://me:secret@datasets.cbs.nl/x", "with a name or password in it is not fetched"],
    ["file:///etc/passwd", "only https and http addresses are fetched"],
    ["http://127.0.0.1/x", "127.0.0.1 is not on the list"],
    ["http://[::1]/x", "[::1] is not on the list"],
    ["http://2130706433/x", "127.0.0.1 is not on the list"],
  ] as const)("%s", ([address, sentence]) => {
    expect(() => policyOf([]).check(new URL(address))).toThrow(sentence);
  });

  test("known hosts are asked over https", () => {
    const { check } = policyOf(["data.example.nl"]);
    expect(check(new URL("http://opendata.cbs.nl/a?b")).href).toBe("https://opendata.cbs.nl/a?b");
    expect(check(new URL("http://data.example.nl/a")).href).toBe("http://data.example.nl/a");
    const named = policyOf(["data.example.nl:443", "[::1]:8080"]);
    expect(named.check(new URL("https://data.example.nl/a")).port).toBe("");
    expect(named.check(new URL("http://[::1]:8080/")).port).toBe("8080");
    expect(() => named.check(new URL("http://data.example.nl/a"))).toThrow("is not on the list");
    expect(() => policyOf(["http://x"])).toThrow('--allow-host "http://x" is not a host');
  });

  test("a name that leads into a private network is refused, unless that address is allowed too", async () => {
    const { host } = await replayServer({ "/": { body: "inside" } });
    const port = host.split(":")[1];
    const address = new URL(`http://localhost:${port}/`);
    const named = clientFor(`localhost:${port}`);
    expect(text((await named.get({ address })).bytes)).toBe("inside");
    const { lookup } = policyOf(["data.example.nl"]);
    const error = await new Promise<Error | null>((done) =>
      lookup("localhost", { all: true }, (why) => done(why)),
    );
    expect(error?.message).toContain(
      "an address in a private network. If that is meant, add --allow-host",
    );
  });

  test.for([
    ["127.0.0.1", true],
    ["10.1.2.3", true],
    ["172.31.0.1", true],
    ["172.32.0.1", false],
    ["169.254.169.254", true],
    ["100.64.0.1", true],
    ["8.8.8.8", false],
    ["::1", true],
    ["fd00::1", true],
    ["fe80::1", true],
    ["::ffff:10.0.0.1", true],
    ["::ffff:8.8.8.8", false],
    ["2a00:1450::1", false],
    ["2002:7f00:1::", true],
  ] as const)("%s is private: %s", ([address, expected]) => {
    expect(isPrivateAddress(address)).toBe(expected);
  });

  test("what began encrypted is not sent on in the open", () => {
    const from = new URL("https://opendata.cbs.nl/a");
    const to = (place: string) => sentOnTo(from, place, policyOf([])).href;
    expect(to("/b")).toBe("https://opendata.cbs.nl/b");
    expect(to("//api.pdok.nl/c")).toBe("https://api.pdok.nl/c");
    expect(() => to("http://opendata.cbs.nl/b")).toThrow(
      "opendata.cbs.nl/a: the server sends on to http://opendata.cbs.nl, which is not encrypted",
    );
    expect(() => to("https://example.org/")).toThrow("example.org is not on the list");
  });

  test("redirects go to allowed hosts, not in a circle", async () => {
    const to = (location: string): Reply => ({ status: 302, headers: { location } });
    const server = await replayServer({
      "/a": to("/b"),
      "/b": { body: "there" },
      "/out": to("http://10.0.0.1/secret"),
      "/known": to("ftp://opendata.cbs.nl/"),
      "/circle": to("/circle?2"),
      "/circle?2": to("/circle"),
    });
    const { get } = clientFor(server.host);
    const at = (path: string) => get({ address: new URL(server.address + path) });
    const answer = await at("/a");
    expect([text(answer.bytes), answer.address.pathname]).toEqual(["there", "/b"]);
    await expect(at("/out")).rejects.toMatchObject({ code: "source-not-allowed" });
    await expect(at("/known")).rejects.toEqual(refused("only https and http"));
    await expect(at("/circle")).rejects.toEqual(refused("the server sends on in a circle"));
  });
});

describe("kept answers", () => {
  test("are asked for again only when they changed", async () => {
    const folder = await ownFolder();
    const reply: Reply = (request, response) => {
      const isSame = request.headers["if-none-match"] === '"one"';
      response.writeHead(isSame ? 304 : 200, { etag: '"one"' }).end(isSame ? "" : "first");
    };
    const { answer } = await ask(reply, { folder });
    expect((await answer()).from).toBe("server");
    const again = await answer();
    expect([again.from, text(again.bytes)]).toEqual(["kept", "first"]);
    const names = await readdir(join(folder, "kept"));
    await writeFile(join(folder, "kept", names.find((name) => name.endsWith(".body"))!), "damaged");
    expect((await answer()).from).toBe("server");
  });

  test("by the time they changed, where there is no ETag", async () => {
    const folder = await ownFolder();
    const day = "Tue, 01 Apr 2025 10:00:00 GMT";
    const reply: Reply = (request, response) => {
      const isSame = request.headers["if-modified-since"] === day;
      response.writeHead(isSame ? 304 : 200, { "last-modified": day }).end(isSame ? "" : "first");
    };
    const { answer } = await ask(reply, { folder });
    await answer();
    expect((await answer()).from).toBe("kept");
  });

  test("fill no more room than they may; what was used last stays", async () => {
    const folder = await ownFolder();
    const server = await replayServer((path) => ({
      headers: { etag: `"${path}"` },
      body: path.padEnd(400, "."),
    }));
    const { get } = clientFor(server.host, { folder, limits: { keptBytes: 1000 } });
    for (const path of ["/1", "/2", "/3"]) {
      await get({ address: new URL(server.address + path) });
      await new Promise((done) => setTimeout(done, 15)); // file times
    }
    const heads = (await readdir(join(folder, "kept"))).filter((name) => name.endsWith(".json"));
    const etags = await Promise.all(
      heads.map(
        async (name) => JSON.parse(await readFile(join(folder, "kept", name), "utf8")).etag,
      ),
    );
    expect(etags.sort()).toEqual(['"/2"', '"/3"']);
    expect(await readdir(join(folder, "kept"))).toHaveLength(4);
  });
});
