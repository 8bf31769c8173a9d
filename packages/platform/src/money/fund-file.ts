import { z } from "zod";
import { idSchema, periodSchema, textSchema, wordsSchema } from "#intake";
import { type Cents, centsFromEuros } from "#kernel";
import type { Fund } from "./types.ts";

/** Euros as written: whole, or with two decimals. */
const eurosSchema = z.union([z.number(), z.string()]).transform((written, context): Cents => {
  const amount = centsFromEuros(String(written));
  if (amount !== null && amount >= 0) return amount;
  context.addIssue({
    code: "custom",
    message: `expected an amount in euros such as 8000000 or 130500.50, not "${written}"`,
  });
  return z.NEVER;
});

/** `funds` of `programme.yaml`. */
export const fundsShape = {
  funds: z
    .array(
      z.strictObject({
        id: idSchema<"fund">(),
        name: textSchema,
        payer: textSchema,
        theme: idSchema<"theme">(),
        source: wordsSchema,
        note: textSchema.optional(),
        budgets: z.array(
          z.strictObject({
            period: periodSchema,
            amountEur: eurosSchema,
            bound: z.enum(["<", "<=", ">", ">="]).optional(),
            for: textSchema.optional(),
          }),
        ),
      }),
    )
    .default([]),
};

const schema = z.strictObject(fundsShape);

/** The funds of a `programme.yaml` that was read with `fundsShape`. */
export function fundsOf({ funds }: z.output<typeof schema>): readonly Fund[] {
  return funds.map(({ note, budgets, ...fund }) => ({
    ...fund,
    note: note ?? null,
    budgets: budgets.map(({ amountEur, bound, for: part, ...budget }) => ({
      ...budget,
      amount: amountEur,
      bound: bound ?? null,
      for: part ?? null,
    })),
  }));
}
