import { describe, expect, test } from "vitest";
import { callerOf, originOf } from "./caller.ts";
import { RateLimiter } from "./rate-limit.ts";

/** One request a line: seconds on the clock, who asks, whether it may, what is left and how long to wait. */
const story = `
  0   a  yes 2 0
  0   a  yes 1 0
  0   a  yes 0 0
  0   a  no  0 20
  0   b  yes 2 0
  10  a  no  0 10
  20  a  yes 0 0
  200 a  yes 2 0`;

test("three a minute: a token comes back every twenty seconds", () => {
  let seconds = 0;
  const limiter = new RateLimiter({ perMinute: 3 }, () => seconds * 1000);
  for (const line of story.trim().split("\n")) {
    const [at, who, may, left, wait] = line.trim().split(/\s+/);
    seconds = Number(at);
    const given = limiter.take(who!)!;
    const told = [given.allowed ? "yes" : "no", given.remaining, given.retrySeconds];
    expect([line, ...told]).toEqual([line, may, Number(left), Number(wait)]);
  }
});

test("remembers a bounded number of addresses", () => {
  const limiter = new RateLimiter({ perMinute: 3 }, () => 0, 100);
  for (let at = 0; at < 1000; at++) limiter.take(`192.0.2.${at}`);
  expect(limiter.size).toBe(100);
});

test("0 is no limit", () => {
  expect(new RateLimiter({ perMinute: 0 }, () => 0).take("a")).toBeNull();
});

const arrival = (peer: string | null, headers: Record<string, string> = {}) => ({
  peer,
  url: "http://127.0.0.1:8080/x",
  headers: new Headers(headers),
});

describe("who asks", () => {
  const proxies = ["10.0.0.1", "10.0.0.2"];
  test.for([
    ["192.0.2.7", "", "192.0.2.7"],
    ["192.0.2.7", "198.51.100.1", "192.0.2.7"], // not a trusted proxy: it may say what it likes
    ["10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"], // the first was made up by the caller
    ["10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["10.0.0.1", "", "10.0.0.1"],
  ] as const)("%s saying %s is %s", ([peer, said, expected]) => {
    const headers: Record<string, string> = said === "" ? {} : { "x-forwarded-for": said };
    expect(callerOf(arrival(peer, headers), proxies)).toBe(expected);
  });

  test("a trusted proxy says where readers are, and nobody else", () => {
    const said = { "x-forwarded-proto": "https", "x-forwarded-host": "cijfers.example.nl" };
    expect(originOf(arrival("10.0.0.1", said), proxies)).toBe("https://cijfers.example.nl");
    expect(originOf(arrival("192.0.2.7", said), proxies)).toBe("http://127.0.0.1:8080");
    const wrong = { "x-forwarded-proto": "javascript", "x-forwarded-host": 'x"><script>' };
    expect(originOf(arrival("10.0.0.1", wrong), proxies)).toBe("http://127.0.0.1:8080");
  });
});
