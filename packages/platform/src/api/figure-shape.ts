import { z } from "zod";
import type { ExportColumn } from "#indicators";
import { idText } from "./fields.ts";
import { named } from "./operation.ts";

/** Why a figure has no number, or what its number is a bound of. `value`: it is the number. */
export const figureStates = [
  "value",
  "below",
  "at-most",
  "above",
  "at-least",
  "suppressed",
  "not-available",
] as const;
/** One of the states of a figure. */
export type FigureState = (typeof figureStates)[number];

/** The state of a reading, in the words of files and addresses. */
const stateWords: Readonly<Record<string, FigureState>> = {
  "<": "below",
  "<=": "at-most",
  ">": "above",
  ">=": "at-least",
};
export const stateOf = (state: string): FigureState => stateWords[state] ?? (state as FigureState);

const statuses = ["provisional", "final", "revised"] as const;

/** What can be told of a figure. Missing is a reason in `state`, never a 0. */
export const figure = named(
  "Figure",
  z.object({
    indicator: idText,
    area: idText,
    name: z.string().describe("The name of the area."),
    kind: z.string().describe("The kind of the area."),
    period: z.string(),
    state: z.enum(figureStates),
    value: z.number().nullable().describe("In the unit of the indicator; null: see `state`."),
    decimals: z.int().nullable().describe("As many as the source writes."),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    status: z.enum(statuses),
    release: idText,
    source: idText,
    line: z.int().nullable().describe("Of the file as delivered."),
  }),
);

/** A field of a figure. */
export type FigureField = keyof z.output<typeof figure>;
/** Every field, in order. */
export const figureFields = Object.keys(figure.shape) as readonly FigureField[];

/** The fields of figures, each as a list: place 0 of each is of the same figure. */
export const figureColumns = named(
  "FigureColumns",
  z
    .object(
      Object.fromEntries(
        Object.entries(figure.shape).map(([name, schema]) => [name, z.array(schema)]),
      ) as { [Name in FigureField]: z.ZodArray<(typeof figure.shape)[Name]> },
    )
    .partial(),
);

/** A figure as far as it was asked for, by the order of the fields. */
export type FigureRow = readonly unknown[];

/** The columns of the lake that the fields are read from: they have the same names. */
export const lakeColumns = (fields: readonly FigureField[]): readonly ExportColumn[] => fields;
