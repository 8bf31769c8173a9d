import { MeasureError, Random, requireBetween, requireCount } from "../numeric/index.ts";
import type {
  CompositeData,
  CompositeSpec,
  DimensionSpec,
  IndicatorSpec,
  MissingRule,
  Weighting,
} from "./composite-spec.ts";
import type { Normalisation } from "./normalise.ts";
import type { Aggregation } from "./power-mean.ts";
import type { Treatment } from "./treat.ts";

/** Something about an index that could have been chosen otherwise, with what it could have been. All are equally likely. */
export type Choice =
  | { readonly choice: "normalisation"; readonly options: readonly Normalisation[] }
  | { readonly choice: "treatment"; readonly options: readonly Treatment[] }
  | { readonly choice: "missing"; readonly options: readonly MissingRule[] }
  | { readonly choice: "weighting"; readonly options: readonly Weighting[] }
  | {
      readonly choice: "aggregation";
      readonly options: readonly (Aggregation | readonly Aggregation[])[];
    }
  | {
      readonly choice: "weights";
      /** Each weight is multiplied by a number between 1 − spread and 1 + spread; 0 to 1. */
      readonly spread: number;
      /** Names of indicators and dimensions; default all. */
      readonly of?: readonly string[] | undefined;
    }
  | {
      readonly choice: "leave-out";
      /** One of these indicators is left out, or none; default any of them. */
      readonly options?: readonly string[] | undefined;
    };

/** An index as it could have been made. */
export interface Variant {
  readonly data: CompositeData;
  readonly spec: CompositeSpec;
}

const unknown = (name: string) =>
  new MeasureError(
    "unknown-name",
    `"${name}" is in the choices, and not among the indicators and dimensions.`,
    { name },
  );

/** @throws {MeasureError} too-few without choices or options; out-of-range; unknown-name */
export function requireChoices(
  { indicators, dimensions = [] }: CompositeSpec,
  choices: readonly Choice[],
): void {
  requireCount("choices", choices.length, 1);
  const names = new Set(indicators.map(({ name }) => name));
  const parents = indicators.flatMap(({ parent }) => parent ?? []);
  const all = new Set([...names, ...parents, ...dimensions.map(({ name }) => name)]);
  for (const one of choices) {
    if (one.choice === "weights") {
      requireBetween("spread", one.spread, 0, 1);
      for (const name of one.of ?? []) if (!all.has(name)) throw unknown(name);
    } else if (one.choice === "leave-out") {
      requireCount("indicators to leave one out of", indicators.length, 2);
      for (const name of one.options ?? []) if (!names.has(name)) throw unknown(name);
    } else requireCount(`options of ${one.choice}`, one.options.length, 1);
  }
}

/** Weights with noise. The same draw gives the same noise. */
function noisyWeights(
  { spec, data }: Variant,
  { spread, of }: Extract<Choice, { readonly choice: "weights" }>,
  draw: number,
): Variant {
  const random = new Random(Math.floor(draw * 2 ** 52), 1);
  const noisy = <Item extends IndicatorSpec | DimensionSpec>(item: Item): Item => {
    const factor = 1 + spread * (2 * random.uniform() - 1);
    const isMeant = of === undefined || of.includes(item.name);
    return isMeant ? { ...item, weight: (item.weight ?? 1) * factor } : item;
  };
  const implied = [...new Set(spec.indicators.flatMap(({ parent }) => parent ?? []))]
    .filter((name) => name !== (spec.index ?? "index"))
    .map((name) => ({ name }));
  const indicators = spec.indicators.map(noisy);
  return {
    data,
    spec: { ...spec, indicators, dimensions: (spec.dimensions ?? implied).map(noisy) },
  };
}

/** Dimensions that still have something in them. */
function inhabited(
  indicators: readonly IndicatorSpec[],
  dimensions: readonly DimensionSpec[],
  index: string,
): readonly DimensionSpec[] {
  const parents = new Set([...indicators, ...dimensions].map(({ parent }) => parent));
  const left = dimensions.filter(({ name }) => name === index || parents.has(name));
  return left.length === dimensions.length ? left : inhabited(indicators, left, index);
}

function without({ spec, data }: Variant, name: string): Variant {
  const keep = (_: unknown, at: number) => spec.indicators[at]!.name !== name;
  const indicators = spec.indicators.filter(keep);
  const dimensions =
    spec.dimensions && inhabited(indicators, spec.dimensions, spec.index ?? "index");
  return {
    data: { ...data, columns: data.columns.filter(keep) },
    spec: { ...spec, indicators, dimensions },
  };
}

const pick = <Option>(options: readonly Option[], draw: number): Option =>
  options[Math.floor(draw * options.length)]!;

/** Indicators and dimensions without settings of their own: a choice is made for all. */
function withoutOwn(
  spec: CompositeSpec,
  key: "normalisation" | "treatment" | "weighting" | "aggregation",
): CompositeSpec {
  return {
    ...spec,
    indicators: spec.indicators.map((one) => ({ ...one, [key]: undefined })),
    dimensions: spec.dimensions?.map((one) => ({ ...one, [key]: undefined })),
  };
}

function chosen(variant: Variant, one: Choice, draw: number): Variant {
  if (one.choice === "weights") return noisyWeights(variant, one, draw);
  if (one.choice === "leave-out") {
    const options = one.options ?? variant.spec.indicators.map(({ name }) => name);
    const name = pick([...options, null], draw);
    return name === null ? variant : without(variant, name);
  }
  const option = pick<unknown>(one.options, draw);
  const spec = one.choice === "missing" ? variant.spec : withoutOwn(variant.spec, one.choice);
  return { ...variant, spec: { ...spec, [one.choice]: option } };
}

/** What was chosen, in words. */
function told(choices: readonly Choice[], draws: ArrayLike<number>): string {
  return choices
    .map((one, at) =>
      "options" in one && one.options !== undefined
        ? `${one.choice} ${JSON.stringify(pick<unknown>([...one.options], draws[at]!) ?? "none")}`
        : one.choice,
    )
    .join(", ");
}

/**
 * Makes an index with its choices made by `draws`, one per choice, 0 up to 1.
 * @throws {MeasureError} what `make` throws, with the choices that led to it
 */
export function withChoices<Result>(
  variant: Variant,
  choices: readonly Choice[],
  draws: ArrayLike<number>,
  make: (variant: Variant) => Result,
): Result {
  try {
    // Left out last: the others name indicators.
    const order = choices
      .map((_, at) => at)
      .sort(
        (a, b) =>
          Number(choices[a]!.choice === "leave-out") - Number(choices[b]!.choice === "leave-out"),
      );
    return make(order.reduce((own, at) => chosen(own, choices[at]!, draws[at]!), variant));
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    throw new MeasureError(
      error.code,
      `with ${told(choices, draws)}: ${error.message} Take this option out of the choices, or change what it needs.`,
      error.facts,
    );
  }
}
