import { convergence } from "@krachtwijk/measure/change";
import { numberColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption, confidenceOption, numberOption, requiredOption } from "./options.ts";

/** `krachtwijk measure convergence`. */
export const convergenceMethod: Method = {
  name: "convergence",
  usage: "INPUT.csv --before C --after C [--periods N] [--scale log|level]",
  about: "Whether areas that were behind catch up, and whether areas come closer together.",
  help: [
    "  krachtwijk measure convergence examples/measure/many-areas.csv --before income_2007 --after income_2012 --periods 5",
  ],
  options: {
    before: { type: "string", value: "C", about: "column of first values" },
    after: { type: "string", value: "C", about: "column of last values" },
    periods: { type: "string", value: "N", about: "how many periods lie between; default 1" },
    scale: { type: "string", value: "log|level", about: "default log: growth is a share" },
    confidence: { type: "string", value: "SHARE", about: "default 0.95" },
  },
  run({ table, values }) {
    const [before, after] = [requiredOption(values, "before"), requiredOption(values, "after")];
    const periods = numberOption(values, "periods", 1);
    const scale = choiceOption(values, "scale", ["log", "level"]);
    const confidence = confidenceOption(values);
    const found = convergence(numberColumn(table, before), numberColumn(table, after), {
      periods,
      scale,
      confidence,
    });
    return {
      parameters: { before, after, periods, scale, confidence, areas: table.rows.length },
      results: { ...found },
      lines: [
        `beta ${found.beta.toPrecision(4)} (standard error ${found.standardError.toPrecision(3)}, p ${found.p.toPrecision(3)})`,
        `spread ${found.sigmaBefore.toPrecision(4)} → ${found.sigmaAfter.toPrecision(4)} (p ${found.sigmaP.toPrecision(3)})`,
      ],
    };
  },
};
