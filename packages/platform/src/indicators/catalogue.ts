import { z } from "zod";
import { type Delivered, idSchema, malformed, readYaml, textSchema } from "#intake";
import type { IndicatorId, ThemeId } from "#kernel";
import type { Indicator } from "./types.ts";

const indicatorSchema = z.strictObject({
  id: idSchema<"indicator">(),
  name: textSchema,
  short: textSchema,
  definition: textSchema,
  unit: z.enum(["share", "count", "per-1000"]),
  decimals: z.number().int().min(0).max(6).optional(),
  counts: textSchema,
  better: z.enum(["lower", "higher", "neither"]),
  theme: idSchema<"theme">(),
  source: textSchema,
  total: z
    .union([
      z.literal("sum"),
      z.strictObject({ numerator: idSchema<"indicator">(), denominator: idSchema<"indicator">() }),
    ])
    .optional(),
  headline: z.boolean().optional(),
});

/** Unless the catalogue tells otherwise: counts are whole, the rest has one decimal. */
const usualDecimals = { count: 0, share: 1, "per-1000": 1 } as const;

const totalOf = (total: z.output<typeof indicatorSchema>["total"]): Indicator["total"] =>
  total === undefined ? null : total === "sum" ? { kind: "sum" } : { kind: "ratio", ...total };

function toIndicator({
  total,
  headline,
  decimals,
  ...rest
}: z.output<typeof indicatorSchema>): Indicator {
  return {
    ...rest,
    decimals: decimals ?? usualDecimals[rest.unit],
    total: totalOf(total),
    headline: headline ?? false,
  };
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
  const catalogue = readYaml(delivered, z.array(indicatorSchema).min(1)).map(toIndicator);
  const byId = new Map<IndicatorId, Indicator>();
  const refuse = (sentence: string) => malformed({ file: delivered.name }, sentence);
  for (const indicator of catalogue) {
    if (byId.has(indicator.id)) throw refuse(`there are two indicators ${indicator.id}.`);
    if (!themes.has(indicator.theme))
      throw refuse(
        `${indicator.id} has the theme "${indicator.theme}", which programme.yaml does not have.`,
      );
    byId.set(indicator.id, indicator);
  }
  for (const { id, total, unit } of catalogue) {
    if (total?.kind === "sum" && unit !== "count")
      throw refuse(`${id} cannot have a sum as its total: it is not a count.`);
    if (total?.kind !== "ratio") continue;
    for (const part of [total.numerator, total.denominator])
      if (byId.get(part)?.unit !== "count")
        throw refuse(
          `the total of ${id} needs the count "${part}", which is not in the catalogue.`,
        );
  }
  return catalogue;
}
