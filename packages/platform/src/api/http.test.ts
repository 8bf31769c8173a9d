import { describe, expect, test } from "vitest";
import { createSite } from "#site";
import { madeApi, programme } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { deprecationHeaders } from "./deprecations.ts";

const store = await exampleStore();
const { api, ask } = madeApi(store);

describe("what cannot be is one problem, which names what is to blame", () => {
  test.for([
    ["/areas?colour=red", 400, "usage-wrong", "colour"],
    ["/areas?limit=0", 400, "usage-wrong", "limit"],
    ["/areas?limit=1001", 400, "usage-wrong", "limit"],
    ["/areas?limit=ten", 400, "usage-wrong", "limit"],
    ["/areas?limit=", 400, "usage-wrong", "limit"],
    ["/areas?limit=1e2", 400, "usage-wrong", "limit"],
    ["/areas?limit=5&limit=6", 400, "usage-wrong", "limit"],
    ["/areas?offset=-1", 400, "usage-wrong", "offset"],
    ["/areas?kind=street", 400, "usage-wrong", "kind"],
    ["/areas?fields=id,colour", 400, "usage-wrong", "fields"],
    ["/areas?parent=XX99", 404, "area-unknown", "parent"],
    ["/areas?parent=%00", 400, "usage-wrong", "parent"],
    ["/areas/XX99", 404, "area-unknown", "area"],
    ["/indicators?headline=yes", 400, "usage-wrong", "headline"],
    ["/indicators/none", 404, "indicator-unknown", "indicator"],
    ["/figures?indicator=none", 404, "indicator-unknown", "indicator"],
    ["/figures?period=last-year", 400, "usage-wrong", "period"],
    ["/figures?peildatum=2011-02-30", 400, "usage-wrong", "peildatum"],
    ["/figures?peildatum=3011-02-28", 400, "usage-wrong", "peildatum"],
    ["/figures?release=none", 404, "release-unknown", "release"],
    ["/figures?source=none", 404, "release-unknown", "source"],
    ["/figures?form=rows&limit=10001", 400, "usage-wrong", "limit"],
    ["/figure-versions?indicator=early-school-leavers&area=GM0363", 400, "usage-wrong", "period"],
    ["/releases/none/manifest", 404, "release-unknown", "release"],
    [
      "/releases/early-school-leaving-r1/differences?from=secondary-level-year3-r1",
      422,
      "question-impossible",
      "from",
    ],
    ["/funds/none", 404, "address-unknown", "fund"],
    ["/boundary-sets/none", 404, "address-unknown", "set"],
    ["/search", 400, "usage-wrong", "q"],
    ["/search?q=", 400, "usage-wrong", "q"],
    ["/nothing", 404, "address-unknown", undefined],
    ["/areas/", 404, "address-unknown", undefined],
  ] as const)("%s: %i %s %s", async ([path, status, code, parameter]) => {
    const { status: given, headers, body } = await ask(`/api/v1${path}`);
    expect([given, body.code, body.parameter]).toEqual([status, code, parameter]);
    expect(body.status).toBe(status);
    expect(body.type).toBe(`http://cijfers.test/api/v1/problems/${code}`);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await ask(body.type)).body).toMatchObject({ code, status });
  });

  test("all that is wrong is told at once", async () => {
    const { status, body } = await ask(
      "/api/v1/areas?colour=red&limit=0&offset=-1&kind=street&limit=2",
      { "accept-language": "en" },
    );
    expect([status, body.parameter]).toEqual([400, "colour"]);
    expect(body.errors).toEqual(
      ["colour", "limit", "kind", "offset"].map((name) => ({
        in: "query",
        location: { name },
        code: "usage-wrong",
        detail: expect.stringContaining(name),
      })),
    );
    for (const { detail } of body.errors) expect(body.detail).toContain(detail);
    const single = (await ask("/api/v1/areas?colour=red")).body;
    expect(single.errors).toHaveLength(1);
    expect((await ask("/api/v1/areas/XX99")).body.errors).toBeUndefined();
  });

  test.for([
    ["", "nl", "Er is geen gebied"],
    ["en", "en", "There is no area"],
    ["en-GB,en;q=0.9,nl;q=0.8", "en", "There is no area"],
    ["de, nl;q=0.5", "nl", "Er is geen gebied"],
    ["fr", "nl", "Er is geen gebied"],
  ] as const)("in the language of %s", async ([language, expected, words]) => {
    const headers: Record<string, string> = language === "" ? {} : { "accept-language": language };
    const problem = await ask("/api/v1/areas/XX99", headers);
    expect(problem.headers.get("content-language")).toBe(expected);
    expect(problem.body.detail).toContain(words);
  });

  test("a bug gives no detail, but a number that the log has too", async () => {
    const broken = {
      ...store,
      db: { ...store.db, rows: () => Promise.reject(new Error("secret")) },
    };
    const { ask: askBroken, lines } = madeApi(broken);
    const { status, body, text } = await askBroken("/api/v1/areas");
    expect(status).toBe(500);
    expect(text).not.toContain("secret");
    expect(lines).toMatchObject([{ level: "error", id: body.instance.split(":").at(-1) }]);
  });
});

describe("methods, forms and headers", () => {
  test("only reads", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const { status, headers } = await ask("/api/v1/areas", {}, method);
      expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
  });

  test("HEAD says what GET says, without saying it", async () => {
    const { status, headers, text } = await ask("/api/v1/areas", {}, "HEAD");
    const got = await ask("/api/v1/areas");
    expect([status, text, headers.get("etag")]).toEqual([200, "", got.headers.get("etag")]);
  });

  test("may be read by a page of anybody, without credentials", async () => {
    const { status, headers } = await ask("/api/v1/areas", { origin: "https://x.test" }, "OPTIONS");
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-methods")).toBe("GET, HEAD, OPTIONS");
    expect(headers.has("access-control-allow-credentials")).toBe(false);
  });

  test.for([
    ["application/json", 200],
    ["*/*", 200],
    ["application/*;q=0.5", 200],
    ["text/csv", 406],
    ["application/json;q=0", 406],
    ["text/html, */*;q=0.1", 200],
  ] as const)("Accept: %s gives %i", async ([accept, status]) => {
    expect((await ask("/api/v1/areas", { accept })).status).toBe(status);
  });

  test("the first page is for people too", async () => {
    const { headers, text } = await ask("/api/v1", { accept: "text/html,*/*;q=0.8" });
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).toContain('href="http://cijfers.test/api/v1/areas"');
    expect((await ask("/api/v1")).body.links[0].href).toBe("http://cijfers.test/api/v1");
  });

  test("every answer, a problem too, has the version and is careful", async () => {
    for (const path of ["/api/v1", "/api/v1/areas", "/api/v1/none", "/ogc", "/leveringen.atom"]) {
      const { headers } = await ask(path);
      expect(headers.get("api-version")).toBe("1.0.0");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      // Answers differ by these: who keeps one for others has to know.
      expect(headers.get("vary")).toBe("Accept, Accept-Language, Accept-Encoding");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
  });

  test("to who comes by https nothing else will do from then on", async () => {
    const proxied = madeApi(store, { trustedProxies: ["192.0.2.1"] });
    const hsts = async (proto: string) =>
      (await proxied.ask("/api/v1/none", { "x-forwarded-proto": proto })).headers.get(
        "strict-transport-security",
      );
    expect(await hsts("https")).toBe("max-age=31536000");
    expect(await hsts("http")).toBeNull();
  });

  test("the limit is told before it is reached, and the answer to more is a problem that says when", async () => {
    let seconds = 0;
    const limited = madeApi(store, { apiRate: 2, clock: () => seconds * 1000 });
    const told = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
      const answer = await limited.ask(path, headers, method);
      const left = ["limit", "remaining", "reset"].map((name) =>
        answer.headers.get(`ratelimit-${name}`),
      );
      return [answer.status, ...left, answer.headers.get("retry-after")];
    };
    const etag = (await limited.ask("/api/v1/programme")).headers.get("etag")!;
    // What is asked again with its tag counts too, a browser that asks whether it may ask does not.
    expect(await told("/api/v1/programme", { "if-none-match": etag })).toEqual([
      304,
      "2",
      "0",
      "60",
      null,
    ]);
    expect((await told("/api/v1/programme", {}, "OPTIONS"))[0]).toBe(204);
    expect(await told("/ogc")).toEqual([429, "2", "0", "60", "30"]);
    const { body, headers } = await limited.ask("/api/v1/programme");
    expect(body).toMatchObject({ status: 429, code: "too-many-requests" });
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("access-control-expose-headers")).toContain("Retry-After");
    seconds = 30;
    expect((await told("/api/v1/programme"))[0]).toBe(200);
  });

  test("is not sent twice to who has it, and is again after something changed", async () => {
    const path = "/api/v1/areas?limit=2";
    const etag = (await ask(path)).headers.get("etag")!;
    const again = await ask(path, { "if-none-match": etag });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await ask(path, { "if-none-match": `"x", ${etag.slice(2)}` })).status).toBe(304);
    expect((await ask(`${path}&offset=1`, { "if-none-match": etag })).status).toBe(200);
  });

  test("an operation that will go says so", () => {
    const one = { deprecated: "2026-01-01", sunset: "2027-01-01", link: "https://x.test/why" };
    expect(deprecationHeaders(one)).toEqual({
      deprecation: "@1767225600",
      sunset: "Fri, 01 Jan 2027 00:00:00 GMT",
      link: '<https://x.test/why>; rel="deprecation"; type="text/html"',
    });
  });
});

test("pages lead to each other, and together hold everything once", async () => {
  const seen: string[] = [];
  let path: string | undefined =
    "http://cijfers.test/api/v1/areas?kind=focus-neighbourhood&limit=7";
  while (path !== undefined) {
    const { body, headers } = await ask(path);
    expect(body.total).toBe(40);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    const links = headers.get("link") ?? "";
    const at = (rel: string) =>
      new RegExp(`[?&]offset=(\\d+)[^>]*>; rel="${rel}"`).exec(links)?.[1];
    expect([at("first"), at("last")]).toEqual(["0", "35"]);
    path = /<([^>,]+)>; rel="next"/.exec(links)?.[1];
  }
  expect([seen.length, new Set(seen).size]).toEqual([40, 40]);
});

test("leads to pages that there are", async () => {
  const site = createSite({ store, programme, outline: null, log: () => {} });
  const { items: areas } = (await ask("/api/v1/areas?kind=focus-neighbourhood&limit=2")).body;
  const { items: indicators } = (await ask("/api/v1/indicators?limit=2")).body;
  const { items: releases } = (await ask("/api/v1/releases?kind=figures&limit=2")).body;
  const feeds = await Promise.all([ask("/leveringen.atom"), ask("/en/releases.atom")]);
  const told = feeds.flatMap(({ text }) => [
    ...text.matchAll(/type="text\/html" hreflang="\w+" href="([^"]+)"/g),
  ]);
  const addresses = [
    ...[...areas, ...indicators, ...releases].map(({ page }: { page: string }) => page),
    ...told.map(([, href]) => href!),
    "http://cijfers.test/over",
    "http://cijfers.test/wijken",
  ];
  expect(addresses.length).toBeGreaterThan(10);
  for (const one of addresses)
    expect([one, (await site.request(new URL(one).pathname)).status]).toEqual([one, 200]);
  const head = await (await site.request("/en/")).text();
  expect(head).toContain('type="application/atom+xml" href="/en/releases.atom"');
});

test("leaves to the site what is of the site", async () => {
  const both = api.beside({ fetch: () => new Response("the site") });
  const said = async (path: string) =>
    (await both.fetch(new Request(`http://cijfers.test${path}`))).text();
  expect(await said("/")).toBe("the site");
  expect(await said("/apiary")).toBe("the site");
  expect(await said("/ogc")).toContain("conformance");
  expect(await said("/api/v2")).toContain("address-unknown");
});

test("what both doors answer from is read once, and again when something changed", async () => {
  let books = 0;
  const rows: typeof store.db.rows = (sql, values) => {
    if (/from areas\.area\b/.test(sql)) books++;
    return store.db.rows(sql, values);
  };
  const counted = { ...store, db: { ...store.db, rows } };
  const site = createSite({ store: counted, programme, outline: null, log: () => {} });
  const door = madeApi(counted);
  for (let round = 0; round < 2; round++) {
    expect((await site.request("/zoeken?q=bijlmer")).status).toBe(200);
    expect((await door.ask("/api/v1/search?q=bijlmer")).status).toBe(200);
    expect((await door.ask("/ogc")).status).toBe(200);
  }
  expect(books).toBe(1);
});
