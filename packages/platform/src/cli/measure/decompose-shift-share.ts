import {
  type DunnShiftShare,
  dunnShiftShare,
  dynamicShiftShare,
  type EstebanShiftShare,
  estebanShiftShare,
  type Growth,
  gerfinShiftShare,
} from "@krachtwijk/measure/decomposition";
import type { Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { columnsOption } from "./column-lists.ts";
import { idColumn, numberColumn } from "./columns.ts";
import type { Answer } from "./method.ts";
import { choiceOption, requiredOption } from "./options.ts";
import { significant } from "./significant.ts";

type Analyse = (region: Growth, country: Growth) => DunnShiftShare | EstebanShiftShare;

const linesOf = (parts: object): readonly string[] =>
  Object.entries(parts).flatMap(([name, value]) =>
    typeof value === "number" ? [`${name.padEnd(18)} ${significant(value)}`] : [],
  );

function settings(options: Values) {
  const branch = requiredOption(options, "branch");
  const region = columnsOption(options, "region", 2);
  const country = columnsOption(options, "country", 2);
  if (region.length !== country.length)
    throw new Refusal(
      "usage-wrong",
      `--region names ${region.length} columns and --country ${country.length}; name the same moments in the same order.`,
    );
  const model = choiceOption(options, "model", ["dunn", "esteban", "gerfin"]);
  return { branch, region, country, model };
}

/** `--method shift-share`: growth with the country, by the mix of branches, and by doing better in them. */
export function decomposeShiftShare(table: Table, options: Values): Answer {
  const parameters = settings(options);
  const { region, country, model } = parameters;
  const branches = idColumn(table, parameters.branch);
  const own = region.map((column) => numberColumn(table, column));
  const all = country.map((column) => numberColumn(table, column));
  const whole = [
    { from: own[0]!, to: own.at(-1)! },
    { from: all[0]!, to: all.at(-1)! },
  ] as const;
  if (model === "gerfin") {
    const found = gerfinShiftShare(...whole);
    return { parameters, results: { ...found }, lines: linesOf(found) };
  }
  const analyse: Analyse = { dunn: dunnShiftShare, esteban: estebanShiftShare }[model];
  const { industries, ...parts } = analyse(...whole);
  const named = <Row extends object>(rows: readonly Row[]) =>
    rows.map((row, at) => ({ branch: branches[at]!, ...row }));
  const results = { ...parts, branches: named(industries) };
  if (region.length === 2) return { parameters, results, lines: linesOf(parts) };
  const { total, periods, growth } = dynamicShiftShare(own, all, analyse);
  const steps = periods.map(({ industries: each, ...period }, at) => ({
    from: region[at]!,
    to: region[at + 1]!,
    ...period,
    branches: named(each),
  }));
  return {
    parameters,
    results: { ...results, dynamic: { ...total, periods: steps, growth: named(growth) } },
    lines: [
      "from the first to the last moment",
      ...linesOf(parts),
      "from moment to moment",
      ...linesOf(total),
    ],
  };
}
