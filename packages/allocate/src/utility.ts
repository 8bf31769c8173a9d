import type { Instance } from "./instance.ts";

/**
 * What a project is worth to a voter who names it: its cost ("cost"), 1 ("count"), the points on the ballot
 * ("points"), or points × cost ("points-cost"). On an ordinal ballot the points are Borda's.
 */
export type Utility = "cost" | "count" | "points" | "points-cost";

/** All of them. */
export const utilities: readonly Utility[] = ["cost", "count", "points", "points-cost"];

/** Whether the points on a ballot matter, or only whether a project is named. */
export const usesPoints = (utility: Utility): boolean =>
  utility === "points" || utility === "points-cost";

/** The factor that is the same for all voters: the cost of a project, or 1. */
export const baseOf = (instance: Instance, utility: Utility, project: number): bigint =>
  utility === "cost" || utility === "points-cost" ? instance.costs[project]! : 1n;

/** Utility of all voters together, without that factor: votes or score. */
export function weightOf(instance: Instance, utility: Utility, project: number): number {
  const { votes, score } = instance.supports[project]!;
  return usesPoints(utility) ? score : votes;
}
