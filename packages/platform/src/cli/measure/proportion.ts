import { proportionInterval } from "@krachtwijk/measure/change";
import type { TablelessMethod } from "./method.ts";
import { choiceOption, confidenceOption, wholeOption } from "./options.ts";

/** `krachtwijk measure proportion`. */
export const proportionMethod: TablelessMethod = {
  name: "proportion",
  usage: "--successes N --trials N [--method wilson|clopper-pearson]",
  about: "A counted share with the interval in which the true one lies.",
  help: ["  krachtwijk measure proportion --successes 144 --trials 1994"],
  options: {
    successes: { type: "string", value: "N", about: "how many have it" },
    trials: { type: "string", value: "N", about: "of how many" },
    method: { type: "string", value: "wilson|clopper-pearson", about: "default wilson" },
    confidence: { type: "string", value: "SHARE", about: "default 0.95" },
  },
  run({ values }) {
    const successes = wholeOption(values, "successes", 0);
    const trials = wholeOption(values, "trials", 1);
    const method = choiceOption(values, "method", ["wilson", "clopper-pearson"]);
    const confidence = confidenceOption(values);
    const { proportion, lower, upper } = proportionInterval(successes, trials, {
      method,
      confidence,
    });
    return {
      parameters: { successes, trials, method, confidence },
      results: { proportion, interval: [lower, upper] },
      lines: [`${proportion.toPrecision(4)}   ${lower.toPrecision(4)} to ${upper.toPrecision(4)}`],
    };
  },
};
