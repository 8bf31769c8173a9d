import type { Node } from "oxc-parser";
import { type Complaint, lineAt, type Source, walk } from "./source.ts";

/** The longest that a function and a file may be. */
const limits = { functionLines: 70, fileLines: 400 } as const;

/** `describe(…, () => {…})` only groups tests, as a file does. */
function groupsOfTests({ program, text }: Source): ReadonlySet<number> {
  const starts = new Set<number>();
  walk(program, (node: Node) => {
    if (node.type !== "CallExpression") return;
    const isDescribe = /^describe\b/.test(text.slice(node.callee.start, node.callee.end));
    if (isDescribe) for (const { start } of node.arguments) starts.add(start);
  });
  return starts;
}

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Functions and files that are too long. */
export function lengthComplaints(source: Source): readonly Complaint[] {
  const { path, text, program } = source;
  const complaints: Complaint[] = [];
  const fileLines = text.trimEnd().split("\n").length;
  if (fileLines > limits.fileLines)
    complaints.push(`${path}: ${fileLines} lines, ${limits.fileLines} at most`);
  const groups = groupsOfTests(source);
  walk(program, ({ type, start, end }: Node) => {
    if (!functions.has(type) || groups.has(start)) return;
    const [from, to] = [lineAt(text, start), lineAt(text, end)];
    const lines = to - from + 1;
    if (lines > limits.functionLines)
      complaints.push(
        `${path}:${from}: a function of ${lines} lines, ${limits.functionLines} at most`,
      );
  });
  return complaints;
}

/** `any`, enums and default exports. A tool's own settings file has to export by default. */
export function typeComplaints(source: Source): readonly Complaint[] {
  const { path, text, program } = source;
  const complaints: Complaint[] = [];
  walk(program, ({ type, start }: Node) => {
    const at = `${path}:${lineAt(text, start)}`;
    if (type === "TSAnyKeyword") complaints.push(`${at}: any`);
    if (type === "TSEnumDeclaration") complaints.push(`${at}: an enum`);
    if (type === "ExportDefaultDeclaration" && !path.endsWith(".config.ts"))
      complaints.push(`${at}: a default export`);
  });
  return complaints;
}
