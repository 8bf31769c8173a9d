import type { IndicatorId, ReleaseId } from "#kernel";
import type { Formula } from "./formula.ts";
import { dimensionOf, impossibility } from "./measurement-unit.ts";
import type { Figure, Gap, Indicator, Reading } from "./types.ts";

/** A quantity in base units, and how far rounding may have moved it either way. */
interface Reckoned {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

type Known = { readonly kind: "known" } & Reckoned;
type Outcome = Known | { readonly kind: "gap"; readonly why: Gap };

const known = (value: number, low: number, high: number): Known => ({
  kind: "known",
  value,
  low,
  high,
});

/** The two ends of an interval, whichever of its corners they are. */
function between(corners: readonly number[]): readonly [number, number] {
  return [Math.min(...corners), Math.max(...corners)];
}

function worse(a: Gap, b: Gap): Gap {
  return a === "suppressed" || b === "suppressed" ? "suppressed" : "not-available";
}

function combine(formula: Extract<Formula, { left: Formula }>, left: Known, right: Known): Outcome {
  switch (formula.sign) {
    case "+":
      return known(left.value + right.value, left.low + right.low, left.high + right.high);
    case "-":
      return known(left.value - right.value, left.low - right.high, left.high - right.low);
    case "*": {
      const [low, high] = between([
        left.low * right.low,
        left.low * right.high,
        left.high * right.low,
        left.high * right.high,
      ]);
      return known(left.value * right.value, low, high);
    }
    case "/": {
      // What may be nothing cannot be divided by.
      if (right.low <= 0 && right.high >= 0) return { kind: "gap", why: "not-available" };
      const [low, high] = between([
        left.low / right.low,
        left.low / right.high,
        left.high / right.low,
        left.high / right.high,
      ]);
      return known(left.value / right.value, low, high);
    }
  }
}

function reckon(formula: Formula, part: (id: IndicatorId) => Outcome): Outcome {
  if (formula.kind === "number") return known(formula.value, formula.value, formula.value);
  if (formula.kind === "indicator") return part(formula.id);
  const left = reckon(formula.left, part);
  const right = reckon(formula.right, part);
  if (left.kind === "gap" && right.kind === "gap")
    return { kind: "gap", why: worse(left.why, right.why) };
  if (left.kind === "gap") return left;
  return right.kind === "gap" ? right : combine(formula, left, right);
}

/** What a source prints is exact to half a unit of its last decimal; a count, and what was worked out, is exact. */
function inBase(reading: Reading, { unit }: Pick<Indicator, "unit">): Outcome {
  if (reading.kind === "gap") return reading;
  if (reading.kind === "bound") return { kind: "gap", why: "not-available" };
  const { size } = dimensionOf(unit);
  const { value, decimals } = reading;
  const printed = unit === "share" ? 0.01 : 1;
  const half = unit === "count" || decimals === null ? 0 : 0.5 * 10 ** -decimals * printed * size;
  return known(value * size, value * size - half, value * size + half);
}

/** How many decimals are certain: half a unit of the last must cover what rounding of the parts can hide. */
function certainDecimals({ value, low, high }: Reckoned, { unit }: Pick<Indicator, "unit">) {
  const margin = Math.max(high - value, value - low) * (unit === "share" ? 100 : 1);
  return margin <= 0 ? null : Math.floor(-Math.log10(2 * margin) + 1e-9);
}

/** Fifteen digits: 1000 × 0.0312 in binary is not 31.2. */
const tidy = (value: number) => Number(value.toPrecision(15));

/** Numerator and denominator of a formula that divides one count by another. */
function countsOf(formula: Formula, part: (id: IndicatorId) => Outcome): Figure["counts"] {
  if (formula.kind !== "product" || formula.sign !== "/") return null;
  const numerator = reckon(formula.left, part);
  const denominator = reckon(formula.right, part);
  if (numerator.kind === "gap" || denominator.kind === "gap") return null;
  const exact = [numerator, denominator].every(
    ({ low, high, value }) => low === high && Number.isInteger(value),
  );
  return exact ? { numerator: numerator.value, denominator: denominator.value } : null;
}

function isTooSmall({ suppression }: Indicator, counts: Figure["counts"], value: number): boolean {
  if (suppression === null) return false;
  const { minimumCount = 0, minimumDenominator = 0 } = suppression;
  if (counts === null) return value > 0 && value < minimumCount;
  const rest = counts.denominator - counts.numerator;
  return (
    counts.denominator < minimumDenominator ||
    (counts.numerator > 0 && counts.numerator < minimumCount) ||
    // Of 100 people 98 is as telling as 2.
    (rest > 0 && rest < minimumCount)
  );
}

function readingOf(indicator: Indicator, outcome: Outcome, counts: Figure["counts"]): Reading {
  if (outcome.kind === "gap") return outcome;
  const { size } = dimensionOf(indicator.unit);
  const inUnit = {
    value: tidy(outcome.value / size),
    low: outcome.low / size,
    high: outcome.high / size,
  };
  const { rounding, unit } = indicator;
  if (isTooSmall(indicator, unit === "count" ? null : counts, inUnit.value))
    return { kind: "gap", why: "suppressed" };
  // Parts of different sources can contradict each other: no share is 104 %.
  if (impossibility(unit, inUnit.value) !== null) return { kind: "gap", why: "not-available" };
  const value =
    rounding === null ? inUnit.value : Math.round(inUnit.value / rounding.base) * rounding.base;
  return { kind: "value", value, decimals: certainDecimals(inUnit, indicator) };
}

/** The releases that a figure is from: one, or those of all its parts. */
export const originsOf = ({ release, from }: Figure): readonly ReleaseId[] => from ?? [release];

const statuses = ["provisional", "revised", "final"] as const;

/** What is needed to work out a derived indicator. */
export interface DeriveInput {
  readonly indicator: Indicator & { readonly formula: NonNullable<Indicator["formula"]> };
  /** The indicators that its formula names, with their figures: at most one for each area and period. */
  readonly parts: ReadonlyMap<
    IndicatorId,
    { readonly indicator: Indicator; readonly figures: readonly Figure[] }
  >;
}

/**
 * Figures of an indicator that follows from others by a formula: one for every area and period in which all of its
 * parts have one. A gap in a part is a gap in the result, with its reason; so is a bound, which is no number to reckon
 * with. Decimals tell how exact it is after the rounding of its parts. The release is that of its first part; `columns` says
 * from which line of which release each part comes.
 */
export function deriveFigures({ indicator, parts }: DeriveInput): readonly Figure[] {
  const { tree, written } = indicator.formula;
  const byKey = new Map<string, Map<IndicatorId, Figure>>();
  for (const [id, { figures }] of parts)
    for (const figure of figures) {
      const key = `${figure.area} ${figure.period.id}`;
      const own = byKey.get(key) ?? new Map<IndicatorId, Figure>();
      byKey.set(key, own.set(id, figure));
    }
  const derived: Figure[] = [];
  for (const own of byKey.values()) {
    if (own.size < parts.size) continue;
    const part = (id: IndicatorId) => inBase(own.get(id)!.reading, parts.get(id)!.indicator);
    const [first] = own.values();
    const counts = countsOf(tree, part);
    const reading = readingOf(indicator, reckon(tree, part), counts);
    const used = [...own.values()];
    derived.push({
      release: first!.release,
      indicator: indicator.id,
      area: first!.area,
      period: first!.period,
      reading,
      counts: reading.kind === "value" && indicator.unit !== "count" ? counts : null,
      printed: null,
      status: statuses.find((one) => used.some(({ status }) => status === one))!,
      line: first!.line,
      from: [...new Set(used.flatMap(originsOf))].sort(),
      columns: `${written} [${used.map(({ indicator: id, release, line }) => `${id}: ${release}:${line}`).join(", ")}]`,
    });
  }
  return derived;
}
