import {
  type Assumption,
  type GlobalOptions,
  type GlobalStatistic,
  geary,
  gearyPermutation,
  getisOrd,
  getisOrdPermutation,
  moran,
  moranPermutation,
  type PermutationOptions,
  type PermutedStatistic,
  type WeightStyle,
  type Weights,
} from "@krachtwijk/measure/space";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption } from "./options.ts";
import { neighbourSpecs, statisticSpecs, styleSpec } from "./space-options.ts";
import { type SpaceQuestion, shown, spaceQuestion } from "./space-question.ts";

/** A statistic of all areas together. */
interface GlobalMethod extends Pick<Method, "name" | "about" | "help"> {
  readonly title: string;
  readonly style: WeightStyle;
  readonly hasNormality: boolean;
  readonly noNegatives?: boolean;
  readonly ask: (values: Float64Array, weights: Weights, options: GlobalOptions) => GlobalStatistic;
  readonly permute: (
    values: Float64Array,
    weights: Weights,
    options: PermutationOptions,
  ) => Promise<PermutedStatistic>;
}

const usage =
  "INPUT.csv --id C --value C (--neighbours W.csv | --geometry G.geojson --contiguity queen|rook)";
const assumptionSpec = {
  type: "string",
  value: "randomisation|normality",
  about: "where chance comes from; default randomisation",
} as const;

function answerOf(
  { title }: GlobalMethod,
  { parameters, summary, permutations }: SpaceQuestion,
  assumption: Assumption,
  found: GlobalStatistic,
  permuted: PermutedStatistic | undefined,
): Answer {
  const pPermutation = permuted?.p ?? null;
  const { mean, standardDeviation } = permuted ?? {};
  return {
    parameters: { ...parameters, assumption },
    results: {
      ...found,
      pPermutation,
      ...(permuted === undefined ? {} : { permuted: { mean, standardDeviation } }),
      weights: summary,
    },
    lines: [
      `${title} ${shown(found.statistic)}   by chance ${shown(found.expected)}   z ${shown(found.z)}   p ${shown(found.p)}`,
      ...(permuted === undefined ? [] : [`p of ${permutations} permutations ${shown(permuted.p)}`]),
      `${summary.areas} areas, ${shown(summary.mean)} neighbours on average, ${summary.fewest} to ${summary.most}`,
    ],
  };
}

async function run(method: GlobalMethod, question: Question): Promise<Answer> {
  const assumption = choiceOption(
    question.values,
    "assumption",
    method.hasNormality ? ["randomisation", "normality"] : ["randomisation"],
  );
  const asked = await spaceQuestion(question, {
    style: method.style,
    noNegatives: method.noNegatives === true,
  });
  const { values, weights, permutations, seed, alternative, islands } = asked;
  const found = method.ask(values, weights, { assumption, alternative, islands });
  const permuted =
    permutations === 0
      ? undefined
      : await method.permute(values, weights, { permutations, seed, alternative, islands });
  return answerOf(method, asked, assumption, found, permuted);
}

const methodOf = (method: GlobalMethod): Method => ({
  name: method.name,
  usage,
  about: method.about,
  help: method.help,
  options: {
    ...neighbourSpecs,
    ...statisticSpecs,
    style: styleSpec(method.style),
    ...(method.hasNormality ? { assumption: assumptionSpec } : {}),
  },
  run: (question) => run(method, question),
});

const example = (name: string, more: string) =>
  `  krachtwijk measure ${name} examples/measure/city-areas.csv --id area --value ${more}`;

/** `krachtwijk measure moran`. */
export const moranMethod = methodOf({
  name: "moran",
  title: "Moran's I",
  about: "Whether areas lie beside areas that are like them: Moran's I.",
  help: [
    "z and p are analytic; pPermutation is the share of reshuffles that are as extreme. greater: neighbours are alike.",
    example(
      "moran",
      "benefitShare --geometry examples/measure/city-areas.geojson --contiguity queen",
    ),
    example("moran", "benefitShare --neighbours examples/measure/city-links.csv"),
  ],
  style: "row",
  hasNormality: true,
  ask: moran,
  permute: moranPermutation,
});

/** `krachtwijk measure geary`. */
export const gearyMethod = methodOf({
  name: "geary",
  title: "Geary's c",
  about: "How far neighbours are apart, compared with any two areas: Geary's c.",
  help: [
    "Below 1 neighbours are alike. z is positive then, and greater tests for that, as with Moran's I.",
    example(
      "geary",
      "benefitShare --geometry examples/measure/city-areas.geojson --contiguity rook",
    ),
  ],
  style: "row",
  hasNormality: true,
  ask: geary,
  permute: gearyPermutation,
});

/** `krachtwijk measure getis-ord`. */
export const getisOrdMethod = methodOf({
  name: "getis-ord",
  title: "G",
  about: "Whether high figures lie together, or low ones: the general G of Getis and Ord.",
  help: [
    "For figures of 0 or more. G and G* of each area: measure lisa --statistic g, or g-star.",
    example(
      "getis-ord",
      "burglaries --geometry examples/measure/city-areas.geojson --distance 0.9 --metric great-circle",
    ),
  ],
  style: "binary",
  hasNormality: false,
  noNegatives: true,
  ask: getisOrd,
  permute: getisOrdPermutation,
});
