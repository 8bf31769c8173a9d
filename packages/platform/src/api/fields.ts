import { z } from "zod";
import { isId } from "#kernel";
import { named } from "./operation.ts";

/** An id, as a parameter or in an answer. */
export const idText = z
  .string()
  .max(80)
  .refine(isId)
  .describe("Letters, digits, dots, dashes and underscores.");

/** The same words in Dutch and English. */
export const words = named("Text", z.object({ nl: z.string(), en: z.string() }));

/** A period, as it is written in addresses and as days. */
export const period = named(
  "Period",
  z.object({
    id: z.string().describe("As in addresses: 2008, 2007/2008, 2008-Q3, 2009-06."),
    kind: z.enum(["years", "year", "school-year", "half-year", "quarter", "month", "day"]),
    begin: z.iso.date(),
    end: z.iso.date(),
  }),
);

/** The day as of which is asked. */
export const peildatum = z.iso
  .date()
  .optional()
  .describe("As it was known on this day; left out: now.");

/** An address on this server. */
export const address = z.string().describe("An address, absolute.");
