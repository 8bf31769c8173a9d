import { z } from "zod";
import { daySchema, idSchema, malformed, textSchema, wordsSchema } from "#intake";
import { parsePeriod } from "#kernel";
import type { Commitment, Due, ParliamentDocument } from "./types.ts";

const words = ["recurring", "open", "this-report"] as const;

const dueSchema = z.string().transform((written, context): Due => {
  const kind = words.find((word) => word === written);
  if (kind !== undefined) return { kind };
  const period = parsePeriod(written);
  if (period?.kind === "day") return { kind: "date", by: period.end };
  if (period?.kind === "month") return { kind: "month", month: period.id, by: period.end };
  context.addIssue({
    code: "custom",
    message: `expected a day (2009-12-03), a month (2009-12) or ${words.join(", ")}, not "${written}"`,
  });
  return z.NEVER;
});

/** `commitments` and `documents` of `programme.yaml`. */
export const parliamentShape = {
  commitments: z
    .array(
      z.strictObject({
        id: idSchema<"commitment">(),
        text: textSchema,
        due: dueSchema,
        madeAt: textSchema.optional(),
        done: z.boolean().default(false),
        areas: z.array(idSchema<"area">()).default([]),
        theme: idSchema<"theme">(),
        source: wordsSchema,
      }),
    )
    .default([]),
  documents: z
    .array(
      z.strictObject({
        id: idSchema<"document">(),
        number: wordsSchema,
        kind: textSchema,
        date: daySchema.optional(),
        version: wordsSchema.optional(),
        annexTo: wordsSchema.optional(),
        title: textSchema.optional(),
      }),
    )
    .default([]),
};

const schema = z.strictObject(parliamentShape);
type Written = z.output<typeof schema>;

/** What parliament was sent and promised. */
export interface ParliamentFacts {
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
}

/**
 * Commitments and documents of a `programme.yaml` that was read with `parliamentShape`.
 * @throws {Refusal} input-malformed when an id occurs twice
 */
export function parliamentOf(file: string, { commitments, documents }: Written): ParliamentFacts {
  for (const list of [commitments, documents]) {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) throw malformed({ file }, `the id "${id}" is used twice.`);
      seen.add(id);
    }
  }
  return {
    commitments: commitments.map(({ madeAt, ...rest }) => ({ ...rest, madeAt: madeAt ?? null })),
    documents: documents.map(({ date, version, annexTo, title, ...rest }) => ({
      ...rest,
      date: date ?? null,
      version: version ?? null,
      annexTo: annexTo ?? null,
      title: title ?? null,
    })),
  };
}
