import type { Instance } from "./instance.ts";

/** What decides between projects that a rule finds equally good; each is asked in turn. */
export type TieCriterion = "votes" | "cost" | "id";

/** More votes, then lower cost, then the id that comes first (as a string of bytes). */
export const defaultTies: readonly TieCriterion[] = ["votes", "cost", "id"];

const encoder = new TextEncoder();

/** Compares two texts by their UTF-8 bytes, as `LC_ALL=C sort` does. */
export function compareBytes(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return left[at]! - right[at]!;
  return left.length - right.length;
}

/** Which of two equally good projects goes first: below 0 for the one on the left. Never 0 for different projects. */
export function tieOrder(
  { ids, costs, supports }: Instance,
  criteria: readonly TieCriterion[],
): (a: number, b: number) => number {
  const compare: Readonly<Record<TieCriterion, (a: number, b: number) => number>> = {
    votes: (a, b) => supports[b]!.votes - supports[a]!.votes,
    cost: (a, b) => (costs[a]! < costs[b]! ? -1 : costs[a]! > costs[b]! ? 1 : 0),
    id: (a, b) => compareBytes(ids[a]!, ids[b]!),
  };
  // Ids are all different, so the order is always decided.
  const all = [...criteria.filter((one) => one !== "id"), "id" as const];
  return (a, b) => {
    for (const criterion of all) {
      const difference = compare[criterion](a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

/** Places 0, 1, 2 … for all projects: of two that are equally good, the lower place goes first. Never equal. */
export function tiePlaces(instance: Instance, criteria: readonly TieCriterion[]): Int32Array {
  const { ids } = instance;
  const ordered = ids.map((_, at) => at).sort(tieOrder(instance, criteria));
  const places = new Int32Array(ids.length);
  for (const [place, project] of ordered.entries()) places[project] = place;
  return places;
}

/** Projects that a rule found equally good, and the one that the declared order put first. */
export interface Tie {
  readonly projects: readonly number[];
  readonly chosen: number;
}
