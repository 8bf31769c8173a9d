import { adjustments, adjustPValues } from "@krachtwijk/measure/change";
import { rowNames } from "./areas-in-column.ts";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, requiredOption } from "./options.ts";

/** `krachtwijk measure adjust`. */
export const adjustMethod: Method = {
  name: "adjust",
  usage: "INPUT.csv --p C [--method bh|by|holm|bonferroni|hochberg|hommel]",
  about: "p-values of many areas at once, so that significant keeps its meaning.",
  help: ["  krachtwijk measure adjust examples/measure/many-areas.csv --id area --p p"],
  options: {
    p: { type: "string", value: "C", about: "column of p-values; empty cells are left out" },
    id: { type: "string", value: "C", about: "column of names" },
    method: { type: "string", value: adjustments.join("|"), about: "default bh" },
  },
  run({ table, values }) {
    const column = requiredOption(values, "p");
    const method = choiceOption(values, "method", [...adjustments] as [
      (typeof adjustments)[number],
      ...(typeof adjustments)[number][],
    ]);
    const all = numberColumn(table, column, "keep");
    const present = [...all.keys()].filter((at) => !Number.isNaN(all[at]));
    const adjusted = adjustPValues(
      present.map((at) => all[at]!),
      method,
    );
    const names = rowNames(table, values);
    const areas = present.map((at, place) => ({
      id: names[at]!,
      p: all[at]!,
      adjusted: adjusted[place]!,
    }));
    return {
      parameters: { p: column, method, tests: present.length },
      results: { areas },
      lines: areas.map(
        ({ id, p, adjusted: own }) => `${id}   ${p.toPrecision(3)} → ${own.toPrecision(3)}`,
      ),
    };
  },
};
