import {
  type ClusterAdjustment,
  clusterLabels,
  type LocalStatistics,
  localGeary,
  localGearyPermutation,
  localGetisOrd,
  localGetisOrdPermutation,
  localMoran,
  localMoranPermutation,
  type PermutedLocalStatistics,
  spatialLag,
} from "@krachtwijk/measure/space";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import type { Answer, Method } from "./method.ts";
import { choiceOption, numberOption } from "./options.ts";
import { neighbourSpecs, statisticSpecs, styleSpec } from "./space-options.ts";
import { type SpaceQuestion, shown, spaceQuestion } from "./space-question.ts";

const statistics = ["moran", "geary", "g", "g-star"] as const;
const momentKinds = ["conditional", "total"] as const;

/** How each area is judged, and what it is called. */
interface LisaChoice {
  readonly statistic: (typeof statistics)[number];
  readonly moments: (typeof momentKinds)[number];
  readonly significance: number;
  readonly adjust: ClusterAdjustment;
  readonly clusterBy: "analytic" | "permutation";
}

function lisaChoice(values: Values): LisaChoice {
  const significance = numberOption(values, "significance", 0.05);
  if (!(significance > 0 && significance < 1))
    throw new Refusal(
      "usage-wrong",
      `--significance ${significance}: expected more than 0 and less than 1, such as 0.05.`,
    );
  const choice = {
    statistic: choiceOption(values, "statistic", statistics),
    moments: choiceOption(values, "moments", momentKinds),
    significance,
    adjust: choiceOption(values, "adjust", ["none", "fdr", "holm", "bonferroni"]),
    clusterBy: choiceOption(values, "cluster-by", ["analytic", "permutation"]),
  };
  if (choice.moments === "total" && choice.statistic !== "moran")
    throw new Refusal("usage-wrong", "--moments total is for --statistic moran only.");
  return choice;
}

interface Judged {
  readonly analytic: LocalStatistics;
  readonly permuted: PermutedLocalStatistics | undefined;
}

async function judge(asked: SpaceQuestion, { statistic, moments }: LisaChoice): Promise<Judged> {
  const { values, weights, permutations, seed, alternative, islands } = asked;
  const options = { alternative, islands };
  const draws = { permutations, seed, ...options };
  const isDrawn = permutations > 0;
  if (statistic === "moran")
    return {
      analytic: localMoran(values, weights, { moments, ...options }),
      permuted: isDrawn ? await localMoranPermutation(values, weights, draws) : undefined,
    };
  if (statistic === "geary")
    return {
      analytic: localGeary(values, weights, options),
      permuted: isDrawn ? await localGearyPermutation(values, weights, draws) : undefined,
    };
  return {
    analytic: localGetisOrd(values, weights, statistic, options),
    permuted: isDrawn
      ? await localGetisOrdPermutation(values, weights, statistic, draws)
      : undefined,
  };
}

/** NaN is how a kept island comes out of the library; in the answer it has no number. */
const orNull = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? null : value;

/** One area as people read it. */
function areaLine(area: {
  readonly id: string;
  readonly local: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly pPermutation: number | null;
  readonly cluster: string;
}): string {
  const [local, z, p, drawn] = [area.local, area.z, area.p, area.pPermutation].map((value) =>
    shown(value ?? Number.NaN),
  );
  return `${area.id}   ${local}   z ${z}   p ${p}   p of permutations ${drawn}   ${area.cluster}`;
}

function answerOf(
  asked: SpaceQuestion,
  choice: LisaChoice,
  { analytic, permuted }: Judged,
): Answer {
  const p = choice.clusterBy === "analytic" ? analytic.p : permuted!.p;
  const { labels, pAdjusted } = clusterLabels(analytic.pattern, p, choice);
  const lag = spatialLag(asked.values, asked.weights, { islands: "keep" });
  const areas = asked.ids.map((id, at) => ({
    id,
    value: asked.values[at]!,
    lag: analytic.pattern[at] === "No neighbours" ? null : lag[at]!,
    local: orNull(analytic.local[at]),
    expected: orNull(analytic.expected[at]),
    variance: orNull(analytic.variance[at]),
    z: orNull(analytic.z[at]),
    p: orNull(analytic.p[at]),
    pPermutation: orNull(permuted?.p[at]),
    pAdjusted: orNull(pAdjusted[at]),
    cluster: labels[at]!,
  }));
  const names = [...new Set(labels)].sort();
  const clusters = names.map((cluster) => ({
    cluster,
    areas: labels.filter((label) => label === cluster).length,
  }));
  return {
    parameters: { ...asked.parameters, ...choice },
    results: { areas, clusters, weights: asked.summary },
    lines: [
      ...areas.filter(({ cluster }) => cluster !== "Not significant").map(areaLine),
      clusters.map(({ cluster, areas: count }) => `${cluster}: ${count}`).join("   "),
    ],
  };
}

/** `krachtwijk measure lisa`. */
export const lisaMethod: Method = {
  name: "lisa",
  usage:
    "INPUT.csv --id C --value C (--neighbours W.csv | --geometry G.geojson --contiguity queen|rook)",
  about: "Where clusters and outliers are: local Moran, Geary, G and G* of each area.",
  help: [
    "z and p are analytic, given the area's own figure; pPermutation comes from drawing random neighbours. cluster is the",
    "area's pattern where the p of --cluster-by, adjusted, is at most --significance. Of thousands of areas one in twenty is",
    "significant by chance: --adjust fdr keeps the share of false clusters below --significance.",
    "  krachtwijk measure lisa examples/measure/city-areas.csv --id area --value benefitShare --geometry examples/measure/city-areas.geojson --contiguity queen",
    "  krachtwijk measure lisa examples/measure/city-areas.csv --id area --value benefitShare --geometry examples/measure/city-areas.geojson --distance 0.9 --metric great-circle --statistic g-star --adjust fdr",
  ],
  options: {
    ...neighbourSpecs,
    ...statisticSpecs,
    style: styleSpec("row; binary for g and g-star"),
    statistic: { type: "string", value: "moran|geary|g|g-star", about: "default moran" },
    moments: {
      type: "string",
      value: "conditional|total",
      about: "of local Moran: own figure held (default), or not",
    },
    "cluster-by": {
      type: "string",
      value: "analytic|permutation",
      about: "which p makes a cluster; default analytic",
    },
    adjust: {
      type: "string",
      value: "none|fdr|holm|bonferroni",
      about: "for many areas at once; default none",
    },
    significance: {
      type: "string",
      value: "SHARE",
      about: "p up to which it is a cluster, default 0.05",
    },
  },
  async run(question) {
    const choice = lisaChoice(question.values);
    const isG = choice.statistic === "g" || choice.statistic === "g-star";
    const asked = await spaceQuestion(question, {
      style: isG ? "binary" : "row",
      self: choice.statistic === "g-star",
    });
    if (choice.clusterBy === "permutation" && asked.permutations === 0)
      throw new Refusal("usage-wrong", "--cluster-by permutation needs --permutations above 0.");
    return answerOf(asked, choice, await judge(asked, choice));
  },
};
