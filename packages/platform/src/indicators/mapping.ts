import { z } from "zod";
import { daySchema, idSchema, periodSchema, textSchema, wordsSchema } from "#intake";

/** Where a source was published, as a mapping writes it. */
export const originSchema = z.strictObject({
  publisher: z.string().min(1),
  document: wordsSchema,
  part: textSchema,
  licence: textSchema,
  published: daySchema,
});

/** Which columns name the area of a row. */
export const areaColumnsSchema = z.strictObject({
  name: z.string(),
  within: z.string().optional(),
});

const conditionSchema = z.record(z.string(), wordsSchema);

const valueSchema = z.strictObject({
  where: conditionSchema.optional(),
  indicator: idSchema<"indicator">(),
  period: periodSchema,
  area: idSchema<"area">().optional(),
  value: z.string().optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  printed: z.string().optional(),
  unit: z.literal("percent").optional(),
  status: z.enum(["provisional", "final", "revised"]).default("final"),
});

const figureSchema = valueSchema.refine(
  ({ value, numerator, denominator }) =>
    value === undefined
      ? numerator !== undefined && denominator !== undefined
      : numerator === undefined && denominator === undefined,
  { error: "give either `value`, or both `numerator` and `denominator`" },
);

const checkSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("change"),
    from: z.string(),
    to: z.string(),
    printed: z.string(),
    relative: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal("sum"),
    total: conditionSchema,
    by: z.array(z.string()).default([]),
    columns: z.array(z.string()).min(1),
  }),
]);

/** A figures mapping: how to read a source's columns. docs/programme-folder.md tells what each key means. */
export const figuresMappingSchema = z.strictObject({
  source: idSchema<"source">(),
  title: textSchema,
  origin: originSchema,
  scope: z.enum(["whole", "partial"]).default("whole"),
  areas: areaColumnsSchema.optional(),
  figures: z.array(figureSchema).min(1),
  setAside: z.array(z.strictObject({ where: conditionSchema, why: textSchema })).default([]),
  checks: z.array(checkSchema).default([]),
});

/** How to read the columns of a source, understood. */
export type FiguresMapping = z.output<typeof figuresMappingSchema>;
export type FigureEntry = FiguresMapping["figures"][number];
export type CheckEntry = FiguresMapping["checks"][number];
export type Condition = z.output<typeof conditionSchema>;
/** Which columns name the area of a row. */
export type AreaColumns = z.output<typeof areaColumnsSchema>;
