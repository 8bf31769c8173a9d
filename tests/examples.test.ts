import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { parse, pathsUnder, readTexts } from "./tidy/source.ts";

/**
 * The examples in the doc comments of the packages are run. In an example a line `expression; // → value` is compared
 * with that value, each number to as many decimals as it is written with.
 */
const root = fileURLToPath(new URL("../", import.meta.url));

interface Example {
  readonly where: string;
  readonly code: string;
}

const examplesIn = (path: string, comment: string): readonly Example[] =>
  comment
    .split(/^\s*\*\s*@example\s*$/m)
    .slice(1)
    .map((part) => {
      const lines = part.split("\n").map((line) => line.replace(/^\s*\* ?/, ""));
      const end = lines.findIndex((line, at) => at > 0 && /^(@|Source:)/.test(line));
      return {
        where: path,
        code: lines
          .slice(0, end < 0 ? undefined : end)
          .join("\n")
          .trim(),
      };
    });

/** How far a number may be off: half a unit of the last decimal that is written. */
function tolerance(literal: string): number {
  const decimals = [...literal.matchAll(/\d+\.(\d+)/g)].map(([, digits]) => digits?.length ?? 0);
  return 0.5 * 10 ** -Math.max(0, ...decimals) + 1e-12;
}

function expectLike(actual: unknown, expected: unknown, slack: number): void {
  if (typeof expected === "number") {
    expect(typeof actual).toBe("number");
    expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(slack);
  } else if (typeof expected === "object" && expected !== null) {
    const [own, other] = [actual, expected] as Readonly<Record<string, unknown>>[];
    if (Array.isArray(expected)) expect(own?.["length"]).toBe(expected.length);
    for (const key of Object.keys(other ?? {})) expectLike(own?.[key], other?.[key], slack);
  } else expect(actual).toEqual(expected);
}

/** An example as a function of `load` (imports a package) and `compare`. */
function runnable(code: string): string {
  return code
    .replace(/^import \{([^}]+)\} from "([^"]+)";$/gm, 'const {$1} = await load("$2");')
    .replace(/^(?!const |let )(.+?);? *\/\/ → (.+)$/gm, (_, expression: string, value: string) => {
      const literal = JSON.stringify(value);
      return `compare(${expression}, (${value}), ${literal});`;
    });
}

async function run(code: string): Promise<number> {
  let compared = 0;
  const load = (name: string) => {
    const [, packageName = "", door = ""] =
      /^@krachtwijk\/([a-z]+)(?:\/([a-z]+))?$/.exec(name) ?? [];
    const path = `packages/${packageName}/src/${door === "" ? "" : `${door}/`}index.ts`;
    return import(pathToFileURL(root + path).href);
  };
  const compare = (actual: unknown, expected: unknown, literal: string) => {
    compared += 1;
    expectLike(actual, expected, tolerance(literal));
  };
  const AsyncFunction = run.constructor as new (
    ...args: string[]
  ) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction("load", "compare", runnable(code))(load, compare);
  return compared;
}

const sources = readTexts(
  root,
  pathsUnder(root, "packages").filter((path) =>
    /^packages\/(measure|allocate)\/src\/.*(?<!\.test)\.ts$/.test(path),
  ),
).map(parse);
const examples = sources.flatMap(({ path, comments }) =>
  comments.flatMap(({ value }) => examplesIn(path, value)),
);

describe("an example in a doc comment", () => {
  test.for(examples)("$where", async ({ code }) => {
    expect(await run(code)).toBeGreaterThan(0);
  });

  test("that is wrong is found", async () => {
    await expect(run("1 + 1; // → 3")).rejects.toThrow();
    await expect(run("({ a: [1.25] }); // → { a: [1.3] }")).resolves.toBe(1);
    await expect(run("[1, 2]; // → [1]")).rejects.toThrow();
    expect(await run("1 + 1;")).toBe(0);
  });
});

/** Every method that a package's door of one subject gives has an example beside it. */
test("every method has an example", () => {
  const doors = readdirSync(`${root}packages/measure/src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "numeric")
    .map(({ name }) => `packages/measure/src/${name}/`);
  const lacking = sources
    .filter(({ path }) => doors.some((door) => path.startsWith(door) && path !== `${door}index.ts`))
    .flatMap(({ path, text }) => {
      const door = sources.find(
        (one) => one.path === `${path.split("/").slice(0, 4).join("/")}/index.ts`,
      );
      return [
        ...text.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s*export (?:async )?function (\w+)/g),
      ]
        .filter(([, comment = "", name = ""]) => {
          const isPublic = new RegExp(`\\b${name}\\b`).test(door?.text ?? "");
          return isPublic && !comment.includes("@example");
        })
        .map(([, , name]) => `${path}: ${name}`);
    });
  expect(lacking).toEqual([]);
});
