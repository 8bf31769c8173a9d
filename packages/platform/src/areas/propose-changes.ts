import type { SetShape } from "./boundary-set.ts";
import { normalName } from "./normal-name.ts";
import { PointFinder } from "./shape-measures.ts";
import type { AreaChange, ChangeKind } from "./types.ts";

/** The areas of one year, for holding them against those of another. */
export interface YearOfShapes {
  readonly year: number;
  readonly shapes: readonly SetShape[];
}

/** From which area to which, as far as codes and inner points tell. */
type Step = readonly [from: SetShape, to: SetShape];

function stepsBetween(from: readonly SetShape[], to: readonly SetShape[]): readonly Step[] {
  const [before, after] = [
    new Map(from.map((one) => [one.code, one])),
    new Set(to.map((one) => one.code)),
  ];
  const [finderBefore, finderAfter] = [new PointFinder(from), new PointFinder(to)];
  const steps = new Map<string, Step>();
  const add = (one: SetShape | undefined, other: SetShape | undefined) => {
    if (one !== undefined && other !== undefined)
      steps.set(`${one.code} ${other.code}`, [one, other]);
  };
  for (const gone of from)
    if (!after.has(gone.code) && gone.inner !== null) add(gone, finderAfter.find(gone.inner));
  const kept = new Map(to.map((one) => [one.code, one]));
  for (const fresh of to) {
    if (before.has(fresh.code) || fresh.inner === null) continue;
    const origin = finderBefore.find(fresh.inner);
    add(origin, fresh);
    // What an area that stays gives away: the rest stays with it.
    if (origin !== undefined) add(origin, kept.get(origin.code));
  }
  return [...steps.values()];
}

function countBy(steps: readonly Step[], side: 0 | 1): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step[side].code, (counts.get(step[side].code) ?? 0) + 1);
  return counts;
}

/**
 * Changes between two years that codes, names and inner points suggest: a person confirms them. Shares are not known by this alone.
 * Pure; in the order of the old codes.
 */
export function proposeChanges(from: YearOfShapes, to: YearOfShapes): readonly AreaChange[] {
  const steps = stepsBetween(from.shapes, to.shapes);
  const [parts, sources] = [countBy(steps, 0), countBy(steps, 1)];
  const change = (kind: ChangeKind, one: SetShape, other: SetShape, note: string): AreaChange => ({
    fromYear: from.year,
    toYear: to.year,
    kind,
    from: one.code,
    to: other.code,
    shareArea: kind === "rename" || kind === "renumber" ? 1 : null,
    sharePopulation: null,
    note,
    confirmedBy: "",
  });
  const old = new Set<string>(from.shapes.map(({ code }) => code));
  const later = new Map(to.shapes.map((one) => [one.code, one]));
  const renamed = from.shapes.flatMap((one) => {
    const other = later.get(one.code);
    return other === undefined || normalName(one.name) === normalName(other.name)
      ? []
      : [change("rename", one, other, `${one.name} → ${other.name}`)];
  });
  const moved = steps.map(([one, other]) => {
    const joins = sources.get(other.code)! > 1 || (other.code !== one.code && old.has(other.code));
    const kind = parts.get(one.code)! > 1 ? "split" : joins ? "merge" : "renumber";
    return change(kind, one, other, `${one.name} → ${other.name}`);
  });
  return [...renamed, ...moved].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1,
  );
}
