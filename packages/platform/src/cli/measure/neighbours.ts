import { styleWeights } from "@krachtwijk/measure/space";
import { idColumn } from "./columns.ts";
import type { Method } from "./method.ts";
import { choiceOption } from "./options.ts";
import {
  neighbourChoice,
  neighbourParameters,
  neighbourSpecs,
  styleSpec,
  stylesFrom,
} from "./space-options.ts";
import { linkAreas, weightsSummary } from "./space-weights.ts";

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** `krachtwijk measure neighbours`. */
export const neighboursMethod: Method = {
  name: "neighbours",
  usage: "INPUT.csv --id C (--neighbours W.csv | --geometry G.geojson --contiguity queen|rook)",
  about: "Who neighbours whom, as a W.csv: from polygons, distance or nearest.",
  help: [
    "Prints the columns from,to,weight that --neighbours of moran, geary, getis-ord and lisa read; --json prints a summary too.",
    "  krachtwijk measure neighbours examples/measure/city-areas.csv --id area --geometry examples/measure/city-areas.geojson --contiguity queen",
    "  krachtwijk measure neighbours examples/measure/city-areas.csv --id area --geometry examples/measure/city-areas.geojson --nearest 4 --inverse-distance 1",
  ],
  options: { ...neighbourSpecs, style: styleSpec("given: 1, or as in W.csv") },
  async run({ table, values }) {
    const choice = neighbourChoice(values);
    const style = choiceOption(values, "style", stylesFrom("given"));
    const rows = [...idColumn(table, choice.id).keys()];
    const linked = await linkAreas(table, rows, choice);
    const weights = styleWeights(linked.weights, style);
    const links = linked.ids.flatMap((from, area) =>
      Array.from({ length: weights.starts[area + 1]! - weights.starts[area]! }, (_, at) => {
        const place = weights.starts[area]! + at;
        return { from, to: linked.ids[weights.to[place]!]!, weight: weights.weight[place]! };
      }),
    );
    return {
      parameters: { ...neighbourParameters(choice), style },
      results: { links, weights: weightsSummary({ ...linked, weights }) },
      lines: [
        "from,to,weight",
        ...links.map(({ from, to, weight }) => `${quoted(from)},${quoted(to)},${weight}`),
      ],
    };
  },
};
