import { z } from "zod";
import { type Delivered, malformed, textOf } from "#intake";
import { shown } from "./shown.ts";

/** The first thing in an answer that does not fit, as a path: `value[3].Title`. */
const pathOf = (path: readonly PropertyKey[]) =>
  path
    .map((step, at) =>
      typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${String(step)}`,
    )
    .join("");

const errorSchema = z.union([
  z.object({
    error: z.object({ message: z.union([z.string(), z.object({ value: z.string() })]) }),
  }),
  z.object({ "odata.error": z.object({ message: z.object({ value: z.string() }) }) }),
]);

/** What an error document says; null for any other document. */
function errorIn(document: unknown): string | null {
  const read = errorSchema.safeParse(document);
  if (!read.success) return null;
  const { message } = "error" in read.data ? read.data.error : read.data["odata.error"];
  return typeof message === "string" ? message : message.value;
}

/**
 * Reads what a service answered as JSON of the documented shape. More than documented is fine, less is not.
 * @throws {Refusal} input-malformed for JSON that ends too soon, an error document, or another shape
 */
export function readAnswer<Schema extends z.ZodType>(
  delivered: Delivered,
  schema: Schema,
): z.output<Schema> {
  const file = delivered.name;
  let document: unknown;
  try {
    document = JSON.parse(textOf(delivered).replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const start = new TextDecoder().decode(delivered.bytes.subarray(0, 200)).trimStart();
    throw malformed(
      { file },
      start.startsWith("<")
        ? "the server sends a web page or XML where JSON was asked for."
        : "the answer is not whole: its JSON ends too soon or is broken. Try again later.",
    );
  }
  const said = errorIn(document);
  if (said !== null) throw malformed({ file }, `the server says: "${shown(said, 200)}".`);
  const read = schema.safeParse(document);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw malformed(
    { file },
    `the answer has not the documented shape: ${pathOf(issue!.path) || "the whole"} ${issue!.message.replace(/^Invalid input: /, "is wrong, ")}.`,
  );
}
