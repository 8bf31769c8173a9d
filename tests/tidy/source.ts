import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Comment, type EcmaScriptModule, type Node, parseSync, visitorKeys } from "oxc-parser";

/** A text of the repository. `path` is from the root, with `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A source file, parsed. */
export interface Source extends TextFile {
  readonly program: Node;
  readonly module: EcmaScriptModule;
  readonly comments: readonly Comment[];
}

/** Where something is wrong, and what: `path:line: what`. */
export type Complaint = string;

const leftOut = new Set([".git", "node_modules", "coverage", ".tmp"]);

/** Paths of every file under a folder, sorted; without what is installed or made. `data` is the default data folder. */
export function pathsUnder(root: string, folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !leftOut.has(entry.name) && (folder !== "" || entry.name !== "data"))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return pathsUnder(root, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

/** Reads files that are text; a picture or a PDF is left out. */
export function readTexts(root: string, paths: readonly string[]): readonly TextFile[] {
  return paths
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

/** Whether a path is a source file of ours. */
export const isSource = (path: string) => /\.(ts|tsx|mts|mjs)$/.test(path);
/** Whether a path is a test, or serves tests only. */
export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith("tests/");

/** @throws {SyntaxError} if it cannot be parsed */
export function parse({ path, text }: TextFile): Source {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  return { path, text, program, module, comments };
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Visits a node and all below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  const fields = node as unknown as Readonly<Record<string, Node | readonly Node[] | null>>;
  for (const key of visitorKeys[node.type] ?? []) {
    const below = fields[key];
    for (const child of Array.isArray(below) ? below : [below])
      if (child !== null && child !== undefined) walk(child, visit);
  }
}
