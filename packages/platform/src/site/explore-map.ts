import type { AreaId } from "#kernel";

/** What a map of a change shows: by how much each area changed, in the indicator's unit. */
export interface ChangeOnMap {
  readonly id: string;
  readonly title: string;
  readonly changes: ReadonlyMap<AreaId, number>;
}

/** The change of every area as a map; null: there are no boundaries to draw it on. */
export function drawChangeMap(_map: ChangeOnMap): string | null {
  return null;
}
