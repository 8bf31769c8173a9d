import { proportionDifference, rateRatio } from "@krachtwijk/measure/change";
import type { TablelessMethod } from "./method.ts";
import { choiceOption, confidenceOption, numberOption, wholeOption } from "./options.ts";

const interval = (lower: number, upper: number) => [lower, Number.isFinite(upper) ? upper : null];

/** `krachtwijk measure difference`. */
export const differenceMethod: TablelessMethod = {
  name: "difference",
  usage: "--kind proportion|rate --first N --of N --second N --of-second N",
  about: "Whether a counted share or a rate of rare events changed by more than chance.",
  help: [
    "Early school leavers in the forty neighbourhoods, 2005 and 2007:",
    "  krachtwijk measure difference --first 4928 --of 59438 --second 4373 --of-second 58026",
    "Burglaries per dwelling, before and after:",
    "  krachtwijk measure difference --kind rate --first 42 --of 1800 --second 25 --of-second 1750",
  ],
  options: {
    kind: { type: "string", value: "proportion|rate", about: "default proportion" },
    first: { type: "string", value: "N", about: "count before, or of one area" },
    of: { type: "string", value: "N", about: "of how many, or over which exposure" },
    second: { type: "string", value: "N", about: "count after, or of the other area" },
    "of-second": { type: "string", value: "N", about: "of how many, or over which exposure" },
    confidence: { type: "string", value: "SHARE", about: "default 0.95" },
  },
  run({ values }) {
    const kind = choiceOption(values, "kind", ["proportion", "rate"]);
    const confidence = confidenceOption(values);
    const first = wholeOption(values, "first", 0);
    const second = wholeOption(values, "second", 0);
    if (kind === "rate") {
      const of = numberOption(values, "of");
      const ofSecond = numberOption(values, "of-second");
      const { ratio, lower, upper, p } = rateRatio(
        { count: first, exposure: of },
        { count: second, exposure: ofSecond },
        { confidence },
      );
      return {
        parameters: { kind, first, of, second, ofSecond, confidence, test: "exact conditional" },
        results: { ratio, interval: interval(lower, upper), p },
        lines: [`ratio ${ratio?.toPrecision(4) ?? "not known"}   p ${p.toPrecision(3)}`],
      };
    }
    const of = wholeOption(values, "of", 1);
    const ofSecond = wholeOption(values, "of-second", 1);
    const { difference, lower, upper, z, p, pExact } = proportionDifference(
      { successes: first, trials: of },
      { successes: second, trials: ofSecond },
      { confidence },
    );
    return {
      parameters: {
        kind,
        first,
        of,
        second,
        ofSecond,
        confidence,
        interval: "newcombe",
        test: "pooled z",
      },
      results: { difference, interval: [lower, upper], z, p, pExact },
      lines: [
        `${difference.toPrecision(4)}   ${lower.toPrecision(4)} to ${upper.toPrecision(4)}   p ${p?.toPrecision(3) ?? "not known"}, exact ${pExact.toPrecision(3)}`,
      ],
    };
  },
};
