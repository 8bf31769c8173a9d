import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { refusals } from "../packages/platform/src/kernel/refusal.ts";
import {
  isSource,
  isTest,
  parse,
  pathsUnder,
  readTexts,
  type Source,
  walk,
} from "./tidy/source.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const page = readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8");
const codes = Object.keys(refusals);

/** The sections of the page: what stands under each `## code`. */
function sectionsOf(markdown: string): ReadonlyMap<string, string> {
  const parts = markdown.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n"))]),
  );
}

/** Codes that a file refuses with, and codes that it names at all. */
function codesIn({ program }: Source) {
  const thrown: string[] = [];
  const named: string[] = [];
  walk(program, (node) => {
    if (node.type === "Literal" && typeof node.value === "string") named.push(node.value);
    if (node.type !== "NewExpression" || node.callee.type !== "Identifier") return;
    const [code] = node.arguments;
    if (node.callee.name === "Refusal" && code?.type === "Literal") thrown.push(String(code.value));
  });
  return { thrown, named };
}

const sources = readTexts(
  root,
  pathsUnder(root, "packages/platform/src").filter((path) => isSource(path) && !isTest(path)),
)
  .filter(({ path }) => !path.endsWith("kernel/refusal.ts"))
  .map(parse);

describe("docs/errors.md", () => {
  const sections = sectionsOf(page);

  test("has a section for every code, in the order of the list, and no other", () => {
    expect([...sections.keys()]).toEqual(codes);
  });

  test.for(Object.entries(refusals))(
    "tells of %s how it ends, an example, and what to do",
    ([code, { exit, http }]) => {
      const section = sections.get(code) ?? "";
      expect(section).toContain(`Exit code ${exit}, HTTP ${http}. `);
      expect(section).toMatch(/^> \S.*[.…]$/m);
      expect(section).toMatch(/^What to do: \S.*\.$/m);
    },
  );
});

describe("the code", () => {
  test("refuses only with codes from the list", () => {
    const thrown = sources.flatMap((source) =>
      codesIn(source).thrown.map((code) => ({ path: source.path, code })),
    );
    expect(thrown.length).toBeGreaterThan(10);
    expect(thrown.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  test("uses every code of the list", () => {
    const used = new Set(
      codes.filter((code) => sources.some(({ text }) => text.includes(`"${code}"`))),
    );
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });
});

test("the search finds a code that is not in the list", () => {
  const planted = parse({ path: "x.ts", text: 'throw new Refusal("no-such-code", "No.");' });
  expect(codesIn(planted).thrown).toEqual(["no-such-code"]);
  expect([...sectionsOf("# Page\n\n## a-code\n\nText.\n").keys()]).toEqual(["a-code"]);
});
