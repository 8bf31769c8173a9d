import {
  areaCrosswalk,
  type Crosswalk,
  type Figure,
  overlay,
  populationCrosswalk,
  type Reestimate,
  reestimateCounts,
  reestimateMeans,
  reestimateShares,
} from "@krachtwijk/measure/areal";
import { malformed, readCsv, readDelivered, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import {
  type AreaSet,
  byCode,
  mapSpecs,
  notNegativeOption,
  readAreas,
  rounded,
  surfaceOption,
} from "./areal-input.ts";
import { idColumn, numberColumn } from "./columns.ts";
import type { Method, Question } from "./method.ts";
import { requiredOption, textOption } from "./options.ts";
import { significant } from "./significant.ts";

/** The row of each area. @throws {Refusal} input-malformed with the line of an area that has no shape */
function rowsByArea(table: Table, id: string, areas: AreaSet): readonly (number | undefined)[] {
  const rows = new Map(idColumn(table, id).map((name, row) => [name, row]));
  const known = new Set(areas.ids);
  for (const [name, row] of rows)
    if (!known.has(name))
      throw malformed(
        { file: table.file, line: table.rows[row]!.line, column: id },
        `${areas.file} has no area "${name}".`,
      );
  return areas.ids.map((name) => rows.get(name));
}

/** A column as figures of areas; an empty cell, or an area without a row, is missing with that reason. */
function figuresOf(
  table: Table,
  column: string,
  rows: readonly (number | undefined)[],
): readonly Figure[] {
  const all = numberColumn(table, column, "keep");
  return rows.map((row) => {
    if (row === undefined) return { missing: "no-row" };
    const value = all[row]!;
    return Number.isNaN(value) ? { missing: "empty-cell" } : value;
  });
}

/** Where people are. @throws {Refusal} usage-wrong, input-malformed */
async function finePopulation(values: Values, surface: "wgs84" | "plane") {
  const file = textOption(values, "fine");
  if (file === undefined) return undefined;
  const id = textOption(values, "fine-id") ?? requiredOption(values, "id");
  const set = await readAreas([file], { id });
  const figures = requiredOption(values, "fine-figures");
  const table = readCsv(await readDelivered(figures, figures));
  const column = requiredOption(values, "fine-value");
  const population = figuresOf(table, column, rowsByArea(table, id, set)).map((figure, at) => {
    if (typeof figure === "number") return figure;
    throw malformed(
      { file: figures, column },
      `"${set.ids[at]}" has no figure (${figure.missing}).`,
    );
  });
  return { set, population, surface };
}

async function crosswalkOf(sources: AreaSet, targets: AreaSet, values: Values): Promise<Crosswalk> {
  const surface = surfaceOption(values);
  const tolerance = notNegativeOption(values, "tolerance", 0.01);
  byCode(sources, () => overlay(sources.shapes, sources.shapes.slice(0, 1), { surface }));
  const lie = byCode(targets, () => overlay(sources.shapes, targets.shapes, { surface }));
  const byArea = areaCrosswalk(lie, { tolerance });
  const fine = await finePopulation(values, surface);
  if (fine === undefined) return byArea;
  const layer = byCode(fine.set, () => ({
    inSources: overlay(fine.set.shapes, sources.shapes, { surface }),
    inTargets: overlay(fine.set.shapes, targets.shapes, { surface }),
    population: fine.population,
  }));
  return populationCrosswalk(layer, byArea, { tolerance });
}

/** Asks for the figures, by what they are. */
function ask(crosswalk: Crosswalk, figure: (column: string) => readonly Figure[], values: Values) {
  const value = figure(requiredOption(values, "value"));
  const [of, weight] = [textOption(values, "of"), textOption(values, "weight")];
  if (of !== undefined && weight !== undefined)
    throw new Refusal("usage-wrong", "--of is for shares and --weight for means; give one.");
  if (values["not-part"] === true && of === undefined)
    throw new Refusal("usage-wrong", "--not-part goes with --of.");
  if (of !== undefined)
    return {
      kind: "share",
      targets: reestimateShares(crosswalk, value, figure(of), {
        isPart: values["not-part"] !== true,
      }),
    };
  if (weight !== undefined)
    return { kind: "mean", targets: reestimateMeans(crosswalk, value, figure(weight)) };
  const { targets, ...balance } = reestimateCounts(crosswalk, value);
  return { kind: "count", targets, balance };
}

function told(one: Reestimate, id: string, sources: readonly string[]) {
  const common = {
    id,
    sources: one.sources.map((source) => sources[source]!),
    uncovered: rounded(one.uncovered, 4),
  };
  if (one.kind === "missing")
    return {
      ...common,
      value: null,
      why: one.why.map(({ source, reason }) => ({
        source: source === null ? null : sources[source]!,
        reason,
      })),
    };
  const { value, estimated, lower, upper } = one;
  return { ...common, value, estimated: rounded(estimated, 4), lower, upper };
}

function lineOf(area: ReturnType<typeof told>): string {
  if ("why" in area)
    return `${area.id}   –   ${area.why.map(({ source, reason }) => (source === null ? reason : `${source}: ${reason}`)).join(", ")}`;
  const { id, value, lower, upper, estimated } = area;
  return `${id}   ${significant(value)}   ${significant(lower)} to ${significant(upper)}   ${Math.round(100 * estimated)} % estimated`;
}

/** `krachtwijk measure reestimate`. */
export const reestimateMethod: Method = {
  name: "reestimate",
  usage: "INPUT.csv --id C --value C --from F.geojson --to F.geojson [--of C | --weight C]",
  about: "Figures of one year's areas for the boundaries of another, with the share estimated.",
  help: [
    "A count by itself; a share with --of, its denominator; a mean with --weight, what it is a mean over. Bounds hold wherever things lie within split areas.",
    "Split areas are shared out by land, or with --fine by where people live. An empty cell stays missing in every area that has a part of it.",
    "  krachtwijk measure reestimate examples/measure/city-before.csv --id code --value residents --from examples/measure/city-before.geojson --to examples/measure/city-after.geojson",
    "  krachtwijk measure reestimate examples/measure/city-before.csv --id code --value onBenefit --of residents --from examples/measure/city-before.geojson --to examples/measure/city-after.geojson --fine examples/measure/city-blocks.geojson --fine-figures examples/measure/city-blocks.csv --fine-value residents",
  ],
  options: {
    id: { type: "string", value: "C", about: "column, and property of --from, with the code" },
    value: {
      type: "string",
      value: "C",
      about: "column with the figure: count, numerator or mean",
    },
    of: { type: "string", value: "C", about: "column with the denominator" },
    "not-part": { type: "boolean", about: "the numerator is not a part of it: a rate" },
    weight: { type: "string", value: "C", about: "column with what a mean is a mean over" },
    from: { type: "string", value: "F", about: "the areas that figures are of" },
    to: { type: "string", value: "F", about: "the areas that they are wanted for" },
    "to-id": { type: "string", value: "P", about: "its property with the code; default --id" },
    fine: { type: "string", value: "F", about: "smaller areas, to know where people live" },
    "fine-id": { type: "string", value: "P", about: "their code in both files; default --id" },
    "fine-figures": { type: "string", value: "CSV", about: "how many live in each" },
    "fine-value": { type: "string", value: "C", about: "the column with that" },
    tolerance: {
      type: "string",
      value: "SHARE",
      about: "parts no more than this of the smaller area are drawing; default 0.01",
    },
    ...mapSpecs,
  },
  async run({ table, values }: Question) {
    const id = requiredOption(values, "id");
    const [from, to] = [requiredOption(values, "from"), requiredOption(values, "to")];
    const layer = textOption(values, "layer");
    const sources = await readAreas([from], { id, layer });
    const targets = await readAreas([to], { id: textOption(values, "to-id") ?? id, layer });
    const crosswalk = await crosswalkOf(sources, targets, values);
    const rows = rowsByArea(table, id, sources);
    const found = ask(crosswalk, (column) => figuresOf(table, column, rows), values);
    const areas = found.targets.map((one, at) => told(one, targets.ids[at]!, sources.ids));
    const { kind, balance } = found;
    return {
      parameters: {
        ...{ id, value: values["value"], kind, from, to },
        weights: values["fine"] === undefined ? "area" : "population",
        tolerance: notNegativeOption(values, "tolerance", 0.01),
      },
      results: { areas, ...(balance === undefined ? {} : { balance }) },
      lines: [
        ...areas.map(lineOf),
        ...(balance === undefined
          ? []
          : [
              `given ${significant(balance.given)}, placed ${significant(balance.placed)}, outside ${significant(balance.outside)}, withheld ${significant(balance.withheld)}`,
            ]),
      ],
    };
  },
};
