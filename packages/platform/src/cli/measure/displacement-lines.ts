import { aligned, shown } from "./shown.ts";

interface Ring {
  readonly ring: number;
  readonly areas: number;
  readonly before: number;
  readonly after: number;
  readonly expected: number;
  readonly rateRatio: number | null;
  readonly rateRatioP: number | null;
  readonly att: number | null;
  readonly p: number | null;
}

const randomisedLine = (found: {
  readonly rings: readonly { readonly ring: number; readonly p: number }[];
  readonly displacement: number | null;
  readonly permutations: number;
}) =>
  [
    "randomisation",
    ...found.rings.map(({ ring, p }) => `${ring === 0 ? "treated" : `ring ${ring}`} p ${shown(p)}`),
    `all rings p ${shown(found.displacement)}`,
    `${found.permutations} assignments`,
  ].join("   ");

/** What `displacement` found, for people. */
export function displacementLines(results: {
  readonly wdq: number;
  readonly wdqInterval: readonly [number, number] | null;
  readonly meaning: string;
  readonly rings: readonly Ring[];
  readonly total: { readonly net: number; readonly p: number | null };
  readonly displacementTest: { readonly p: number } | null;
  readonly randomisation?: {
    readonly rings: readonly { readonly ring: number; readonly p: number }[];
    readonly displacement: number | null;
    readonly permutations: number;
  };
  readonly warnings: readonly string[];
}): readonly string[] {
  const { wdq, wdqInterval, meaning, rings, total, displacementTest, warnings } = results;
  const between =
    wdqInterval === null ? "no bounds" : `${shown(wdqInterval[0])} to ${shown(wdqInterval[1])}`;
  const head = ["ring", "areas", "before", "after", "expected", "ratio", "p", "per area", "p"];
  const rows = rings.map((ring) => [
    ring.ring === 0 ? "treated" : String(ring.ring),
    ...[ring.areas, ring.before, ring.after, ring.expected, ring.rateRatio, ring.rateRatioP].map(
      shown,
    ),
    shown(ring.att),
    shown(ring.p),
  ]);
  return [
    `displacement quotient ${shown(wdq)}   ${between}`,
    meaning,
    ...aligned([head, ...rows]),
    `treated and rings together ${shown(total.net)} events against what the control would give   p ${shown(total.p)}`,
    ...(displacementTest === null ? [] : [`no ring changed: p ${shown(displacementTest.p)}`]),
    ...(results.randomisation === undefined ? [] : [randomisedLine(results.randomisation)]),
    ...warnings,
  ];
}
