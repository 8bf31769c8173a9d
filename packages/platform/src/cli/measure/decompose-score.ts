import { productChangeParts, scoreChangeParts } from "@krachtwijk/measure/decomposition";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { columnsOption } from "./column-lists.ts";
import { idColumn, nameColumn, numberColumn } from "./columns.ts";
import type { Answer } from "./method.ts";
import { choiceOption, textOption } from "./options.ts";
import { significant } from "./significant.ts";

/** Which rows belong to each area, in the order of the file. */
function rowsByArea(areas: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [at, area] of areas.entries()) rows.set(area, [...(rows.get(area) ?? []), at]);
  return rows;
}

function requireOnce(
  table: Table,
  column: string,
  names: readonly string[],
  rows: readonly number[],
) {
  const seen = new Set<string>();
  for (const at of rows) {
    const name = names[at]!;
    const place = { file: table.file, line: table.rows[at]!.line, column };
    if (seen.has(name))
      throw malformed(place, `"${name}" was named before; name the areas with --area.`);
    seen.add(name);
  }
}

function scoreSettings(options: Values) {
  const weight = textOption(options, "weight") ?? "weight";
  const score = choiceOption(options, "score", ["sum", "mean"]);
  return {
    component: textOption(options, "component") ?? "component",
    before: textOption(options, "before") ?? "before",
    after: textOption(options, "after") ?? "after",
    weight,
    weightAfter: textOption(options, "weight-after") ?? weight,
    area: textOption(options, "area") ?? null,
    score,
    interaction: choiceOption(options, "interaction", ["shared", "separate"]),
    around: choiceOption(options, "around", score === "mean" ? ["mean", "zero"] : ["zero", "mean"]),
  };
}

/** `--method score`: what each component adds to the change of a weighted score. */
export function decomposeScore(table: Table, options: Values): Answer {
  const parameters = scoreSettings(options);
  const names = nameColumn(table, parameters.component);
  const { before, after, weight, weightAfter } = parameters;
  const [x0, x1, w0, w1] = [before, after, weight, weightAfter].map((column) =>
    numberColumn(table, column),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const areas = parameters.area === null ? names.map(() => "") : nameColumn(table, parameters.area);
  const groups = [...rowsByArea(areas)].map(([id, rows]) => {
    requireOnce(table, parameters.component, names, rows);
    const pick = (column: Float64Array) => Float64Array.from(rows, (at) => column[at]!);
    const { parts, ...whole } = scoreChangeParts(
      { values: pick(x0), weights: pick(w0) },
      { values: pick(x1), weights: pick(w1) },
      parameters,
    );
    const components = parts.map((part, at) => ({ component: names[rows[at]!]!, ...part }));
    return { id, ...whole, components };
  });
  const lines = groups.flatMap(({ id, before: from, after: to, change, components }) => [
    `${id === "" ? "" : `${id}: `}${significant(from)} to ${significant(to)}, ${significant(change)}`,
    ...components.map(
      (one) =>
        `  ${one.component}: ${significant(one.total)} (value ${significant(one.value)}, weight ${significant(one.weight)})`,
    ),
  ]);
  const [first] = groups;
  if (first === undefined) throw malformed({ file: table.file }, "there is no row of data.");
  const { id: _, ...whole } = first;
  return { parameters, results: parameters.area === null ? whole : { areas: groups }, lines };
}

/** `--method product`: what each factor adds to the change of a sum of products. */
export function decomposeProduct(table: Table, options: Values): Answer {
  const before = columnsOption(options, "before", 1);
  const after = columnsOption(options, "after", 1);
  if (before.length !== after.length)
    throw new Refusal(
      "usage-wrong",
      `--before names ${before.length} columns and --after ${after.length}; name the same factors in the same order.`,
    );
  const area = textOption(options, "area") ?? null;
  const ids = area === null ? table.rows.map(({ line }) => String(line)) : idColumn(table, area);
  const columns = (names: readonly string[]) => names.map((name) => numberColumn(table, name));
  const found = productChangeParts(columns(before), columns(after));
  const factors = before.map((column, at) => ({
    before: column,
    after: after[at]!,
    part: found.factors[at]!,
    ratio: found.ratios[at]!,
  }));
  const { before: from, after: to, change, ratio } = found;
  const areas = ids.map((id, at) => ({ id, parts: found.units[at]! }));
  return {
    parameters: { before, after, area, model: "LMDI-I" },
    results: { before: from, after: to, change, ratio, factors, areas },
    lines: [
      `${significant(from)} to ${significant(to)}, ${significant(change)}`,
      ...factors.map(
        (one) => `  ${one.after}: ${significant(one.part)}, times ${significant(one.ratio)}`,
      ),
    ],
  };
}
