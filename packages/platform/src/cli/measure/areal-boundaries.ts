import { type BoundaryFinding, checkBoundaries, overlay } from "@krachtwijk/measure/areal";
import {
  type AreaSet,
  byCode,
  mapSpecs,
  notNegativeOption,
  readAreas,
  rounded,
  shownArea,
  surfaceOption,
} from "./areal-input.ts";
import type { MapMethod } from "./method.ts";
import { requiredOption, textOption } from "./options.ts";

/** What each wide gap is in a set that has everything: the areas that fill most of it. */
function fillings(
  findings: readonly BoundaryFinding[],
  whole: AreaSet,
  surface: "wgs84" | "plane",
): ReadonlyMap<BoundaryFinding, readonly { id: string; share: number }[]> {
  const gaps = findings.filter(({ kind, withinTolerance }) => kind === "gap" && !withinTolerance);
  if (gaps.length === 0) return new Map();
  const found = byCode(whole, () =>
    overlay(
      gaps.map(({ rings }) => [rings!]),
      whole.shapes,
      { surface },
    ),
  );
  const filled = new Map(gaps.map((gap) => [gap, [] as { id: string; share: number }[]]));
  for (const [at, area] of found.area.entries()) {
    const gap = gaps[found.source[at]!]!;
    const share = area / gap.area;
    if (share > 0.01)
      filled.get(gap)!.push({ id: whole.ids[found.target[at]!]!, share: rounded(share, 4) });
  }
  for (const list of filled.values()) list.sort((one, other) => other.share - one.share);
  return filled;
}

const kindOf = ({ kind, fault }: BoundaryFinding) => (fault === undefined ? kind : fault);

/** How many of each kind, and how large together. */
function summaryOf(findings: readonly BoundaryFinding[]) {
  const kinds = [...new Set(findings.map(kindOf))];
  return kinds.map((kind) => {
    const own = findings.filter((one) => kindOf(one) === kind);
    return {
      kind,
      count: own.length,
      withinTolerance: own.filter(({ withinTolerance }) => withinTolerance).length,
      squareMetres: rounded(
        own.reduce((sum, { area }) => sum + area, 0),
        1,
      ),
      widest: rounded(Math.max(...own.map(({ width }) => width)), 2),
    };
  });
}

function linesOf(
  areas: number,
  summary: ReturnType<typeof summaryOf>,
  wide: readonly {
    kind: string;
    at: readonly number[];
    squareMetres: number;
    areas: readonly string[];
  }[],
): readonly string[] {
  const most = 20;
  return [
    `${areas} areas, ${summary.reduce((sum, { count }) => sum + count, 0)} findings`,
    ...summary.map(
      ({ kind, count, withinTolerance, squareMetres }) =>
        `${kind}: ${count}, of which ${withinTolerance} within the tolerance, ${shownArea(squareMetres)}`,
    ),
    ...wide
      .slice(0, most)
      .map(
        ({ kind, at, squareMetres, areas: own }) =>
          `${kind} at ${at.join(", ")}: ${shownArea(squareMetres)}, ${own.slice(0, 4).join(", ")}${own.length > 4 ? ` and ${own.length - 4} more` : ""}`,
      ),
    ...(wide.length > most ? [`and ${wide.length - most} more; --json has all`] : []),
  ];
}

/** `krachtwijk measure boundaries`. */
export const boundariesMethod: MapMethod = {
  name: "boundaries",
  usage: "AREAS.geojson… --id P [--tolerance METRES] [--whole F --whole-id P]",
  about: "Whether a set of boundaries fits: gaps, overlaps, islands, broken rings, slivers.",
  help: [
    "Several files make one set. --tolerance is the width that drawing alone can make, about twice the precision of the file; what is narrower is told apart.",
    "--whole is a set that has everything, to see what wide gaps are: a lake, or land that was left out on purpose.",
    "  krachtwijk measure boundaries examples/measure/faulty-areas.geojson --id code --tolerance 50",
  ],
  files: { least: 1, most: 1000 },
  options: {
    id: { type: "string", value: "P", about: "property with the code of an area" },
    tolerance: { type: "string", value: "METRES", about: "default 1" },
    whole: { type: "string", value: "F", about: "GeoJSON or TopoJSON that has everything" },
    "whole-id": { type: "string", value: "P", about: "its property with the code; default --id" },
    ...mapSpecs,
  },
  async run({ files, values }) {
    const id = requiredOption(values, "id");
    const [tolerance, surface] = [notNegativeOption(values, "tolerance", 1), surfaceOption(values)];
    const set = await readAreas(files, { id, layer: textOption(values, "layer") });
    const findings = byCode(set, () => checkBoundaries(set.shapes, { surface, tolerance }));
    const wholeFile = textOption(values, "whole");
    const wholeId = textOption(values, "whole-id") ?? id;
    const filled =
      wholeFile === undefined
        ? undefined
        : fillings(findings, await readAreas([wholeFile], { id: wholeId }), surface);
    const told = findings.map((one) => ({
      kind: one.kind,
      ...(one.fault === undefined ? {} : { fault: one.fault }),
      at: one.at.map((part) => rounded(part, 6)),
      areas: one.areas.map((area) => set.ids[area]!),
      squareMetres: rounded(one.area, 2),
      widthMetres: rounded(one.width, 3),
      withinTolerance: one.withinTolerance,
      ...(filled?.has(one) === true ? { filledBy: filled.get(one)! } : {}),
    }));
    const summary = summaryOf(findings);
    const wide = told.filter(({ withinTolerance, kind }) => !withinTolerance && kind !== "ring");
    return {
      parameters: {
        id,
        tolerance,
        surface,
        areas: set.ids.length,
        ...(wholeFile === undefined ? {} : { whole: wholeFile, wholeId }),
      },
      results: { summary, findings: told },
      lines: linesOf(set.ids.length, summary, wide),
    };
  },
};
