import { changePoint, changePoints, smoothTrend } from "@krachtwijk/measure/change";
import { rowNames } from "./areas-in-column.ts";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { numberOption, requiredOption, wholeOption } from "./options.ts";

const columns = {
  value: { type: "string", value: "C", about: "column of values, one per period, in order" },
  id: { type: "string", value: "C", about: "column of names of periods" },
} as const;

/** `krachtwijk measure trend`. */
export const trendMethod: Method = {
  name: "trend",
  usage: "INPUT.csv --value C [--lambda L]",
  about: "The trend in a series, without its noise (Whittaker–Henderson).",
  help: ["  krachtwijk measure trend examples/measure/nuisance.csv --id year --value reports"],
  options: {
    ...columns,
    lambda: { type: "string", value: "L", about: "how stiff; default: chosen by cross-validation" },
  },
  run({ table, values }) {
    const value = requiredOption(values, "value");
    const series = numberColumn(table, value);
    const { trend, standardErrors, lambda, degreesOfFreedom } = smoothTrend(
      series,
      values["lambda"] === undefined ? {} : { lambda: numberOption(values, "lambda") },
    );
    const names = rowNames(table, values);
    const periods = names.map((id, at) => ({
      id,
      value: series[at]!,
      trend: trend[at]!,
      standardError: standardErrors[at]!,
    }));
    return {
      parameters: {
        value,
        lambda,
        choice: values["lambda"] === undefined ? "generalised cross-validation" : "given",
      },
      results: { degreesOfFreedom, periods },
      lines: periods.map(
        ({ id, value: own, trend: smooth }) => `${id}   ${own} → ${smooth.toPrecision(5)}`,
      ),
    };
  },
};

/** `krachtwijk measure change-point`. */
export const changePointMethod: Method = {
  name: "change-point",
  usage: "INPUT.csv --value C [--permutations 999 --seed 1] [--penalty P]",
  about: "When the level of a series changed, and whether that is more than chance.",
  help: [
    "  krachtwijk measure change-point examples/measure/nuisance.csv --id year --value reports",
  ],
  options: {
    ...columns,
    permutations: { type: "string", value: "N", about: "default 999" },
    seed: { type: "string", value: "N", about: "default 1" },
    penalty: { type: "string", value: "P", about: "for all changes: what one more has to gain" },
  },
  run({ table, values }) {
    const value = requiredOption(values, "value");
    const series = numberColumn(table, value);
    const permutations = wholeOption(values, "permutations", 1, 999);
    const seed = wholeOption(values, "seed", 0, 1);
    const found = changePoint(series, { permutations, seed });
    const all = changePoints(
      series,
      values["penalty"] === undefined ? {} : { penalty: numberOption(values, "penalty") },
    );
    const names = rowNames(table, values);
    return {
      parameters: { value, permutations, seed, penalty: values["penalty"] ?? "3 s² ln n" },
      results: {
        id: names[found.at]!,
        before: found.before,
        after: found.after,
        p: found.p,
        all: all.map((at) => names[at]!),
      },
      lines: [
        `from ${names[found.at]}: ${found.before.toPrecision(4)} → ${found.after.toPrecision(4)}, p ${found.p.toPrecision(3)}`,
      ],
    };
  },
};
