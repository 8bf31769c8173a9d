import type { Language, Text } from "#kernel";

/** What a unit is made of: how often each base is multiplied (or, below zero, divided) in it. */
type Bases = Readonly<Partial<Record<Base, number>>>;
type Base = "thing" | "euro" | "metre" | "second" | "joule" | "point";

interface UnitFacts {
  readonly bases: Bases;
  /** How many of its bases one is: a per-1000 of 1 is 0.001, a km² is 1,000,000 m². */
  readonly size: number;
  /** Written after a number, or before it for a currency; null: a number says enough. */
  readonly symbol: Text | null;
  /** In words, for a table of facts. `%` stands for what is counted. */
  readonly words: Text;
  /** How many decimals a value has that is worked out, unless the catalogue tells otherwise. */
  readonly decimals: number;
  /** Whether values below zero mean something. */
  readonly belowZero: boolean;
}

const same = (words: string): Text => ({ nl: words, en: words });

function per(size: number, nl: string, en: string): UnitFacts {
  return {
    bases: {},
    size: 1 / size,
    symbol: null,
    words: { nl: `per ${nl}; geteld: %`, en: `per ${en}; counted: %` },
    decimals: 1,
    belowZero: false,
  };
}

function euros(size: number, words: Text): UnitFacts {
  return {
    bases: { euro: 1 },
    size,
    symbol: same("€"),
    words,
    decimals: size === 1 ? 0 : 1,
    belowZero: true,
  };
}

function measure(
  bases: Bases,
  size: number,
  symbol: Text,
  words: Text,
  { decimals = 1 }: { readonly decimals?: number } = {},
): UnitFacts {
  return { bases, size, symbol, words, decimals, belowZero: false };
}

const facts = {
  share: {
    bases: {},
    size: 1,
    symbol: null,
    words: { nl: "percentage, geteld over %", en: "percentage of %" },
    decimals: 1,
    belowZero: false,
  },
  count: {
    bases: { thing: 1 },
    size: 1,
    symbol: null,
    words: { nl: "aantal %", en: "number of %" },
    decimals: 0,
    belowZero: false,
  },
  "per-100": per(100, "100", "100"),
  "per-1000": per(1000, "1.000", "1,000"),
  "per-10000": per(10_000, "10.000", "10,000"),
  "per-100000": per(100_000, "100.000", "100,000"),
  ratio: {
    bases: {},
    size: 1,
    symbol: null,
    words: { nl: "verhouding: %", en: "ratio: %" },
    decimals: 2,
    belowZero: true,
  },
  index: {
    bases: { point: 1 },
    size: 1,
    symbol: null,
    words: { nl: "indexcijfer", en: "index number" },
    decimals: 1,
    belowZero: true,
  },
  score: {
    bases: { point: 1 },
    size: 1,
    symbol: null,
    words: { nl: "score", en: "score" },
    decimals: 3,
    belowZero: true,
  },
  euro: euros(1, { nl: "euro", en: "euros" }),
  "thousand-euro": {
    ...euros(1000, { nl: "duizend euro", en: "thousands of euros" }),
    symbol: same("€ ×1000"),
  },
  metre: measure({ metre: 1 }, 1, same("m"), { nl: "meter", en: "metres" }),
  km: measure({ metre: 1 }, 1000, same("km"), { nl: "kilometer", en: "kilometres" }),
  m2: measure({ metre: 2 }, 1, same("m²"), { nl: "vierkante meter", en: "square metres" }),
  hectare: measure({ metre: 2 }, 10_000, same("ha"), { nl: "hectare", en: "hectares" }),
  km2: measure({ metre: 2 }, 1e6, same("km²"), {
    nl: "vierkante kilometer",
    en: "square kilometres",
  }),
  m3: measure({ metre: 3 }, 1, same("m³"), { nl: "kubieke meter", en: "cubic metres" }),
  minute: measure({ second: 1 }, 60, { nl: "min.", en: "min" }, { nl: "minuten", en: "minutes" }),
  day: measure({ second: 1 }, 86_400, { nl: "dagen", en: "days" }, { nl: "dagen", en: "days" }),
  // A year of the calendar, on average.
  year: measure(
    { second: 1 },
    31_556_952,
    { nl: "jaar", en: "years" },
    { nl: "jaren", en: "years" },
  ),
  kwh: measure(
    { joule: 1 },
    3.6e6,
    same("kWh"),
    { nl: "kilowattuur", en: "kilowatt hours" },
    { decimals: 0 },
  ),
} as const satisfies Readonly<Record<string, UnitFacts>>;

/** A unit with a name of its own. */
export type SimpleUnit = keyof typeof facts;

/** The unit of an indicator: one with a name, or one divided by another (`count/km2`, `euro/count`). */
export type MeasurementUnit = SimpleUnit | `${SimpleUnit}/${SimpleUnit}`;

/** Every unit with a name. */
export const simpleUnits = Object.keys(facts) as readonly SimpleUnit[];

function partsOf(unit: MeasurementUnit): readonly [SimpleUnit, SimpleUnit | null] {
  const [above, below] = unit.split("/") as [SimpleUnit, SimpleUnit | undefined];
  return [above, below ?? null];
}

/** Whether a text is a unit. Dividing by what has no dimension (`count/share`) makes none. */
export function isMeasurementUnit(text: string): text is MeasurementUnit {
  const parts = text.split("/");
  if (parts.length > 2 || !parts.every((part) => Object.hasOwn(facts, part))) return false;
  const [above, below] = parts as [SimpleUnit, SimpleUnit | undefined];
  return below === undefined || (above !== below && Object.keys(facts[below].bases).length > 0);
}

/** A unit taken apart: what it is made of, and how much of that one is. */
export interface Dimension {
  readonly bases: Bases;
  readonly size: number;
}

/** `left × right` or `left ÷ right`. */
export function combined(left: Dimension, right: Dimension, power: 1 | -1): Dimension {
  const bases: Partial<Record<Base, number>> = { ...left.bases };
  for (const [base, times] of Object.entries(right.bases) as [Base, number][]) {
    const sum = (bases[base] ?? 0) + power * times;
    if (sum === 0) delete bases[base];
    else bases[base] = sum;
  }
  return { bases, size: left.size * right.size ** power };
}

/** What a unit is made of. */
export function dimensionOf(unit: MeasurementUnit): Dimension {
  const [above, below] = partsOf(unit);
  return below === null ? facts[above] : combined(facts[above], facts[below], -1);
}

/** Whether a value in it times what it is measured over is a count: a share, a rate, so many for each. */
export const tellsPart = (unit: MeasurementUnit): boolean =>
  unit === "share" || unit === "ratio" || unit.startsWith("per-");

/** Whether two can be added. Their sizes may differ: kilometres and metres are both lengths. */
export function areAlike(a: Dimension, b: Dimension): boolean {
  const names = new Set([...Object.keys(a.bases), ...Object.keys(b.bases)] as Base[]);
  return [...names].every((name) => a.bases[name] === b.bases[name]);
}

const baseWords: Readonly<Record<Base, string>> = {
  thing: "count",
  euro: "euro",
  metre: "metre",
  second: "time",
  joule: "energy",
  point: "score",
};

/** What a dimension is, for a message: `count / metre²`, or `a plain number`. */
export function describeDimension({ bases }: Dimension): string {
  const written = (positive: boolean) =>
    (Object.entries(bases) as [Base, number][])
      .filter(([, times]) => times > 0 === positive)
      .map(([base, times]) => baseWords[base] + (["", "", "²", "³"][Math.abs(times)] ?? ""))
      .join(" × ");
  const [above, below] = [written(true), written(false)];
  if (above === "" && below === "") return "a plain number";
  return below === "" ? above : `${above || "1"} / ${below}`;
}

/** How many decimals a worked-out value of a unit has, unless the catalogue tells otherwise. */
export function usualDecimals(unit: MeasurementUnit): number {
  const [above, below] = partsOf(unit);
  if (below === null) return facts[above].decimals;
  return above === "count" ? 1 : facts[above].decimals;
}

/** What a value may not be in a unit, as a sentence goes on after "expected"; null when it may. */
export function impossibility(unit: MeasurementUnit, value: number): string | null {
  if (unit === "count" && (value < 0 || !Number.isInteger(value)))
    return "a whole number of 0 or more";
  if (unit === "share" && (value < 0 || value > 1)) return "a share of 0 to 100 %";
  const [above] = partsOf(unit);
  return value < 0 && !facts[above].belowZero ? "a number of 0 or more" : null;
}

const below: Readonly<Partial<Record<SimpleUnit, Text>>> = {
  count: { nl: "per stuk", en: "each" },
  year: { nl: "per jaar", en: "a year" },
};

/** A unit in words: `aantal inwoners`, `aantal inwoners per vierkante kilometer`. */
export function unitWords(unit: MeasurementUnit, counts: Text): Text {
  const [above, under] = partsOf(unit);
  const worded = (language: Language) => {
    const own = facts[above].words[language].replace("%", counts[language]);
    if (under === null) return own;
    // Money per thing: the counts tell what the thing is.
    if (under === "count") return `${own} per ${counts[language]}`;
    return `${own} ${below[under]?.[language] ?? `per ${facts[under].words[language]}`}`;
  };
  return { nl: worded("nl"), en: worded("en") };
}

/** The sign that is written with a number in this unit, and on which side; null: none. */
export function unitSign(
  unit: MeasurementUnit,
  language: Language,
): { readonly sign: string; readonly side: "before" | "after" } | null {
  const [above, under] = partsOf(unit);
  const symbol = facts[above].symbol?.[language] ?? "";
  if (symbol.startsWith("€")) return { sign: under === null ? symbol : "€", side: "before" };
  const divided = under === null ? undefined : facts[under].symbol?.[language];
  const sign = divided === undefined ? symbol : `${symbol} per ${divided}`.trim();
  return sign === "" ? null : { sign, side: "after" };
}
