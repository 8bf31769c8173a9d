import { overlay } from "@krachtwijk/measure/areal";
import type { OptionSpec, Values } from "../command.ts";
import { byCode, mapSpecs, readAreas, rounded, surfaceOption } from "./areal-input.ts";
import type { MapMethod } from "./method.ts";
import { requiredOption, textOption } from "./options.ts";

/** Options of methods that take two sets. */
export const twoSetSpecs: Readonly<Record<string, OptionSpec>> = {
  id: { type: "string", value: "P", about: "property with the code of an area" },
  "id-to": { type: "string", value: "P", about: "the same in the second file; default --id" },
  ...mapSpecs,
};

/** Two sets, and what they have in common. */
export async function readOverlay(
  [from, to]: readonly string[],
  values: Values,
  names: { readonly from?: string | undefined; readonly to?: string | undefined } = {},
) {
  const id = requiredOption(values, "id");
  const idTo = textOption(values, "id-to") ?? id;
  const surface = surfaceOption(values);
  const layer = textOption(values, "layer");
  const sources = await readAreas([from!], { id, layer, name: names.from });
  const targets = await readAreas([to!], { id: idTo, layer, name: names.to });
  // Read for their areas first, so that a corner that cannot be is told with the file that has it.
  byCode(sources, () => overlay(sources.shapes, sources.shapes.slice(0, 1), { surface }));
  const found = byCode(targets, () => overlay(sources.shapes, targets.shapes, { surface }));
  return { sources, targets, found, parameters: { from, to, id, idTo, surface } };
}

const csv = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** `krachtwijk measure overlay`. */
export const overlayMethod: MapMethod = {
  name: "overlay",
  usage: "FROM.geojson TO.geojson --id P [--id-to P]",
  about: "What the areas of two sets have in common, in m², as a CSV.",
  help: [
    "Prints from,to,squareMetres,shareOfFrom,shareOfTo; --json prints what is outside of each area too.",
    "  krachtwijk measure overlay examples/measure/city-before.geojson examples/measure/city-after.geojson --id code",
  ],
  files: { least: 2, most: 2 },
  options: twoSetSpecs,
  async run({ files, values }) {
    const { sources, targets, found, parameters } = await readOverlay(files, values);
    const pairs = Array.from(found.area, (area, at) => {
      const [source, target] = [found.source[at]!, found.target[at]!];
      return {
        from: sources.ids[source]!,
        to: targets.ids[target]!,
        squareMetres: rounded(area, 2),
        shareOfFrom: rounded(area / found.sourceArea[source]!, 6),
        shareOfTo: rounded(area / found.targetArea[target]!, 6),
      };
    });
    const rest = (ids: readonly string[], area: Float64Array, open: Float64Array) =>
      ids.map((id, at) => ({
        id,
        squareMetres: rounded(area[at]!, 2),
        alone: rounded(open[at]!, 2),
      }));
    return {
      parameters,
      results: {
        pairs,
        from: rest(sources.ids, found.sourceArea, found.outside),
        to: rest(targets.ids, found.targetArea, found.uncovered),
      },
      lines: [
        "from,to,squareMetres,shareOfFrom,shareOfTo",
        ...pairs.map(
          ({ from, to, squareMetres, shareOfFrom, shareOfTo }) =>
            `${csv(from)},${csv(to)},${squareMetres},${shareOfFrom},${shareOfTo}`,
        ),
      ],
    };
  },
};
