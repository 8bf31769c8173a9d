import {
  type BeforeAfter,
  type RingEffects,
  relativeToControl,
  ringEffects,
  ringRandomisation,
  weightedDisplacementDifference,
  weightedDisplacementQuotient,
} from "@krachtwijk/measure/effect";
import { MeasureError } from "@krachtwijk/measure/numeric";
import { readZones, type Zones, zoneOptions } from "./displacement-columns.ts";
import { displacementLines } from "./displacement-lines.ts";
import type { Answer, Method, Question } from "./method.ts";
import { confidenceOption, wholeOption } from "./options.ts";

/** Effects per ring from areas as they vary, where there are enough of them. */
function effectsOf({ panel, cluster }: Zones, confidence: number, warnings: string[]) {
  try {
    return ringEffects(panel, { confidence, cluster });
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    warnings.push(`No effects per area: ${error.message}`);
    return null;
  }
}

/** With fewer areas than this, clustered errors are known to be too small. */
const fewAreas = 10;

/** What a reader must know before believing a line of a ring. */
function ringWarnings(
  rings: readonly {
    readonly ring: number;
    readonly areas: number;
    readonly rateRatio: number | null;
  }[],
  hasEffects: boolean,
): readonly string[] {
  const nameOf = ({ ring }: { readonly ring: number }) => (ring === 0 ? "treated" : `ring ${ring}`);
  const few = rings.filter(({ areas }) => areas < fewAreas).map(nameOf);
  const none = rings.filter(({ rateRatio }) => rateRatio === null).map(nameOf);
  return [
    ...(hasEffects && few.length > 0
      ? [
          `Fewer than ${fewAreas} areas: ${few.join(", ")}. The errors per area there are too small and raise false alarms; ask with --permutations 999 too.`,
        ]
      : []),
    ...(none.length > 0
      ? [`No ratio for ${none.join(", ")}: a count is 0. Use longer periods or join rings.`]
      : []),
  ];
}

const sum = (parts: readonly BeforeAfter[]): BeforeAfter => ({
  before: parts.reduce((total, { before }) => total + before, 0),
  after: parts.reduce((total, { after }) => total + after, 0),
});

/** One line per ring: counts against the control, and the effect per area. */
function ringsOf(zones: Zones, effects: RingEffects | null, confidence: number) {
  const { totals, areas } = zones;
  const control = totals.get("control")!;
  const treated = totals.get(0)!;
  return zones.rings.map((ring) => {
    const counts = totals.get(ring)!;
    const relative = relativeToControl(counts, control, { confidence });
    const { net, expected, rateRatio, interval: rateRatioInterval, p } = relative;
    const effect = effects?.rings.find((one) => one.ring === ring);
    const { wdq = null } =
      ring === 0
        ? {}
        : weightedDisplacementQuotient({ treated, buffer: counts, control }, { confidence });
    return {
      ...{ ring, areas: areas.get(ring)!, ...counts, expected, net },
      ...{ rateRatio, rateRatioInterval, rateRatioP: p, wdq },
      att: effect?.att ?? null,
      standardError: effect?.standardError ?? null,
      interval: effect?.interval ?? null,
      p: effect?.p ?? null,
    };
  });
}

const readings = {
  "no-effect":
    "The treated areas did not do better than the control, so there is nothing that could have moved: the quotient means nothing.",
  "displacement-exceeds-effect": "More moved to the rings than went away in the treated areas.",
  displacement: "Part of what went away in the treated areas moved to the rings.",
  diffusion: "The rings gained too, less than the treated areas.",
  "diffusion-exceeds-effect": "The rings gained more than the treated areas.",
} as const;

async function run({ table, values }: Question): Promise<Answer> {
  const confidence = confidenceOption(values);
  const permutations = wholeOption(values, "permutations", 0, 0);
  const seed = wholeOption(values, "seed", 0, 1);
  const zones = readZones(table, values);
  const { totals, lengths, rings } = zones;
  const treated = totals.get(0)!;
  const control = totals.get("control")!;
  const buffer = sum(rings.filter((ring) => ring > 0).map((ring) => totals.get(ring)!));
  const quotient = weightedDisplacementQuotient({ treated, buffer, control }, { confidence });
  const warnings: string[] = [];
  const effects = effectsOf(zones, confidence, warnings);
  if (quotient.interval === null)
    warnings.push(
      "The change of the treated areas cannot be told from that of the control, so the quotient has no bounds.",
    );
  const lines = ringsOf(zones, effects, confidence);
  warnings.push(...ringWarnings(lines, effects !== null));
  const { interval: wdqInterval, reading, ...measures } = quotient;
  const bufferControl = totals.get("buffer-control");
  const scaled = { before: lengths.before / lengths.after, after: 1 };
  const results = {
    wdq: quotient.wdq,
    wdqInterval,
    reading,
    meaning: readings[reading],
    rings: lines,
    ...{ successMeasure: measures.successMeasure, bufferMeasure: measures.bufferMeasure },
    ...{ treated: measures.treated, buffer: measures.buffer, total: measures.total },
    displacementTest: effects?.displacement ?? null,
    totalEffect: effects?.total ?? null,
    ...(permutations === 0 || effects === null
      ? {}
      : {
          randomisation: await ringRandomisation(zones.panel, {
            ...{ permutations, seed, confidence, cluster: zones.cluster },
          }),
        }),
    difference: weightedDisplacementDifference(
      bufferControl === undefined
        ? { treated, control }
        : { treated, control, buffer, bufferControl },
      { lengths: scaled, confidence },
    ),
    counts: { treated, buffer, control, bufferControl: bufferControl ?? null },
    periods: lengths,
    warnings,
  };
  return {
    parameters: { ...zones.named, confidence, permutations, seed },
    results,
    lines: displacementLines(results),
  };
}

/** `krachtwijk measure displacement`. */
export const displacementMethod: Method = {
  name: "displacement",
  usage: "INPUT.csv --area C --period C --count C --zone C [--from T] [options]",
  about:
    "Whether what went away in treated areas moved next door: displacement quotient and rings.",
  help: [
    "One row per area and period with a count of events. The zone of an area is treated (or 0), buffer (or 1), further rings 2, 3 …,",
    "or control; buffer-control, if there are such areas, serves the difference only. Periods are before and after, or numbers with",
    "--from the first treated one. A count of 0 is written as 0: every area is needed in every period.",
    "",
    "  krachtwijk measure displacement examples/measure/displacement.csv --area neighbourhood --period year --count burglaries --zone zone --from 2016",
    "",
    "See docs/methods/displacement.md.",
  ],
  options: zoneOptions,
  run,
};
