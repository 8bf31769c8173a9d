import { z } from "zod";

/** An object that knows which keys it may have, and says so. */
function keyed<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      const [key] = issue["keys"] as readonly string[];
      return `has the unknown key "${key}"; it may have ${Object.keys(shape).join(", ")}`;
    },
  });
}

/** A word alone stands for the object with nothing else in it: "z-score" for { "method": "z-score" }. */
const orWord =
  (key: string) =>
  (value: unknown): unknown =>
    typeof value === "string" ? { [key]: value } : value;

const name = z.string().trim().min(1);
/** A cell of the table: 2014 means "2014". */
const cell = z.union([name, z.number().transform(String)]);
const share = z.number().min(0).max(1);
const ties = z.enum(["min", "max", "average", "dense"]).default("min");

/** How indicators come to a common scale. */
const normalisation = z.preprocess(
  orWord("method"),
  z.discriminatedUnion("method", [
    keyed({
      method: z.literal("z-score"),
      mean: z.number().default(0),
      standardDeviation: z.number().positive().default(1),
    }),
    keyed({
      method: z.literal("min-max"),
      lower: z.number().default(0),
      upper: z.number().default(100),
    }),
    keyed({ method: z.literal("rank"), ties }),
    keyed({ method: z.literal("borda"), ties }),
    keyed({ method: z.literal("percentile") }),
    keyed({
      method: z.literal("distance-to-target"),
      target: z.number(),
      cap: z.boolean().default(false),
    }),
    keyed({
      method: z.literal("distance-to-reference"),
      reference: cell,
      period: cell.optional(),
      cap: z.boolean().default(false),
    }),
    keyed({ method: z.literal("fraction-of-maximum") }),
    keyed({
      method: z.literal("goalposts"),
      lower: z.number(),
      upper: z.number(),
      scale: z.number().positive().default(1),
      truncate: z.boolean().default(true),
    }),
    keyed({ method: z.literal("none") }),
  ]),
);

const curves = [
  keyed({ method: z.literal("log") }),
  keyed({ method: z.literal("square-root") }),
  keyed({ method: z.literal("log-shift") }),
  keyed({ method: z.literal("log-shift-signed") }),
  keyed({ method: z.literal("log-from-minimum") }),
  keyed({ method: z.literal("log-gii") }),
  keyed({
    method: z.literal("box-cox"),
    lambda: z.number(),
    shift: z.boolean().default(false),
  }),
] as const;
const none = keyed({ method: z.literal("none") });

/** What is done with outliers. */
const treatment = z.preprocess(
  orWord("method"),
  z.discriminatedUnion("method", [
    none,
    keyed({
      method: z.literal("winsorise"),
      skewness: z.number().min(0).default(2),
      kurtosis: z.number().default(3.5),
      most: z.number().int().min(0).default(5),
      otherwise: z
        .preprocess(orWord("method"), z.discriminatedUnion("method", [none, ...curves]))
        .default({ method: "none" }),
      combine: z.boolean().default(false),
    }),
    keyed({
      method: z.literal("limits"),
      lower: z.number().optional(),
      upper: z.number().optional(),
    }),
    keyed({ method: z.literal("percentiles"), lower: share, upper: share }),
    ...curves,
  ]),
);

/** What is done with gaps. */
const missing = z.preprocess(
  orWord("rule"),
  z.discriminatedUnion("rule", [
    keyed({ rule: z.literal("none") }),
    keyed({ rule: z.literal("available-case"), least: share.default(0) }),
    keyed({ rule: z.literal(["mean", "median", "group-mean", "group-median"]) }),
  ]),
);

/** Where weights come from. */
const weighting = z.preprocess(
  orWord("method"),
  z.discriminatedUnion("method", [
    keyed({ method: z.literal("given") }),
    keyed({ method: z.literal("equal") }),
    keyed({ method: z.literal("first-component") }),
    keyed({ method: z.literal("factor"), factors: z.number().int().min(1).optional() }),
    keyed({ method: z.literal("judgement"), nonNegative: z.boolean().default(false) }),
    keyed({ method: z.literal("optimised") }),
  ]),
);

const aggregation = z.union([
  z.enum(["arithmetic", "geometric", "harmonic"]),
  keyed({ power: z.number() }),
]);
const aggregations = z.union([aggregation, z.array(aggregation).min(1)]);

const indicator = z.preprocess(
  orWord("column"),
  keyed({
    column: name,
    name: name.optional(),
    direction: z.literal([1, -1]).default(1),
    weight: z.number().min(0).default(1),
    parent: name.optional(),
    denominator: z
      .preprocess(orWord("column"), keyed({ column: name, per: z.number().positive().default(1) }))
      .optional(),
    normalisation: normalisation.optional(),
    treatment: treatment.optional(),
  }),
);

const dimension = keyed({
  name,
  parent: name.optional(),
  weight: z.number().min(0).default(1),
  aggregation: aggregation.optional(),
  weighting: weighting.optional(),
});

/** What could have been chosen otherwise. */
const choice = z.discriminatedUnion("choice", [
  keyed({ choice: z.literal("normalisation"), options: z.array(normalisation).min(1) }),
  keyed({ choice: z.literal("treatment"), options: z.array(treatment).min(1) }),
  keyed({ choice: z.literal("missing"), options: z.array(missing).min(1) }),
  keyed({ choice: z.literal("weighting"), options: z.array(weighting).min(1) }),
  keyed({ choice: z.literal("aggregation"), options: z.array(aggregations).min(1) }),
  keyed({ choice: z.literal("weights"), spread: share, of: z.array(name).min(1).optional() }),
  keyed({ choice: z.literal("leave-out"), options: z.array(name).min(1).optional() }),
]);
const seed = z.number().int().min(0).default(1);

const cutOffs = z.array(z.number()).min(1);
const labels = z.array(name).min(2).optional();

const wholeFile = keyed({
  id: name,
  index: name.default("index"),
  indicators: z.array(indicator).min(1),
  dimensions: z.array(dimension).optional(),
  period: z
    .preprocess(
      orWord("column"),
      keyed({
        column: name,
        scope: z.enum(["all-periods", "each-period", "base-period"]).default("all-periods"),
        base: cell.optional(),
        changes: z.enum(["consecutive", "first-to-last", "none"]).default("consecutive"),
      }),
    )
    .optional(),
  group: name.optional(),
  judgement: name.optional(),
  screening: keyed({
    leastData: share.default(2 / 3),
    leastNonZero: share.default(0),
    when: z.enum(["before-filling", "after-filling"]).default("before-filling"),
  }).optional(),
  missing: missing.default({ rule: "none" }),
  treatment: treatment.default({ method: "none" }),
  normalisation: normalisation.default({ method: "min-max", lower: 0, upper: 100 }),
  weighting: weighting.default({ method: "given" }),
  aggregation: aggregations.default("arithmetic"),
  ties,
  classes: z
    .union([keyed({ cutOffs, labels }), keyed({ quantiles: z.number().int().min(2), labels })])
    .optional(),
  analysis: z
    .array(z.enum(["correlations", "rank-correlations", "components", "copeland"]))
    .default([]),
  uncertainty: keyed({
    choices: z.array(choice).min(1),
    runs: z.number().int().min(2).default(1000),
    interval: share.default(0.9),
    seed,
  }).optional(),
  sensitivity: keyed({
    choices: z.array(choice).optional(),
    samples: z.number().int().min(2).default(500),
    confidence: share.default(0.95),
    area: cell.optional(),
    period: cell.optional(),
    seed,
  }).optional(),
});

/** SPEC.json of `krachtwijk measure composite`. */
export const compositeSpecSchema = wholeFile.superRefine(
  ({ classes, sensitivity, uncertainty }, context) => {
    if (classes?.labels !== undefined) {
      const count = "cutOffs" in classes ? classes.cutOffs.length + 1 : classes.quantiles;
      if (classes.labels.length !== count)
        context.addIssue({
          code: "custom",
          path: ["classes", "labels"],
          message: `has ${classes.labels.length} names; there are ${count} classes`,
        });
    }
    if (sensitivity !== undefined && (sensitivity.choices ?? uncertainty?.choices ?? []).length < 2)
      context.addIssue({
        code: "custom",
        path: ["sensitivity", "choices"],
        message: "must be a list of at least 2 choices, here or under uncertainty",
      });
  },
);

/** SPEC.json, read, with every default. */
export type CompositeSpecFile = z.output<typeof compositeSpecSchema>;
