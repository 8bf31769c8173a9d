import { type ShapleyValues, shapleyValues, type Worth } from "@krachtwijk/measure/decomposition";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { idColumn, numberColumn, textColumn } from "./columns.ts";
import type { Answer } from "./method.ts";
import { choiceOption, requiredOption, textOption, wholeOption } from "./options.ts";
import { significant } from "./significant.ts";

/** Players by name, and what they are worth together. */
interface Game {
  readonly players: readonly string[];
  readonly worth: Worth;
}

const keyOf = (members: readonly number[]) => [...members].sort((a, b) => a - b).join("+");

/** A table of coalitions, `lighting+stewards`, each with its worth; `-` is nobody, worth 0 if it is not there. */
function gameOfTable(table: Table, coalition: string, worth: string): Game {
  const worths = numberColumn(table, worth);
  const coalitions = textColumn(table, coalition).map((text) =>
    text === "-" || text === "" ? [] : text.split("+").map((name) => name.trim()),
  );
  const players = [...new Set(coalitions.flat())];
  const known = new Map<string, number>([["", 0]]);
  const lines = new Map<string, number>();
  for (const [at, members] of coalitions.entries()) {
    const key = keyOf(members.map((name) => players.indexOf(name)));
    const { line } = table.rows[at]!;
    const place = { file: table.file, line, column: coalition };
    if (members.includes("") || new Set(members).size < members.length)
      throw malformed(place, "expected different names with + between them, or - for nobody.");
    if (lines.has(key)) throw malformed(place, `these were on line ${lines.get(key)} already.`);
    lines.set(key, line);
    known.set(key, worths[at]!);
  }
  return {
    players,
    worth: (members) => {
      const value = known.get(keyOf(members));
      if (value !== undefined) return value;
      const names = members.map((one) => players[one]).join("+");
      throw malformed({ file: table.file, column: coalition }, `there is no row for ${names}.`);
    },
  };
}

type Aggregate = (values: Float64Array, weights: Float64Array) => number;
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
const weighted = (values: Float64Array, weights: Float64Array) =>
  values.reduce((sum, value, at) => sum + value * weights[at]!, 0) / total(weights);

const aggregates = {
  geometric: (values, weights) => Math.exp(weighted(values.map(Math.log), weights)),
  arithmetic: weighted,
  harmonic: (values, weights) =>
    1 /
    weighted(
      values.map((value) => 1 / value),
      weights,
    ),
  product: (values) => values.reduce((product, value) => product * value, 1),
  minimum: (values) => Math.min(...values),
  maximum: (values) => Math.max(...values),
} as const satisfies Readonly<Record<string, Aggregate>>;
const aggregateNames = Object.keys(aggregates) as [keyof typeof aggregates];

/** Components before and after: what the score is when some have changed and others not yet. */
function gameOfChange(table: Table, options: Values) {
  const weight = textOption(options, "weight") ?? null;
  const parameters = {
    component: textOption(options, "component") ?? "component",
    before: textOption(options, "before") ?? "before",
    after: textOption(options, "after") ?? "after",
    weight,
    aggregate: choiceOption(options, "aggregate", aggregateNames),
  };
  const players = idColumn(table, parameters.component);
  const [before, after] = [
    numberColumn(table, parameters.before),
    numberColumn(table, parameters.after),
  ];
  const weights = weight === null ? before.map(() => 1) : numberColumn(table, weight);
  const aggregate: Aggregate = aggregates[parameters.aggregate];
  const worth: Worth = (members) => {
    const values = before.slice();
    for (const at of members) values[at] = after[at]!;
    return aggregate(values, weights);
  };
  return { parameters, players, worth };
}

function gameOf(
  table: Table,
  options: Values,
): Game & { parameters: Readonly<Record<string, unknown>> } {
  const coalition = textOption(options, "coalition");
  if (coalition === undefined) return gameOfChange(table, options);
  const wrong = ["component", "before", "after", "weight", "aggregate"].find(
    (name) => options[name] !== undefined,
  );
  if (wrong !== undefined)
    throw new Refusal("usage-wrong", `--${wrong} does not go with --coalition.`);
  const worth = requiredOption(options, "worth");
  return { parameters: { coalition, worth }, ...gameOfTable(table, coalition, worth) };
}

/** `--method shapley`: a fair part for each component in what they bring about together. */
export function decomposeShapley(table: Table, options: Values): Answer {
  const { parameters, players, worth } = gameOf(table, options);
  const permutations = wholeOption(options, "permutations", 2, 1000);
  const seed = wholeOption(options, "seed", 0, 1);
  const found: ShapleyValues = shapleyValues(players.length, worth, { permutations, seed });
  const components = players.map((component, at) => ({
    component,
    value: found.values[at]!,
    standardError: found.standardErrors[at]!,
  }));
  const { method: how, total: sum, evaluations } = found;
  return {
    parameters: { ...parameters, how, permutations, seed },
    results: { total: sum, components, evaluations },
    lines: [
      `total ${significant(sum)}`,
      ...components.map(
        (one) =>
          `  ${one.component}: ${significant(one.value)}${how === "exact" ? "" : ` ±${one.standardError.toPrecision(2)}`}`,
      ),
    ],
  };
}
