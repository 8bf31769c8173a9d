import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { madeApi } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { operations } from "./operations.ts";

const page = readFileSync(new URL("../../../../docs/api.md", import.meta.url), "utf8");
const { ask } = madeApi(await exampleStore());

const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!.trim().split("\n"),
);

describe("docs/api.md", () => {
  test.for(commands)("%s", async (command) => {
    const [, path] = /^curl "\$SERVER([^"]+)"$/.exec(command) ?? [];
    const { status, headers, text, body } = await ask(path ?? "");
    expect(status, text).toBe(200);
    // An example that shows nothing is none.
    if (body?.items !== undefined) expect(body.items.length).toBeGreaterThan(0);
    if (body?.columns !== undefined) expect(body.columns.area.length).toBe(40);
    expect(headers.get("content-type")).toMatch(/json|xml/);
  });

  test("has examples", () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  test("tells of every operation and of no other", () => {
    for (const { path } of operations) expect(page).toContain(path.split("/")[1]!);
    const told = [...page.matchAll(/`\/([a-z-]+)(?:\/\{\w+\})?`/g)].map(([, name]) => name);
    const known = operations.map(({ path }) => path.split("/")[1]);
    const others = ["ogc", "v1", "openapi", "differences"];
    expect(told.filter((name) => !known.includes(name!) && !others.includes(name!))).toEqual([]);
  });
});
