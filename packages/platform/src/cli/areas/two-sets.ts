import { type BoundarySet, readSetWithShapes, type SetShape } from "#areas";
import { type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";

/** A set of boundaries with its shapes. */
export interface ShapedSet {
  readonly set: BoundarySet;
  readonly shapes: readonly SetShape[];
}

/** @throws {Refusal} input-missing when there is no such set */
export async function requireSet(
  store: Store,
  programme: ProgrammeId,
  id: string,
): Promise<ShapedSet> {
  const found = await readSetWithShapes(store, programme, id);
  if (found !== null) return found;
  throw new Refusal(
    "input-missing",
    `There is no boundary set "${id}". krachtwijk areas lists those there are.`,
    { set: id },
  );
}

/** A number that an option gives. @throws {Refusal} usage-wrong */
export function numberOption(
  name: string,
  given: unknown,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  if (given === undefined) return usual;
  const value = Number(given);
  if (given !== "" && value >= 0 && value <= most) return value;
  throw new Refusal("usage-wrong", `--${name} "${given}" is not a number of 0 to ${most}.`);
}
