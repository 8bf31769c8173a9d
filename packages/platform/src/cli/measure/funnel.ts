import { funnel } from "@krachtwijk/measure/change";
import { rowNames } from "./areas-in-column.ts";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, numberOption, requiredOption } from "./options.ts";

/** `krachtwijk measure funnel`. */
export const funnelMethod: Method = {
  name: "funnel",
  usage:
    "INPUT.csv --count C --size C [--kind proportion|rate] [--target T] [--coverage 0.998] [--widen]",
  about: "Which areas differ from the target by more than chance, given how large they are.",
  help: [
    "  krachtwijk measure funnel examples/measure/many-areas.csv --id area --count leavers --size pupils",
  ],
  options: {
    count: { type: "string", value: "C", about: "column of counts" },
    size: { type: "string", value: "C", about: "column of trials, or of exposure" },
    id: { type: "string", value: "C", about: "column of names" },
    kind: { type: "string", value: "proportion|rate", about: "default proportion" },
    target: { type: "string", value: "T", about: "default: all areas together" },
    coverage: {
      type: "string",
      value: "SHARE",
      about: "within the limits by chance; default 0.998",
    },
    widen: { type: "boolean", about: "wider limits where areas differ beyond chance" },
  },
  run({ table, values }) {
    const [count, size] = [requiredOption(values, "count"), requiredOption(values, "size")];
    const kind = choiceOption(values, "kind", ["proportion", "rate"]);
    const coverage = numberOption(values, "coverage", 0.998);
    const widens = values["widen"] === true;
    const { target, overDispersion, points } = funnel(
      numberColumn(table, count),
      numberColumn(table, size),
      {
        kind,
        coverage,
        widens,
        ...(values["target"] === undefined ? {} : { target: numberOption(values, "target") }),
      },
    );
    const names = rowNames(table, values);
    const areas = points.map((point, at) => ({ id: names[at]!, ...point }));
    const outside = areas.filter(({ place }) => place !== "within");
    return {
      parameters: { count, size, kind, coverage, widen: widens, target },
      results: { overDispersion, areas },
      lines: [
        `target ${target.toPrecision(4)}; ${outside.length} of ${areas.length} outside of their limits`,
        ...outside.map(({ id, value, place }) => `${id}   ${value.toPrecision(4)} ${place}`),
      ],
    };
  },
};
