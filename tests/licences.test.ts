import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What may be given on together with a work under EUPL-1.2: permissive licences, and those in the EUPL's own appendix that we met. */
const allowed = [
  "EUPL-1.2",
  "MPL-2.0",
  "Apache-2.0",
  "MIT",
  "MIT-0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "PostgreSQL",
  "Unlicense",
  "CC0-1.0",
  "Unicode-3.0",
  "Zlib",
  "Bitstream-Vera",
];

/** Packages that name no licence by its SPDX name: what their text is, as a person read it. */
const judged: Readonly<Record<string, string>> = {
  // LICENSE: the Bitstream Vera and Arev terms, free to give on with any program under another name than theirs.
  "node_modules/dejavu-fonts-ttf": "Bitstream-Vera",
};

/** A package of the lockfile. */
interface Entry {
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
}

/** Whether an SPDX expression lets us choose only licences that are allowed. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/[()]/g, "");
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.includes(licence)));
}

const lock: { readonly packages: Readonly<Record<string, Entry>> } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
);
const packages = Object.entries(lock.packages);
const shipped = packages.filter(
  ([path, { dev, link }]) => path.includes("node_modules/") && dev !== true && link !== true,
);

/** What the installed package says itself; the lockfile knows those for other machines too. */
function licenceOf([path, { license }]: readonly [string, Entry]): string {
  const file = join(root, path, "package.json");
  const own = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).license : undefined;
  return judged[path] ?? own ?? license ?? "none stated";
}

test("every package that users get may be given on under EUPL-1.2", () => {
  expect(shipped.length).toBeGreaterThan(30);
  const wrong = shipped.filter((entry) => !isAllowed(licenceOf(entry)));
  expect(wrong.map((entry) => `${entry[0]}: ${licenceOf(entry)}`)).toEqual([]);
});

test("the lockfile names no registry: everyone installs from their own", () => {
  const hosts = packages.filter(([, { resolved }]) => resolved?.includes("://") === true);
  expect(hosts.map(([path]) => path)).toEqual([]);
});

test("our own packages are under EUPL-1.2, and its text is here", () => {
  for (const [path] of packages.filter(([name]) => !name.includes("node_modules/")))
    expect(JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).license).toBe(
      "EUPL-1.2",
    );
  const text = readFileSync(join(root, "LICENSE"), "utf8");
  expect(text.split("\n")[0]).toBe("EUROPEAN UNION PUBLIC LICENCE v. 1.2");
  for (let article = 1; article <= 15; article++)
    expect(text).toMatch(new RegExp(`^${article}\\. [A-Z]`, "m"));
  expect(text).toContain("‘Compatible Licences’ according to Article 5 EUPL are:");
});

test.for([
  ["MIT", true],
  ["MIT OR GPL-3.0-only", true],
  ["(MIT OR Apache-2.0)", true],
  ["MIT AND Zlib", true],
  ["MIT AND SSPL-1.0", false],
  ["BUSL-1.1", false],
  ["SEE LICENSE IN LICENSE.md", false],
  ["none stated", false],
] as const)("%s: %s", ([expression, expected]) => {
  expect(isAllowed(expression)).toBe(expected);
});
