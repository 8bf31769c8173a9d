import {
  type BoundaryChange,
  boundaryChanges,
  type ChangeOptions,
  overlay,
} from "@krachtwijk/measure/areal";
import type { SetShape } from "./boundary-set.ts";
import { normalName } from "./normal-name.ts";
import type { AreaChange, ChangeKind } from "./types.ts";

/** The areas of one year, for holding them against those of another. */
export interface YearOfShapes {
  readonly year: number;
  readonly shapes: readonly SetShape[];
}

/** Changes that land, codes and names suggest, and the areas of which nothing could be said. */
export interface ProposedChanges {
  /** In the order of the old codes. */
  readonly changes: readonly AreaChange[];
  /** Of the earlier year: they have no land in common with any of the later. */
  readonly gone: readonly string[];
  /** Of the later year. */
  readonly fresh: readonly string[];
}

const told: Readonly<Partial<Record<BoundaryChange["kind"], ChangeKind>>> = {
  rename: "rename",
  renumber: "renumber",
  merge: "merge",
  split: "split",
  "border-change": "border-change",
};

/** Areas that enclose nothing on a coarse map: all that can be told of them is a new name under the same code. */
function renamedFlat(from: YearOfShapes, to: YearOfShapes): readonly AreaChange[] {
  const later = new Map(to.shapes.map((shape) => [shape.code, shape]));
  return from.shapes.flatMap((one) => {
    const other = later.get(one.code);
    if (other === undefined || normalName(one.name) === normalName(other.name)) return [];
    if (one.squareMetres !== null && other.squareMetres !== null) return [];
    const note = `${one.name} → ${other.name}; on this map its shape encloses nothing`;
    return [row({ from, to }, "rename", [one, other], null, note)];
  });
}

function row(
  { from, to }: { readonly from: YearOfShapes; readonly to: YearOfShapes },
  kind: ChangeKind,
  [one, other]: readonly [SetShape, SetShape],
  shareArea: number | null,
  note: string,
): AreaChange {
  return {
    fromYear: from.year,
    toYear: to.year,
    kind,
    from: one.code,
    to: other.code,
    shareArea,
    sharePopulation: null,
    note,
    confirmedBy: "",
  };
}

/**
 * Changes between two years that land, codes and names suggest; a person confirms them. Pure.
 * @param options what of a part is drawing alone: see `boundaryChanges`
 */
export function proposeChanges(
  from: YearOfShapes,
  to: YearOfShapes,
  options: ChangeOptions = {},
): ProposedChanges {
  const [before, after] = [from, to].map(({ shapes }) =>
    shapes.filter(({ squareMetres }) => squareMetres !== null),
  ) as [SetShape[], SetShape[]];
  if (before.length === 0 || after.length === 0)
    return { changes: renamedFlat(from, to), gone: [], fresh: [] };
  const found = boundaryChanges(
    overlay(
      before.map(({ polygons }) => polygons),
      after.map(({ polygons }) => polygons),
    ),
    {
      codesBefore: before.map(({ code }) => code),
      codesAfter: after.map(({ code }) => code),
      namesBefore: before.map(({ name }) => normalName(name)),
      namesAfter: after.map(({ name }) => normalName(name)),
    },
    options,
  );
  const rows = found.flatMap(({ kind, parts, isSure }) => {
    const change = told[kind];
    if (change === undefined) return [];
    return parts.map((part) => {
      const [one, other] = [before[part.from]!, after[part.to]!];
      const doubt = isSure ? "" : "; so small or narrow that the drawing decides";
      const share = Math.min(1, part.shareOfFrom);
      return row({ from, to }, change, [one, other], share, `${one.name} → ${other.name}${doubt}`);
    });
  });
  const left = (kind: "gone" | "new", end: "from" | "to", shapes: readonly SetShape[]) =>
    found
      .filter((one) => one.kind === kind)
      .flatMap((one) => one[end].map((at) => shapes[at]!.code));
  return {
    changes: [...rows, ...renamedFlat(from, to)].sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1,
    ),
    gone: left("gone", "from", before),
    fresh: left("new", "to", after),
  };
}
