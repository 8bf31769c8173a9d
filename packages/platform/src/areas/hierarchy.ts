import { z } from "zod";
import { type AreaId, isId } from "#kernel";
import { type SetKind, setKinds } from "./types.ts";

/** How the code of the area around follows from a code: the same first characters after another prefix. */
export const hierarchyRuleSchema = z.strictObject({
  kind: z.enum(setKinds),
  prefix: z.string().max(20),
  parentPrefix: z.string().max(20),
  /** How many characters after the prefix the two have in common. */
  keep: z.number().int().min(1).max(40),
});

/** One rule of a hierarchy by code. */
export type HierarchyRule = z.output<typeof hierarchyRuleSchema>;

/** The codes of Statistics Netherlands: BU03630102 lies in WK036301, and that in GM0363. */
export const dutchHierarchy: readonly HierarchyRule[] = [
  { kind: "neighbourhood", prefix: "BU", parentPrefix: "WK", keep: 6 },
  { kind: "district", prefix: "WK", parentPrefix: "GM", keep: 4 },
];

/** The codes that a code lies in by the rules, the nearest first. */
export function codesAround(
  code: string,
  kind: SetKind,
  rules: readonly HierarchyRule[],
): readonly AreaId[] {
  const around: AreaId[] = [];
  let [at, level] = [code, kind];
  for (let left = setKinds.length; left > 0; left--) {
    const rule = rules.find((one) => one.kind === level && at.startsWith(one.prefix));
    if (rule === undefined) break;
    const kept = at.slice(rule.prefix.length, rule.prefix.length + rule.keep);
    const parent = rule.parentPrefix + kept;
    if (kept.length < rule.keep || parent === at || !isId(parent)) break;
    around.push(parent as AreaId);
    const next = rules.find((one) => one.prefix === rule.parentPrefix && one.kind !== level);
    if (next === undefined) break;
    [at, level] = [parent, next.kind];
  }
  return around;
}

/** Whether one kind can lie in another: only the larger can be around the smaller. */
export const liesAbove = (larger: SetKind, smaller: SetKind): boolean =>
  setKinds.indexOf(larger) < setKinds.indexOf(smaller);
