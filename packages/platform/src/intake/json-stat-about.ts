import type { CodeAbout, TableAbout } from "./row-stream.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Words of others, on one line and no longer than a person reads. */
const words = (value: unknown): string =>
  typeof value === "string" ? value.replaceAll(/\s+/g, " ").trim().slice(0, 200) : "";

/** A unit in words: `1000 euro`, of a base and the power of ten that it is multiplied by. */
function unitWords(unit: Json): string {
  const [named] = [unit["label"], unit["base"], unit["symbol"]].map(words).filter(Boolean);
  const power = unit["mult"];
  const isLarge = typeof power === "number" && Number.isInteger(power) && power > 0 && power < 10;
  return [isLarge ? String(10 ** power) : "", named ?? ""].filter(Boolean).join(" ");
}

function codeAbout(label: unknown, unit: unknown): CodeAbout {
  const told = isObject(unit) ? unit : {};
  const decimals = told["decimals"];
  return {
    label: words(label),
    unit: unitWords(told),
    decimals: typeof decimals === "number" && Number.isInteger(decimals) ? decimals : null,
  };
}

/**
 * What a JSON-stat dataset says of itself: its label, and of the dimension that says what is measured (`role.metric`,
 * or the one with units) each code's label, unit and decimals. Anything it does not say, or says wrongly, is left out.
 *
 * Source: json-stat.org/full, JSON-stat 2.0: role, label, unit.
 */
export function aboutJsonStat(
  { label, role, dimension }: Json,
  ids: readonly string[],
): TableAbout {
  const dimensions = isObject(dimension) ? dimension : {};
  const categoryOf = (id: string): Json => {
    const one = dimensions[id];
    return isObject(one) && isObject(one["category"]) ? one["category"] : {};
  };
  const metric = isObject(role) && Array.isArray(role["metric"]) ? role["metric"] : [];
  const measure =
    ids.find((id) => metric.includes(id)) ?? ids.find((id) => isObject(categoryOf(id)["unit"]));
  if (measure === undefined) return { title: words(label), measure: null };
  const { label: labels, unit: units } = categoryOf(measure);
  const [named, counted] = [isObject(labels) ? labels : {}, isObject(units) ? units : {}];
  const codes = [...new Set([...Object.keys(named), ...Object.keys(counted)])];
  return {
    title: words(label),
    measure: {
      column: measure,
      codes: new Map(codes.map((code) => [code, codeAbout(named[code], counted[code])])),
    },
  };
}
