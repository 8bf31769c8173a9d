import { predictorOver } from "@krachtwijk/measure/effect";
import { z } from "zod";
import { type Delivered, malformed, readYaml } from "#intake";
import { type Series, seriesColumn, timeOrder } from "./series.ts";

const periodSchema = z.union([z.string(), z.number()]).transform(String);
const overSchema = z.union([
  z.tuple([periodSchema, periodSchema]),
  periodSchema.transform((period) => [period, period] as const),
]);
const aggSchema = z.enum(["mean", "median"]);
const entrySchema = z.strictObject({
  column: z.string().min(1),
  over: overSchema.optional(),
  agg: aggSchema.optional(),
  name: z.string().min(1).optional(),
  weight: z.number().min(0).optional(),
});
const entriesSchema = z.array(
  z.union([z.string().transform((column) => entrySchema.parse({ column })), entrySchema]),
);
const specSchema = z.union([
  entriesSchema.transform((predictors) => ({
    predictors,
    special: [],
    over: undefined,
    agg: undefined,
  })),
  z.strictObject({
    over: overSchema.optional(),
    agg: aggSchema.optional(),
    predictors: entriesSchema,
    special: entriesSchema.default([]),
  }),
]);

/** A predictor as it was asked for. */
export interface AskedPredictor {
  readonly name: string;
  readonly column: string;
  /** First and last period. */
  readonly over: readonly [string, string];
  readonly agg: "mean" | "median";
  readonly weight?: number;
}

/** Predictors of every unit, unit after unit. */
export interface Predictors {
  readonly asked: readonly AskedPredictor[];
  readonly values: Float64Array;
}

/**
 * Reads SPEC.json: a list of predictors, or an object with defaults, `predictors` and `special` ones.
 * @throws {Refusal} input-malformed with the place; what `predictorOver` throws
 */
export function readPredictors(delivered: Delivered, series: Series, from: number): Predictors {
  const asked = askedPredictors(delivered, series, from);
  const file = delivered.name;
  const { times, units } = series;
  const order = timeOrder(times);
  const columns = asked.map(({ name, column, over: [first, last], agg }) => {
    const over = [...times.keys()].filter(
      (at) => order(times[at]!, first) >= 0 && order(times[at]!, last) <= 0,
    );
    if (over.length === 0)
      throw malformed(
        { file },
        `"${name}" is over ${first} to ${last}, in which there is no period; periods are from ${times[0]} to ${times.at(-1)}.`,
      );
    if (over.some((at) => at >= from))
      throw malformed(
        { file },
        `"${name}" is over ${first} to ${last}; a predictor must end before the treatment begins in ${times[from]}.`,
      );
    return predictorOver(seriesColumn(series, column), times.length, over, {
      by: agg,
      unitNames: units.map((unit) => `Predictor "${name}": ${unit}`),
    });
  });
  const values = Float64Array.from(
    { length: units.length * asked.length },
    (_, at) => columns[at % asked.length]![Math.floor(at / asked.length)]!,
  );
  return { asked, values };
}

function askedPredictors(
  delivered: Delivered,
  { times, table }: Series,
  from: number,
): readonly AskedPredictor[] {
  const file = delivered.name;
  const spec = readYaml(delivered, specSchema);
  const before = [times[0]!, times[from - 1]!] as const;
  const asked = [...spec.predictors, ...spec.special].map((entry) => {
    const over = entry.over ?? spec.over ?? before;
    const when = over[0] === over[1] ? over[0] : `${over[0]} to ${over[1]}`;
    const name = entry.name ?? `${entry.column} ${when}`;
    const weight = entry.weight === undefined ? {} : { weight: entry.weight };
    return { name, column: entry.column, over, agg: entry.agg ?? spec.agg ?? "mean", ...weight };
  });
  if (asked.length === 0) throw malformed({ file }, "there is no predictor in the list.");
  const unknown = asked.find(({ column }) => !table.header.includes(column));
  if (unknown !== undefined)
    throw malformed(
      { file },
      `${table.file} has no column "${unknown.column}"; it has: ${table.header.join(", ")}.`,
    );
  const twice = asked.find(({ name }, at) => asked.findIndex((one) => one.name === name) < at);
  if (twice !== undefined)
    throw malformed({ file }, `there are two predictors "${twice.name}"; give one a "name".`);
  const weighted = asked.filter(({ weight }) => weight !== undefined).length;
  if (weighted > 0 && weighted < asked.length)
    throw malformed(
      { file },
      'some predictors have a "weight" and others none; give all, or none.',
    );
  return asked;
}
