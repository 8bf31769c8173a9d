import { z } from "zod";
import { idSchema, periodSchema, textSchema, wordsSchema } from "#intake";

/** Due dates are periods (`2010-12`) or years (`2012`), kept as written. */
const source = wordsSchema;

/** The parts of `programme.yaml` that this room keeps. Money and parliament add theirs. */
export const programmeShape = {
  programme: z.strictObject({
    id: idSchema<"programme">(),
    name: textSchema,
    start: periodSchema,
    durationYears: z.number().int().positive(),
    country: idSchema<"area">(),
    focus: idSchema<"area">(),
    aim: textSchema,
    basis: z.array(z.string()).default([]),
  }),
  themes: z.array(z.strictObject({ id: idSchema<"theme">(), name: textSchema })).min(1),
  pyramid: z.array(
    z.strictObject({
      level: z.union([z.number().int().positive(), z.literal("all")]),
      name: textSchema,
      themes: z.array(idSchema<"theme">()).min(1),
    }),
  ),
  outputs: z
    .array(
      z.strictObject({
        id: idSchema<"output">(),
        name: textSchema,
        value: z.number(),
        unit: textSchema,
        period: periodSchema,
        areas: z.array(idSchema<"area">()).default([]),
        theme: idSchema<"theme">(),
        stage: z.enum(["delivered", "under-construction", "planned"]),
        source,
      }),
    )
    .default([]),
  targets: z
    .array(
      z.strictObject({
        id: idSchema<"target">(),
        name: textSchema,
        value: z.number().optional(),
        unit: textSchema,
        due: wordsSchema.optional(),
        theme: idSchema<"theme">(),
        indicator: idSchema<"indicator">().optional(),
        source,
      }),
    )
    .default([]),
  experiments: z
    .array(
      z.strictObject({
        id: idSchema<"experiment">(),
        name: textSchema,
        theme: idSchema<"theme">(),
        municipalities: z.array(idSchema<"area">()).default([]),
        research: z.array(z.string()).default([]),
        source,
      }),
    )
    .default([]),
  alliance: z
    .strictObject({ partnersTotal: z.number().int().nonnegative(), named: z.array(z.string()) })
    .optional(),
  instruments: z
    .array(
      z.strictObject({
        id: idSchema<"instrument">(),
        name: textSchema,
        for: textSchema,
        conditions: z.array(textSchema).default([]),
        source,
      }),
    )
    .default([]),
};
