import { aligned, shown, shownEffect } from "./shown.ts";

interface Effect {
  readonly standardError: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
}
interface Test {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}
type Events = readonly (Effect & { readonly eventTime: number; readonly estimate: number })[];

/** The results of `did`, as far as people are told of them. */
interface Told extends Effect {
  readonly att: number;
  readonly units?: number;
  readonly periods?: number;
  readonly clusters?: number;
  readonly treatedClusters?: number;
  readonly degreesOfFreedom: number;
  readonly eventStudy: Events;
  readonly preTrend?: Test | null;
  readonly sunAbraham?: (Effect & { readonly att: number }) | null;
  readonly goodmanBacon?: readonly { readonly kind: string; readonly weight: number }[] | null;
  readonly bootstrap?: {
    readonly p: number;
    readonly draws: number;
    readonly interval: readonly (number | null)[];
  };
  readonly randomisation?: { readonly p: number; readonly permutations: number };
  readonly warnings: readonly string[];
}

function checks({ bootstrap, randomisation }: Told): readonly string[] {
  const lines: string[] = [];
  if (bootstrap !== undefined) {
    const [low, high] = bootstrap.interval;
    const ends = `${low === null ? "unbounded" : shown(low)} to ${high === null ? "unbounded" : shown(high)}`;
    lines.push(`wild bootstrap   p ${shown(bootstrap.p)}   ${ends}   ${bootstrap.draws} draws`);
  }
  if (randomisation !== undefined)
    lines.push(
      `randomisation   p ${shown(randomisation.p)}   ${randomisation.permutations} assignments`,
    );
  return lines;
}

function eventLines({ eventStudy, preTrend }: Told): readonly string[] {
  if (eventStudy.length === 0) return [];
  const rows = eventStudy.map((effect) => [
    `  ${effect.eventTime}`,
    shown(effect.estimate),
    shownEffect(effect),
  ]);
  const test =
    preTrend === null || preTrend === undefined
      ? []
      : [
          `before treatment   F(${preTrend.df1}, ${preTrend.df2}) ${shown(preTrend.statistic)}   p ${shown(preTrend.p)}`,
        ];
  return ["periods since treatment", ...aligned(rows), ...test];
}

/** What `did` found, for people. */
export function didLines(results: Readonly<Record<string, unknown>>): readonly string[] {
  const told = results as unknown as Told;
  const { att, sunAbraham, goodmanBacon, clusters, treatedClusters, degreesOfFreedom } = told;
  const spoiled = goodmanBacon
    ?.filter(({ kind }) => kind.startsWith("later"))
    .reduce((sum, { weight }) => sum + weight, 0);
  return [
    `effect ${shown(att)}   ${shownEffect(told)}`,
    ...(clusters === undefined
      ? []
      : [
          `${clusters} clusters, ${treatedClusters} treated; ${degreesOfFreedom} degrees of freedom`,
        ]),
    ...checks(told),
    ...eventLines(told),
    ...(sunAbraham ? [`Sun–Abraham ${shown(sunAbraham.att)}   ${shownEffect(sunAbraham)}`] : []),
    ...(spoiled === undefined
      ? []
      : [
          `${shown(100 * spoiled)} % of the effect's weight compares with areas that were treated already`,
        ]),
    ...told.warnings,
  ];
}
