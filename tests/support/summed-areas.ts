import fc from "fast-check";
import type { TableArea } from "../../packages/measure/src/disclosure/index.ts";

/** Areas by name, count, the totals that they are in, and what they are counted among. */
export const areasOf = (rows: readonly (readonly [string, number, string, number?])[]) =>
  rows.map(([id, count, within, among]): TableArea => {
    return { id, count, within: within.split(" "), ...(among === undefined ? {} : { among }) };
  });

/** All sums of a publication, as an outsider can write them down. */
export function sumsIn(areas: readonly TableArea[]): ReadonlyMap<string, readonly number[]> {
  const sums = new Map<string, number[]>(areas.map(({ id }, at) => [id, [at]]));
  for (const [at, { within }] of areas.entries())
    for (const total of new Set(within)) sums.set(total, [...(sums.get(total) ?? []), at]);
  return sums;
}

/** Three districts in two municipalities, and groupings that cut across; some areas know what they are counted among. */
export const randomAreas = fc
  .array(
    fc.record({
      count: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 80 })),
      rest: fc.option(fc.nat(60), { nil: undefined }),
      district: fc.nat(2),
      groupings: fc.subarray(["f", "g", "h"]),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((rows) =>
    rows.map(
      ({ count, rest, district, groupings }, at): TableArea => ({
        id: `a${at}`,
        count,
        ...(rest === undefined ? {} : { among: count + rest }),
        within: [`w${district}`, `m${district >> 1}`, "nl", ...groupings],
      }),
    ),
  );

const isSmall = (count: number) => count > 0 && count < 5;
/** Names of areas and totals with a count of 1 to 4. */
export function smallIn(areas: readonly TableArea[]): readonly string[] {
  return [...sumsIn(areas)]
    .filter(([, parts]) => isSmall(parts.reduce((so, at) => so + areas[at]!.count, 0)))
    .map(([name]) => name);
}
