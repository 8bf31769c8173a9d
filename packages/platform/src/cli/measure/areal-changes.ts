import { boundaryChanges } from "@krachtwijk/measure/areal";
import { notNegativeOption, rounded } from "./areal-input.ts";
import { readOverlay, twoSetSpecs } from "./areal-overlay.ts";
import type { MapMethod } from "./method.ts";
import { textOption } from "./options.ts";

/** `krachtwijk measure boundary-changes`. */
export const boundaryChangesMethod: MapMethod = {
  name: "boundary-changes",
  usage: "BEFORE.geojson AFTER.geojson --id P [--name P] [--tolerance SHARE] [--width METRES]",
  about: "What became of areas between two years: merged, split, renamed, renumbered, moved.",
  help: [
    "It proposes, from land, codes and names; a person confirms. --width is about twice the precision of the coarser file: strips so narrow are drawing.",
    "  krachtwijk measure boundary-changes examples/measure/city-before.geojson examples/measure/city-after.geojson --id code --name name",
  ],
  files: { least: 2, most: 2 },
  options: {
    ...twoSetSpecs,
    name: { type: "string", value: "P", about: "property with the name, to see who is renamed" },
    "name-to": { type: "string", value: "P", about: "the same in the second file" },
    tolerance: { type: "string", value: "SHARE", about: "of the smaller area; default 0.05" },
    width: { type: "string", value: "METRES", about: "default 0" },
  },
  async run({ files, values }) {
    const name = textOption(values, "name");
    const nameTo = textOption(values, "name-to") ?? name;
    const tolerance = notNegativeOption(values, "tolerance", 0.05);
    const width = notNegativeOption(values, "width", 0);
    const { sources, targets, found, parameters } = await readOverlay(files, values, {
      from: name,
      to: nameTo,
    });
    // Without names nobody is renamed: then every area of after has the name of nothing.
    const nameless = (ids: readonly string[]) => ids.map(() => "");
    const changes = boundaryChanges(
      found,
      {
        codesBefore: sources.ids,
        codesAfter: targets.ids,
        namesBefore: name === undefined ? nameless(sources.ids) : sources.names,
        namesAfter: name === undefined ? nameless(targets.ids) : targets.names,
      },
      { tolerance, width },
    );
    const told = changes.map(({ kind, from, to, parts, isRenamed, moved, isSure }) => ({
      kind,
      from: from.map((one) => sources.ids[one]!),
      to: to.map((one) => targets.ids[one]!),
      isRenamed,
      moved: rounded(moved, 4),
      isSure,
      parts: parts.map((part) => ({
        from: sources.ids[part.from]!,
        to: targets.ids[part.to]!,
        squareMetres: rounded(part.area, 1),
        shareOfFrom: rounded(part.shareOfFrom, 4),
        shareOfTo: rounded(part.shareOfTo, 4),
      })),
    }));
    const kinds = [...new Set(told.map(({ kind }) => kind))];
    const counts = Object.fromEntries(
      kinds.map((kind) => [kind, told.filter((one) => one.kind === kind).length]),
    );
    return {
      parameters: { ...parameters, name: name ?? null, tolerance, width },
      results: { counts, changes: told },
      lines: told
        .filter(({ kind }) => kind !== "same")
        .map(
          ({ kind, from, to, isSure }) =>
            `${kind}: ${from.join(" + ") || "–"} → ${to.join(" + ") || "–"}${isSure ? "" : "   (too small to be sure)"}`,
        )
        .concat(`${counts["same"] ?? 0} the same`),
    };
  },
};
