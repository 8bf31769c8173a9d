import type { Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { decomposeOaxaca } from "./decompose-oaxaca.ts";
import { decomposeProduct, decomposeScore } from "./decompose-score.ts";
import { decomposeShapley } from "./decompose-shapley.ts";
import { decomposeShiftShare } from "./decompose-shift-share.ts";
import type { Answer, Method } from "./method.ts";
import { choiceOption } from "./options.ts";

/** A way to decompose, and the options that it takes. */
interface Way {
  readonly run: (table: Table, options: Values) => Answer;
  readonly takes: readonly string[];
}

const ways = {
  score: {
    run: decomposeScore,
    takes: [
      "component",
      "before",
      "after",
      "weight",
      "weight-after",
      "area",
      "score",
      "interaction",
      "around",
    ],
  },
  product: { run: decomposeProduct, takes: ["before", "after", "area"] },
  "shift-share": { run: decomposeShiftShare, takes: ["branch", "region", "country", "model"] },
  oaxaca: {
    run: decomposeOaxaca,
    takes: [
      "outcome",
      "group",
      "factors",
      "population",
      "first",
      "reference",
      "reference-weight",
      "confidence",
    ],
  },
  shapley: {
    run: decomposeShapley,
    takes: [
      "coalition",
      "worth",
      "component",
      "before",
      "after",
      "weight",
      "aggregate",
      "permutations",
      "seed",
    ],
  },
} as const satisfies Readonly<Record<string, Way>>;

const text = (value: string, about: string) => ({ type: "string", value, about }) as const;

const options: Method["options"] = {
  method: text("score|product|shift-share|oaxaca|shapley", "default score"),
  component: text("C", "score, shapley: column of component names, default component"),
  before: text(
    "C[,C…]",
    "score, shapley: column of values before, default before; product: columns of factors",
  ),
  after: text("C[,C…]", "the same afterwards, default after"),
  weight: text(
    "C",
    "score: column of weights, default weight; shapley: the same, default all alike",
  ),
  "weight-after": text("C", "score: column of weights afterwards, default those before"),
  area: text("C", "score, product: column of area names"),
  score: text("sum|mean", "score: of weight times value; default sum"),
  interaction: text("shared|separate", "score: what value and weight do together; default shared"),
  around: text(
    "zero|mean",
    "score: from where a value counts when its weight changes; default zero, for a mean mean",
  ),
  branch: text("C", "shift-share: column of branch names"),
  region: text(
    "C,C[,C…]",
    "shift-share: columns of counts in the region, from the first moment to the last",
  ),
  country: text("C,C[,C…]", "shift-share: the same in the country"),
  model: text("dunn|esteban|gerfin", "shift-share: default dunn"),
  outcome: text("C", "oaxaca: column of the outcome"),
  group: text("C", "oaxaca: column with two group names"),
  factors: text("C[,C…]", "oaxaca: columns of what may explain the gap"),
  population: text("C", "oaxaca: column of how many each row stands for"),
  first: text("NAME", "oaxaca: group a, default the one on the first row"),
  reference: text(
    "pooled|a|b|weighted|pooled-one-constant",
    "oaxaca: whose coefficients; default pooled",
  ),
  "reference-weight": text("SHARE", "oaxaca: of a in weighted, default its share of the people"),
  confidence: text("SHARE", "oaxaca: default 0.95"),
  coalition: text("C", "shapley: column of coalitions, names with + between them, - for nobody"),
  worth: text("C", "shapley: column of what each coalition is worth"),
  aggregate: text(
    "geometric|arithmetic|harmonic|product|minimum|maximum",
    "shapley: how components make a score, default geometric",
  ),
  permutations: text("N", "shapley: orders drawn beyond 15 components, default 1000"),
  seed: text("N", "shapley: default 1"),
};

/** `krachtwijk measure decompose`. */
export const decomposeMethod: Method = {
  name: "decompose",
  usage: "INPUT.csv [--method score|product|shift-share|oaxaca|shapley] …",
  about: "What a change or a gap is made of, in parts that sum to it.",
  help: [
    "score: what each component adds to the change of a weighted score, by its value and by its weight.",
    "  krachtwijk measure decompose examples/measure/score-change.csv --before score_2012 --after score_2024 --weight weight_2012 --weight-after weight_2024 --area area --around mean",
    "product: what each factor adds to the change of a product, summed over rows (LMDI).",
    "  krachtwijk measure decompose examples/measure/energy.csv --method product --before dwellings_2012,people_per_dwelling_2012,kwh_per_person_2012 --after dwellings_2024,people_per_dwelling_2024,kwh_per_person_2024 --area area",
    "shift-share: growth with the country, by the mix of branches, and by doing better in them; with more than two moments also from each to the next.",
    "  krachtwijk measure decompose examples/measure/jobs.csv --method shift-share --branch branch --region city_2016,city_2018,city_2020,city_2022 --country country_2016,country_2018,country_2020,country_2022",
    "oaxaca: a gap between two means by what the groups have, and by what comes of it (Oaxaca–Blinder, in two and in three parts).",
    "  krachtwijk measure decompose examples/measure/residents.csv --method oaxaca --outcome rating --group area --factors age,years_here,green_share,income_1000_euro",
    "shapley: a fair part for each component, from a table of coalitions or from components before and after.",
    "  krachtwijk measure decompose examples/measure/measures.csv --method shapley --coalition measures --worth fewer_nuisance_reports",
  ],
  options,
  run({ table, values }) {
    const method = choiceOption(values, "method", [
      "score",
      "product",
      "shift-share",
      "oaxaca",
      "shapley",
    ]);
    const { run, takes }: Way = ways[method];
    const idle = Object.keys(options).find(
      (name) => name !== "method" && values[name] !== undefined && !takes.includes(name),
    );
    if (idle !== undefined)
      throw new Refusal("usage-wrong", `--${idle} does not go with --method ${method}.`);
    const { parameters, results, lines } = run(table, values);
    return { parameters: { method, ...parameters }, results, lines };
  },
};
