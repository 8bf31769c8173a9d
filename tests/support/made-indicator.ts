import type { Indicator } from "#indicators";
import { id, untranslated } from "#kernel";

/** An indicator for a test: a share of which lower is better, unless told otherwise. */
export const madeIndicator = (name: string, rest: Partial<Indicator> = {}): Indicator => ({
  id: id<"indicator">(name),
  name: untranslated(name),
  short: untranslated(name),
  definition: untranslated(name),
  unit: "share",
  decimals: 1,
  counts: untranslated("things"),
  better: "lower",
  theme: id<"theme">("t"),
  dimension: null,
  source: untranslated("a source"),
  licence: null,
  contact: null,
  denominator: null,
  rounding: null,
  suppression: null,
  formula: null,
  total: null,
  headline: false,
  ...rest,
});
