import {
  areaCrosswalk,
  type Crosswalk,
  countCrosswalk,
  type Figure as Known,
  overlay,
  type Reestimate,
  type ReestimatedCounts,
  reestimateCounts,
  reestimateMeans,
  reestimateShares,
} from "@krachtwijk/measure/areal";
import { MeasureError } from "@krachtwijk/measure/numeric";
import type { AreaChange, SetShape } from "#areas";
import { type AreaId, Refusal } from "#kernel";
import { usualExponent } from "./figure-cells.ts";
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

const told = (value: number, decimals: number) => Number(value.toFixed(decimals));

/**
 * An estimate as it is told: value and bounds with the decimals of its indicator (of the percentage for a share), shares with six.
 * Each is rounded by itself, so rounded figures need not add up to the rounded whole.
 */
export function roundReestimated(
  figure: ReestimatedFigure,
  { unit, decimals }: Pick<Indicator, "unit" | "decimals">,
): ReestimatedFigure {
  const rounded = (value: number | null) =>
    value === null ? null : told(value, decimals + usualExponent({ unit }));
  return {
    ...figure,
    value: rounded(figure.value),
    lower: rounded(figure.lower),
    upper: rounded(figure.upper),
    estimated: figure.estimated === null ? null : told(figure.estimated, 6),
    uncovered: told(figure.uncovered, 6),
  };
}

/** What became of a count as a whole: `given` is `placed`, `outside` and `withheld` together. */
export type Balance = Pick<ReestimatedCounts, "given" | "placed" | "outside" | "withheld">;

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
    const inside = links.reduce((sum, { share }) => sum + share, 0);
    if (inside > 1 + 1e-6)
      throw new Refusal(
        "question-impossible",
        `The shares of the people of ${code} in area-changes.csv add up to ${Number(inside.toFixed(6))}; expected 1 at most.`,
        { area: code },
      );
    // What no row says anything of is in none of these areas; the tolerance is for thirds.
    const outside = 1 - inside > 1e-6 ? [{ at: -1, share: 1 - inside }] : [];
    for (const { at, share } of [
      ...links.map(({ to: target, share }) => ({ at: places.get(target)!, share })),
      ...outside,
    ]) {
      parts.source.push(source);
      parts.target.push(at);
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
): { readonly targets: readonly Reestimate[]; readonly balance: Balance | null } {
  if (indicator.unit === "count") {
    const { targets, ...balance } = reestimateCounts(crosswalk, figures.map(knownOf));
    return { targets, balance };
  }
  const withoutBalance = (targets: readonly Reestimate[]) => ({ targets, balance: null });
  if (weights !== null)
    return withoutBalance(reestimateMeans(crosswalk, figures.map(knownOf), weights.map(knownOf)));
  if (figures.some((figure) => figure?.counts !== null && figure?.counts !== undefined)) {
    const count = (part: "numerator" | "denominator") =>
      figures.map((figure): Known => figure?.counts?.[part] ?? { missing: reasonOf(figure) });
    return withoutBalance(reestimateShares(crosswalk, count("numerator"), count("denominator")));
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
): { readonly figures: readonly ReestimatedFigure[]; readonly balance: Balance | null } {
  const inOrder = (known: ReadonlyMap<AreaId, Figure>) => from.map(({ code }) => known.get(code));
  const weighted = weights === null ? null : inOrder(weights);
  const { targets, balance } = refusing(indicator.id, () =>
    answersOf(crosswalk, indicator, inOrder(figures), weighted),
  );
  const codeOf = (at: number) => from[at]!.code;
  const found = targets.map((answer, at): ReestimatedFigure => {
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
  return { figures: found, balance };
}
