import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { id } from "#kernel";
import { abilities, abilitiesAt, roles } from "./roles.ts";
import type { Grant, Reach } from "./types.ts";

describe("docs/access.md", () => {
  const page = readFileSync(new URL("../../../../docs/access.md", import.meta.url), "utf8");

  test("tells every role and what it may, as the code has it", () => {
    const names = Object.keys(abilities);
    const rows = Object.entries(roles).map(([role, { given, may }]) => {
      const cells = names.map((name) => ((may as readonly string[]).includes(name) ? "yes" : ""));
      return `| ${role} | ${given === "per-area" ? "everywhere or an area" : "everywhere"} | ${cells.join(" | ")} |`;
    });
    expect(page).toContain(
      [
        `| role | given for | ${names.join(" | ")} |`,
        `|---|---|${"---|".repeat(names.length)}`,
        ...rows,
      ].join("\n"),
    );
    for (const [name, words] of Object.entries(abilities))
      expect(page).toContain(`| ${name} | ${words} |`);
  });
});

describe("what somebody may at one place", () => {
  const grant = (role: Grant["role"], area?: string): Grant => ({
    role,
    reach: area === undefined ? "whole-programme" : id<"area">(area),
  });
  test.for([
    // grants                                         the area and what it lies in     may edit  may read
    [[grant("editor")], [], true, true],
    [[grant("editor")], ["north", "city"], true, true],
    [[grant("editor", "north")], [], false, false],
    [[grant("editor", "north")], ["north", "city"], true, true],
    [[grant("editor", "city")], ["north", "city"], true, true],
    [[grant("editor", "south")], ["north", "city"], false, false],
    [[grant("editor", "south"), grant("reader")], ["north", "city"], false, true],
    [[], ["north"], false, false],
  ] as const)("%j at %j", ([grants, within, mayEdit, mayRead]) => {
    const found = abilitiesAt(grants as readonly { role: Grant["role"]; reach: Reach }[], within);
    expect([found.has("edit"), found.has("read")]).toEqual([mayEdit, mayRead]);
  });
});
