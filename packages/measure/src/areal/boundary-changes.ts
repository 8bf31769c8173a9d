import { requireBetween } from "../numeric/index.ts";
import { type Overlay, requireNames } from "./overlay.ts";

/**
 * What became of areas: `same`; `rename` same code and land, other name; `renumber` same land, other code (and perhaps another name); `merge` several
 * became one; `split` one became several; `border-change` land went from one to another, or from and to outside; `new` and `gone` for areas
 * where the other year has nothing.
 */
export type BoundaryChangeKind =
  | "same"
  | "rename"
  | "renumber"
  | "merge"
  | "split"
  | "border-change"
  | "new"
  | "gone";

/** Land that an area of before and one of after have in common. */
export interface ChangePart {
  /** By number. */
  readonly from: number;
  readonly to: number;
  readonly area: number;
  readonly shareOfFrom: number;
  readonly shareOfTo: number;
}

/** One change, for a person to confirm. */
export interface BoundaryChange {
  readonly kind: BoundaryChangeKind;
  /** Areas of before, and areas of after, by number. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly parts: readonly ChangePart[];
  /** Whether the name of the only area changed too. */
  readonly isRenamed: boolean;
  /** Share of the land of before that is in another area than the one that took most of its own, or in none. */
  readonly moved: number;
  /** False where an area is so small or narrow that the drawing decides. */
  readonly isSure: boolean;
}

/** The codes and names of both years. */
export interface NamedYears {
  readonly codesBefore: readonly string[];
  readonly codesAfter: readonly string[];
  readonly namesBefore: readonly string[];
  readonly namesAfter: readonly string[];
}

/** What counts as no change. */
export interface ChangeOptions {
  /** A part that is no more than this share of the smaller of the two areas is drawing. Default 0.05. */
  readonly tolerance?: number;
  /** Nor is a strip so wide along half the border of the smaller one, in metres. Default 0; about twice the precision of the coarser file. */
  readonly width?: number;
}

interface Sized {
  readonly counts: readonly ChangePart[];
  /** Areas of before and of after that are smaller than what drawing can make. */
  readonly unsureBefore: ReadonlySet<number>;
  readonly unsureAfter: ReadonlySet<number>;
}

/** Adds for each area without a part its largest, if that is most of it. */
function largestParts(parts: readonly ChangePart[], end: "from" | "to"): readonly ChangePart[] {
  const share = end === "from" ? "shareOfFrom" : "shareOfTo";
  const largest = new Map<number, ChangePart>();
  for (const part of parts)
    if (part.area > (largest.get(part[end])?.area ?? 0)) largest.set(part[end], part);
  return [...largest.values()].filter((part) => part[share] > 0.5);
}

function partsOf(overlay: Overlay): readonly ChangePart[] {
  return Array.from(overlay.area, (area, at) => {
    const [from, to] = [overlay.source[at]!, overlay.target[at]!];
    return {
      from,
      to,
      area,
      shareOfFrom: area / overlay.sourceArea[from]!,
      shareOfTo: area / overlay.targetArea[to]!,
    };
  });
}

function sized(overlay: Overlay, { tolerance, width }: Required<ChangeOptions>): Sized {
  const { sourceArea, targetArea, sourcePerimeter, targetPerimeter } = overlay;
  const all = partsOf(overlay);
  const strip = ({ from, to }: ChangePart) =>
    (width / 2) * Math.min(sourcePerimeter[from]!, targetPerimeter[to]!);
  const counts = new Set(
    all.filter(
      (part) =>
        part.area > tolerance * Math.min(sourceArea[part.from]!, targetArea[part.to]!) &&
        part.area > strip(part),
    ),
  );
  const [withFrom, withTo] = [new Set<number>(), new Set<number>()];
  for (const { from, to } of counts) {
    withFrom.add(from);
    withTo.add(to);
  }
  const loose = all.filter(({ from, to }) => !withFrom.has(from) || !withTo.has(to));
  for (const part of largestParts(loose, "from")) if (!withFrom.has(part.from)) counts.add(part);
  for (const part of largestParts(loose, "to")) if (!withTo.has(part.to)) counts.add(part);
  const narrow = (area: Float64Array, perimeter: Float64Array) =>
    new Set([...area.keys()].filter((at) => (width / 2) * perimeter[at]! >= 0.5 * area[at]!));
  return {
    counts: all.filter((part) => counts.has(part)),
    unsureBefore: narrow(sourceArea, sourcePerimeter),
    unsureAfter: narrow(targetArea, targetPerimeter),
  };
}

interface Cluster {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly parts: readonly ChangePart[];
}

function partsBy(parts: readonly ChangePart[], end: "from" | "to") {
  const found = new Map<number, ChangePart[]>();
  for (const part of parts) {
    const known = found.get(part[end]);
    if (known === undefined) found.set(part[end], [part]);
    else known.push(part);
  }
  return found;
}

/** Areas of both years that hang together by land that they have in common. */
function clustersOf(parts: readonly ChangePart[], before: number, after: number): Cluster[] {
  const [byFrom, byTo] = [partsBy(parts, "from"), partsBy(parts, "to")];
  const [doneFrom, doneTo] = [new Set<number>(), new Set<number>()];
  const clusters: Cluster[] = [];
  for (let first = 0; first < before; first++) {
    if (doneFrom.has(first)) continue;
    doneFrom.add(first);
    const [from, to]: [number[], number[]] = [[first], []];
    for (let at = 0; at < from.length; at++)
      for (const { to: taker } of byFrom.get(from[at]!) ?? []) {
        if (doneTo.has(taker)) continue;
        doneTo.add(taker);
        to.push(taker);
        for (const { from: giver } of byTo.get(taker)!)
          if (!doneFrom.has(giver)) {
            doneFrom.add(giver);
            from.push(giver);
          }
      }
    const own = from.flatMap((one) => byFrom.get(one) ?? []);
    clusters.push({ from: from.sort((a, b) => a - b), to: to.sort((a, b) => a - b), parts: own });
  }
  for (let one = 0; one < after; one++)
    if (!doneTo.has(one)) clusters.push({ from: [], to: [one], parts: [] });
  return clusters;
}

function kindOf(
  { from, to }: Cluster,
  overlay: Overlay,
  { codesBefore, codesAfter, namesBefore, namesAfter }: NamedYears,
  { tolerance, width }: Required<ChangeOptions>,
): BoundaryChangeKind {
  if (from.length === 0) return "new";
  if (to.length === 0) return "gone";
  if (from.length > 1) return to.length === 1 ? "merge" : "border-change";
  if (to.length > 1) return "split";
  const [one, other] = [from[0]!, to[0]!];
  // A coast, too, is drawn anew.
  const drawn = (area: number, perimeter: number) =>
    Math.max(tolerance * area, (width / 2) * perimeter);
  const { sourceArea, sourcePerimeter, targetArea, targetPerimeter } = overlay;
  if (overlay.outside[one]! > drawn(sourceArea[one]!, sourcePerimeter[one]!))
    return "border-change";
  if (overlay.uncovered[other]! > drawn(targetArea[other]!, targetPerimeter[other]!))
    return "border-change";
  if (codesBefore[one] !== codesAfter[other]) return "renumber";
  return namesBefore[one] === namesAfter[other] ? "same" : "rename";
}

/** Share of the land of before that did not go to where most of its area went. */
function movedShare({ from, parts }: Cluster, { sourceArea }: Overlay): number {
  const largest = new Map<number, number>();
  for (const part of parts)
    largest.set(part.from, Math.max(part.area, largest.get(part.from) ?? 0));
  const all = from.reduce((sum, one) => sum + sourceArea[one]!, 0);
  const kept = from.reduce((sum, one) => sum + (largest.get(one) ?? 0), 0);
  return all === 0 ? 0 : Math.min(1, Math.max(0, 1 - kept / all));
}

/**
 * What changed between the boundaries of two years, from the land that areas have in common, their codes and their names. Every area of both years is in
 * exactly one change. It proposes; a person confirms.
 *
 * Parts that are no more than drawing are left out; areas that still have land in common hang together. One with one is `same`, `rename` or
 * `renumber`; several to one a `merge`; one to several a `split`; anything else a `border-change`, of which the parts say what went where. That land
 * merges or splits is told by land alone; a code that moved to other land is not the same area.
 *
 * @param overlay of the areas before (sources) with those after (targets)
 * @throws {MeasureError} length-mismatch if codes or names are not as many as areas; out-of-range for a tolerance that is not a share, or a width below 0
 *
 * @example
 * import { boundaryChanges, overlay } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1]]]];
 * const years = { codesBefore: ["A", "B", "C"], codesAfter: ["A", "D"], namesBefore: ["Oost", "Zuid", "West"], namesAfter: ["Oosteinde", "Zuidwest"] };
 * const found = boundaryChanges(overlay([box(0, 1), box(1, 2), box(2, 3)], [box(0, 1), box(1, 3)], { surface: "plane" }), years);
 * found.map(({ kind, from, to }) => [kind, from, to]); // → [["rename", [0], [0]], ["merge", [1, 2], [1]]]
 */
export function boundaryChanges(
  overlay: Overlay,
  years: NamedYears,
  { tolerance = 0.05, width = 0 }: ChangeOptions = {},
): readonly BoundaryChange[] {
  requireBetween("tolerance", tolerance, 0, 0.5);
  requireBetween("width", width, 0, Number.MAX_VALUE);
  for (const [name, size] of [
    ["codesBefore", overlay.sourceArea],
    ["namesBefore", overlay.sourceArea],
    ["codesAfter", overlay.targetArea],
    ["namesAfter", overlay.targetArea],
  ] as const)
    requireNames(name, years[name], size);
  const { counts, unsureBefore, unsureAfter } = sized(overlay, { tolerance, width });
  const clusters = clustersOf(counts, overlay.sourceArea.length, overlay.targetArea.length);
  return clusters.map((cluster): BoundaryChange => {
    const [from, to] = [cluster.from[0], cluster.to[0]];
    const isPair = cluster.from.length === 1 && cluster.to.length === 1;
    return {
      ...cluster,
      kind: kindOf(cluster, overlay, years, { tolerance, width }),
      isRenamed: isPair && years.namesBefore[from!] !== years.namesAfter[to!],
      moved: movedShare(cluster, overlay),
      isSure: !(
        cluster.from.some((one) => unsureBefore.has(one)) ||
        cluster.to.some((one) => unsureAfter.has(one))
      ),
    };
  });
}
