import { isMap, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { ZodType, z } from "zod";
import { malformed } from "./place.ts";
import { type Delivered, textOf } from "./read-file.ts";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** A path as JSON people write it: `indicators[0].weight`. */
const pathName = (path: Path): string =>
  path.length === 0
    ? "the file"
    : path
        .map((step, at) =>
          typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${String(step)}`,
        )
        .join("");

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list [ … ]",
  object: "an object { … }",
};

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
};

function bound(issue: Extract<Issue, { readonly code: "too_small" | "too_big" }>): string {
  const isSmall = issue.code === "too_small";
  const limit = isSmall ? issue.minimum : issue.maximum;
  const isNumber = issue.origin === "number" || issue.origin === "int";
  if (!isNumber)
    return `has ${isSmall ? "fewer" : "more"} than ${limit}${issue.origin === "array" ? " items" : " characters"}`;
  const words = isSmall
    ? [issue.inclusive ? "at least" : "above", limit]
    : [issue.inclusive ? "at most" : "below", limit];
  return `is ${short(issue.input)}; it must be ${words.join(" ")}`;
}

/** A word that should have told objects apart, and did not. */
function choiceTold(
  input: unknown,
  { discriminator = "", options }: { discriminator?: string | undefined; options?: unknown },
): string {
  const own = (input as Readonly<Record<string, unknown>> | undefined)?.[discriminator];
  const found = own === undefined ? "is missing" : `is ${short(own)}`;
  return `${found}; expected ${(options as readonly unknown[]).map(String).join(", ")}`;
}

/** What is wrong, to come after the path. */
function told(issue: Issue): string {
  if (issue.code === "invalid_type") {
    const expected = kinds[issue.expected] ?? issue.expected;
    return issue.input === undefined
      ? `is missing; ${expected} is expected`
      : `is ${short(issue.input)}; ${expected} is expected`;
  }
  if (issue.code === "invalid_value")
    return `is ${short(issue.input)}; expected ${issue.values.map((value) => short(value)).join(", ")}`;
  if (issue.code === "unrecognized_keys")
    return issue.message.startsWith("Unrecognized")
      ? `has the unknown key "${issue.keys[0]}"`
      : issue.message;
  if (issue.code === "invalid_union" && "options" in issue) return choiceTold(issue.input, issue);
  if (issue.code === "too_small" || issue.code === "too_big") return bound(issue);
  return issue.message;
}

/** Of several readings the one that got furthest says best what is wrong. */
function nearest(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const isKind = ({ code }: Issue) => (code === "invalid_type" ? 1 : 0);
  const [best] = issue.errors
    .flat()
    .sort((a, b) => b.path.length - a.path.length || isKind(a) - isKind(b));
  if (best === undefined) return issue;
  return nearest({ input: issue.input, ...best, path: [...issue.path, ...best.path] } as Issue);
}

/** The deepest node on the way along `path` that the file has. */
function nodeAt(root: Node | null, path: Path): Node | null {
  let node = root;
  for (const step of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : null;
    if (next === null || typeof next !== "object") break;
    node = next as Node;
  }
  return node;
}

const jsonText = (delivered: Delivered) => textOf(delivered).replace(/^\uFEFF/, "");

/** Where the parser stopped. */
function stoppedAt(
  text: string,
  error: SyntaxError,
): { readonly line: number; readonly column: number } {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/**
 * Reads a JSON file as it is, without holding it to a schema.
 * @throws {Refusal} input-malformed with file, line and column
 */
export function parseJson(delivered: Delivered): unknown {
  const [file, text] = [delivered.name, jsonText(delivered)];
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const why =
      text.trim() === ""
        ? "the file is empty"
        : "here it is not JSON any more; a comma, a quote or a bracket is missing or too many";
    throw malformed({ file, ...stoppedAt(text, error) }, `${why}.`);
  }
}

/**
 * Reads a JSON file by a schema. Unknown keys are the schema's to refuse (use strict objects).
 * @throws {Refusal} input-malformed with file, line, column and the path of the first mistake
 */
export function readJson<Schema extends ZodType>(
  delivered: Delivered,
  schema: Schema,
): z.output<Schema> {
  const [file, text] = [delivered.name, jsonText(delivered)];
  const value = parseJson(delivered);
  const lines = new LineCounter();
  // JSON is YAML too; this reading knows where things stand, and that a key is there twice.
  const document = parseDocument(text, { lineCounter: lines, schema: "json" });
  const twice = document.errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (twice !== undefined) {
    const { line, col } = lines.linePos(twice.pos[0]);
    throw malformed({ file, line, column: col }, "this key is there twice.");
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issue = nearest(result.error.issues[0]!);
  const node = nodeAt(document.contents as Node | null, issue.path);
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  throw malformed({ file, line, column: col }, `${pathName(issue.path)} ${told(issue)}.`);
}
