import { z } from "zod";
import { type Id, id, isId, type Period, parsePeriod, type Text } from "#kernel";

/** A text in every language. */
export const textSchema: z.ZodType<Text> = z.strictObject({
  nl: z.string().trim().min(1),
  en: z.string().trim().min(1),
});

/** An id of one kind of thing. */
export function idSchema<Kind extends string>(): z.ZodType<Id<Kind>> {
  return z
    .string()
    .refine(isId, {
      error: "expected an id: letters, digits, dots, dashes, underscores, at most 80",
    })
    .transform((text) => id<Kind>(text)) as unknown as z.ZodType<Id<Kind>>;
}

/** A period as written in files. YAML reads `2008` as a number. */
export const periodSchema: z.ZodType<Period> = z
  .union([z.string(), z.number()])
  .transform((written, context) => {
    const period = parsePeriod(String(written));
    if (period !== null) return period;
    context.addIssue({
      code: "custom",
      message: `expected a period such as 2008, 2007/2008, 2009-06 or 2008..2012, not "${written}"`,
    });
    return z.NEVER;
  }) as unknown as z.ZodType<Period>;

/** A day, `2009-10-22`. */
export const daySchema: z.ZodType<string> = z
  .string()
  .refine((text) => parsePeriod(text)?.kind === "day", {
    error: "expected a day such as 2009-10-22",
  });

/** Words or a number, kept as words: chapter numbers, years. */
export const wordsSchema = z.union([z.string(), z.number()]).transform(String);
