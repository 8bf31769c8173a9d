import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { ZodType, z } from "zod";
import { isBlank } from "./blank.ts";
import { malformed, type Place } from "./place.ts";
import { type Delivered, textOf } from "./read-file.ts";

/** The way to a part of a YAML file: keys of maps, and numbers of entries in lists, from 0. */
export type YamlPath = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** The deepest node on the way along `path` that the file has: the place to show to the writer. */
function nodeAt(root: Node | null, path: YamlPath): Node | null {
  let node = root;
  for (const step of path) {
    let next: unknown = null;
    // A key is a text to a schema, also where YAML reads a number.
    if (isMap(node))
      next = node.items.find(
        ({ key }) => String(isScalar(key) ? key.value : key) === String(step),
      )?.value;
    else if (isSeq(node)) next = node.get(step as number, true) ?? null;
    if (next === null || next === undefined || typeof next !== "object") break;
    node = next as Node;
  }
  return node;
}

const where = (path: YamlPath) => (path.length === 0 ? "the file" : `"${path.join(".")}"`);

/** Kinds of values as people call them. */
const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map (key: value)",
  record: "a map (key: value)",
  null: "nothing",
};

/** What the schema library says in its own words, in those of the reader; null: its words will do. */
function plainly({ code, message, ...issue }: Issue): string | null {
  const [, expected, received] =
    /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (expected !== undefined && received !== undefined) {
    const wanted = `${kinds[expected] ?? expected} is expected`;
    if (received === "undefined") return ` is missing; ${wanted}`;
    return `: ${wanted}, not ${kinds[received] ?? received}`;
  }
  if (code !== "too_big" && code !== "too_small") return null;
  const { origin, minimum, maximum, exact } = issue as Partial<
    Record<"origin" | "minimum" | "maximum" | "exact", unknown>
  >;
  const things: Readonly<Record<string, string>> = { string: " characters", array: " entries" };
  const bound = Number(code === "too_big" ? maximum : minimum);
  const thing = things[String(origin)] ?? "";
  const counted = bound === 1 ? thing.replace(/ies$/, "y").replace(/s$/, "") : thing;
  const side = exact === true ? "exactly" : code === "too_big" ? "at most" : "at least";
  return message.startsWith("Too ") ? `: ${side} ${bound}${counted} expected` : null;
}

function sentence(issue: Issue): string {
  if (issue.code === "unrecognized_keys")
    return `${where(issue.path)} has the unknown key${issue.keys.length > 1 ? "s" : ""} ${issue.keys.map((key) => `"${key}"`).join(", ")}.`;
  if (issue.code === "invalid_union") {
    // Of several readings the one that got furthest says best what is wrong.
    const [nearest] = issue.errors.flat().sort((a, b) => b.path.length - a.path.length);
    if (nearest !== undefined && nearest.path.length > 0)
      return sentence({ ...nearest, path: [...issue.path, ...nearest.path] } as Issue);
  }
  const plain = plainly(issue);
  if (plain !== null) return `${where(issue.path)}${plain}.`;
  return `${where(issue.path)}: ${issue.message.replace(/^Invalid input: /, "")}.`;
}

/** Aliases are limited against a file that unfolds to gigabytes. */
function unfolded(file: string, document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw malformed({ file }, "its aliases (*) unfold to far more than it says; write it out.");
  }
}

/** The first blank of a draft that nobody filled in: where it begins in the text, and what it says. */
function firstBlank(document: ReturnType<typeof parseDocument>) {
  let found: { readonly at: number; readonly text: string } | null = null;
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (!isBlank(value)) return undefined;
      found = { at: range?.[0] ?? 0, text: String(value) };
      return visit.BREAK;
    },
  });
  return found as { readonly at: number; readonly text: string } | null;
}

/**
 * Where a part of a YAML file stands that was read before: for what only shows to be wrong beside other files.
 * @param path where it is not in the file, the nearest part around it is meant
 */
export function placeInYaml(delivered: Delivered, path: YamlPath): Place {
  const lines = new LineCounter();
  const document = parseDocument(textOf(delivered), { lineCounter: lines, schema: "core" });
  const node = nodeAt(document.contents as Node | null, path);
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  return { file: delivered.name, line, column: col };
}

/**
 * Reads a YAML file by a schema. Unknown keys are the schema's to refuse (use strict objects).
 * @throws {Refusal} input-malformed with file, line and column of the first mistake
 */
export function readYaml<Schema extends ZodType>(
  delivered: Delivered,
  schema: Schema,
): z.output<Schema> {
  const file = delivered.name;
  const lines = new LineCounter();
  const document = parseDocument(textOf(delivered), { lineCounter: lines, schema: "core" });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw malformed(
      { file, line, column: col },
      `this is not YAML: ${broken.message.split(" at line ")[0]}.`,
    );
  }
  const open = firstBlank(document);
  if (open !== null) {
    const { line, col } = lines.linePos(open.at);
    throw malformed(
      { file, line, column: col },
      `fill this in: "${open.text.slice(0, 60)}" is a blank of a draft; only a person knows what belongs here.`,
    );
  }
  const result = schema.safeParse(unfolded(file, document));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const node = nodeAt(document.contents as Node | null, issue.path);
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  throw malformed({ file, line, column: col }, sentence(issue));
}
