import {
  areaCrosswalk,
  type Crosswalk,
  countCrosswalk,
  type Figure as Known,
  overlay,
  type Reestimate,
  reestimateCounts,
  reestimateMeans,
  reestimateShares,
} from "@krachtwijk/measure/areal";
import { MeasureError } from "@krachtwijk/measure/numeric";
import type { AreaChange, SetShape } from "#areas";
import { type AreaId, Refusal } from "#kernel";
import type { Figure, Indicator } from "./types.ts";

/** A figure on the boundaries of another year. */
export interface ReestimatedFigure {
  readonly area: AreaId;
  /** null: missing, with the reasons. */
  readonly value: number | null;
  /** What it is at least and at most, whatever lies where in areas that were split; null: nothing bounds it. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The share of it that was estimated: it comes from areas of which only a part is in this one. */
  readonly estimated: number | null;
  /** The share of its land where the other year has no area. */
  readonly uncovered: number;
  readonly missing: readonly string[];
  /** The areas that it is made of. */
  readonly sources: readonly AreaId[];
}

/** How the old areas go up in the new: by land that they have in common. */
export const crosswalkByArea = (from: readonly SetShape[], to: readonly SetShape[]): Crosswalk =>
  areaCrosswalk(
    overlay(
      from.map(({ polygons }) => polygons),
      to.map(({ polygons }) => polygons),
    ),
  );

/**
 * The same by people, from the changes that a person confirmed; an area of which nothing is said and whose code is still there, goes to that whole.
 * @throws {Refusal} question-impossible where an area was split and the shares of its people are not known
 */
export function crosswalkByPopulation(
  from: readonly SetShape[],
  to: readonly SetShape[],
  changes: readonly AreaChange[],
): Crosswalk {
  const places = new Map(to.map(({ code }, at) => [code, at]));
  const parts = { source: [] as number[], target: [] as number[], count: [] as number[] };
  for (const [source, { code }] of from.entries()) {
    const own = changes.filter((change) => change.from === code && places.has(change.to));
    const links =
      own.length === 0 && places.has(code) ? [{ to: code, share: 1 }] : own.map(linkOf(own.length));
    for (const { to: target, share } of links) {
      parts.source.push(source);
      parts.target.push(places.get(target)!);
      parts.count.push(share);
    }
  }
  return countCrosswalk({ sources: from.length, targets: to.length, ...parts });
}

const linkOf = (many: number) => (change: AreaChange) => {
  const share = change.sharePopulation ?? (many === 1 ? 1 : null);
  if (share === null)
    throw new Refusal(
      "question-impossible",
      `Which share of the people of ${change.from} is in ${change.to} nobody has said; write it as share_population in area-changes.csv.`,
      { area: change.from },
    );
  return { to: change.to, share };
};

const reasonOf = (figure: Figure | undefined) =>
  figure === undefined
    ? "no figure"
    : figure.reading.kind === "gap"
      ? figure.reading.why
      : "a bound, not a value";

const knownOf = (figure: Figure | undefined): Known =>
  figure?.reading.kind === "value" ? figure.reading.value : { missing: reasonOf(figure) };

/** What the figures themselves make impossible, such as a part that is more than its whole. */
function refusing<Answer>(indicator: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    throw new Refusal(
      "question-impossible",
      `${indicator} cannot be re-estimated: ${error.message}`,
      { indicator },
    );
  }
}

/** Works out what the unit allows: counts are shared out, shares from their counts, anything else as a mean over `weights`. */
function answersOf(
  crosswalk: Crosswalk,
  indicator: Pick<Indicator, "id" | "unit">,
  figures: readonly (Figure | undefined)[],
  weights: readonly (Figure | undefined)[] | null,
): readonly Reestimate[] {
  if (indicator.unit === "count") return reestimateCounts(crosswalk, figures.map(knownOf)).targets;
  if (weights !== null)
    return reestimateMeans(crosswalk, figures.map(knownOf), weights.map(knownOf));
  if (figures.some((figure) => figure?.counts !== null && figure?.counts !== undefined)) {
    const count = (part: "numerator" | "denominator") =>
      figures.map((figure): Known => figure?.counts?.[part] ?? { missing: reasonOf(figure) });
    return reestimateShares(crosswalk, count("numerator"), count("denominator"));
  }
  throw new Refusal(
    "question-impossible",
    `${indicator.id} is a ${indicator.unit} without the counts behind it, and such figures cannot be added up; say with --weights which counts they are means over.`,
    { indicator: indicator.id },
  );
}

/**
 * Figures of one year's areas on another year's boundaries. Pure. What is missing in a part is missing in the whole, with its reason.
 * @param figures of the areas of `from`, by area
 * @throws {Refusal} question-impossible for a unit that cannot be re-estimated without weights
 */
export function reestimateFigures(
  {
    from,
    to,
    crosswalk,
  }: {
    readonly from: readonly SetShape[];
    readonly to: readonly SetShape[];
    readonly crosswalk: Crosswalk;
  },
  indicator: Pick<Indicator, "id" | "unit">,
  figures: ReadonlyMap<AreaId, Figure>,
  weights: ReadonlyMap<AreaId, Figure> | null,
): readonly ReestimatedFigure[] {
  const inOrder = (known: ReadonlyMap<AreaId, Figure>) => from.map(({ code }) => known.get(code));
  const weighted = weights === null ? null : inOrder(weights);
  const answers = refusing(indicator.id, () =>
    answersOf(crosswalk, indicator, inOrder(figures), weighted),
  );
  const codeOf = (at: number) => from[at]!.code;
  return answers.map((answer, at): ReestimatedFigure => {
    const shared = {
      area: to[at]!.code,
      uncovered: answer.uncovered,
      sources: answer.sources.map(codeOf),
    };
    if (answer.kind === "value") {
      const { value, lower, upper, estimated } = answer;
      return { ...shared, value, lower, upper, estimated, missing: [] };
    }
    const missing = answer.why.map(({ source, reason }) =>
      source === null ? reason : `${codeOf(source)}: ${reason}`,
    );
    return { ...shared, value: null, lower: null, upper: null, estimated: null, missing };
  });
}
