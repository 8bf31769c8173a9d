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

/** Which columns say what area a row is about: by its name, or by its code. */
const figureAreasSchema = z
  .strictObject({
    name: z.string().optional(),
    within: z.string().optional(),
    code: z.string().optional(),
    prefix: z.string().optional(),
    /** The year of the boundaries that the areas are of: an area of another year is refused. */
    boundaries: z.number().int().optional(),
  })
  .refine(({ name, code }) => (name === undefined) !== (code === undefined), {
    error: "give either `name` or `code`, the column with the area",
  })
  .refine(({ name, within }) => within === undefined || name !== undefined, {
    error: "`within` goes with `name`; a code stands on its own",
  })
  .refine(({ code, prefix }) => prefix === undefined || code !== undefined, {
    error: "`prefix` goes with `code`",
  });

const conditionSchema = z.record(z.string(), wordsSchema);

const powersOfTen = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** percent: 8.3 is the share 0.083. A number: what a cell is counted in, `1000` for thousands. */
const unitSchema = z.union([
  z.literal("percent"),
  z.number().refine((factor) => powersOfTen.includes(factor), {
    error: "expected percent, or a power of ten from 0.001 to 1000000",
  }),
]);

/** A status, or the column that tells it. */
const statusSchema = z.union(
  [z.enum(["provisional", "final", "revised"]), z.strictObject({ column: z.string() })],
  { error: "expected provisional, final or revised, or { column: NAME }" },
);

/** A period that stands in a column, as it is or by a list of codes; or in the name of the file. */
const periodSpecSchema = z.union(
  [
    periodSchema,
    z.strictObject({
      column: z.string(),
      codes: z.record(z.string(), periodSchema).optional(),
    }),
    z.strictObject({ file: z.string().regex(/\{(year|period)\}/) }),
  ],
  {
    error:
      "expected a period such as 2008, or { column: NAME }, or { file: NAME-{year}.csv } with the place of the year",
  },
);

const readAsSchema = z.union(
  [
    idSchema<"indicator">(),
    z.strictObject({ indicator: idSchema<"indicator">(), unit: unitSchema.optional() }),
  ],
  { error: "expected an indicator, or { indicator: ID, unit: percent }" },
);

/** An indicator that stands in a column: by its id, or by a list of codes; null: rows with that code are not read. */
const indicatorSpecSchema = z.union(
  [
    idSchema<"indicator">(),
    z.strictObject({
      column: z.string(),
      codes: z.record(z.string(), readAsSchema.nullable()).optional(),
    }),
  ],
  { error: "expected an indicator, or { column: NAME }, or { column: NAME, codes: { CODE: ID } }" },
);

const valueSchema = z.strictObject({
  where: conditionSchema.optional(),
  indicator: indicatorSpecSchema,
  period: periodSpecSchema.optional(),
  area: idSchema<"area">().optional(),
  value: z.string().optional(),
  /** The column that says whether it is a value, a bound or a gap, as our own exports do. */
  state: z.string().optional(),
  /** The column that says how many decimals the source writes. */
  decimals: z.string().optional(),
  /** The rows have no number, for this reason: with `where`, when a column tells it. */
  gap: z.enum(["suppressed", "not-available"]).optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  printed: z.string().optional(),
  unit: unitSchema.optional(),
  status: statusSchema.optional(),
});

const isStated = ({ state, decimals }: z.output<typeof valueSchema>) =>
  state !== undefined || decimals !== undefined;

const figureSchema = valueSchema
  .refine((entry) => entry.value !== undefined || !isStated(entry), {
    error: "`state` and `decimals` go with `value`",
  })
  .refine(
    (entry) => {
      const { value, gap, numerator, denominator } = entry;
      // Beside a value that is told whole, counts are more of the same figure.
      const isRatio = numerator !== undefined && denominator !== undefined && !isStated(entry);
      const ways = [value !== undefined, gap !== undefined, isRatio];
      const isHalf = (numerator === undefined) !== (denominator === undefined);
      return !isHalf && ways.filter(Boolean).length === 1;
    },
    { error: "give either `value`, or `gap`, or both `numerator` and `denominator`" },
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

/** How the file itself is written. */
const fileSchema = z
  .strictObject({
    separator: z.string().length(1).optional(),
    encoding: z.enum(["utf-8", "windows-1252"]).optional(),
    headerLine: z.number().int().min(1).max(1000).optional(),
    sheet: z.union([z.string(), z.number().int().min(1)]).optional(),
    decimal: z.enum([".", ","]).default("."),
    thousands: z.enum([".", ",", " ", "'"]).optional(),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands, {
    error: "`decimal` and `thousands` cannot be the same",
  });

const gapSchema = z.enum(["suppressed", "not-available"]);

/** A figures mapping: how to read a source's columns. docs/programme-folder.md tells what each key means. */
export const figuresMappingSchema = z
  .strictObject({
    source: idSchema<"source">(),
    title: textSchema,
    origin: originSchema,
    scope: z.enum(["whole", "partial"]).default("whole"),
    file: fileSchema.prefault({}),
    missing: z.record(z.string(), gapSchema).default({}),
    areas: figureAreasSchema.optional(),
    period: periodSpecSchema.optional(),
    unit: unitSchema.optional(),
    status: statusSchema.default("final"),
    columns: z.record(z.string(), readAsSchema).default({}),
    figures: z.array(figureSchema).default([]),
    setAside: z.array(z.strictObject({ where: conditionSchema, why: textSchema })).default([]),
    checks: z.array(checkSchema).default([]),
  })
  .refine(({ columns, figures }) => figures.length + Object.keys(columns).length > 0, {
    error: "give `columns` or `figures`: what is read",
  });

/** How to read the columns of a source, understood. */
export type FiguresMapping = z.output<typeof figuresMappingSchema>;
export type FigureEntry = FiguresMapping["figures"][number];
export type CheckEntry = FiguresMapping["checks"][number];
export type Condition = z.output<typeof conditionSchema>;
export type ReadAs = z.output<typeof readAsSchema>;
export type PeriodSpec = z.output<typeof periodSpecSchema>;
export type UnitSpec = z.output<typeof unitSchema>;
export type FigureAreas = z.output<typeof figureAreasSchema>;
/** Which columns name the area of a row. */
export type AreaColumns = z.output<typeof areaColumnsSchema>;
