import { z } from "zod";
import { type Delivered, idSchema, malformed, placeInYaml, readYaml, textSchema } from "#intake";
import type { IndicatorId, Refusal, ThemeId } from "#kernel";
import { checkFormulas, readFormula } from "./catalogue-formulas.ts";
import type { Formula } from "./formula.ts";
import { isMeasurementUnit, simpleUnits, usualDecimals } from "./measurement-unit.ts";
import type { Indicator } from "./types.ts";

type Catalogue = ReadonlyMap<IndicatorId, Indicator>;
/** The refusal of a sentence about a key of the indicator at that place of the catalogue, from 0. */
type Refuse = (at: number, key: keyof Written, sentence: string) => Refusal;

const contactSchema = z
  .strictObject({
    name: z.string().trim().min(1),
    email: z.email().optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .transform(({ name, email, url }) => ({ name, email: email ?? null, url: url ?? null }));

const unitSchema = z.string().refine(isMeasurementUnit, {
  error: `expected a unit: ${simpleUnits.join(", ")}, or one of them divided by another, such as count/km2`,
});

const suppressionSchema = z
  .strictObject({
    minimumCount: z.number().int().positive().optional(),
    minimumDenominator: z.number().int().positive().optional(),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), {
    error: "give minimumCount or minimumDenominator",
  });

const indicatorSchema = z.strictObject({
  id: idSchema<"indicator">(),
  name: textSchema,
  short: textSchema,
  definition: textSchema,
  unit: unitSchema,
  decimals: z.number().int().min(0).max(6).optional(),
  counts: textSchema,
  better: z.enum(["lower", "higher", "neither"]),
  theme: idSchema<"theme">(),
  dimension: textSchema.optional(),
  source: textSchema,
  licence: textSchema.optional(),
  contact: contactSchema.optional(),
  denominator: idSchema<"indicator">().optional(),
  rounding: z.strictObject({ base: z.number().positive() }).optional(),
  suppression: suppressionSchema.optional(),
  formula: z.string().trim().min(1).optional(),
  total: z
    .union([
      z.literal("sum"),
      z.strictObject({ numerator: idSchema<"indicator">(), denominator: idSchema<"indicator">() }),
    ])
    .optional(),
  headline: z.boolean().optional(),
});

type Written = z.output<typeof indicatorSchema>;

/** A formula that divides one indicator by another says itself how a grouping's value follows. */
function totalOf({ total }: Written, formula: Formula | null): Indicator["total"] {
  if (total === "sum") return { kind: "sum" };
  if (total !== undefined) return { kind: "ratio", ...total };
  if (formula?.kind !== "product" || formula.sign !== "/") return null;
  const { left, right } = formula;
  return left.kind === "indicator" && right.kind === "indicator"
    ? { kind: "ratio", numerator: left.id, denominator: right.id }
    : null;
}

function toIndicator(written: Written, refuse: (sentence: string) => Refusal): Indicator {
  const { total: _, formula, ...rest } = written;
  const tree = formula === undefined ? null : readFormula(refuse, written.id, formula);
  const total = totalOf(written, tree);
  return {
    ...rest,
    decimals: rest.decimals ?? usualDecimals(rest.unit),
    dimension: rest.dimension ?? null,
    licence: rest.licence ?? null,
    contact: rest.contact ?? null,
    denominator: rest.denominator ?? (total?.kind === "ratio" ? total.denominator : null),
    rounding: rest.rounding ?? null,
    suppression: rest.suppression ?? null,
    formula: tree === null ? null : { written: formula!, tree },
    total,
    headline: rest.headline ?? false,
  };
}

function checkTotals(catalogue: readonly Indicator[], byId: Catalogue, refuse: Refuse): void {
  const isCount = (id: IndicatorId) => byId.get(id)?.unit === "count";
  for (const [at, { id, total, unit, denominator, formula }] of catalogue.entries()) {
    if (total?.kind === "sum" && unit !== "count")
      throw refuse(at, "total", `${id} cannot have a sum as its total: it is not a count.`);
    if (total?.kind === "ratio" && formula === null)
      for (const part of [total.numerator, total.denominator])
        if (!isCount(part))
          throw refuse(
            at,
            "total",
            `the total of ${id} needs the count "${part}", which is not in the catalogue.`,
          );
    if (denominator !== null && formula === null && !isCount(denominator))
      throw refuse(
        at,
        "denominator",
        `${id} is measured over the count "${denominator}", which is not in the catalogue.`,
      );
  }
}

/**
 * Reads `indicators.yaml`.
 * @param themes the themes that the programme has
 * @throws {Refusal} input-malformed with file, line and column
 */
export function readCatalogueFile(
  delivered: Delivered,
  themes: ReadonlySet<ThemeId>,
): readonly Indicator[] {
  const refuse: Refuse = (at, key, sentence) =>
    malformed(placeInYaml(delivered, [at, key]), sentence);
  const catalogue = readYaml(delivered, z.array(indicatorSchema).min(1)).map((written, at) =>
    toIndicator(written, (sentence) => refuse(at, "formula", sentence)),
  );
  const byId = new Map<IndicatorId, Indicator>();
  for (const [at, indicator] of catalogue.entries()) {
    if (byId.has(indicator.id)) throw refuse(at, "id", `there are two indicators ${indicator.id}.`);
    if (!themes.has(indicator.theme))
      throw refuse(
        at,
        "theme",
        `${indicator.id} has the theme "${indicator.theme}", which programme.yaml does not have.`,
      );
    byId.set(indicator.id, indicator);
  }
  checkTotals(catalogue, byId, refuse);
  checkFormulas((at, sentence) => refuse(at, "formula", sentence), catalogue, byId);
  return catalogue;
}
