import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { encodingFor, keptPages, mayBeKept, shared } from "./kept-pages.ts";

function siteOf() {
  let edition = "first";
  let made = 0;
  const app = new Hono<{ Variables: { [mayBeKept]: boolean } }>();
  app.use(keptPages(async (c) => (c.req.path === "/fresh" ? null : edition)));
  app.get("*", (c) => {
    made++;
    c.set(mayBeKept, c.req.path !== "/wrong");
    return c.html(`${c.req.path} ${made}`, c.req.path === "/gone" ? 410 : 200);
  });
  const text = async (path: string) => (await app.request(path)).text();
  return {
    app,
    text,
    publish: () => {
      edition = "second";
    },
  };
}

test("a page is made once for an edition and an address", async () => {
  const { text, publish } = siteOf();
  expect([await text("/a"), await text("/a"), await text("/a?b"), await text("/a?b")]).toEqual([
    "/a 1",
    "/a 1",
    "/a 2",
    "/a 2",
  ]);
  publish();
  expect(await text("/a")).toBe("/a 3");
});

test.for(["/gone", "/wrong", "/fresh"])("%s is not kept", async (path) => {
  const { text } = siteOf();
  expect([await text(path), await text(path)]).toEqual([`${path} 1`, `${path} 2`]);
});

test("it comes as the browser can read it, always with the same name", async () => {
  const { app } = siteOf();
  const plain = await app.request("/a");
  for (const round of ["made", "kept"]) {
    const packed = await app.request(round === "made" ? "/b" : "/a", {
      headers: { "accept-encoding": "gzip, deflate" },
    });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(packed.headers.get("vary")).toBe("accept-encoding");
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toMatch(/^\/[ab] \d$/);
    if (round === "kept") expect(packed.headers.get("etag")).toBe(plain.headers.get("etag"));
  }
});

test.for([
  ["gzip, deflate, br", "br"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["GZIP", "gzip"],
  ["identity", null],
  ["", null],
] as const)("%s asks for %s", ([accepted, expected]) => {
  expect(encodingFor(accepted)).toBe(expected);
});

test("who asks while a question is being answered gets the answer to the next one", async () => {
  const answers: (() => void)[] = [];
  let asked = 0;
  const ask = shared(() => {
    const number = ++asked;
    return new Promise<number>((resolve) => answers.push(() => resolve(number)));
  });
  const [first, second, third] = [ask(), ask(), ask()];
  answers[0]!();
  expect(await first).toBe(1);
  await new Promise((resolve) => setTimeout(resolve));
  answers[1]!();
  expect([await second, await third, asked]).toEqual([2, 2, 2]);
  const later = ask();
  answers[2]!();
  expect(await later).toBe(3);
});
